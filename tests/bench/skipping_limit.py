"""What no choice of key frames could better: the best ones, chosen with the truth at hand.

The masks between two key frames do not depend on any others, so that the best choice can be found interval by
interval (dynamic programming), for a price that a key frame has. The prices trace the upper hull of all
choices whose gaps are at most `LONGEST`: of any policy with this way of filling, on these films.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from core.cancel import NeverCancel
from core.masks import Mask
from core.metrics.region import jaccard
from core.skipping.fill import Outline, cross, fill, outline
from core.skipping.flow import FlowMaker, ObjectFlow
from core.skipping.motion import PairWatcher, glance
from tests.bench.skipping_films import Clip

LONGEST = 12
"""The longest gap that is considered."""

PRICES = tuple(float(price) for price in np.geomspace(0.0005, 0.5, 40))

Losses = Mapping[tuple[int, int], float]
"""By how much the frames between two key frames miss IoU 1, added up."""


@dataclass(frozen=True)
class Point:
    """The best choice at some price.

    Args:
        quality: mean IoU with the truth over all frames.
        inferred: the share of key frames.
    """

    quality: float
    inferred: float


def losses(clip: Clip) -> dict[tuple[int, int], float]:
    """Of every pair of frames at most `LONGEST` apart; of neighbours it is 0."""
    flows = _Flows(clip)
    found = {(i, i + 1): 0.0 for i in range(clip.frame_count - 1)}
    for first in range(clip.frame_count - 2):
        if first % LONGEST == 0:
            flows.follow(first, min(clip.frame_count - 1, first + 2 * LONGEST))
        for last in range(first + 2, min(first + LONGEST, clip.frame_count - 1) + 1):
            between = range(first + 1, last)
            masks = flows.between(first, last)
            found[first, last] = sum(
                1 - jaccard(mask.to_array(), clip.truth[i]) for i, mask in zip(between, masks, strict=True)
            )
    return found


def best(lost: Losses, frame_count: int, price: float) -> Point:
    """The first and the last frame are key frames; a key frame costs as much as so much lost IoU."""
    cost = [0.0] + [np.inf] * (frame_count - 1)
    came: list[int] = [0] * frame_count
    for last in range(1, frame_count):
        for first in range(max(0, last - LONGEST), last):
            tried = cost[first] + lost[first, last] + price
            if tried < cost[last]:
                cost[last], came[last] = tried, first
    keys, missed, place = 1, 0.0, frame_count - 1
    while place:
        keys, missed, place = keys + 1, missed + lost[came[place], place], came[place]
    return Point(1 - missed / frame_count, keys / frame_count)


def hull(films: Sequence[tuple[Losses, int]]) -> list[Point]:
    """The best mean quality of several films and the mean share that it takes, a point a price."""
    points = []
    for price in PRICES:
        each = [best(lost, count, price) for lost, count in films]
        quality, inferred = np.mean([(p.quality, p.inferred) for p in each], axis=0)
        points.append(Point(float(quality), float(inferred)))
    return points


def at(points: Sequence[Point], inferred: float) -> float:
    """The quality that the hull has at a share of frames inferred."""
    line = sorted(points, key=lambda point: point.inferred)
    return float(np.interp(inferred, [p.inferred for p in line], [p.quality for p in line]))


class _Flows:
    """The object's flow through one stretch of a film at a time."""

    def __init__(self, clip: Clip) -> None:
        self._clip = clip
        self._watcher, self._maker = PairWatcher(), FlowMaker()
        self._base = 0
        self._flow: ObjectFlow | None = None
        self._outlines: dict[int, Outline] = {}

    def follow(self, first: int, last: int) -> None:
        """The stretch that is asked for next; from its first frame on which there is an object."""
        self._flow, self._outlines = None, {}
        while first < last and not self._clip.truth[first].any():
            first += 1
        truth = self._clip.truth[first]
        if first == last:
            return
        glances = [glance(self._clip.read(i)) for i in range(first, last + 1)]
        motions = [self._watcher.compare(*pair) for pair in pairwise(glances)]
        self._base = first
        self._flow = self._maker.follow(glances, motions, Mask.from_array(truth), truth, NeverCancel())

    def between(self, first: int, last: int) -> list[Mask]:
        """The masks between two key frames of the stretch."""
        width, height = self._clip.size_wh
        ends = self._outline(first), self._outline(last)
        if self._flow is None or ends[0] is None or ends[1] is None:
            return [Mask.empty(height, width)] * (last - first - 1)
        crossing = cross(self._flow, first - self._base, last - self._base, ends[0], ends[1])
        return [fill(crossing, frame, self._clip.size_wh) for frame in crossing.frames]

    def _outline(self, place: int) -> Outline | None:
        truth = self._clip.truth[place]
        if self._flow is None or place < self._base or not truth.any():
            return None
        if place not in self._outlines:
            window = self._flow.windows[place - self._base]
            self._outlines[place] = outline(truth, window, self._flow.scale)
        return self._outlines[place]
