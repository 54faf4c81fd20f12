"""Masks follow the picture's edges, from coarse logits, at any size of the frame."""

import cv2
import numpy as np
import pytest

from core.engine.edges import EdgeGuide
from core.metrics.region import jaccard
from core.types import FrameRGB, MaskHW


def a_disc(width: int, height: int) -> tuple[FrameRGB, MaskHW]:
    """A red disc with a bite on a noisy green wall, and which pixels it covers."""
    random = np.random.default_rng(3)
    truth = np.zeros((height, width), dtype=np.uint8)
    cv2.circle(truth, (width * 5 // 9, height // 2), height // 3, 1, -1)
    cv2.circle(truth, (width * 7 // 9, height // 2), height // 9, 0, -1)
    frame = np.where(truth[..., None] > 0, (190, 70, 60), (70, 130, 80))
    noisy = frame + random.normal(0, 6, frame.shape)
    return noisy.clip(0, 255).astype(np.uint8), truth.astype(np.bool_)


def coarse_logits(truth: MaskHW, side: int = 96) -> np.ndarray:
    """What a decoder that blurs and errs by a cell would say of it."""
    small = cv2.resize(truth.astype(np.float32), (side, side), interpolation=cv2.INTER_AREA)
    blurred = cv2.GaussianBlur(np.roll(small, 1, axis=1), (0, 0), 1.5)
    return np.asarray(12 * (blurred - 0.5), dtype=np.float32)


def enlarged(logits: np.ndarray, truth: MaskHW) -> MaskHW:
    size_wh = truth.shape[::-1]
    return np.asarray(cv2.resize(logits, size_wh, interpolation=cv2.INTER_LINEAR) > 0)


@pytest.mark.parametrize("size_wh", [(854, 480), (1280, 720), (301, 457), (100, 60)])
def test_a_mask_off_by_a_cell_moves_to_the_edge(size_wh: tuple[int, int]) -> None:
    frame, truth = a_disc(*size_wh)
    logits = coarse_logits(truth)
    before = jaccard(enlarged(logits, truth), truth)
    mask = EdgeGuide.of(frame).mask(logits, frame)
    assert mask.shape == truth.shape
    assert mask.dtype == np.bool_
    assert jaccard(mask, truth) > 1 - (1 - before) / 3


def test_where_the_picture_is_flat_the_logits_decide() -> None:
    _, truth = a_disc(854, 480)
    grey = np.full((480, 854, 3), 127, dtype=np.uint8)
    logits = coarse_logits(truth)
    assert jaccard(EdgeGuide.of(grey).mask(logits, grey), enlarged(logits, truth)) > 0.9


def test_nothing_and_everything_stay_so() -> None:
    frame, _ = a_disc(320, 240)
    guide = EdgeGuide.of(frame)
    assert not guide.mask(np.full((96, 96), -10, dtype=np.float32), frame).any()
    assert guide.mask(np.full((96, 96), 10, dtype=np.float32), frame).all()


def test_a_guide_made_of_the_squashed_picture_serves_the_frame() -> None:
    frame, truth = a_disc(1280, 720)
    squashed = np.asarray(cv2.resize(frame, (384, 384), interpolation=cv2.INTER_AREA), dtype=np.uint8)
    mask = EdgeGuide.of(squashed).mask(coarse_logits(truth), frame)
    assert jaccard(mask, truth) > 0.97


def test_what_is_far_from_any_edge_is_left_alone() -> None:
    """A second disc of the same colours is not drawn in: colour alone makes no mask."""
    frame, truth = a_disc(854, 480)
    alone = truth.copy()
    both = frame.copy()
    cv2.circle(both, (90, 90), 40, (190, 70, 60), -1)
    mask = EdgeGuide.of(both).mask(coarse_logits(alone), both)
    assert not mask[40:140, 40:140].any()


def test_specks_of_the_picture_are_not_taken_for_parts() -> None:
    frame, truth = a_disc(854, 480)
    random = np.random.default_rng(5)
    for x, y in random.integers((300, 100), (560, 380), size=(80, 2)):
        cv2.circle(frame, (int(x), int(y)), 1, (70, 130, 80) if truth[y, x] else (190, 70, 60), -1)
    mask = EdgeGuide.of(frame).mask(coarse_logits(truth), frame)
    islands = cv2.connectedComponents(mask.astype(np.uint8))[0] - 1
    holes = cv2.connectedComponents((~mask).astype(np.uint8))[0] - 2
    assert (islands, holes) == (1, 0)


def test_an_object_as_small_as_a_speck_is_kept() -> None:
    frame = np.full((480, 854, 3), 90, dtype=np.uint8)
    truth = np.zeros((480, 854), dtype=np.bool_)
    truth[240:244, 400:405] = True
    frame[truth] = (250, 250, 60)
    logits = np.full((96, 96), -8, dtype=np.float32)
    logits[48, 45] = 8
    assert (EdgeGuide.of(frame).mask(logits, frame) & truth).any()


def test_a_hard_edge_between_greys_is_followed_too() -> None:
    """The covariance there is nearly of rank one: in single precision its inverse was noise, or infinite."""
    _, truth = a_disc(854, 480)
    random = np.random.default_rng(0)
    noisy = np.where(truth, 255, 0)[..., None] + random.normal(0, 3, (*truth.shape, 3))
    frame = noisy.clip(0, 255).astype(np.uint8)
    logits = coarse_logits(truth)
    assert jaccard(EdgeGuide.of(frame).mask(logits, frame), truth) > 0.99


def test_lines_are_those_of_least_squares() -> None:
    """Over all that a cell's neighbourhood holds, in double precision; the last digits may differ."""
    radius, smoothing, side = 2, 1e-3, 16
    random = np.random.default_rng(1)
    cells_rgb = random.integers(0, 256, (side, side, 3), dtype=np.uint8)
    probability = random.random((side, side), dtype=np.float32)
    lines = EdgeGuide.on(cells_rgb, radius, smoothing).lines(probability)

    def around(planes: np.ndarray, y: int, x: int) -> np.ndarray:
        part = planes[y - radius : y + radius + 1, x - radius : x + radius + 1]
        return part.reshape((2 * radius + 1) ** 2, -1)

    fitted = np.zeros((side, side, 4))
    for y in range(radius, side - radius):
        for x in range(radius, side - radius):
            colours, wanted = around(cells_rgb / 255, y, x), around(probability, y, x)[:, 0]
            tilt = (colours * wanted[:, None]).mean(axis=0) - colours.mean(axis=0) * wanted.mean()
            covariance = np.cov(colours.T, bias=True) + smoothing * np.eye(3)
            slopes = np.linalg.solve(covariance, tilt)
            fitted[y, x] = [*slopes, wanted.mean() - slopes @ colours.mean(axis=0)]
    middle = side // 2
    np.testing.assert_allclose(lines[middle, middle], around(fitted, middle, middle).mean(axis=0), rtol=1e-3)
