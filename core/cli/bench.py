"""`bench`: how much of a person's work a model saves. `bench annotate` plays the person."""

import json
from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from core.cancel import CancelToken
from core.cli.arguments import add_json, add_model, load
from core.cli.console import Console
from core.errors import InputError, StorageError
from core.media.ground_truth import Sequence, find_sequences, read_objects
from core.types import FrameSource, MaskHW

if TYPE_CHECKING:
    from core.cli.annotator import Effort

ENOUGH_IOU = 0.85


def add_arguments(parser: ArgumentParser) -> None:
    kinds = parser.add_subparsers(dest="kind", metavar="KIND", required=True)
    annotate = kinds.add_parser(
        "annotate",
        help="a simulated annotator corrects until every frame is good enough",
        description="A simulated annotator clicks, tracks, corrects where it helps most and has that stretch "
        "tracked again, until every frame is good enough; against mending every frame by itself.",
    )
    annotate.add_argument("root", type=Path, metavar="ROOT", help="a folder in DAVIS layout")
    annotate.add_argument("--sequences", metavar="A,B", help="only these sequences")
    annotate.add_argument(
        "--enough",
        type=float,
        default=ENOUGH_IOU,
        metavar="IOU",
        help=f"what every frame must reach ({ENOUGH_IOU:g})",
    )
    annotate.add_argument(
        "--keep", type=Path, metavar="FILE", help="keep each object's figures there, and go on from them"
    )
    add_model(annotate)
    add_json(annotate)


def run(arguments: Namespace, console: Console, cancel: CancelToken) -> None:
    from core.cli.annotator import Annotator, Effort, mend_every_frame
    from core.engine.fingerprint import weights_sha256
    from core.engine.segmenter import Segmenter
    from core.media.reader import open_media

    names = arguments.sequences.split(",") if arguments.sequences else None
    sequences = find_sequences(arguments.root, names)
    loaded = load(arguments)
    kept = Kept(arguments.keep, f"{weights_sha256(loaded.model.state_dict())[:16]} {arguments.enough}")
    total, alone = Effort(0), Effort(0)
    rows: dict[str, dict[str, float]] = {}
    progress = console.progress("Annotating", len(sequences), "sequences")
    for number, sequence in enumerate(sequences):
        with open_media(sequence.frames) as frames:
            for object_id, truth in truths(sequence, frames).items():
                cancel.check()
                name = f"{sequence.name}/{object_id}"
                efforts = kept.efforts(name)
                if efforts is None:
                    guided = Annotator(frames, Segmenter(loaded), truth, arguments.enough).annotate(cancel)
                    single = mend_every_frame(frames, Segmenter(loaded), truth, arguments.enough, cancel)
                    efforts = guided, single
                    kept.add(name, efforts)
                total.add(efforts[0])
                alone.add(efforts[1])
                rows[name] = figures(*efforts)
        progress.update(number + 1)
    progress.close()
    values = figures(total, alone)
    words = (
        f"With tracking: {values['interactions_per_100_frames']:.1f} interactions and "
        f"{values['corrected_frames_per_100']:.1f} corrected frames per 100 frames.\n"
        f"Frame by frame: {values['every_frame_interactions_per_100_frames']:.1f} interactions."
    )
    console.result({**values, "sequences": rows}, words)


class Kept:
    """Figures of earlier runs, a line of JSON for each object; those of other weights or aims do not count.

    `path` None keeps nothing.
    """

    def __init__(self, path: Path | None, condition: str) -> None:
        self._path = path
        self._condition = condition
        self._lines: list[dict[str, Any]] = []
        if path is not None and path.is_file():
            try:
                self._lines = [json.loads(line) for line in path.read_text().splitlines() if line]
            except ValueError as error:
                raise InputError(f"“{path}” holds no figures of an earlier run.") from error

    def efforts(self, name: str) -> "tuple[Effort, Effort] | None":
        """What was measured for an object."""
        from core.cli.annotator import Effort

        for line in self._lines:
            if line["name"] == name and line["condition"] == self._condition:
                return Effort(**line["guided"]), Effort(**line["single"])
        return None

    def add(self, name: str, efforts: "tuple[Effort, Effort]") -> None:
        """Write an object's figures down at once."""
        if self._path is None:
            return
        guided, single = map(asdict, efforts)
        line = {"name": name, "condition": self._condition, "guided": guided, "single": single}
        try:
            with self._path.open("a") as file:
                file.write(json.dumps(line) + "\n")
        except OSError as error:
            raise StorageError(f"“{self._path}” cannot be written: {error.strerror or error}.") from error


def truths(sequence: Sequence, frames: FrameSource) -> dict[int, dict[int, MaskHW]]:
    """By object id and frame index: (H, W) bool of every annotated frame, empty where it is absent."""
    width, height = frames.size_wh
    found = {index: read_objects(path) for index, path in sequence.annotations.items()}
    ids = sorted({object_id for objects in found.values() for object_id in objects})
    nothing = np.zeros((height, width), dtype=np.bool_)
    return {i: {index: objects.get(i, nothing) for index, objects in found.items()} for i in ids}


def figures(guided: "Effort", single: "Effort") -> dict[str, float]:
    """Both ways of working side by side, per 100 frames."""
    every_frame = {f"every_frame_{name}": value for name, value in single.per_100_frames().items()}
    return guided.per_100_frames() | every_frame
