"""COCO: one JSON file with images, categories and annotations, the video and the objects' tracks in it.

Masks as run lengths, which keep every pixel, or (`coco-polygon`) as outlines. An annotation says its
object by `track_id`. The reader takes files without tracks too: then the k-th annotation of a category
on each image is one object.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from core.errors import FormatError
from core.formats.contract import ExportJob, Format, Imported, ReadContext
from core.formats.outlines import edge_polygons, fill_edges
from core.formats.pictures import frame_name, write_jpeg
from core.formats.reading import Collector, damaged, load_json, only_file, polygon_of
from core.masks import Mask
from core.wording import say

NAME = "annotations.json"
NO_CLASS = "object"


def write(job: ExportJob, folder: Path) -> Iterator[int]:
    """Write annotations.json with run lengths, and images/ where the media is open."""
    return _write(job, folder, polygons=False)


def write_polygons(job: ExportJob, folder: Path) -> Iterator[int]:
    """The same with outlines."""
    return _write(job, folder, polygons=True)


def _write(job: ExportJob, folder: Path, *, polygons: bool) -> Iterator[int]:
    width, height = job.size_wh
    categories = {name: number for number, name in enumerate(job.class_names, start=1)}
    images: list[dict[str, object]] = []
    annotations: list[dict[str, object]] = []
    if job.writes_pictures:
        (folder / "images").mkdir()
    for frame_index in job.frame_indices:
        name = f"{frame_name(frame_index)}.jpg"
        image_id = len(images) + 1
        images.append({
            "id": image_id, "file_name": name, "width": width, "height": height,
            "video_id": 1, "frame_id": frame_index, "pts_s": round(job.pts_s(frame_index), 6),
        })  # fmt: skip
        for object_id, mask in job.masks(frame_index).items():
            if mask.is_empty:
                continue
            item = next(item for item in job.objects if item.id == object_id)
            x0, y0, x1, y1 = mask.box_xyxy_px
            annotations.append({
                "id": len(annotations) + 1, "image_id": image_id, "video_id": 1,
                "category_id": categories[item.class_name], "track_id": job.numbers[object_id],
                "segmentation": _segmentation(mask, polygons), "area": mask.area,
                "bbox": [x0, y0, x1 - x0, y1 - y0], "iscrowd": 0,
            })  # fmt: skip
        if job.writes_pictures:
            write_jpeg(folder / "images" / name, job.picture(frame_index))
        yield frame_index
    dataset = {
        "info": {"description": job.name},
        "licenses": [],
        "videos": [{"id": 1, "name": job.name, "width": width, "height": height}],
        "images": images,
        "categories": [
            {"id": number, "name": name or NO_CLASS, "supercategory": ""}
            for name, number in categories.items()
        ],
        "tracks": [
            {
                "id": job.numbers[item.id], "video_id": 1, "name": item.name,
                "category_id": categories[item.class_name],
            }
            for item in job.objects
        ],
        "annotations": annotations,
    }  # fmt: skip
    (folder / NAME).write_text(json.dumps(dataset, ensure_ascii=False), encoding="utf-8")


def _segmentation(mask: Mask, polygons: bool) -> object:
    if not polygons:
        return {"size": [mask.height, mask.width], "counts": mask.counts.decode("ascii")}
    return [polygon.astype(np.int64).ravel().tolist() for polygon in edge_polygons(mask)]


def read(path: Path, context: ReadContext) -> Imported:
    """Read a file, or the one JSON file in a folder."""
    preferred = path / NAME
    file = preferred if preferred.is_file() else only_file(path, "*.json", "JSON file")
    dataset = load_json(file)
    found = Collector(file, context)
    with damaged(file):
        videos = dataset.get("videos") or []
        if len(videos) > 1:
            raise FormatError(
                say("“{file}” has {n} videos in it; a project has one.", file=file.name, n=len(videos))
            )
        classes = {int(item["id"]): str(item["name"]) for item in dataset["categories"]}
        frames = _frames(dataset, found)
        for track in dataset.get("tracks") or []:
            _item(found, int(track["id"]), str(track.get("name", "")), classes[int(track["category_id"])])
        places: dict[tuple[int, int], int] = {}
        for annotation in dataset["annotations"]:
            context.step()
            image_id, category_id = int(annotation["image_id"]), int(annotation["category_id"])
            frame_index, width, height = frames[image_id]
            key = annotation.get("track_id", annotation.get("instance_id"))
            if key is None:
                place = places.get((image_id, category_id), 0)
                places[image_id, category_id] = place + 1
                number = found.item((category_id, place), "", classes[category_id])
            else:
                number = _item(found, int(key), "", classes[category_id])
            found.mask(number, frame_index, _mask_of(annotation["segmentation"], height, width))
    return found.imported()


def _item(found: Collector, track_id: int, name: str, class_name: str) -> int:
    number = track_id if 0 < track_id < 100_000 else None
    return found.item(("track", track_id), name, class_name, number=number)


def _frames(dataset: Any, found: Collector) -> dict[int, tuple[int, int, int]]:
    """(frame index, width, height) by image id: by frame_id, or the number in the name, or in order."""
    images = dataset["images"]
    stems = [Path(str(image.get("file_name", ""))).stem for image in images]
    if all("frame_id" in image for image in images):
        indices = [int(image["frame_id"]) for image in images]
    elif all(stem.isdecimal() for stem in stems) and len({int(stem) for stem in stems}) == len(stems):
        indices = [int(stem) for stem in stems]
    else:
        in_order = {at: place for place, at in enumerate(sorted(range(len(images)), key=stems.__getitem__))}
        indices = [in_order[at] for at in range(len(images))]
    frames: dict[int, tuple[int, int, int]] = {}
    for image, frame_index in zip(images, indices, strict=True):
        width, height = int(image["width"]), int(image["height"])
        found.frame(frame_index, width, height)
        frames[int(image["id"])] = (frame_index, width, height)
    return frames


def _mask_of(segmentation: Any, height: int, width: int) -> Mask:
    if isinstance(segmentation, list):
        return fill_edges([polygon_of(numbers) for numbers in segmentation], height, width)
    if [int(side) for side in segmentation["size"]] != [height, width]:
        raise ValueError("a mask is of another size than its image")
    counts = segmentation["counts"]
    if isinstance(counts, str):
        return Mask.checked(height, width, counts.encode("ascii"))
    return Mask.from_runs(np.asarray(counts, dtype=np.int64), height, width)


COCO = Format(name="coco", title="COCO (run lengths)", write=write, read=read)
COCO_POLYGON = Format(
    name="coco-polygon", title="COCO (polygons)", write=write_polygons, read=read,
    loss="Outlines along the pixels' edges: exact in pycocotools; other programs may move them by a pixel.",
)  # fmt: skip
