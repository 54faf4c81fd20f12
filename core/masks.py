"""Binary masks as run-length values: small, immutable, exact.

The encoding is COCO's (column-major run lengths, compressed to bytes by pycocotools), so a mask goes
into a COCO file or a project file as it is.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from pycocotools import mask as coco

from core.errors import MaskError
from core.types import MaskHW


@dataclass(frozen=True, slots=True)
class Mask:
    """One object's mask on one frame at the media's full resolution.

    `counts` are COCO's compressed run lengths. Holes and islands are kept to the pixel.
    """

    height: int
    width: int
    counts: bytes

    @classmethod
    def from_array(cls, mask_hw: np.ndarray) -> Self:
        """Encode a (height, width) picture; every value but 0 is the object."""
        if mask_hw.ndim != 2:
            raise MaskError(f"A mask has two dimensions; this one has {mask_hw.ndim}.")
        rle = coco.encode(np.asfortranarray(mask_hw != 0, dtype=np.uint8))
        return cls(int(mask_hw.shape[0]), int(mask_hw.shape[1]), bytes(rle["counts"]))

    @classmethod
    def empty(cls, height: int, width: int) -> Self:
        """A mask with no pixel set."""
        return cls.from_array(np.zeros((height, width), dtype=np.bool_))

    def to_array(self) -> MaskHW:
        """Decode to (height, width) bool."""
        decoded: MaskHW = coco.decode(self.rle()).astype(np.bool_)
        return decoded

    def rle(self) -> dict[str, object]:
        """The mask as pycocotools takes it."""
        return {"size": [self.height, self.width], "counts": self.counts}

    @property
    def area(self) -> int:
        """Number of pixels set."""
        return int(coco.area(self.rle()))

    @property
    def is_empty(self) -> bool:
        return self.area == 0

    @property
    def box_xyxy_px(self) -> tuple[int, int, int, int]:
        """Tight box: left, top, right, bottom, the last two exclusive; all 0 for an empty mask."""
        x, y, w, h = (int(v) for v in coco.toBbox(self.rle()))
        return x, y, x + w, y + h

    def iou(self, other: "Mask") -> float:
        """Intersection over union; 1 where both are empty."""
        if (self.height, self.width) != (other.height, other.width):
            raise MaskError(
                f"Masks of {self.width}×{self.height} and {other.width}×{other.height} pixels cannot be compared."
            )
        if self.is_empty and other.is_empty:
            return 1.0
        return float(coco.iou([self.rle()], [other.rle()], [0])[0][0])
