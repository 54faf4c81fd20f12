"""What skipping saves and what it costs: masks, frames inferred, seconds; drawn as skipping.png.

    python tests/bench/bench_skipping.py [--what oracle model videos limit still cuts fill wall]
                                         [--split train] [--sequences a,b] [--model M] [--out DIR]

`oracle` goes through davis2016/val with perfect key-frame masks, so that only the policy and the filling are
measured; `model` tracks from the first frame's mask. Both over the slider's positions, with fixed gaps as the
baseline, and J by the DAVIS-2016 protocol, a mean over sequences. `videos` compares with skip off where there
is no truth, and skip off with itself. `limit` is the best that any choice of key frames could have reached,
chosen with the truth at hand: on DAVIS, and on the videos with skip off's own masks as key frames. `wall`
gives the seconds that a large model needs for 300 frames, from what each of its parts costs here and the runs
that were counted before. The data is looked for in SAMURAIVISION_DATA, or ../shared/data beside the
checkout; without it only `fill` runs.

Every run through a sequence is written to OUT/skipping.jsonl at once and not made again: a bench that was cut
short goes on, and new weights or new code start afresh (see skipping_results.py).
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import cv2
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from core.cancel import NeverCancel
from core.masks import Mask
from core.media.ground_truth import Sequence, find_sequences
from core.media.reader import open_media
from core.metrics.region import jaccard
from core.skipping.policy import SkipPolicy
from core.types import Box, FramePrompt, FrameSource
from tests.bench.skipping_films import Clip, Still, Tracked, cuts_crossed, fill_times, through_oracle
from tests.bench.skipping_limit import LONGEST, at, hull, losses
from tests.bench.skipping_plot import Row, plot
from tests.bench.skipping_results import FILLING, SKIPPING, TRACKING, Result, Results, code_of

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("SAMURAIVISION_DATA", ROOT.parent / "shared" / "data"))
SLIDER = (0.0, 0.25, 0.5, 0.75, 1.0)
GAPS = (2, 3, 4, 6, 8)
BOXES = {"bedroom": Box(309, 0, 515, 399), "dog": Box(448, 382, 710, 554)}
"""The girl on the bed, and the dog, on the first frame."""
ASIDE = ((1, 0), (0, 1))
"""By how many pixels those boxes are moved, to see how far skip off agrees with itself."""
SHARES = (0.1, 0.15, 0.2, 0.25, 0.35, 0.5, 0.65)
"""Shares of frames inferred for which the limit is told."""
CALM = ("blackswan", "camel", "car-roundabout")
"""Sequences in which little moves but the camera."""


def policies() -> dict[str, SkipPolicy]:
    """The slider's positions and the fixed gaps."""
    named = {f"auto {speed:g}": SkipPolicy.auto(speed) for speed in SLIDER}
    return named | {f"every {gap}": SkipPolicy.every(gap) for gap in GAPS}


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


class LazyClip:
    """A sequence that is read when it is needed."""

    def __init__(self, sequence: Sequence) -> None:
        self._sequence = sequence
        self._clip: Clip | None = None

    def __call__(self) -> Clip:
        if self._clip is None:
            self._clip = Clip(self._sequence)
        return self._clip


def _measured(clip: Clip, through: "Through", policy: SkipPolicy | None) -> Result:
    began = time.perf_counter()
    masks, inferred, asked = through(clip, policy)
    seconds = time.perf_counter() - began
    n = clip.frame_count
    return Result(clip.region(masks), inferred / n, asked / n, seconds / n)


def _mean(results: list[Result]) -> Result:
    rows = [(r.quality, r.inferred, r.asked, r.seconds) for r in results]
    return Result(*(float(value) for value in np.mean(rows, axis=0)))


Through = Callable[[Clip, Any], tuple[dict[int, Mask], int, int]]


class Bench:
    """The tables, each printed as it is made."""

    def __init__(self, model_name: str, split: str, sequences: str, results: Results) -> None:
        self.model_name = model_name
        self.split = split
        names = [name for name in sequences.split(",") if name]
        root = DATA / "davis2016" / split
        self.sequences = find_sequences(root, names) if root.is_dir() else []
        self.results = results
        self.tables: dict[str, list[Row]] = {}
        self.figures: dict[str, Any] = {}

    @cached_property
    def first_clip(self) -> Clip:
        return Clip(self.sequences[0])

    @cached_property
    def loaded(self) -> Model:
        return Model(self.model_name)

    @cached_property
    def model_key(self) -> tuple[str, str, str]:
        """The model, its weights, and the code that runs it."""
        from core.engine.fingerprint import weights_sha256

        weights = weights_sha256(self.loaded.loaded.model.state_dict())[:12]
        return self.model_name, weights, code_of(SKIPPING + TRACKING)

    def oracle(self) -> None:
        """Perfect key frames."""
        self._table("perfect key frames", through_oracle, {}, ("oracle", "", code_of(SKIPPING)))

    def model(self) -> None:
        """The model's own key frames."""

        def through(clip: Clip, policy: SkipPolicy | None) -> tuple[dict[int, Mask], int, int]:
            return self.loaded.through(clip, policy)

        self._table(self.model_name, through, {"off": None}, self.model_key)

    def _table(
        self, title: str, through: Through, first: Mapping[str, None], key: tuple[str, str, str]
    ) -> None:
        print(f"\n{title}: {len(self.sequences)} sequences of DAVIS-2016 {self.split}", flush=True)
        asked = {**first, **policies()}
        found: dict[str, list[Result]] = {name: [] for name in asked}
        for sequence in self.sequences:
            clip = LazyClip(sequence)
            for name, policy in asked.items():
                known = self.results.get(
                    (*key, self.split, sequence.name, policy), lambda: _measured(clip(), through, policy)
                )
                found[name].append(known)
            print(f"  {sequence.name} done", file=sys.stderr, flush=True)
        rows = [(name, _mean(results)) for name, results in found.items()]
        print(f"{'':10}{'J':>8}{'lost':>8}{'inferred':>10}{'asked':>8}{'s/frame':>10}   J/inferred of each")
        best = rows[0][1].quality if first else 1.0
        for name, mean in rows:
            each = found[name] if len(self.sequences) < 9 else []
            print(
                f"{name:10}{mean.quality:8.4f}{100 * (best - mean.quality):8.2f}{100 * mean.inferred:9.1f}%"
                f"{mean.asked:8.2f}{mean.seconds:10.4f}"
                f"   {' '.join(f'{r.quality:.3f}/{100 * r.inferred:.0f}%' for r in each)}",
                flush=True,
            )
        self.tables[title] = rows

    def videos(self) -> None:
        """Agreement with skip off, where there is no truth; and of skip off with itself: of neighbouring
        frames, and with the box a pixel aside.
        """
        print(f"\n{self.model_name}: videos without truth, compared with skip off")
        for name, box in BOXES.items():
            prompt = FramePrompt(0, box=box)
            with open_media(DATA / "videos" / f"{name}.mp4") as media:
                off = self._off(media, name, prompt)
                flicker = np.mean([off[i].iou(off[i + 1]) for i in range(len(off) - 1)])
                print(f"{name}: neighbours in skip off overlap {flicker:.3f}")
                for dx, dy in ASIDE:
                    moved = Box(box.x0 + dx, box.y0 + dy, box.x1 + dx, box.y1 + dy)
                    aside = self._off(media, name, FramePrompt(0, box=moved))
                    same = float(np.mean([a.iou(b) for a, b in zip(aside, off, strict=True)]))
                    self.figures[f"{name} off, box {dx},{dy} aside"] = same
                    print(f"  off with the box {dx},{dy} px aside: IoU with off {same:.4f}", flush=True)

                def through(policy: SkipPolicy) -> Result:
                    began = time.perf_counter()
                    masks, inferred, asked = self.loaded.track(media, prompt, policy)
                    n = media.frame_count
                    agreement = float(np.mean([masks[i].iou(off[i]) for i in range(len(off))]))
                    return Result(agreement, inferred / n, asked / n, (time.perf_counter() - began) / n)

                for label, policy in policies().items():
                    if label in ("every 3", "every 6", "every 8"):
                        continue
                    result = self.results.get((*self.model_key, name, box, policy), lambda: through(policy))
                    self.figures[f"{name} {label}"] = vars(result)
                    print(
                        f"  {label:10} IoU with off {result.quality:.4f}   inferred "
                        f"{100 * result.inferred:5.1f}%   {result.seconds:.4f} s/frame",
                        flush=True,
                    )

    def limit(self) -> None:
        """The best choice of key frames, made with the truth: no policy with this fill does better."""
        films = []
        for sequence in self.sequences:
            lost = self._losses(
                ("limit", "", code_of(FILLING), self.split, sequence.name), LazyClip(sequence)
            )
            films.append((lost, max(last for _, last in lost) + 1))
            print(f"  {sequence.name} done", file=sys.stderr, flush=True)
        if films:
            self._hull(f"perfect key frames, DAVIS-2016 {self.split}", films)
        for name, box in BOXES.items():
            with open_media(DATA / "videos" / f"{name}.mp4") as media:
                off = self._off(media, name, FramePrompt(0, box=box))
                lost = self._losses((*self.model_key, name, box, "limit"), lambda: Tracked(media, off))
                self._hull(f"{name}, skip off's own masks", [(lost, media.frame_count)])

    def _losses(self, key: tuple[object, ...], clip: Callable[[], Clip]) -> dict[tuple[int, int], float]:
        name = " | ".join(map(str, key))
        if self.results.value(name) is None:
            self.results.keep(name, [[*pair, round(lost, 5)] for pair, lost in losses(clip()).items()])
        return {(first, last): lost for first, last, lost in self.results.value(name)}

    def _hull(self, title: str, films: list[tuple[dict[tuple[int, int], float], int]]) -> None:
        best = hull(films)
        found = {f"{100 * share:.0f} %": at(best, share) for share in SHARES}
        self.figures[f"limit, {title}"] = found
        print(
            f"\n{title}, best key frames with hindsight, at most {LONGEST} apart: mean IoU by share inferred"
        )
        print("  " + "   ".join(f"{share}: {value:.4f}" for share, value in found.items()), flush=True)

    def _off(self, media: FrameSource, name: str, prompt: FramePrompt) -> list[Mask]:
        """The masks of skip off."""
        key = " | ".join(map(str, (*self.model_key, name, prompt.box, "masks")))
        known = self.results.value(key)
        if known is None:
            masks, _, _ = self.loaded.track(media, prompt, None)
            self.results.keep(key, [masks[i].counts.decode("ascii") for i in sorted(masks)])
            known = self.results.value(key)
        width, height = media.size_wh
        return [Mask(height, width, counts.encode("ascii")) for counts in known]

    def wall(self) -> None:
        """Seconds for 300 frames with a large model: its parts' costs, times the runs of the oracle."""
        from tests.bench.skipping_wall import FRAMES, SIZE_WH, costs

        name = "sam2.1-large"
        parts = costs(name)
        size = "×".join(map(str, SIZE_WH))
        print(
            f"\n{name}, random weights, {size}, {parts.device}: embedding {parts.embed:.2f} s, a look "
            f"{parts.look:.2f} s, remembering {parts.remember:.2f} s. The wall time of {FRAMES} frames is "
            "worked out from these and from how often the oracle was asked, not run:"
        )
        off = parts.every_frame() * FRAMES
        for kind, names in (("DAVIS-like motion", ()), ("calm", CALM)):
            chosen = [s for s in self.sequences if not names or s.name in names]
            if not chosen:
                continue
            for label, policy in policies().items():
                if not label.startswith("auto"):
                    continue
                counted = _mean([self._through_oracle(sequence, policy) for sequence in chosen])
                seconds = parts.skipping(counted, counted.seconds) * FRAMES
                self.figures[f"wall {kind} {label}"] = off / seconds
                print(f"{kind:18} {label:10} off {off:.0f} s, skipping {seconds:.0f} s: {off / seconds:.2f}×")

    def _through_oracle(self, sequence: Sequence, policy: SkipPolicy) -> Result:
        key = ("oracle", "", code_of(SKIPPING), self.split, sequence.name, policy)
        return self.results.get(key, lambda: _measured(Clip(sequence), through_oracle, policy))

    def still(self) -> None:
        """A still camera before a still object, 1,000 frames of sensor noise."""
        film = Still(self.first_clip)
        masks, inferred, _ = through_oracle(film, SkipPolicy.auto())
        worst = min(jaccard(mask.to_array(), film.truth[0]) for mask in masks.values())
        self.figures["still"] = inferred / film.frame_count
        print(f"\nstill camera and object, 1000 noisy frames: {inferred} inferred, worst J {worst:.3f}")

    def cuts(self) -> None:
        """Eleven shots cut together: ten cuts."""
        found, crossed = cuts_crossed([Clip(sequence) for sequence in self.sequences[:6]])
        self.figures["cuts crossed"] = crossed
        print(f"\n10 hard cuts: found at {found}; masks that cross one, at either policy: {crossed}")

    def fill(self) -> None:
        """How long filling takes at 1080p, object 700 pixels high, in CPU time of one thread."""
        best, right = fill_times()
        self.figures["fill ms"] = best
        print(
            "\nms of CPU a frame and object at 1080p: "
            + ", ".join(f"{name} {value:.1f}" for name, value in best.items())
            + f"; carry and fill {best['carry'] + best['fill']:.1f} (IoU {right:.3f})"
        )


def main() -> int:
    """Print the tables and draw the picture."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    every = ["oracle", "model", "videos", "limit", "still", "cuts", "fill", "wall"]
    parser.add_argument("--what", nargs="+", default=every, choices=every)
    parser.add_argument("--split", default="val", choices=["val", "train"])
    parser.add_argument("--model", default="nano")
    parser.add_argument("--sequences", default="", help="only these, with commas between")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--out", type=Path, default=Path())
    options = parser.parse_args()
    cv2.setNumThreads(options.threads)
    if {"model", "videos", "limit", "wall"} & set(options.what):
        from core.engine.device import set_threads

        set_threads(options.threads)
    results = Results(options.out / "skipping.jsonl")
    bench = Bench(options.model, options.split, options.sequences, results)
    for what in options.what:
        if what not in ("fill", "wall") and not DATA.is_dir():
            print(f"{what}: the data is absent (SAMURAIVISION_DATA, or ../shared/data beside the checkout).")
            continue
        getattr(bench, what)()
    if bench.tables:
        plot(bench.tables, options.out / "skipping.png")
        print(f"\n{options.out / 'skipping.png'}")
    tables = {title: {name: vars(row) for name, row in rows} for title, rows in bench.tables.items()}
    print(json.dumps({"tables": tables} | bench.figures))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
