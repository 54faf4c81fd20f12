"""Clips in which an object goes and comes back, and what the program's own tracker says of each frame.

Two kinds, both with the frame's real size and pictures in bytes, as a video has them:

* `film_clips`: a stretch of a film during which either another film is shown, as after a cut, or the object
  is painted over with what is around it.
* `stage_clips`: `scenes.stage_clip`: the object of a still moves over another still, and is gone for a while.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from unittest.mock import patch

import cv2
import numpy as np
import torch
from footage import Film, Stills
from numpy.typing import NDArray
from scenes import MEAN, STD, stage_clip
from torch import Tensor

from core.cancel import NeverCancel
from core.engine.loader import LoadedModel
from core.engine.presence import presence_logit
from core.engine.registry import PresenceWeights
from core.masks import Mask
from core.tracking import session
from core.tracking.request import FrameTracked, ObjectPrompts, TrackRequest
from core.tracking.tracker import track
from core.types import FramePrompt, FrameRGB, MaskHW

FRAMES = 16
SMALLEST = 0.004
"""Share of the picture below which an object counts as neither there nor gone."""
STAGE_SIDE = 480


@dataclass(frozen=True)
class Clip:
    """`frames` (H, W, 3) uint8 RGB, also read as the tracker reads a video, and `masks` (H, W) bool."""

    frames: Sequence[FrameRGB]
    masks: Sequence[MaskHW]

    @property
    def frame_count(self) -> int:
        return len(self.frames)

    @property
    def size_wh(self) -> tuple[int, int]:
        height, width = self.masks[0].shape
        return width, height

    def read(self, frame_index: int) -> FrameRGB:
        return self.frames[frame_index]


@dataclass(frozen=True)
class Verdict:
    """What was said of one frame.

    `present` is None where too little is to be seen of the object. `said` is what `presence_logit` was given:
    the model's object score, its expected IoU, the target model's values, the likenesses; None where the
    model itself saw nothing.
    """

    present: bool | None
    iou: float
    object_score: float
    empty: bool
    said: NDArray[np.float32] | None


def film_clips(films: Sequence[Film], count: int, seed: int, *, whole: bool = False) -> Iterator[Clip]:
    """Stretches of `FRAMES` frames at strides of 1 to 3 or, `whole`, one film after the other as it is."""
    rng = np.random.default_rng(seed)
    for number in range(count):
        film = films[number % len(films) if whole else rng.integers(len(films))]
        others = [other for other in films if other.name != film.name]
        last = len(film.frames) - 1
        length = last + 1 if whole else FRAMES
        stride = 1 if whole else max(1, min(int(rng.integers(1, 4)), last // (FRAMES - 1)))
        start = 0 if whole else int(rng.integers(max(1, last + 1 - stride * (FRAMES - 1))))
        wanted = [min(last, start + stride * place) for place in range(length)]
        frames = [_picture(film, i) for i in wanted]
        masks = [film.masks[i].numpy() > 0 for i in wanted]
        begin = int(rng.integers(3, length - 4))
        away = range(begin, min(length, begin + int(rng.integers(2, 6))))
        other = others[rng.integers(len(others))]
        first = int(rng.integers(max(1, len(other.frames) - len(away))))
        cut = rng.random() < 0.5
        for place in away:
            if cut:
                shown = _picture(other, min(len(other.frames) - 1, first + place - begin))
                frames[place] = cv2.resize(shown, masks[place].shape[::-1])
            else:
                frames[place] = _painted_over(frames[place], masks[place])
            masks[place] = np.zeros_like(masks[place])
        yield Clip([np.ascontiguousarray(frame) for frame in frames], masks)


def _picture(film: Film, number: int) -> FrameRGB:
    """A frame of a film, (H, W, 3)."""
    return film.frames[number].permute(1, 2, 0).numpy()


def _painted_over(frame: FrameRGB, mask: MaskHW) -> FrameRGB:
    """The frame with what is around the object in its place."""
    reach = cv2.dilate(mask.astype(np.uint8), np.ones((15, 15), np.uint8))
    small = cv2.resize(frame, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    hole = cv2.resize(reach, small.shape[1::-1], interpolation=cv2.INTER_NEAREST)
    filled = cv2.inpaint(small, hole, 5, cv2.INPAINT_TELEA)
    return np.where(reach[..., None] > 0, cv2.resize(filled, mask.shape[::-1]), frame)


def stage_clips(stills: Stills, count: int, seed: int) -> Iterator[Clip]:
    """Cut-outs on a stage, as in training, in squares of `STAGE_SIDE` pixels."""
    mean, std = (torch.tensor(values).view(3, 1, 1) for values in (MEAN, STD))
    torch.manual_seed(seed)
    for _ in range(count):
        made = stage_clip(stills, 1, FRAMES, STAGE_SIDE)
        bright = (made.images[0] * std + mean).clamp(0, 1) * 255
        pictures = bright.round().byte().permute(0, 2, 3, 1).numpy()
        yield Clip([np.ascontiguousarray(p) for p in pictures], [mask.numpy() for mask in made.masks[0]])


def tracked(loaded: LoadedModel, clip: Clip, *, told: bool = False) -> list[Verdict]:
    """Follow a clip's object from its first mask; `told` makes the tracker know where the object is gone."""
    if clip.masks[0].mean() <= SMALLEST:
        return []
    said: dict[int, NDArray[np.float32]] = {}
    at = 0

    def overheard(
        weights: PresenceWeights, logit: float, iou: float, target: float, likeness: Tensor
    ) -> float:
        what = np.array([logit, iou, target, *likeness.flatten().tolist()], dtype=np.float32)
        said.setdefault(at, what)  # what is doubted is looked at again from closer: the first look counts
        if told:
            return 5.0 if clip.masks[at].any() else -5.0
        return presence_logit(weights, logit, iou, target, likeness)

    first = ObjectPrompts(1, (FramePrompt(0, mask=Mask.from_array(clip.masks[0])),))
    request = TrackRequest((first,), 0, clip.frame_count - 1)
    verdicts = []
    with patch.object(session, "presence_logit", overheard):
        for event in track(clip, loaded, request, NeverCancel()):
            if not isinstance(event, FrameTracked):
                continue
            found, truth = event.masks[1], clip.masks[event.frame_index]
            share = truth.mean()
            if event.frame_index:
                verdicts.append(
                    Verdict(
                        None if 0 < share <= SMALLEST else bool(share),
                        found.mask.iou(Mask.from_array(truth)),
                        found.object_score,
                        found.mask.is_empty,
                        said.get(event.frame_index),
                    )
                )
            at = event.frame_index + 1
    return verdicts


def told_apart(verdicts: Sequence[Verdict]) -> str:
    """How many frames without the object are known as such, at a threshold and as the program shows them."""
    seen = [v for v in verdicts if v.present]
    gone = [v for v in verdicts if v.present is False]
    threshold = float(np.quantile([v.object_score for v in seen], 0.02))
    return (
        f"{np.mean([v.object_score < threshold for v in gone]):.0%} of {len(gone)} found where 2 % of "
        f"{len(seen)} visible ones are called absent (threshold {threshold:.2f}); as shown, "
        f"{np.mean([v.empty for v in gone]):.0%} found, {np.mean([v.empty for v in seen]):.1%} false; "
        f"J {np.mean([v.iou for v in seen]):.3f}"
    )
