"""CVAT: "CVAT for video 1.1" XML with a track of masks for each object.

The reader takes "CVAT for images" too, and polygons and boxes. CVAT's run lengths go along the rows of
the mask's box, beginning with pixels off.
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.document.document import SegObject
from core.errors import FormatError
from core.formats.contract import ExportJob, Format, Imported, ReadContext
from core.formats.outlines import fill_edges
from core.formats.reading import Collector, damaged, frame_index_of, only_file, polygon_of
from core.masks import Mask
from core.wording import say

NAME = "annotations.xml"
NO_CLASS = "object"


def write(job: ExportJob, folder: Path) -> Iterator[int]:
    """Write annotations.xml."""
    tracks = {item.id: _track(job, item) for item in job.objects}
    shown: dict[int, dict[str, str]] = {}
    for frame_index in job.frame_indices:
        masks = job.masks(frame_index)
        for object_id, track in tracks.items():
            mask = masks.get(object_id)
            if mask is not None and not mask.is_empty:
                shown[object_id] = _box_and_runs(mask)
                _shape(track, frame_index, shown[object_id], job, object_id, outside=False)
            elif object_id in shown:  # CVAT shows a mask until it hears that it is gone
                _shape(track, frame_index, shown.pop(object_id), job, object_id, outside=True)
        yield frame_index
    root = ET.Element("annotations")
    ET.SubElement(root, "version").text = "1.1"
    root.append(_meta(job))
    root.extend(tracks.values())
    ET.indent(root, " ")
    ET.ElementTree(root).write(folder / NAME, encoding="utf-8", xml_declaration=True)


def _track(job: ExportJob, item: SegObject) -> ET.Element:
    label = _xml_text(item.class_name or NO_CLASS)
    return ET.Element("track", id=str(job.numbers[item.id] - 1), label=label, source="manual")


def _shape(
    track: ET.Element,
    frame_index: int,
    shape: dict[str, str],
    job: ExportJob,
    object_id: int,
    *,
    outside: bool,
) -> None:
    order = len(job.objects) - job.numbers[object_id]  # in CVAT the higher one is on top
    values = {"frame": str(frame_index), "outside": str(int(outside)), "occluded": "0", "keyframe": "1"}
    ET.SubElement(track, "mask", values | shape | {"z_order": str(order)})


def _meta(job: ExportJob) -> ET.Element:
    meta = ET.Element("meta")
    task = ET.SubElement(meta, "task")
    media = job.source.media
    ET.SubElement(task, "name").text = _xml_text(job.name)
    ET.SubElement(task, "size").text = str(media.frame_count if media else len(job.frame_indices))
    ET.SubElement(task, "mode").text = "interpolation"
    labels = ET.SubElement(task, "labels")
    for name in job.class_names:
        label = ET.SubElement(labels, "label")
        ET.SubElement(label, "name").text = _xml_text(name or NO_CLASS)
        ET.SubElement(label, "type").text = "mask"
    size = ET.SubElement(task, "original_size")
    ET.SubElement(size, "width").text = str(job.size_wh[0])
    ET.SubElement(size, "height").text = str(job.size_wh[1])
    return meta


def _xml_text(text: str) -> str:
    """XML has no control characters."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _box_and_runs(mask: Mask) -> dict[str, str]:
    x0, y0, x1, y1 = mask.box_xyxy_px
    flat = mask.to_array()[y0:y1, x0:x1].ravel()
    edges = np.flatnonzero(np.diff(flat.astype(np.int8), prepend=0))
    runs = np.diff(edges, prepend=0, append=len(flat))
    return {
        "rle": ", ".join(map(str, runs.tolist())), "left": str(x0), "top": str(y0),
        "width": str(x1 - x0), "height": str(y1 - y0),
    }  # fmt: skip


def read(path: Path, context: ReadContext) -> Imported:
    """Read an XML file, or the one in a folder."""
    file = only_file(path, "*.xml", "XML file")
    try:
        root = ET.parse(file).getroot()
    except (ET.ParseError, ValueError, LookupError) as error:
        raise FormatError(say("“{file}” is damaged: it is not XML.", file=file.name)) from error
    if root.tag != "annotations":
        raise FormatError(say("“{file}” is not a file of CVAT's annotations.", file=file.name))
    found = Collector(file, context)
    with damaged(file):
        size = root.find("./meta//original_size")
        if size is not None:
            found.sized(int(size.findtext("width", "")), int(size.findtext("height", "")))
        for track in root.iter("track"):
            label = _label(track)
            track_id = int(track.attrib["id"])
            number = found.item(
                ("track", track_id), "", label, number=track_id + 1 if track_id >= 0 else None
            )
            for shape in track:
                if shape.tag in _SHAPES and shape.get("outside", "0") == "0":
                    _take(found, number, frame_index_of(int(shape.attrib["frame"])), shape)
        for image in root.iter("image"):
            frame_index = frame_index_of(int(image.attrib["id"]))
            found.frame(frame_index, image.attrib["width"], image.attrib["height"])
            places: dict[str, int] = {}
            for shape in image:
                if shape.tag in _SHAPES:
                    label = _label(shape)
                    place = places.get(label, 0)
                    places[label] = place + 1
                    _take(found, found.item((label, place), "", label), frame_index, shape)
    return found.imported()


_SHAPES = ("mask", "polygon", "box")


def _label(element: ET.Element) -> str:
    return element.attrib["label"]


def _take(found: Collector, number: int, frame_index: int, shape: ET.Element) -> None:
    found.frame(frame_index)
    width, height = found.require_size()
    found.mask(number, frame_index, _mask_of(shape, height, width))


def _mask_of(shape: ET.Element, height: int, width: int) -> Mask:
    values = shape.attrib
    if shape.tag == "mask":
        box = [int(values[side]) for side in ("left", "top", "width", "height")]
        return Mask.from_patch(
            _patch(values["rle"], box[2], box[3], height * width), box[0], box[1], height, width
        )
    if shape.tag == "polygon":
        return fill_edges(
            [polygon_of([pair.split(",") for pair in values["points"].split(";")])], height, width
        )
    x0, y0, x1, y1 = (float(values[side]) for side in ("xtl", "ytl", "xbr", "ybr"))
    return fill_edges([polygon_of([x0, y0, x1, y0, x1, y1, x0, y1])], height, width)


def _patch(rle: str, width: int, height: int, most: int) -> NDArray[np.bool_]:
    """(height, width) bool from CVAT's run lengths."""
    if not 0 < width * height <= most or width < 1:
        raise ValueError("a mask is larger than its frame")
    runs = np.array([int(run) for run in rle.split(",")], dtype=np.int64)
    if (runs < 0).any() or runs.max() > most or runs.sum() != width * height:
        raise ValueError("run lengths do not fill their box")
    values = np.arange(len(runs)) % 2 == 1
    patch: NDArray[np.bool_] = np.repeat(values, runs).reshape(height, width)
    return patch


CVAT = Format(name="cvat", title="CVAT for video (XML)", write=write, read=read)
