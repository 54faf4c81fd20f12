"""What the timeline knows of one object: a code for each frame, and the runs of equal codes to draw."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from core.types import Origin, State

Codes: TypeAlias = NDArray[np.uint8]
"""One code a frame: 0 where there is no mask, else origin + 8 × state."""

NO_MASK: Final = 0
_ORIGINS: Final = (None, Origin.INFERRED, Origin.FILLED, Origin.IMPORTED, Origin.PAINTED)
_STATES: Final = (State.DRAFT, State.CORRECTED, State.APPROVED, State.FLAGGED)
_STATE_SHIFT: Final = 3
_ORIGIN_BITS: Final = 7


@cache
def code_of(origin: Origin, state: State) -> int:
    """The code of a mask of this origin and state; larger codes win where frames share a pixel.

    So where a pixel stands for several frames, one filled among inferred ones makes it a filled one.
    """
    return _ORIGINS.index(origin) | (_STATES.index(state) << _STATE_SHIFT)


def origin_of(code: int) -> Origin | None:
    """The origin in a code; None where there is no mask."""
    return _ORIGINS[code & _ORIGIN_BITS]


def state_of(code: int) -> State:
    """The state in a code."""
    return _STATES[code >> _STATE_SHIFT]


@dataclass(frozen=True, slots=True)
class Run:
    """Frames `start` to `stop`, the last one included, that share a code."""

    start: int
    stop: int
    code: int


def runs_between(codes: Codes, first: int, last: int) -> list[Run]:
    """The runs of masks among the frames `first` to `last`, both included; frames without a mask are none."""
    first, last = max(first, 0), min(last, len(codes) - 1)
    if last < first:
        return []
    part = codes[first : last + 1]
    edges = np.flatnonzero(np.diff(part)) + 1
    starts = np.concatenate(([0], edges))
    stops = np.concatenate((edges - 1, [len(part) - 1]))
    return [
        Run(int(start) + first, int(stop) + first, int(part[start]))
        for start, stop in zip(starts, stops, strict=True)
        if part[start] != NO_MASK
    ]


def thin_out(codes: Codes, first: int, last: int, columns: int) -> tuple[Codes, NDArray[np.float64]]:
    """Reduce frames `first` to `last` to at most `columns` codes, each the largest of its frames.

    Returns the codes and the frame position of each one's left edge. Nothing that is there disappears:
    a single flagged frame among thousands keeps its column.
    """
    first, last = max(first, 0), min(last, len(codes) - 1)
    count = last - first + 1
    if count <= 0:
        return np.zeros(0, np.uint8), np.zeros(0)
    columns = max(1, min(columns, count))
    starts = (np.arange(columns) * count) // columns
    reduced = np.maximum.reduceat(codes[first : last + 1], starts)
    return reduced.astype(np.uint8), (starts + first).astype(np.float64)


@dataclass(frozen=True, slots=True)
class StretchMark:
    """Frames `first` to `last` of an object that a correction reaches; `changed`: that it has changed."""

    object_id: int
    first: int
    last: int
    changed: bool


@dataclass(slots=True)
class LaneView:
    """One object's lane."""

    object_id: int
    name: str
    colour: str
    codes: Codes
    prompts: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    visible: bool = True
    locked: bool = False
    selected: bool = False

    def set_prompts(self, frame_indices: Iterable[int]) -> None:
        """The frames with a click, a box or a painted mask."""
        self.prompts = np.array(sorted(frame_indices), dtype=np.int64)

    @property
    def has_filled(self) -> bool:
        filled = self.codes & _ORIGIN_BITS == _ORIGINS.index(Origin.FILLED)
        return bool(filled.any())

    @property
    def mask_count(self) -> int:
        return int(np.count_nonzero(self.codes))


def next_of(frames: NDArray[np.int64], frame_index: int) -> int | None:
    """The first of the sorted `frames` after `frame_index`."""
    at = int(np.searchsorted(frames, frame_index, side="right"))
    return int(frames[at]) if at < len(frames) else None


def previous_of(frames: NDArray[np.int64], frame_index: int) -> int | None:
    """The last of the sorted `frames` before `frame_index`."""
    at = int(np.searchsorted(frames, frame_index, side="left"))
    return int(frames[at - 1]) if at > 0 else None


def state_codes(codes: Codes) -> dict[State, NDArray[np.bool_]]:
    """Where the masks are of each state."""
    there = codes != NO_MASK
    return {state: there & (codes >> _STATE_SHIFT == at) for at, state in enumerate(_STATES)}
