"""All objects of a run across one interval: followed once, carried as often as the interval is split."""

from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TypeAlias

from core.skipping.fill import (
    Between,
    Crossing,
    Outline,
    carried_box,
    cross,
    fill,
    outline,
    trust,
)
from core.skipping.flow import STANDING, ObjectFlow
from core.skipping.keys import FilledMask, KeyMask
from core.skipping.scout import Scout
from core.types import Box

LOST = 0.9
"""An object is followed anew from a key frame on which less of it than this is in its window."""

ROOM = 0.04
"""By how much of its size an object may be larger on a key frame than motion carries it, on each side.

Without a bound an object that touches another is soon both: where the model runs on every frame it is held by
where it was on the frame before, and key frames are too far apart for that.
"""

RIM = 0.01
"""Share of the frame's width that counts as its rim."""

Key: TypeAlias = tuple[int, Mapping[int, KeyMask]]
"""A key frame: its place in the run, and the masks found there by object id."""


LEAST_SCORE = 0.4
"""However unsure the model is of a mask, it is expected to agree with itself as if it gave it this score."""


@dataclass(frozen=True, slots=True, eq=False)
class FrameFill:
    """All objects on one frame between two key frames.

    Args:
        agreement: how well the two sides agree, 0 to 1, measured by how well they could; that of the object
            on which they agree least; 1 if there is none.
        carried: what comes from either side, by object id; None where one or both sides know of nothing.
    """

    agreement: float
    carried: Mapping[int, tuple[Crossing, Between] | None]
    start: Mapping[int, KeyMask]
    end: Mapping[int, KeyMask]

    def masks(self, size_wh: tuple[int, int]) -> dict[int, FilledMask]:
        """Draw them at the media's size."""
        return {object_id: self._mask(object_id, size_wh) for object_id in self.carried}

    def _mask(self, object_id: int, size_wh: tuple[int, int]) -> FilledMask:
        one, other, carried = self.start[object_id], self.end[object_id], self.carried[object_id]
        score, object_score = min(one.score, other.score), min(one.object_score, other.object_score)
        if carried is None:
            return FilledMask(one.mask if one.mask.is_empty else other.mask, score, object_score)
        crossing, frame = carried
        agreement = relative_agreement(frame.agreement, one, other)
        return FilledMask(fill(crossing, frame, size_wh), score * trust(agreement), object_score)


def relative_agreement(agreement: float, one: KeyMask, other: KeyMask) -> float:
    """Agreement between two key frames, as a share of what their masks allow, 0 to 1.

    Masks of which the model says that they overlap the truth by so much cannot be asked to agree better than
    that: more key frames would bring more flicker, not more truth.
    """
    return min(1.0, agreement / max(LEAST_SCORE, min(1.0, one.score, other.score)))


class Crossings:
    """The interval from place `first`, where `found` is settled, to `last`.

    Flow is measured in the scout's thread from the moment of construction on, and waited for when it is
    needed.
    """

    def __init__(self, scout: Scout, first: int, last: int, found: Mapping[int, KeyMask]) -> None:
        self._scout = scout
        self._last = last
        self._pending: list[tuple[int, Future[dict[int, ObjectFlow]]]] = []
        self._flows: dict[int, tuple[int, ObjectFlow]] = {}
        self._outlines: dict[tuple[int, int], tuple[KeyMask, Outline]] = {}
        self._follow(first, {i: key for i, key in found.items() if not key.mask.is_empty})

    def without_repeats(self, start: Key, end: Key) -> tuple[int, int]:
        """The last place that shows the same as the start, and the first that shows the same as the end."""
        self._collect()
        first, last = start[0], end[0]
        moving = [
            i for i in start[1] if i in end[1] and not (start[1][i].mask.is_empty and end[1][i].mask.is_empty)
        ]
        if not moving or any(i not in self._flows for i in moving):
            return first, last
        while first + 1 < last and all(self._stands(i, first) for i in moving):
            first += 1
        while first < last - 1 and all(self._stands(i, last - 1) for i in moving):
            last -= 1
        return first, last

    def places(self, start: Key, place: int) -> dict[int, Box]:
        """Within which boxes, in media pixels, motion carries the start's objects to a later place; nothing
        of those that it lost, or that reach out of the frame.
        """
        self._collect()
        boxes = {}
        for object_id, key in start[1].items():
            if key.mask.is_empty or _reaches_out(key) or not self._sees(object_id, start[0], key):
                continue
            base, flow = self._flows[object_id]
            seen = self._outline(object_id, start[0], key)
            if (box := carried_box(flow, start[0] - base, place - base, seen)) is not None:
                x, y = ROOM * box.width, ROOM * box.height
                boxes[object_id] = Box(box.x0 - x, box.y0 - y, box.x1 + x, box.y1 + y)
        return boxes

    def between(self, start: Key, end: Key) -> list[FrameFill]:
        """The frames after `start` and before `end`, of every object that both know."""
        ids = [i for i in start[1] if i in end[1]]
        present = {i: start[1][i] for i in ids if not start[1][i].mask.is_empty}
        self._collect()
        self._follow(start[0], {i: key for i, key in present.items() if not self._sees(i, start[0], key)})
        self._collect()
        crossings: dict[int, Crossing | None] = {}
        absent = 1.0
        for i in ids:
            one, other = start[1][i], end[1][i]
            crossings[i] = None
            if one.mask.is_empty != other.mask.is_empty:
                absent = 0.0  # it comes or goes somewhere between
            elif not one.mask.is_empty:
                base, flow = self._flows[i]
                outlines = self._outline(i, start[0], one), self._outline(i, end[0], other)
                crossings[i] = cross(flow, start[0] - base, end[0] - base, *outlines)
        fills = []
        for rank in range(end[0] - start[0] - 1):
            carried = {i: None if c is None else (c, c.frames[rank]) for i, c in crossings.items()}
            agreements = [
                relative_agreement(pair[1].agreement, start[1][i], end[1][i])
                for i, pair in carried.items()
                if pair is not None
            ]
            fills.append(FrameFill(min([absent, *agreements]), carried, start[1], end[1]))
        return fills

    def _follow(self, place: int, keys: Mapping[int, KeyMask]) -> None:
        if self._last - place < 2 or not keys:
            return
        self._pending.append((place, self._scout.follow(place, self._last, keys)))

    def _collect(self) -> None:
        for place, future in self._pending:
            for object_id, flow in future.result().items():
                self._flows[object_id] = place, flow
                for known in [known for known in self._outlines if known[0] == object_id]:
                    del self._outlines[known]  # they were seen through other windows
        self._pending.clear()

    def _stands(self, object_id: int, place: int) -> bool:
        base, flow = self._flows[object_id]
        return flow.passages[place - base] is STANDING

    def _sees(self, object_id: int, place: int, key: KeyMask) -> bool:
        """Whether the object is followed, and where it is."""
        return object_id in self._flows and self._outline(object_id, place, key).inside >= LOST

    def _outline(self, object_id: int, place: int, key: KeyMask) -> Outline:
        known = self._outlines.get((object_id, place))
        if known is None or known[0] is not key:
            base, flow = self._flows[object_id]
            known = key, outline(key.mask_hw, flow.windows[place - base], flow.scale)
            self._outlines[object_id, place] = known
        return known[1]


def _reaches_out(key: KeyMask) -> bool:
    """Whether an object is at the frame's rim, so that more of it may come in."""
    width, height = key.mask.width, key.mask.height
    x0, y0, x1, y1 = key.mask.box_xyxy_px
    rim = RIM * width
    return x0 < rim or y0 < rim or x1 > width - rim or y1 > height - rim
