"""A model with SAM 2's whole architecture that runs in milliseconds, and media to run it on.

Its weights are random but spread, so that masks, scores and memory are far from constant.
"""

from pathlib import Path

import cv2
import numpy as np
import torch

from core.engine.loader import LoadedModel, build, place
from core.engine.registry import ModelSpec
from core.types import FrameRGB

TINY = ModelSpec(
    "tiny-test", "Tiny", Path(__file__).parent / "data" / "tiny_sam2.yaml", "tiny-test.safetensors"
)


def tiny_model(
    seed: int = 2, precision: torch.dtype = torch.float32, spec: ModelSpec = TINY, **changes: object
) -> LoadedModel:
    """The model on the CPU; `changes` replace top-level values of its configuration."""
    config = spec.config().copy()
    config._set_flag("readonly", False)
    config.update(changes)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        model = build(config)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if parameter.ndim > 1 and not name.startswith("image_encoder"):
                parameter.mul_(3.0)
        model.sam_mask_decoder.pred_obj_score_head.layers[-1].bias.add_(3.0)  # the object is there
    return place(model, spec, spec, torch.device("cpu"), precision)


class BlobFrames:
    """A disc that moves over a speckled wall, seen by a noisy camera.

    A `FrameSource` that remembers which frames were read, in order.
    """

    def __init__(self, frame_count: int = 24, size_wh: tuple[int, int] = (160, 90)) -> None:
        self.frame_count = frame_count
        self.size_wh = size_wh
        self.reads: list[int] = []

    def read(self, frame_index: int) -> FrameRGB:
        self.reads.append(frame_index)
        width, height = self.size_wh
        scene = np.random.default_rng(0).integers(60, 120, (height, width, 3), dtype=np.uint8)
        noise = np.random.default_rng(frame_index).integers(0, 10, scene.shape, dtype=np.uint8)
        frame = scene + noise
        cv2.circle(frame, self.centre(frame_index), height // 5, (210, 40, 30), -1)
        return frame

    def centre(self, frame_index: int) -> tuple[int, int]:
        """Where the disc is, in pixels."""
        width, height = self.size_wh
        span = width * 3 // 4
        there_and_back = abs((3 * frame_index) % (2 * span) - span)
        return width // 8 + span - there_and_back, height // 2

    def disc(self, frame_index: int) -> np.ndarray:
        """The disc itself, (H, W) bool."""
        picture = np.zeros((self.size_wh[1], self.size_wh[0]), dtype=np.uint8)
        cv2.circle(picture, self.centre(frame_index), self.size_wh[1] // 5, 1, -1)
        return picture.astype(np.bool_)
