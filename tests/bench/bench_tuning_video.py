"""What tuning is worth on video, and what it costs elsewhere: mean J of tracking before and after.

    python tests/bench/bench_tuning_video.py [--presets specified,best] [--share 0.3] [--epochs N] [--json]

Tunes on the first share of every `davis2016/val` sequence, then tracks the rest of each from the truth of its
first frame. And, for what is lost elsewhere, tunes on the same share of every other sequence only, and tracks
the sequences that were not tuned on, and four of `davis2016/train` that the embedded model never saw. J is by
DAVIS-2016's protocol, the mean over sequences; no frame that was trained on counts. Rows are kept in the file
`--results` and not measured again, and a run that was cut short goes on after its last whole epoch. The data
is looked for in SAMURAIVISION_DATA, or ../shared/data beside the checkout.
"""

import argparse
import json
import os
import statistics
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from core.cancel import CancelToken
from core.engine.device import set_threads
from core.engine.loader import LoadedModel, load_model
from core.settings import folders
from core.training.checkpoint import rounded, with_weights
from core.training.compare import tracking_j
from core.training.config import TuningConfig, find_preset
from core.training.dataset import Dataset, Example, davis_dataset
from core.training.embeddings import FeatureStore
from tests.bench.bench_tuning import ROOT, Results, tune

DATA = Path(os.environ.get("SAMURAIVISION_DATA", ROOT.parent / "shared" / "data")) / "davis2016"
UNSEEN = ("dance-jump", "mallard-water", "scooter-gray", "swing")
"""Sequences of the training split that the embedded model was not trained on."""

JUDGED = 0.2
"""The end of what is tuned on that judges the run."""


def stretch_of(dataset: Dataset, scene: str, begin: float, end: float) -> list[Example]:
    """The examples of a scene between two shares of its length."""
    examples = [example for example in dataset.examples if example.scene == scene]
    return examples[round(begin * len(examples)) : round(end * len(examples))]


def taught_on(dataset: Dataset, scenes: list[str], share: float) -> tuple[Dataset, Dataset]:
    """Train and validation: the first share of each scene, and of that the last fifth."""
    cut = share * (1 - JUDGED)
    train = [e for scene in scenes for e in stretch_of(dataset, scene, 0, cut)]
    validation = [e for scene in scenes for e in stretch_of(dataset, scene, cut, share)]
    return Dataset(tuple(train), ordered=True), Dataset(tuple(validation), ordered=True)


def tracked(loaded: LoadedModel, stretches: Mapping[str, list[Example]]) -> dict[str, float]:
    """J of every stretch, tracked from its first mask."""
    return {name: tracking_j(loaded, examples, CancelToken()) for name, examples in stretches.items()}


def rows(arguments: argparse.Namespace, loaded: LoadedModel, results: Results) -> Iterator[dict[str, Any]]:
    """For each preset: J of the rest of what was tuned on, and J of what was not."""
    val, unseen = davis_dataset(DATA / "val"), davis_dataset(DATA / "train", UNSEEN)
    scenes, share = list(val.scenes), arguments.share
    rests = {scene: stretch_of(val, scene, share, 1) for scene in scenes}
    others = {scene: stretch_of(val, scene, 0, 1) for scene in scenes[1::2]}
    others |= {scene: stretch_of(unseen, scene, 0, 1) for scene in UNSEEN}

    def base(stretches: Mapping[str, list[Example]]) -> dict[str, float]:
        sets = tuple(Dataset(tuple(examples)) for examples in stretches.values())
        return results.row(None, sets, lambda: tracked(loaded, stretches))

    for name in arguments.presets.split(","):
        config = find_preset(name).with_changes(epochs=arguments.epochs)
        for what, taught, stretches in (("rest", scenes, rests), ("others", scenes[::2], others)):
            train, validation = taught_on(val, taught, share)

            def after(
                config: TuningConfig = config,
                train: Dataset = train,
                validation: Dataset = validation,
                stretches: Mapping[str, list[Example]] = stretches,
            ) -> dict[str, Any]:
                kept = results.run_folder(config, (train, validation))
                store = FeatureStore(results.folder / "video", loaded, 1 << 16)
                run, clock = tune(loaded, store, config, train, validation, kept)
                with with_weights(loaded, rounded(run.weights)):
                    found = tracked(loaded, stretches)
                return {"after": found, "epoch": run.best_epoch, "seconds": clock.wall}

            sets = (train, validation, *(Dataset(tuple(e)) for e in stretches.values()))
            row = results.row(config, sets, after)
            before = base(stretches)
            yield {
                "preset": name, "what": what, "before": statistics.mean(before.values()),
                "after": statistics.mean(row["after"].values()), "epoch": row["epoch"],
                "seconds": row["seconds"],
                "sequences": {k: (before[k], row["after"][k]) for k in stretches},
            }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--model", default="nano")
    parser.add_argument("--presets", default="specified,best")
    parser.add_argument("--share", type=float, default=0.3)
    parser.add_argument("--epochs", type=int, default=None)
    parser.add_argument("--threads", type=int, default=None)
    parser.add_argument("--results", type=Path, default=folders().cache / "bench-tuning.jsonl")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    if not DATA.is_dir():
        print(f"There is no data to tune with: {DATA.parent.name}/{DATA.name} is absent.")
        return
    set_threads(arguments.threads)
    loaded = load_model(arguments.model)
    found = []
    for row in rows(arguments, loaded, Results(arguments.results, loaded)):
        found.append(row)
        if not arguments.json:
            print(
                f"{row['preset']:10} {row['what']:7} J {row['before']:.4f} -> {row['after']:.4f}",
                flush=True,
            )
            for name, (before, after) in row["sequences"].items():
                print(f"    {name:18} {before:.3f} -> {after:.3f}", flush=True)
    if arguments.json:
        print(json.dumps(found))


if __name__ == "__main__":
    main()
