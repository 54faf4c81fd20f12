"""A picture and its halvings, so that a small view of a large picture costs what the view costs. Qt-free."""

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from desktop.canvas.rect import Rect
from desktop.canvas.viewport import Viewport

LEVELS = 6
ALIGN = 1 << LEVELS
"""Pictures that are a part of the media begin at multiples of this, so that all levels line up."""

NEAREST_ABOVE = 2.0
"""From this zoom on, media px are shown as the squares that they are."""


class Pyramid:
    """A picture, (height, width) or (height, width, 3) uint8, and its halvings, made when first needed.

    `origin_xy`: where its top left px lies in the media, multiples of `ALIGN`. Outside the picture is 0,
    or the nearest px where `replicate` is set.
    """

    def __init__(
        self, picture: NDArray[np.uint8], origin_xy: tuple[int, int] = (0, 0), *, replicate: bool = False
    ) -> None:
        self._levels = [picture]
        self.origin_xy = origin_xy
        self._border = cv2.BORDER_REPLICATE if replicate else cv2.BORDER_CONSTANT

    @property
    def picture(self) -> NDArray[np.uint8]:
        """Full resolution. Whoever writes into it calls `touch`."""
        return self._levels[0]

    @property
    def media_rect(self) -> Rect:
        """The media px that the picture covers."""
        height, width = self.picture.shape[:2]
        x0, y0 = self.origin_xy
        return Rect(x0, y0, x0 + width, y0 + height)

    def touch(self, media_rect: Rect) -> None:
        """The picture changed there: redo the halvings of that part."""
        local = media_rect.cut(self.media_rect).moved(-self.origin_xy[0], -self.origin_xy[1])
        if local.is_empty:
            return
        for level in range(1, len(self._levels)):
            unit = 1 << level
            here = Rect(local.x0 // unit, local.y0 // unit, -(-local.x1 // unit), -(-local.y1 // unit))
            height, width = self._levels[level].shape[:2]
            here = here.cut(Rect(0, 0, width, height))
            if here.is_empty:
                continue
            above = self._levels[level - 1][2 * here.y0 : 2 * here.y1, 2 * here.x0 : 2 * here.x1]
            self._levels[level][here.slices] = _halved(above)

    def sample(self, viewport: Viewport, view_rect: Rect) -> NDArray[np.uint8]:
        """The picture as it looks in a rectangle of view px, one value for each view px."""
        zoom = viewport.zoom
        if zoom >= NEAREST_ABOVE or zoom == 1.0:
            return self._sample_nearest(viewport, view_rect)
        wanted = min(LEVELS, max(0, math.floor(math.log2(1 / zoom) + 1e-9)))
        level = self._built(wanted)
        pixels = self._levels[level]
        step = 1 / (zoom * (1 << level))  # level px for each view px
        # Centres of view px in level px: first + step * i.
        first_x = ((view_rect.x0 + 0.5 - viewport.left) / zoom - self.origin_xy[0]) / (1 << level) - 0.5
        first_y = ((view_rect.y0 + 0.5 - viewport.top) / zoom - self.origin_xy[1]) / (1 << level) - 0.5
        height, width = pixels.shape[:2]
        x0, x1 = _source_span(first_x, step, view_rect.width, width)
        y0, y1 = _source_span(first_y, step, view_rect.height, height)
        inverse = np.array([[step, 0.0, first_x - x0], [0.0, step, first_y - y0]])
        sampled = cv2.warpAffine(
            pixels[y0:y1, x0:x1],
            inverse,
            (view_rect.width, view_rect.height),
            flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
            borderMode=self._border,
            borderValue=0,
        )
        return np.asarray(sampled, dtype=np.uint8)

    def _sample_nearest(self, viewport: Viewport, view_rect: Rect) -> NDArray[np.uint8]:
        height, width = self.picture.shape[:2]
        plain = view_rect.moved(-viewport.left - self.origin_xy[0], -viewport.top - self.origin_xy[1])
        if viewport.zoom == 1.0 and plain.cut(Rect(0, 0, width, height)) == plain:
            return np.ascontiguousarray(self.picture[plain.slices])
        columns = _media_px(view_rect.x0, view_rect.x1, viewport.left, viewport.zoom) - self.origin_xy[0]
        rows = _media_px(view_rect.y0, view_rect.y1, viewport.top, viewport.zoom) - self.origin_xy[1]
        x0, x1 = _inner_span(columns, width)
        y0, y1 = _inner_span(rows, height)
        part = self.picture[y0:y1, x0:x1]
        sampled = part.take(np.clip(columns, x0, x1 - 1) - x0, axis=1)
        sampled = sampled.take(np.clip(rows, y0, y1 - 1) - y0, axis=0)
        if self._border == cv2.BORDER_CONSTANT:
            sampled[:, (columns < 0) | (columns >= width)] = 0
            sampled[(rows < 0) | (rows >= height)] = 0
        return sampled

    def _built(self, wanted: int) -> int:
        """Build levels up to `wanted`; the highest that there is."""
        while len(self._levels) <= wanted and min(self._levels[-1].shape[:2]) >= 4:
            self._levels.append(_halved(self._levels[-1]))
        return min(wanted, len(self._levels) - 1)


def _halved(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Half as wide and high, the mean of each 2x2; an odd last row or column is left out."""
    height, width = picture.shape[0] // 2, picture.shape[1] // 2
    if height == 0 or width == 0:
        return picture[:height, :width]
    even = picture[: 2 * height, : 2 * width]
    return np.asarray(cv2.resize(even, (width, height), interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _media_px(first: int, stop: int, corner: int, zoom: float) -> NDArray[np.intp]:
    """The media column (row) under the centre of each view column (row)."""
    media: NDArray[np.intp] = np.floor((np.arange(first, stop) + 0.5 - corner) / zoom).astype(np.intp)
    return media


def _source_span(first: float, step: float, count: int, limit: int) -> tuple[int, int]:
    """The part of a row of `limit` px that sampling needs, with its neighbours; never empty."""
    x0 = min(max(math.floor(first) - 2, 0), limit - 1)
    x1 = max(min(math.ceil(first + step * count) + 3, limit), x0 + 1)
    return x0, x1


def _inner_span(indices: NDArray[np.intp], limit: int) -> tuple[int, int]:
    """First and past-the-last of the indices that lie inside; never empty."""
    first = min(max(int(indices[0]), 0), limit - 1)
    last = min(max(int(indices[-1]), 0), limit - 1)
    return first, last + 1
