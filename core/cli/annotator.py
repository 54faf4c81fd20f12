"""A simulated annotator, who works as the app has people work.

Clicks the object on the first frame and tracks it to the end. Then, as long as a frame is not good enough:
goes to the frame that the app would have corrected first, mends it there, and has the stretch that this can
change tracked again. All between the interactions is the app's own (`core.tracking.correction`).

How a person mends a frame: by clicks, as long as the last one took away as much of what is wrong as a stroke
would have; one that did not is taken back, and the rest is painted, what is worst first. Somebody whom clicks
have failed twice running takes the brush at once, and gives clicks another try later. In the same way who
sees that a well painted frame mended no other one paints no better than is asked for, until that helps again.
A mask that is worse than none is cleared first.
"""

import math
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
from core.tracking.correction import requests_for, retrack, stretch_around, where_to_correct
from core.tracking.request import FrameTracked, ObjectPrompts
from core.types import Click, FramePrompt, FrameSource, MaskHW

PAINTED_IOU = 0.95
"""What a person paints until: more than enough, since the frames around go by it."""

SPECK = 0.01
"""A stroke that puts right so small a part of the object is not worth it."""

PATIENCE = 2
"""Frames running on which clicks failed, or care did, after which it is left…"""

ANOTHER_TRY = 5
"""…but for every so many-th frame."""

CLEARING = 1
"""Interactions that it takes to clear a frame, so as to draw it anew: a key."""

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


class Hand:
    """A person who mends masks one frame at a time, and counts what it takes.

    Args:
        enough_iou: what a frame must reach.
        painted_iou: what is painted until, where it is painted.
    """

    def __init__(
        self, frames: FrameSource, segmenter: Segmenter, effort: Effort, enough_iou: float, painted_iou: float
    ) -> None:
        self._frames = frames
        self._segmenter = segmenter
        self._effort = effort
        self._enough = enough_iou
        self._painted = max(enough_iou, painted_iou)
        self._failed = 0

    def mend(
        self, frame_index: int, before: Mask | None, truth: MaskHW, *, carefully: bool = True
    ) -> tuple[FramePrompt, Mask]:
        """Bring a frame's mask to the truth, as near as is asked for; what is painted `carefully`, nearer."""
        self._effort.corrected += 1
        mask = np.zeros_like(truth) if before is None else before.to_array()
        if not truth.any():
            self._effort.strokes += CLEARING
            return _painted_as(frame_index, truth)
        clicks: tuple[Click, ...] = ()
        if self._failed < PATIENCE or self._effort.corrected % ANOTHER_TRY == 0:
            refines = before if before is not None and not before.is_empty else None
            clicks, mask = self._click(frame_index, mask, truth, refines)
            if clicks and jaccard(mask, truth) >= self._enough:
                self._failed = 0
                return FramePrompt(frame_index, clicks, refines=refines), Mask.from_array(mask)
            self._failed += 1
        until = self._painted if carefully else self._enough
        painted, strokes = paint(mask, truth, self._enough, until)
        anew, all_strokes = paint(np.zeros_like(truth), truth, self._enough, until)
        if CLEARING + all_strokes < strokes:
            painted, strokes = anew, CLEARING + all_strokes
        self._effort.strokes += strokes
        return _painted_as(frame_index, painted)

    def _click(
        self, frame_index: int, mask: MaskHW, truth: MaskHW, refines: Mask | None
    ) -> tuple[tuple[Click, ...], MaskHW]:
        """Click until it is enough or a click is not worth it; that one is counted, and taken back."""
        frame_rgb = self._frames.read(frame_index)
        clicks: tuple[Click, ...] = ()
        while jaccard(mask, truth) < self._enough and (click := next_click(mask, truth, None, clicks)):
            self._effort.clicks += 1
            prompt = ImagePrompt((*clicks, click), refines=refines)
            try:
                answer = self._segmenter.segment(frame_rgb, prompt, frame_key=frame_index).mask
            except PromptError:  # a negative click where nothing is: it says nothing yet
                break
            gained = int((mask ^ truth).sum()) - int((answer ^ truth).sum())
            if gained < wrong_regions(mask, truth)[0].per_stroke and jaccard(answer, truth) < self._enough:
                break
            clicks, mask = (*clicks, click), answer
        return clicks, mask


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
        self._hand = Hand(frames, segmenter, self.effort, enough_iou, PAINTED_IOU)
        self._in_vain = 0

    def annotate(self, cancel: CancelToken) -> Effort:
        """Work until every frame is good enough."""
        place: int | None = min(i for i, truth in self._truth.items() if truth.any())
        ious = self._ious()
        while place is not None:
            self._correct(place, cancel)
            before, ious = ious, self._ious()
            helped = sum(iou >= self._enough > before[i] for i, iou in ious.items())
            self._in_vain = 0 if helped else self._in_vain + 1
            place = where_to_correct(ious, self._settled, self._enough)
        return self.effort

    def _ious(self) -> dict[int, float]:
        empty = Mask.empty(self._frames.size_wh[1], self._frames.size_wh[0])
        return {
            i: jaccard(self._masks.get(i, empty).to_array(), truth)
            for i, truth in self._truth.items()
            if i not in self._settled
        }

    def _correct(self, frame_index: int, cancel: CancelToken) -> None:
        """Correct one frame by hand and track again what that can change."""
        before, truth = self._masks.get(frame_index), self._truth[frame_index]
        carefully = self._in_vain < PATIENCE or self.effort.corrected % ANOTHER_TRY == 0
        prompt, mask = self._hand.mend(frame_index, before, truth, carefully=carefully)
        self._prompts[frame_index] = prompt
        self._masks[frame_index] = self._settled[frame_index] = mask
        stretch = stretch_around(frame_index, self._settled, self._frames.frame_count)
        prompts = ObjectPrompts(THE_OBJECT, tuple(self._prompts.values()))
        runs = requests_for(prompts, stretch, self._settled)
        was = dict(self._masks)
        for event in retrack(self._frames, self._segmenter.loaded, runs, lambda _, i: was.get(i), cancel):
            if isinstance(event, FrameTracked) and THE_OBJECT in event.masks:
                self.effort.tracked += 1
                if event.frame_index not in self._settled:
                    self._masks[event.frame_index] = event.masks[THE_OBJECT].mask


@dataclass(frozen=True, slots=True, eq=False)
class Wrong:
    """A connected region that is missing, or that is too much: its pixels, (H, W) bool, and their number.

    `strokes` is what it takes to put it right. One stroke follows the object's true edge for as far as the
    object is long; what the edge encloses is filled for nothing.
    """

    pixels: MaskHW
    area: int
    strokes: int

    @property
    def per_stroke(self) -> float:
        """Pixels put right by a stroke."""
        return self.area / self.strokes


def wrong_regions(mask: MaskHW, truth: MaskHW) -> list[Wrong]:
    """All of them, those where a stroke does most first."""
    nearby = np.ones((3, 3), dtype=np.uint8)
    edge = truth & (cv2.erode(truth.astype(np.uint8), nearby) == 0)
    rows, columns = np.flatnonzero(truth.any(1)), np.flatnonzero(truth.any(0))
    length = max(1, *(int(np.ptp(side)) + 1 for side in (rows, columns) if len(side)))
    found = []
    for wrong in (truth & ~mask, mask & ~truth):
        _, labels, statistics, _ = cv2.connectedComponentsWithStats(wrong.astype(np.uint8), connectivity=8)
        for number, area in enumerate(np.asarray(statistics)[1:, cv2.CC_STAT_AREA], start=1):
            pixels = np.asarray(labels) == number
            along = int(np.count_nonzero(cv2.dilate(pixels.astype(np.uint8), nearby)[edge]))
            found.append(Wrong(pixels, int(area), max(1, math.ceil(along / length))))
    return sorted(found, key=lambda region: -region.per_stroke)


def paint(mask: MaskHW, truth: MaskHW, enough_iou: float, until_iou: float) -> tuple[MaskHW, int]:
    """Put one wrong region right after the other: the mask, and how many strokes that took.

    It must reach `enough_iou`; up to `until_iou` only what is more than a speck gets a stroke.
    """
    mask, strokes = mask.copy(), 0
    speck = SPECK * float(truth.sum())
    for region in wrong_regions(mask, truth):
        iou = jaccard(mask, truth)
        if iou >= until_iou or (iou >= enough_iou and region.per_stroke < speck):
            break
        mask[region.pixels] = truth[region.pixels]
        strokes += region.strokes
    return mask, strokes


def _painted_as(frame_index: int, mask_hw: MaskHW) -> tuple[FramePrompt, Mask]:
    mask = Mask.from_array(mask_hw)
    return FramePrompt(frame_index, mask=mask), mask


def mend_every_frame(
    frames: FrameSource,
    segmenter: Segmenter,
    truth: dict[int, MaskHW],
    enough_iou: float,
    cancel: CancelToken,
) -> Effort:
    """The same goal by the same hand without tracking: every frame from nothing, until it is just enough."""
    effort = Effort(len(truth))
    hand = Hand(frames, segmenter, effort, enough_iou, enough_iou)
    for frame_index, truth_hw in truth.items():
        cancel.check()
        if truth_hw.any():
            hand.mend(frame_index, None, truth_hw)
    return effort
