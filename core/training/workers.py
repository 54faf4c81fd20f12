"""Parts of a step computed side by side on the processor's cores."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from threading import Barrier
from types import TracebackType
from typing import Self, TypeVar

import torch

T = TypeVar("T")


class Workers:
    """Threads that share out those that torch may use.

    Operations on a few small pictures are too short for torch to split them between cores: a step takes
    nearly as long on two as on one. Two parts of the batch, a core each, take little more than half of that.
    What is computed is the same however many workers there are.

    Args:
        count: of jobs at a time; 1 computes in the caller's thread.
    """

    def __init__(self, count: int) -> None:
        self._pool = ThreadPoolExecutor(count, "step") if count > 1 else None
        if self._pool is None:
            return
        threads = torch.get_num_threads()
        all_there = Barrier(count)

        def begin() -> None:
            torch.get_num_threads()  # On first use, torch gives a thread what the last to set it has set.
            torch.set_num_threads(max(1, threads // count))
            all_there.wait()

        wait([self._pool.submit(begin) for _ in range(count)])
        torch.set_num_threads(threads)  # A thread keeps what it was given; this one and later ones get all.

    def run(self, jobs: Sequence[Callable[[], T]]) -> list[T]:
        """What the jobs return, in their order. All have ended when this returns or raises."""
        if self._pool is None or len(jobs) < 2:
            return [job() for job in jobs]
        begun = [self._pool.submit(job) for job in jobs]
        wait(begun)
        return [job.result() for job in begun]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown()
