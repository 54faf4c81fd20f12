"""The rows of a project file: one SQLite database, read and written here and nowhere else.

Errors of SQLite leave this module as `StorageError` (the place cannot be written: no space, read-only,
gone) or `ProjectError` (the file is damaged or busy), each one sentence for the user.
"""

import contextlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from core.document.change import Place
from core.document.document import Contents, Mark, MediaRef, ProjectSettings, SegObject
from core.document.encoding import Json, decode, encode
from core.errors import AppError, MaskError, ProjectError, StorageError
from core.masks import Mask
from core.types import FramePrompt, Origin, State
from core.wording import say

_ORIGINS = {str(origin): origin for origin in Origin}
_STATES = {str(state): state for state in State}


@dataclass(frozen=True, slots=True)
class StoredStep:
    """One step of the history without its edits. `undone`: it can be redone, else undone."""

    id: int
    name: str
    undone: bool
    size_bytes: int


@contextmanager
def sqlite_errors(path: Path | str) -> Iterator[None]:
    """Turn SQLite's errors into ours."""
    try:
        yield
    except sqlite3.ProgrammingError:
        raise  # our mistake, such as another thread's connection: no fault of the file
    except sqlite3.Error as error:
        raise translated(error, path) from error
    except (UnicodeDecodeError, OverflowError) as error:  # from the sqlite3 module itself
        raise ProjectError(say("“{name}” is damaged: {error}.", name=Path(path).name, error=error)) from error


def translated(error: sqlite3.Error, path: Path | str) -> AppError:
    """One of SQLite's errors as ours; `path` is named in it."""
    extended = getattr(error, "sqlite_errorcode", 0)
    code = extended & 0xFF
    name = Path(path).name
    if extended in (sqlite3.SQLITE_IOERR_SHORT_READ, sqlite3.SQLITE_IOERR_CORRUPTFS):
        return ProjectError(say("“{name}” is damaged: a part of the file is missing.", name=name))
    if code == sqlite3.SQLITE_FULL:
        return StorageError(
            say("The disk is full: the last change to “{name}” was not saved; free some space.", name=name)
        )
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
        return StorageError(
            say("“{name}” cannot be written: the file or its folder is read-only.", name=name)
        )
    if code in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN):
        return StorageError(
            say("“{name}” cannot be reached: its folder or drive is gone or may not be used.", name=name)
        )
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return ProjectError(
            say("“{name}” is being used by another program; close it there and try again.", name=name)
        )
    if code == sqlite3.SQLITE_NOTADB:
        return ProjectError(say("“{name}” is not a project of this program.", name=name))
    return ProjectError(say("“{name}” is damaged: {error}.", name=name, error=error))


def checked_mask(row: Sequence[object], name: str) -> Mask:
    """A mask from its row (height, width, counts); raises `ProjectError` where the row is damaged."""
    height, width, counts = row
    if isinstance(height, int) and isinstance(width, int) and isinstance(counts, bytes):
        with contextlib.suppress(MaskError):
            return Mask.checked(height, width, counts)
    raise ProjectError(say("“{name}” is damaged: a mask cannot be read.", name=name))


class Tables:
    """The rows of one open project file. `Document` and `History` are built on it."""

    def __init__(self, connection: sqlite3.Connection, path: Path | None) -> None:
        """`connection` is in autocommit mode; `path` is None for a project that lives in memory only."""
        self._db = connection
        self._path = path
        self._identity = _identity(path)

    @property
    def name(self) -> str:
        return self._path.name if self._path else "project"

    # ---- transactions

    def begin(self) -> None:
        self._check_still_there()
        with sqlite_errors(self.name):
            self._db.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        with sqlite_errors(self.name):
            self._db.execute("COMMIT")

    def rollback(self) -> None:
        with sqlite_errors(self.name):
            if self._db.in_transaction:  # SQLite may have rolled back by itself
                self._db.execute("ROLLBACK")

    def _check_still_there(self) -> None:
        """A file that was deleted, moved away or on a drive that is gone takes writes and loses them."""
        if self._path is not None and _identity(self._path) != self._identity:
            raise StorageError(
                say(
                    "“{project}” is no longer where it was opened (moved, deleted, or its drive is "
                    "gone); save a copy elsewhere.",
                    project=self.name,
                )
            )

    def checkpoint(self) -> None:
        """Move what the write-ahead log holds into the file itself, as far as no reader is in the way."""
        with sqlite_errors(self.name):
            self._db.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    # ---- loading

    def load(self) -> Contents:
        """All but the masks. 50,000 marks take about a tenth of a second."""
        with sqlite_errors(self.name):
            objects = [
                SegObject(object_id, str(name), str(class_name), str(colour), bool(visible), bool(locked))
                for object_id, name, class_name, colour, visible, locked in self._db.execute(
                    "SELECT id, name, class_name, colour, visible, locked FROM objects ORDER BY position"
                )
            ]
            prompts: dict[int, dict[int, FramePrompt]] = {}
            rows = self._db.execute("SELECT object_id, frame_index, prompt FROM prompts")
            for object_id, frame, text in rows:
                prompt = decode(text)
                if not isinstance(prompt, FramePrompt):
                    raise ProjectError(
                        say("“{project}” is damaged: a prompt cannot be read.", project=self.name)
                    )
                prompts.setdefault(object_id, {})[frame] = prompt
            marks = self._load_marks()
        media = self.value("media")
        settings = self.value("settings")
        return Contents(
            media=decode(json.dumps(media)) if media else None,
            settings=decode(json.dumps(settings)) if settings else ProjectSettings(),
            objects=objects,
            prompts=prompts,
            marks=marks,
            last_object_id=int(self.value("last_object_id") or 0),
        )

    def _load_marks(self) -> dict[int, dict[int, Mark]]:
        marks: dict[int, dict[int, Mark]] = {}
        of_object: dict[int, Mark] = {}
        current: int | None = None
        try:
            for object_id, frame, origin, state, score, comment in self._db.execute(
                "SELECT object_id, frame_index, origin, state, score, comment FROM marks"
                " ORDER BY object_id, frame_index"
            ):
                if object_id != current:
                    current = object_id
                    of_object = marks.setdefault(object_id, {})
                of_object[frame] = Mark(_ORIGINS[origin], _STATES[state], score, comment)
        except KeyError as error:
            raise ProjectError(
                say("“{project}” is damaged: a mark {error} is unknown.", project=self.name, error=error)
            ) from error
        return marks

    def load_mask(self, object_id: int, frame_index: int, *, check: bool = True) -> Mask | None:
        with sqlite_errors(self.name):
            row = self._db.execute(
                "SELECT height, width, counts FROM masks WHERE object_id = ? AND frame_index = ?",
                (object_id, frame_index),
            ).fetchone()
        if row and not check:
            return Mask(*row)
        return checked_mask(row, self.name) if row else None

    def load_masks(self, object_id: int, frames: Sequence[int]) -> dict[int, Mask]:
        """Unchecked masks of one object by frame index; `frames` rise. Near frames are read in one go."""
        found: dict[int, Mask] = {}
        if frames and frames[-1] - frames[0] < 4 * len(frames):
            with sqlite_errors(self.name):
                rows = self._db.execute(
                    "SELECT frame_index, height, width, counts FROM masks"
                    " WHERE object_id = ? AND frame_index BETWEEN ? AND ?",
                    (object_id, frames[0], frames[-1]),
                ).fetchall()
            wanted = set(frames)
            found.update((row[0], Mask(*row[1:])) for row in rows if row[0] in wanted)
        else:
            for frame_index in frames:
                mask = self.load_mask(object_id, frame_index, check=False)
                if mask is not None:
                    found[frame_index] = mask
        return found

    # ---- contents

    def put_object(self, item: SegObject, position: int) -> None:
        self._write(
            "INSERT OR REPLACE INTO objects (id, position, name, class_name, colour, visible, locked)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(item.id, position, item.name, item.class_name, item.colour, item.visible, item.locked)],
        )

    def delete_object(self, object_id: int) -> None:
        self._write("DELETE FROM objects WHERE id = ?", [(object_id,)])

    def put_prompt(self, object_id: int, prompt: FramePrompt) -> None:
        self._write(
            "INSERT OR REPLACE INTO prompts (object_id, frame_index, prompt) VALUES (?, ?, ?)",
            [(object_id, prompt.frame_index, encode(prompt).decode())],
        )

    def delete_prompt(self, object_id: int, frame_index: int) -> None:
        self._write("DELETE FROM prompts WHERE object_id = ? AND frame_index = ?", [(object_id, frame_index)])

    def put_masks(self, rows: Sequence[tuple[int, int, Mask]]) -> None:
        self._write(
            "INSERT OR REPLACE INTO masks (object_id, frame_index, height, width, counts)"
            " VALUES (?, ?, ?, ?, ?)",
            ((object_id, frame, mask.height, mask.width, mask.counts) for object_id, frame, mask in rows),
        )

    def put_marks(self, rows: Sequence[tuple[int, int, Mark]]) -> None:
        self._write(
            "INSERT OR REPLACE INTO marks (object_id, frame_index, origin, state, score, comment)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (
                (object_id, frame, str(mark.origin), str(mark.state), mark.score, mark.comment)
                for object_id, frame, mark in rows
            ),
        )

    def delete_masks(self, places: Sequence[Place]) -> None:
        for table in ("masks", "marks"):
            self._write(f"DELETE FROM {table} WHERE object_id = ? AND frame_index = ?", places)

    def put_media(self, media: MediaRef | None) -> None:
        self.put_value("media", json.loads(encode(media)) if media else None)

    def put_settings(self, settings: ProjectSettings) -> None:
        self.put_value("settings", json.loads(encode(settings)))

    def put_last_object_id(self, object_id: int) -> None:
        self.put_value("last_object_id", object_id)

    # ---- single values

    def value(self, key: str) -> Json:
        """A JSON value kept under a name; None where there is none."""
        with sqlite_errors(self.name):
            row = self._db.execute("SELECT value FROM project WHERE key = ?", (key,)).fetchone()
        try:
            return json.loads(row[0]) if row else None
        except ValueError as error:
            raise ProjectError(
                say("“{project}” is damaged: its {key} cannot be read.", project=self.name, key=key)
            ) from error

    def put_value(self, key: str, value: Json) -> None:
        if value is None:
            self._write("DELETE FROM project WHERE key = ?", [(key,)])
        else:
            text = json.dumps(value, ensure_ascii=False)
            self._write("INSERT OR REPLACE INTO project (key, value) VALUES (?, ?)", [(key, text)])

    # ---- history

    def load_steps(self) -> list[StoredStep]:
        """Every step, oldest first."""
        with sqlite_errors(self.name):
            return [
                StoredStep(step_id, name, bool(undone), size)
                for step_id, name, undone, size in self._db.execute(
                    "SELECT id, name, undone, size_bytes FROM steps ORDER BY id"
                )
            ]

    def add_step(self, name: str) -> int:
        """A new step without edits yet; its id is higher than any before."""
        with sqlite_errors(self.name):
            sql = "INSERT INTO steps (name, undone, size_bytes) VALUES (?, 0, 0)"
            cursor = self._db.execute(sql, (name,))
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def set_step(self, step_id: int, *, undone: bool, size_bytes: int) -> None:
        sql = "UPDATE steps SET undone = ?, size_bytes = ? WHERE id = ?"
        self._write(sql, [(undone, size_bytes, step_id)])

    def delete_steps(self, step_ids: Iterable[int]) -> None:
        ids = [(step_id,) for step_id in step_ids]
        self._write("DELETE FROM step_edits WHERE step_id = ?", ids)
        self._write("DELETE FROM steps WHERE id = ?", ids)

    def step_edit_numbers(self, step_id: int) -> list[int]:
        with sqlite_errors(self.name):
            sql = "SELECT number FROM step_edits WHERE step_id = ? ORDER BY number"
            return [number for (number,) in self._db.execute(sql, (step_id,))]

    def step_edit(self, step_id: int, number: int) -> bytes:
        with sqlite_errors(self.name):
            row = self._db.execute(
                "SELECT edit FROM step_edits WHERE step_id = ? AND number = ?", (step_id, number)
            ).fetchone()
        if row is None or not isinstance(row[0], bytes):
            raise ProjectError(
                say("“{project}” is damaged: a step of its history cannot be read.", project=self.name)
            )
        return row[0]

    def put_step_edit(self, step_id: int, number: int, edit: bytes) -> None:
        sql = "INSERT OR REPLACE INTO step_edits (step_id, number, edit) VALUES (?, ?, ?)"
        self._write(sql, [(step_id, number, edit)])

    def delete_step_edits(self, step_id: int, numbers: Iterable[int]) -> None:
        sql = "DELETE FROM step_edits WHERE step_id = ? AND number = ?"
        self._write(sql, [(step_id, number) for number in numbers])

    def _write(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        with sqlite_errors(self.name):
            self._db.executemany(sql, rows)


def _identity(path: Path | None) -> tuple[int, int] | None:
    if path is None:
        return None
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
