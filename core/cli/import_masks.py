"""`samuraivision import`: masks out of files into a project, all of them or none."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from core.cancel import CancelToken
from core.cli.arguments import READ_FORMATS, add_json
from core.cli.console import Console
from core.cli.media import media_ref, open_with_notes
from core.errors import InputError, ProjectError


def add_arguments(parser: ArgumentParser) -> None:
    """Which project, which files, what they are."""
    parser.add_argument(
        "project", type=Path, metavar="PROJECT", help="a .samurai file (made, with --media, if new)"
    )
    parser.add_argument("files", type=Path, metavar="FILES", help="the folder or file to read")
    parser.add_argument("--format", required=True, metavar="F", help=READ_FORMATS)
    parser.add_argument("--media", type=Path, metavar="MEDIA", help="what a new project is about")
    add_json(parser)


def run(arguments: Namespace, console: Console, cancel: CancelToken) -> None:
    """Read the files, then change the project in one step that can be undone."""
    from core.document.edits import SetMedia
    from core.document.store import create_project, open_project
    from core.formats.importing import import_edit, read
    from core.formats.registry import find_format

    find_format(arguments.format).require_reader()
    path = arguments.project
    if path.exists() and arguments.media is not None:
        raise InputError(f"“{path.name}” is there already and knows its media; leave --media out.")
    if not path.exists() and arguments.media is None:
        raise ProjectError(f"There is no project “{path}”; with --media MEDIA it is made.")
    if path.exists():
        with open_project(path) as project:
            media = project.document.media
            size_wh = media.size_wh if media else None
            imported = read(arguments.files, arguments.format, size_wh=size_wh, cancel=cancel)
            project.history.do(import_edit(project.document, imported), "Import")
    else:
        with open_with_notes(arguments.media, console, cancel) as reader:
            imported = read(arguments.files, arguments.format, size_wh=reader.size_wh, cancel=cancel)
            with create_project(path) as project:
                try:
                    project.history.do(SetMedia(media_ref(reader, project.folder)), "Open media")
                    project.history.do(import_edit(project.document, imported), "Import")
                except BaseException:
                    project.close()
                    path.unlink(missing_ok=True)
                    raise
    console.result(
        {"objects": len(imported.objects), "masks": len(imported.masks), "project": str(path)},
        f"{len(imported.masks)} masks of {len(imported.objects)} objects are in {path}.",
    )
