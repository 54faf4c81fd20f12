"""A rectangle of whole pixels. Qt-free, so that what is recomposed can be reasoned about and tested."""

import math
from typing import NamedTuple


class Rect(NamedTuple):
    """Left, top, right, bottom; right and bottom are exclusive. Empty where it has no area."""

    x0: int
    y0: int
    x1: int
    y1: int

    @property
    def width(self) -> int:
        return max(0, self.x1 - self.x0)

    @property
    def height(self) -> int:
        return max(0, self.y1 - self.y0)

    @property
    def is_empty(self) -> bool:
        return self.x1 <= self.x0 or self.y1 <= self.y0

    def cut(self, other: "Rect") -> "Rect":
        """The part inside `other`; `EMPTY` where they do not meet."""
        cut = Rect(
            max(self.x0, other.x0), max(self.y0, other.y0), min(self.x1, other.x1), min(self.y1, other.y1)
        )
        return EMPTY if cut.is_empty else cut

    def joined(self, other: "Rect") -> "Rect":
        """The smallest rectangle around both; an empty one adds nothing."""
        if self.is_empty:
            return other
        if other.is_empty:
            return self
        return Rect(
            min(self.x0, other.x0), min(self.y0, other.y0), max(self.x1, other.x1), max(self.y1, other.y1)
        )

    def grown(self, margin: int) -> "Rect":
        """Larger by `margin` on all sides; an empty one stays empty."""
        if self.is_empty:
            return EMPTY
        return Rect(self.x0 - margin, self.y0 - margin, self.x1 + margin, self.y1 + margin)

    def moved(self, dx: int, dy: int) -> "Rect":
        return Rect(self.x0 + dx, self.y0 + dy, self.x1 + dx, self.y1 + dy)

    @property
    def slices(self) -> tuple[slice, slice]:
        """Rows and columns, to index an array with."""
        return slice(self.y0, self.y1), slice(self.x0, self.x1)


EMPTY = Rect(0, 0, 0, 0)


def rect_around(x0: float, y0: float, x1: float, y1: float) -> Rect:
    """The whole pixels that a rectangle with fractional edges touches."""
    return Rect(math.floor(x0), math.floor(y0), math.ceil(x1), math.ceil(y1))
