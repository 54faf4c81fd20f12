"""Which part of the media is seen, and how large. Qt-free.

Three spaces: *media* px (see core.types), *view* px (the screen's own pixels, from the canvas's top left
corner) and *widget* px (Qt's, `view / dpr`). The media's corner always lies on a whole view px, so that
at whole zooms every media px has whole edges on screen.
"""

import math
from dataclasses import dataclass, replace
from typing import Self

from desktop.canvas.rect import Rect, rect_around

MIN_ZOOM = 1 / 64
MAX_ZOOM = 64.0
STOPS = (
    *(1 / 64, 1 / 32, 1 / 16, 1 / 8, 1 / 6, 1 / 4, 1 / 3, 1 / 2, 2 / 3),
    *(1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0, 24.0, 32.0, 48.0, 64.0),
)
"""Zooms that zooming in and out by a key stops at."""

FIT_MARGIN = 12
"""Widget px left free around media that is fitted."""


@dataclass(frozen=True, slots=True)
class Viewport:
    """A value; every change of view makes a new one.

    `zoom`: view px for each media px. `exact_left`, `exact_top`: where the media's corner would lie, in
    view px, were it not for whole px; kept so that many small moves and zooms do not add up to a drift.
    `fitted`: keep fitting while the canvas changes its size.
    """

    media_wh: tuple[int, int]
    view_wh: tuple[int, int]
    dpr: float = 1.0
    zoom: float = 1.0
    exact_left: float = 0.0
    exact_top: float = 0.0
    fitted: bool = True

    @property
    def left(self) -> int:
        """Where the media's left edge lies, in view px."""
        return round(self.exact_left)

    @property
    def top(self) -> int:
        """Where the media's top edge lies, in view px."""
        return round(self.exact_top)

    @property
    def scale(self) -> float:
        """Widget px for each media px."""
        return self.zoom / self.dpr

    @property
    def fit_zoom(self) -> float:
        """The zoom at which all of the media is just seen."""
        margin = 2 * FIT_MARGIN * self.dpr
        width, height = self.media_wh
        if width <= 0 or height <= 0:
            return 1.0
        room_w, room_h = (max(v - margin, v * 0.5, 1.0) for v in self.view_wh)
        return _bounded(min(room_w / width, room_h / height))

    def fit(self) -> Self:
        """All of the media, centred."""
        zoom = self.fit_zoom
        left, top = (
            float(round((view - media * zoom) / 2))
            for view, media in zip(self.view_wh, self.media_wh, strict=True)
        )
        return replace(self, zoom=zoom, exact_left=left, exact_top=top, fitted=True)

    def zoomed(self, zoom: float, at_view: tuple[float, float] | None = None) -> Self:
        """Another zoom; the media px under `at_view` (the middle unless told) stays where it is."""
        zoom = _bounded(zoom)
        at_x, at_y = at_view if at_view is not None else (self.view_wh[0] / 2, self.view_wh[1] / 2)
        media_x, media_y = (at_x - self.exact_left) / self.zoom, (at_y - self.exact_top) / self.zoom
        moved = replace(
            self,
            zoom=zoom,
            exact_left=at_x - media_x * zoom,
            exact_top=at_y - media_y * zoom,
            fitted=False,
        )
        return moved._kept_in_sight()

    def panned(self, dx: float, dy: float) -> Self:
        """Moved by view px."""
        moved = replace(self, exact_left=self.exact_left + dx, exact_top=self.exact_top + dy, fitted=False)
        return moved._kept_in_sight()

    def resized(self, view_wh: tuple[int, int], dpr: float = 1.0) -> Self:
        """The canvas got another size or went to another screen; the middle stays in the middle."""
        changed = replace(self, view_wh=view_wh, dpr=dpr)
        if self.fitted:
            return changed.fit()
        dx, dy = (view_wh[0] - self.view_wh[0]) / 2, (view_wh[1] - self.view_wh[1]) / 2
        return replace(
            changed, exact_left=self.exact_left + dx, exact_top=self.exact_top + dy, fitted=False
        )._kept_in_sight()

    def next_stop(self, direction: int) -> float:
        """The zoom after (direction > 0) or before this one among `STOPS`."""
        if direction > 0:
            return next((stop for stop in STOPS if stop > self.zoom * 1.001), MAX_ZOOM)
        return next((stop for stop in reversed(STOPS) if stop < self.zoom * 0.999), MIN_ZOOM)

    def to_media(self, widget_x: float, widget_y: float) -> tuple[float, float]:
        """Widget px to media px."""
        return (widget_x * self.dpr - self.left) / self.zoom, (widget_y * self.dpr - self.top) / self.zoom

    def to_widget(self, media_x: float, media_y: float) -> tuple[float, float]:
        """Media px to widget px."""
        return (media_x * self.zoom + self.left) / self.dpr, (media_y * self.zoom + self.top) / self.dpr

    @property
    def view_rect(self) -> Rect:
        """All of the canvas, in view px."""
        return Rect(0, 0, *self.view_wh)

    @property
    def media_view_rect(self) -> Rect:
        """Where the media lies, in view px; may reach beyond the canvas."""
        width, height = (max(1, round(v * self.zoom)) for v in self.media_wh)
        return Rect(self.left, self.top, self.left + width, self.top + height)

    def rect_to_view(self, media_rect: Rect) -> Rect:
        """The view px that a rectangle of media px touches."""
        if media_rect.is_empty:
            return Rect(0, 0, 0, 0)
        return rect_around(
            media_rect.x0 * self.zoom + self.left,
            media_rect.y0 * self.zoom + self.top,
            media_rect.x1 * self.zoom + self.left,
            media_rect.y1 * self.zoom + self.top,
        )

    def contains(self, media_x: float, media_y: float) -> bool:
        """Whether a point in media px lies on the media."""
        return 0 <= media_x < self.media_wh[0] and 0 <= media_y < self.media_wh[1]

    def _kept_in_sight(self) -> Self:
        """Some of the media always stays in the middle of the canvas, so that it cannot be lost."""
        left, top = (
            min(max(corner, math.floor(view / 2 - media * self.zoom)), math.ceil(view / 2))
            for corner, view, media in zip(
                (self.exact_left, self.exact_top), self.view_wh, self.media_wh, strict=True
            )
        )
        return replace(self, exact_left=left, exact_top=top)


def _bounded(zoom: float) -> float:
    return min(max(zoom, MIN_ZOOM), MAX_ZOOM)
