"""The log: a file of bounded size in the user's log folder."""

import importlib.metadata
import logging
import logging.handlers
import os
import platform
import sys
from functools import cache
from pathlib import Path
from typing import Final

from core.logs.personal import without_personal
from core.settings import folders

LOG_FILE = "samuraivision.log"
MAX_BYTES, BACKUPS = 400_000, 2
LEVELS: Final = ("warning", "info", "debug")
"""What the setting may say, from quiet to talkative."""

PACKAGES: Final = ("samuraivision", "torch", "torchvision", "sam2", "PySide6-Essentials", "av", "numpy")
LINE = "%(asctime)s %(levelname)s %(process)d %(threadName)s %(name)s: %(message)s"

log = logging.getLogger(__name__)


class _LogFile(logging.handlers.RotatingFileHandler):
    """Where another process has the file open and it cannot be renamed, it goes on in the same one."""

    def doRollover(self) -> None:
        try:
            super().doRollover()
        except OSError:
            if self.stream is None:
                self.stream = self._open()


def keep_log(level: str = "info", folder: Path | None = None) -> None:
    """Write what happens to the log from now on; to standard error where the folder cannot be written.

    Called again it replaces what it did before. At most `MAX_BYTES` in each of `BACKUPS` + 1 files.
    """
    folder = folder or folders().logs
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = _LogFile(
            folder / LOG_FILE, maxBytes=MAX_BYTES, backupCount=BACKUPS, encoding="utf-8", delay=True
        )
    except OSError:
        handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter(LINE))
    stop_log()
    handler._samuraivision = True  # type: ignore[attr-defined]  # so that a second start finds it
    root = logging.getLogger()
    root.addHandler(handler)
    set_level(level)
    log.info("Start. %s", "; ".join(versions()))


def stop_log() -> None:
    """Close the log file."""
    root = logging.getLogger()
    for old in [h for h in root.handlers if getattr(h, "_samuraivision", False)]:
        root.removeHandler(old)
        old.close()


def set_level(level: str) -> None:
    """How much is written: one of `LEVELS`; anything else counts as info."""
    logging.getLogger().setLevel(level.upper() if level in LEVELS else logging.INFO)


@cache
def versions() -> tuple[str, ...]:
    """The system's, Python's and the packages' versions; quick, it imports none of them."""
    found = [platform.platform(terse=True), f"Python {platform.python_version()}", platform.machine()]
    found.append(f"{os.cpu_count() or 1} cores")
    if getattr(sys, "frozen", False):
        found.append("installed bundle")
    for package in PACKAGES:
        try:
            found.append(f"{package} {importlib.metadata.version(package)}")
        except importlib.metadata.PackageNotFoundError:
            continue
    return tuple(found)


def log_tail(lines: int = 60, folder: Path | None = None) -> str:
    """The last lines of the log, with nothing personal in them; "" where there is none."""
    try:
        text = ((folder or folders().logs) / LOG_FILE).read_text("utf-8", "replace")
    except OSError:
        return ""
    return without_personal("\n".join(text.splitlines()[-lines:]))
