"""How stored pictures are turned to be upright: a video's display matrix, a photo's EXIF tag."""

import math
import struct
from dataclasses import dataclass

import numpy as np

from core.types import FrameRGB


@dataclass(frozen=True, slots=True)
class Orientation:
    """First mirrored left to right, if `mirrored`, then turned by quarter turns counter-clockwise."""

    quarter_turns: int = 0
    mirrored: bool = False

    @classmethod
    def from_display_matrix(cls, matrix: bytes) -> "Orientation":
        """Read libav's display matrix: 9 int32 in native order, rows (a b u), (c d v), (x y w).

        Angles between quarter turns are rounded to the nearest one.
        """
        if len(matrix) < 36:
            return cls()
        a, b, _, c, d, *_ = struct.unpack("=9i", matrix[:36])
        if a * d == b * c:
            return cls()
        # Mirroring negates (a, b) only, so (c, d) alone gives the angle in both cases.
        clockwise = math.atan2(-c, d)
        return cls(-round(clockwise / (math.pi / 2)) % 4, a * d - b * c < 0)

    @classmethod
    def from_exif(cls, tag: int) -> "Orientation":
        """Read EXIF's orientation, 1 to 8; anything else is upright."""
        known = {
            2: (0, True),
            3: (2, False),
            4: (2, True),
            5: (1, True),
            6: (3, False),
            7: (3, True),
            8: (1, False),
        }
        return cls(*known.get(tag, (0, False)))

    @property
    def degrees(self) -> int:
        """Counter-clockwise turn: 0, 90, 180 or 270."""
        return self.quarter_turns * 90

    def size_wh(self, width: int, height: int) -> tuple[int, int]:
        """Size of the upright picture."""
        return (height, width) if self.quarter_turns % 2 else (width, height)

    def apply(self, picture: FrameRGB) -> FrameRGB:
        """The upright picture, contiguous; the same array where nothing is to be done."""
        if self.mirrored:
            picture = picture[:, ::-1]
        if self.quarter_turns:
            picture = np.rot90(picture, self.quarter_turns)
        return np.ascontiguousarray(picture)
