"""Key frames: the frames on which masks are found, and what finds them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from core.masks import Mask
from core.types import Box, MaskHW


@dataclass(frozen=True, slots=True, eq=False)
class KeyMask:
    """One object on a key frame.

    Args:
        mask, mask_hw: the same mask, as a value and as (H, W) bool.
        score: how good it is thought to be, 0 to 1.
        object_score: logit, positive where the object is thought to be in the frame.
    """

    mask: Mask
    mask_hw: MaskHW
    score: float
    object_score: float


@dataclass(frozen=True, slots=True)
class FilledMask:
    """One object on a frame between; `score` is what the key frames' scores and their agreement promise."""

    mask: Mask
    score: float
    object_score: float


class KeyFrames(Protocol):
    """What finds masks. Places count the frames of the run, in its direction."""

    def find(self, place: int) -> Mapping[int, KeyMask]:
        """The masks of the objects that exist there, by id, from what is settled before it. Nothing is
        remembered, and it may be asked again after more was settled.
        """

    def hold(self, place: int, boxes: Mapping[int, Box]) -> Mapping[int, KeyMask]:
        """What was last found at this place, without what runs over out of these boxes, in media pixels,
        within which motion carries the objects.
        """

    def settle(self, place: int) -> None:
        """What was last found at this place holds: remember it. Places are settled in order."""
