"""Project files: making, opening, copying, closing.

A project is one SQLite file, `*.samurai`, in write-ahead mode; while it is open two files of SQLite's and
a lock file stand beside it. Every edit is committed as it is made (see history.py).
"""

import contextlib
import sqlite3
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self
from uuid import uuid4

from core.document.document import Document
from core.document.encoding import Json
from core.document.history import History
from core.document.lock import ProjectLock
from core.document.media_ref import find_media, relative_path
from core.document.migrations import check_kind, create_tables, migrate
from core.document.tables import Tables, sqlite_errors
from core.errors import ProjectError, StorageError

SUFFIX = ".samurai"


class Project:
    """An open project: its document and history. Belongs to the thread that opened it."""

    def __init__(self, path: Path | None, connection: sqlite3.Connection, lock: ProjectLock | None) -> None:
        """Use `create_project`, `open_project` or `memory_project`."""
        self.path = path
        """None for a project that lives in memory only."""
        self._db = connection
        self._lock = lock
        self._closed = False
        self._tables = Tables(connection, path)
        self.document = Document(self._tables, self._tables.load())
        self.history = History(self.document, self._tables)

    @property
    def folder(self) -> Path | None:
        """The folder that the media's relative path starts from."""
        return self.path.parent if self.path else None

    def find_media(self) -> Path | None:
        """Where the media is now; None when it is nowhere to be found, or the project has none yet."""
        media = self.document.media
        return find_media(media, self.folder) if media is not None else None

    @property
    def closed(self) -> bool:
        return self._closed

    def recall(self, key: str) -> Json:
        """A JSON value that `remember` kept; None where there is none."""
        return self._tables.value(f"view.{key}")

    def remember(self, key: str, value: Json) -> None:
        """Keep a JSON value that is no part of the undo history: the current frame, the chosen model."""
        with self.document.transaction():
            self._tables.put_value(f"view.{key}", value)

    def save_copy_as(self, path: Path) -> None:
        """Write a compact copy with the whole history; this project stays the open one.

        The copy replaces a file that is there, whole or not at all. Works when this project's own file is
        gone. Raises `StorageError` when the copy cannot be written.
        """
        path = Path(path)
        if self.path is not None and path.absolute() == self.path.absolute():
            raise StorageError(f"“{path.name}” is this project itself; choose another name for the copy.")
        part = _sibling(path)
        try:
            with sqlite_errors(path):
                self._db.execute("VACUUM INTO ?", (str(part),))
            self._point_copy_at_media(part, path)
            part.replace(path)
        except OSError as error:
            raise StorageError(f"“{path.name}” cannot be written: {error.strerror}.") from error
        finally:
            part.unlink(missing_ok=True)

    def _point_copy_at_media(self, part: Path, path: Path) -> None:
        media = self.document.media
        copy = sqlite3.connect(part, isolation_level=None)
        try:
            with sqlite_errors(path):
                tables = Tables(copy, part)
                if media is not None:
                    found = relative_path(Path(media.absolute_path), path.absolute().parent)
                    tables.put_media(replace(media, relative_path=found))
        finally:
            copy.close()

    def checkpoint(self) -> None:
        """For a quiet moment: bring the file itself up to date, so that a power cut finds all of it there."""
        if self.path is not None:
            self._tables.checkpoint()

    def close(self) -> None:
        """End a run that goes on, and close the file. Harmless a second time."""
        if self._closed:
            return
        self._closed = True
        try:
            # Where the drive is gone there is nothing left to say: what was done is on it already.
            with contextlib.suppress(StorageError, ProjectError):
                self.history.end()
        finally:
            self._db.close()
            if self._lock is not None:
                self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def create_project(path: Path) -> Project:
    """Make a new, empty project file and open it.

    Raises `ProjectError` when there is a file of that name, `StorageError` when it cannot be written.
    """
    path = Path(path)
    lock = _lock_for(path)
    try:
        if path.exists():
            raise ProjectError(f"“{path.name}” is there already; open it or choose another name.")
        part = _sibling(path)
        try:
            with sqlite_errors(path):
                _write_empty(part)
            part.rename(path)  # whole or not at all, even if we are killed here
        except OSError as error:
            raise StorageError(f"“{path.name}” cannot be written: {error.strerror}.") from error
        finally:
            part.unlink(missing_ok=True)
        return _open(path, lock)
    except BaseException:
        lock.release()
        raise


def open_project(path: Path) -> Project:
    """Open a project file for editing, bringing one of an older version up to date.

    Raises `ProjectError` when it is not there, open elsewhere, damaged, newer than this program or not a
    project; `StorageError` when its folder cannot be written.
    """
    path = Path(path)
    _require_file(path)
    lock = _lock_for(path)
    try:
        return _open(path, lock)
    except BaseException:
        lock.release()
        raise


def memory_project() -> Project:
    """A project without a file, for work that is not kept: a command line run, a test."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    create_tables(connection)
    return Project(None, connection, None)


def _open(path: Path, lock: ProjectLock) -> Project:
    with sqlite_errors(path):
        connection = _connect(path)
        try:
            check_kind(connection, path)
            connection.execute("PRAGMA journal_mode = WAL").fetchone()
            migrate(connection, path)
            return Project(path, connection, lock)
        except BaseException:
            connection.close()
            raise


def _write_empty(path: Path) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        create_tables(connection)
    finally:
        connection.close()


def _sibling(path: Path) -> Path:
    """A name in the same folder to write to first."""
    return path.with_name(f".{path.name}-{uuid4().hex[:8]}.part")


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, timeout=2.0)
    # NORMAL: a killed process loses nothing; a power cut at most what the system had not yet written.
    connection.execute("PRAGMA synchronous = NORMAL")
    return connection


def _require_file(path: Path) -> None:
    if not path.exists():
        raise ProjectError(f"There is no project “{path}”.")
    if not path.is_file():
        raise ProjectError(f"“{path.name}” is a folder, not a project file.")


def _lock_for(path: Path) -> ProjectLock:
    if not path.parent.is_dir():
        raise StorageError(f"There is no folder “{path.parent}” to keep the project in.")
    return ProjectLock(path)
