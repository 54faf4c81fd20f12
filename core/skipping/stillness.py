"""Whether two pictures show the same, but for noise."""

import cv2
import numpy as np
from numpy.typing import NDArray

SIDE = 128
"""Pictures are compared at this size of their longer side."""

BLOCK = 16
"""Side in pixels, at that size, of the blocks whose motion is measured; half of it for their brightness."""

MOVED = 0.4
"""How far, at that size, the content of a block may have moved: 0.3 % of the picture."""

CHANGED_LEVELS = 4.0
"""By how much, out of 255, the mean of a small block may have changed beside what noise does."""


def same_picture(before: NDArray[np.uint8], after: NDArray[np.uint8]) -> bool:
    """Whether nothing moved, came or went between two pictures, (h, w) uint8. Takes half a millisecond.

    Noise, even strong, is no change: motion is what goes along with the picture's gradients, and what is new
    changes the mean of a block.
    """
    if np.array_equal(before, after):
        return True
    height, width = before.shape
    shrink = min(1.0, SIDE / max(height, width))
    size = max(BLOCK, round(width * shrink)), max(BLOCK, round(height * shrink))
    first, second = (
        cv2.resize(picture, size, interpolation=cv2.INTER_AREA).astype(np.float32)
        for picture in (before, after)
    )
    change = second - first
    noise = 1.5 * float(np.median(np.abs(change)))
    means = _block_means(change, BLOCK // 2)
    if float(np.abs(means).max()) > CHANGED_LEVELS + min(noise, CHANGED_LEVELS):
        return False
    return float(_motion(first, second, noise).max()) <= MOVED


def _motion(first: NDArray[np.float32], second: NDArray[np.float32], noise: float) -> NDArray[np.float32]:
    """How far each block moved, in pixels, if it is not far: one step of Lucas and Kanade's method.

    Where a block has less structure than noise, the estimate goes to 0.
    """
    one, other = (cv2.GaussianBlur(picture, (0, 0), 1.5) for picture in (first, second))
    middle = (one + other) / 2
    dx = cv2.Sobel(middle, cv2.CV_32F, 1, 0, ksize=3, scale=1 / 8)
    dy = cv2.Sobel(middle, cv2.CV_32F, 0, 1, ksize=3, scale=1 / 8)
    change = other - one
    xx, xy, yy, x, y = (
        _block_means(product, BLOCK) for product in (dx * dx, dx * dy, dy * dy, dx * change, dy * change)
    )
    floor = 0.5 + (noise / 8) ** 2
    xx, yy = xx + floor, yy + floor
    area = xx * yy - xy * xy
    return np.asarray(cv2.magnitude((xy * y - yy * x) / area, (xy * x - xx * y) / area), dtype=np.float32)


def _block_means(picture: NDArray[np.float32], block: int) -> NDArray[np.float32]:
    height, width = picture.shape
    size = max(1, width // block), max(1, height // block)
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), dtype=np.float32)
