"""Opening media for a command: with progress where that takes long, and telling what is unusual about it."""

from pathlib import Path
from typing import TYPE_CHECKING

from core.cancel import CancelToken
from core.cli.console import Console
from core.settings import folders

if TYPE_CHECKING:
    from core.document.document import MediaRef
    from core.media.reader import MediaReader


def open_with_notes(path: Path, console: Console, cancel: CancelToken) -> "MediaReader":
    """The media, open; its notes (it ends early, it was converted) on standard error.

    Raises:
        MediaError: it cannot be opened.
    """
    from core.media.reader import open_media

    opening = console.progress(f"Opening {path.name}", 100, "%")
    try:
        media = open_media(
            path,
            cache_mib=64,
            cache_dir=folders().cache,
            cancel=cancel,
            progress=lambda done, _: opening.update(round(100 * done)),
        )
    finally:
        opening.close()
    for note in media.index.notes:
        console.note(note)
    return media


def media_ref(media: "MediaReader", project_folder: Path | None) -> "MediaRef":
    """How a project refers to open media."""
    from core.document.media_ref import make_media_ref

    return make_media_ref(
        media.path,
        project_folder,
        fingerprint=media.fingerprint(),
        frame_count=media.frame_count,
        size_wh=media.size_wh,
        fps=media.index.fps_mean,
    )
