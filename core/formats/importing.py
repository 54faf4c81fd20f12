"""Importing: a reader's whole result as one edit, or an error and no edit at all."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from core.cancel import CancelToken
from core.document.document import Document, Mark, MediaRef
from core.document.edits import AddObject, Edit, EditGroup, MaskEntry, set_masks
from core.errors import FormatError
from core.formats.contract import Imported, ReadContext
from core.formats.registry import find_format
from core.types import Origin, State
from core.wording import say


def read(
    path: Path,
    format_name: str,
    *,
    size_wh: tuple[int, int] | None = None,
    cancel: CancelToken | None = None,
    progress: Callable[[int], None] | None = None,
) -> Imported:
    """Read files of a format. `size_wh` is the media's size, for formats that do not say their own.

    `progress` is called with the number of frames or masks read so far, on the caller's thread.

    Safe on any thread. Raises `FormatError` for files that are not there, damaged, or of another format.
    """
    path = Path(path)
    if not path.exists():
        raise FormatError(say("There is nothing at “{path}” to import.", path=path))
    reader = find_format(format_name).require_reader()
    try:
        return reader(path, ReadContext(size_wh, cancel or CancelToken(), progress))
    except OSError as error:
        raise FormatError(
            say("“{file}” cannot be read: {reason}.", file=path.name, reason=error.strerror or error)
        ) from error


def import_edit(
    document: Document,
    imported: Imported,
    *,
    state: State = State.DRAFT,
    class_map: Mapping[str, str] | None = None,
    offset: int | None = None,
) -> Edit:
    """One edit that adds the imported objects, below those there are, with their masks, origin `imported`.

    `offset` is added to the files' frame numbers. With None they are frame indices, unless they are too
    large for the media and as many as it has frames: then the first of them is frame 0.
    Raises `FormatError` where the masks do not fit the media.
    """
    media = document.media
    if media is not None and imported.size_wh != media.size_wh and imported.masks:
        raise FormatError(
            say(
                "These masks are {width}×{height} pixels and the media is {other_width}×{other_height}.",
                width=imported.size_wh[0],
                height=imported.size_wh[1],
                other_width=media.width,
                other_height=media.height,
            )
        )
    if offset is None:
        offset = _usual_offset(imported, media)
    numbers = [frame + offset for _, frame in imported.masks]
    outside = next((number for number in numbers if media and not 0 <= number < media.frame_count), None)
    if media is not None and outside is not None:
        raise FormatError(
            say(
                "There is a mask for frame {outside}, and the media has 0 to {last}.",
                outside=outside,
                last=media.frame_count - 1,
            )
        )
    if not imported.objects:
        raise FormatError("There is no object to import.")
    renamed = class_map or {}
    first = document.new_object_id
    ids = {item.id: first + offset for offset, item in enumerate(imported.objects)}
    edits: list[Edit] = [
        AddObject(replace(item, id=ids[item.id], class_name=renamed.get(item.class_name, item.class_name)))
        for item in imported.objects
    ]
    mark = Mark(Origin.IMPORTED, state)
    entries = [
        MaskEntry(ids[number], frame + offset, mask, mark) for (number, frame), mask in sorted(
            imported.masks.items(), key=lambda pair: pair[0]
        )
    ]  # fmt: skip
    if entries:
        edits.append(set_masks(entries))
    return EditGroup(tuple(edits))


def _usual_offset(imported: Imported, media: MediaRef | None) -> int:
    """Some number their files from 1, or from anywhere."""
    frames = imported.frame_indices
    if media is None or not frames or max(frames) < media.frame_count:
        return 0
    complete = len(frames) == media.frame_count and max(frames) - min(frames) + 1 == len(frames)
    return -min(frames) if complete else 0
