"""Dense flow on one object: once for each pair of neighbouring frames, in a window that goes along.

A window is a square around the object that moves with it and keeps its size, seen as GRID × GRID cells. Flow
between the windows of two neighbours is measured in cells from window to window, so it holds only what the
object does beside moving along, and the places it leads to need no conversion.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from core.cancel import CancelToken
from core.masks import Mask
from core.skipping.motion import Glance, PairMotion, measure
from core.skipping.stillness import same_picture
from core.types import MaskHW

GRID = 256
"""Cells on a side of a window."""

MARGIN = 0.4
"""Room around the object, as a share of its longer side, both sides together."""

MARGIN_PX = 32
"""Room that it has in any case, in media pixels, both sides together."""


@dataclass(frozen=True, slots=True)
class Window:
    """A square in a reduced picture (`Glance.grey`): its top left pixel and its side; may hang over the
    rim.
    """

    x: int
    y: int
    side: int

    @classmethod
    def on(cls, mask_hw: MaskHW, box_xyxy_px: tuple[int, int, int, int], scale: int) -> "Window":
        """The window for a mask, (H, W) bool, that fills that box of media pixels but for specks far away."""
        x0, y0, x1, y1 = box_xyxy_px
        part = mask_hw[y0:y1, x0:x1]
        left, right = _core(np.count_nonzero(part, axis=0))
        top, bottom = _core(np.count_nonzero(part, axis=1))
        return cls.around((x0 + left, y0 + top, x0 + right, y0 + bottom), scale)

    @classmethod
    def around(cls, box_xyxy_px: tuple[float, float, float, float], scale: int) -> "Window":
        """The window for an object with that box in media pixels."""
        x0, y0, x1, y1 = (value / scale for value in box_xyxy_px)
        side = max(x1 - x0, y1 - y0) * (1 + MARGIN) + MARGIN_PX / scale
        return cls(round((x0 + x1 - side) / 2), round((y0 + y1 - side) / 2), max(16, round(side)))

    def moved(self, dx: float, dy: float) -> "Window":
        return Window(self.x + round(dx), self.y + round(dy), self.side)

    @property
    def cell(self) -> float:
        """Reduced pixels a cell."""
        return self.side / GRID

    def look(self, picture: NDArray[np.uint8], cells: int = GRID) -> NDArray[np.uint8]:
        """The window's content, (cells, cells) uint8. Beyond the rim the picture's edge goes on."""
        height, width = picture.shape
        x0, x1 = (min(width, max(0, x)) for x in (self.x, self.x + self.side))
        y0, y1 = (min(height, max(0, y)) for y in (self.y, self.y + self.side))
        if x1 <= x0 or y1 <= y0:
            return np.zeros((cells, cells), dtype=np.uint8)
        part = picture[y0:y1, x0:x1]
        rims = (y0 - self.y, self.y + self.side - y1, x0 - self.x, self.x + self.side - x1)
        if any(rims):
            part = np.asarray(cv2.copyMakeBorder(part, *rims, cv2.BORDER_REPLICATE), dtype=np.uint8)
        way = cv2.INTER_AREA if self.side > cells else cv2.INTER_LINEAR
        return np.asarray(cv2.resize(part, (cells, cells), interpolation=way), dtype=np.uint8)


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """One object's way from one frame to the next.

    Args:
        ahead: (GRID, GRID, 2) float32: from a cell of the first window to its place in the second, as a
            displacement in cells; None where nothing moved.
        back: the same from the second window to the first.
        ahead_error, back_error: (GRID, GRID) float32: by how many cells going there and back misses.
    """

    ahead: NDArray[np.float32] | None
    back: NDArray[np.float32] | None
    ahead_error: NDArray[np.float32] | None
    back_error: NDArray[np.float32] | None


CENTRE_CELLS = 16
CENTRE_STEP = 4
"""A window is brought back over its object when it is off by so many cells; by so many a frame, because flow
sees that step as motion.
"""

STRAY = 0.01
"""The share of a mask, on each side, that may be a stray speck and does not make its window larger."""

STANDING = Passage(None, None, None, None)


@dataclass(frozen=True, slots=True, eq=False)
class ObjectFlow:
    """One object through an interval of n frames.

    Args:
        windows: n windows of one size.
        views: n pictures of them, (GRID, GRID) uint8.
        passages: n - 1 of them.
        scale: media pixels a reduced pixel.
    """

    windows: Sequence[Window]
    views: Sequence[NDArray[np.uint8]]
    passages: Sequence[Passage]
    scale: int


class FlowMaker:
    """Measures `ObjectFlow`s. Used by one thread at a time."""

    def __init__(self) -> None:
        # Measured on DAVIS: full resolution without smoothing carries masks better than the MEDIUM preset,
        # which computes at half of it (8 frames apart: J 0.84 instead of 0.81), for 7 instead of 5 ms.
        self._dis = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
        self._dis.setFinestScale(0)
        self._dis.setPatchStride(4)
        self._dis.setGradientDescentIterations(16)
        self._dis.setVariationalRefinementIterations(0)

    def follow(
        self,
        glances: Sequence[Glance],
        motions: Sequence[PairMotion],
        mask: Mask,
        mask_hw: MaskHW,
        cancel: CancelToken,
    ) -> ObjectFlow:
        """Follow an object through neighbouring frames, starting from its mask on the first.

        Args:
            motions: what happened between them, one less than `glances`.
            mask, mask_hw: the same, not empty, as a value and as (H, W) bool.
        """
        scale = glances[0].scale
        window = Window.on(mask_hw, mask.box_xyxy_px, scale)
        windows, views, passages = [window], [window.look(glances[0].grey)], list[Passage]()
        shape = view_mask(mask_hw, window, scale, GRID) > 0
        # Where frames repeat, flow goes on from the first of them: a drift too slow to be seen from one to
        # the next adds up.
        reference = views[0]
        for before, after, motion in zip(glances, glances[1:], motions, strict=False):
            cancel.check()
            guess = window.moved(*_drift(shape, window, before, motion))
            view = guess.look(after.grey)
            stands = guess == window and same_picture(reference, view)
            passage = STANDING if stands else self._pair(reference, view)
            windows.append(guess)
            views.append(view)
            passages.append(passage)
            if passage.back is not None:
                reference = view
                shape = carry_shape(shape, passage.back)
            window = guess
        return ObjectFlow(tuple(windows), tuple(views), tuple(passages), scale)

    def _pair(self, before: NDArray[np.uint8], after: NDArray[np.uint8]) -> Passage:
        ahead, back = measure(self._dis, before, after), measure(self._dis, after, before)
        return Passage(ahead, back, _mismatch(ahead, back), _mismatch(back, ahead))


def view_mask(mask_hw: MaskHW, window: Window, scale: int, size: int) -> NDArray[np.uint8]:
    """A mask in a window, (size, size) uint8 of 0 and 1. At the picture's rim it goes on outside."""
    whole = Window(window.x * scale, window.y * scale, window.side * scale)
    seen = whole.look(mask_hw.view(np.uint8) * np.uint8(255), size)
    return np.asarray(seen > 127, dtype=np.uint8)


def cells() -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Column and row of each cell, (GRID, GRID) float32."""
    return _COLUMNS, _ROWS


def sample(field: NDArray[np.float32], x: NDArray[np.float32], y: NDArray[np.float32]) -> NDArray[np.float32]:
    """A field of cells at places between them; beyond its rim the edge goes on."""
    found = cv2.remap(field, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(found, dtype=np.float32)


def carry_shape(shape: NDArray[np.bool_], back: NDArray[np.float32]) -> NDArray[np.bool_]:
    """A mask on a window, moved to the next window: coarse, to know where the object is."""
    moved = cv2.remap(
        shape.astype(np.uint8),
        _COLUMNS + back[..., 0],
        _ROWS + back[..., 1],
        cv2.INTER_NEAREST,
        borderMode=cv2.BORDER_CONSTANT,
    )
    return np.asarray(moved > 0)


def _core(counts: NDArray[np.intp]) -> tuple[float, float]:
    """Where a mask begins and ends along one side of its box, given its pixels in each row or column."""
    mass = np.cumsum(counts)
    first = int(np.searchsorted(mass, STRAY * mass[-1], side="right"))
    last = int(np.searchsorted(mass, (1 - STRAY) * mass[-1])) + 1
    room = (last - first) * MARGIN / 4
    return max(0.0, first - room), min(float(len(counts)), last + room)


def _mismatch(there: NDArray[np.float32], back: NDArray[np.float32]) -> NDArray[np.float32]:
    returned = there + sample(back, _COLUMNS + there[..., 0], _ROWS + there[..., 1])
    return np.asarray(cv2.magnitude(returned[..., 0], returned[..., 1]), dtype=np.float32)


def _drift(
    shape: NDArray[np.bool_], window: Window, before: Glance, motion: PairMotion
) -> tuple[float, float]:
    """By how much the window should move, in reduced pixels: centre it, and go along with the object.

    The thumbnail's flow says where it is going; where the object is too small to be seen there, the camera's
    motion must do.
    """
    if motion.flow is None or not shape.any():
        return 0.0, 0.0
    rows, columns = np.nonzero(shape[::4, ::4])
    if len(rows) == 0:
        return 0.0, 0.0
    # Column and row of the object in the thumbnail.
    unit = before.thumb.shape[1] / before.grey.shape[1]
    x = (window.x + (4 * columns + 2) * window.cell) * unit
    y = (window.y + (4 * rows + 2) * window.cell) * unit
    height, width = before.thumb.shape
    inside = (x >= 0) & (y >= 0) & (x < width) & (y < height)
    if not inside.any():
        return 0.0, 0.0
    x, y = x[inside], y[inside]
    if (np.ptp(x) + 1) * (np.ptp(y) + 1) >= 9:
        dx, dy = np.median(motion.flow[y.astype(int), x.astype(int)], axis=0)
    else:
        place = np.array([x.mean(), y.mean(), 1.0])
        dx, dy = motion.camera @ place - place[:2]
    centre_x = (columns.min() + columns.max() + 1) * 2 - GRID / 2
    centre_y = (rows.min() + rows.max() + 1) * 2 - GRID / 2
    # A ragged shape must not shake the window.
    centre_x, centre_y = (
        float(np.clip(centre, -CENTRE_STEP, CENTRE_STEP)) if abs(centre) > CENTRE_CELLS else 0.0
        for centre in (centre_x, centre_y)
    )
    return float(dx / unit + centre_x * window.cell), float(dy / unit + centre_y * window.cell)


_COLUMNS, _ROWS = np.meshgrid(np.arange(GRID, dtype=np.float32), np.arange(GRID, dtype=np.float32))
