"""What tuning is worth: test mIoU before and after, on pictures of a kind that the model was not made for.

    python tests/bench/bench_tuning.py [--presets specified,best] [--frames 20,50,200] [--seeds 3] [--json]
    python tests/bench/bench_tuning.py --epoch-time [--model sam2.1-tiny --random-weights] [--frames 40]

Tunes on `kvasir/train` (seed 0 takes the first N frames, other seeds N at random), ends early by
`kvasir/validation`, reports on `kvasir/test`: each picture from one click and from a tight box, at its own
size. What was measured once, with the same weights, code, recipe and pictures, is read back from the file
`--results`; a run that was cut short goes on after its last whole epoch, from the folder beside that file.
With `--epoch-time`, an epoch with features from disk against one that computes them. The data is looked for
in SAMURAIVISION_DATA, or ../shared/data beside the checkout.
"""

import argparse
import hashlib
import json
import math
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from core.cancel import CancelToken
from core.engine.device import choose_device, choose_precision, set_threads
from core.engine.fingerprint import weights_sha256
from core.engine.loader import LoadedModel, build, load_model, place
from core.engine.prompts import ImagePrompt
from core.engine.registry import MODELS
from core.engine.segmenter import Segmenter
from core.metrics.clicks import click_amid, largest_region
from core.metrics.region import jaccard
from core.settings import folders
from core.training.checkpoint import rounded, with_weights
from core.training.config import TuningConfig, find_preset
from core.training.dataset import Dataset, open_dataset
from core.training.embeddings import FeatureStore
from core.training.events import Encoded, EpochMade, FitFinished
from core.training.fit import FitRequest, fit
from core.types import Box
from tests.bench.skipping_results import code_of

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("SAMURAIVISION_DATA", ROOT.parent / "shared" / "data")) / "kvasir"


CODE = (
    "core/engine/attention.py",
    *(
        f"core/training/{name}.py"
        for name in (
            "annotator", "augmentation", "decoding", "dropout", "embeddings", "fit", "judging", "lesson",
            "looks", "losses", "nearness", "recall", "trainer", "workers",
        )
    ),
)  # fmt: skip
"""What a run depends on besides weights, recipe and pictures."""
ANSWERING = tuple(
    f"core/engine/{name}.py"
    for name in ("closer", "edges", "embedding", "prompts", "refusal", "segmenter", "view")
)
"""What the figures depend on besides: how the model is asked, once it is tuned."""


def measure(loaded: LoadedModel, test: Dataset) -> tuple[float, float]:
    """Mean IoU from one click and from a box."""
    segmenter = Segmenter(loaded, embedding_cache=1)
    clicked: list[float] = []
    boxed: list[float] = []
    for example in test.examples:
        frame, truth = example.picture.read(), example.mask.to_array()
        click = click_amid(largest_region(truth))
        assert click is not None
        for prompt, scores in (
            (ImagePrompt((click,)), clicked),
            (ImagePrompt(box=Box(*example.mask.box_xyxy_px)), boxed),
        ):
            answer = segmenter.segment(frame, prompt, frame_key=example.picture.key)
            scores.append(jaccard(answer.mask, truth))
    return statistics.mean(clicked), statistics.mean(boxed)


def some_of(dataset: Dataset, frames: int, seed: int) -> Dataset:
    """The first frames, or, for a seed other than 0, as many at random."""
    if seed == 0:
        return Dataset(dataset.examples[:frames])
    order = random.Random(seed).sample(range(len(dataset)), min(frames, len(dataset)))
    return Dataset(tuple(dataset.examples[index] for index in sorted(order)))


class Clock:
    """Seconds that a run took in all, over every time that it was gone on with: by the wall, and of the
    process's own time, so that others beside it change nothing. What was cut short does not count.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        earlier: Sequence[float] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else (0, 0)
        self.wall, self.own = earlier
        self._began = time.perf_counter() - self.wall, time.process_time() - self.own

    def keep(self) -> None:
        """Count up to now."""
        self.wall = time.perf_counter() - self._began[0]
        self.own = time.process_time() - self._began[1]
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.write_text(json.dumps([self.wall, self.own]), encoding="utf-8")


def tune(
    loaded: LoadedModel,
    store: FeatureStore,
    config: TuningConfig,
    train: Dataset,
    validation: Dataset,
    folder: Path,
) -> tuple[FitFinished, Clock]:
    """One run, to its end; what was made of it before is in its folder."""
    clock = Clock(folder / "seconds.json")
    request = FitRequest(config, train, validation, run_folder=folder, resume=True)
    for event in fit(request, loaded, store, CancelToken()):
        if isinstance(event, Encoded | EpochMade):
            clock.keep()
        if isinstance(event, EpochMade):
            print(
                f"epoch {event.epoch:2} loss {event.train_loss:.3f} / {event.validation_loss:.3f}"
                f"  click {event.miou_click:.4f} box {event.miou_box:.4f}  {clock.own:.0f} s",
                file=sys.stderr,
                flush=True,
            )
        if isinstance(event, FitFinished):
            return event, clock
    raise AssertionError("fit ends with FitFinished")


class Results:
    """Rows that were measured before, a JSON object a line; a row is found by all that it depends on."""

    def __init__(self, path: Path, loaded: LoadedModel) -> None:
        self._path = path
        self.folder = path.with_suffix("")
        self._weights = f"{weights_sha256(loaded.model.state_dict())} {code_of(CODE)}"
        self._answering = code_of(ANSWERING)
        self._rows: dict[str, dict[str, Any]] = {}
        if path.is_file():
            for line in path.read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                self._rows[row.pop("key")] = row

    def row(
        self, config: TuningConfig | None, sets: tuple[Dataset, ...], make: Callable[[], dict[str, Any]]
    ) -> dict[str, Any]:
        """The row for these weights, recipe and sets: as it was measured before, or measured now and kept."""
        key = self._key(config, sets, self._answering)
        if key not in self._rows:
            self._rows[key] = make()
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps({"key": key} | self._rows[key]) + "\n")
        return self._rows[key]

    def run_folder(self, config: TuningConfig, sets: tuple[Dataset, ...]) -> Path:
        """Where a run is kept, to go on with and to ask again when only the way of asking has changed."""
        return self.folder / self._key(config, sets, "run")[:24]

    def _key(self, config: TuningConfig | None, sets: tuple[Dataset, ...], what: str) -> str:
        prints = " ".join(dataset.fingerprint for dataset in sets)
        return hashlib.sha256(f"{self._weights} {what} {config!r} {prints}".encode()).hexdigest()


def rows(arguments: argparse.Namespace, loaded: LoadedModel, results: Results) -> Iterator[dict[str, Any]]:
    """A row for each preset, number of frames and seed; each encodes for itself what it is taught with."""
    train, validation, test = (open_dataset(DATA / part) for part in ("train", "validation", "test"))

    def base() -> dict[str, Any]:
        click, box = measure(loaded, test)
        return {
            "preset": "before", "frames": 0, "seed": 0, "click": click, "box": box, "epoch": 0
        }  # fmt: skip

    def tuned(config: TuningConfig, some: Dataset) -> dict[str, Any]:
        folder = results.run_folder(config, (some, validation))
        store = FeatureStore(folder / "features", loaded, 1 << 16)
        run, clock = tune(loaded, store, config, some, validation, folder)
        shutil.rmtree(folder / "features", ignore_errors=True)
        with with_weights(loaded, rounded(run.weights)):
            click, box = measure(loaded, test)
        return {
            "preset": config.preset, "frames": len(some), "seed": config.seed, "click": click, "box": box,
            "seconds": clock.wall, "own_seconds": clock.own,
            "epoch": run.best_epoch, "epochs": run.epochs_made, "ending": str(run.ending),
            "validation_before": run.miou_before, "validation": run.miou_best,
        }  # fmt: skip

    yield results.row(None, (test,), base)
    for frames in map(int, (arguments.frames or "20,50,200").split(",")):
        for seed in range(arguments.seeds):
            for preset in arguments.presets.split(","):
                config = find_preset(preset).with_changes(seed=seed)
                some = some_of(train, frames, seed)
                yield results.row(config, (some, validation, test), partial(tuned, config, some))


def epoch_time(loaded: LoadedModel, folder: Path, frames: int) -> dict[str, float]:
    """Seconds of an epoch whose features are on disk, and of one that computes them; encoding is apart.

    Of this process's own time, so that others beside it change nothing; of the best of two epochs.
    """
    train, validation = open_dataset(DATA / "train"), open_dataset(DATA / "validation")
    config = find_preset("specified").with_changes(epochs=2, copies=2)
    seconds: dict[str, float] = {"frames": frames}
    for name, limit_mib in (("cached", 8192), ("computed", 0)):
        store = FeatureStore(folder / name, loaded, limit_mib)
        request = FitRequest(config, some_of(train, frames, 0), some_of(validation, -(-frames // 2), 0))
        began = time.process_time()
        for event in fit(request, loaded, store, CancelToken()):
            now = time.process_time()
            if isinstance(event, Encoded) and event.done == event.total:
                seconds["encoding"] = now - began
            elif isinstance(event, EpochMade):
                if event.epoch:
                    seconds[name] = min(seconds.get(name, math.inf), now - began)
                began = now
    seconds["times_faster"] = seconds["computed"] / seconds["cached"]
    return seconds


def model_of(name: str, *, random_weights: bool) -> LoadedModel:
    """A model by name; with random weights it costs the same and need not be there."""
    if not random_weights:
        return load_model(name)
    spec, device = MODELS[name], choose_device()
    return place(build(spec.config()), spec, spec, device, choose_precision(device))


def table(found: list[dict[str, Any]]) -> str:
    """Mean and spread over the seeds; seconds by the wall, encoding included, and of the process's own."""
    lines = ["preset     frames   click         box           seconds      own  best epoch of made"]
    groups: dict[tuple[str, int], list[dict[str, Any]]] = {}
    for row in found:
        groups.setdefault((row["preset"], row["frames"]), []).append(row)
    for (preset, frames), group in groups.items():
        cells = []
        for key in ("click", "box"):
            values = [row[key] for row in group]
            cells.append(f"{statistics.mean(values):.3f} ± {statistics.pstdev(values):.3f}")
        epochs = ", ".join(f"{row['epoch']}/{row.get('epochs', 0)}" for row in group)
        wall, own = (
            statistics.mean(row.get(key, 0.0) for row in group) for key in ("seconds", "own_seconds")
        )
        lines.append(f"{preset:10} {frames:6} {cells[0]} {cells[1]} {wall:8.0f} {own:8.0f}  {epochs}")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--model", default="nano")
    parser.add_argument("--presets", default="specified,best")
    parser.add_argument("--frames", default=None, help="20,50,200; for the time of an epoch, 40")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=None)
    parser.add_argument("--epoch-time", action="store_true")
    parser.add_argument("--random-weights", action="store_true", help="for the time of an epoch")
    parser.add_argument("--results", type=Path, default=folders().cache / "bench-tuning.jsonl")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    if not DATA.is_dir():
        print(f"There is no data to tune with: {DATA.parent.name}/{DATA.name} is absent.")
        return
    set_threads(arguments.threads)
    loaded = model_of(arguments.model, random_weights=arguments.random_weights)
    if arguments.epoch_time:
        with tempfile.TemporaryDirectory() as folder:
            times = epoch_time(loaded, Path(folder), int(arguments.frames or 40))
        print(json.dumps(times) if arguments.json else times)
        return
    found = []
    for row in rows(arguments, loaded, Results(arguments.results, loaded)):
        found.append(row)
        print(row, file=sys.stderr, flush=True)
    print(json.dumps(found) if arguments.json else table(found))


if __name__ == "__main__":
    main()
