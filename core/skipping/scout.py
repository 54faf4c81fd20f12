"""Reading ahead: frames are reduced, pairs compared and objects followed in one thread of its own, while the
model works on another frame.
"""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Self

from core.cancel import CancelToken
from core.skipping.flow import FlowMaker, ObjectFlow
from core.skipping.keys import KeyMask
from core.skipping.motion import Glance, PairMotion, PairWatcher, glance
from core.types import FrameRGB

AHEAD = 16
"""Frames looked at before they are asked for."""


class Scout:
    """Looks at the frames of a run in order. Use as a context manager.

    Places count the frames of the run, from 0, in its direction. What lies before the last `forget` is gone.
    """

    def __init__(self, read: Callable[[int], FrameRGB], count: int, cancel: CancelToken) -> None:
        """`read` gives the frame at a place; it is called from the scout's thread."""
        self._read = read
        self._count = count
        self._cancel = cancel
        self._seen: dict[int, Future[tuple[Glance, PairMotion | None]]] = {}
        self._next = 0
        self._watcher = PairWatcher()
        self._flows = FlowMaker()
        self._last: Glance | None = None
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="motion")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._thread.shutdown(wait=True, cancel_futures=True)

    def glance(self, place: int) -> Glance:
        """The frame at a place, reduced."""
        return self._at(place)[0]

    def motion(self, place: int) -> PairMotion:
        """What happens from the frame before to the one at this place, which is above 0."""
        motion = self._at(place)[1]
        if motion is None:
            raise ValueError("nothing comes before the first frame")
        return motion

    def way(self, first: int, last: int) -> list[PairMotion]:
        """What happened from one place to another; nothing of what is forgotten, where all was still."""
        return [self.motion(place) for place in range(first + 1, last + 1) if self._is_known(place)]

    def _is_known(self, place: int) -> bool:
        return place >= self._next or place in self._seen

    def forget(self, before: int) -> None:
        """Let go of all places before this one."""
        for place in [place for place in self._seen if place < before]:
            del self._seen[place]

    def follow(self, first: int, last: int, starts: Mapping[int, KeyMask]) -> Future[dict[int, ObjectFlow]]:
        """Begin to follow objects from one place to another."""
        glances = [self.glance(place) for place in range(first, last + 1)]
        motions = [self.motion(place) for place in range(first + 1, last + 1)]
        future = self._thread.submit(self._follow, glances, motions, dict(starts))
        self._look_ahead(last + AHEAD)
        return future

    def _at(self, place: int) -> tuple[Glance, PairMotion | None]:
        self._look_ahead(place)
        return self._seen[place].result()

    def _look_ahead(self, place: int) -> None:
        while self._next <= min(place, self._count - 1):
            self._seen[self._next] = self._thread.submit(self._look, self._next)
            self._next += 1

    def _look(self, place: int) -> tuple[Glance, PairMotion | None]:
        self._cancel.check()
        before, self._last = self._last, glance(self._read(place))
        return self._last, None if before is None else self._watcher.compare(before, self._last)

    def _follow(
        self, glances: Sequence[Glance], motions: Sequence[PairMotion], starts: Mapping[int, KeyMask]
    ) -> dict[int, ObjectFlow]:
        return {
            object_id: self._flows.follow(glances, motions, key.mask, key.mask_hw, self._cancel)
            for object_id, key in starts.items()
        }
