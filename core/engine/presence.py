"""Whether what was found is the object at all: judged by whether it still looks like it.

A small model that is shown a picture without the object finds something in it all the same, and is hardly
less sure of it than of the object: after a cut to another scene, its own score told one frame in twenty-five.
What it found there does not look like the object, though. So the mean of the picture's features over the
mask is compared with those over the masks that are remembered; what was learnt of the object
(`core.engine.target`) says how much of the mask is it and not what was around it; and a logistic regression
weighs both with what the model says. `packaging/nano/presence.py` fits it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from core.engine.embedding import ImageEmbedding
from core.engine.registry import PresenceWeights

JUDGED_FROM = -4.0
"""The model's own score above which what it found is judged; below, it is taken at its word. Of an object
that comes back far from where it went, and in a wider view, it says -1 to -3, though its mask is right."""


@dataclass(frozen=True, slots=True)
class Appearance:
    """What an object looks like on a frame, to the model.

    Args:
        levels: a (2, C) float32 tensor a level of features, fine to coarse: the mean over the object, and how
            far that is from the mean over the whole view. Rows are of length 1, or 0 where nothing was found.
    """

    levels: tuple[Tensor, ...]

    @classmethod
    def of(cls, embedding: ImageEmbedding, logits_11hw: Tensor) -> "Appearance":
        """Of the object that is where logits (1, 1, s, s) are positive."""
        found_11hw = logits_11hw > 0
        mask, is_found = found_11hw.float(), found_11hw.any()
        levels = []
        for features, size in zip(embedding.features, embedding.sizes, strict=True):
            cells = features[:, 0].float()
            pooled = mask if mask.shape[-2:] == size else F.interpolate(mask, size=size, mode="area")
            weight = pooled.flatten()
            found = weight @ cells / weight.sum().clamp(min=1e-3)
            levels.append(F.normalize(torch.stack([found, found - cells.mean(dim=0)])) * is_found)
        return cls(tuple(levels))

    def likeness(self, others: Sequence["Appearance"]) -> Tensor:
        """Cosines with that of the others which is most alike, by level: (levels, 2) float32, -1 to 1."""
        return torch.stack(
            [
                (torch.stack(known) * own).sum(dim=2).amax(dim=0)
                for own, *known in zip(self.levels, *(other.levels for other in others), strict=True)
            ]
        )


def presence_logit(
    weights: PresenceWeights, object_logit: float, predicted_iou: float, target: float, likeness: Tensor
) -> float:
    """Positive where what was found is the object.

    Args:
        target: `TargetValues.mean_over` what was found, 0 if nothing was learnt.
        likeness: as `Appearance.likeness` gives it.
    """
    alike = float((likeness.cpu() * torch.tensor(weights.likeness)).sum())
    said = weights.object_logit * object_logit + weights.predicted_iou * predicted_iou
    return weights.bias + said + weights.target * target + alike
