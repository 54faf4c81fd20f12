"""One mask of two: what motion carried to a frame, and what the model found there, its edge on the picture's.

Where both are worth about the same, the outline between the two is nearer the truth than either: errors of
the one are not those of the other. A guided filter then puts it on the picture's own edges, the further away
the less the mask is worth. Measured on DAVIS sequences between true masks 10 frames apart: J 0.817 with the
better of the two, 0.827 so; frames below 0.85: 54 and 40 %. 20 apart: J 0.762 and 0.781.
"""

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from core.engine.edges import EdgeGuide
from core.masks import Mask
from core.tracking.request import TrackedMask
from core.types import FrameRGB, MaskHW

STEEPNESS = 4
"""How much more a mask counts that has less to lack."""

LACKING = 0.02
"""What a mask lacks at least, however much it is worth."""

ONE_SIDED = 20.0
"""A mask that counts so many times the other is taken alone."""

REACH = 0.02
"""Distances to an outline are cut off at so much of the diagonal of what the masks cover."""

PULL = 2.0
"""For a mask that is worth nothing, an edge is looked for as far away as it is thick, times this."""

FURTHEST_PX = 12
"""…but no further than this."""

SMOOTHING = 1e-4
"""Variance of colour (0 to 1) below which a neighbourhood counts as flat."""

FLATNESS = 4.0
"""A filtered value that differs from a blurred one by the inverse of this owes all to the picture."""

SIDE_PX = 512
"""The filter is fitted on a picture of at most so many pixels a side."""


def blended(carried: TrackedMask, found: TrackedMask, frame_rgb: FrameRGB) -> TrackedMask:
    """The mask between what was carried and what was found; origin and worth are those of the better one."""
    better, other = (carried, found) if carried.score > found.score else (found, carried)
    weights = [_weight(better.score), _weight(other.score)]
    if better.mask.is_empty or weights[0] > ONE_SIDED * weights[1]:
        return snapped(better, frame_rgb) if better is carried else better
    x0, y0, x1, y1 = _around([better.mask, other.mask], 1)
    reach = max(2.0, REACH * float(np.hypot(x1 - x0, y1 - y0)))
    sides = [_distance(side.mask.to_array()[y0:y1, x0:x1], reach) for side in (better, other)]
    between = sides[0] * weights[0] + sides[1] * weights[1] > 0
    mask = Mask.from_patch(between, x0, y0, better.mask.height, better.mask.width)
    return snapped(replace(better, mask=mask), frame_rgb)


def snapped(mask: TrackedMask, frame_rgb: FrameRGB) -> TrackedMask:
    """The mask with its edge on the picture's, (H, W, 3) uint8, where there is one near."""
    height, width = frame_rgb.shape[:2]
    if mask.mask.is_empty:
        return mask
    x0, y0, x1, y1 = _around([mask.mask], 2 * FURTHEST_PX)
    part = mask.mask.to_array()[y0:y1, x0:x1]
    far_px = min(float(FURTHEST_PX), PULL * _thickness(part) * (1 - mask.score))
    if far_px < 1:
        return mask
    settled = _filtered(part, frame_rgb[y0:y1, x0:x1], far_px)
    return replace(mask, mask=Mask.from_patch(settled, x0, y0, height, width))


def _weight(score: float) -> float:
    return float((LACKING / (1 + LACKING - min(1.0, score))) ** STEEPNESS)


def _around(masks: list[Mask], margin: int) -> tuple[int, int, int, int]:
    """The box of what the masks cover, with a margin, within the frame."""
    boxes = np.array([mask.box_xyxy_px for mask in masks if not mask.is_empty])
    left, top = boxes[:, :2].min(axis=0) - margin
    right, bottom = boxes[:, 2:].max(axis=0) + margin
    height, width = masks[0].height, masks[0].width
    return max(0, int(left)), max(0, int(top)), min(width, int(right)), min(height, int(bottom))


def _distance(part: MaskHW, reach: float) -> NDArray[np.float32]:
    """Pixels to the outline, positive inside, at most `reach`."""
    inside = part.astype(np.uint8)
    inner, outer = (cv2.distanceTransform(side, cv2.DIST_L2, 3) for side in (inside, 1 - inside))
    return np.asarray(np.clip(np.where(part, inner - 0.5, 0.5 - outer), -reach, reach), dtype=np.float32)


def _thickness(part: MaskHW) -> float:
    """Pixels across, on the mean: what is thin must not be filtered away."""
    inside = part.astype(np.uint8)
    edge = int(np.count_nonzero(inside & (cv2.erode(inside, np.ones((3, 3), np.uint8)) == 0)))
    return 2 * float(np.count_nonzero(part)) / max(1, edge)


def _filtered(part: MaskHW, part_rgb: FrameRGB, far_px: float) -> MaskHW:
    """The guided filter of `core.engine.edges`, fitted on a reduced picture.

    Where the picture is flat the filter only blurs, and a blurred outline that is round cut at one half has
    shrunk: there, what blurring alone does to this outline is taken off.
    """
    height, width = part.shape
    scale = min(1.0, SIDE_PX / max(height, width))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    radius = max(1, round(far_px * scale))
    small_rgb = np.asarray(cv2.resize(part_rgb, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    small = cv2.resize(part.astype(np.float32), size, interpolation=cv2.INTER_AREA)
    lines = EdgeGuide.on(small_rgb, radius, SMOOTHING).lines(np.asarray(small, dtype=np.float32))
    window = 2 * radius + 1, 2 * radius + 1
    blurred = cv2.boxFilter(cv2.boxFilter(small, -1, window), -1, window)
    straight = np.clip(0.5 + _distance(np.asarray(small > 0.5), np.inf) / (2.2 * radius), 0, 1)
    planes = np.dstack([lines, blurred, blurred - straight]).astype(np.float32)
    if scale < 1:
        planes = np.asarray(cv2.resize(planes, (width, height), interpolation=cv2.INTER_LINEAR))
    value = np.einsum("hwc,hwc->hw", planes[..., :3], part_rgb.astype(np.float32)) / 255 + planes[..., 3]
    flat = np.clip(1 - np.abs(value - planes[..., 4]) * FLATNESS, 0, 1)
    return np.asarray(value - flat * planes[..., 5] > 0.5)
