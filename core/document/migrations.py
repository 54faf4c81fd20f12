"""The tables of a project file and how files of older versions are brought up to date."""

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

from core.errors import ProjectError
from core.wording import say

APPLICATION_ID = 0x53414D56  # "SAMV", in the file's header: `file` and we know our own
SCHEMA_VERSION = 1

SCHEMA = """
CREATE TABLE project (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE objects (
    id INTEGER PRIMARY KEY, position INTEGER NOT NULL, name TEXT NOT NULL, class_name TEXT NOT NULL,
    colour TEXT NOT NULL, visible INTEGER NOT NULL, locked INTEGER NOT NULL
);
CREATE TABLE prompts (
    object_id INTEGER NOT NULL, frame_index INTEGER NOT NULL, prompt TEXT NOT NULL,
    PRIMARY KEY (object_id, frame_index)
);
CREATE TABLE masks (
    object_id INTEGER NOT NULL, frame_index INTEGER NOT NULL,
    height INTEGER NOT NULL, width INTEGER NOT NULL, counts BLOB NOT NULL,
    PRIMARY KEY (object_id, frame_index)
);
CREATE TABLE marks (
    object_id INTEGER NOT NULL, frame_index INTEGER NOT NULL, origin TEXT NOT NULL, state TEXT NOT NULL,
    score REAL, comment TEXT NOT NULL, PRIMARY KEY (object_id, frame_index)
) WITHOUT ROWID;
CREATE TABLE steps (
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, undone INTEGER NOT NULL,
    size_bytes INTEGER NOT NULL
);
CREATE TABLE step_edits (
    step_id INTEGER NOT NULL, number INTEGER NOT NULL, edit BLOB NOT NULL, PRIMARY KEY (step_id, number)
);
"""
"""`masks.counts` is COCO's compressed run lengths. A step's edits undo it, or redo it where it is undone."""

Migration: TypeAlias = Callable[[sqlite3.Connection], None]

MIGRATIONS: Sequence[Migration] = ()
"""The n-th (from 0) takes a file from version n + 1 to n + 2, inside a transaction."""


def create_tables(connection: sqlite3.Connection) -> None:
    """Make an empty database a project."""
    connection.executescript(
        f"BEGIN; {SCHEMA} PRAGMA application_id = {APPLICATION_ID};"
        f" PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;"
    )


def check_kind(connection: sqlite3.Connection, path: Path) -> None:
    """Raise `ProjectError` for a database of another program."""
    (application_id,) = connection.execute("PRAGMA application_id").fetchone()
    if application_id != APPLICATION_ID:
        raise ProjectError(say("“{file}” is not a project of this program.", file=path.name))


def migrate(connection: sqlite3.Connection, path: Path, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Bring a file up to date, all steps or none. Raises `ProjectError` for one that is newer than we are."""
    newest = len(migrations) + 1
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > newest:
        raise ProjectError(
            say(
                "“{file}” was made by a newer version of this program (format {version}, this one "
                "reads up to {newest}); update the program to open it.",
                file=path.name,
                version=version,
                newest=newest,
            )
        )
    if version < 1:
        raise ProjectError(say("“{file}” is damaged: it does not say its version.", file=path.name))
    if version == newest:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        for migration in migrations[version - 1 :]:
            migration(connection)
        connection.execute(f"PRAGMA user_version = {newest}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
