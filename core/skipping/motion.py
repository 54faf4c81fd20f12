"""What a glance at two neighbouring frames tells: a cut, nothing new, or how the camera moved.

All of it happens on thumbnails and takes about two milliseconds a frame, so it can run ahead of everything
else. Flow on the objects themselves is in `core.skipping.flow`.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from core.types import FrameRGB

THUMB_SIDE = 192
"""The longer side of a thumbnail, in pixels."""

GREY_SIDE = 1920
"""Frames with a longer side than this are halved, as often as it takes, before flow looks at them."""

CUT = 0.4
"""A pair is a cut if motion leaves so much of the picture unexplained.

Between neighbouring frames of 36 DAVIS sequences it is at most 0.26, darkened and under strong noise at most
0.29, and where one of them is cut to another at least 0.48.
"""

DUPLICATE_LEVELS = 1.0
"""A frame repeats the one before it if no cell of the thumbnail changes by more, out of 255."""


@dataclass(frozen=True, slots=True, eq=False)
class Glance:
    """One frame, reduced.

    Args:
        grey: (h, w) uint8: the luminance; `scale` media pixels wide a pixel.
        thumb: (th, tw) uint8: the same, at most `THUMB_SIDE` on a side.
    """

    grey: NDArray[np.uint8]
    thumb: NDArray[np.uint8]
    scale: int


@dataclass(frozen=True, slots=True, eq=False)
class PairMotion:
    """What happened between a frame and the next one in the run's direction.

    Args:
        cut: nothing in the first is in the second.
        duplicate: the second shows the same picture.
        flow: (th, tw, 2) float32: where a thumbnail's pixel went, in thumbnail pixels; None at a cut.
        camera: (2, 3) float32: the similarity, in thumbnail pixels, by which most of the picture moved.
    """

    cut: bool
    duplicate: bool
    flow: NDArray[np.float32] | None
    camera: NDArray[np.float32]


def glance(frame_rgb: FrameRGB) -> Glance:
    """Reduce a frame, (H, W, 3) uint8 RGB."""
    grey = np.asarray(cv2.cvtColor(frame_rgb, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    scale = 1
    while max(grey.shape) > GREY_SIDE:
        grey = np.asarray(cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), np.uint8)
        scale *= 2
    height, width = grey.shape
    shrink = min(1.0, THUMB_SIDE / max(height, width))
    size = (max(16, round(width * shrink)), max(16, round(height * shrink)))
    thumb = np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    return Glance(grey, thumb, scale)


class PairWatcher:
    """Compares neighbours. Holds OpenCV's flow, which is not thread-safe: one for each thread."""

    def __init__(self) -> None:
        self._flow = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_FAST)

    def compare(self, before: Glance, after: Glance) -> PairMotion:
        """What happened from one frame to the next."""
        still = np.eye(2, 3, dtype=np.float32)
        change = cv2.absdiff(before.thumb, after.thumb)
        if int(change.max()) <= DUPLICATE_LEVELS:
            return PairMotion(False, True, np.zeros((*before.thumb.shape, 2), np.float32), still)
        flow = measure(self._flow, before.thumb, after.thumb)
        cut = unexplained(before.thumb, after.thumb, flow) > CUT
        return PairMotion(cut, False, None if cut else flow, still if cut else camera_motion(flow))


def measure(
    method: cv2.DISOpticalFlow, before: NDArray[np.uint8], after: NDArray[np.uint8]
) -> NDArray[np.float32]:
    """Dense flow from one picture to another, (h, w, 2) float32 in pixels."""
    # OpenCV's stubs do not know that there need not be a flow to begin with.
    flow = method.calc(before, after, None)  # type: ignore[call-overload]
    return np.asarray(flow, dtype=np.float32)


def unexplained(before: NDArray[np.uint8], after: NDArray[np.uint8], flow: NDArray[np.float32]) -> float:
    """How much of the first picture's contrast is left after moving the second one onto it: 0 all is
    explained, 1 nothing.
    """
    height, width = before.shape
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    moved = cv2.remap(
        after, x + flow[..., 0], y + flow[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    # A light that is switched on is no cut, nor is noise: only differences in structure count.
    first, second = _detail(before), _detail(np.asarray(moved, np.uint8))
    contrast = float(np.abs(first).mean() + np.abs(second).mean())
    return float(np.abs(first - second).mean()) / contrast if contrast > 3 else 0.0


def camera_motion(flow: NDArray[np.float32]) -> NDArray[np.float32]:
    """The similarity that most of the flow follows, (2, 3) float32; objects that move otherwise are left
    out.
    """
    height, width = flow.shape[:2]
    step = 8
    x, y = np.meshgrid(np.arange(step // 2, width, step), np.arange(step // 2, height, step))
    source = np.stack([x.ravel(), y.ravel()], axis=1).astype(np.float32)
    target = source + flow[y.ravel(), x.ravel()]
    fitted = cv2.estimateAffinePartial2D(source, target, ransacReprojThreshold=1.0, maxIters=50)[0]
    if np.shape(fitted) != (2, 3):  # nothing fits anything
        dx, dy = np.median(target - source, axis=0)
        fitted = np.array([[1, 0, dx], [0, 1, dy]])
    return np.asarray(fitted, dtype=np.float32)


def _detail(picture: NDArray[np.uint8]) -> NDArray[np.float32]:
    """The picture without noise and without its slow changes of brightness."""
    exact = picture.astype(np.float32)
    coarse = cv2.GaussianBlur(exact, (0, 0), 12)
    return np.asarray(cv2.GaussianBlur(exact, (0, 0), 1.5) - coarse, dtype=np.float32)
