"""The two pictures that the canvas shows, in view px: the frame and, over it, the masks. Qt-free.

Both are kept and redone only where something changed.
"""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from core.types import FrameRGB
from desktop.canvas.overlay import OverlayLayer, OverlayStyle, compose
from desktop.canvas.pyramid import Pyramid
from desktop.canvas.rect import EMPTY, Rect
from desktop.canvas.viewport import Viewport

GRID_ABOVE = 10.0
"""View px for each media px from which the edges of media px are drawn."""


class Picture:
    """`frame_bgra` and `masks_bgra` are (view height, view width, 4) uint8; the second premultiplied."""

    def __init__(self) -> None:
        self.frame_bgra: NDArray[np.uint8] = np.zeros((1, 1, 4), dtype=np.uint8)
        self.masks_bgra: NDArray[np.uint8] = np.zeros((1, 1, 4), dtype=np.uint8)
        self._frame: Pyramid | None = None
        self._frame_stale = True
        self._masks_stale = EMPTY
        self._background = (28, 26, 24)

    def set_frame(self, frame_rgb: FrameRGB | None) -> None:
        """Another frame; None: there is none."""
        self._frame = None if frame_rgb is None else Pyramid(frame_rgb, replicate=True)
        self._frame_stale = True

    def show_same_frame(self, other: "Picture") -> None:
        """The frame of another picture, without redoing its halvings."""
        self._frame = other._frame
        self._background = other._background
        self._frame_stale = True

    @property
    def frame(self) -> Pyramid | None:
        """The frame at full resolution, RGB."""
        return self._frame

    def set_background(self, red: int, green: int, blue: int) -> None:
        """What is seen around the media."""
        self._background = (blue, green, red)
        self._frame_stale = True

    def view_changed(self, viewport: Viewport) -> None:
        """Everything is seen from elsewhere."""
        width, height = (max(1, size) for size in viewport.view_wh)
        if self.frame_bgra.shape[:2] != (height, width):
            self.frame_bgra = np.zeros((height, width, 4), dtype=np.uint8)
            self.masks_bgra = np.zeros((height, width, 4), dtype=np.uint8)
        self._frame_stale = True
        self._masks_stale = viewport.view_rect

    def masks_changed(self, view_rect: Rect) -> None:
        """Masks are to be composed again in there."""
        self._masks_stale = self._masks_stale.joined(view_rect)

    def refresh(self, viewport: Viewport, layers: Sequence[OverlayLayer], style: OverlayStyle) -> None:
        """Redo what is stale."""
        if self._frame_stale:
            self._refresh_frame(viewport)
            self._frame_stale = False
        if not self._masks_stale.is_empty:
            compose(self.masks_bgra, self._masks_stale, layers, viewport, style)
            self._masks_stale = EMPTY

    def _refresh_frame(self, viewport: Viewport) -> None:
        shown = viewport.media_view_rect.cut(viewport.view_rect)
        target = self.frame_bgra
        if self._frame is None or shown.is_empty:
            target[:] = (*self._background, 255)
            return
        self._fill_around(shown)
        sampled = self._frame.sample(viewport, shown)
        if viewport.zoom >= GRID_ABOVE:
            sampled = _with_grid(sampled, viewport, shown)
        target[shown.slices] = cv2.cvtColor(sampled, cv2.COLOR_RGB2BGRA)

    def _fill_around(self, shown: Rect) -> None:
        colour = (*self._background, 255)
        self.frame_bgra[: shown.y0] = colour
        self.frame_bgra[shown.y1 :] = colour
        self.frame_bgra[shown.y0 : shown.y1, : shown.x0] = colour
        self.frame_bgra[shown.y0 : shown.y1, shown.x1 :] = colour


def _with_grid(sampled_rgb: NDArray[np.uint8], viewport: Viewport, shown: Rect) -> NDArray[np.uint8]:
    """Darken light px and lighten dark ones along the left and top edges of media px, a little."""
    columns = _edges(shown.x0, shown.x1, viewport.left, viewport.zoom)
    rows = _edges(shown.y0, shown.y1, viewport.top, viewport.zoom)
    gridded = sampled_rgb.copy()
    for lines in (np.s_[:, columns], np.s_[rows]):
        line = sampled_rgb[lines].astype(np.int16)
        gridded[lines] = np.where(line > 127, line - 38, line + 38).astype(np.uint8)
    return gridded


def _edges(first: int, stop: int, corner: int, zoom: float) -> NDArray[np.bool_]:
    """Which view columns (rows) begin another media column (row) than the one before."""
    media = np.floor((np.arange(first - 1, stop) + 0.5 - corner) / zoom)
    edges: NDArray[np.bool_] = np.diff(media) > 0
    return edges
