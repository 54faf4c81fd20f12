import numpy as np
import pytest

from core.errors import MaskError
from core.metrics.region import davis_frames, jaccard


def square(x0: int, x1: int) -> np.ndarray:
    mask = np.zeros((10, 20), dtype=bool)
    mask[2:8, x0:x1] = True
    return mask


def test_jaccard_counts_pixels() -> None:
    assert jaccard(square(0, 4), square(2, 6)) == pytest.approx(2 / 6)
    assert jaccard(square(0, 4), square(0, 4)) == 1.0
    assert jaccard(square(0, 4), square(8, 9)) == 0.0


def test_two_empty_masks_agree() -> None:
    assert jaccard(square(0, 0), square(0, 0)) == 1.0
    assert jaccard(square(0, 1), square(0, 0)) == 0.0


def test_ignored_pixels_count_neither_way() -> None:
    ignore = square(4, 6)
    assert jaccard(square(0, 6), square(0, 4), ignore) == 1.0
    assert jaccard(square(0, 4), square(0, 6), ignore) == 1.0


def test_sizes_must_agree() -> None:
    with pytest.raises(MaskError, match="20×10 and 10×20"):
        jaccard(square(0, 4), square(0, 4).T)


@pytest.mark.parametrize(("count", "expected"), [(5, [1, 2, 3]), (3, [1]), (2, [1]), (1, [0]), (0, [])])
def test_first_and_last_frame_do_not_count(count: int, expected: list[int]) -> None:
    assert list(davis_frames(count)) == expected
