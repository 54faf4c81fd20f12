import numpy as np
import pytest

from desktop.tools.mask_edits import (
    covered_rect,
    fill_hole_at,
    fill_holes,
    grow,
    remove_island_at,
    remove_islands,
    shrink,
    smooth,
)


def drawn(*rows):
    return np.array([[c == "#" for c in row] for row in rows])


RINGS = drawn(
    "..........",
    ".####.###.",
    ".#..#.#.#.",
    ".####.###.",
    "..........",
    "#........#",
)


def test_one_hole_or_all_of_them():
    assert fill_hole_at(RINGS, 2, 2).sum() == RINGS.sum() + 2
    assert fill_holes(RINGS).sum() == RINGS.sum() + 3
    assert fill_holes(RINGS, most_px=1).sum() == RINGS.sum() + 1
    np.testing.assert_array_equal(fill_hole_at(RINGS, 0, 0), RINGS)
    np.testing.assert_array_equal(fill_hole_at(RINGS, 1, 1), RINGS)
    np.testing.assert_array_equal(fill_hole_at(RINGS, -3, 99), RINGS)
    np.testing.assert_array_equal(fill_hole_at(RINGS, 4, 4), RINGS)


def test_a_diagonal_line_closes_a_hole_and_joins_an_island():
    diamond = drawn(".#.", "#.#", ".#.")
    assert fill_holes(diamond).sum() == 5
    assert not remove_island_at(diamond, 1, 0).any()


def test_what_reaches_the_edge_is_no_hole():
    bay = drawn("###", "#..", "###")
    np.testing.assert_array_equal(fill_holes(bay), bay)


def test_islands():
    assert remove_island_at(RINGS, 0, 5).sum() == RINGS.sum() - 1
    np.testing.assert_array_equal(remove_island_at(RINGS, 5, 5), RINGS)
    np.testing.assert_array_equal(remove_island_at(RINGS, 50, 5), RINGS)
    assert remove_islands(RINGS).sum() == 10, "the largest stays"
    assert remove_islands(RINGS, most_px=1).sum() == RINGS.sum() - 2


def test_growing_and_shrinking_are_by_distance():
    dot = np.zeros((21, 21), dtype=bool)
    dot[10, 10] = True
    grown = grow(dot, 4)
    y, x = np.mgrid[-10:11, -10:11]
    assert grown[np.hypot(x, y) <= 4].all()
    assert not grown[np.hypot(x, y) > 4.5].any()
    square = np.zeros((30, 30), dtype=bool)
    square[5:25, 5:25] = True
    assert shrink(square, 3).sum() == 14 * 14
    assert not shrink(dot, 1).any()


def test_the_medias_border_is_no_edge():
    everything = np.ones((20, 30), dtype=bool)
    assert shrink(everything, 3).all()
    assert smooth(everything, 3).all()
    half = everything.copy()
    half[:, 15:] = False
    assert shrink(half, 2)[:, :13].all()


def test_smoothing_rounds_the_edge_and_keeps_its_place():
    rng = np.random.default_rng(0)
    y, x = np.mgrid[0:120, 0:160]
    disc = np.hypot(x - 80, y - 60) < 40
    rough = disc ^ ((np.abs(np.hypot(x - 80, y - 60) - 40) < 2) & (rng.random(disc.shape) < 0.5))
    smoothed = smooth(rough, 3)
    assert np.count_nonzero(smoothed ^ disc) < np.count_nonzero(rough ^ disc) / 2
    assert smoothed.sum() == pytest.approx(disc.sum(), rel=0.03)


@pytest.mark.parametrize("edit", [fill_holes, remove_islands, grow, shrink, smooth])
def test_an_empty_mask_stays_empty_and_nothing_is_changed_in_place(edit):
    empty = np.zeros((10, 12), dtype=bool)
    assert not edit(empty).any()
    before = RINGS.copy()
    edit(RINGS)
    np.testing.assert_array_equal(RINGS, before)


def test_covered_rect():
    assert covered_rect(np.zeros((4, 4), dtype=bool)).is_empty
    assert covered_rect(RINGS) == (0, 1, 10, 6)
