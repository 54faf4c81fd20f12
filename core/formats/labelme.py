"""LabelMe: a JSON file for each frame, with outlines; the picture beside it where the media is open.

The pieces of an object are shapes with one `group_id`, its number. The reader takes LabelMe's rectangles,
circles and masks too.
"""

import base64
import binascii
import io
import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from core.errors import FormatError
from core.formats.contract import ExportJob, Format, Imported, ReadContext
from core.formats.outlines import centre_polygons, fill_centres
from core.formats.pictures import frame_name, numbered_files, write_jpeg
from core.formats.reading import Collector, damaged, load_json, polygon_of
from core.masks import Mask
from core.wording import say

VERSION = "5.5.0"


def write(job: ExportJob, folder: Path) -> Iterator[int]:
    """Write 00000.json for each frame, and 00000.jpg where the media is open."""
    width, height = job.size_wh
    items = {item.id: item for item in job.objects}
    for frame_index in job.frame_indices:
        shapes = [
            {
                "label": items[object_id].class_name or items[object_id].name,
                "points": polygon.tolist(), "group_id": job.numbers[object_id],
                "description": items[object_id].name, "shape_type": "polygon", "flags": {}, "mask": None,
            }
            for object_id, mask in job.masks(frame_index).items()
            for polygon in centre_polygons(mask)
        ]  # fmt: skip
        name = frame_name(frame_index)
        sheet: dict[str, object] = {
            "version": VERSION, "flags": {}, "shapes": shapes, "imagePath": f"{name}.jpg", "imageData": None,
            "imageHeight": height, "imageWidth": width,
        }  # fmt: skip
        (folder / f"{name}.json").write_text(json.dumps(sheet, ensure_ascii=False), encoding="utf-8")
        if job.writes_pictures:
            write_jpeg(folder / f"{name}.jpg", job.picture(frame_index))
        yield frame_index


def read(path: Path, context: ReadContext) -> Imported:
    """Read a folder of such files, or one."""
    if path.is_dir():
        files = [(at, file) for at, file in numbered_files(path, (".json",)) if file.name != "manifest.json"]
    else:
        files = [(0, path)]
    if not files:
        raise FormatError(say("“{file}” has no LabelMe files in it.", file=path.name))
    found = Collector(path, context)
    for frame_index, file in files:
        sheet = load_json(file)
        with damaged(file):
            width, height = int(sheet["imageWidth"]), int(sheet["imageHeight"])
            found.frame(frame_index, width, height)
            places: dict[str, int] = {}
            for shape in sheet["shapes"]:
                number = _number(found, shape, places)
                if number is not None:
                    found.mask(number, frame_index, _mask_of(shape, height, width))
    return found.imported()


def _number(found: Collector, shape: Any, places: dict[str, int]) -> int | None:
    """The shape's object: its group, or else the k-th of its label. None for lines and points."""
    if shape.get("shape_type", "polygon") not in ("polygon", "rectangle", "circle", "mask"):
        return None
    label, group = str(shape["label"]), shape.get("group_id")
    if group is not None:
        group = int(group)
        number = group if 0 < group < 100_000 else None
        return found.item((label, "group", group), str(shape.get("description") or ""), label, number=number)
    place = places.get(label, 0)
    places[label] = place + 1
    return found.item((label, place), "", label)


def _mask_of(shape: Any, height: int, width: int) -> Mask:
    points = polygon_of(shape["points"])
    kind = shape.get("shape_type", "polygon")
    if kind == "rectangle":
        (x0, y0), (x1, y1) = points
        points = np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]])
    elif kind == "circle":
        centre, edge = points
        turn = np.linspace(0, 2 * math.pi, 180, endpoint=False)
        points = centre + math.dist(centre, edge) * np.stack([np.cos(turn), np.sin(turn)], axis=1)
    elif kind == "mask":
        return _painted(shape["mask"], points, height, width)
    return fill_centres([points], height, width)


def _painted(data: str, points: np.ndarray, height: int, width: int) -> Mask:
    """LabelMe's own masks: a small PNG, and where its top left corner is."""
    try:
        with Image.open(io.BytesIO(base64.b64decode(data))) as picture:
            if picture.width > width or picture.height > height:
                raise ValueError("a mask is larger than its picture")
            patch = np.asarray(picture.convert("L")) != 0
    except (OSError, SyntaxError, binascii.Error) as error:
        raise ValueError("a mask is not a PNG") from error
    x, y = (int(value) for value in np.floor(points[0]))
    return Mask.from_patch(patch, x, y, height, width)


LABELME = Format(
    name="labelme", title="LabelMe (polygons)", write=write, read=read,
    loss="Outlines: a hole is joined to the edge by a line, and pixels at edges may differ.",
)  # fmt: skip
