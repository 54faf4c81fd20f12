"""The stretch of frames that a correction can change. Free of torch, so that a window can ask at any time."""

import bisect
from collections.abc import Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stretch:
    """The frames that a correction can change, `first` to `last` inclusive; `corrected` lies among them."""

    first: int
    corrected: int
    last: int

    def __len__(self) -> int:
        return self.last - self.first + 1


def stretch_around(corrected: int, settled: Collection[int], frame_count: int) -> Stretch:
    """The stretch around a corrected frame: up to, not into, the nearest settled frames of that object."""
    before = max((index for index in settled if index < corrected), default=-1)
    after = min((index for index in settled if index > corrected), default=frame_count)
    return Stretch(before + 1, corrected, after - 1)


def where_to_correct(worth: Mapping[int, float], settled: Collection[int], enough: float) -> int | None:
    """The frame whose correction helps most; None where every frame is worth enough.

    A correction helps the frames around it, the more so where it lies between two others. So the place to
    make it is amid the run of frames that lack most together; or, where no settled frame lies beyond them,
    the last of them, since the frames before it are then helped from both sides.

    Args:
        worth: how good each frame's mask is, or is thought to be, 0 to 1; settled frames need not be there.
    """
    bounds = sorted(settled)
    runs: dict[int, list[int]] = {}  # by how many settled frames lie before it
    for frame_index in sorted(worth):
        if worth[frame_index] < enough and frame_index not in settled:
            runs.setdefault(bisect.bisect(bounds, frame_index), []).append(frame_index)
    if not runs:
        return None
    place = max(runs, key=lambda place: sum(enough - worth[i] for i in runs[place]))
    run = runs[place]
    if bounds and place == len(bounds):
        return run[-1]
    if bounds and place == 0:
        return run[0]
    half, total = sum(enough - worth[i] for i in run) / 2, 0.0
    for frame_index in run:
        total += enough - worth[frame_index]
        if total >= half:
            return frame_index
    return run[-1]
