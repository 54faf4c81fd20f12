"""The part of a frame that a model is shown, and what lies where in it."""

from dataclasses import dataclass, replace

import numpy as np

from core.masks import Mask
from core.types import Box, Click, FrameRGB, MaskHW


@dataclass(frozen=True, slots=True)
class View:
    """A rectangle of the frame, in whole media pixels: all of it, or where the objects are.

    The model takes a square of a fixed size, so the smaller the view, the more it sees of what is inside.
    """

    x: int
    y: int
    width: int
    height: int

    @staticmethod
    def whole(size_wh: tuple[int, int]) -> "View":
        """All of a frame of that size."""
        return View(0, 0, *size_wh)

    @staticmethod
    def centred(centre_xy: tuple[float, float], share: float, size_wh: tuple[int, int]) -> "View":
        """A view of the frame's own shape, its sides `share` (0 to 1) of the frame's.

        Where it would reach outside the frame it is moved in.
        """
        (width, height) = (max(1, min(side, round(share * side))) for side in size_wh)
        x = min(max(round(centre_xy[0] - width / 2), 0), size_wh[0] - width)
        y = min(max(round(centre_xy[1] - height / 2), 0), size_wh[1] - height)
        return View(x, y, width, height)

    def is_whole(self, size_wh: tuple[int, int]) -> bool:
        return self == View.whole(size_wh)

    @property
    def box(self) -> Box:
        return Box(self.x, self.y, self.x + self.width, self.y + self.height)

    def contains(self, box: Box) -> bool:
        """Whether the box lies inside, its rim included."""
        return (
            self.x <= box.x0
            and self.y <= box.y0
            and box.x1 <= self.x + self.width
            and box.y1 <= self.y + self.height
        )

    def of_frame(self, frame_rgb: FrameRGB) -> FrameRGB:
        """The part of a frame, (h, w, 3), without a copy."""
        return frame_rgb[self.y : self.y + self.height, self.x : self.x + self.width]

    def of_mask(self, mask: Mask) -> MaskHW:
        """The part of a mask, (h, w) bool."""
        return mask.to_array()[self.y : self.y + self.height, self.x : self.x + self.width]

    def of_click(self, click: Click) -> Click:
        """The click in pixels of the view."""
        return replace(click, x=click.x - self.x, y=click.y - self.y)

    def of_box(self, box: Box) -> Box:
        """The box in pixels of the view, cut off where it reaches outside."""
        return Box(
            min(max(box.x0 - self.x, 0), self.width),
            min(max(box.y0 - self.y, 0), self.height),
            min(max(box.x1 - self.x, 0), self.width),
            min(max(box.y1 - self.y, 0), self.height),
        )

    def cell_of(self, click: Click, shape_hw: tuple[int, int]) -> tuple[int, int] | None:
        """Row and column of the cell that was clicked, of a grid over the view; None outside."""
        place = self.of_click(click)
        rows, columns = shape_hw
        row, column = int(place.y / self.height * rows), int(place.x / self.width * columns)
        return (row, column) if 0 <= row < rows and 0 <= column < columns else None

    def of_cells(
        self, left: float, top: float, right: float, bottom: float, shape_hw: tuple[int, int]
    ) -> Box:
        """The box, in media pixels, of what lies between these edges of a grid over the view."""
        rows, columns = shape_hw
        across, down = self.width / columns, self.height / rows
        return Box(
            self.x + left * across, self.y + top * down, self.x + right * across, self.y + bottom * down
        )

    def to_mask(self, part_hw: MaskHW, size_wh: tuple[int, int]) -> Mask:
        """A frame's mask that is empty outside the view, from the part inside, (h, w) bool."""
        if self.is_whole(size_wh):
            return Mask.from_array(part_hw)
        return Mask.from_patch(np.asarray(part_hw), self.x, self.y, size_wh[1], size_wh[0])
