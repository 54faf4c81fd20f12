"""The boundary measure F: how much of either outline lies close to the other.

After Perazzi et al., "A Benchmark Dataset and Evaluation Methodology for Video Object Segmentation" (CVPR
2016), with its evaluation program's conventions for what a boundary pixel is and for empty masks. Distances
come from a distance transform where that program dilates with a disk: the same pixels, several times as fast.
"""

import math

import cv2
import numpy as np

from core.metrics.region import check_same_size
from core.types import MaskHW

TOLERANCE = 0.008
"""How far apart outlines may be, as a share of the picture's diagonal."""
LAST_DIGITS = 1e-3
"""OpenCV's distances differ in their last digits with the place in memory; this many pixels are less than any
difference that counts."""


def boundary_f(mask_hw: MaskHW, truth_hw: MaskHW, tolerance: float = TOLERANCE) -> float:
    """F of two (height, width) masks, 0 to 1: the harmonic mean of boundary precision and recall.

    `tolerance` is a share of the diagonal, rounded up to whole pixels. 1 where neither has a boundary, 0
    where only one has.

    Raises:
        MaskError: the sizes differ.
    """
    check_same_size(mask_hw, truth_hw)
    radius_px = math.ceil(tolerance * math.hypot(*truth_hw.shape))
    outline, truth_outline = boundary(mask_hw), boundary(truth_hw)
    has_one, has_other = bool(outline.any()), bool(truth_outline.any())
    if not (has_one and has_other):
        return 1.0 if has_one == has_other else 0.0
    # Everything happens near the outlines: leave out the rest of the picture.
    rows, columns = (
        np.nonzero((outline | truth_outline).any(1))[0],
        np.nonzero((outline | truth_outline).any(0))[0],
    )
    part = np.s_[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    outline, truth_outline = outline[part], truth_outline[part]
    precision = _share_near(outline, truth_outline, radius_px)
    recall = _share_near(truth_outline, outline, radius_px)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def boundary(mask_hw: MaskHW) -> MaskHW:
    """The pixels that differ from their right, lower or lower right neighbour; the picture's rim has none."""
    mask = np.pad(np.asarray(mask_hw, dtype=np.bool_), ((0, 1), (0, 1)), mode="edge")
    here = mask[:-1, :-1]
    outline: MaskHW = (here ^ mask[:-1, 1:]) | (here ^ mask[1:, :-1]) | (here ^ mask[1:, 1:])
    return outline


def _share_near(outline: MaskHW, other: MaskHW, radius_px: int) -> float:
    """What share of an outline's pixels lies within the radius of the other's."""
    away = np.where(other, np.uint8(0), np.uint8(1))
    distance_px = cv2.distanceTransform(away, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    near = distance_px[outline] < radius_px + LAST_DIGITS
    return float(np.count_nonzero(near) / np.count_nonzero(outline))
