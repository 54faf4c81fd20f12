"""How far a tracked mask is to be trusted, and where a person should look.

A video's masks are mostly right and sometimes badly wrong, and wrong ones look alike: the model is unsure, or
the mask jumps, bursts, shrinks or vanishes between neighbouring frames.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from core.masks import Mask
from core.types import Origin

UNSURE_BELOW = 0.7
"""Predicted IoU under which the model calls itself unsure."""

STEADY_OVERLAP = 0.5
"""IoU with the frame before, the mask's movement taken out, under which its shape has jumped."""

SIZE_FACTOR = 2.0
"""Growth or shrinking between neighbouring frames that is more than motion does."""


class Concern(StrEnum):
    """Why a frame deserves a look."""

    UNSURE = "unsure"  # the model predicts a poor mask
    LOST = "lost"  # the object was there on the frame before
    FOUND = "found"  # the object was not there on the frame before
    JUMPED = "jumped"  # another place or shape than on the frame before
    RESIZED = "resized"  # much larger or smaller than on the frame before


class Scored(Protocol):
    """What is judged: a `TrackedMask`, or anything that knows as much of a mask."""

    @property
    def mask(self) -> Mask: ...

    @property
    def origin(self) -> Origin: ...

    @property
    def score(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Quality:
    """A verdict on one mask.

    Args:
        trust: 0 to 1; the lowest frames of a run are the ones to look at first.
        concerns: empty where nothing stands out.
    """

    trust: float
    concerns: tuple[Concern, ...] = ()


def judge(mask: Scored, before: Scored | None) -> Quality:
    """Judge a mask by the model's own score and by the mask that it came from.

    Args:
        before: the same object's mask on the frame that was tracked before this one, if there is one.
    """
    if mask.origin is Origin.PAINTED:
        return Quality(1.0)
    concerns = []
    trust = min(1.0, max(0.0, mask.score))
    empty = mask.mask.is_empty
    if not empty and mask.score < UNSURE_BELOW:
        concerns.append(Concern.UNSURE)
    if before is not None:
        was_empty = before.mask.is_empty
        if empty != was_empty:
            concerns.append(Concern.LOST if empty else Concern.FOUND)
            trust *= 0.5
        elif not empty:
            overlap, growth = _steadiness(mask, before)
            if overlap < STEADY_OVERLAP:
                concerns.append(Concern.JUMPED)
            if max(growth, 1 / growth) > SIZE_FACTOR:
                concerns.append(Concern.RESIZED)
            trust *= min(1.0, overlap / STEADY_OVERLAP)
    return Quality(trust, tuple(concerns))


def _steadiness(mask: Scored, before: Scored) -> tuple[float, float]:
    """Overlap of the two masks, and the ratio of their areas.

    Fast motion of a small object lowers the plain IoU to 0, so the overlap of the boxes laid centre on centre
    counts too where the boxes still touch.
    """
    growth = mask.mask.area / before.mask.area
    plain = mask.mask.iou(before.mask)
    (ax0, ay0, ax1, ay1), (bx0, by0, bx1, by1) = mask.mask.box_xyxy_px, before.mask.box_xyxy_px
    aw, ah, bw, bh = ax1 - ax0, ay1 - ay0, bx1 - bx0, by1 - by0
    near = abs(ax0 + ax1 - bx0 - bx1) <= aw + bw and abs(ay0 + ay1 - by0 - by1) <= ah + bh
    if not near:
        return plain, growth
    shared = min(aw, bw) * min(ah, bh)
    return max(plain, shared / (aw * ah + bw * bh - shared)), growth
