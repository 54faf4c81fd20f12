"""Base against tuned, on pictures that neither was taught with: is the tuned one to be used?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, TypeAlias

import cv2
import numpy as np
from torch import Tensor

from core.cancel import CancelToken
from core.engine.loader import LoadedModel
from core.engine.prompts import ImagePrompt
from core.engine.segmenter import Segmenter
from core.masks import Mask
from core.metrics.boundary import boundary_f
from core.metrics.clicks import simulate
from core.metrics.region import davis_frames, jaccard
from core.tracking.request import FrameTracked, ObjectPrompts, TrackRequest
from core.tracking.tracker import track
from core.training.augmentation import Copy, square_mask, square_picture
from core.training.checkpoint import with_weights
from core.training.dataset import Dataset, Example, Picture
from core.training.lesson import LEAST_AREA
from core.types import Box, FramePrompt, FrameRGB, MaskHW
from core.wording import say

MAX_CLICKS = 10
"""Clicks after which a picture is given up; it then counts as so many."""

ENOUGH_IOU = 0.90

NOISE = 0.001
"""Figures that differ by less are called equal."""

MAY_LOSE_ONE_PROMPT = 0.02
"""Mean IoU that answers to clicks, or to boxes, may lose where the others gain."""

MAY_LOSE_TRACKING = 0.01
"""J that tracking may lose where pictures gain."""

ENCODING = ("image_encoder.", "sam_mask_decoder.conv_s")
"""Tensors on which a picture's embedding depends."""

STILLS_TRACKED, MOVES = 12, 5
"""So many single pictures are followed while they move, through so many frames, since there is no video."""

LEAST_TRACKED = 3
"""Consecutive frames from which on a stretch is worth tracking."""


@dataclass(frozen=True, slots=True)
class Figures:
    """How good a model is on one example, or on the mean of many.

    Args:
        iou_click, iou_box: IoU from one click, and from a box (their means are mIoU, which is J).
        f_click, f_box: the boundary measure of the same masks.
        clicks: how many it takes to reach IoU 0.90, `MAX_CLICKS` where they do not.
    """

    iou_click: float
    iou_box: float
    f_click: float
    f_box: float
    clicks: float

    @property
    def miou(self) -> float:
        """Of both prompts."""
        return (self.iou_click + self.iou_box) / 2

    @classmethod
    def mean(cls, all_: Sequence["Figures"]) -> "Figures":
        """Each figure's mean."""
        return cls(*(float(np.mean([getattr(f, field.name) for f in all_])) for field in fields(cls)))

    def as_json(self) -> dict[str, float]:
        return {"mIoU": self.miou} | {field.name: getattr(self, field.name) for field in fields(self)}


@dataclass(frozen=True, slots=True)
class Compared:
    """One example, both ways. The masks are those from one click, at the picture's resolution."""

    example: Example
    before: Figures
    after: Figures
    mask_before: Mask
    mask_after: Mask

    @property
    def gain(self) -> float:
        return self.after.miou - self.before.miou


@dataclass(frozen=True, slots=True)
class TrackedScene:
    """Mean J of one scene or single picture, tracked from its first held-out mask through `frames` frames."""

    scene: str
    frames: int
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Progress:
    """How far comparing is."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """The result. `tracked` is empty where video has no stretch that is long enough."""

    examples: tuple[Compared, ...]
    tracked: tuple[TrackedScene, ...] = ()

    @property
    def before(self) -> Figures:
        return Figures.mean([item.before for item in self.examples])

    @property
    def after(self) -> Figures:
        return Figures.mean([item.after for item in self.examples])

    @property
    def tracking_before(self) -> float | None:
        """Mean J over scenes; None where nothing was tracked."""
        return float(np.mean([scene.before for scene in self.tracked])) if self.tracked else None

    @property
    def tracking_after(self) -> float | None:
        return float(np.mean([scene.after for scene in self.tracked])) if self.tracked else None

    @property
    def objection(self) -> str | None:
        """Why the tuned model should not be used, in a sentence; None where nothing speaks against it."""
        before, after = self.before, self.after
        if after.miou < before.miou - NOISE:
            return say(
                "It is worse on pictures that it has not seen: mIoU {now:.3f} against {before:.3f}.",
                now=after.miou,
                before=before.miou,
            )
        if after.iou_box < before.iou_box - MAY_LOSE_ONE_PROMPT:
            return say(
                "It answers boxes worse: IoU {now:.3f} against {before:.3f}.",
                now=after.iou_box,
                before=before.iou_box,
            )
        if after.iou_click < before.iou_click - MAY_LOSE_ONE_PROMPT:
            return say(
                "It answers clicks worse: IoU {now:.3f} against {before:.3f}.",
                now=after.iou_click,
                before=before.iou_click,
            )
        earlier, now = self.tracking_before, self.tracking_after
        if earlier is not None and now is not None and now < earlier - MAY_LOSE_TRACKING:
            return say("It tracks worse: J {now:.3f} against {before:.3f}.", now=now, before=earlier)
        if after.miou <= before.miou + NOISE and after.clicks >= before.clicks:
            return say("It is no better than before: mIoU {now:.3f}.", now=after.miou)
        return None

    def by_class(self) -> dict[str, tuple[Figures, Figures]]:
        """Before and after for every class, and for every object where there are no classes."""
        groups: dict[str, list[Compared]] = {}
        for item in self.examples:
            groups.setdefault(item.example.class_name or item.example.object_name, []).append(item)
        return {
            name: (Figures.mean([i.before for i in items]), Figures.mean([i.after for i in items]))
            for name, items in groups.items()
        }

    def as_json(self) -> dict[str, Any]:
        """For a tuned file's provenance and for the command line."""
        values: dict[str, Any] = {
            "examples": len(self.examples),
            "before": self.before.as_json(),
            "after": self.after.as_json(),
            "objection": self.objection,
        }
        if self.tracked:
            values["J_tracking_before"] = self.tracking_before
            values["J_tracking_after"] = self.tracking_after
        return values


CompareEvent: TypeAlias = Progress | Comparison


def compare(
    loaded: LoadedModel, weights: Mapping[str, Tensor], held_out: Dataset, cancel: CancelToken
) -> Iterator[CompareEvent]:
    """Measure a model as it is and with some tensors replaced; the last event is the `Comparison`.

    Each picture is encoded once, unless the encoder's neck is among the tensors. Where the held-out pictures
    are stretches of video, they are tracked too; some single pictures are followed while they move, so that
    what loses tracking is noticed there too. The model is given back as it was.

    Raises:
        InputError: a picture cannot be read.
        Cancelled: through `cancel`.
    """
    stretches = tracked_stretches(held_out) or moved_stretches(held_out, loaded.image_size)
    total = len(held_out) + sum(2 * len(stretch) for stretch in stretches)
    segmenter = Segmenter(loaded, embedding_cache=1)
    encoded_anew = any(name.startswith(ENCODING) for name in weights)
    compared: list[Compared] = []
    for example in held_out.examples:
        cancel.check()
        frame_rgb = example.picture.read()
        key = example.picture.key
        before, mask_before = _measure(segmenter, example, frame_rgb, key)
        with with_weights(loaded, weights):
            segmenter.forget_answers()
            key = f"{key} tuned" if encoded_anew else key
            after, mask_after = _measure(segmenter, example, frame_rgb, key)
        segmenter.forget_answers()
        compared.append(Compared(example, before, after, mask_before, mask_after))
        yield Progress(len(compared), total)
    done, tracked = len(compared), []
    for stretch in stretches:
        before_j = tracking_j(loaded, stretch, cancel)
        yield Progress(done + len(stretch), total)
        with with_weights(loaded, weights):
            after_j = tracking_j(loaded, stretch, cancel)
        done += 2 * len(stretch)
        yield Progress(done, total)
        tracked.append(TrackedScene(stretch[0].scene, len(stretch), before_j, after_j))
    yield Comparison(tuple(compared), tuple(tracked))


def _measure(segmenter: Segmenter, example: Example, frame_rgb: FrameRGB, key: str) -> tuple[Figures, Mask]:
    """One example's figures, and its mask from one click; its embedding is kept under `key`."""
    truth = example.mask.to_array()
    masks: list[MaskHW] = []

    def answer(prompt: ImagePrompt) -> MaskHW:
        return segmenter.segment(frame_rgb, prompt, frame_key=key).mask

    def click(clicks: tuple[Any, ...]) -> MaskHW:
        masks.append(answer(ImagePrompt(clicks)))
        return masks[-1]

    run = simulate(click, truth, max_clicks=MAX_CLICKS, enough_iou=ENOUGH_IOU, at_least=1)
    boxed = answer(ImagePrompt(box=Box(*example.mask.box_xyxy_px)))
    figures = Figures(
        iou_click=run.ious[0],
        iou_box=jaccard(boxed, truth),
        f_click=boundary_f(masks[0], truth),
        f_box=boundary_f(boxed, truth),
        clicks=run.clicks_to(ENOUGH_IOU, MAX_CLICKS),
    )
    return figures, Mask.from_array(masks[0])


def tracked_stretches(dataset: Dataset) -> list[list[Example]]:
    """Each object's longest run of consecutive frames in each scene of a video, where it is long enough."""
    if not dataset.ordered:
        return []
    groups: dict[tuple[str, str], list[Example]] = {}
    for example in dataset.examples:
        groups.setdefault((example.scene, example.object_name), []).append(example)
    longest = []
    for group in groups.values():
        group.sort(key=lambda example: example.frame_index)
        runs: list[list[Example]] = [[]]
        for example in group:
            if runs[-1] and example.frame_index != runs[-1][-1].frame_index + 1:
                runs.append([])
            runs[-1].append(example)
        best = max(runs, key=len)
        if len(best) >= LEAST_TRACKED:
            longest.append(best)
    return longest


@dataclass(frozen=True)
class MovedPicture:
    """A picture in the model's square, moved as by a hand that holds the camera, a little more each step."""

    picture: Picture
    step: int
    side: int

    @property
    def name(self) -> str:
        return self.picture.name

    @property
    def key(self) -> str:
        return f"{self.picture.key} moved {self.step}"

    @property
    def move(self) -> Copy:
        middle = self.side / 2
        turned = cv2.getRotationMatrix2D((middle, middle), 4.0 * self.step, 1.04**self.step)
        affine = np.array(turned, np.float64)
        affine[:, 2] += 0.02 * self.side * self.step
        return Copy(affine, gain=1.0, gamma=1.0, saturation=1.0, tint=(1.0, 1.0, 1.0))

    def read(self) -> FrameRGB:
        return self.move.picture(square_picture(self.picture.read(), self.picture.key, 0, self.side))


def moved_stretches(dataset: Dataset, side: int) -> list[list[Example]]:
    """Single pictures as short films in which they move, as far as the object stays in sight."""
    if dataset.ordered:
        return []
    films = []
    for example in dataset.examples[:: -(-len(dataset) // STILLS_TRACKED)]:
        square, film = square_mask(example.mask, example.picture.key, 0, side), list[Example]()
        for step in range(MOVES):
            picture = MovedPicture(example.picture, step, side)
            mask_hw = picture.move.mask(square)
            if np.count_nonzero(mask_hw) < LEAST_AREA:
                break
            film.append(replace(example, picture=picture, mask=Mask.from_array(mask_hw), scene=example.title))
        if len(film) >= LEAST_TRACKED:
            films.append(film)
    return films


def tracking_j(loaded: LoadedModel, stretch: Sequence[Example], cancel: CancelToken) -> float:
    """Mean J of one object tracked from its first mask, the first and last frame left out as DAVIS does."""
    frames = _Stretch(stretch)
    prompts = ObjectPrompts(1, (FramePrompt(0, mask=stretch[0].mask),))
    request = TrackRequest((prompts,), 0, len(stretch) - 1)
    counted = davis_frames(len(stretch))
    scores = [
        event.masks[1].mask.iou(stretch[event.frame_index].mask)
        for event in track(frames, loaded, request, cancel)
        if isinstance(event, FrameTracked) and event.frame_index in counted
    ]
    return float(np.mean(scores))


class _Stretch:
    """Consecutive examples as a `FrameSource`."""

    def __init__(self, examples: Sequence[Example]) -> None:
        self._examples = examples
        self.frame_count = len(examples)
        self.size_wh = examples[0].mask.width, examples[0].mask.height

    def read(self, frame_index: int) -> FrameRGB:
        return self._examples[frame_index].picture.read()
