"""DAVIS: a PNG with a palette for each frame, each pixel the number of its object.

00000.png, 00001.png… by frame index; objects are numbered in the list's order, from 1. The reader takes
DAVIS 2016's black and white files too, and pictures in the palette's colours.
"""

from collections.abc import Iterator
from pathlib import Path

from core.document.document import SegObject
from core.errors import FormatError
from core.formats.contract import ExportJob, Format, Imported, ReadContext
from core.formats.manifest import read_manifest
from core.formats.pictures import (
    davis_palette,
    frame_name,
    numbered_files,
    read_numbers,
    values_in,
    write_numbers,
)
from core.formats.source import painted_numbers
from core.masks import Mask
from core.wording import say

VOID = 255
"""In DAVIS: no matter what; in its black and white files: the object."""


def write(job: ExportJob, folder: Path) -> Iterator[int]:
    """Write one PNG a frame."""
    width, height = job.size_wh
    for frame_index in job.frame_indices:
        masks = {job.numbers[object_id]: mask for object_id, mask in job.masks(frame_index).items()}
        write_numbers(folder / f"{frame_name(frame_index)}.png", painted_numbers(masks, height, width))
        yield frame_index


def read(path: Path, context: ReadContext) -> Imported:
    """Read a folder of such PNGs."""
    if not path.is_dir():
        raise FormatError(say("“{file}” is not a folder of PNG files.", file=path.name))
    files = numbered_files(path, (".png",))
    if not files:
        raise FormatError(say("“{file}” has no PNG files in it.", file=path.name))
    return read_number_files(files, path, context)


def read_number_files(files: list[tuple[int, Path]], path: Path, context: ReadContext) -> Imported:
    """Masks from pictures of object numbers: (frame index, file)."""
    manifest = read_manifest(path)
    masks: dict[tuple[int, int], Mask] = {}
    size: tuple[int, int] | None = None
    for frame_index, file in files:
        context.step()
        numbers = read_numbers(file)
        height, width = numbers.shape
        if size is not None and size != (width, height):
            raise FormatError(
                say(
                    "“{file}” is {width}×{height} pixels and the first is {other_width}×{other_height}.",
                    file=file.name,
                    width=width,
                    height=height,
                    other_width=size[0],
                    other_height=size[1],
                )
            )
        size = (width, height)
        values = set(values_in(numbers))
        if manifest is not None:
            values |= set(manifest.present.get(frame_index, ()))
        for value in sorted(values):
            masks[value, frame_index] = Mask.from_array(numbers == value)
    assert size is not None
    values = {value for value, _ in masks}
    if values != {VOID}:
        masks = {place: mask for place, mask in masks.items() if place[0] != VOID}
    values = {value for value, _ in masks} | (set(manifest.objects) if manifest else set())
    renumbered = {value: number for number, value in enumerate(sorted(values), start=1)}
    known = manifest.objects if manifest else {}
    objects = tuple(known.get(value, palette_object(number, value)) for value, number in renumbered.items())
    return Imported(
        size_wh=size,
        objects=objects,
        masks={(renumbered[value], frame): mask for (value, frame), mask in masks.items()},
        frame_indices=tuple(frame for frame, _ in files),
        values=tuple(renumbered),
    )


def palette_object(number: int, value: int) -> SegObject:
    """An object named after its number, in the colour that the palette gives it."""
    red, green, blue = davis_palette()[value if value < 22 else 1 + value % 21]
    return SegObject(number, f"object {number}", "", f"#{red:02x}{green:02x}{blue:02x}")


DAVIS = Format(
    name="davis", title="DAVIS (palette PNG)", write=write, read=read, keeps_overlaps=False, max_objects=254
)  # fmt: skip
