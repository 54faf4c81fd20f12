"""Region overlap: the Jaccard index J, and which frames of a sequence count."""

import numpy as np

from core.errors import MaskError
from core.types import MaskHW


def jaccard(mask_hw: MaskHW, truth_hw: MaskHW, ignore_hw: MaskHW | None = None) -> float:
    """Intersection over union of two (height, width) masks, 0 to 1; 1 where both are empty.

    Pixels that `ignore_hw` marks are counted neither way.

    Raises:
        MaskError: the sizes differ.
    """
    check_same_size(mask_hw, truth_hw)
    mask, truth = np.asarray(mask_hw, dtype=np.bool_), np.asarray(truth_hw, dtype=np.bool_)
    if ignore_hw is not None:
        check_same_size(ignore_hw, truth_hw)
        counted = np.logical_not(ignore_hw)
        mask, truth = mask & counted, truth & counted
    union = int(np.count_nonzero(mask | truth))
    return int(np.count_nonzero(mask & truth)) / union if union else 1.0


def davis_frames(frame_count: int) -> range:
    """The positions that count in a sequence by DAVIS-2016: all but the first, which is given, and the last.

    A sequence of fewer than three frames has none of those; of two, the second counts, of one, that one.
    """
    if frame_count >= 3:
        return range(1, frame_count - 1)
    return range(max(0, frame_count - 1), frame_count)


def check_same_size(one_hw: np.ndarray, other_hw: np.ndarray) -> None:
    """Raise `MaskError` unless both are pictures of one size."""
    if one_hw.ndim != 2 or one_hw.shape != other_hw.shape:
        raise MaskError(f"Masks of {_size(one_hw)} and {_size(other_hw)} pixels cannot be compared.")


def _size(picture: np.ndarray) -> str:
    return "×".join(str(side) for side in picture.shape[::-1])
