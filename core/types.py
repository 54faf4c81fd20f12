"""The small values that every part passes around. Immutable, Qt-free, torch-free.

Coordinates are pixels of the media at full resolution, x to the right and y down, the origin at the
top left corner of the top left pixel: the centre of pixel (column 3, row 5) is (3.5, 5.5).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from core.masks import Mask

MaskHW: TypeAlias = NDArray[np.bool_]
"""A binary picture, (height, width) bool."""

FrameRGB: TypeAlias = NDArray[np.uint8]
"""A picture, (height, width, 3) uint8, RGB."""


class Origin(StrEnum):
    """Where a mask comes from."""

    INFERRED = "inferred"  # the model ran on this frame
    FILLED = "filled"  # carried here between key frames
    PAINTED = "painted"  # a person drew it
    IMPORTED = "imported"  # read from a file


class State(StrEnum):
    """How far a person has got with a mask."""

    DRAFT = "draft"
    CORRECTED = "corrected"
    APPROVED = "approved"
    FLAGGED = "flagged"


@dataclass(frozen=True, slots=True)
class Click:
    """A point prompt in media pixels; positive: on the object, negative: not the object."""

    x: float
    y: float
    positive: bool = True


@dataclass(frozen=True, slots=True)
class Box:
    """An axis-aligned box in media pixels: left, top, right, bottom; right and bottom are exclusive."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    def holding(self, clicks: Iterable[Click]) -> "Box":
        """The box, grown to hold what was clicked as the object."""
        held = [click for click in clicks if click.positive]
        return Box(
            min([self.x0, *(click.x for click in held)]),
            min([self.y0, *(click.y for click in held)]),
            max([self.x1, *(click.x for click in held)]),
            max([self.y1, *(click.y for click in held)]),
        )


@dataclass(frozen=True, slots=True)
class FramePrompt:
    """What a person told the model about one object on one frame.

    A painted mask is the truth on its frame; clicks and box are ignored where there is one.
    `refines` is the mask that was on the frame when the first click was made, if the clicks are meant to
    correct it; the model is given it as its own earlier answer. It is nothing without clicks.
    """

    frame_index: int
    clicks: tuple[Click, ...] = ()
    box: Box | None = None
    mask: "Mask | None" = None
    refines: "Mask | None" = None

    @property
    def is_empty(self) -> bool:
        return not self.clicks and self.box is None and self.mask is None


class FrameSource(Protocol):
    """Anything that yields frames by index: a video, a folder of frames, a test's array.

    `read` may be called in any order; frames share the size `size_wh`.
    """

    @property
    def frame_count(self) -> int: ...

    @property
    def size_wh(self) -> tuple[int, int]: ...

    def read(self, frame_index: int) -> FrameRGB: ...
