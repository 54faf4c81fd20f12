"""Masks whose edges follow the picture's own.

A decoder's mask comes at a quarter of the model's input: a cell of nano's is nine pixels wide on a 480p
frame and twenty on a 1080p one. The guided filter (He, Sun and Tang, ECCV 2010) finds, around each cell, the
line from colour to mask that fits best; applied to the frame at full size, those lines put the edge where
the colour changes. As in the fast guided filter (He and Sun, 2015) the lines are fitted on a small grid.

Radius and smoothing were chosen on DAVIS training sequences that nano was not trained on.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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

Plane = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class EdgeGuide:
    """What the filter needs to know of a picture; made once, used for every mask on it.

    Args:
        colours: (G, G, 3) float32, 0 to 1.
        means: (G, G, 3) of each neighbourhood.
        inverse: (6, G, G): the inverse covariance of each neighbourhood's colours, rr rg rb gg gb bb.
        radius: cells on either side that make a neighbourhood.
    """

    colours: Plane
    means: Plane
    inverse: Plane
    radius: int

    @property
    def picture(self) -> FrameRGB:
        """What was read, at the grid's size."""
        return np.rint(self.colours * 255).astype(np.uint8)

    @staticmethod
    def of(picture_rgb: FrameRGB) -> "EdgeGuide":
        """Read a picture of any size, (H, W, 3) uint8; squashed or not."""
        small = cv2.resize(picture_rgb, (GRID, GRID), interpolation=cv2.INTER_AREA)
        return EdgeGuide.on(np.asarray(small, dtype=np.uint8), RADIUS, SMOOTHING)

    @staticmethod
    def on(cells_rgb: FrameRGB, radius: int, smoothing: float) -> "EdgeGuide":
        """Read a picture whose pixels are the cells; for `lines` on a part of any shape."""
        colours = np.asarray(cells_rgb, dtype=np.float32) / np.float32(255)
        means = _mean(colours, radius)
        products = _mean(cv2.merge(_products(colours)), radius)
        covariance = [p - q for p, q in zip(cv2.split(products), _products(means), strict=True)]
        for variance in (0, 3, 5):
            covariance[variance] += np.float32(smoothing)
        return EdgeGuide(colours, means, _inverse(covariance), radius)

    def mask(self, logits_hw: Plane, frame_rgb: FrameRGB) -> MaskHW:
        """Enlarge logits (s, s) to a mask (H, W) bool of the frame's size, its edges on the frame's edges.

        The result is column-major in memory, as run-length encoding reads it. Any thread.
        """
        probability = _probability(logits_hw)
        lines = self.lines(probability)
        *slopes, offset = cv2.split(lines)
        settled = np.clip(_dot(slopes, cv2.split(self.colours)) + offset, 0, 1)
        height, width = frame_rgb.shape[:2]
        coarse = cv2.resize(
            (settled > 0.5).astype(np.uint8), (width, height), interpolation=cv2.INTER_NEAREST
        )
        for rows, columns in _tiles_with_edges(settled):
            top, left = rows.start * height // GRID, columns.start * width // GRID
            part = np.s_[top : rows.stop * height // GRID, left : columns.stop * width // GRID]
            coarse[part] = _applied(lines, frame_rgb[part], (left, top), (width, height))
        _remove_specks(coarse, SPECK * height * width / GRID**2)
        return np.asfortranarray(coarse.view(np.bool_))

    def lines(self, probability: Plane) -> Plane:
        """The line of each cell, averaged over all that cover it: (G, G, 4), three slopes and an offset."""
        mean = _mean(probability, self.radius)
        lit = _mean(cv2.merge([plane * probability for plane in cv2.split(self.colours)]), self.radius)
        means = cv2.split(self.means)
        tilt = [plane - of_colour * mean for plane, of_colour in zip(cv2.split(lit), means, strict=True)]
        rr, rg, rb, gg, gb, bb = self.inverse
        slopes = [_dot(row, tilt) for row in ((rr, rg, rb), (rg, gg, gb), (rb, gb, bb))]
        return _mean(cv2.merge([*slopes, mean - _dot(slopes, means)]), self.radius)


def _probability(logits_hw: Plane) -> Plane:
    enlarged = cv2.resize(logits_hw, (GRID, GRID), interpolation=cv2.INTER_LINEAR)
    return np.asarray(1 / (1 + np.exp(-np.clip(enlarged, -30, 30))), dtype=np.float32)


def _mean(plane: NDArray[Any], radius: int) -> Plane:
    """The mean of each cell's neighbourhood; (G, G) or (G, G, C)."""
    side = 2 * radius + 1
    return np.asarray(cv2.boxFilter(plane, -1, (side, side)), dtype=np.float32)


def _products(picture: Plane) -> list[Plane]:
    """Of the channels with each other, six (G, G): rr rg rb gg gb bb."""
    r, g, b = cv2.split(picture)
    return [np.asarray(product) for product in (r * r, r * g, r * b, g * g, g * b, b * b)]


def _dot(some: Sequence[NDArray[Any]], others: Sequence[NDArray[Any]]) -> NDArray[Any]:
    """The products of three planes each, added up: channels apart are quicker to go through than together."""
    (a, b, c), (x, y, z) = some, others
    total: NDArray[Any] = a * x + b * y + c * z
    return total


def _inverse(symmetric: Sequence[Plane]) -> Plane:
    """Invert 3×3 matrices given as six planes: rr rg rb gg gb bb.

    In double precision: across a strong edge between greys the determinant is what is left of terms that
    are 10^8 times as large.
    """
    rr, rg, rb, gg, gb, bb = (plane.astype(np.float64) for plane in symmetric)
    first_row = [gg * bb - gb * gb, rb * gb - rg * bb, rg * gb - rb * gg]
    share = 1 / _dot((rr, rg, rb), first_row)
    rest = (rr * bb - rb * rb, rb * rg - rr * gb, rr * gg - rg * rg)
    return np.stack(
        [cofactor * share for cofactor in (*first_row, *rest)], dtype=np.float32, casting="same_kind"
    )


def _tiles_with_edges(settled: Plane) -> Iterator[tuple[slice, slice]]:
    """Rows and columns, in cells, of the runs of tiles that the mask's edge may pass through."""
    square = np.ones((5, 5), dtype=np.uint8)
    edge = (cv2.dilate(settled, square) > 0.5 - DOUBT) & (cv2.erode(settled, square) < 0.5 + DOUBT)
    tiles = edge.reshape(GRID // TILE, TILE, GRID // TILE, TILE).any(axis=(1, 3))
    for row, tiles_of_row in enumerate(np.asarray(tiles)):
        changes = np.flatnonzero(np.diff(np.concatenate([[False], tiles_of_row, [False]])))
        for start, stop in changes.reshape(-1, 2):
            yield slice(row * TILE, (row + 1) * TILE), slice(int(start) * TILE, int(stop) * TILE)


def _remove_specks(mask: NDArray[np.uint8], smaller_than_px: float) -> None:
    """Fill small holes and drop small islands, in place; the largest island stays, however small."""
    outlines, tree = cv2.findContours(mask, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    if not outlines:
        return
    areas = [cv2.contourArea(outline) for outline in outlines]
    is_hole = [parent >= 0 for *_, parent in tree[0]]
    largest = max((area for area, hole in zip(areas, is_hole, strict=True) if not hole), default=0.0)
    for value in (0, 1):
        specks = [
            np.asarray(outline, dtype=np.int32)
            for outline, area, hole in zip(outlines, areas, is_hole, strict=True)
            if hole == bool(value) and area < (smaller_than_px if hole else min(smaller_than_px, largest))
        ]
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
    value = cv2.transform(np.multiply(enlarged, with_alpha), np.ones((1, 4), dtype=np.float32))
    return np.asarray(value > 255 * 0.5, dtype=np.uint8)
