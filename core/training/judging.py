"""How good the weights are on the validation set: the same prompts every time, so that epochs compare."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from sam2.modeling.sam2_base import SAM2Base

from core.cancel import CancelToken
from core.training.annotator import boxes_around, clicks_on
from core.training.decoding import answer, enlarged
from core.training.embeddings import FeatureBatch
from core.training.lesson import Lessons, Shown
from core.training.losses import LossWeights, hard_iou, mask_loss
from core.types import MaskHW


@dataclass(frozen=True, slots=True)
class Judgement:
    """Means over the examples. `masks` are those from a click, of the examples asked for, (S, S) bool."""

    loss: float
    miou_click: float
    miou_box: float
    masks: tuple[MaskHW, ...]

    @property
    def miou(self) -> float:
        return (self.miou_click + self.miou_box) / 2


@torch.no_grad()
def judge(
    model: SAM2Base,
    lessons: Lessons,
    batch: int,
    losses: LossWeights,
    cancel: CancelToken,
    keep: Sequence[int] = (),
) -> Judgement:
    """Ask for every example from one click and from a box, with the decoder as it is in use.

    Args:
        keep: indices of examples whose masks are wanted.
    """
    model.sam_mask_decoder.eval()
    device = next(model.parameters()).device
    loss, clicked, boxed = 0.0, 0.0, 0.0
    masks: dict[int, MaskHW] = {}
    for start in range(0, len(lessons), batch):
        cancel.check()
        indices = range(start, min(start + batch, len(lessons)))
        shown = [lessons.show(index, 0) for index in indices]
        features = FeatureBatch.of([item.features for item in shown], model)
        truths = [item.truth for item in shown]
        target = targets(shown, device)
        for prompt in (clicks_on, boxes_around):
            given = answer(model, features, prompt(truths).to(device))
            low = target_of_size(target, given.logits.shape[-1])
            loss += float(mask_loss(given.logits, given.ious, given.object_logits, low, losses).sum())
            found = enlarged(given.shown(), lessons.side)
            total = float(hard_iou(found, target).sum())
            if prompt is clicks_on:
                clicked += total
                masks.update({i: (found[i - start] > 0).cpu().numpy() for i in indices if i in keep})
            else:
                boxed += total
    count = len(lessons)
    return Judgement(loss / (2 * count), clicked / count, boxed / count, tuple(masks[i] for i in keep))


def targets(shown: Sequence[Shown], device: torch.device) -> torch.Tensor:
    """Their truths, (B, S, S) float32 of 0 and 1."""
    return torch.stack([torch.from_numpy(item.truth) for item in shown]).to(device).float()


def target_of_size(target_bhw: torch.Tensor, side: int) -> torch.Tensor:
    """Truths shrunk to `side` pixels by area, and cut at a half."""
    small = torch.nn.functional.interpolate(target_bhw[:, None], size=(side, side), mode="area")[:, 0]
    return (small >= 0.5).float()
