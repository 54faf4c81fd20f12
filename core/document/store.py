"""Project files: making, opening, copying, closing.

A project is one SQLite file, `*.samurai`, in write-ahead mode; while it is open two files of SQLite's and
a lock file stand beside it. Every edit is committed as it is made (see history.py).
"""

import contextlib
import shutil
import sqlite3
import tempfile
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
from core.document.snapshot import Snapshot
from core.document.tables import Tables, sqlite_errors, translated
from core.errors import ProjectError, StorageError
from core.wording import say

SUFFIX = ".samurai"


class Project:
    """An open project: its document and history. Belongs to the thread that opened it."""

    def __init__(
        self,
        path: Path | None,
        connection: sqlite3.Connection,
        lock: ProjectLock | None = None,
        copy_of: Path | None = None,
    ) -> None:
        """Use `create_project`, `open_project`, `open_copy` or `memory_project`."""
        self.path = path
        """None for a project that lives in memory only."""
        self.copy_of = copy_of
        """The file that this is a passing copy of, see `open_copy`; else None."""
        self._db = connection
        self._lock = lock
        self._closed = False
        self._tables = Tables(connection, path)
        self.document = Document(self._tables, self._tables.load())
        self.history = History(self.document, self._tables)

    @property
    def folder(self) -> Path | None:
        """The folder that the media's relative path starts from."""
        path = self.copy_of or self.path
        return path.parent if path else None

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
        gone. Raises `StorageError` when the copy cannot be written, `ProjectError` when `path` is open.
        """
        path = Path(path)
        if self.path is not None and path.absolute() == self.path.absolute():
            raise StorageError(
                say("“{file}” is this project itself; choose another name for the copy.", file=path.name)
            )
        lock = _lock_for(path)  # nobody may have open what is replaced
        part = _sibling(path)
        try:
            with sqlite_errors(path):
                self._db.execute("VACUUM INTO ?", (str(part),))
            self._point_copy_at_media(part, path)
            part.replace(path)
        except OSError as error:
            raise StorageError(
                say("“{file}” cannot be written: {reason}.", file=path.name, reason=error.strerror)
            ) from error
        finally:
            part.unlink(missing_ok=True)
            lock.release()

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

    def snapshot(self) -> Snapshot:
        """The document as it is now, for another thread: an export. Made on this one.

        Raises `ProjectError` while a long step is undone or redone.
        """
        self.history.require_still()
        with sqlite_errors(self.path or "project"):
            if self.path is None:
                connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
                self._db.backup(connection)
            else:
                connection = sqlite3.connect(
                    f"{self.path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None, timeout=2.0,
                    check_same_thread=False,
                )  # fmt: skip
                connection.execute("BEGIN")
                connection.execute(
                    "SELECT count(*) FROM objects"
                ).fetchone()  # from here on it sees no change
        return Snapshot(self.document, connection, self.path)

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
            if self.copy_of is not None and self.path is not None:
                shutil.rmtree(self.path.parent, ignore_errors=True)

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
    path = Path(path).absolute()
    lock = _lock_for(path)
    try:
        if path.exists():
            raise ProjectError(
                say("“{file}” is there already; open it or choose another name.", file=path.name)
            )
        part = _sibling(path)
        try:
            with sqlite_errors(path):
                _write_empty(part)
            part.rename(path)  # whole or not at all, even if we are killed here
        except OSError as error:
            raise StorageError(
                say("“{file}” cannot be written: {reason}.", file=path.name, reason=error.strerror)
            ) from error
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
    path = Path(path).absolute()
    _require_file(path)
    lock = _lock_for(path)
    try:
        return _open(path, lock)
    except BaseException:
        lock.release()
        raise


def open_copy(path: Path) -> Project:
    """Open a passing copy of a project: for one that is read-only, or open in another window.

    It can be changed like any other; `save_copy_as` keeps the changes, closing forgets them.
    """
    path = Path(path).absolute()
    _require_file(path)
    folder = Path(tempfile.mkdtemp(prefix="samuraivision-"))
    copy = folder / path.name
    try:
        _copy_database(path, copy)
        return _open(copy, copy_of=path)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def memory_project() -> Project:
    """A project without a file, for work that is not kept: a command line run, a test."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    create_tables(connection)
    return Project(None, connection)


def _open(path: Path, lock: ProjectLock | None = None, copy_of: Path | None = None) -> Project:
    with sqlite_errors(path):
        connection = _connect(path)
        try:
            check_kind(connection, path)
            connection.execute("PRAGMA journal_mode = WAL").fetchone()
            migrate(connection, path)
            return Project(path, connection, lock, copy_of)
        except BaseException:
            connection.close()
            raise


def _copy_database(path: Path, copy: Path) -> None:
    source = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=2.0)
    target = sqlite3.connect(copy)
    try:
        source.backup(target)
        return
    except sqlite3.OperationalError:  # SQLite cannot read a write-ahead log in a folder that it cannot write
        pass
    except sqlite3.DatabaseError as error:
        raise translated(error, path) from error
    finally:
        source.close()
        target.close()
    try:
        shutil.copyfile(path, copy)
        log = path.with_name(path.name + "-wal")
        if log.exists():
            shutil.copyfile(log, copy.with_name(copy.name + "-wal"))
    except OSError as error:
        raise StorageError(
            say("“{file}” cannot be read: {reason}.", file=path.name, reason=error.strerror)
        ) from error


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
    try:
        connection.execute("PRAGMA synchronous = NORMAL")
    except BaseException:
        connection.close()
        raise
    return connection


def _require_file(path: Path) -> None:
    if not path.exists():
        raise ProjectError(say("There is no project “{path}”.", path=path))
    if not path.is_file():
        raise ProjectError(say("“{file}” is a folder, not a project file.", file=path.name))


def _lock_for(path: Path) -> ProjectLock:
    if not path.parent.is_dir():
        raise StorageError(say("There is no folder “{folder}” to keep the project in.", folder=path.parent))
    return ProjectLock(path.resolve())  # one file may have several names
