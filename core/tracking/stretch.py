"""The stretch of frames that a correction can change. Free of torch, so that a window can ask at any time."""

from collections.abc import Collection
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
