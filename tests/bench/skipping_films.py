"""Films whose truth is known, a model that is never wrong, and what skipping does with extreme films."""

import time
from collections.abc import Mapping, Sequence
from itertools import pairwise

import cv2
import numpy as np

from core.cancel import NeverCancel
from core.masks import Mask
from core.media import ground_truth
from core.media.reader import open_media
from core.metrics.region import davis_frames, jaccard
from core.skipping.fill import cross, fill, outline
from core.skipping.flow import FlowMaker
from core.skipping.intervals import SkippingRun
from core.skipping.keys import KeyMask
from core.skipping.motion import PairWatcher, glance
from core.skipping.policy import SkipPolicy
from core.skipping.scout import Scout
from core.types import Box, FrameRGB, FrameSource, MaskHW

SHOT = 12
"""Frames of each shot of the film that is cut together."""


class Clip:
    """A DAVIS sequence in memory, with its truth: a `FrameSource`."""

    def __init__(self, sequence: ground_truth.Sequence) -> None:
        self.name = sequence.name
        with open_media(sequence.frames) as media:
            self.frames = [media.read(i) for i in range(media.frame_count)]
            self.size_wh = media.size_wh
        paths = [sequence.annotations[i] for i in range(len(self.frames))]
        self.truth: list[MaskHW] = [next(iter(ground_truth.read_objects(path).values())) for path in paths]
        self.frame_count = len(self.frames)

    def read(self, frame_index: int) -> FrameRGB:
        return self.frames[frame_index]

    def region(self, masks: Mapping[int, Mask]) -> float:
        """Mean J by the protocol."""
        counted = davis_frames(self.frame_count)
        return float(np.mean([jaccard(masks[i].to_array(), self.truth[i]) for i in counted]))


class Tracked(Clip):
    """A video of which the masks of a run without skipping are taken for the truth."""

    def __init__(self, media: FrameSource, masks: Sequence[Mask]) -> None:
        self.frame_count, self.size_wh = media.frame_count, media.size_wh
        self.truth = [mask.to_array() for mask in masks]
        self._media = media

    def read(self, frame_index: int) -> FrameRGB:
        return self._media.read(frame_index)


class Perfect:
    """`KeyFrames` that are the truth."""

    def __init__(self, clip: Clip) -> None:
        self.clip = clip
        self.asked = 0

    def find(self, place: int) -> dict[int, KeyMask]:
        self.asked += 1
        return self.hold(place, {})

    def hold(self, place: int, boxes: Mapping[int, Box]) -> dict[int, KeyMask]:
        truth = self.clip.truth[place]
        return {1: KeyMask(Mask.from_array(truth), truth, 1.0, 9.0)}

    def settle(self, place: int) -> None:
        pass


def through_oracle(clip: Clip, policy: SkipPolicy) -> tuple[dict[int, Mask], int, int]:
    """The masks of all frames, the number of key frames, and how often one was asked for."""
    keys, cancel = Perfect(clip), NeverCancel()
    with Scout(clip.read, clip.frame_count, cancel) as scout:
        run = SkippingRun(
            keys, scout, policy, count=clip.frame_count, given=(), size_wh=clip.size_wh, cancel=cancel
        )
        done = list(run.frames())
    return {d.place: d.masks[1].mask for d in done}, sum(d.key for d in done), keys.asked


class Still(Clip):
    """A clip's first frame for 1,000 frames, with sensor noise."""

    def __init__(self, clip: Clip) -> None:
        self.frame_count = 1000
        self.size_wh = clip.size_wh
        self.truth = [clip.truth[0]] * self.frame_count
        self._picture = clip.frames[0].astype(np.int16)
        shape = self._picture.shape
        self._grain = [np.random.default_rng(i).normal(0, 4, shape).astype(np.int16) for i in range(20)]

    def read(self, frame_index: int) -> FrameRGB:
        rng = np.random.default_rng(frame_index)
        noise = self._grain[rng.integers(20)][:: rng.choice((-1, 1)), :: rng.choice((-1, 1))]
        return np.clip(self._picture + noise, 0, 255).astype(np.uint8)


class Cut(Clip):
    """Eleven shots cut together: ten cuts."""

    def __init__(self, clips: Sequence[Clip]) -> None:
        shots = [(clips[n % len(clips)], 8 + SHOT * (n // len(clips))) for n in range(11)]
        self.size_wh = clips[0].size_wh
        self.frames = [clip.frames[at + i] for clip, at in shots for i in range(SHOT)]
        self.truth = [clip.truth[at + i] for clip, at in shots for i in range(SHOT)]
        self.frame_count = len(self.frames)


def cuts_crossed(clips: Sequence[Clip]) -> tuple[list[int], int]:
    """Where cuts are found in ten, and how many masks cross one, at the fastest policies."""
    film = Cut(clips)
    watcher = PairWatcher()
    glances = [glance(frame) for frame in film.frames]
    found = [i for i in range(1, len(glances)) if watcher.compare(glances[i - 1], glances[i]).cut]
    crossed = 0
    for policy in (SkipPolicy.auto(1.0), SkipPolicy.every(50)):
        keys, cancel = Perfect(film), NeverCancel()
        with Scout(film.read, film.frame_count, cancel) as scout:
            run = SkippingRun(
                keys, scout, policy, count=film.frame_count, given=(), size_wh=film.size_wh, cancel=cancel
            )
            at = {done.place for done in run.frames() if done.key}
        # A mask crosses a cut if the frame after it is filled, or the one before it from beyond it.
        crossed += sum(not {cut - 1, cut} <= at for cut in range(SHOT, film.frame_count, SHOT))
    return found, crossed


def fill_times() -> tuple[dict[str, float], float]:
    """Milliseconds of CPU a frame and object at 1080p, the object 700 pixels high, and the fills' IoU."""
    cv2.setNumThreads(1)
    rng = np.random.default_rng(0)
    wide = cv2.GaussianBlur(rng.integers(0, 255, (1080, 2100, 3), dtype=np.uint8), (0, 0), 2)
    frames = [np.ascontiguousarray(wide[:, 4 * i : 4 * i + 1920]) for i in range(9)]
    masks = []
    for i in range(9):
        picture = np.zeros((1080, 1920), np.uint8)
        cv2.ellipse(picture, (1000 - 4 * i, 540), (300, 350), 20, 0, 360, 1, -1)
        masks.append(picture.astype(np.bool_))
    watcher, maker = PairWatcher(), FlowMaker()
    times: dict[str, list[float]] = {"glance": [], "flow": [], "carry": [], "fill": []}
    for _ in range(5):
        t = [time.thread_time()]
        glances = [glance(frame) for frame in frames]
        motions = [watcher.compare(a, b) for a, b in pairwise(glances)]
        t.append(time.thread_time())
        flow = maker.follow(glances, motions, Mask.from_array(masks[0]), masks[0], NeverCancel())
        t.append(time.thread_time())
        ends = outline(masks[0], flow.windows[0], 1), outline(masks[8], flow.windows[8], 1)
        crossing = cross(flow, 0, 8, *ends)
        t.append(time.thread_time())
        filled = [fill(crossing, frame, (1920, 1080)) for frame in crossing.frames]
        t.append(time.thread_time())
        for name, start, end, count in zip(times, t, t[1:], (9, 8, 7, 7), strict=False):
            times[name].append((end - start) / count * 1e3)
    right = np.mean([mask.iou(Mask.from_array(masks[i + 1])) for i, mask in enumerate(filled)])
    best = {name: min(values) for name, values in times.items()}
    return best, float(right)
