"""Training runs in a process of their own, so that a crash in native code cannot take the project with it.

The child is our own command line: JSON lines come on its standard output, orders go to its standard input.
When the program goes, its input closes, and it ends by itself after keeping the last whole epoch.
"""

import datetime as dt
import json
import logging
import os
import shutil
import sys
from collections.abc import Sequence
from enum import Enum
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLockFile, QObject, QProcess, QProcessEnvironment, QTimer, Signal, Slot

from core.errors import AppError, StorageError, TrainingError
from desktop.language import tr
from desktop.training.progress import RunProgress, Stage
from desktop.training.runs import EVENTS_FILE, RunRecord, RunShelf, RunSpec, RunStatus

log = logging.getLogger(__name__)

KILL_AFTER_MS = 15_000
QUIET_EVENTS = frozenset({"step", "encoded"})
"""Events that come often and need not be kept."""

RESULTS = ("mIoU_before", "mIoU", "best_epoch", "epochs_made", "ending", "seconds", "objection", "wording")


class Order(Enum):
    """What was asked of the run and is not done yet."""

    NONE = "none"
    PAUSE = "pause"
    STOP = "stop"
    DISCARD = "discard"
    LEAVE = "leave"  # the program closes; the run can go on later


def cli_command() -> list[str]:
    """How this program starts its own command line."""
    if getattr(sys, "frozen", False):
        # On Windows and macOS the app's own executable is another one, which has no standard output.
        here = Path(sys.executable)
        words = [str(here.with_name("samuraivision" + here.suffix))]
    else:
        words = [sys.executable, "-m", "core.cli"]
    nice = shutil.which("nice") if os.name == "posix" else None
    return [nice, "-n", "5", *words] if nice else words  # so that the window stays quick


class TrainingController(QObject):
    """One run at a time. `told`: the shown run has more to show; `runs_changed`: the list has."""

    began = Signal(object)  # RunRecord
    told = Signal()
    state_changed = Signal()
    ended = Signal(object)  # RunRecord; one that was discarded is gone
    runs_changed = Signal()
    problem_met = Signal(object)  # Exception

    def __init__(
        self,
        shelf: RunShelf | None = None,
        command: Sequence[str] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.shelf = shelf or RunShelf()
        self._command = list(command or cli_command())
        self._process: QProcess | None = None
        self._record: RunRecord | None = None
        self._progress = RunProgress()
        self._order = Order.NONE
        self._rest = b""
        self._errors = ""
        self._keeps_events = True
        self._lock: QLockFile | None = None
        self._kill = QTimer(self)
        self._kill.setSingleShot(True)
        self._kill.timeout.connect(self._on_kill)

    # ---- reading

    @property
    def running(self) -> bool:
        """Whether the child lives; paused counts."""
        return self._process is not None

    @property
    def record(self) -> RunRecord | None:
        """The run that goes on, or None."""
        return self._record

    @property
    def progress(self) -> RunProgress:
        """Of the run that goes on, or of the last one."""
        return self._progress

    @property
    def order(self) -> Order:
        """What was asked and is not done yet; PAUSE while it is paused."""
        return self._order

    def records(self) -> list[RunRecord]:
        """All runs, the latest first. One that says it runs, and does not, was cut short."""
        found = self.shelf.records()
        for record in found:
            if record.status is RunStatus.RUNNING and not self._is_here(record) and _lock(record) is not None:
                record.status = RunStatus.INTERRUPTED
                record.ended = tr("The program ended before it.")
        return found

    def _is_here(self, record: RunRecord) -> bool:
        return self._record is not None and record.folder == self._record.folder

    # ---- what a person does

    def start(self, spec: RunSpec) -> bool:
        """Begin a new run; False where it cannot begin, which is said."""
        if self.running:
            self.problem_met.emit(TrainingError("A training run goes on already."))
            return False
        try:
            made = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
            record = self.shelf.create(spec, made)
        except StorageError as error:
            self.problem_met.emit(error)
            return False
        self._run(record, RunProgress())
        return True

    def go_on_with(self, record: RunRecord) -> bool:
        """Go on with a run that was cut short, from its last whole epoch."""
        if self.running:
            self.problem_met.emit(TrainingError("A training run goes on already."))
            return False
        progress = RunProgress.read(record.events())
        record.status, record.ended = RunStatus.RUNNING, ""
        if not self._save(record):
            return False
        self._run(record, progress)
        return True

    @Slot()
    def pause(self) -> None:
        """Wait after the present step, or go on."""
        if self._order is Order.PAUSE:
            self._order = Order.NONE
            self._send("go")
        elif self._order is Order.NONE and self.running:
            self._order = Order.PAUSE
            self._send("pause")
        self.state_changed.emit()

    @Slot()
    def stop(self) -> None:
        """End the run and keep its best weights; they are compared next."""
        if self.running and self._order in (Order.NONE, Order.PAUSE):
            self._order = Order.STOP
            self._send("stop")
            self.state_changed.emit()

    @Slot()
    def discard(self) -> None:
        """End the run and throw away all of it."""
        if self.running:
            self._order = Order.DISCARD
            self._send("discard")
            self._kill.start(KILL_AFTER_MS)
            self.state_changed.emit()

    def leave(self) -> None:
        """The program closes: end the run so that it can go on the next time. Does not wait."""
        if self._process is not None:
            self._order = Order.LEAVE
            self._process.closeWriteChannel()
            self._kill.start(KILL_AFTER_MS)

    def remove(self, record: RunRecord) -> None:
        """Delete a run that does not go on."""
        if not self._is_here(record):
            self.shelf.remove(record)
            self.runs_changed.emit()

    # ---- the child

    def _run(self, record: RunRecord, progress: RunProgress) -> None:
        self._lock = _lock(record)
        self._record, self._progress, self._order = record, progress, Order.NONE
        self._rest, self._errors, self._keeps_events = b"", "", True
        progress.stage, progress.error = Stage.STARTING, ""
        process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("PYTHONIOENCODING", "utf-8")
        environment.insert("PYTHONUNBUFFERED", "1")
        process.setProcessEnvironment(environment)
        process.readyReadStandardOutput.connect(self._on_output)
        process.readyReadStandardError.connect(self._on_errors)
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error)
        self._process = process
        words = [*self._command, *record.spec.words(record.folder)]
        log.info("Training: %s", words)
        process.start(words[0], words[1:])
        self.began.emit(record)
        self.state_changed.emit()
        self.runs_changed.emit()

    def _send(self, word: str) -> None:
        if self._process is not None:
            self._process.write(f"{word}\n".encode())

    @Slot()
    def _on_output(self) -> None:
        if self._process is None:
            return
        *lines, self._rest = (self._rest + bytes(self._process.readAllStandardOutput().data())).split(b"\n")
        for line in lines:
            try:
                values = json.loads(line)
                self._progress.add(values)
            except (ValueError, TypeError, KeyError, AttributeError, AppError):
                log.warning("Training said what is not understood: %.300r", line)
                continue
            self._keep(line, values)
        if lines:
            self.told.emit()

    def _keep(self, line: bytes, values: dict[str, Any]) -> None:
        if self._record is None or values.get("event") in QUIET_EVENTS or not self._keeps_events:
            return
        try:
            with (self._record.folder / EVENTS_FILE).open("ab") as file:
                file.write(line + b"\n")
        except OSError as error:
            self._keeps_events = False
            log.warning("The run's curve is not kept: %s", error)

    @Slot()
    def _on_errors(self) -> None:
        if self._process is not None:
            text = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace")
            self._errors = (self._errors + text)[-4000:]

    @Slot(QProcess.ProcessError)
    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart and self._process is not None:
            self._end(-1, crashed=True)

    @Slot(int, QProcess.ExitStatus)
    def _on_finished(self, code: int, status: QProcess.ExitStatus) -> None:
        self._on_output()
        self._on_errors()
        self._end(code, crashed=status is QProcess.ExitStatus.CrashExit)

    @Slot()
    def _on_kill(self) -> None:
        if self._process is not None:
            self._process.kill()

    def _end(self, code: int, *, crashed: bool) -> None:
        process, record, order = self._process, self._record, self._order
        if process is None or record is None:
            return
        self._kill.stop()
        self._process, self._record, self._order = None, None, Order.NONE
        process.deleteLater()
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None
        problem = None
        if order is Order.DISCARD:
            self.shelf.remove(record)
        else:
            problem = self._settle(record, code, crashed=crashed, left=order is Order.LEAVE)
            self._save(record)
        if problem is not None:
            log.warning("Training ended with %s: %s\n%s", code, problem, self._errors)
            self.problem_met.emit(problem)
        self.state_changed.emit()
        self.ended.emit(record)
        self.runs_changed.emit()

    def _settle(self, record: RunRecord, code: int, *, crashed: bool, left: bool) -> TrainingError | None:
        """Say in the record how it ended; returns what a person should be told."""
        if self._progress.result and not code:
            record.status = RunStatus.FINISHED
            record.result = {name: self._progress.result.get(name) for name in RESULTS}
            record.ended = str(record.result["ending"])
            record.tidy()
            return None
        if left:
            record.status, record.ended = RunStatus.INTERRUPTED, tr("The program was closed before it ended.")
            return None
        if self._progress.error and not crashed:
            record.status, record.ended = RunStatus.FAILED, self._progress.error
            return TrainingError(record.ended)
        record.status = RunStatus.INTERRUPTED
        record.ended = tr("Training ended unexpectedly.")
        if record.can_go_on:
            made = self._progress.points[-1].epoch if self._progress.points else 0
            record.ended += tr(" It is kept up to epoch {made} and can go on.", made=made)
        else:
            record.status = RunStatus.FAILED
            record.ended += tr(" The project is untouched; the log has the details.")
        return TrainingError(record.ended)

    def _save(self, record: RunRecord) -> bool:
        try:
            record.save()
        except StorageError as error:
            self.problem_met.emit(error)
            return False
        return True


def _lock(record: RunRecord) -> QLockFile | None:
    """The run's lock, held until it is let go of; None where another window holds it."""
    lock = QLockFile(str(record.folder / "lock"))
    lock.setStaleLockTime(0)  # only that of a process that is gone
    return lock if lock.tryLock(0) else None
