"""Masks carried into a stretch from the settled frames at both its ends.

A person's masks are better than any model's, and motion carries them a few frames almost unharmed. How far
that can be trusted is known without truth: by how well what comes from one end agrees with what comes from
the other (`core.skipping.fill.trust`).
"""

import math
from collections.abc import Generator, Mapping
from dataclasses import dataclass

from core.cancel import CancelToken
from core.masks import Mask
from core.skipping.crossings import Crossings
from core.skipping.keys import KeyMask
from core.skipping.scout import Scout
from core.tracking.request import TrackedMask
from core.types import FrameRGB, FrameSource, Origin

LOOKED_AT = 0.4
"""The share of the work that is done when all frames have been read and compared."""

LONGEST = 48
"""Settled frames further apart than this are too far from each other to carry anything between them."""


@dataclass(frozen=True, slots=True)
class End:
    """A settled frame to carry a mask from; `worth`: what the mask is worth itself, 0 to 1."""

    frame_index: int
    mask: Mask
    worth: float = 1.0


def carry(
    frames: FrameSource, one: End, other: End, cancel: CancelToken
) -> Generator[float, None, Mapping[int, TrackedMask]]:
    """The masks between two settled frames of one object, by frame index; `score` is what each is worth.

    Yields how much of the work is done, 0 to 1, and returns the masks.

    Nothing is carried across a cut, too far, or where the object is absent from an end: nothing there tells
    when it comes.

    Args:
        one, other: in any order.

    Raises:
        MediaError: a frame cannot be read.
        Cancelled: asked for, seen between frames.
    """
    start, end = sorted((one, other), key=lambda settled: settled.frame_index)
    first, last = start.frame_index, end.frame_index
    if not 2 <= last - first <= LONGEST or start.mask.is_empty or end.mask.is_empty:
        return {}

    def read(place: int) -> FrameRGB:
        return frames.read(first + place)

    count = last - first + 1
    with Scout(read, count, cancel) as scout:
        for place in range(1, count):
            if scout.motion(place).cut:
                return {}
            yield LOOKED_AT * place / count
        keys = [(0, {0: _key(start)}), (count - 1, {0: _key(end)})]
        found = {}
        for place, fill in enumerate(Crossings(scout, 0, count - 1, keys[0][1]).between(*keys), start=1):
            cancel.check()
            mask = fill.masks(frames.size_wh)[0]
            score = worth(mask.score, place / (count - 1))
            found[first + place] = TrackedMask(mask.mask, Origin.FILLED, score, mask.object_score)
            yield LOOKED_AT + (1 - LOOKED_AT) * place / (count - 1)
    return found


def worth(trust: float, way: float) -> float:
    """What a carried mask is worth so far along the way from one end to the other, 0 to 1.

    The trust that two ends earn together is that of the middle. Next to an end little is lost yet: measured
    8 frames apart on DAVIS, half of it on the first frame and nine tenths of it on the third.
    """
    return 1 - (1 - trust) * 2 * math.sqrt(way * (1 - way))


def _key(end: End) -> KeyMask:
    return KeyMask(end.mask, end.mask.to_array(), end.worth, object_score=10.0)
