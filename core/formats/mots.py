"""MOTS: instances_txt/VIDEO.txt with run lengths, the same as 16-bit PNG in instances/VIDEO, and labels.txt.

A line is: frame, object id, class id, height, width, run lengths. An object id is 1000 × class + number.
Class 10 is MOTS's "ignore" and never ours.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from core.errors import FormatError
from core.formats.contract import ExportJob, Format, Imported, ReadContext
from core.formats.pictures import numbered_files, read_numbers, values_in, write_numbers_16
from core.formats.reading import Collector, damaged
from core.formats.source import without_overlaps
from core.masks import Mask
from core.wording import say

IGNORE_CLASS = 10
IGNORED = (10_000, 0)


def write(job: ExportJob, folder: Path) -> Iterator[int]:
    """Write the three."""
    width, height = job.size_wh
    class_ids = {
        name: number + (number >= IGNORE_CLASS) for number, name in enumerate(job.class_names, start=1)
    }
    if max(class_ids.values()) > 64:
        raise FormatError(say("MOTS holds 63 classes; these are {n}.", n=len(class_ids)))
    class_of = {item.id: class_ids[item.class_name] for item in job.objects}
    pictures = folder / "instances" / job.name
    pictures.mkdir(parents=True)
    (folder / "instances_txt").mkdir()
    labels = "".join(f"{number} {name or 'object'}\n" for name, number in class_ids.items())
    (folder / "labels.txt").write_text(labels, encoding="utf-8")
    with (folder / "instances_txt" / f"{job.name}.txt").open("w", encoding="ascii") as text:
        for frame_index in job.frame_indices:
            masks = job.masks(frame_index)
            picture = np.zeros((height, width), dtype=np.uint16)
            for object_id, mask in zip(masks, without_overlaps(list(masks.values())), strict=True):
                if mask.is_empty:
                    continue
                value = 1000 * class_of[object_id] + job.numbers[object_id]
                runs = mask.counts.decode("ascii")
                text.write(f"{frame_index} {value} {class_of[object_id]} {height} {width} {runs}\n")
                x0, y0, x1, y1 = mask.box_xyxy_px
                picture[y0:y1, x0:x1][mask.to_array()[y0:y1, x0:x1]] = value
            write_numbers_16(pictures / f"{frame_index:06d}.png", picture)
            yield frame_index


def read(path: Path, context: ReadContext) -> Imported:
    """Read a text file, a folder of 16-bit PNGs, or a folder with one of either in it."""
    if path.is_file():
        return _read_text(path, path.parent.parent, context)
    texts = sorted((path / "instances_txt").glob("*.txt"))
    folders = [inner for inner in sorted((path / "instances").glob("*")) if inner.is_dir()]
    if len(texts) > 1 or (not texts and len(folders) > 1):
        raise FormatError(
            say(
                "“{file}” has several videos in it; choose one of the files in “instances_txt”.",
                file=path.name,
            )
        )
    if texts:
        return _read_text(texts[0], path, context)
    return _read_pictures(folders[0] if folders else path, path, context)


def _read_text(file: Path, root: Path, context: ReadContext) -> Imported:
    found = Collector(file, context, manifest_at=root)
    classes = _class_names(root / "labels.txt")
    with damaged(file, "a line is not frame, object, class, height, width and run lengths"):
        for line in file.read_text(encoding="ascii").splitlines():
            frame, value, class_id, height, width, counts = line.split(" ")
            found.frame(int(frame), width, height)
            if int(value) not in IGNORED:
                number = _item(found, int(value), int(class_id), classes)
                found.mask(number, int(frame), Mask.checked(int(height), int(width), counts.encode("ascii")))
    return found.imported()


def _read_pictures(folder: Path, root: Path, context: ReadContext) -> Imported:
    files = numbered_files(folder, (".png",))
    if not files:
        raise FormatError(
            say("“{folder}” has neither “instances_txt” nor PNG files in it.", folder=root.name)
        )
    found = Collector(root, context)
    classes = _class_names(root / "labels.txt")
    for frame_index, file in files:
        numbers = read_numbers(file)
        found.frame(frame_index, numbers.shape[1], numbers.shape[0])
        for value in values_in(numbers):
            if value not in IGNORED:
                number = _item(found, value, value // 1000, classes)
                found.mask(number, frame_index, Mask.from_array(numbers == value))
    return found.imported()


def _item(found: Collector, value: int, class_id: int, classes: dict[int, str]) -> int:
    number = value % 1000 if value > 0 else None
    return found.item(value, "", classes.get(class_id, f"class {class_id}"), number=number or None)


def _class_names(file: Path) -> dict[int, str]:
    if not file.is_file():
        return {}
    with damaged(file):
        pairs = [line.split(" ", 1) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
        return {int(number): name for number, name in pairs}


MOTS = Format(
    name="mots", title="MOTS (text and PNG)", write=write, read=read, keeps_overlaps=False, max_objects=999
)  # fmt: skip
