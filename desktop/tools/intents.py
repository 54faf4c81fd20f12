"""What a person meant by one gesture on the canvas. Frozen, Qt-free; media px.

A tool pushes exactly one of these when its gesture ends and none where it is cancelled. Whoever receives
them decides what becomes of the document; the canvas changes nothing but its own picture.
"""

from dataclasses import dataclass
from typing import TypeAlias

from core.masks import Mask
from core.types import Box, Click
from desktop.canvas.rect import Rect


@dataclass(frozen=True, slots=True)
class ClickAdded:
    """A point prompt for the selected object; where none is selected, for a new one."""

    x: float
    y: float
    positive: bool


@dataclass(frozen=True, slots=True)
class ClicksAdded:
    """Several clicks of one gesture: a brush stroke that is meant as a prompt."""

    clicks: tuple[Click, ...]


@dataclass(frozen=True, slots=True)
class ClickMoved:
    """The selected object's click number `index` on this frame was dragged to x, y."""

    index: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class ClickRemoved:
    """The selected object's click number `index` on this frame is to go."""

    index: int


@dataclass(frozen=True, slots=True)
class BoxDrawn:
    """A box prompt for the selected object, in place of the one that it has on this frame."""

    box: Box


@dataclass(frozen=True, slots=True)
class BoxRemoved:
    """The selected object's box on this frame is to go."""


@dataclass(frozen=True, slots=True)
class MaskPainted:
    """The selected object's mask on this frame was changed by hand.

    `object_id` None: no object was selected, it is a new one. `mask` is the whole mask as it now is,
    `changed_px` the box that holds every px that differs from before. `name` says what was done, for the
    undo menu: "Brush stroke", "Fill hole".
    """

    name: str
    object_id: int | None
    mask: Mask
    changed_px: Rect


@dataclass(frozen=True, slots=True)
class ObjectPicked:
    """The topmost visible object under the pointer is to be selected."""

    object_id: int


@dataclass(frozen=True, slots=True)
class HoverAsked:
    """Show what a click here would give, without changing anything; answer by `Canvas.set_preview`."""

    x: float
    y: float
    positive: bool


@dataclass(frozen=True, slots=True)
class HoverEnded:
    """The key was let go: no preview any more."""


Intent: TypeAlias = (
    ClickAdded
    | ClicksAdded
    | ClickMoved
    | ClickRemoved
    | BoxDrawn
    | BoxRemoved
    | MaskPainted
    | ObjectPicked
    | HoverAsked
    | HoverEnded
)
