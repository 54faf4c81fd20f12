"""Masks of the frames between two key frames: carried from both, weighed against each other, and drawn.

What is carried is the signed distance to the outline, not the mask: where the two sides put the outline in
different places it ends up between them instead of in both, and it stays sharp when it is enlarged. Measured
on DAVIS with perfect key frames 8 apart, the frame in the middle: J 0.75 carrying masks weighted by time,
0.79 with forward-backward consistency, 0.80 with distances, 0.81 with the pictures' own likeness.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from core.masks import Mask
from core.skipping.flow import GRID, ObjectFlow, Window, cells, sample, view_mask
from core.types import Box, MaskHW

FINE = 2
"""Key frames' distances are kept with so many samples a cell, each way."""

REACH = 4.0
"""Distances are cut off at so many cells from the outline."""

ALIKE_LEVELS = 15.0
"""A place whose brightness differs by so much from where it is said to come from counts half."""

BEYOND = 0.05
"""The weight of what is carried in from outside the picture."""


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """A key frame's mask in a window.

    Args:
        distance: (FINE GRID, FINE GRID) float32: cells to the outline, positive inside, at most `REACH`.
        inside: the share of the mask that lies in the window.
    """

    distance: NDArray[np.float32]
    inside: float


def trust(agreement: float) -> float:
    """The IoU that a fill is expected to have, as far as the key frames are right: 0 to 1.

    Fitted to 87,000 fills of DAVIS sequences with perfect key frames; off by 0.07 on average.
    """
    doubt = 1 - agreement
    return max(0.0, 0.99 - 0.16 * doubt - 0.45 * doubt**2)


def outline(mask_hw: MaskHW, window: Window, scale: int) -> Outline:
    """A mask that is not empty, (H, W) bool at the media's size, as its window sees it."""
    area = int(np.count_nonzero(mask_hw))
    seen = view_mask(mask_hw, window, scale, FINE * GRID)
    cell_area = (window.cell * scale / FINE) ** 2
    inner = cv2.distanceTransform(seen, cv2.DIST_L2, 3)
    outer = cv2.distanceTransform(1 - seen, cv2.DIST_L2, 3)
    # Distances run between centres of samples; the outline lies half-way.
    distance = np.where(seen > 0, inner - 0.5, 0.5 - outer) / FINE
    share = int(np.count_nonzero(seen)) * cell_area / area
    return Outline(np.clip(distance, -REACH, REACH).astype(np.float32), min(1.0, share))


@dataclass(frozen=True, slots=True, eq=False)
class Between:
    """A frame between two key frames, seen from both.

    Args:
        place: its place in the `ObjectFlow`.
        before, after: (GRID, GRID, 3) float32: each cell's displacement to the key frame, in cells, and by
            how much the way there and back misses.
        agreement: soft IoU of what comes from either side, 0 to 1: how far the fill can be trusted.
    """

    place: int
    before: NDArray[np.float32]
    after: NDArray[np.float32]
    agreement: float


@dataclass(frozen=True, slots=True, eq=False)
class Crossing:
    """One object across an interval whose ends, places `first` and `last` in the flow, are key frames."""

    flow: ObjectFlow
    first: int
    last: int
    start: Outline
    end: Outline
    frames: Sequence[Between]


def cross(flow: ObjectFlow, first: int, last: int, start: Outline, end: Outline) -> Crossing:
    """Carry an object from both ends to every frame between."""
    ways_before = [_here()]
    for place in range(first + 1, last):
        passage = flow.passages[place - 1]
        ways_before.append(_further(passage.back, passage.back_error, ways_before[-1]))
    ways_after = [_here()]
    for place in range(last - 1, first, -1):
        passage = flow.passages[place]
        ways_after.append(_further(passage.ahead, passage.ahead_error, ways_after[-1]))
    frames = []
    for place in range(first + 1, last):
        before, after = ways_before[place - first], ways_after[last - place]
        frames.append(Between(place, before, after, _agreement(before, after, start, end)))
    return Crossing(flow, first, last, start, end, frames)


def carried_box(flow: ObjectFlow, first: int, place: int, start: Outline) -> Box | None:
    """Where an object of place `first` in the flow is at a later one, in media pixels; None if nowhere."""
    way = _here()
    for passage in flow.passages[first:place]:
        way = _further(passage.back, passage.back_error, way)
    x, y, width, height = cv2.boundingRect((_distance(start, way) > 0).astype(np.uint8))
    if width == 0:
        return None
    window, cell = flow.windows[place], flow.windows[place].cell * flow.scale
    left, top = window.x * flow.scale + x * cell, window.y * flow.scale + y * cell
    return Box(left, top, left + width * cell, top + height * cell)


def fill(crossing: Crossing, frame: Between, size_wh: tuple[int, int]) -> Mask:
    """The object's mask on a frame between, at the media's size."""
    flow = crossing.flow
    near = 1.0 / (frame.place - crossing.first), 1.0 / (crossing.last - frame.place)
    first = _carried(crossing, frame.before, crossing.first, frame.place, crossing.start, near[0])
    second = _carried(crossing, frame.after, crossing.last, frame.place, crossing.end, near[1])
    weight = first[1] + second[1]
    distance = (first[0] * first[1] + second[0] * second[1]) / weight
    return draw(np.asarray(distance, np.float32), flow.windows[frame.place], flow.scale, size_wh)


def draw(distance: NDArray[np.float32], window: Window, scale: int, size_wh: tuple[int, int]) -> Mask:
    """The mask at the media's size of what is positive in a window."""
    width, height = size_wh
    positive = (distance > 0).astype(np.uint8)
    x, y, w, h = cv2.boundingRect(positive)
    if w == 0:
        return Mask.empty(height, width)
    cell = window.cell * scale
    left, top = window.x * scale, window.y * scale
    x0, x1 = max(0, int(left + (x - 1) * cell)), min(width, int(left + (x + w + 1) * cell) + 1)
    y0, y1 = max(0, int(top + (y - 1) * cell)), min(height, int(top + (y + h + 1) * cell) + 1)
    if x1 <= x0 or y1 <= y0:
        return Mask.empty(height, width)
    # The centre of media pixel X is the place (X + 0.5 - left) / cell - 0.5 among the centres of cells.
    to_cells = np.array(
        [[1 / cell, 0, (x0 + 0.5 - left) / cell - 0.5], [0, 1 / cell, (y0 + 0.5 - top) / cell - 0.5]]
    )
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    drawn = cv2.warpAffine(
        distance, to_cells, (x1 - x0, y1 - y0), flags=flags, borderMode=cv2.BORDER_REPLICATE
    )
    return Mask.from_patch(np.asarray(drawn > 0), x0, y0, height, width)


def _here() -> NDArray[np.float32]:
    return np.zeros((GRID, GRID, 3), dtype=np.float32)


def _further(
    step: NDArray[np.float32] | None, error: NDArray[np.float32] | None, way: NDArray[np.float32]
) -> NDArray[np.float32]:
    """The way from one frame further away: a step to the neighbour, and the neighbour's way from there."""
    if step is None or error is None:
        return way
    columns, rows = cells()
    longer = sample(way, columns + step[..., 0], rows + step[..., 1])
    longer[..., :2] += step
    longer[..., 2] += error
    return longer


def _distance(end: Outline, way: NDArray[np.float32], stride: int = 1) -> NDArray[np.float32]:
    """An end's distances, seen from where the way begins."""
    columns, rows = cells()
    x = columns[::stride, ::stride] + way[::stride, ::stride, 0]
    y = rows[::stride, ::stride] + way[::stride, ::stride, 1]
    return sample(end.distance, (x + 0.5) * FINE - 0.5, (y + 0.5) * FINE - 0.5)


def _agreement(
    before: NDArray[np.float32], after: NDArray[np.float32], start: Outline, end: Outline
) -> float:
    one, other = (
        np.clip(_distance(side, way, 2) / 2 + 0.5, 0, 1) for side, way in ((start, before), (end, after))
    )
    union = float(np.maximum(one, other).sum())
    if union < 1:  # both sides lost it
        return 0.0
    return float(np.minimum(one, other).sum()) / union * min(start.inside, end.inside)


def _carried(
    crossing: Crossing, way: NDArray[np.float32], source: int, place: int, end: Outline, near: float
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """What comes from one side, and how much it counts, cell by cell."""
    flow = crossing.flow
    columns, rows = cells()
    x, y = columns + way[..., 0], rows + way[..., 1]
    seen = sample(flow.views[source].astype(np.float32), x, y)
    unlike = cv2.GaussianBlur(seen - flow.views[place], (0, 0), 1.5) / ALIKE_LEVELS
    weight = near / ((1 + way[..., 2] ** 2) * (1 + unlike**2))
    return _distance(end, way), np.asarray(weight, np.float32)
