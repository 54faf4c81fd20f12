"""What was carried and what was found become one mask, with its edge on the picture's."""

import cv2
import numpy as np
import pytest

from core.masks import Mask
from core.tracking.blend import blended, snapped
from core.tracking.request import TrackedMask
from core.types import FrameRGB, MaskHW, Origin

HEIGHT, WIDTH = 120, 160


def disc(radius: float, x: float = 80, y: float = 60) -> MaskHW:
    rows, columns = np.mgrid[:HEIGHT, :WIDTH]
    return np.asarray((columns - x) ** 2 + (rows - y) ** 2 <= radius**2)


def picture(truth: MaskHW) -> FrameRGB:
    frame = np.where(truth[..., None], (200, 120, 40), (40, 90, 160))
    return np.asarray(frame, dtype=np.uint8)


FLAT = np.full((HEIGHT, WIDTH, 3), 90, dtype=np.uint8)


def carried(mask: MaskHW, score: float) -> TrackedMask:
    return TrackedMask(Mask.from_array(mask), Origin.FILLED, score, 10.0)


def found(mask: MaskHW, score: float) -> TrackedMask:
    return TrackedMask(Mask.from_array(mask), Origin.INFERRED, score, 5.0)


def test_masks_worth_the_same_meet_half_way() -> None:
    mean = blended(carried(disc(28), 0.8), found(disc(32), 0.8), FLAT)
    assert mean.mask.iou(Mask.from_array(disc(30))) > 0.97


def test_the_better_mask_counts_more_and_gives_its_origin_and_worth() -> None:
    small, large = Mask.from_array(disc(28)), Mask.from_array(disc(32))
    nearer = blended(carried(disc(28), 0.85), found(disc(32), 0.75), FLAT)
    assert nearer.mask.iou(small) > nearer.mask.iou(large)
    assert (nearer.origin, nearer.score) == (Origin.FILLED, 0.85)
    other = blended(carried(disc(28), 0.75), found(disc(32), 0.85), FLAT)
    assert other.mask.iou(large) > other.mask.iou(small)
    assert (other.origin, other.score, other.object_score) == (Origin.INFERRED, 0.85, 5.0)


def test_a_mask_that_is_worth_much_more_is_taken_alone() -> None:
    sure = found(disc(30), 0.98)
    assert blended(carried(disc(20), 0.6), sure, FLAT) is sure
    alone = blended(carried(disc(30), 0.98), found(disc(20), 0.6), FLAT)
    assert alone.mask.iou(Mask.from_array(disc(30))) > 0.98


def test_where_the_better_one_knows_of_no_object_there_is_none() -> None:
    nothing = found(np.zeros((HEIGHT, WIDTH), dtype=np.bool_), 0.7)
    assert blended(carried(disc(30), 0.5), nothing, FLAT) is nothing


def test_an_edge_goes_to_the_pictures_and_the_further_the_less_the_mask_is_worth() -> None:
    truth = disc(30)
    off = disc(30, 84)
    before = Mask.from_array(off).iou(Mask.from_array(truth))
    doubtful = snapped(carried(off, 0.8), picture(truth)).mask.iou(Mask.from_array(truth))
    sure = snapped(carried(off, 0.999), picture(truth)).mask.iou(Mask.from_array(truth))
    assert doubtful > before + 0.05
    assert sure == before


def test_without_an_edge_near_the_mask_stays_about_as_it_is() -> None:
    mask = carried(disc(30), 0.8)
    assert snapped(mask, FLAT).mask.iou(mask.mask) > 0.98


def test_what_is_thin_is_not_filtered_away() -> None:
    line = np.zeros((HEIGHT, WIDTH), dtype=np.bool_)
    line[58:61, 20:140] = True
    mask = carried(line, 0.7)
    assert snapped(mask, picture(line)).mask == mask.mask


@pytest.mark.parametrize("at", [(0.0, 0.0), (159.0, 119.0), (80.0, 0.0)])
def test_objects_at_the_rim(at: tuple[float, float]) -> None:
    truth = disc(30, *at)
    mask = snapped(carried(truth, 0.8), picture(truth))
    assert mask.mask.iou(Mask.from_array(truth)) > 0.97


def test_a_large_picture_is_filtered_small_and_cut_at_its_own_size() -> None:
    large = np.ascontiguousarray(cv2.resize(disc(30).astype(np.uint8), (1600, 1200)) > 0)
    off = np.roll(large, 8, axis=1)
    mask = snapped(carried(off, 0.9), picture(large))
    assert (mask.mask.width, mask.mask.height) == (1600, 1200)
    assert mask.mask.iou(Mask.from_array(large)) > Mask.from_array(off).iou(Mask.from_array(large)) + 0.01
