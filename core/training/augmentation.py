"""Other versions of a picture, always the same ones: copy 0 is the picture itself.

A copy is a function of the picture's key and its number alone, so that its features can be kept on disk.
"""

import hashlib
import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from core.engine.prompts import squash
from core.masks import Mask
from core.types import FrameRGB, MaskHW


@dataclass(frozen=True, slots=True)
class Copy:
    """How one copy differs from its picture.

    Args:
        affine: (2, 3) float64, from the model's square to itself in pixels.
        gain, gamma, saturation: of the colours; 1 changes nothing.
        tint: a factor a channel.
    """

    affine: NDArray[np.float64]
    gain: float
    gamma: float
    saturation: float
    tint: tuple[float, float, float]

    @classmethod
    def of(cls, key: str, number: int, side: int) -> "Copy | None":
        """Copy `number` of the picture with that key, in a square of `side` pixels; None for the picture
        itself.
        """
        if number == 0:
            return None
        seed = hashlib.sha256(f"{key} {number}".encode()).digest()[:8]
        rng = np.random.default_rng(int.from_bytes(seed, "little"))
        angle = math.radians(rng.uniform(-20, 20))
        zoom = math.exp(rng.uniform(math.log(0.75), math.log(1.4)))
        stretch = math.exp(rng.uniform(-0.12, 0.12))
        mirror = -1.0 if rng.random() < 0.5 else 1.0
        upside = -1.0 if rng.random() < 0.25 else 1.0
        turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
        linear = turn @ np.diag([zoom * stretch * mirror, zoom / stretch * upside])
        middle = np.array([side / 2, side / 2])
        shift = rng.uniform(-0.08, 0.08, 2) * side
        offset = middle - linear @ middle + shift
        red, green, blue = (math.exp(v) for v in rng.normal(0, 0.06, 3))
        return cls(
            np.column_stack([linear, offset]),
            gain=math.exp(rng.normal(0, 0.12)),
            gamma=math.exp(rng.normal(0, 0.12)),
            saturation=math.exp(rng.normal(0, 0.2)),
            tint=(red, green, blue),
        )

    def picture(self, square_rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """(S, S, 3) uint8 RGB to the same. What comes in from beyond the rim is mirrored."""
        moved = cv2.warpAffine(
            square_rgb,
            self.affine,
            square_rgb.shape[1::-1],
            flags=cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_REFLECT_101,
        )
        light = (np.arange(256, dtype=np.float32) / 255) ** self.gamma * self.gain * 255
        colours = light[np.asarray(moved)] * np.array(self.tint, np.float32)
        grey = colours @ np.array([0.299, 0.587, 0.114], np.float32)
        mixed = grey[..., None] + self.saturation * (colours - grey[..., None])
        return np.clip(np.rint(mixed), 0, 255).astype(np.uint8)

    def mask(self, square_hw: MaskHW) -> MaskHW:
        """(S, S) bool to the same; nothing comes in from beyond the rim's mirror, as in `picture`."""
        moved = cv2.warpAffine(
            square_hw.astype(np.uint8) * 255,
            self.affine,
            square_hw.shape[::-1],
            flags=cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_REFLECT_101,
        )
        kept: MaskHW = np.asarray(moved) >= 128
        return kept


def square_picture(frame_rgb: FrameRGB, key: str, number: int, side: int) -> NDArray[np.uint8]:
    """Copy `number` of a frame, squashed to the model's square: (S, S, 3) uint8."""
    square = squash(frame_rgb, side)
    copy = Copy.of(key, number, side)
    return square if copy is None else copy.picture(square)


def square_mask(mask: Mask, key: str, number: int, side: int) -> MaskHW:
    """The mask on copy `number` of the picture with that key: (S, S) bool."""
    full = mask.to_array().astype(np.uint8) * 255
    shrinks = min(full.shape) >= side
    small = cv2.resize(full, (side, side), interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR)
    square: MaskHW = np.asarray(small) >= 128
    copy = Copy.of(key, number, side)
    return square if copy is None else copy.mask(square)
