"""Exporting: planned, written to a temporary folder, read back and compared, and moved whole."""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias
from uuid import uuid4

from core.cancel import CancelToken
from core.document.document import Overlap
from core.errors import FormatError, StorageError
from core.formats.contract import ExportJob, ExportOptions, Format, Only, ReadContext
from core.formats.manifest import is_export, write_manifest
from core.formats.registry import find_format
from core.formats.source import Frames, MaskSource
from core.masks import Mask
from core.wording import say


@dataclass(frozen=True, slots=True)
class ExportStarted:
    """`loss`: what this format will lose, for the user; empty where nothing."""

    format_name: str
    frames: int
    objects: int
    loss: str


@dataclass(frozen=True, slots=True)
class FrameExported:
    """One frame is written, or (`checking`) the files are being read back."""

    done: int
    total: int
    frame_index: int
    checking: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """What was read back against what the project has. IoU of two empty masks is 1."""

    masks: int
    exact: bool
    mean_iou: float
    worst_iou: float
    worst_place: tuple[int, int] | None
    """(object_id, frame_index) of the worst, None where all are exact."""


@dataclass(frozen=True, slots=True)
class ExportFinished:
    """All is in its place. `check` is None for formats that cannot be read back."""

    path: Path
    frames: int
    masks: int
    check: Check | None


ExportEvent: TypeAlias = ExportStarted | FrameExported | ExportFinished


def export(
    source: MaskSource, format_name: str, target: Path, options: ExportOptions | None = None, *,
    frames: Frames | None = None, cancel: CancelToken | None = None,
) -> Iterator[ExportEvent]:  # fmt: skip
    """Export masks into the folder `target`, which appears whole at the end or not at all.

    The target must not exist yet, or be an empty folder, or with `options.replace` be an earlier export
    (it has our manifest.json). Raises `FormatError` for what this format cannot hold, `StorageError` where
    it cannot be written, `Cancelled`. Closing the generator cancels too. A generator for one thread; the
    source must be one that this thread may read.
    """
    options = options or ExportOptions()
    cancel = cancel or CancelToken()
    target = Path(target)
    kind = find_format(format_name)
    job = plan(source, options, frames, cancel)
    _require_possible(kind, job)
    _require_free(target, options.replace)
    yield ExportStarted(kind.name, len(job.frame_indices), len(job.objects), expected_loss(kind, source))
    part = target.with_name(f".{target.name}-{uuid4().hex[:8]}.part")
    masks = 0
    try:
        with _storage_errors(target):
            part.parent.mkdir(parents=True, exist_ok=True)
            part.mkdir()
            for done, frame_index in enumerate(kind.write(job, part), start=1):
                cancel.check()
                masks += sum(job.leaves(item.id, frame_index) for item in job.objects)
                yield FrameExported(done, len(job.frame_indices), frame_index)
            write_manifest(job, kind.name, part)
        check = None
        if kind.read is not None:
            last = job.frame_indices[-1] if job.frame_indices else 0
            yield FrameExported(len(job.frame_indices), len(job.frame_indices), last, checking=True)
            check = compare(kind, job, part)
        cancel.check()
        with _storage_errors(target):
            _move_whole(part, target)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    yield ExportFinished(target, len(job.frame_indices), masks, check)


def expected_loss(kind: Format, source: MaskSource) -> str:
    """What this export will lose, in words for the user before it begins; empty where nothing."""
    if not kind.keeps_overlaps and source.settings.overlap is Overlap.ALLOWED:
        overlaps = say("Each pixel has one object: where objects overlap, the upper one has it.")
        return say("{one} {other}", one=say(kind.loss), other=overlaps) if kind.loss else overlaps
    return kind.loss


def plan(source: MaskSource, options: ExportOptions, frames: Frames | None, cancel: CancelToken) -> ExportJob:
    """Choose objects and frames. Raises `FormatError` for options that leave nothing to export."""
    media = source.media
    size = media.size_wh if media else frames.size_wh if frames else None
    count = media.frame_count if media else frames.frame_count if frames else None
    if size is None or count is None:
        raise FormatError("A project without media has nothing to export.")
    if frames is not None and frames.size_wh != size:
        raise FormatError(
            say(
                "The media is {width}×{height} pixels and the masks are {other_width}×{other_height}.",
                width=frames.size_wh[0],
                height=frames.size_wh[1],
                other_width=size[0],
                other_height=size[1],
            )
        )
    if options.step < 1:
        raise FormatError(
            say("Every {step}th frame cannot be exported; the step is 1 or more.", step=options.step)
        )
    stop = count - 1 if options.stop is None else options.stop
    if not 0 <= options.start <= stop < count:
        raise FormatError(
            say(
                "Frames {start} to {stop} cannot be exported: the media has 0 to {last}.",
                start=options.start,
                stop=stop,
                last=count - 1,
            )
        )
    renamed = options.class_map
    objects = tuple(
        replace(item, class_name=renamed.get(item.class_name, item.class_name))
        for item in source.objects.values()
        if options.object_ids is None or item.id in options.object_ids
    )
    if not objects:
        raise FormatError("There is no object to export.")
    indices = tuple(range(options.start, stop + 1, options.step))
    job = ExportJob(source, options, objects, indices, size, frames, cancel)
    if options.only != Only.ALL:
        indices = tuple(i for i in indices if any(job.leaves(item.id, i) for item in objects))
        if not indices:
            approved = options.only == Only.APPROVED
            raise FormatError(
                "There is no approved mask among these frames to export."
                if approved
                else "There is no key frame among these frames to export."
            )
        job = replace(job, frame_indices=indices)
    return job


def compare(kind: Format, job: ExportJob, folder: Path) -> Check:
    """Read an export back and hold it against the source.

    Raises `StorageError` when a format that loses nothing comes back different: then the disk is at fault.
    """
    found = kind.require_reader()(folder, ReadContext(job.size_wh, job.cancel))
    ids = {number: object_id for object_id, number in job.numbers.items()}
    back = {(ids.get(number, -number), frame): mask for (number, frame), mask in found.masks.items()}
    width, height = job.size_wh
    nothing = Mask.empty(height, width)
    ious: list[float] = []
    worst: tuple[float, tuple[int, int] | None] = (1.0, None)
    exact = True
    for frame_index in job.frame_indices:
        job.cancel.check()
        for object_id, mask in job.masks(frame_index).items():
            other = back.pop((object_id, frame_index), nothing)
            same = other == mask
            iou = 1.0 if same else mask.iou(other)
            exact = exact and same
            ious.append(iou)
            if not same and (worst[1] is None or iou < worst[0]):
                worst = (iou, (object_id, frame_index))
    extra = next((place for place, mask in back.items() if not mask.is_empty), None)
    if extra is not None:
        exact, worst = False, (0.0, extra)
    if not exact and kind.lossless and (kind.keeps_overlaps or job.exclusive):
        raise StorageError(
            say("What was written as {kind} is not what was read back; check the disk.", kind=kind.title)
        )
    mean = sum(ious) / len(ious) if ious else 1.0
    return Check(len(ious), exact, mean, worst[0], worst[1])


def _require_possible(kind: Format, job: ExportJob) -> None:
    if kind.needs_frames and job.frames is None:
        raise FormatError(say("{kind} needs the media, which is not open.", kind=kind.title))
    if kind.max_objects is not None and len(job.objects) > kind.max_objects:
        raise FormatError(
            say(
                "{kind} holds {max_objects} objects; these are {n}.",
                kind=kind.title,
                max_objects=kind.max_objects,
                n=len(job.objects),
            )
        )


def _require_free(target: Path, replace_earlier: bool) -> None:
    if not target.exists():
        return
    if not target.is_dir():
        raise StorageError(say("“{file}” is a file; choose a folder for the export.", file=target.name))
    if not any(target.iterdir()):
        return
    if not is_export(target):
        raise StorageError(
            say("“{file}” already has other files in it; choose a new or empty folder.", file=target.name)
        )
    if not replace_earlier:
        raise StorageError(
            say("“{file}” already has an export in it; replace it or choose a new folder.", file=target.name)
        )


def _move_whole(part: Path, target: Path) -> None:
    """Put the finished folder in its place; an earlier one is kept until the new one stands."""
    if not target.exists():
        part.rename(target)
        return
    earlier = part.with_name(part.name + "-earlier")
    target.rename(earlier)
    try:
        part.rename(target)
    except BaseException:
        earlier.rename(target)
        raise
    shutil.rmtree(earlier, ignore_errors=True)


@contextmanager
def _storage_errors(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise StorageError(
                say("The disk is full: “{file}” was not exported; free some space.", file=target.name)
            ) from error
        raise StorageError(
            say("“{target}” cannot be written: {reason}.", target=target, reason=error.strerror or error)
        ) from error
