import numpy as np
import pytest

from core.errors import MaskError
from core.masks import Mask


def pairs():
    rng = np.random.default_rng(1)
    for _ in range(300):
        height, width = rng.integers(1, 13, size=2)
        density = rng.choice([0, 0.1, 0.5, 0.9, 1])
        yield rng.random((height, width)) < density, rng.random((height, width)) < rng.random()


def test_combining_is_as_with_arrays():
    for one, other in pairs():
        a, b = Mask.from_array(one), Mask.from_array(other)
        assert a.xor(b) == Mask.from_array(one ^ other)
        assert a.union(b) == Mask.from_array(one | other)
        assert a.intersection(b) == Mask.from_array(one & other)
        assert a.minus(b) == Mask.from_array(one & ~other)
        assert np.array_equal(a.to_array(), one) and a.area == one.sum() and a.is_empty == (not one.any())
        assert Mask.from_edges(a.edges(), *one.shape) == a
        assert Mask.checked(*one.shape, a.counts) == a


def test_a_patch_is_placed_and_costs_no_frame():
    rng = np.random.default_rng(2)
    for one, _ in pairs():
        height, width = one.shape
        rows, columns = rng.integers(1, height + 1), rng.integers(1, width + 1)
        y, x = rng.integers(0, height - rows + 1), rng.integers(0, width - columns + 1)
        whole = np.zeros_like(one)
        whole[y : y + rows, x : x + columns] = one[:rows, :columns]
        assert Mask.from_patch(one[:rows, :columns], int(x), int(y), height, width) == Mask.from_array(whole)
    assert Mask.from_patch(np.ones((2, 2)), 29_990, 5, 30_000, 30_000).box_xyxy_px == (29990, 5, 29992, 7)
    with pytest.raises(MaskError, match="leaves the frame"):
        Mask.from_patch(np.ones((3, 3)), 8, 0, 10, 10)


def test_large_frames_are_counted_in_full():
    """More pixels than 32 bits of signed run lengths need care with; the encoding has them."""
    mask = Mask.from_patch(np.ones((1, 1)), 29_999, 29_999, 30_000, 30_000)
    assert mask.area == 1 and mask.edges().tolist() == [30_000 * 30_000 - 1]


@pytest.mark.parametrize("counts", [b"", b"0", b"~~~", b"\x00\x01", b"o" * 40, b"``````0", b"11111", b"oooo"])
def test_run_lengths_that_do_not_fit_are_refused(counts):
    with pytest.raises(MaskError):
        Mask.checked(4, 5, counts)


def test_run_lengths_of_other_programs_become_canonical():
    """Zero-length runs say nothing, and equal masks must have equal bytes."""
    runs = np.array([0, 0, 3, 0, 2, 15])
    one = np.zeros(20, bool)
    one[0:0], one[3 : 3 + 0] = True, True
    one[5:20] = True
    expected = Mask.from_array(np.repeat(np.arange(len(runs)) % 2 == 1, runs).reshape(5, 4).T)
    assert Mask.from_runs(runs, 4, 5) == expected


def test_iou():
    a, b = np.zeros((4, 4), bool), np.zeros((4, 4), bool)
    assert Mask.from_array(a).iou(Mask.from_array(b)) == 1
    a[:2], b[1:3] = True, True
    assert Mask.from_array(a).iou(Mask.from_array(b)) == pytest.approx(1 / 3)
    with pytest.raises(MaskError, match="cannot be compared"):
        Mask.from_array(a).iou(Mask.empty(4, 5))
    with pytest.raises(MaskError, match="two dimensions"):
        Mask.from_array(np.zeros((2, 2, 2)))
