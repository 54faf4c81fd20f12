"""YouTube-VOS: JPEGImages/VIDEO/00000.jpg, Annotations/VIDEO/00000.png with a palette, and meta.json."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from core.errors import FormatError
from core.formats.contract import ExportJob, Format, Imported, ReadContext
from core.formats.davis import read_number_files
from core.formats.manifest import read_manifest
from core.formats.pictures import frame_name, numbered_files, write_jpeg, write_numbers
from core.formats.reading import damaged, load_json
from core.formats.source import painted_numbers
from core.wording import say


def write(job: ExportJob, folder: Path) -> Iterator[int]:
    """Write the three; the pictures where the media is open."""
    width, height = job.size_wh
    annotations, pictures = folder / "Annotations" / job.name, folder / "JPEGImages" / job.name
    annotations.mkdir(parents=True)
    if job.writes_pictures:
        pictures.mkdir(parents=True)
    seen_on: dict[int, list[str]] = {}
    for frame_index in job.frame_indices:
        masks = {job.numbers[object_id]: mask for object_id, mask in job.masks(frame_index).items()}
        write_numbers(annotations / f"{frame_name(frame_index)}.png", painted_numbers(masks, height, width))
        if job.writes_pictures:
            write_jpeg(pictures / f"{frame_name(frame_index)}.jpg", job.picture(frame_index))
        for number, mask in masks.items():
            if not mask.is_empty:
                seen_on.setdefault(number, []).append(frame_name(frame_index))
        yield frame_index
    objects = {
        str(job.numbers[item.id]): {
            "category": item.class_name or "object",
            "frames": seen_on.get(job.numbers[item.id], []),
        }
        for item in job.objects
    }
    meta = {"videos": {job.name: {"objects": objects}}}
    (folder / "meta.json").write_text(json.dumps(meta, indent=1, ensure_ascii=False), encoding="utf-8")


def read(path: Path, context: ReadContext) -> Imported:
    """Read a folder with meta.json, or one video's folder in its Annotations."""
    root = path
    if path.is_dir() and path.parent.name == "Annotations":
        root, video = path.parent.parent, path
    else:
        if not (path / "Annotations").is_dir():
            raise FormatError(say("“{file}” has no folder “Annotations” in it.", file=path.name))
        videos = sorted(inner for inner in (path / "Annotations").iterdir() if inner.is_dir())
        if len(videos) != 1:
            raise FormatError(
                say(
                    "“{file}” has {n} videos in it; choose one of the folders in “Annotations”.",
                    file=path.name,
                    n=len(videos),
                )
            )
        video = videos[0]
    files = numbered_files(video, (".png",))
    if not files:
        raise FormatError(say("“{video}” has no PNG files in it.", video=video.name))
    imported = read_number_files(files, root, context)
    if read_manifest(root) is not None or not (root / "meta.json").is_file():
        return imported
    return _with_classes(imported, load_json(root / "meta.json"), video.name, root / "meta.json")


def _with_classes(imported: Imported, meta: Any, video: str, path: Path) -> Imported:
    """Without our manifest: the classes that meta.json has for the object numbers in the pictures."""
    with damaged(path):
        objects = meta["videos"][video]["objects"]
        classes = {int(number): str(item["category"]) for number, item in objects.items()}
    return replace(
        imported,
        objects=tuple(
            replace(item, class_name=classes.get(number, ""))
            for item, number in zip(imported.objects, imported.values, strict=True)
        ),
    )


YTVOS = Format(
    name="ytvos", title="YouTube-VOS", write=write, read=read, keeps_overlaps=False, max_objects=254
)  # fmt: skip
