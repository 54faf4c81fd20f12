"""A run through frames with a model that is asked only where it must be.

The model is anything that finds masks on a frame (`KeyFrames`): the tracker, or in a benchmark the truth.
"""

import bisect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from core.cancel import CancelToken
from core.skipping.crossings import Crossings, FrameFill, Key
from core.skipping.fill import trust
from core.skipping.flow import Window
from core.skipping.keys import FilledMask, KeyFrames, KeyMask
from core.skipping.policy import Pace, SkipPolicy
from core.skipping.scout import Scout
from core.skipping.stillness import same_picture

NEAR = 8
"""A frame that was found from the memory of one so near is not found again from a nearer one: masks on DAVIS
were as good either way, and in wild motion the model ran a third less often.
"""


@dataclass(frozen=True, slots=True)
class FrameDone:
    """A frame's masks. `key` says that they were found there, not carried there."""

    place: int
    key: bool
    masks: Mapping[int, KeyMask] | Mapping[int, FilledMask]


class SkippingRun:
    """Goes through the frames of a run once.

    Args:
        keys: finds masks.
        scout: looks at the frames.
        count: how many frames there are.
        given: places that are key frames in any case: a person's prompts, settled masks.
        size_wh: the media's size.
    """

    def __init__(
        self,
        keys: KeyFrames,
        scout: Scout,
        policy: SkipPolicy,
        *,
        count: int,
        given: Sequence[int],
        size_wh: tuple[int, int],
        cancel: CancelToken,
    ) -> None:
        self._keys = keys
        self._scout = scout
        self._policy = policy
        self._count = count
        self._given = sorted(given)
        self._size_wh = size_wh
        self._cancel = cancel
        self._pace = Pace(policy)
        self._gaps: list[int] = []
        self._last: Mapping[int, KeyMask] = {}

    def frames(self) -> Iterator[FrameDone]:
        """Every frame, in order.

        Raises:
            Cancelled: asked for, seen between frames and between pairs of frames.
        """
        here, found = 0, self._find(0)
        yield self._settled(0, found)
        while here < self._count - 1:
            self._scout.forget(here)
            still = self._still(here, found)
            for place in range(here + 1, still + 1):
                yield FrameDone(place, False, _copied(found))
            if still == self._count - 1:
                break
            following = self._choose(still, found)
            crossings = Crossings(self._scout, still, following, found)
            ahead = self._find_held(crossings, (still, found), following)
            self._gaps.clear()
            yield from self._resolve(crossings, (still, found), (following, ahead))
            self._pace.learn(following - still, self._gaps[-1], max(self._gaps))
            here, found = following, self._last

    def _resolve(self, crossings: Crossings, start: Key, end: Key) -> Iterator[FrameDone]:
        """The frames after `start` up to `end`, split where what the two say does not agree."""
        first, last = crossings.without_repeats(start, end)
        fills: list[FrameFill] = []
        if last - first > 1:
            self._cancel.check()
            fills = crossings.between((first, start[1]), (last, end[1]))
            worst = min(frame.agreement for frame in fills)
            if self._policy.agreement is not None and worst < self._policy.agreement:
                middle = (first + last) // 2
                yield from self._resolve(
                    crossings, start, (middle, self._find_held(crossings, start, middle))
                )
                if last - first > NEAR:  # now there is something nearer to go by
                    end = end[0], self._find_held(crossings, (middle, self._last), end[0])
                yield from self._resolve(crossings, (middle, self._last), end)
                return
        for place in range(start[0] + 1, end[0]):
            self._cancel.check()
            if place <= first:
                yield FrameDone(place, False, _copied(start[1]))
            elif place >= last:
                yield FrameDone(place, False, _copied(end[1]))
            else:
                yield FrameDone(place, False, fills[place - first - 1].masks(self._size_wh))
        self._gaps.append(end[0] - start[0])
        yield self._settled(*end)

    def _find(self, place: int) -> Mapping[int, KeyMask]:
        self._cancel.check()
        return self._keys.find(place)

    def _find_held(self, crossings: Crossings, start: Key, place: int) -> Mapping[int, KeyMask]:
        """The same, kept to where motion carries the objects from the key frame before."""
        found = self._find(place)
        if place - start[0] < 2 or place in self._given:
            return found
        return self._keys.hold(place, crossings.places(start, place))

    def _settled(self, place: int, found: Mapping[int, KeyMask]) -> FrameDone:
        self._keys.settle(place)
        self._last = found
        return FrameDone(place, True, found)

    def _end(self, place: int, most: int) -> int:
        """The place at most so far ahead that is neither past the last frame nor past a given one."""
        rank = bisect.bisect_right(self._given, place)
        given = self._given[rank] if rank < len(self._given) else self._count - 1
        return min(place + most, given, self._count - 1)

    def _choose(self, place: int, found: Mapping[int, KeyMask]) -> int:
        """The next key frame to try: as far as the pace allows, but not across a cut or a given frame."""
        gap = self._pace.gap
        if any(key.mask.is_empty for key in found.values()):
            gap = min(gap, self._policy.absent)
        end = self._end(place, gap)
        for following in range(place + 1, end + 1):
            if self._scout.motion(following).cut:
                return max(place + 1, following - 1)
        return end

    def _still(self, place: int, found: Mapping[int, KeyMask]) -> int:
        """The last place up to which nothing moves around any object; nothing anywhere, if one is absent.

        All are compared with the key frame itself, so that a slow drift is seen as well.
        """
        here = self._scout.glance(place)
        present = [key.mask.box_xyxy_px for key in found.values() if not key.mask.is_empty]
        windows = [Window.around(box, here.scale) for box in present]
        views = [window.look(here.grey) for window in windows]
        end = self._end(place, self._policy.still)
        if end in self._given:
            end -= 1
        for following in range(place + 1, end + 1):
            self._cancel.check()
            there = self._scout.glance(following)
            moved = (
                self._scout.motion(following).cut
                or not all(same_picture(v, w.look(there.grey)) for v, w in zip(views, windows, strict=True))
                or (len(present) < len(found) and not same_picture(here.thumb, there.thumb))
            )
            if moved:
                return following - 1
            self._scout.forget(following)
        return max(place, end)


def _copied(found: Mapping[int, KeyMask]) -> dict[int, FilledMask]:
    """A key frame's masks on a frame that shows the same."""
    return {i: FilledMask(key.mask, key.score * trust(1.0), key.object_score) for i, key in found.items()}
