import numpy as np
import pytest

from core.formats.outlines import centre_polygons, edge_polygons, fill_centres, fill_edges
from core.masks import Mask


def pictures():
    rng = np.random.default_rng(2)
    for _ in range(60):
        height, width = rng.integers(1, 40, size=2)
        yield rng.random((height, width)) < rng.random()
    ring = np.zeros((50, 60), bool)
    ring[5:45, 5:55] = True
    ring[10:20, 10:20] = ring[25:40, 30:50] = False
    ring[30:35, 35:45] = True  # an island in a hole
    ring[32, 40] = False
    yield ring
    yield np.ones((7, 9), bool)
    yield np.zeros((7, 9), bool)


def test_edge_polygons_are_the_mask_to_the_pixel():
    for picture in pictures():
        mask = Mask.from_array(picture)
        assert fill_edges(edge_polygons(mask), mask.height, mask.width) == mask


def test_centre_polygons_of_a_piece_keep_holes():
    ious = []
    for picture in pictures():
        mask = Mask.from_array(picture)
        ious.append(fill_centres(centre_polygons(mask), mask.height, mask.width).iou(mask))
    assert ious[-3:] == [1, 1, 1]
    assert min(ious) > 0.9


def test_one_polygon_for_all_pieces():
    picture = np.zeros((40, 40), bool)
    picture[2:12, 2:12] = picture[20:38, 20:38] = True
    picture[25:30, 25:30] = False
    mask = Mask.from_array(picture)
    (polygon,) = centre_polygons(mask, one=True)
    back = fill_centres([polygon], 40, 40)
    assert 0.97 < back.iou(mask) < 1
    assert back.minus(mask).area < 12  # the line between them


@pytest.mark.parametrize("size", [1, 2])
def test_a_mask_of_one_or_two_pixels(size):
    picture = np.zeros((9, 9), bool)
    picture[4, 4 : 4 + size] = True
    mask = Mask.from_array(picture)
    assert fill_centres(centre_polygons(mask), 9, 9) == mask
    assert fill_edges(edge_polygons(mask), 9, 9) == mask


def test_polygons_far_outside_are_cut_off():
    far = np.array([[-1e12, 2], [1e12, 2], [1e12, 5], [-1e12, 5.0]])
    assert fill_centres([far], 10, 10).area == 40
    assert fill_centres([far + np.array([0, 50])], 10, 10).is_empty and fill_centres([], 10, 10).is_empty
