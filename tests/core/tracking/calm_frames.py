"""Frames in which motion can be measured: `BlobFrames` has noise behind its disc, which nothing carries."""

import cv2
import numpy as np

from core.types import FrameRGB
from tests.tiny_model import BlobFrames


class CalmFrames(BlobFrames):
    """The same disc before a background that the camera passes by."""

    def read(self, frame_index: int) -> FrameRGB:
        self.reads.append(frame_index)
        width, height = self.size_wh
        wall = np.random.default_rng(0).integers(20, 160, (height // 4, width, 3), dtype=np.uint8)
        wall = np.asarray(cv2.resize(wall, (4 * width, height)), dtype=np.uint8)
        frame = np.ascontiguousarray(wall[:, 2 * frame_index : 2 * frame_index + width])
        cv2.circle(frame, self.centre(frame_index), height // 5, (250, 240, 230), -1)
        return frame
