"""YOLO-seg: labels/00000.txt with a line for each object: class and outline; data.yaml names the classes.

Coordinates are fractions of the frame, through the centres of the outermost pixels. The format does not
say which object a line is: the manifest does; without it the k-th line of a class is one object.
"""

from collections.abc import Iterator
from pathlib import Path

import yaml

from core.errors import FormatError
from core.formats.contract import ExportJob, Format, Imported, ReadContext
from core.formats.outlines import Polygon, centre_polygons, fill_centres
from core.formats.pictures import frame_name, numbered_files, read_size, write_jpeg
from core.formats.reading import Collector, damaged, polygon_of
from core.masks import Mask
from core.wording import say

NO_CLASS = "object"


def write(job: ExportJob, folder: Path) -> Iterator[int]:
    """Write labels/, data.yaml, and images/ where the media is open."""
    (folder / "labels").mkdir()
    if job.writes_pictures:
        (folder / "images").mkdir()
    classes = {name: number for number, name in enumerate(job.class_names)}
    class_of = {item.id: classes[item.class_name] for item in job.objects}
    width, height = job.size_wh
    for frame_index in job.frame_indices:
        lines = [
            f"{class_of[object_id]} {_fractions(mask, width, height)}\n"
            for object_id, mask in job.masks(frame_index).items()
            if not mask.is_empty
        ]
        (folder / "labels" / f"{frame_name(frame_index)}.txt").write_text("".join(lines), encoding="ascii")
        if job.writes_pictures:
            write_jpeg(folder / "images" / f"{frame_name(frame_index)}.jpg", job.picture(frame_index))
        yield frame_index
    data = {"path": ".", "train": "images", "val": "images"} | {
        "names": {number: name or NO_CLASS for name, number in classes.items()}
    }
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
    (folder / "data.yaml").write_text(text, encoding="utf-8")


def _fractions(mask: Mask, width: int, height: int) -> str:
    (polygon,) = centre_polygons(mask, one=True)
    while len(polygon) < 3:  # a mask of one or two pixels; readers want three corners
        polygon = polygon[[*range(len(polygon)), -1]]
    return " ".join(f"{x / width:.7g} {y / height:.7g}" for x, y in polygon)


def read(path: Path, context: ReadContext) -> Imported:
    """Read a folder with labels/ in it, or a folder of such text files."""
    if not path.is_dir():
        raise FormatError(say("“{file}” is not a folder of label files.", file=path.name))
    labels = path / "labels" if (path / "labels").is_dir() else path
    root = path.parent if path.name == "labels" else path
    files = numbered_files(labels, (".txt",))
    if not files:
        raise FormatError(say("“{file}” has no label files in it.", file=path.name))
    found = Collector(path, context, manifest_at=root)
    if (root / "images").is_dir() and found.manifest is None:
        pictures = numbered_files(root / "images", (".jpg", ".jpeg", ".png"))
        if pictures:
            found.sized(*read_size(pictures[0][1]))
    width, height = found.require_size()
    names = _class_names(root / "data.yaml")
    for frame_index, file in files:
        found.frame(frame_index)
        places: dict[int, int] = {}
        ours = _numbers_on(found, frame_index)
        for class_id, polygon in _lines(file):
            place = places.get(class_id, 0)
            places[class_id] = place + 1
            expected = ours[sum(places.values()) - 1] if sum(places.values()) <= len(ours) else None
            key = ("ours", expected) if expected is not None else (class_id, place)
            number = found.item(key, "", names.get(class_id, f"class {class_id}"), number=expected)
            polygon = polygon * (width, height)
            found.mask(number, frame_index, fill_centres([polygon], height, width))
    return found.imported()


def _numbers_on(found: Collector, frame_index: int) -> list[int]:
    """With our manifest: the objects of a frame's lines."""
    if found.manifest is None:
        return []
    empty = found.manifest.empty.get(frame_index, ())
    return [number for number in found.manifest.present.get(frame_index, ()) if number not in empty]


def _lines(file: Path) -> Iterator[tuple[int, Polygon]]:
    with damaged(file, "a line is not a class and an outline"):
        for line in file.read_text(encoding="utf-8").splitlines():
            class_text, *numbers = line.split()
            if len(numbers) < 6 or len(numbers) % 2:
                raise ValueError("an outline has three corners or more")
            yield int(class_text), polygon_of([float(number) for number in numbers])


def _class_names(file: Path) -> dict[int, str]:
    if not file.is_file():
        return {}
    try:
        with damaged(file):
            names = yaml.safe_load(file.read_text(encoding="utf-8"))["names"]
            pairs = names.items() if isinstance(names, dict) else enumerate(names)
            return {int(number): str(name) for number, name in pairs}
    except yaml.YAMLError as error:
        raise FormatError(say("“{file}” is damaged: it is not YAML.", file=file.name)) from error


YOLO = Format(
    name="yolo", title="YOLO segmentation", write=write, read=read,
    loss="One outline for each object: holes and separate pieces are joined by a line a pixel wide.",
)  # fmt: skip
