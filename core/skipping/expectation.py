"""Where an object is to be expected on a frame further on, by the motion of the whole picture.

Thumbnails tell it, whose flow is known before anything is tracked: coarse, but enough to know where to look.
"""

from collections.abc import Sequence

import numpy as np

from core.skipping.keys import KeyMask
from core.skipping.motion import PairMotion
from core.types import Box

POINTS = 48
"""An object is followed by so many points a side."""

STRAY = 0.2
"""The share of points, on each side, that may go astray: a thumbnail's flow takes rims for what is behind."""

SMALL = 12
"""Sides of a thumbnail's box, in its pixels, below which its flow says nothing of the object."""

DOUBT = 0.004
"""By how much of its size the box is larger for each pair of frames, on each side."""


def expected_box(key: KeyMask, motions: Sequence[PairMotion]) -> Box | None:
    """The box, in media pixels, in which a key frame's object is after so many pairs of frames.

    None where nothing is known of it: it is not there, too small to be seen in thumbnails, or there is a cut.
    """
    if key.mask.is_empty or any(motion.flow is None for motion in motions):
        return None
    x0, y0, x1, y1 = key.mask.box_xyxy_px
    width, height = key.mask.width, key.mask.height
    thumb_wh = next((m.flow.shape[1::-1] for m in motions if m.flow is not None), (width, height))
    if min((x1 - x0) * thumb_wh[0] / width, (y1 - y0) * thumb_wh[1] / height) < SMALL:
        return None
    stride = max(1, max(x1 - x0, y1 - y0) // POINTS)
    rows, columns = np.nonzero(key.mask_hw[y0:y1:stride, x0:x1:stride])
    if len(rows) == 0:
        return None
    points = np.stack([x0 + stride * columns, y0 + stride * rows], axis=1).astype(np.float64)
    size = np.array([width, height], dtype=np.float64)
    moved = points
    for motion in motions:
        assert motion.flow is not None
        thumb_size = np.array(motion.flow.shape[1::-1])
        at = np.clip(moved * thumb_size / size, 0, thumb_size - 1).astype(np.intp)
        moved = moved + motion.flow[at[:, 1], at[:, 0]] * size / thumb_size
    before, after = (np.quantile(p, (STRAY, 1 - STRAY), axis=0).ravel() for p in (points, moved))
    edges = np.array([x0, y0, x1, y1]) + after - before
    pad = DOUBT * len(motions) * np.tile(edges[2:] - edges[:2], 2) * [-1, -1, 1, 1]
    left, top, right, bottom = np.clip(edges + pad, 0, np.tile(size, 2)).tolist()
    return Box(left, top, right, bottom) if right - left >= 1 and bottom - top >= 1 else None
