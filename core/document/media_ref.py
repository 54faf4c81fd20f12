"""Finding a project's media again, and noticing that it changed."""

import os
from collections.abc import Callable
from pathlib import Path

from core.document.document import MediaRef
from core.wording import say


def make_media_ref(
    media_path: Path, project_folder: Path | None, *, fingerprint: str, frame_count: int,
    size_wh: tuple[int, int], fps: float,
) -> MediaRef:  # fmt: skip
    """A reference to a file or folder, relative to the project file's folder where there is a way."""
    absolute = media_path.absolute()
    return MediaRef(
        relative_path(absolute, project_folder), str(absolute), fingerprint, frame_count, *size_wh, fps
    )


def relative_path(absolute: Path, project_folder: Path | None) -> str:
    """With forward slashes, so that a project moves between systems; empty where there is no way."""
    if project_folder is None:
        return ""
    try:
        return Path(os.path.relpath(absolute, project_folder.absolute())).as_posix()
    except ValueError:  # another drive
        return ""


def find_media(media: MediaRef, project_folder: Path | None) -> Path | None:
    """Where the media is now: relative to the project, where it was, or beside the project; else None."""
    places: list[Path] = []
    if project_folder is not None and media.relative_path:
        places.append(Path(os.path.normpath(project_folder.absolute() / media.relative_path)))
    places.append(Path(media.absolute_path))
    if project_folder is not None:
        places.append(project_folder.absolute() / _name(media))
    return next((place for place in places if place.exists()), None)


def find_media_in(media: MediaRef, folder: Path, fingerprint: Callable[[Path], str]) -> Path | None:
    """Look through a folder that the user named: the same name first, then any file of the kind by content.

    `fingerprint` is called for candidates only and may raise `InputError`-like errors of its caller's.
    """
    name = _name(media)
    suffix = Path(name).suffix.lower()
    candidates = [path for path in sorted(folder.rglob("*")) if path.suffix.lower() == suffix]
    candidates.sort(key=lambda path: path.name != name)
    candidates = [path for path in candidates if path.is_dir() == (suffix == "")]
    return next((path for path in candidates if fingerprint(path) == media.fingerprint), None)


def media_difference(
    media: MediaRef, *, fingerprint: str, frame_count: int, size_wh: tuple[int, int]
) -> str | None:
    """One sentence on how the media that was opened differs from what the project is about; None if not."""
    name = _name(media)
    if size_wh != media.size_wh:
        return say(
            "“{name}” has changed: it is {width}×{height} pixels, and the masks of this project "
            "are {masks_width}×{masks_height}.",
            name=name,
            width=size_wh[0],
            height=size_wh[1],
            masks_width=media.width,
            masks_height=media.height,
        )
    if frame_count != media.frame_count:
        return say(
            "“{name}” has changed: it has {now} frames, and had {before} when the project was made.",
            name=name,
            now=frame_count,
            before=media.frame_count,
        )
    if fingerprint != media.fingerprint:
        return say(
            "“{name}” has changed since the project was made: the masks may not fit its pictures.", name=name
        )
    return None


def _name(media: MediaRef) -> str:
    return Path(media.absolute_path.replace("\\", "/")).name
