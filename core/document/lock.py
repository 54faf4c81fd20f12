"""One writer for a project: a lock file beside it, which the system frees however its process ends."""

import contextlib
import errno
import getpass
import json
import os
import socket
import sys
from pathlib import Path

from core.errors import ProjectError, StorageError
from core.wording import say

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

# Far behind the text, since Windows keeps others from reading what is locked.
_LOCKED_BYTE = 2**30


class ProjectLock:
    """Held while a project is open for writing. The file says who holds it; the system's lock is the lock.

    After a crash the file stays behind, unlocked, and the next `ProjectLock` takes it over.
    """

    def __init__(self, project_path: Path) -> None:
        """Raises `ProjectError` when somebody holds it, `StorageError` when the folder cannot be written."""
        self.path = project_path.with_name(project_path.name + "-lock")
        while True:
            try:
                handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o644)
            except OSError as error:
                raise StorageError(
                    say(
                        "“{file}” cannot be opened for editing: its folder cannot be written ({reason}).",
                        file=project_path.name,
                        reason=error.strerror,
                    )
                ) from error
            if not _lock(handle):
                holder = _describe(_read_holder(handle))
                os.close(handle)
                raise ProjectError(
                    say(
                        "“{file}” is already open in another window{holder}; close it there first.",
                        file=project_path.name,
                        holder=holder,
                    )
                )
            if _same_file(handle, self.path):
                break
            os.close(handle)  # its last holder deleted it between our open and our lock
        self._handle: int | None = handle
        holder_text = json.dumps({"pid": os.getpid(), "host": socket.gethostname(), "user": _user()})
        os.ftruncate(handle, 0)
        os.write(handle, holder_text.encode())

    def release(self) -> None:
        """Free it and delete the file. Harmless a second time."""
        if self._handle is None:
            return
        handle, self._handle = self._handle, None
        if sys.platform == "win32":
            os.close(handle)
            with contextlib.suppress(OSError):
                self.path.unlink()
        else:
            with contextlib.suppress(OSError):
                if _same_file(handle, self.path):
                    self.path.unlink()
            os.close(handle)


def _lock(handle: int) -> bool:
    """Take the system's lock; False when somebody else has it."""
    try:
        if sys.platform == "win32":
            os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
            try:
                msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            finally:
                os.lseek(handle, 0, os.SEEK_SET)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EAGAIN, errno.EACCES, errno.EDEADLK):
            return False
        return _is_stale(_read_holder(handle))  # a network drive without locks: go by what is written
    return True


def _is_stale(holder: dict[str, str]) -> bool:
    """Whether the process that wrote this is known to be gone. One on another machine is not known to be."""
    if not holder:
        return True
    if holder["host"] != socket.gethostname() or sys.platform == "win32":
        return False
    try:
        os.kill(int(holder["pid"]), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return int(holder["pid"]) == os.getpid()


def _same_file(handle: int, path: Path) -> bool:
    try:
        there = path.stat()
    except OSError:
        return False
    ours = os.fstat(handle)
    return (there.st_dev, there.st_ino) == (ours.st_dev, ours.st_ino)


def _read_holder(handle: int) -> dict[str, str]:
    try:
        os.lseek(handle, 0, os.SEEK_SET)
        holder = json.loads(os.read(handle, 4096))
        os.lseek(handle, 0, os.SEEK_SET)
        return {key: str(holder[key]) for key in ("pid", "host", "user")}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _describe(holder: dict[str, str]) -> str:
    return f" (process {holder['pid']} of {holder['user']} on {holder['host']})" if holder else ""


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no name for this user id
        return "somebody"
