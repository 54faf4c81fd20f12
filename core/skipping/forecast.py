"""What skipping is likely to save, told from a few neighbouring frames before anything is tracked."""

import math
from collections.abc import Iterator, Sequence
from typing import Final

import cv2
import numpy as np

from core.cancel import CancelToken
from core.skipping.motion import PairMotion, PairWatcher, glance
from core.skipping.policy import SkipPolicy
from core.types import FrameSource

PLACES: Final = 5
PAIRS: Final = 4
"""So many neighbouring pairs are looked at in so many places of a video."""

STILL: Final = 0.8
"""Restlessness below which a picture is on its way to being still."""

TYPICAL_SCORE: Final = 0.8
"""What a model thinks of its masks, as a rule; key frames are asked to agree by a share of that."""

LEAST_ASKED: Final = 0.53
"""Asking for less saves nothing more."""


def sample_motion(frames: FrameSource, start: int, stop: int, cancel: CancelToken) -> Iterator[float]:
    """How restless the frames from `start` to `stop` are (see `restlessness`), a pair at a time.

    Reads some twenty-five frames: a second or two for a video.

    Raises:
        MediaError: a frame cannot be read.
        Cancelled: asked for through `cancel`, seen between frames.
    """
    low, high = sorted((start, stop))
    watcher = PairWatcher()
    for first in sorted({int(i) for i in np.linspace(low, max(low, high - PAIRS), PLACES)}):
        before = None
        for frame_index in range(first, min(first + PAIRS, high) + 1):
            cancel.check()
            seen = glance(frames.read(frame_index))
            if before is not None:
                yield restlessness(watcher.compare(before, seen))
            before = seen


def restlessness(motion: PairMotion) -> float:
    """How far the liveliest tenth of the picture moved beside the camera, in thousandths of its longer side;
    0 for a frame that repeats the one before.
    """
    if motion.duplicate:
        return 0.0
    if motion.flow is None:  # a cut: one key frame more, no sign of motion
        return 0.0
    height, width = motion.flow.shape[:2]
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    camera = cv2.transform(np.stack([x, y], axis=2), motion.camera) - np.stack([x, y], axis=2)
    beside = np.hypot(*np.moveaxis(motion.flow - camera, 2, 0))
    return float(np.quantile(beside, 0.9) * 1000 / max(height, width))


def likely_share(restless: Sequence[float], policy: SkipPolicy | None) -> float:
    """The share of frames on which the model is likely to run, 0 to 1.

    A guess: fitted to DAVIS-2016 with key frames that are right. With nano, on the slider's positions, it is
    off by 0.14 on average, because the picture's motion says little of the object's.
    """
    if policy is None:
        return 1.0
    if policy.agreement is None:
        return 1.0 / policy.longest
    if not restless:
        return 0.5
    asked, most = max(LEAST_ASKED, policy.agreement * TYPICAL_SCORE), max(restless)
    typical = 3.25 * asked**2 - 3.48 * asked + 1.17
    moving = min(1.0, most / STILL)
    lively = (0.4 + 0.24 * math.log1p(most)) * moving
    return min(max(typical * lively, moving / policy.longest, 1.0 / policy.still), 1.0)
