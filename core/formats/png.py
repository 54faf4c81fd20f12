"""Plain PNG: a folder for each object, and in it a black and white picture for each frame."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from core.document.document import SegObject
from core.errors import FormatError
from core.formats.contract import ExportJob, Format, Imported, ReadContext
from core.formats.davis import palette_object
from core.formats.manifest import read_manifest
from core.formats.pictures import frame_name, numbered_files, read_binary, write_binary
from core.masks import Mask
from core.wording import say


def write(job: ExportJob, folder: Path) -> Iterator[int]:
    """Write 001_name/00000.png… for each frame on which the object has a mask."""
    names = {item.id: f"{job.numbers[item.id]:03d}_{file_name(item.name)}" for item in job.objects}
    for name in names.values():
        (folder / name).mkdir()
    for frame_index in job.frame_indices:
        for object_id, mask in job.masks(frame_index).items():
            write_binary(folder / names[object_id] / f"{frame_name(frame_index)}.png", mask.to_array())
        yield frame_index


def file_name(text: str) -> str:
    """A part of a file name that every system takes."""
    return re.sub(r"[^\w\-]+", "_", text).strip("_")[:60] or "object"


def read(path: Path, context: ReadContext) -> Imported:
    """Read a folder with a folder for each object, or one object's folder."""
    if not path.is_dir():
        raise FormatError(say("“{file}” is not a folder of PNG files.", file=path.name))
    folders = sorted(inner for inner in path.iterdir() if inner.is_dir() and not inner.name.startswith("."))
    manifest = read_manifest(path)
    objects: list[SegObject] = []
    masks: dict[tuple[int, int], Mask] = {}
    size: tuple[int, int] | None = None
    frames: set[int] = set(manifest.present) if manifest else set()
    for number, folder in enumerate(folders or [path], start=1):
        found = re.match(r"(\d+)_(.*)", folder.name)
        item = replace(palette_object(number, number), name=found[2] if found else folder.name)
        objects.append(manifest.objects.get(number, item) if manifest else item)
        for frame_index, file in numbered_files(folder, (".png",)):
            context.step()
            mask_hw = read_binary(file)
            height, width = mask_hw.shape
            if size is not None and size != (width, height):
                raise FormatError(
                    say(
                        "“{folder}/{file}” is {width}×{height} pixels and the first is "
                        "{other_width}×{other_height}.",
                        folder=folder.name,
                        file=file.name,
                        width=width,
                        height=height,
                        other_width=size[0],
                        other_height=size[1],
                    )
                )
            size = (width, height)
            masks[number, frame_index] = Mask.from_array(mask_hw)
            frames.add(frame_index)
    if size is None:
        if manifest is None:
            raise FormatError(say("“{file}” has no PNG files in it.", file=path.name))
        size = manifest.size_wh
    return Imported(size, tuple(objects), masks, tuple(sorted(frames)))


PNG = Format(name="png", title="Black and white PNG for each object", write=write, read=read)
