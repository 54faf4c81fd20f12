import numpy as np
import pytest

from desktop.canvas.rect import Rect
from desktop.tools.shapes import paint_segment, polygon_px, spread_points


def by_distance(shape, a, b, ra, rb):
    """The rule said plainly: a px is painted where its centre is within the brush somewhere on the way."""
    y, x = np.mgrid[0 : shape[0], 0 : shape[1]] + 0.5
    painted = np.zeros(shape, dtype=bool)
    for t in np.linspace(0, 1, 400):
        cx, cy, r = a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]), ra + t * (rb - ra)
        painted |= (x - cx) ** 2 + (y - cy) ** 2 <= r * r
    return painted


@pytest.mark.parametrize(
    ("a", "b", "radius"),
    [
        ((20.5, 20.5), (20.5, 20.5), 6),
        ((5, 8), (50.2, 31.7), 4.5),
        ((40, 40), (10, 12), 12),
        ((3, 3), (60, 3), 9),
    ],
)
def test_a_stroke_covers_the_px_whose_centres_it_passes(a, b, radius):
    pixels = np.zeros((48, 64), dtype=np.uint8)
    box = paint_segment(pixels, a, b, radius, radius, 255)
    expected = by_distance(pixels.shape, a, b, radius, radius)
    assert np.count_nonzero((pixels > 0) != expected) <= 2, "the sampled rule misses a px by a hair"
    outside = pixels.copy()
    outside[box.slices] = 0
    assert not outside.any()


def test_pressure_changes_the_width_on_the_way():
    pixels = np.zeros((60, 100), dtype=np.uint8)
    paint_segment(pixels, (20, 30), (80, 30), 2, 12, 255)
    assert (pixels[:, 25] > 0).sum() < (pixels[:, 75] > 0).sum()


@pytest.mark.parametrize("at", [(10.0, 10.0), (10.99, 10.01), (0.0, 0.0)])
def test_the_finest_brush_paints_exactly_the_px_under_it(at):
    pixels = np.zeros((20, 20), dtype=np.uint8)
    paint_segment(pixels, at, at, 0.5, 0.5, 255)
    assert np.argwhere(pixels).tolist() == [[int(at[1]), int(at[0])]]


def test_a_fast_fine_stroke_has_no_gaps():
    pixels = np.zeros((40, 60), dtype=np.uint8)
    paint_segment(pixels, (2.5, 3.5), (55.5, 30.5), 0.5, 0.5, 255)
    assert (pixels[:, 2:56] > 0).any(axis=0).all()


def test_a_stroke_outside_or_over_the_edge_is_no_error():
    pixels = np.zeros((20, 20), dtype=np.uint8)
    assert paint_segment(pixels, (-50, -50), (-40, -45), 5, 5, 255).is_empty
    assert paint_segment(pixels, (-10, 10), (30, 10), 3, 3, 255) == Rect(0, 7, 20, 13)
    assert pixels[10].all()


def test_erasing_writes_zero():
    pixels = np.full((20, 20), 255, dtype=np.uint8)
    paint_segment(pixels, (10, 10), (10, 10), 4, 4, 0)
    assert pixels[10, 10] == 0
    assert pixels[0, 0] == 255


def filled(points, width=40, height=30):
    picture = np.zeros((height, width), dtype=bool)
    inside, box = polygon_px(points, (width, height))
    picture[box.slices] = inside
    return picture


def test_a_polygon_holds_the_px_whose_centres_lie_inside():
    square = filled([(3, 4), (10, 4), (10, 9), (3, 9)])
    expected = np.zeros_like(square)
    expected[4:9, 3:10] = True
    np.testing.assert_array_equal(square, expected)
    np.testing.assert_array_equal(square, filled([(3, 9), (10, 9), (10, 4), (3, 4)]), "either way around")
    assert not filled([(3.6, 4.6), (4.4, 4.6), (4.4, 5.4), (3.6, 5.4)]).any(), "it holds no centre"


def test_a_polygon_against_a_slow_reading_of_the_rule():
    rng = np.random.default_rng(2)
    for _ in range(20):
        points = rng.uniform(-5, 45, (3, 2))
        picture = filled([tuple(p) for p in points])
        y, x = np.mgrid[0:30, 0:40] + 0.5
        sides = []
        for (ax, ay), (bx, by) in zip(points, np.roll(points, -1, axis=0), strict=True):
            sides.append((bx - ax) * (y - ay) - (by - ay) * (x - ax) > 0)
        np.testing.assert_array_equal(picture, np.all(sides, axis=0) | ~np.any(sides, axis=0))


def test_neighbours_that_share_a_side_neither_overlap_nor_leave_a_gap():
    left, right = (
        filled([(2, 2), (20.3, 5), (17.1, 25), (2, 28)]),
        filled([(20.3, 5), (38, 2), (38, 28), (17.1, 25)]),
    )
    assert not (left & right).any()
    assert (left | right)[8:24, 5:35].all()


def test_a_line_that_crosses_itself_leaves_no_hole():
    around_twice = [(2, 2), (30, 2), (30, 20), (2, 20), (2, 2), (30, 2), (30, 20), (2, 20)]
    assert filled(around_twice)[2:20, 2:30].all()


@pytest.mark.parametrize("points", [[], [(1, 1)], [(1, 1), (5, 5)], [(100, 100), (120, 100), (110, 120)]])
def test_too_little_of_a_polygon_is_nothing(points):
    assert not filled(points).any()


def test_points_are_spread_evenly():
    spread = spread_points([(0, 0), (10, 0), (10, 10)], 5)
    np.testing.assert_allclose(spread, [(0, 0), (5, 0), (10, 0), (10, 5), (10, 10)])
    assert spread_points([(3, 3), (3.2, 3)], 5) == [(3, 3)]
    assert spread_points([], 5) == []
