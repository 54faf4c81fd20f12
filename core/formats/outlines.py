"""Masks as polygons and polygons as masks, for the formats that know no pixels.

A polygon has no holes and a mask may: here a hole is joined to the outline around it by a line that is
gone along twice, there and back. Filled by the even-odd rule, as everybody does, the hole stays open.
Two kinds of polygon: along the edges of pixels, which pycocotools fills exactly, and through the centres
of the outermost pixels, which cv2.fillPoly, PIL and so most readers of YOLO and LabelMe fill exactly.
"""

from collections.abc import Sequence
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray
from pycocotools import mask as coco

from core.masks import Mask
from core.types import MaskHW

Polygon: TypeAlias = NDArray[np.float64]
"""(n, 2) of x, y in media pixels."""
_Loop: TypeAlias = NDArray[np.int64]


def edge_polygons(mask: Mask) -> list[Polygon]:
    """One polygon for each piece of a mask, along the edges of its pixels."""
    x0, y0, x1, y1 = mask.box_xyxy_px
    if x1 == x0:
        return []
    inside = mask.to_array()[y0:y1, x0:x1]
    _, pieces = cv2.connectedComponents(inside.astype(np.uint8), connectivity=8)
    loops_of: dict[int, list[_Loop]] = {}
    for loop in _edge_loops(inside):
        x, y = loop[0]  # the left end of one of the loop's highest edges: an object pixel is above or below
        below = y < inside.shape[0] and inside[y, x]
        loops_of.setdefault(int(pieces[y if below else y - 1, x]), []).append(loop)
    return [_joined(loops) + np.array([x0, y0], dtype=np.float64) for loops in loops_of.values()]


def _edge_loops(inside: MaskHW) -> list[_Loop]:
    """Closed loops along pixel edges that turn at every vertex; even-odd filled they are the mask.

    Along a row of pixel corners, those where the outline turns come in pairs, each pair an edge; along a
    column likewise. So following row pair, column pair, row pair… closes the loops.
    """
    padded = np.pad(inside, 1)
    a, b, c, d = padded[:-1, :-1], padded[:-1, 1:], padded[1:, :-1], padded[1:, 1:]
    turns = (a ^ b ^ c ^ d).astype(np.int64) + 2 * ((a == d) & (b == c) & (a != b))
    y, x = np.nonzero(turns)
    times = turns[y, x]
    y, x = np.repeat(y, times), np.repeat(x, times)
    count = len(x)
    across = np.arange(count) ^ 1
    by_column = np.lexsort((y, x))
    down = np.empty(count, dtype=np.int64)
    down[by_column] = by_column[np.arange(count) ^ 1]
    across_list, down_list = across.tolist(), down.tolist()
    seen = [False] * count
    loops = []
    for start in range(count):
        loop: list[int] = []
        at = start
        while not seen[at]:
            beside = across_list[at]
            seen[at] = seen[beside] = True
            loop += [at, beside]
            at = down_list[beside]
        if loop:
            loops.append(np.stack([x[loop], y[loop]], axis=1))
    return loops


def centre_polygons(mask: Mask, *, one: bool = False) -> list[Polygon]:
    """Polygons through the centres of the outermost pixels: one for each piece, or `one` for all.

    Joining pieces into one draws the line between them, where readers fill what they touch.
    """
    x0, y0, x1, y1 = mask.box_xyxy_px
    if x1 == x0:
        return []
    inside = np.ascontiguousarray(mask.to_array()[y0:y1, x0:x1], dtype=np.uint8)
    found, tree = cv2.findContours(inside, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    pieces: dict[int, list[_Loop]] = {}
    for number, (contour, (_, _, _, parent)) in enumerate(zip(found, tree[0], strict=True)):
        loop = contour[:, 0, :].astype(np.int64)
        key = -1 if one else number if parent < 0 else int(parent)
        pieces.setdefault(key, []).append(loop)
    centre = np.array([x0 + 0.5, y0 + 0.5])
    return [_without_straight(_joined(loops)) + centre for loops in pieces.values()]


def _joined(loops: Sequence[_Loop]) -> Polygon:
    """Loops as one polygon: each is reached from the nearest vertex before, and left the same way."""
    joined = loops[0]
    for loop in sorted(loops[1:], key=lambda one: (one[:, 0].min(), one[:, 1].min())):
        best: tuple[int, int, int] | None = None
        for begin in range(0, len(loop), 256):  # in parts: both may have thousands of vertices
            part = loop[begin : begin + 256]
            distance = ((joined[:, None, :] - part[None, :, :]) ** 2).sum(axis=2)
            at = int(distance.argmin())
            if best is None or distance.flat[at] < best[0]:
                best = (int(distance.flat[at]), at // len(part), begin + at % len(part))
        assert best is not None
        _, here, there = best
        around = np.concatenate([loop[there:], loop[: there + 1]])
        joined = np.concatenate([joined[: here + 1], around, joined[here:]])
    return joined.astype(np.float64)


def _without_straight(polygon: Polygon) -> Polygon:
    """Leave out the vertices at which the outline goes straight on."""
    if len(polygon) < 3:
        return polygon
    arriving = polygon - np.roll(polygon, 1, axis=0)
    leaving = np.roll(polygon, -1, axis=0) - polygon
    crosses = arriving[:, 0] * leaving[:, 1] != arriving[:, 1] * leaving[:, 0]
    turns_back = (arriving * leaving).sum(axis=1) <= 0
    kept = polygon[crosses | turns_back]
    return kept if len(kept) else polygon[:1]


def fill_edges(polygons: Sequence[Polygon], height: int, width: int) -> Mask:
    """The union of polygons as pycocotools fills them."""
    limit = 2 * max(height, width)  # pycocotools walks along every edge, however far outside
    parts = [np.clip(polygon, -limit, limit).ravel().tolist() for polygon in polygons if len(polygon) >= 3]
    if not parts:
        return Mask.empty(height, width)
    merged = coco.merge(coco.frPyObjects(parts, height, width))
    return Mask.checked(height, width, bytes(merged["counts"]))


def fill_centres(polygons: Sequence[Polygon], height: int, width: int) -> Mask:
    """The union of polygons as cv2.fillPoly fills them: every pixel that the outline touches is inside."""
    limit = 4 * max(height, width)
    corners = [
        np.clip(np.floor(polygon), -limit, limit).astype(np.int32) for polygon in polygons if len(polygon)
    ]
    if not corners:
        return Mask.empty(height, width)
    x0, y0 = (int(low) for low in np.min([part.min(axis=0) for part in corners], axis=0))
    x1, y1 = (int(high) + 1 for high in np.max([part.max(axis=0) for part in corners], axis=0))
    x0, y0, x1, y1 = max(x0, 0), max(y0, 0), min(x1, width), min(y1, height)
    if x1 <= x0 or y1 <= y0:
        return Mask.empty(height, width)
    box = np.zeros((y1 - y0, x1 - x0), dtype=np.uint8)
    for part in corners:
        cv2.fillPoly(box, [part], 1, offset=(-x0, -y0))
    return Mask.from_patch(box, x0, y0, height, width)
