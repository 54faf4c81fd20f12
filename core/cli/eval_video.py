"""`samuraivision eval video`: J and F of tracking against annotated sequences in DAVIS layout.

The DAVIS-2016 protocol: the first frame is given and does not count, nor does the last. A sequence's figure
is the mean over its other frames; the total is the mean over sequences (over objects, where one has several).
"""

import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from core.cancel import CancelToken
from core.cli.arguments import add_json, add_model, add_skip, load, skip_policies
from core.cli.console import Console, duration
from core.cli.media import open_with_notes
from core.errors import InputError, MaskError
from core.masks import Mask
from core.media.ground_truth import Sequence, find_sequences, read_objects
from core.metrics.boundary import boundary_f
from core.metrics.clicks import click_amid, largest_region
from core.metrics.region import davis_frames, jaccard
from core.types import Box, FramePrompt, MaskHW, Origin

if TYPE_CHECKING:
    from core.engine.loader import LoadedModel
    from core.skipping.policy import SkipPolicy

INITS = ("mask", "box", "point")


def add_arguments(parser: ArgumentParser) -> None:
    """Which sequences, which model, from what prompt."""
    parser.add_argument(
        "root", type=Path, metavar="ROOT", help="holds JPEGImages/<seq> and Annotations/<seq>"
    )
    parser.add_argument("--sequences", default="", metavar="a,b", help="only these")
    parser.add_argument("--init", choices=INITS, default="mask", help="the prompt on the first frame (mask)")
    add_model(parser)
    add_skip(parser, several=True)
    add_json(parser)


@dataclass(frozen=True, slots=True)
class SequenceResult:
    """What one sequence gave.

    Args:
        region, boundary: J and F by object id, means over frames.
        inferred: the frames on which the model ran, going by memory; neither filled nor given ones.
        filled: the frames across which masks were carried.
    """

    name: str
    region: Mapping[int, float]
    boundary: Mapping[int, float]
    frames: int
    inferred: int
    filled: int
    seconds: float

    def values(self) -> dict[str, object]:
        """For JSON."""
        j, f = mean(self.region.values()), mean(self.boundary.values())
        values: dict[str, object] = {
            "J": j,
            "F": f,
            "JF": (j + f) / 2,
            "frames": self.frames,
            "inferred": self.inferred,
            "filled": self.filled,
            "fraction_inferred": self.inferred / self.frames,
            "s_per_frame": self.seconds / self.frames,
        }
        if len(self.region) > 1:
            values["objects"] = {key: {"J": self.region[key], "F": self.boundary[key]} for key in self.region}
        return values


def run(arguments: Namespace, console: Console, cancel: CancelToken) -> None:
    """Track every sequence and compare; once for each way to skip."""
    policies = skip_policies(arguments)
    names = [name.strip() for name in arguments.sequences.split(",") if name.strip()]
    sequences = find_sequences(arguments.root, names)
    loaded = load(arguments)
    about = {"model": loaded.name, "init": arguments.init, "device": str(loaded.device)}
    runs: dict[str, dict[str, object]] = {}
    sentences = []
    for skip, policy in policies.items():
        began = time.perf_counter()
        results = []
        for sequence in sequences:
            result = measure(sequence, loaded, arguments.init, policy, console, cancel)
            results.append(result)
            console.note(_line(result))
        runs[skip] = _total(results)
        took = duration(time.perf_counter() - began)
        sentences.append(
            f"{skip}: " * (len(policies) > 1) + f"{_sentence(runs[skip], len(results))} {took} in all."
        )
    if len(runs) == 1:
        ((skip, total),) = runs.items()
        console.result({**total, **about, "skip": skip}, *sentences)
    else:
        console.result({**about, "runs": runs}, "\n".join(sentences))


def _line(result: SequenceResult) -> str:
    values = result.values()
    return f"{result.name:20} J {values['J']:.3f}  F {values['F']:.3f}  {values['s_per_frame']:.3f} s a frame"


def _total(results: list[SequenceResult]) -> dict[str, object]:
    """The figures of all sequences together, for JSON."""
    j = mean(value for result in results for value in result.region.values())
    f = mean(value for result in results for value in result.boundary.values())
    frames, inferred, filled = (
        sum(counts) for counts in zip(*((r.frames, r.inferred, r.filled) for r in results), strict=True)
    )
    return {
        "J": j,
        "F": f,
        "JF": (j + f) / 2,
        "inferred": inferred,
        "filled": filled,
        "fraction_inferred": inferred / frames,
        "s_per_frame": sum(result.seconds for result in results) / frames,
        "frames": frames,
        "sequences": {result.name: result.values() for result in results},
    }


def _sentence(total: Mapping[str, object], sequences: int) -> str:
    return (
        f"J {total['J']:.3f}  F {total['F']:.3f}  J&F {total['JF']:.3f} over {sequences} sequences, "
        f"{total['frames']} frames: {total['inferred']} inferred, {total['filled']} filled; "
        f"{total['s_per_frame']:.3f} s a frame,"
    )


def measure(
    sequence: Sequence,
    loaded: "LoadedModel",
    init: str,
    policy: "SkipPolicy | None",
    console: Console,
    cancel: CancelToken,
) -> SequenceResult:
    """Track one sequence from its first annotated frame and compare with what follows.

    Raises:
        InputError, MaskError: annotations that cannot be used.
    """
    from core.tracking.request import FrameTracked, ObjectPrompts, TrackRequest
    from core.tracking.skipped import track_skipping

    first = read_objects(sequence.annotations[sequence.first])
    if not any(mask.any() for mask in first.values()):
        raise InputError(f"“{sequence.name}” has no object on its first annotated frame.")
    objects = tuple(
        ObjectPrompts(key, (prompt_from(mask, sequence.first, init),)) for key, mask in first.items()
    )
    found: dict[int, dict[int, Mask]] = {}
    inferred = filled = 0
    began = time.perf_counter()
    with open_with_notes(sequence.frames, console, cancel) as media:
        width, height = media.size_wh
        for mask in first.values():
            if mask.shape != (height, width):
                raise MaskError(
                    f"The annotations of “{sequence.name}” are {mask.shape[1]}×{mask.shape[0]} pixels and "
                    f"its frames {width}×{height}."
                )
        progress = console.progress(sequence.name, media.frame_count - sequence.first)
        request = TrackRequest(objects, sequence.first, media.frame_count - 1)
        for event in track_skipping(media, loaded, request, policy, cancel):
            if isinstance(event, FrameTracked):
                found[event.frame_index] = {key: item.mask for key, item in event.masks.items()}
                origins = {item.origin for item in event.masks.values()}
                inferred += Origin.INFERRED in origins
                filled += Origin.FILLED in origins and Origin.INFERRED not in origins
                progress.update(len(found))
        progress.close()
    seconds = time.perf_counter() - began
    region, boundary = compare(sequence, found, list(first), (height, width), cancel)
    return SequenceResult(sequence.name, region, boundary, len(found), inferred, filled, seconds)


def prompt_from(mask: MaskHW, frame_index: int, init: str) -> FramePrompt:
    """The prompt that a careful person would give for this object: its mask, a tight box, or one click.

    The click is on the point of its largest part that is farthest from the rim.
    """
    if init == "mask":
        return FramePrompt(frame_index, mask=Mask.from_array(mask))
    if init == "box":
        x0, y0, x1, y1 = Mask.from_array(mask).box_xyxy_px
        return FramePrompt(frame_index, box=Box(x0, y0, x1, y1))
    click = click_amid(largest_region(mask))
    return FramePrompt(frame_index, clicks=(click,) if click else ())


def compare(
    sequence: Sequence,
    found: Mapping[int, Mapping[int, Mask]],
    object_ids: list[int],
    shape_hw: tuple[int, int],
    cancel: CancelToken,
) -> tuple[dict[int, float], dict[int, float]]:
    """J and F by object, over the annotated frames but the first and the last."""
    annotated = sorted(sequence.annotations)
    region: dict[int, list[float]] = {key: [] for key in object_ids}
    boundary: dict[int, list[float]] = {key: [] for key in object_ids}
    nothing = np.zeros(shape_hw, dtype=np.bool_)
    for place in davis_frames(len(annotated)):
        cancel.check()
        frame_index = annotated[place]
        truth = read_objects(sequence.annotations[frame_index])
        masks = found.get(frame_index, {})
        for key in object_ids:
            mask = masks[key].to_array() if key in masks else nothing
            region[key].append(jaccard(mask, truth.get(key, nothing)))
            boundary[key].append(boundary_f(mask, truth.get(key, nothing)))
    return {key: mean(values) for key, values in region.items()}, {
        key: mean(values) for key, values in boundary.items()
    }


def mean(values: Iterable[float]) -> float:
    """The mean of some numbers; NaN of none."""
    listed = list(values)
    return sum(listed) / len(listed) if listed else float("nan")
