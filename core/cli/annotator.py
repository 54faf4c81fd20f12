"""A simulated annotator, who works as the app has people work.

Clicks the object on the first frame, tracks it to the end, goes to the worst frame, mends it there with a
few clicks or, where clicks do not help, with paint; the stretch that this can change is tracked again; and so
on until every frame is good enough. All between the clicks is the app's own (`core.tracking.correction`).
"""

from dataclasses import dataclass, fields

import cv2
import numpy as np

from core.cancel import CancelToken
from core.engine.prompts import ImagePrompt
from core.engine.segmenter import Segmenter
from core.errors import PromptError
from core.masks import Mask
from core.metrics.clicks import next_click
from core.metrics.region import jaccard
from core.tracking.correction import requests_for, retrack, stretch_around
from core.tracking.request import FrameTracked, ObjectPrompts
from core.types import Click, FramePrompt, FrameSource, MaskHW

CLICKS_BEFORE_PAINT = 3
"""Clicks that the annotator tries on a frame before taking the brush."""

STROKE_AREA = 0.002
"""An error smaller than this part of the object costs no stroke of its own."""

THE_OBJECT = 1


@dataclass
class Effort:
    """What annotating took: `corrected` frames are those that a person worked on."""

    frames: int = 0
    clicks: int = 0
    strokes: int = 0
    corrected: int = 0
    tracked: int = 0

    def add(self, other: "Effort") -> None:
        for part in fields(self):
            setattr(self, part.name, getattr(self, part.name) + getattr(other, part.name))

    def per_100_frames(self) -> dict[str, float]:
        share = 100 / max(1, self.frames)
        return {
            "interactions_per_100_frames": (self.clicks + self.strokes) * share,
            "clicks_per_100_frames": self.clicks * share,
            "strokes_per_100_frames": self.strokes * share,
            "corrected_frames_per_100": self.corrected * share,
            "tracked_frames_per_100": self.tracked * share,
        }


class Annotator:
    """One object, one person, one project.

    Args:
        truth: (H, W) bool of every frame; the person sees the picture, so knows it.
        enough_iou: what every frame must reach.
    """

    def __init__(
        self, frames: FrameSource, segmenter: Segmenter, truth: dict[int, MaskHW], enough_iou: float
    ) -> None:
        self._frames = frames
        self._segmenter = segmenter
        self._truth = truth
        self._enough = enough_iou
        self._prompts: dict[int, FramePrompt] = {}
        self._masks: dict[int, Mask] = {}
        self._settled: dict[int, Mask] = {}
        self.effort = Effort(len(truth))

    def annotate(self, cancel: CancelToken) -> Effort:
        """Work until every frame is good enough."""
        self._mend(min(i for i, truth in self._truth.items() if truth.any()), cancel)
        while (worst := self._worst()) is not None:
            self._mend(worst, cancel)
        return self.effort

    def _worst(self) -> int | None:
        """The frame with the lowest IoU, if that is not enough."""
        empty = Mask.empty(self._frames.size_wh[1], self._frames.size_wh[0])
        ious = {
            i: jaccard(self._masks.get(i, empty).to_array(), truth)
            for i, truth in self._truth.items()
            if i not in self._settled
        }
        worst = min(ious, key=lambda i: ious[i], default=None)
        return worst if worst is not None and ious[worst] < self._enough else None

    def _mend(self, frame_index: int, cancel: CancelToken) -> None:
        """Correct one frame by hand and track again what that can change."""
        prompt, mask = self._correct(frame_index)
        self._prompts[frame_index] = prompt
        self._masks[frame_index] = self._settled[frame_index] = mask
        self.effort.corrected += 1
        stretch = stretch_around(frame_index, self._settled, self._frames.frame_count)
        prompts = ObjectPrompts(THE_OBJECT, tuple(self._prompts.values()))
        runs = requests_for(prompts, stretch, self._settled)
        before = dict(self._masks)
        for event in retrack(self._frames, self._segmenter.loaded, runs, lambda _, i: before.get(i), cancel):
            if isinstance(event, FrameTracked) and THE_OBJECT in event.masks:
                self.effort.tracked += 1
                if event.frame_index not in self._settled:
                    self._masks[event.frame_index] = event.masks[THE_OBJECT].mask

    def _correct(self, frame_index: int) -> tuple[FramePrompt, Mask]:
        """Click up to three times; if that is not enough, paint the rest."""
        truth, before = self._truth[frame_index], self._masks.get(frame_index)
        frame_rgb = self._frames.read(frame_index)
        refines = before if before is not None and not before.is_empty else None
        mask = np.zeros_like(truth) if before is None else before.to_array()
        clicks: tuple[Click, ...] = ()
        while len(clicks) < CLICKS_BEFORE_PAINT and truth.any():
            click = next_click(mask, truth, None, clicks)
            if click is None:
                break
            clicks = (*clicks, click)
            try:
                answer = self._segmenter.segment(
                    frame_rgb, ImagePrompt(clicks, refines=refines), frame_key=frame_index
                )
            except PromptError:  # a negative click where nothing is: it says nothing yet
                continue
            mask = answer.mask
            if jaccard(mask, truth) >= self._enough:
                self.effort.clicks += len(clicks)
                return FramePrompt(frame_index, clicks, refines=refines), Mask.from_array(mask)
        self.effort.clicks += len(clicks)
        self.effort.strokes += strokes_to(mask, truth)
        painted = Mask.from_array(truth)
        return FramePrompt(frame_index, mask=painted), painted


def strokes_to(mask: MaskHW, truth: MaskHW) -> int:
    """Strokes to paint a mask right: one for each region of pixels that are wrong, but for specks."""
    wrong = np.asarray(mask ^ truth, dtype=np.uint8)
    _, _, statistics, _ = cv2.connectedComponentsWithStats(wrong, connectivity=8)
    least = max(1.0, STROKE_AREA * float(truth.sum()))
    return max(1, int((statistics[1:, cv2.CC_STAT_AREA] >= least).sum()))


def click_every_frame(
    frames: FrameSource, segmenter: Segmenter, truth: dict[int, MaskHW], enough_iou: float, max_clicks: int
) -> Effort:
    """The same goal without tracking: clicks on every frame from nothing, then paint where they fail."""
    effort = Effort(len(truth))
    for frame_index, truth_hw in truth.items():
        if not truth_hw.any():
            continue
        frame_rgb = frames.read(frame_index)
        mask: MaskHW = np.zeros_like(truth_hw)
        clicks: tuple[Click, ...] = ()
        while jaccard(mask, truth_hw) < enough_iou and len(clicks) < max_clicks:
            click = next_click(mask, truth_hw, None, clicks)
            if click is None:
                break
            clicks = (*clicks, click)
            mask = segmenter.segment(frame_rgb, ImagePrompt(clicks), frame_key=frame_index).mask
        effort.clicks += len(clicks)
        effort.corrected += 1
        if jaccard(mask, truth_hw) < enough_iou:
            effort.strokes += strokes_to(mask, truth_hw)
    return effort
