"""What skipping saves and what it costs: masks, frames inferred, seconds; drawn as skipping.png.

    python tests/bench/bench_skipping.py [--what oracle nano videos still cuts fill] [--model M] [--out DIR]

`oracle` goes through davis2016/val with perfect key-frame masks, so that only the policy and the filling are
measured; `nano` (or the model named) tracks from the first frame's mask. Both over the slider's positions,
with fixed gaps as the baseline, and J by the DAVIS-2016 protocol, a mean over sequences. `videos` compares
with skip off where there is no truth. The data is looked for in SAMURAIVISION_DATA, or ../shared/data beside
the checkout; without it only `fill` runs.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import cv2
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from core.cancel import NeverCancel
from core.masks import Mask
from core.media.ground_truth import Sequence, find_sequences, read_objects
from core.media.reader import open_media
from core.metrics.region import davis_frames, jaccard
from core.skipping.fill import cross, fill, outline
from core.skipping.flow import FlowMaker
from core.skipping.intervals import SkippingRun
from core.skipping.keys import KeyMask
from core.skipping.motion import PairWatcher, glance
from core.skipping.policy import SkipPolicy
from core.skipping.scout import Scout
from core.types import Box, FramePrompt, FrameRGB, FrameSource, MaskHW

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("SAMURAIVISION_DATA", ROOT.parent / "shared" / "data"))
SLIDER = (0.0, 0.25, 0.5, 0.75, 1.0)
GAPS = (2, 3, 4, 6, 8)
BOXES = {"bedroom": Box(309, 0, 515, 399), "dog": Box(448, 382, 710, 554)}
"""The girl on the bed, and the dog, on the first frame."""


@dataclass(frozen=True)
class Point:
    """A row of a table: a way to skip, and what it gave."""

    name: str
    fraction: float
    quality: float
    seconds: float
    asked: float
    """Runs of the model, those that were done again included, as a share of the frames."""


def policies() -> dict[str, SkipPolicy]:
    """The slider's positions and the fixed gaps."""
    named = {f"auto {speed:g}": SkipPolicy.auto(speed) for speed in SLIDER}
    return named | {f"every {gap}": SkipPolicy.every(gap) for gap in GAPS}


class Clip:
    """A DAVIS sequence in memory, with its truth: a `FrameSource`."""

    def __init__(self, sequence: Sequence) -> None:
        self.name = sequence.name
        with open_media(sequence.frames) as media:
            self.frames = [media.read(i) for i in range(media.frame_count)]
            self.size_wh = media.size_wh
        paths = [sequence.annotations[i] for i in range(len(self.frames))]
        self.truth: list[MaskHW] = [next(iter(read_objects(path).values())) for path in paths]
        self.frame_count = len(self.frames)

    def read(self, frame_index: int) -> FrameRGB:
        return self.frames[frame_index]

    def region(self, masks: Mapping[int, Mask]) -> float:
        """Mean J by the protocol."""
        counted = davis_frames(self.frame_count)
        return float(np.mean([jaccard(masks[i].to_array(), self.truth[i]) for i in counted]))


class Perfect:
    """`KeyFrames` that are the truth."""

    def __init__(self, clip: Clip) -> None:
        self.clip = clip
        self.asked = 0

    def find(self, place: int) -> dict[int, KeyMask]:
        self.asked += 1
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


class Model:
    """The real tracker, counting how often it looks at a frame."""

    def __init__(self, name: str) -> None:
        from core.engine.loader import load_model
        from core.tracking import run

        self.loaded = load_model(name)
        self.looks = 0
        look = run.TrackRun.look

        def counted(tracking: Any, feed: Any, frame_index: int) -> Any:
            self.looks += 1
            return look(tracking, feed, frame_index)

        run.TrackRun.look = counted  # type: ignore[method-assign]

    def track(
        self, frames: FrameSource, prompt: FramePrompt, policy: SkipPolicy | None
    ) -> tuple[dict[int, Mask], int, int]:
        """The masks of all frames, on how many the model ran, and how often it looked."""
        from core.tracking.request import FrameTracked, ObjectPrompts, TrackFinished, TrackRequest
        from core.tracking.skipped import track_skipping

        self.looks = 0
        request = TrackRequest((ObjectPrompts(1, (prompt,)),), prompt.frame_index, frames.frame_count - 1)
        masks: dict[int, Mask] = {}
        inferred = 0
        for event in track_skipping(frames, self.loaded, request, policy, NeverCancel()):
            if isinstance(event, FrameTracked):
                masks[event.frame_index] = event.masks[1].mask
            elif isinstance(event, TrackFinished):
                inferred = event.inferred
        return masks, inferred, self.looks

    def through(self, clip: Clip, policy: SkipPolicy | None) -> tuple[dict[int, Mask], int, int]:
        """Track from the first frame's mask."""
        return self.track(clip, FramePrompt(0, mask=Mask.from_array(clip.truth[0])), policy)


Through = Callable[[Clip, Any], tuple[dict[int, Mask], int, int]]


class Bench:
    """The tables, each printed as it is made."""

    def __init__(self, model_name: str, sequences: str) -> None:
        self.model_name = model_name
        self.sequences = sequences
        self.tables: dict[str, list[Point]] = {}
        self.figures: dict[str, Any] = {}

    @cached_property
    def clips(self) -> list[Clip]:
        names = [name for name in self.sequences.split(",") if name]
        return [Clip(sequence) for sequence in find_sequences(DATA / "davis2016" / "val", names)]

    @cached_property
    def model(self) -> Model:
        return Model(self.model_name)

    def oracle(self) -> None:
        """Perfect key frames."""
        self._table("perfect key frames", through_oracle, {}, self._warm_oracle)

    def nano(self) -> None:
        """The model's own key frames."""
        self._table(self.model_name, self.model.through, {"off": None}, None)

    def _warm_oracle(self) -> None:
        through_oracle(self.clips[0], SkipPolicy.every(8))

    def _table(
        self, title: str, through: Through, first: Mapping[str, None], warm: Callable[[], None] | None
    ) -> None:
        print(f"\n{title}: {len(self.clips)} sequences of DAVIS-2016 val")
        print(f"{'':10}{'J':>8}{'lost':>8}{'inferred':>10}{'asked':>8}{'s/frame':>10}")
        if warm is not None:
            warm()
        points: list[Point] = []
        for name, policy in {**first, **policies()}.items():
            values = []
            for clip in self.clips:
                began = time.perf_counter()
                masks, inferred, asked = through(clip, policy)
                seconds = time.perf_counter() - began
                n = clip.frame_count
                values.append((clip.region(masks), inferred / n, asked / n, seconds / n))
            j, fraction, asked_share, s_per_frame = np.mean(values, axis=0)
            points.append(Point(name, fraction, j, s_per_frame, asked_share))
            best = points[0].quality if first else 1.0
            print(
                f"{name:10}{j:8.4f}{100 * (best - j):8.2f}{100 * fraction:9.1f}%"
                f"{asked_share:8.2f}{s_per_frame:10.4f}"
                f"   {' '.join(f'{v[0]:.3f}/{100 * v[1]:.0f}%' for v in values)}",
                flush=True,
            )
        self.tables[title] = points

    def videos(self) -> None:
        """Agreement with skip off, where there is no truth; and of neighbours in skip off with each other."""
        print(f"\n{self.model_name}: videos without truth, compared with skip off")
        for name, box in BOXES.items():
            with open_media(DATA / "videos" / f"{name}.mp4") as media:
                off: dict[int, Mask] = {}
                for label, policy in {"off": None, **policies()}.items():
                    began = time.perf_counter()
                    masks, inferred, _ = self.model.track(media, FramePrompt(0, box=box), policy)
                    s_per_frame = (time.perf_counter() - began) / media.frame_count
                    off = off or masks
                    if label == "off":
                        flicker = np.mean([off[i].iou(off[i + 1]) for i in range(len(off) - 1)])
                        print(f"{name}: neighbours in skip off overlap {flicker:.3f}")
                    agreement = float(np.mean([masks[i].iou(off[i]) for i in off]))
                    share = inferred / media.frame_count
                    self.figures[f"{name} {label}"] = (agreement, share, s_per_frame)
                    print(
                        f"  {label:10} IoU with off {agreement:.4f}   inferred {100 * share:5.1f}%   "
                        f"{s_per_frame:.4f} s/frame",
                        flush=True,
                    )

    def still(self) -> None:
        """A still camera before a still object, 1,000 frames of sensor noise."""
        clip = self.clips[0]
        picture, truth = clip.frames[0].astype(np.int16), clip.truth[0]
        grain = [np.random.default_rng(i).normal(0, 4, picture.shape).astype(np.int16) for i in range(20)]

        class Still(Clip):
            def __init__(self) -> None:
                self.frame_count = 1000
                self.size_wh = clip.size_wh
                self.truth = [truth] * 1000

            def read(self, frame_index: int) -> FrameRGB:
                rng = np.random.default_rng(frame_index)
                noise = grain[rng.integers(20)][:: rng.choice((-1, 1)), :: rng.choice((-1, 1))]
                return np.clip(picture + noise, 0, 255).astype(np.uint8)

        masks, inferred, _ = through_oracle(Still(), SkipPolicy.auto())
        worst = min(jaccard(mask.to_array(), truth) for mask in masks.values())
        self.figures["still"] = inferred / 1000
        print(f"\nstill camera and object, 1000 noisy frames: {inferred} inferred, worst J {worst:.3f}")

    def cuts(self) -> None:
        """Eleven shots cut together: ten cuts."""
        shots = [(self.clips[n % len(self.clips)], 8 + 12 * (n // len(self.clips))) for n in range(11)]

        class Cut(Clip):
            def __init__(self) -> None:
                self.size_wh = shots[0][0].size_wh
                self.frames = [clip.frames[at + i] for clip, at in shots for i in range(12)]
                self.truth = [clip.truth[at + i] for clip, at in shots for i in range(12)]
                self.frame_count = len(self.frames)

        film = Cut()
        found = 0
        watcher = PairWatcher()
        glances = [glance(frame) for frame in film.frames]
        cuts = [i for i in range(1, len(glances)) if watcher.compare(glances[i - 1], glances[i]).cut]
        for policy in (SkipPolicy.auto(1.0), SkipPolicy.every(50)):
            keys, cancel = Perfect(film), NeverCancel()
            with Scout(film.read, film.frame_count, cancel) as scout:
                run = SkippingRun(
                    keys, scout, policy, count=film.frame_count, given=(), size_wh=film.size_wh, cancel=cancel
                )
                at = {done.place for done in run.frames() if done.key}
            # A mask crosses a cut if the frame after it is filled, or the one before it from beyond it.
            found += sum(not {cut - 1, cut} <= at for cut in range(12, 132, 12))
        self.figures["cuts crossed"] = found
        print(f"\n10 hard cuts: found at {cuts}; masks that cross one, at either policy: {found}")

    def fill(self) -> None:
        """How long filling takes at 1080p, object 700 pixels high, in CPU time of one thread."""
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
        self.figures["fill ms"] = best
        print(
            "\nms of CPU a frame and object at 1080p: "
            + ", ".join(f"{name} {value:.1f}" for name, value in best.items())
            + f"; carry and fill {best['carry'] + best['fill']:.1f} (IoU {right:.3f})"
        )


def plot(tables: Mapping[str, list[Point]], path: Path) -> None:
    """J over the share of frames inferred, a panel for each table."""
    width, height, left, top = 560, 420, 80, 50
    picture = np.full((height + 110, (width + left + 20) * len(tables) + 10, 3), 255, np.uint8)
    ink, grey, blue, red = (40, 40, 40), (215, 215, 215), (190, 100, 30), (60, 60, 210)

    def write(text: str, x: int, y: int, size: float = 0.42) -> None:
        cv2.putText(picture, text, (x, y), cv2.FONT_HERSHEY_SIMPLEX, size, ink, 1, cv2.LINE_AA)

    for number, (title, points) in enumerate(tables.items()):
        x0 = left + number * (width + left + 20)
        low = min(p.quality for p in points) - 0.01
        high = max(p.quality for p in points) + 0.005

        def place(fraction: float, quality: float) -> tuple[int, int]:
            return round(x0 + fraction * width), round(top + (high - quality) / (high - low) * height)

        write(title, x0, top - 20, 0.55)
        for share in np.arange(0, 1.01, 0.2):
            cv2.line(picture, place(share, low), place(share, high), grey, 1)
            write(f"{100 * share:.0f} %", place(share, low)[0] - 14, top + height + 20)
        for quality in np.linspace(low, high, 6):
            cv2.line(picture, place(0, quality), place(1, quality), grey, 1)
            write(f"{quality:.3f}", x0 - 52, place(0, quality)[1] + 4)
        write("frames inferred", x0 + width // 2 - 50, top + height + 45)
        for kind, colour in (("every", red), ("auto", blue)):
            row = sorted((p for p in points if p.name.startswith(kind)), key=lambda p: p.fraction)
            places = [place(p.fraction, p.quality) for p in row]
            cv2.polylines(picture, [np.array(places)], False, colour, 2, cv2.LINE_AA)
            for point, at in zip(row, places, strict=True):
                cv2.circle(picture, at, 5, colour, -1, cv2.LINE_AA)
                write(point.name, at[0] + 8, at[1] + (16 if kind == "every" else -6))
        for point in points:
            if point.name == "off":
                y = place(0, point.quality)[1]
                cv2.line(picture, (x0, y), (x0 + width, y), ink, 1)
                write("off", x0 + 6, y - 5)
    cv2.imwrite(str(path), picture)


def main() -> int:
    """Print the tables and draw the picture."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    every = ["oracle", "nano", "videos", "still", "cuts", "fill"]
    parser.add_argument("--what", nargs="+", default=every, choices=every)
    parser.add_argument("--model", default="nano")
    parser.add_argument("--sequences", default="", help="only these, with commas between")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--out", type=Path, default=Path())
    options = parser.parse_args()
    cv2.setNumThreads(options.threads)
    if {"nano", "videos"} & set(options.what):
        from core.engine.device import set_threads

        set_threads(options.threads)
    bench = Bench(options.model, options.sequences)
    for what in options.what:
        if what != "fill" and not DATA.is_dir():
            print(f"{what}: the data is absent (SAMURAIVISION_DATA, or ../shared/data beside the checkout).")
            continue
        getattr(bench, what)()
    if bench.tables:
        plot(bench.tables, options.out / "skipping.png")
        print(f"\n{options.out / 'skipping.png'}")
    print(json.dumps({"tables": {k: [vars(p) for p in v] for k, v in bench.tables.items()}} | bench.figures))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
