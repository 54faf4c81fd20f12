"""Noticing that an earlier run did not end as it should.

Every run has a marker file of its own while it lasts, and a file into which Python writes what it can if
native code crashes. A marker whose process is gone tells of a crash. Several instances do not confuse it:
each looks only at markers of processes that no longer exist.
"""

import contextlib
import datetime as dt
import faulthandler
import json
import logging
import os
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psutil

from core.settings import folders

log = logging.getLogger(__name__)

FOLDER = "running"
CRASH_FILE = "crash.log"
CRASH_MAX_BYTES = 200_000
SAME_START_S = 2.0
"""Two readings of when a process was started differ by less."""


@dataclass(frozen=True, slots=True)
class Crash:
    """A run that did not end as it should. `trace`: what native code left behind, "" where nothing."""

    started: str
    version: str
    trace: str


class RunMarker:
    """`begin` at the start of a run, `end` at its clean end; in between there is a marker on disk."""

    def __init__(self, folder: Path | None = None) -> None:
        self._logs = folder or folders().logs
        self._marker = self._logs / FOLDER / f"{os.getpid()}.json"
        self._trace = self._marker.with_suffix(".trace")
        self._file: IO[str] | None = None

    def begin(self, version: str = "") -> None:
        """Mark this process as running; where that cannot be written, a crash will go unnoticed."""
        started = psutil.Process().create_time()
        content = {"pid": os.getpid(), "created": started, "version": version, "started": _clock(started)}
        try:
            self._marker.parent.mkdir(parents=True, exist_ok=True)
            self._marker.write_text(json.dumps(content), encoding="utf-8")
            if not faulthandler.is_enabled():
                self._file = self._trace.open("w", encoding="utf-8")
                faulthandler.enable(self._file)
        except OSError as error:
            log.warning("The run cannot be marked: %s", error)

    def end(self) -> None:
        """Take the mark away: the run ends as it should."""
        if self._file is not None:
            faulthandler.disable()
            self._file.close()
            self._file = None
        for path in (self._marker, self._trace):
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)

    def take_crash(self) -> Crash | None:
        """The latest run that crashed, told once; its trace is moved to the crash file."""
        found: list[Crash] = []
        for marker in sorted(self._marker.parent.glob("*.json")):
            if marker != self._marker and (crash := self._crash_of(marker)) is not None:
                found.append(crash)
        return max(found, key=lambda crash: crash.started) if found else None

    def _crash_of(self, marker: Path) -> Crash | None:
        content = _read(marker)
        if content is None or _alive(content):
            return None
        trace_file = marker.with_suffix(".trace")
        trace = ""
        with contextlib.suppress(OSError):
            trace = trace_file.read_text("utf-8", "replace").strip()
        try:
            marker.unlink()  # of two instances that start at once, one gets it
        except OSError:
            return None
        with contextlib.suppress(OSError):
            trace_file.unlink(missing_ok=True)
        crash = Crash(str(content.get("started", "")), str(content.get("version", "")), trace)
        log.error("The run of %s did not end as it should. %s", crash.started, trace)
        if trace:
            self._keep(crash)
        return crash

    def _keep(self, crash: Crash) -> None:
        """Add the trace to the crash file, whose oldest part gives way."""
        file = self._logs / CRASH_FILE
        try:
            before = file.read_text("utf-8", "replace") if file.is_file() else ""
            text = f"{before}\n---- run of {crash.started}, version {crash.version}\n{crash.trace}\n"
            file.write_text(text[-CRASH_MAX_BYTES:], encoding="utf-8")
        except OSError as error:
            log.warning("The trace cannot be kept: %s", error)


def _read(marker: Path) -> dict[str, object] | None:
    try:
        content = json.loads(marker.read_text("utf-8"))
    except (OSError, ValueError):
        content = None
    if isinstance(content, dict):
        return content
    # Cut off while it was written: either just now by another instance, or long ago by a crash.
    with contextlib.suppress(OSError, ValueError):
        pid = int(marker.stem)
        return None if psutil.pid_exists(pid) else {"pid": pid, "created": 0.0}
    return None


def _alive(content: dict[str, object]) -> bool:
    """Whether the process is still there, and not another one with its number."""
    try:
        created = float(psutil.Process(int(str(content["pid"]))).create_time())
        return abs(created - float(str(content["created"]))) < SAME_START_S
    except (psutil.Error, KeyError, ValueError):
        return False


def _clock(seconds: float) -> str:
    return dt.datetime.fromtimestamp(seconds, dt.UTC).astimezone().strftime("%Y-%m-%d %H:%M:%S")
