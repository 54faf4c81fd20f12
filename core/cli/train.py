"""`samuraivision train`: teach a model from masks, compare it with what it was, save what it learnt."""

import time
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.cancel import CancelToken
from core.cli.arguments import add_json, add_model, load, positive, writable_folder
from core.cli.console import Console, made_of
from core.cli.steering import listen
from core.errors import InputError, TrainingError
from core.settings import folders

if TYPE_CHECKING:
    from core.engine.loader import LoadedModel
    from core.training.compare import Comparison
    from core.training.config import TuningConfig
    from core.training.control import FitControl
    from core.training.dataset import Dataset
    from core.training.events import FitFinished

PROJECT_SUFFIX = ".samurai"


def add_arguments(parser: ArgumentParser) -> None:
    """What with, how, and where the result goes."""
    parser.add_argument(
        "data",
        nargs="+",
        metavar="DATASET|PROJECT",
        help="a folder with images and masks, a tree in DAVIS layout, or .samurai projects",
    )
    parser.add_argument(
        "--val",
        default="0.2",
        metavar="V",
        help="what to judge by: another of these, or the share of the first to keep back (0.2)",
    )
    parser.add_argument(
        "--out", type=Path, required=True, metavar="TUNED", help="a .safetensors file, or a .pt"
    )
    parser.add_argument("--preset", choices=("specified", "best"), default="best", help="the recipe (best)")
    for name, kind, what in (
        ("rate", _number, "learning rate"),
        ("epochs", positive, "epochs at most"),
        ("batch", positive, "pictures a step"),
        ("dropout", _number, "dropout in the decoder"),
        ("patience", _whole, "epochs without a better one after which it ends; 0: never early"),
        ("copies", positive, "versions of each picture, itself included"),
        ("seed", _whole, "of everything random"),
    ):
        parser.add_argument(f"--{name}", type=kind, metavar="N", help=f"{what} (the recipe's)")
    parser.add_argument("--filled", action="store_true", help="of projects, take filled frames too")
    parser.add_argument("--run", type=Path, metavar="DIR", help="keep the run here after every epoch")
    parser.add_argument("--resume", action="store_true", help="go on with the run in --run, if there is one")
    parser.add_argument(
        "--cache-mib", type=_whole, default=8192, metavar="N", help="disk for features, MiB (8192)"
    )
    parser.add_argument("--no-compare", action="store_true", help="leave out the comparison at the end")
    parser.add_argument(
        "--steered", action="store_true", help="end when standard input is closed; the app's way to run it"
    )
    add_model(parser)
    add_json(parser)


def run(arguments: Namespace, console: Console, cancel: CancelToken) -> None:
    """Train, compare, save. Standard input may say `pause`, `go`, `stop` (keep the best) or `discard`."""
    if arguments.out.suffix not in ("", ".safetensors", ".pt"):
        raise InputError(f"“{arguments.out}” must end in .safetensors, or in .pt for a whole checkpoint.")
    if arguments.out.is_dir():
        raise InputError(f"“{arguments.out}” is a folder; name the file that the tuned model is to become.")
    if arguments.resume and arguments.run is None:
        raise InputError("--resume needs --run: the folder of the run to go on with.")
    writable_folder(arguments.out.absolute().parent)
    from core.training.config import find_preset
    from core.training.control import FitControl

    names = ("rate", "epochs", "batch", "dropout", "patience", "copies", "seed")
    config = find_preset(arguments.preset).with_changes(**{name: getattr(arguments, name) for name in names})
    control = FitControl()
    listen(control, cancel, ends_with_input=arguments.steered)
    with ExitStack() as stack:
        train, validation = _data(arguments, stack, cancel)
        loaded = load(arguments)
        _train(arguments, config, loaded, train, validation, console, control, cancel)


def _train(
    arguments: Namespace,
    config: "TuningConfig",
    loaded: "LoadedModel",
    train: "Dataset",
    validation: "Dataset",
    console: Console,
    control: "FitControl",
    cancel: CancelToken,
) -> None:
    from core.training.checkpoint import export_full, rounded, save_tuned

    began = time.perf_counter()
    finished = _fit(arguments, config, loaded, train, validation, console, control, cancel)
    weights = rounded(finished.weights)
    comparison = None
    if not arguments.no_compare:
        comparison = _compare(loaded, weights, validation, console, cancel)
    went = {
        "ending": str(finished.ending),
        "best_epoch": finished.best_epoch,
        "epochs_made": finished.epochs_made,
        "share": finished.share,
        "seconds": time.perf_counter() - began,
    }
    if arguments.out.suffix == ".pt":
        export_full(loaded, arguments.out, weights)
    else:
        data = {
            "train": {"sources": [Path(d).name for d in arguments.data], "examples": len(train)},
            "validation": {"source": Path(arguments.val).name, "examples": len(validation)},
            "train_fingerprint": train.fingerprint,
            "validation_fingerprint": validation.fingerprint,
        }
        measured = comparison.as_json() if comparison else {}
        save_tuned(arguments.out, loaded, weights, config, data=data, measured=measured, run=went)
    _report(console, arguments.out, loaded, config, finished, comparison, went)


def _fit(
    arguments: Namespace,
    config: "TuningConfig",
    loaded: "LoadedModel",
    train: "Dataset",
    validation: "Dataset",
    console: Console,
    control: "FitControl",
    cancel: CancelToken,
) -> "FitFinished":
    from core.cli.train_lines import TrainLines
    from core.training.embeddings import FeatureStore
    from core.training.events import FitFinished
    from core.training.fit import FitRequest, fit

    store = FeatureStore(folders().cache / "features", loaded, arguments.cache_mib)
    request = FitRequest(config, train, validation, arguments.run, arguments.resume)
    lines = TrainLines(console)
    try:
        for event in fit(request, loaded, store, cancel, control):
            lines.tell(event)
            if isinstance(event, FitFinished):
                return event
    finally:
        lines.close()
    raise AssertionError("fit ends with FitFinished")


def _compare(
    loaded: "LoadedModel",
    weights: Mapping[str, Any],
    validation: "Dataset",
    console: Console,
    cancel: CancelToken,
) -> "Comparison":
    from core.cli.train_lines import comparison_line
    from core.training.compare import Comparison, compare

    progress = None
    for event in compare(loaded, weights, validation, cancel):
        if isinstance(event, Comparison):
            if progress is not None:
                progress.close()
            if console.as_json:
                console.result(comparison_line(event), "")
            return event
        progress = progress or console.progress("Comparing", event.total, "pictures")
        progress.update(event.done)
    raise AssertionError("compare ends with Comparison")


def _report(
    console: Console,
    out: Path,
    loaded: "LoadedModel",
    config: "TuningConfig",
    finished: "FitFinished",
    comparison: "Comparison | None",
    went: Mapping[str, Any],
) -> None:
    values: dict[str, Any] = {
        "out": str(out),
        "model": loaded.name,
        "preset": config.preset,
        "mIoU_before": finished.miou_before,
        "mIoU": finished.miou_best,
        **went,
    }
    words = (
        f"Validation mIoU {finished.miou_before:.4f} before, {finished.miou_best:.4f} at epoch "
        f"{finished.best_epoch} of {finished.epochs_made}; saved as {out}."
    )
    if comparison is not None:
        values |= {"objection": comparison.objection} | made_of(comparison.objection)
        values |= {"comparison": comparison.as_json()}
        words += (
            f" Clicks to IoU 0.90: {comparison.before.clicks:.1f} before, {comparison.after.clicks:.1f} now."
        )
        if comparison.objection:
            words += f" Better not use it. {comparison.objection}"
    console.result(values, words)


def _data(arguments: Namespace, stack: ExitStack, cancel: CancelToken) -> tuple["Dataset", "Dataset"]:
    """Train and validation, whose media stay open until the stack is closed."""
    from core.training.split import split

    sets = [_open(Path(text), arguments, stack, cancel) for text in arguments.data]
    train = _joined(sets)
    share = _share(arguments.val)
    if share is None:
        return train, _open(Path(arguments.val), arguments, stack, cancel)
    if not train.examples:
        raise TrainingError("There is nothing to train with: every mask is empty.")
    return split(train, share)


def _open(path: Path, arguments: Namespace, stack: ExitStack, cancel: CancelToken) -> "Dataset":
    if path.suffix == PROJECT_SUFFIX:
        from core.training.project import project_dataset

        cache = folders().cache
        return stack.enter_context(project_dataset(path, cancel, filled=arguments.filled, cache_folder=cache))
    from core.training.dataset import open_dataset

    return open_dataset(path)


def _joined(sets: list["Dataset"]) -> "Dataset":
    from core.training.dataset import Dataset

    examples = tuple(example for dataset in sets for example in dataset.examples)
    return Dataset(examples, sum(d.empty for d in sets), all(d.ordered for d in sets))


def _share(text: str) -> float | None:
    """The share that `--val` gives; None where it names a dataset."""
    try:
        share = float(text)
    except ValueError:
        return None
    if not 0 < share < 1:
        raise InputError(f"--val {text}: a share must lie between 0 and 1.")
    return share


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise ArgumentTypeError(f"“{text}” is not a number") from None


def _whole(text: str) -> int:
    try:
        value = int(text)
    except ValueError:
        value = -1
    if value < 0:
        raise ArgumentTypeError(f"“{text}” is not a whole number from 0 on")
    return value
