"""A piece of long work as a value, and what comes back from it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from core.cancel import CancelToken

JobId: TypeAlias = int
"""Names one submitted job; never used twice in a lane's life."""

Work: TypeAlias = Callable[[CancelToken], Iterator[object]]
"""Generator of frozen events. Runs in a lane's thread; must touch no widget, pixmap or document."""


@dataclass(frozen=True, slots=True)
class Job:
    """What a lane runs.

    `key`: a newer job with the same key takes this one's place (waiting: never run; running: cancelled
    and its results dropped). `urgent`: may run between two events of a running job that is not urgent,
    so that a click is answered while a tracking run goes on.
    """

    name: str
    work: Work
    key: str = ""
    urgent: bool = False


class Outcome(Enum):
    """How a job ended."""

    FINISHED = "finished"
    CANCELLED = "cancelled"
    FAILED = "failed"
    SUPERSEDED = "superseded"  # a newer one with the same key took its place, or nobody wants it any more


@dataclass(frozen=True, slots=True)
class JobReport:
    """Some events of a running job, in order; several where they come faster than the screen needs them."""

    job_id: JobId
    events: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class JobEnd:
    """The last word on a job. `error` is set only where it failed."""

    job_id: JobId
    name: str
    outcome: Outcome
    error: Exception | None = None


def once(call: Callable[[CancelToken], object]) -> Work:
    """Make the work of a call that gives one result: that result is the job's only event."""

    def work(cancel: CancelToken) -> Iterator[object]:
        cancel.check()
        yield call(cancel)

    return work
