"""How good the weights are on the validation set: the same prompts every time, so that epochs compare."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import torch
from sam2.modeling.sam2_base import SAM2Base

from core.cancel import CancelToken
from core.engine.closer import view_around
from core.engine.embedding import found_box
from core.engine.view import View
from core.training.annotator import Points, boxes_around, clicks_on
from core.training.decoding import Answer, answer, enlarged
from core.training.embeddings import FeatureBatch
from core.training.lesson import Lessons, Shown
from core.training.looks import seen_in, size_of
from core.training.losses import LossWeights, mask_loss
from core.types import Box, MaskHW


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


@dataclass(frozen=True, slots=True)
class Look:
    """What was found in a view of an example's picture: the mask and the truth there, (S, S) bool.

    Args:
        missed: area of the truth outside the view, in pixels of the square.
    """

    view: View
    mask: MaskHW
    truth: MaskHW
    missed: float

    @property
    def iou(self) -> float:
        """Over the whole picture, in which nothing outside the view was found."""
        union = np.count_nonzero(self.mask | self.truth) + self.missed
        return float(np.count_nonzero(self.mask & self.truth) / union) if union else 1.0

    def on_whole(self, size_wh: tuple[int, int]) -> MaskHW:
        """The mask on all of a picture of that size, in the model's square too."""
        if self.view.is_whole(size_wh):
            return self.mask
        side = len(self.mask)
        box, scale = self.view.box, np.array([side, side]) / size_wh
        x0, y0 = np.rint(scale * (box.x0, box.y0)).astype(int)
        x1, y1 = np.maximum(np.rint(scale * (box.x1, box.y1)).astype(int), (x0 + 1, y0 + 1))
        small = cv2.resize(
            self.mask.astype(np.uint8) * 255, (int(x1 - x0), int(y1 - y0)), interpolation=cv2.INTER_AREA
        )
        square = np.zeros_like(self.mask)
        square[y0:y1, x0:x1] = np.asarray(small) >= 128
        return square


@torch.no_grad()
def judge(
    model: SAM2Base,
    lessons: Lessons,
    batch: int,
    losses: LossWeights,
    cancel: CancelToken,
    keep: Sequence[int] = (),
) -> Judgement:
    """Ask for every example from one click and from a box, as the model is asked in use.

    So the answer to a click on the whole picture may only say where to look closer. The loss is that of the
    answers to the click on the whole picture, and to the box in its view.

    Args:
        keep: indices of examples whose masks are wanted.
    """
    model.sam_mask_decoder.eval()
    loss, clicked, boxed = 0.0, 0.0, 0.0
    masks: dict[int, MaskHW] = {}
    for start in range(0, len(lessons), batch):
        cancel.check()
        indices = range(start, min(start + batch, len(lessons)))
        whole = [lessons.show(index, 0) for index in indices]
        closest = [lessons.show_closest(index) for index in indices]
        clicks = clicks_on([item.truth for item in whole])
        first = _ask(model, whole, clicks)
        given = _ask(model, closest, boxes_around([item.truth for item in closest]))
        loss += _loss(first, whole, losses) + _loss(given, closest, losses)
        boxed += sum(look.iou for look in _looks(given, closest, lessons, indices))
        looks = _looks(first, whole, lessons, indices)
        if lessons.closer:
            _look_closer(model, lessons, indices, clicks, first, looks)
        clicked += sum(look.iou for look in looks)
        for index, look in zip(indices, looks, strict=True):
            if index in keep:
                masks[index] = look.on_whole(size_of(lessons.dataset.examples[index]))
    count = len(lessons)
    return Judgement(loss / (2 * count), clicked / count, boxed / count, tuple(masks[i] for i in keep))


def _ask(model: SAM2Base, shown: Sequence[Shown], points: Points) -> Answer:
    return answer(model, FeatureBatch.of([item.features for item in shown], model), points.to(model.device))


def _loss(given: Answer, shown: Sequence[Shown], weights: LossWeights) -> float:
    target = target_of_size(targets(shown, given.logits.device), given.logits.shape[-1])
    return float(mask_loss(given.logits, given.ious, given.object_logits, target, weights).sum())


def _look_closer(
    model: SAM2Base,
    lessons: Lessons,
    indices: Sequence[int],
    clicks: Points,
    first: Answer,
    looks: list[Look],
) -> None:
    """Ask again in the views that the first answers lead to, and put these looks in the others' place."""
    logits_bhw = first.shown().float().cpu().numpy()
    places, moved, shown = [], [], []
    for place, index in enumerate(indices):
        size_wh = size_of(lessons.dataset.examples[index])
        whole = View.whole(size_wh)
        x, y = (clicks.coords[place, 0].numpy() / lessons.side * size_wh).tolist()
        found = found_box(logits_bhw[place], whole)
        if found is None:
            continue
        about = Box(min(found.x0, x), min(found.y0, y), max(found.x1, x), max(found.y1, y))
        view = view_around(about, size_wh)
        if view != whole:
            places.append(place)
            moved.append([(x - view.x) / view.width, (y - view.y) / view.height])
            shown.append(lessons.show_in(index, view))
    if not places:
        return
    points = Points(torch.tensor(moved)[:, None] * lessons.side, clicks.labels[places])
    closer = _looks(_ask(model, shown, points), shown, lessons, [indices[place] for place in places])
    for place, look in zip(places, closer, strict=True):
        looks[place] = look


def _looks(given: Answer, shown: Sequence[Shown], lessons: Lessons, indices: Sequence[int]) -> list[Look]:
    found = (enlarged(given.shown(), lessons.side) > 0).cpu().numpy()
    looks = []
    for mask_hw, item, index in zip(found, shown, indices, strict=True):
        view = seen_in(item.example)
        missed_px = lessons.dataset.examples[index].mask.area - item.example.mask.area
        scale = lessons.side**2 / (view.width * view.height)
        looks.append(Look(view, mask_hw, item.truth, missed_px * scale))
    return looks


def targets(shown: Sequence[Shown], device: torch.device) -> torch.Tensor:
    """Their truths, (B, S, S) float32 of 0 and 1."""
    return torch.stack([torch.from_numpy(item.truth) for item in shown]).to(device).float()


def target_of_size(target_bhw: torch.Tensor, side: int) -> torch.Tensor:
    """Truths shrunk to `side` pixels by area, and cut at a half."""
    small = torch.nn.functional.interpolate(target_bhw[:, None], size=(side, side), mode="area")[:, 0]
    return (small >= 0.5).float()
