"""`samuraivision track`: one object, from a prompt on one frame to masks of all frames on disk."""

import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.cancel import CancelToken
from core.cli.arguments import (
    WRITTEN_FORMATS,
    add_json,
    add_model,
    add_skip,
    box,
    load,
    point,
    positive,
    skip_policy,
    writable_folder,
)
from core.cli.console import Console, duration
from core.cli.media import media_ref, open_with_notes
from core.errors import AppError, Cancelled, InputError, MaskError, ProjectError
from core.types import FramePrompt, Origin

if TYPE_CHECKING:
    from core.document.store import Project
    from core.engine.loader import LoadedModel
    from core.media.reader import MediaReader
    from core.skipping.policy import SkipPolicy
    from core.tracking.request import FrameTracked

DEFAULT_FORMAT = "davis"


def add_arguments(parser: ArgumentParser) -> None:
    """See DESIGN: the prompt is a box, points, both, or a mask."""
    parser.add_argument("media", type=Path, metavar="MEDIA", help="a video file or a folder of frames")
    parser.add_argument("--box", type=box, metavar="x0,y0,x1,y1", help="a box around the object, in pixels")
    parser.add_argument(
        "--point",
        type=point,
        nargs="+",
        action="extend",
        default=[],
        metavar="x,y[,0|1]",
        help="points on the object, or with ,0 off it",
    )
    parser.add_argument("--mask", type=Path, metavar="PNG", help="a black and white picture of the object")
    parser.add_argument(
        "--frame", type=int, default=0, metavar="N", help="the frame of the prompt (first: 0)"
    )
    parser.add_argument("--name", default="object 1", help="what the object is called")
    add_model(parser)
    add_skip(parser)
    parser.add_argument(
        "--check",
        type=positive,
        metavar="N",
        help="then run the model on the N filled frames that can be trusted least, and fill round them anew",
    )
    parser.add_argument(
        "--project", type=Path, metavar="P", help="keep the masks in this project too (made if new)"
    )
    parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="a new or empty folder to write into"
    )
    parser.add_argument(
        "--format", default=DEFAULT_FORMAT, metavar="F", help=f"{WRITTEN_FORMATS} ({DEFAULT_FORMAT})"
    )
    add_json(parser)


def run(arguments: Namespace, console: Console, cancel: CancelToken) -> None:
    """Track, keeping what is done whatever happens, then export."""
    policy = skip_policy(arguments)
    if arguments.check is not None and policy is None:
        raise InputError(
            "--check looks at filled frames, and without --skip auto or a number there are none."
        )
    if arguments.mask is None and arguments.box is None and not arguments.point:
        raise InputError("Say what to track: --box x0,y0,x1,y1, --point x,y or --mask PNG.")
    if arguments.mask is not None and (arguments.box is not None or arguments.point):
        raise InputError(
            "Give either --mask or --box and --point, not both: a mask is the whole truth on its frame."
        )
    with open_with_notes(arguments.media, console, cancel) as media:
        from core.formats.registry import find_format
        from core.tracking.request import ObjectPrompts, TrackRequest, check_request

        find_format(arguments.format)
        prompt = _prompt(arguments)
        objects = (ObjectPrompts(1, (prompt,)),)
        last = media.frame_count - 1
        check_request(TrackRequest(objects, 0, last), media.frame_count, media.size_wh)
        _require_new(writable_folder(arguments.out))
        project = _project(arguments.project, media)
        try:
            loaded = load(arguments)
            tracked = _track(media, project, loaded, prompt, policy, arguments, console, cancel)
        finally:
            project.close()
    seconds = duration(tracked.seconds)
    console.result(
        {
            "frames": tracked.frames,
            "inferred": tracked.inferred,
            "filled": tracked.filled,
            "fraction_inferred": tracked.fraction_inferred,
            "s_per_frame": tracked.s_per_frame,
            "out": str(arguments.out),
            "seconds": tracked.seconds,
            "model": loaded.name,
            "device": str(loaded.device),
        },
        f"{tracked.frames} frames in {seconds} ({tracked.s_per_frame:.3f} s a frame, "
        f"{tracked.inferred} inferred, {tracked.filled} filled), in {arguments.out}.",
    )


@dataclass(slots=True)
class Tracked:
    """How far a run has got. `seconds` is all in: decoding, model, masks to full size, keeping them."""

    frames: int = 0
    inferred: int = 0
    filled: int = 0
    seconds: float = 0.0
    first: int = 0
    last: int = 0

    @property
    def s_per_frame(self) -> float:
        return self.seconds / self.frames if self.frames else 0.0

    @property
    def fraction_inferred(self) -> float:
        """The share of frames whose mask the model made there, rather than a person or an interpolation."""
        return self.inferred / self.frames if self.frames else 0.0

    def count(self, event: "FrameTracked") -> None:
        """Take in a frame."""
        inferred, filled = _origins(event)
        self.inferred += inferred
        self.filled += filled
        self.first = min(self.first, event.frame_index) if self.frames else event.frame_index
        self.last = max(self.last, event.frame_index) if self.frames else event.frame_index
        self.frames += 1

    def count_again(self, event: "FrameTracked") -> None:
        """Take in a frame that was filled, and was looked at or filled anew."""
        inferred, _ = _origins(event)
        self.inferred += inferred
        self.filled -= inferred


def _origins(event: "FrameTracked") -> tuple[bool, bool]:
    """Whether the model found a mask on the frame, and whether one was carried there."""
    origins = {mask.origin for mask in event.masks.values()}
    return Origin.INFERRED in origins, Origin.FILLED in origins


def _prompt(arguments: Namespace) -> FramePrompt:
    if arguments.mask is None:
        return FramePrompt(arguments.frame, tuple(arguments.point), arguments.box)
    from core.masks import Mask
    from core.media.ground_truth import read_binary

    mask = Mask.from_array(read_binary(arguments.mask))
    if mask.is_empty:
        raise MaskError(f"The mask “{arguments.mask}” is empty: there is no object in it to track.")
    return FramePrompt(arguments.frame, mask=mask)


def _require_new(folder: Path) -> None:
    """Refuse a folder with other things in it before the work, not after it."""
    from core.formats.manifest import is_export

    if any(folder.iterdir()) and not is_export(folder):
        raise InputError(f"“{folder}” already has other files in it; choose a new or empty folder.")


def _project(path: Path | None, media: "MediaReader") -> "Project":
    """The project that keeps the masks: the named one, made if need be, or one in memory."""
    from core.document.edits import SetMedia
    from core.document.media_ref import media_difference
    from core.document.store import create_project, memory_project, open_project

    if path is None:
        project = memory_project()
    else:
        project = open_project(path) if path.exists() else create_project(path)
    try:
        there = project.document.media
        if there is None:
            project.history.do(SetMedia(media_ref(media, project.folder)), "Open media")
        else:
            difference = media_difference(
                there,
                fingerprint=media.fingerprint(),
                frame_count=media.frame_count,
                size_wh=media.size_wh,
            )
            if difference is not None:
                raise ProjectError(f"“{path}” is a project about another media: {difference}")
    except BaseException:
        project.close()
        raise
    return project


def _track(
    media: "MediaReader",
    project: "Project",
    loaded: "LoadedModel",
    prompt: FramePrompt,
    policy: "SkipPolicy | None",
    arguments: Namespace,
    console: Console,
    cancel: CancelToken,
) -> Tracked:
    """Track into the project and export; what was finished is kept when it stops early."""
    from core.document.document import SegObject
    from core.document.edits import AddObject, EditGroup, SetPrompt

    object_id = project.document.new_object_id
    item = SegObject(object_id, arguments.name)
    project.history.do(EditGroup((AddObject(item), SetPrompt(object_id, prompt))), "Add object")
    tracked = Tracked()
    trouble: AppError | None = None
    progress = console.progress("Tracking", media.frame_count)
    began = time.perf_counter()
    project.history.begin("Track")
    try:
        for event in _events(media, loaded, prompt, policy, object_id, cancel):
            _keep(project, event)
            tracked.count(event)
            tracked.seconds = time.perf_counter() - began
            progress.update(tracked.frames)
        if arguments.check is not None:
            for event in _second_pass(project, media, loaded, prompt, object_id, arguments.check, cancel):
                _keep(project, event)
                tracked.count_again(event)
                tracked.seconds = time.perf_counter() - began
    except AppError as error:
        trouble = error
    finally:
        progress.close()
        project.history.end()
    if tracked.frames:
        # Not the token: what is finished is to be kept also after Ctrl+C.
        _export(media, project, object_id, tracked, arguments, console, CancelToken() if trouble else cancel)
    if trouble is None:
        return tracked
    kept = f"{tracked.frames} of {media.frame_count} frames are in {arguments.out}"
    if isinstance(trouble, Cancelled):
        raise Cancelled(f"Stopped: {kept}." if tracked.frames else "Stopped.")
    if tracked.frames:
        console.note(f"{kept[:1].upper()}{kept[1:]}.")
    raise trouble


def _events(
    media: "MediaReader",
    loaded: "LoadedModel",
    prompt: FramePrompt,
    policy: "SkipPolicy | None",
    object_id: int,
    cancel: CancelToken,
) -> "Iterator[FrameTracked]":
    """From the prompt's frame to the end, then back from it to the beginning."""
    from core.tracking.request import FrameTracked, ObjectPrompts, TrackRequest
    from core.tracking.skipped import track_skipping

    objects = (ObjectPrompts(object_id, (prompt,)),)
    requests = [TrackRequest(objects, prompt.frame_index, media.frame_count - 1)]
    if prompt.frame_index > 0:
        requests.append(TrackRequest(objects, prompt.frame_index - 1, 0, "backward"))
    for request in requests:
        for event in track_skipping(media, loaded, request, policy, cancel):
            if isinstance(event, FrameTracked):
                yield event


def _second_pass(
    project: "Project",
    media: "MediaReader",
    loaded: "LoadedModel",
    prompt: FramePrompt,
    object_id: int,
    count: int,
    cancel: CancelToken,
) -> "Iterator[FrameTracked]":
    """The frames that are new where the model looks at the least certain filled ones."""
    from core.tracking.request import ObjectPrompts, TrackRequest
    from core.tracking.second_pass import frames_needed, least_certain, track_again

    document = project.document
    scores = {
        i: (mark.score or 0.0) if mark.origin is Origin.FILLED else None
        for i, mark in document.marks(object_id).items()
    }
    doubts = least_certain(scores, count)
    needed = frames_needed([i for i in sorted(scores) if scores[i] is None], doubts)
    keys = {i: {object_id: mask} for i in needed if (mask := document.mask(object_id, i)) is not None}
    request = TrackRequest((ObjectPrompts(object_id, (prompt,)),), 0, media.frame_count - 1)
    yield from track_again(media, loaded, request, doubts, keys, cancel)


def _keep(project: "Project", event: "FrameTracked") -> None:
    from core.document.document import Mark
    from core.document.edits import MaskEntry, SetMasks

    project.history.extend(
        SetMasks(
            tuple(
                MaskEntry(object_id, event.frame_index, found.mask, Mark(found.origin, score=found.score))
                for object_id, found in event.masks.items()
            )
        )
    )


def _export(
    media: "MediaReader",
    project: "Project",
    object_id: int,
    tracked: Tracked,
    arguments: Namespace,
    console: Console,
    cancel: CancelToken,
) -> None:
    from core.cli.export import export_with_progress
    from core.formats.contract import ExportOptions

    options = ExportOptions(
        start=tracked.first,
        stop=tracked.last,
        object_ids=frozenset({object_id}),
        replace=True,
        model_name=str(arguments.model),
    )
    export_with_progress(project.document, arguments.format, arguments.out, options, media, console, cancel)
