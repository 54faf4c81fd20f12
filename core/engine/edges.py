"""Masks whose edges follow the picture's own.

A decoder's mask comes at a quarter of the model's input: a cell of nano's is nine pixels wide on a 480p
frame and twenty on a 1080p one. The guided filter (He, Sun and Tang, ECCV 2010) finds, around each cell, the
line from colour to mask that fits best; applied to the frame at full size, those lines put the edge where
the colour changes. As in the fast guided filter (He and Sun, 2015) the lines are fitted on a small grid.

Radius and smoothing were chosen on DAVIS training sequences that nano was not trained on.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from core.types import FrameRGB, MaskHW

GRID = 192
"""Side of the grid on which lines are fitted."""
RADIUS = 8
"""Cells on either side that a line is fitted over."""
SMOOTHING = 1e-5
"""Variance of colour (0 to 1) below which a neighbourhood counts as flat."""
TILE = 8
"""Side in cells of the squares in which the frame is looked at, where they hold an edge."""
DOUBT = 0.15
"""An edge may run where a cell or a neighbour is this close to one half."""

SPECK = 3
"""Cells: islands and holes smaller than this are taken for noise of the picture."""

ADDED_UP = np.ones(4, dtype=np.float32)
"""What a line's four terms are multiplied by."""

Plane = NDArray[np.float32]
Planes = tuple[Plane, ...]


@dataclass(frozen=True, slots=True)
class EdgeGuide:
    """What the filter needs to know of a picture; made once, used for every mask on it.

    Args:
        colours: red, green and blue, each (G, G) float32, 0 to 1: apart they are quicker to go through.
        means: the same of each neighbourhood.
        factors: of the covariance of each neighbourhood's colours, as `_factors` gives them.
        radius: cells on either side that make a neighbourhood.
    """

    colours: Planes
    means: Planes
    factors: Planes
    radius: int

    @property
    def picture(self) -> FrameRGB:
        """What was read, at the grid's size."""
        return np.rint(cv2.merge(self.colours) * 255).astype(np.uint8)

    @staticmethod
    def of(picture_rgb: FrameRGB) -> "EdgeGuide":
        """Read a picture of any size, (H, W, 3) uint8; squashed or not."""
        small = cv2.resize(picture_rgb, (GRID, GRID), interpolation=cv2.INTER_AREA)
        return EdgeGuide.on(np.asarray(small, dtype=np.uint8), RADIUS, SMOOTHING)

    @staticmethod
    def on(cells_rgb: FrameRGB, radius: int, smoothing: float) -> "EdgeGuide":
        """Read a picture whose pixels are the cells; for `lines` on a part of any shape."""
        colours = tuple(np.float32(1 / 255) * plane for plane in cv2.split(cells_rgb))
        means = tuple(_mean(plane, radius) for plane in colours)
        covariance = [
            _mean(colours[i] * colours[j], radius) - means[i] * means[j]
            for i, j in combinations_with_replacement(range(3), 2)
        ]
        for variance in (0, 3, 5):
            covariance[variance] += np.float32(smoothing)
        return EdgeGuide(colours, means, _factors(covariance), radius)

    def mask(self, logits_hw: Plane, frame_rgb: FrameRGB) -> MaskHW:
        """Enlarge logits (s, s) to a mask (H, W) bool of the frame's size, its edges on the frame's edges.

        The result is column-major in memory, as run-length encoding reads it. Any thread.
        """
        probability = _probability(logits_hw)
        *slopes, offset = fitted = self._fitted(probability)
        settled = np.clip(_dot(slopes, self.colours) + offset, 0, 1)
        lines = _together(fitted)
        height, width = frame_rgb.shape[:2]
        cells = (settled > 0.5).astype(np.uint8)
        coarse = np.asarray(
            cv2.resize(cells, (width, height), interpolation=cv2.INTER_NEAREST), dtype=np.uint8
        )
        for rows, columns in _tiles_with_edges(settled):
            top, left = rows.start * height // GRID, columns.start * width // GRID
            part = np.s_[top : rows.stop * height // GRID, left : columns.stop * width // GRID]
            coarse[part] = _applied(lines, frame_rgb[part], (left, top), (width, height))
        _remove_specks(coarse, SPECK * height * width / GRID**2)
        return np.asarray(cv2.transpose(coarse)).view(np.bool_).T

    def lines(self, probability: Plane) -> Plane:
        """The line of each cell, averaged over all that cover it: (G, G, 4), three slopes and an offset."""
        return _together(self._fitted(probability))

    def _fitted(self, probability: Plane) -> Planes:
        """The same, plane by plane."""
        mean = _mean(probability, self.radius)
        tilt = [
            _mean(colour * probability, self.radius) - of_colour * mean
            for colour, of_colour in zip(self.colours, self.means, strict=True)
        ]
        slopes = _solved(self.factors, tilt)
        return tuple(_mean(plane, self.radius) for plane in (*slopes, mean - _dot(slopes, self.means)))


def _probability(logits_hw: Plane) -> Plane:
    enlarged = cv2.resize(logits_hw, (GRID, GRID), interpolation=cv2.INTER_LINEAR)
    return np.asarray(1 / (1 + np.exp(-np.clip(enlarged, -30, 30))), dtype=np.float32)


def _mean(plane: NDArray[Any], radius: int) -> Plane:
    """The mean of each cell's neighbourhood, (G, G)."""
    side = 2 * radius + 1
    return np.asarray(cv2.boxFilter(plane, -1, (side, side)), dtype=np.float32)


def _together(planes: Planes) -> Plane:
    return np.asarray(cv2.merge(planes), dtype=np.float32)


def _dot(some: Sequence[NDArray[Any]], others: Sequence[NDArray[Any]]) -> NDArray[Any]:
    """The products of three planes each, added up."""
    (a, b, c), (x, y, z) = some, others
    total: NDArray[Any] = a * x + b * y + c * z
    return total


def _factors(symmetric: Sequence[Plane]) -> Planes:
    """Take 3×3 matrices, six planes rr rg rb gg gb bb, apart into L · D · Lᵀ with ones down L's diagonal.

    Across a strong edge between greys they are nearly of rank one. Their inverse, by cofactors, is then what
    is left of terms that are 10^8 times as large; this way single precision is enough.

    Returns:
        L's rg rb gb, and one over D's rr gg bb.
    """
    rr, rg, rb, gg, gb, bb = symmetric
    inverse_rr = np.reciprocal(rr)
    l_rg, l_rb = rg * inverse_rr, rb * inverse_rr
    inverse_gg = np.reciprocal(gg - l_rg * rg)
    rest_gb = gb - l_rg * rb
    l_gb = rest_gb * inverse_gg
    inverse_bb = np.reciprocal(bb - l_rb * rb - l_gb * rest_gb)
    return l_rg, l_rb, l_gb, inverse_rr, inverse_gg, inverse_bb


def _solved(factors: Planes, right: Sequence[Plane]) -> Planes:
    """The three planes that the matrices of these factors turn into those on the right."""
    l_rg, l_rb, l_gb, inverse_rr, inverse_gg, inverse_bb = factors
    r, g, b = right
    g = g - l_rg * r
    b = (b - l_rb * r - l_gb * g) * inverse_bb
    g = g * inverse_gg - l_gb * b
    return r * inverse_rr - l_rg * g - l_rb * b, g, b


def _tiles_with_edges(settled: Plane) -> Iterator[tuple[slice, slice]]:
    """Rows and columns, in cells, of the runs of tiles that the mask's edge may pass through."""
    square = np.ones((5, 5), dtype=np.uint8)
    edge = (cv2.dilate(settled, square) > 0.5 - DOUBT) & (cv2.erode(settled, square) < 0.5 + DOUBT)
    tiles = np.asarray(edge).reshape(-1, TILE, GRID).any(axis=1).reshape(-1, GRID // TILE, TILE).any(axis=2)
    changes = np.diff(np.pad(tiles.view(np.int8), ((0, 0), (1, 1))), axis=1)
    starts, stops = np.argwhere(changes > 0).tolist(), np.argwhere(changes < 0).tolist()
    for (row, start), (_, stop) in zip(starts, stops, strict=True):
        yield slice(row * TILE, (row + 1) * TILE), slice(start * TILE, stop * TILE)


def _remove_specks(mask: NDArray[np.uint8], smaller_than_px: float) -> None:
    """Fill small holes and drop small islands, in place; the largest island stays, however small."""
    outlines, tree = cv2.findContours(mask, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    if not outlines:
        return
    areas = np.array([cv2.contourArea(outline) for outline in outlines])
    is_hole = np.asarray(tree)[0, :, 3] >= 0
    largest = areas[~is_hole].max(initial=0.0)
    is_speck = areas < np.where(is_hole, smaller_than_px, min(smaller_than_px, largest))
    for value in (0, 1):
        chosen = is_speck & (is_hole == bool(value))
        specks = [outline for outline, is_chosen in zip(outlines, chosen, strict=True) if is_chosen]
        if specks:
            cv2.drawContours(mask, specks, -1, value, cv2.FILLED)


def _applied(
    lines: Plane, part_rgb: FrameRGB, at_xy: tuple[int, int], size_wh: tuple[int, int]
) -> NDArray[np.uint8]:
    """The lines, enlarged, on a part of the frame that begins at `at_xy`: (h, w) uint8, 0 or 1."""
    height, width = part_rgb.shape[:2]
    across, down = lines.shape[1] / size_wh[0], lines.shape[0] / size_wh[1]
    to_grid = np.array(
        [
            [across, 0, (at_xy[0] + 0.5) * across - 0.5],
            [0, down, (at_xy[1] + 0.5) * down - 0.5],
        ]
    )
    enlarged = cv2.warpAffine(
        lines,
        to_grid,
        (width, height),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )
    with_alpha = cv2.cvtColor(part_rgb, cv2.COLOR_RGB2RGBA)  # 255, which the offset meets
    terms = np.multiply(enlarged, with_alpha, out=np.asarray(enlarged))
    value = terms.reshape(-1, 4) @ ADDED_UP
    return np.asarray(value > 255 * 0.5, dtype=np.uint8).reshape(height, width)
