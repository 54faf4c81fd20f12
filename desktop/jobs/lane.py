"""One thread for one scarce thing (the engine, the decoder, the disk), running one job at a time.

The lane lives on the GUI thread; its worker object lives in a QThread and touches no Qt object but the
lane's mailbox. Everything that a job tells arrives on the GUI thread, tagged with the job's id, and is
dropped there when nobody wants it any more.

The worker is never destroyed in its thread: a QObject's end takes locks of Qt's while Python waits (see
`Mailbox`). It is kept with its thread until that has finished, and goes on the GUI thread.
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
from desktop.jobs.mailbox import Mailbox

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


@dataclass(frozen=True, slots=True)
class _Began:
    """The worker's first word on a job."""

    job_id: JobId


class _Queue:
    """The jobs that wait, shared between the GUI thread and the worker's."""

    def __init__(self) -> None:
        self._waiting: deque[_Waiting] = deque()
        self._moved = threading.Condition()
        self._closed = False

    def put(self, item: _Waiting) -> None:
        with self._moved:
            self._waiting.append(item)
            self._moved.notify()

    def close(self) -> None:
        """From now on `next` gives nothing."""
        with self._moved:
            self._closed = True
            self._moved.notify()

    def next(self) -> _Waiting | None:
        """Wait for the next job, urgent ones first; None once the queue is closed."""
        with self._moved:
            self._moved.wait_for(lambda: self._closed or self._waiting)
            if self._closed:
                return None
            return self._first_urgent() or self._waiting.popleft()

    def next_urgent(self) -> _Waiting | None:
        """The next urgent job, if one waits."""
        with self._moved:
            return self._first_urgent()

    def withdraw(self, job_id: JobId) -> _Waiting | None:
        with self._moved:
            for item in self._waiting:
                if item.job_id == job_id:
                    self._waiting.remove(item)
                    return item
            return None

    def _first_urgent(self) -> _Waiting | None:
        for item in self._waiting:
            if item.job.urgent:
                self._waiting.remove(item)
                return item
        return None


class _Worker(QObject):
    """Runs the jobs, in the lane's thread. `tell` passes on _Began, JobReport and JobEnd."""

    def __init__(self, queue: _Queue, tell: Callable[[object], None]) -> None:
        super().__init__()
        self._queue = queue
        self._tell = tell

    @Slot()
    def run(self) -> None:
        """Run jobs until the queue is closed."""
        while (item := self._queue.next()) is not None:
            self._run(item)
            del item  # what the job holds is not kept until the next one

    def _run(self, item: _Waiting) -> None:
        self._tell(_Began(item.job_id))
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
                    self._tell(JobReport(item.job_id, tuple(held)))
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
        except Exception as problem:  # the job boundary: nothing may end the lane's thread
            outcome, error = Outcome.FAILED, problem
            log.exception("The job %r failed", item.job.name)
        finally:
            close = getattr(events, "close", None)
            if close is not None:
                close()
        if held:
            self._tell(JobReport(item.job_id, tuple(held)))
        self._tell(JobEnd(item.job_id, item.job.name, outcome, error))

    def _run_urgent(self) -> None:
        while (item := self._queue.next_urgent()) is not None:
            self._run(item)


_threads: dict[QThread, _Worker] = {}
"""Every thread that runs, with its worker: a lane may go before its last job has come to an end."""


def _started(name: str, worker: _Worker) -> QThread:
    for thread in [thread for thread in _threads if thread.isFinished()]:
        del _threads[thread]
    thread = QThread()
    thread.setObjectName(name)
    worker.moveToThread(thread)
    thread.started.connect(worker.run, Qt.ConnectionType.QueuedConnection)
    _threads[thread] = worker
    thread.start()
    return thread


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

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self._queue = _Queue()
        self._followed: dict[JobId, _Followed] = {}
        self._next_id: JobId = 1
        self._closed = False
        self._mailbox = Mailbox(self._on_told, self)
        self._thread = _started(name, _Worker(self._queue, self._mailbox.put))

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
        self._queue.close()
        self._thread.quit()

    def wait(self, timeout_s: float) -> bool:
        """Wait for the thread to end after `close`; False when it has not in that time."""
        return self._thread.wait(int(timeout_s * 1000))

    @property
    def finished(self) -> bool:
        """Whether the thread has ended."""
        return self._thread.isFinished()

    def _on_told(self, told: object) -> None:
        match told:
            case _Began(job_id):
                followed = self._followed.get(job_id)
                if followed is not None and followed.wanted:
                    self.job_began.emit(followed.job)
            case JobReport():
                self._on_reported(told)
            case JobEnd():
                self._on_ended(told)

    def _on_reported(self, report: JobReport) -> None:
        followed = self._followed.get(report.job_id)
        if followed is None or followed.reported is None:
            return
        for event in report.events:
            if followed.wanted:
                followed.reported(event)

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
