"""`samuraivision export`: a project's masks in a format."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from core.cancel import CancelToken
from core.cli.arguments import WRITTEN_FORMATS, add_json, positive
from core.cli.console import Console
from core.cli.media import open_with_notes
from core.errors import InputError, MediaError, ProjectError

if TYPE_CHECKING:
    from core.document.document import SegObject
    from core.document.store import Project
    from core.formats.contract import ExportOptions
    from core.formats.export import ExportFinished
    from core.formats.source import Frames, MaskSource
    from core.media.reader import MediaReader

ONLY = ("all", "approved", "key")


def add_arguments(parser: ArgumentParser) -> None:
    """What, as what, where."""
    parser.add_argument("project", type=Path, metavar="PROJECT", help="a .samurai file")
    parser.add_argument("--format", required=True, metavar="F", help=WRITTEN_FORMATS)
    parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="a new or empty folder to write into"
    )
    parser.add_argument("--start", type=int, default=0, metavar="N", help="the first frame (0)")
    parser.add_argument("--stop", type=int, default=None, metavar="N", help="the last frame (the media's)")
    parser.add_argument("--step", type=positive, default=1, metavar="N", help="every N-th frame (1)")
    parser.add_argument("--only", choices=ONLY, default=ONLY[0], help="which masks leave (all)")
    parser.add_argument("--objects", metavar="A,B", help="only the objects of these names")
    parser.add_argument(
        "--class",
        dest="classes",
        action="append",
        default=[],
        metavar="OLD=NEW",
        help="call a class something else in the files; may be given again",
    )
    parser.add_argument("--replace", action="store_true", help="replace an earlier export in DIR")
    add_json(parser)


def run(arguments: Namespace, console: Console, cancel: CancelToken) -> None:
    """Export, reading back what can be read back."""
    from core.document.store import open_project
    from core.formats.contract import ExportOptions, Only
    from core.formats.registry import find_format

    find_format(arguments.format)
    options = ExportOptions(
        start=arguments.start,
        stop=arguments.stop,
        step=arguments.step,
        only=Only(arguments.only),
        class_map=class_map(arguments.classes),
        replace=arguments.replace,
    )
    with open_project(arguments.project) as project:
        if arguments.objects is not None:
            chosen = objects_named(project.document.objects.values(), arguments.objects.split(","))
            options = replace(options, object_ids=chosen)
        media = project_media(project, console, cancel)
        try:
            done = export_with_progress(
                project.document, arguments.format, arguments.out, options, media, console, cancel
            )
        finally:
            if media is not None:
                media.close()
    worst = done.check.worst_iou if done.check else None
    checked = (
        ""
        if worst is None
        else "; read back and compared, "
        + ("the same to the pixel" if done.check and done.check.exact else f"IoU at least {worst:.3f}")
    )
    console.result(
        {"frames": done.frames, "masks": done.masks, "out": str(done.path), "worst_iou": worst},
        f"{done.masks} masks on {done.frames} frames in {done.path}{checked}.",
    )


def class_map(pairs: Sequence[str]) -> dict[str, str]:
    """`OLD=NEW`, as often as it was given.

    Raises:
        InputError: one of them is no such pair.
    """
    found = {}
    for pair in pairs:
        old, equals, new = pair.partition("=")
        if not equals:
            raise InputError(f"--class takes OLD=NEW, not “{pair}”.")
        found[old.strip()] = new.strip()
    return found


def objects_named(objects: Iterable["SegObject"], names: Sequence[str]) -> frozenset[int]:
    """The ids of the objects of these names.

    Raises:
        InputError: there is none of one of them.
    """
    known = list(objects)
    for name in names:
        if not any(item.name == name for item in known):
            there = ", ".join(item.name for item in known) or "none"
            raise InputError(f"There is no object “{name}” in this project; there are: {there}.")
    return frozenset(item.id for item in known if item.name in names)


def project_media(project: "Project", console: Console, cancel: CancelToken) -> "MediaReader | None":
    """The project's media, open; None, with a note, where it is not to be found or not to be opened."""
    if project.document.media is None:
        raise ProjectError("This project has no media yet: open it in the app and choose one.")
    path = project.find_media()
    if path is None:
        console.note(f"The media “{project.document.media.absolute_path}” is not there; going on without it.")
        return None
    try:
        return open_with_notes(path, console, cancel)
    except MediaError as error:
        console.note(f"{error} Going on without it.")
        return None


def export_with_progress(
    source: "MaskSource",
    format_name: str,
    out: Path,
    options: "ExportOptions",
    frames: "Frames | None",
    console: Console,
    cancel: CancelToken,
) -> "ExportFinished":
    """Run an export, telling how far it is and what it will lose."""
    from core.formats.export import ExportFinished, ExportStarted, FrameExported, export

    progress = None
    try:
        for event in export(source, format_name, out, options, frames=frames, cancel=cancel):
            if isinstance(event, ExportStarted):
                if event.loss:
                    console.note(event.loss)
                progress = console.progress("Exporting", event.frames)
            elif isinstance(event, FrameExported) and progress is not None:
                progress.update(event.done)
            elif isinstance(event, ExportFinished):
                return event
    finally:
        if progress is not None:
            progress.close()
    raise AssertionError("an export ends with ExportFinished")
