import math

import cv2
import numpy as np
import pytest

from core.errors import MaskError
from core.metrics.boundary import boundary, boundary_f


def blob(seed: int, shape: tuple[int, int] = (60, 90)) -> np.ndarray:
    noise = np.random.default_rng(seed).normal(size=shape).astype(np.float32)
    return cv2.GaussianBlur(noise, (0, 0), 5) > 0.03


def by_dilation(mask: np.ndarray, truth: np.ndarray, radius: int) -> float:
    """F by its definition, dilating with a disk, pixel by pixel."""
    height, width = mask.shape

    def outline(of: np.ndarray) -> set[tuple[int, int]]:
        found = set()
        for y in range(height):
            for x in range(width):
                neighbours = [(y, x + 1), (y + 1, x), (y + 1, x + 1)]
                inside = [(min(v, height - 1), min(u, width - 1)) for v, u in neighbours]
                if any(of[place] != of[y, x] for place in inside):
                    found.add((y, x))
        return found

    def near(of: set[tuple[int, int]], other: set[tuple[int, int]]) -> float:
        return sum(any((y - v) ** 2 + (x - u) ** 2 <= radius**2 for v, u in other) for y, x in of) / len(of)

    one, two = outline(mask), outline(truth)
    precision, recall = near(one, two), near(two, one)
    return 2 * precision * recall / (precision + recall)


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("tolerance", [0.008, 0.03])
def test_it_is_the_definition(seed: int, tolerance: float) -> None:
    mask, truth = blob(seed), blob(seed + 10)
    radius = math.ceil(tolerance * math.hypot(60, 90))
    assert boundary_f(mask, truth, tolerance) == pytest.approx(by_dilation(mask, truth, radius), abs=1e-12)


def test_a_shift_within_the_tolerance_costs_nothing() -> None:
    mask = np.zeros((100, 100), dtype=bool)
    mask[30:60, 30:60] = True
    assert boundary_f(mask, np.roll(mask, 2, axis=1)) == 1.0
    assert boundary_f(mask, np.roll(mask, 6, axis=1)) < 0.9


def test_empty_masks() -> None:
    empty, full = np.zeros((20, 20), dtype=bool), np.zeros((20, 20), dtype=bool)
    full[5:9, 5:9] = True
    assert boundary_f(empty, empty) == 1.0
    assert boundary_f(empty, full) == boundary_f(full, empty) == 0.0


def test_the_rim_of_the_picture_is_no_boundary() -> None:
    assert not boundary(np.ones((8, 8), dtype=bool)).any()


def test_sizes_must_agree() -> None:
    with pytest.raises(MaskError):
        boundary_f(np.zeros((4, 4), dtype=bool), np.zeros((4, 5), dtype=bool))
