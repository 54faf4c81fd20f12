"""Binary masks as run-length values: small, immutable, exact.

The encoding is COCO's (column-major run lengths, compressed to bytes by pycocotools), so a mask goes
into a COCO file or a project file as it is.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from pycocotools import mask as coco

from core.errors import MaskError
from core.types import MaskHW
from core.wording import say


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
            raise MaskError(say("A mask has two dimensions; this one has {ndim}.", ndim=mask_hw.ndim))
        rle = coco.encode(np.asfortranarray(mask_hw != 0, dtype=np.uint8))
        return cls(int(mask_hw.shape[0]), int(mask_hw.shape[1]), bytes(rle["counts"]))

    @classmethod
    def empty(cls, height: int, width: int) -> Self:
        """A mask with no pixel set."""
        return cls.from_array(np.zeros((height, width), dtype=np.bool_))

    @classmethod
    def from_edges(cls, edges: NDArray[np.int64], height: int, width: int) -> Self:
        """Build from what `edges` returns: sorted, without repeats, within [0, height × width)."""
        runs = np.diff(edges, prepend=0, append=height * width)
        rle = coco.frPyObjects({"size": [height, width], "counts": runs}, height, width)
        return cls(height, width, bytes(rle["counts"]))

    @classmethod
    def from_patch(cls, patch_hw: np.ndarray, x_px: int, y_px: int, height: int, width: int) -> Self:
        """A mask that is empty but for a (h, w) patch whose top left pixel is (`x_px`, `y_px`).

        Costs time for the patch only, not for the frame. The patch must lie inside the frame.
        """
        patch_h, patch_w = patch_hw.shape
        if x_px < 0 or y_px < 0 or x_px + patch_w > width or y_px + patch_h > height:
            raise MaskError(
                say(
                    "A patch of {patch_w}×{patch_h} pixels at ({x_px}, {y_px}) leaves the frame of "
                    "{width}×{height}.",
                    patch_w=patch_w,
                    patch_h=patch_h,
                    x_px=x_px,
                    y_px=y_px,
                    width=width,
                    height=height,
                )
            )
        columns = np.zeros((patch_w, patch_h + 2), dtype=np.bool_)
        columns[:, 1:-1] = (patch_hw != 0).T
        changes = columns[:, 1:] != columns[:, :-1]
        column, row = np.divmod(np.flatnonzero(changes), patch_h + 1)  # thrice as quick as in two dimensions
        edges = (column + x_px).astype(np.int64) * height + row + y_px
        # A run that ends a column and one that begins the next meet in one place: no edge there.
        places, times = np.unique(edges, return_counts=True)
        places = places[times == 1]
        return cls.from_edges(places[places < height * width], height, width)

    @classmethod
    def checked(cls, height: int, width: int, counts: bytes) -> Self:
        """A mask from run lengths out of a file that may be damaged, in the canonical encoding.

        Raises `MaskError` unless they fill the frame exactly; pycocotools itself trusts its input.
        """
        return cls.from_runs(_decompress(counts), height, width)

    @classmethod
    def from_runs(cls, runs: NDArray[np.int64], height: int, width: int) -> Self:
        """A mask from lengths of runs off, on, off… down the columns; any of them may be 0.

        Raises `MaskError` unless they fill the frame exactly.
        """
        if (
            runs.ndim != 1
            or len(runs) == 0
            or (runs < 0).any()
            or int(runs.sum()) != height * width
            or height * width == 0
        ):
            raise MaskError(
                say(
                    "These run lengths do not fill a frame of {width}×{height} pixels.",
                    width=width,
                    height=height,
                )
            )
        places, times = np.unique(np.cumsum(runs)[:-1], return_counts=True)
        places = places[(times % 2) == 1]
        return cls.from_edges(places[places < height * width], height, width)

    def edges(self) -> NDArray[np.int64]:
        """Where the mask changes between off and on, counted down the columns, left to right; sorted."""
        edges: NDArray[np.int64] = np.cumsum(_decompress(self.counts))[:-1]
        return edges

    def xor(self, other: "Mask") -> "Mask":
        """The pixels in which two masks of one size differ, without decoding either."""
        self._check_size(other)
        return Mask.from_edges(
            np.setxor1d(self.edges(), other.edges(), assume_unique=True), self.height, self.width
        )

    def union(self, other: "Mask") -> "Mask":
        """The pixels in either mask."""
        self._check_size(other)
        merged = coco.merge([self.rle(), other.rle()], intersect=0)
        return Mask(self.height, self.width, bytes(merged["counts"]))

    def intersection(self, other: "Mask") -> "Mask":
        """The pixels in both masks."""
        self._check_size(other)
        merged = coco.merge([self.rle(), other.rle()], intersect=1)
        return Mask(self.height, self.width, bytes(merged["counts"]))

    def minus(self, other: "Mask") -> "Mask":
        """The pixels in this mask and not in the other."""
        return self.xor(self.intersection(other))

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
        self._check_size(other)
        if self.is_empty and other.is_empty:
            return 1.0
        return float(coco.iou([self.rle()], [other.rle()], [0])[0][0])

    def _check_size(self, other: "Mask") -> None:
        if (self.height, self.width) != (other.height, other.width):
            raise MaskError(
                say(
                    "Masks of {width}×{height} and {other_width}×{other_height} pixels cannot be compared.",
                    width=self.width,
                    height=self.height,
                    other_width=other.width,
                    other_height=other.height,
                )
            )


def _decompress(counts: bytes) -> NDArray[np.int64]:
    """Run lengths from COCO's bytes: 5 bits a character, signed, from the fourth on relative to two before.

    From `rleFrString` of pycocotools' maskApi.c, vectorised; raises `MaskError` for bytes that are none.
    """
    digits = np.frombuffer(counts, dtype=np.uint8).astype(np.int64) - 48
    if len(digits) == 0:
        return np.zeros(0, dtype=np.int64)
    last = (digits & 0x20) == 0
    if not last[-1] or digits.min() < 0 or digits.max() > 63:
        raise MaskError("These bytes are not run lengths.")
    ends = np.flatnonzero(last)
    starts = np.concatenate(([0], ends[:-1] + 1))
    lengths = ends - starts + 1
    if lengths.max() > 12:
        raise MaskError("These bytes are not run lengths.")
    place = np.arange(len(digits)) - np.repeat(starts, lengths)
    values = np.add.reduceat((digits & 0x1F) << (5 * place), starts)
    values -= np.where(digits[ends] & 0x10, np.int64(1) << (5 * lengths), 0)
    values[1::2] = np.cumsum(values[1::2])
    values[2::2] = np.cumsum(values[2::2])
    return values
