"""`bench`: how much of a person's work a model saves. `bench annotate` plays the person."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from core.cancel import CancelToken
from core.cli.arguments import add_json, add_model, load
from core.cli.console import Console
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
        description="A simulated annotator clicks, tracks, corrects the worst frame and has its stretch "
        "tracked again, until every frame is good enough; against clicking every frame by itself.",
    )
    annotate.add_argument("root", type=Path, metavar="ROOT", help="a folder in DAVIS layout")
    annotate.add_argument("--sequences", metavar="A,B", help="only these sequences")
    annotate.add_argument(
        "--enough", type=float, default=ENOUGH_IOU, metavar="IOU", help="what every frame must reach"
    )
    add_model(annotate)
    add_json(annotate)


def run(arguments: Namespace, console: Console, cancel: CancelToken) -> None:
    from core.cli.annotator import Annotator, Effort, click_every_frame
    from core.engine.segmenter import Segmenter
    from core.media.reader import open_media
    from core.metrics.clicks import MAX_CLICKS

    names = arguments.sequences.split(",") if arguments.sequences else None
    sequences = find_sequences(arguments.root, names)
    loaded = load(arguments)
    total, alone = Effort(0), Effort(0)
    rows: dict[str, dict[str, float]] = {}
    progress = console.progress("Annotating", len(sequences), "sequences")
    for number, sequence in enumerate(sequences):
        with open_media(sequence.frames) as frames:
            for object_id, truth in truths(sequence, frames).items():
                cancel.check()
                guided = Annotator(frames, Segmenter(loaded), truth, arguments.enough).annotate(cancel)
                single = click_every_frame(frames, Segmenter(loaded), truth, arguments.enough, MAX_CLICKS)
                total.add(guided)
                alone.add(single)
                rows[f"{sequence.name}/{object_id}"] = figures(guided, single)
        progress.update(number + 1)
    progress.close()
    values = figures(total, alone)
    words = (
        f"With tracking: {values['interactions_per_100_frames']:.1f} interactions and "
        f"{values['corrected_frames_per_100']:.1f} corrected frames per 100 frames.\n"
        f"Frame by frame: {values['every_frame_interactions_per_100_frames']:.1f} interactions."
    )
    console.result({**values, "sequences": rows}, words)


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
