"""What a mask costs, as SAM 2 counts it: focal, dice, the error of its IoU estimate, and the object score.

Source: section D.2 of the SAM 2 report (weights 20 : 1 : 1 : 1). Ours differs in that masks are compared at
the resolution of the logits given here, which the caller chooses.
"""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor


@dataclass(frozen=True)
class LossWeights:
    """How much each part counts."""

    focal: float = 20.0
    dice: float = 1.0
    iou: float = 1.0
    object_score: float = 1.0


def focal_loss(logits: Tensor, target: Tensor, *, alpha: float = 0.25, gamma: float = 2.0) -> Tensor:
    """Sigmoid focal loss averaged over pixels: (..., H, W) logits and 0/1 target to (...)."""
    cross_entropy = F.binary_cross_entropy_with_logits(logits, target, reduction="none")
    right = torch.exp(-cross_entropy)
    balance = alpha * target + (1 - alpha) * (1 - target)
    return (balance * (1 - right) ** gamma * cross_entropy).mean(dim=(-2, -1))


def dice_loss(logits: Tensor, target: Tensor) -> Tensor:
    """One minus the soft Dice coefficient: (..., H, W) logits and 0/1 target to (...)."""
    probability = logits.sigmoid()
    overlap = 2 * (probability * target).sum(dim=(-2, -1))
    total = probability.sum(dim=(-2, -1)) + target.sum(dim=(-2, -1))
    return 1 - (overlap + 1) / (total + 1)


@torch.no_grad()
def hard_iou(logits: Tensor, target: Tensor) -> Tensor:
    """IoU of the mask `logits > 0` with the 0/1 target: (..., H, W) to (...); 1 where both are empty."""
    mask, truth = logits > 0, target > 0.5
    union = (mask | truth).sum(dim=(-2, -1))
    overlap = (mask & truth).sum(dim=(-2, -1))
    return torch.where(union > 0, overlap / union.clamp(min=1), torch.ones_like(union, dtype=torch.float32))


def mask_loss(
    logits_bmhw: Tensor,
    iou_estimates_bm: Tensor,
    object_logits_b: Tensor,
    target_bhw: Tensor,
    weights: LossWeights = LossWeights(),
    *,
    others: float = 0.0,
) -> Tensor:
    """The loss of each picture, (B,) float32.

    Of several candidate masks only the best one (least focal and dice) is taught, as SAM does, so that they
    stay different answers; `others`, 0 to 1, is how much all of them are instead, so that it matters less
    which is shown. Every candidate's IoU estimate is taught. Where the object is absent (an empty target)
    only the object score is.
    """
    logits, target = logits_bmhw.float(), target_bhw.float()[:, None].expand_as(logits_bmhw)
    of_masks = weights.focal * focal_loss(logits, target) + weights.dice * dice_loss(logits, target)
    of_estimates = F.l1_loss(iou_estimates_bm.float(), hard_iou(logits, target), reduction="none")
    present = (target_bhw.flatten(1) > 0.5).any(dim=1).float()
    of_score = F.binary_cross_entropy_with_logits(object_logits_b.float(), present, reduction="none")
    of_mask = torch.lerp(of_masks.min(dim=1).values, of_masks.mean(dim=1), others)
    return present * (of_mask + weights.iou * of_estimates.mean(dim=1)) + weights.object_score * of_score
