"""Filling one object between key frames that are known, without any model: after a correction among them."""

from collections.abc import Iterator, Mapping

from core.cancel import CancelToken
from core.masks import Mask
from core.skipping.intervals import SkippingRun
from core.skipping.keys import FilledMask, KeyMask
from core.skipping.policy import SkipPolicy
from core.skipping.scout import Scout
from core.types import Box, FrameRGB, FrameSource

OBJECT = 1


def refill(
    frames: FrameSource, keys: Mapping[int, tuple[Mask, float]], cancel: CancelToken
) -> Iterator[tuple[int, FilledMask]]:
    """Carry masks between neighbouring key frames, in order of time.

    Args:
        keys: mask and score of an object by frame index; at least two.

    Yields frame index and mask of each frame between; nothing at all where there is a cut among them.

    Raises:
        MediaError: a frame cannot be read.
        Cancelled: asked for through `cancel`, seen between frames.
    """
    first, last = min(keys), max(keys)

    def read(place: int) -> FrameRGB:
        return frames.read(first + place)

    count = last - first + 1
    known = _Known({frame_index - first: found for frame_index, found in keys.items()})
    with Scout(read, count, cancel) as scout:
        if any(scout.motion(place).cut for place in range(1, count)):
            return
        run = SkippingRun(
            known,
            scout,
            SkipPolicy.every(count),
            count=count,
            given=sorted(known.keys),
            size_wh=frames.size_wh,
            cancel=cancel,
        )
        for done in run.frames():
            found = done.masks[OBJECT]
            if isinstance(found, FilledMask):
                yield first + done.place, found


class _Known:
    """Key frames that are all known."""

    def __init__(self, keys: Mapping[int, tuple[Mask, float]]) -> None:
        self.keys = keys

    def find(self, place: int) -> dict[int, KeyMask]:
        mask, score = self.keys[place]
        return {OBJECT: KeyMask(mask, mask.to_array(), score, -1.0 if mask.is_empty else 1.0)}

    def hold(self, place: int, boxes: Mapping[int, Box]) -> dict[int, KeyMask]:
        """They are as they are."""
        return self.find(place)

    def settle(self, place: int) -> None:
        """Nothing is remembered."""
