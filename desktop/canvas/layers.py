"""What the canvas is given to show. Values in media px; the canvas knows no document."""

from dataclasses import dataclass

from core.masks import Mask
from core.types import Box, Click


@dataclass(frozen=True, slots=True)
class MaskLayer:
    """One object's mask on the frame that is shown. `colour` is "#rrggbb". `mask` None: not there."""

    object_id: int
    mask: Mask | None
    colour: str
    visible: bool = True
    selected: bool = False
    locked: bool = False


@dataclass(frozen=True, slots=True)
class PromptMark:
    """One click or one box of an object's prompt on this frame, drawn over everything.

    `index`: the click's place in the prompt's `clicks`, given back when the mark is moved or removed.
    `selected`: its object is the selected one; only those marks can be moved and removed.
    """

    object_id: int
    colour: str
    click: Click | None = None
    box: Box | None = None
    index: int = 0
    selected: bool = True
