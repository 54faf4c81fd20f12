"""One thread for one scarce thing (the engine, the decoder, the disk), running one job at a time.

The lane lives on the GUI thread; its worker object lives in a QThread. Everything that a job tells
arrives on the GUI thread, tagged with the job's id, and is dropped there when nobody wants it any more.
"""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from core.cancel import CancelToken
from core.errors import AppError, Cancelled
from desktop.jobs.job import Job, JobEnd, JobId, JobReport, Outcome

log = logging.getLogger(__name__)

REPORT_INTERVAL_S = 0.1

Reported: TypeAlias = Callable[[object], None]
Ended: TypeAlias = Callable[[JobEnd], None]


@dataclass(slots=True)
class _Waiting:
    """A job on its way to the worker. Guarded by the queue's lock until the worker takes it."""

    job_id: JobId
    job: Job
    cancel: CancelToken = field(default_factory=CancelToken)


class _Queue:
    """The jobs that wait, shared between the GUI thread and the worker's."""

    def __init__(self) -> None:
        self._waiting: deque[_Waiting] = deque()
        self._lock = threading.Lock()

    def put(self, item: _Waiting) -> None:
        with self._lock:
            self._waiting.append(item)

    def take(self, *, only_urgent: bool) -> _Waiting | None:
        """The next job: urgent ones first."""
        with self._lock:
            for item in self._waiting:
                if item.job.urgent:
                    self._waiting.remove(item)
                    return item
            if only_urgent or not self._waiting:
                return None
            return self._waiting.popleft()

    def withdraw(self, job_id: JobId) -> _Waiting | None:
        with self._lock:
            for item in self._waiting:
                if item.job_id == job_id:
                    self._waiting.remove(item)
                    return item
            return None


class _LaneWorker(QObject):
    """Runs the jobs. Lives in the lane's thread."""

    began = Signal(object)  # JobId
    reported = Signal(object)  # JobReport
    ended = Signal(object)  # JobEnd

    def __init__(self, queue: _Queue) -> None:
        super().__init__()
        self._queue = queue

    @Slot()
    def run_next(self) -> None:
        """Run one waiting job; called once for each submitted job."""
        item = self._queue.take(only_urgent=False)
        if item is not None:
            self._run(item)

    def _run(self, item: _Waiting) -> None:
        self.began.emit(item.job_id)
        held: list[object] = []
        last_report_s = 0.0
        outcome = Outcome.FINISHED
        error: Exception | None = None
        events = None
        try:
            item.cancel.check()
            events = iter(item.job.work(item.cancel))
            for event in events:
                held.append(event)
                now_s = time.monotonic()
                if now_s - last_report_s >= REPORT_INTERVAL_S:
                    self.reported.emit(JobReport(item.job_id, tuple(held)))
                    held.clear()
                    last_report_s = now_s
                if not item.job.urgent:
                    self._run_urgent()
                item.cancel.check()
        except Cancelled:
            outcome = Outcome.CANCELLED
        except AppError as problem:
            outcome, error = Outcome.FAILED, problem
            log.warning("%s: %s", item.job.name, problem)
        except Exception as problem:  # the job boundary: nothing may escape into Qt's event loop
            outcome, error = Outcome.FAILED, problem
            log.exception("The job %r failed", item.job.name)
        finally:
            close = getattr(events, "close", None)
            if close is not None:
                close()
        if held:
            self.reported.emit(JobReport(item.job_id, tuple(held)))
        self.ended.emit(JobEnd(item.job_id, item.job.name, outcome, error))

    def _run_urgent(self) -> None:
        while (item := self._queue.take(only_urgent=True)) is not None:
            self._run(item)


@dataclass(slots=True)
class _Followed:
    """A job that is not over yet, as the GUI thread sees it."""

    job: Job
    cancel: CancelToken
    reported: Reported | None
    ended: Ended | None
    wanted: bool = True


class Lane(QObject):
    """Submit jobs from the GUI thread; their events and ends come back on it.

    `job_began` and `job_ended` are for whoever shows what is going on.
    """

    job_began = Signal(object)  # Job
    job_ended = Signal(object)  # JobEnd
    idle_reached = Signal()
    _submitted = Signal()

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self._queue = _Queue()
        self._followed: dict[JobId, _Followed] = {}
        self._next_id: JobId = 1
        self._closed = False
        self._thread = QThread(self)
        self._thread.setObjectName(name)
        self._worker = _LaneWorker(self._queue)
        self._worker.moveToThread(self._thread)
        self._submitted.connect(self._worker.run_next, Qt.ConnectionType.QueuedConnection)
        self._worker.began.connect(self._on_began)
        self._worker.reported.connect(self._on_reported)
        self._worker.ended.connect(self._on_ended)
        self._thread.finished.connect(self._worker.deleteLater)
        self._thread.start()

    @property
    def busy(self) -> bool:
        """Whether a job runs or waits."""
        return bool(self._followed)

    def submit(self, job: Job, *, reported: Reported | None = None, ended: Ended | None = None) -> JobId:
        """Queue a job. `reported` gets each event, `ended` the end; both are called on the GUI thread.

        After the lane was closed nothing is run any more, and `ended` is never called.
        """
        job_id = self._next_id
        self._next_id += 1
        if self._closed:
            return job_id
        if job.key:
            for other_id, other in list(self._followed.items()):
                if other.job.key == job.key:
                    self.drop(other_id)
        item = _Waiting(job_id, job)
        self._followed[job_id] = _Followed(job, item.cancel, reported, ended)
        self._queue.put(item)
        self._submitted.emit()
        return job_id

    def cancel(self, job_id: JobId) -> None:
        """Ask a job to stop; its events so far still arrive, and then its end. Unknown ids are ignored."""
        followed = self._followed.get(job_id)
        if followed is not None:
            followed.cancel.cancel()

    def drop(self, job_id: JobId) -> None:
        """Cancel a job and want nothing of it any more: no event, only `ended` with SUPERSEDED, at once."""
        followed = self._followed.get(job_id)
        if followed is None or not followed.wanted:
            return
        followed.cancel.cancel()
        followed.wanted = False
        if self._queue.withdraw(job_id) is not None:
            del self._followed[job_id]
        end = JobEnd(job_id, followed.job.name, Outcome.SUPERSEDED)
        if followed.ended is not None:
            followed.ended(end)
        self._tell_if_idle()

    def drop_all(self) -> None:
        """Drop every job, running and waiting."""
        for job_id in list(self._followed):
            self.drop(job_id)

    def close(self) -> None:
        """Cancel everything and let the thread end. Does not wait: see `wait`."""
        self._closed = True
        for followed in self._followed.values():
            followed.cancel.cancel()
        self._thread.quit()

    def wait(self, timeout_s: float) -> bool:
        """Wait for the thread to end after `close`; False when it has not in that time."""
        return self._thread.wait(int(timeout_s * 1000))

    @property
    def finished(self) -> bool:
        """Whether the thread has ended."""
        return self._thread.isFinished()

    @Slot(object)
    def _on_began(self, job_id: JobId) -> None:
        followed = self._followed.get(job_id)
        if followed is not None and followed.wanted:
            self.job_began.emit(followed.job)

    @Slot(object)
    def _on_reported(self, report: JobReport) -> None:
        followed = self._followed.get(report.job_id)
        if followed is None or followed.reported is None:
            return
        for event in report.events:
            if followed.wanted:
                followed.reported(event)

    @Slot(object)
    def _on_ended(self, end: JobEnd) -> None:
        followed = self._followed.pop(end.job_id, None)
        if followed is None:
            return
        if followed.wanted:
            if followed.ended is not None:
                followed.ended(end)
            self.job_ended.emit(end)
        self._tell_if_idle()

    def _tell_if_idle(self) -> None:
        if not self._followed:
            self.idle_reached.emit()
