"""Shapes filled into px by one rule: a px belongs to a shape where its centre lies inside. Qt-free.

Pictures are (height, width) uint8 and changed in place; points are media px (see core.types).
"""

import math
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from desktop.canvas.rect import EMPTY, Rect, rect_around

FINEST_RADIUS = 0.75
"""From this radius on a disc always holds the centre of some px; finer ones are drawn as a line of px."""


def paint_segment(
    pixels: NDArray[np.uint8],
    start_xy: tuple[float, float],
    end_xy: tuple[float, float],
    start_radius: float,
    end_radius: float,
    value: int,
) -> Rect:
    """A round brush drawn from one point to another; its radius (px) may change on the way.

    Returns the box that was written, `EMPTY` where all of it lies outside.
    """
    height, width = pixels.shape
    (ax, ay), (bx, by) = start_xy, end_xy
    reach = max(start_radius, end_radius, FINEST_RADIUS)
    box = rect_around(min(ax, bx) - reach, min(ay, by) - reach, max(ax, bx) + reach, max(ay, by) + reach)
    box = box.cut(Rect(0, 0, width, height))
    if box.is_empty:
        return EMPTY
    part = pixels[box.slices]
    if max(start_radius, end_radius) < FINEST_RADIUS:
        start = (math.floor(ax) - box.x0, math.floor(ay) - box.y0)
        end = (math.floor(bx) - box.x0, math.floor(by) - box.y0)
        cv2.line(part, start, end, value, 1, cv2.LINE_8)
        return box
    x = np.arange(box.x0, box.x1, dtype=np.float32)[None] + np.float32(0.5 - ax)
    y = np.arange(box.y0, box.y1, dtype=np.float32)[:, None] + np.float32(0.5 - ay)
    dx, dy = np.float32(bx - ax), np.float32(by - ay)
    length2 = float(dx * dx + dy * dy)
    if length2 < 1e-6:
        inside = x * x + y * y <= np.float32(max(start_radius, end_radius) ** 2)
    else:
        along = (x * dx + y * dy) * np.float32(1 / length2)
        np.clip(along, 0, 1, out=along)
        radius = np.float32(start_radius) + along * np.float32(end_radius - start_radius)
        inside = (x - along * dx) ** 2 + (y - along * dy) ** 2 <= radius * radius
    part[inside] = value
    return box


def polygon_px(
    points_xy: Sequence[tuple[float, float]], media_wh: tuple[int, int]
) -> tuple[NDArray[np.bool_], Rect]:
    """The px inside a closed polygon, as a picture of the box that is returned with it.

    Where the line crosses itself, everything that it goes around is inside (non-zero winding).
    """
    if len(points_xy) < 3:
        return np.zeros((0, 0), dtype=np.bool_), EMPTY
    points = np.asarray(points_xy, dtype=np.float64)
    low, high = points.min(axis=0), points.max(axis=0)
    box = rect_around(low[0], low[1], high[0], high[1]).cut(Rect(0, 0, *media_wh))
    if box.is_empty:
        return np.zeros((0, 0), dtype=np.bool_), EMPTY
    winding = np.zeros((box.height, box.width + 1), dtype=np.int16)
    rows, columns, turns = _crossings(points, box)
    np.add.at(winding, (rows, columns), turns)
    return np.cumsum(winding[:, :-1], axis=1) != 0, box


def _crossings(
    points: NDArray[np.float64], box: Rect
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.int16]]:
    """Where the polygon's sides cross the middles of the box's rows: row, first column after, direction."""
    ends = np.roll(points, -1, axis=0)
    down = points[:, 1] < ends[:, 1]
    upper = np.where(down[:, None], points, ends)
    lower = np.where(down[:, None], ends, points)
    first = np.clip(np.ceil(upper[:, 1] - 0.5), box.y0, box.y1).astype(np.intp)
    stop = np.clip(np.ceil(lower[:, 1] - 0.5), box.y0, box.y1).astype(np.intp)
    counts = np.maximum(stop - first, 0)
    side = np.repeat(np.arange(len(points)), counts)
    offset = np.arange(len(side)) - np.repeat(np.cumsum(counts) - counts, counts)
    rows = first[side] + offset
    rise = np.where(counts > 0, lower[:, 1] - upper[:, 1], 1.0)
    slope = (lower[:, 0] - upper[:, 0]) / rise
    x = upper[side, 0] + (rows + 0.5 - upper[side, 1]) * slope[side]
    columns = np.clip(np.ceil(x - 0.5), box.x0, box.x1).astype(np.intp)
    turns = np.where(down, 1, -1).astype(np.int16)[side]
    return rows - box.y0, columns - box.x0, turns


def spread_points(path_xy: Sequence[tuple[float, float]], most: int) -> list[tuple[float, float]]:
    """At most `most` points at even distances along a path, both ends among them."""
    points = np.asarray(path_xy, dtype=np.float64)
    if len(points) == 0:
        return []
    steps = np.hypot(*np.diff(points, axis=0).T) if len(points) > 1 else np.zeros(0)
    travelled = np.concatenate(([0.0], np.cumsum(steps)))
    if travelled[-1] < 1:
        return [(float(points[0, 0]), float(points[0, 1]))]
    at = np.linspace(0, travelled[-1], max(2, most))
    return [
        (float(x), float(y))
        for x, y in zip(
            np.interp(at, travelled, points[:, 0]), np.interp(at, travelled, points[:, 1]), strict=True
        )
    ]
