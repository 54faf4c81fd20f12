"""All masks composed into one transparent picture of the view, a part at a time. Qt-free.

Composed in view px, not media px: an outline is as wide at every zoom, and a stroke costs what its box on
screen costs, whatever the media's size.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from desktop.canvas.pyramid import Pyramid
from desktop.canvas.rect import Rect
from desktop.canvas.viewport import Viewport

FAINTEST = 110
"""Coverage (of 255) that even a sliver of a view px gets, so that an island of one px is seen when the
view is far out."""

HALO_ALPHA = 120


@dataclass(frozen=True, slots=True)
class OverlayStyle:
    """How masks look. `opacity` 0 to 1 of the fill; `outline`: draw edges; `dpr` scales their width;
    `exclusive`: a pixel shows only the topmost mask that has it.
    """

    opacity: float = 0.45
    outline: bool = True
    dpr: float = 1.0
    exclusive: bool = False

    def outline_px(self, selected: bool) -> int:
        """Width of an edge in view px."""
        return max(1, round((2.0 if selected else 1.0) * self.dpr))


@dataclass(frozen=True, slots=True)
class OverlayLayer:
    """One mask to compose. `colour` is "#rrggbb"."""

    pixels: Pyramid
    colour: str
    selected: bool


def compose(
    target_bgra: NDArray[np.uint8],
    view_rect: Rect,
    layers: Sequence[OverlayLayer],
    viewport: Viewport,
    style: OverlayStyle,
) -> None:
    """Redo one rectangle of the overlay.

    `target_bgra`: (view height, view width, 4) uint8, premultiplied, changed in place inside `view_rect`
    alone. Later layers lie over earlier ones.
    """
    height, width = target_bgra.shape[:2]
    view_rect = view_rect.cut(Rect(0, 0, width, height))
    if view_rect.is_empty:
        return
    target_bgra[view_rect.slices] = 0
    shown = view_rect.cut(viewport.media_view_rect)
    covered = Rect(0, 0, 0, 0)
    for layer in layers:
        reach = style.outline_px(layer.selected) + 2
        there = viewport.rect_to_view(layer.pixels.media_rect).grown(reach).cut(shown)
        if there.is_empty:
            continue
        _lay(target_bgra, there, layer, viewport, style, over=not covered.cut(there).is_empty)
        covered = covered.joined(there)


def _lay(
    target_bgra: NDArray[np.uint8],
    rect: Rect,
    layer: OverlayLayer,
    viewport: Viewport,
    style: OverlayStyle,
    *,
    over: bool,
) -> None:
    """Put one layer over what is there; `over` False promises that nothing is there yet."""
    width = style.outline_px(layer.selected)
    reach = width + 1 if style.outline else 0
    coverage = layer.pixels.sample(viewport, rect.grown(reach))
    if not coverage.any():
        return
    if viewport.zoom < 1:
        coverage = cv2.LUT(coverage, _never_faint()).astype(np.uint8, copy=False)
    inner = (slice(reach, reach + rect.height), slice(reach, reach + rect.width))
    fill = style.opacity * (1.0 if layer.selected else 0.8)
    alpha = cv2.LUT(coverage[inner], _scaled(round(fill * 255)))
    target = target_bgra[rect.slices]
    if over and style.exclusive:
        _uncover(target, coverage[inner])
    if style.outline:
        edge = cv2.subtract(coverage, cv2.erode(coverage, disc(width)))[inner]
        alpha = cv2.max(alpha, edge)
        if layer.selected:  # a dark line around it, so that light colours stand out on light frames
            halo = cv2.subtract(cv2.dilate(coverage, disc(max(1, round(style.dpr)))), coverage)[inner]
            halo_bgra = _coloured(cv2.LUT(halo, _scaled(HALO_ALPHA)), "#000000")
            _blend(target, halo_bgra, over=over)
            over = True
    _blend(target, _coloured(alpha, layer.colour), over=over)


def _blend(target: NDArray[np.uint8], source: NDArray[np.uint8], *, over: bool) -> None:
    if not over:
        target[:] = source
        return
    _uncover(target, source[:, :, 3])
    target[:] = cv2.add(source, target)


def _uncover(target: NDArray[np.uint8], covered: NDArray[np.uint8]) -> None:
    """Take away from what is there as far as something covers it."""
    seen_through = cv2.bitwise_not(covered)
    target[:] = cv2.multiply(target, cv2.merge([seen_through] * 4), scale=1 / 255)


def _coloured(alpha: np.ndarray, colour: str) -> NDArray[np.uint8]:
    """A colour at each alpha, (height, width, 4) premultiplied BGRA."""
    flat = _premultiplied(colour).take(alpha)
    return flat.view(np.uint8).reshape(*alpha.shape, 4)


@lru_cache(maxsize=256)
def _premultiplied(colour: str) -> NDArray[np.uint32]:
    """All 256 alphas of a colour as one uint32 each: the bytes B, G, R, A in memory order."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    alphas = np.arange(256)
    table = np.empty((256, 4), dtype=np.uint8)
    for channel, value in enumerate((blue, green, red, 255)):
        table[:, channel] = (alphas * value + 127) // 255
    return table.view(np.uint32).reshape(256)


@lru_cache(maxsize=256)
def _scaled(most: int) -> NDArray[np.uint8]:
    """Table: 0..255 to 0..most."""
    return ((np.arange(256) * most + 127) // 255).astype(np.uint8)


@lru_cache(maxsize=1)
def _never_faint() -> NDArray[np.uint8]:
    """Table: 0 stays 0, everything else is at least `FAINTEST`."""
    table = FAINTEST + np.arange(256) * (255 - FAINTEST) / 255
    table[0] = 0
    return np.round(table).astype(np.uint8)


@lru_cache(maxsize=32)
def disc(radius: int) -> NDArray[np.uint8]:
    """A round structuring element of 2·radius + 1."""
    size = 2 * radius + 1
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size)), dtype=np.uint8)
