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
from desktop.canvas.rect import Rect
from desktop.canvas.viewport import Viewport

GRID_ABOVE = 10.0
"""View px for each media px from which the edges of media px are drawn."""


class Picture:
    """`frame_bgra` and `masks_bgra` are (view height, view width, 4) uint8; the second premultiplied."""

    def __init__(self) -> None:
        self.frame_bgra: NDArray[np.uint8] = np.zeros((1, 1, 4), dtype=np.uint8)
        self.masks_bgra: NDArray[np.uint8] = np.zeros((1, 1, 4), dtype=np.uint8)
        self._frame: Pyramid | None = None
        self._frame_stale: list[Rect] = []
        self._masks_stale: list[Rect] = []
        self._background = (28, 26, 24)

    def set_frame(self, frame_rgb: FrameRGB | None) -> None:
        """Another frame; None: there is none."""
        self._frame = None if frame_rgb is None else Pyramid(frame_rgb, replicate=True)
        self._frame_stale = [self._whole]

    def show_same_frame(self, other: "Picture") -> None:
        """The frame of another picture, without redoing its halvings."""
        self._frame = other._frame
        self._background = other._background
        self._frame_stale = [self._whole]

    @property
    def frame(self) -> Pyramid | None:
        """The frame at full resolution, RGB."""
        return self._frame

    def set_background(self, red: int, green: int, blue: int) -> None:
        """What is seen around the media."""
        self._background = (blue, green, red)
        self._frame_stale = [self._whole]

    def view_changed(self, viewport: Viewport) -> None:
        """Everything is seen from elsewhere."""
        width, height = (max(1, size) for size in viewport.view_wh)
        if self.frame_bgra.shape[:2] != (height, width):
            self.frame_bgra = np.zeros((height, width, 4), dtype=np.uint8)
            self.masks_bgra = np.zeros((height, width, 4), dtype=np.uint8)
        self._frame_stale = [viewport.view_rect]
        self._masks_stale = [viewport.view_rect]

    def view_panned(self, dx: int, dy: int) -> None:
        """The view is the same but for a move by view px: only what came into sight is redone."""
        whole = self._whole
        kept = whole.cut(whole.moved(dx, dy))
        if kept.is_empty:
            self._frame_stale, self._masks_stale = [whole], [whole]
            return
        for pixels in (self.frame_bgra, self.masks_bgra):
            pixels[kept.slices] = pixels[kept.moved(-dx, -dy).slices].copy()
        uncovered = _around(kept, whole)
        for stale in (self._frame_stale, self._masks_stale):
            stale[:] = [rect.moved(dx, dy).cut(whole) for rect in stale] + uncovered

    def masks_changed(self, view_rect: Rect) -> None:
        """Masks are to be composed again in there."""
        self._masks_stale.append(view_rect)

    def refresh(self, viewport: Viewport, layers: Sequence[OverlayLayer], style: OverlayStyle) -> None:
        """Redo what is stale."""
        for rect in _merged(self._frame_stale):
            self._refresh_frame(viewport, rect.cut(self._whole))
        for rect in _merged(self._masks_stale):
            compose(self.masks_bgra, rect, layers, viewport, style)
        self._frame_stale.clear()
        self._masks_stale.clear()

    @property
    def _whole(self) -> Rect:
        return Rect(0, 0, self.frame_bgra.shape[1], self.frame_bgra.shape[0])

    def _refresh_frame(self, viewport: Viewport, rect: Rect) -> None:
        shown = viewport.media_view_rect.cut(rect)
        if self._frame is None or shown.is_empty:
            self.frame_bgra[rect.slices] = (*self._background, 255)
            return
        for margin in _around(shown, rect):
            self.frame_bgra[margin.slices] = (*self._background, 255)
        sampled = self._frame.sample(viewport, shown)
        if viewport.zoom >= GRID_ABOVE:
            sampled = _with_grid(sampled, viewport, shown)
        cv2.cvtColor(sampled, cv2.COLOR_RGB2BGRA, dst=self.frame_bgra[shown.slices])


def _around(inner: Rect, outer: Rect) -> list[Rect]:
    """What is left of a rect without another that lies in it: above, below, left and right; some empty."""
    return [
        Rect(outer.x0, outer.y0, outer.x1, inner.y0),
        Rect(outer.x0, inner.y1, outer.x1, outer.y1),
        Rect(outer.x0, inner.y0, inner.x0, inner.y1),
        Rect(inner.x1, inner.y0, outer.x1, inner.y1),
    ]


def _merged(rects: list[Rect]) -> list[Rect]:
    """Rects that cover the same; those that lie apart stay apart, so that little is done twice."""
    merged: list[Rect] = []
    for wanted in rects:
        rect = wanted
        if rect.is_empty:
            continue
        for other in [other for other in merged if not other.cut(rect).is_empty]:
            merged.remove(other)
            rect = rect.joined(other)
        merged.append(rect)
    return merged


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
