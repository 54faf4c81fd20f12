"""Formats that lose something say what, and how much it was."""

import json

import numpy as np
import pytest

from core.document.document import Overlap
from core.formats.export import ExportStarted, export
from core.formats.importing import read
from core.formats.registry import FORMATS
from core.masks import Mask

LOSSY = ["yolo", "labelme", "coco-polygon"]


@pytest.mark.parametrize("name", LOSSY)
def test_the_loss_is_said_before_and_measured_after(name, source, pictures, tmp_path):
    first, *_, last = export(source, name, tmp_path / "out", frames=pictures)
    assert isinstance(first, ExportStarted) and first.loss == FORMATS[name].loss != ""
    check = last.check
    assert check.masks == len(source.mask_of)
    back = read(tmp_path / "out", name, size_wh=source.media.size_wh)
    if source.settings.overlap is Overlap.EXCLUSIVE:
        return
    ids = dict(enumerate(source.objects, start=1))
    ious = [source.mask_of[ids[number], frame].iou(mask) for (number, frame), mask in back.masks.items()]
    assert len(ious) == check.masks
    assert np.mean(ious) == pytest.approx(check.mean_iou) and min(ious) == check.worst_iou
    assert check.exact == (min(ious) == 1)
    if check.worst_place:
        assert source.mask_of[check.worst_place].iou(back.masks[_number(ids, check.worst_place)]) == min(ious)


def _number(ids, place):
    return next(number for number, object_id in ids.items() if object_id == place[0]), place[1]


def test_coco_polygons_are_exact_even_with_holes_and_islands(source, tmp_path):
    *_, last = export(source, "coco-polygon", tmp_path / "out")
    assert last.check.exact


@pytest.mark.parametrize("name", ["yolo", "labelme"])
def test_plain_shapes_survive_polygons(name, exclusive, pictures, tmp_path):
    list(export(exclusive, name, tmp_path / "out", frames=pictures))
    back = read(tmp_path / "out", name, size_wh=exclusive.media.size_wh)
    ring = Mask.from_array(exclusive.mask(1, 3).to_array() & ~exclusive.mask(7, 3).to_array())
    assert back.masks[2, 3].iou(ring) > (0.75 if name == "yolo" else 0.95)
    assert [item.name for item in back.objects] == ["confetti / ü", "ring", "frame"]
    assert (back.masks[2, 5].is_empty, back.masks[2, 3].is_empty) == (True, False)


def test_yolo_files_are_what_ultralytics_reads(exclusive, pictures, tmp_path):
    list(export(exclusive, "yolo", tmp_path / "out", frames=pictures))
    import yaml

    data = yaml.safe_load((tmp_path / "out" / "data.yaml").read_text())
    assert data["names"] == {0: "toy", 1: "unused", 2: "stuff"}
    assert len(list((tmp_path / "out" / "images").glob("*.jpg"))) == 12
    for file in (tmp_path / "out" / "labels").glob("*.txt"):
        for line in file.read_text().splitlines():
            class_id, *numbers = line.split()
            assert class_id in ("0", "2") and len(numbers) >= 6 and len(numbers) % 2 == 0
            assert all(0 <= float(number) <= 1 for number in numbers)
    text = (tmp_path / "out" / "labels" / "00006.txt").read_text().splitlines()
    assert len(text) == 3 and (tmp_path / "out" / "labels" / "00009.txt").read_text() == ""


def test_yolo_without_a_manifest_goes_by_class_and_place(exclusive, pictures, tmp_path):
    list(export(exclusive, "yolo", tmp_path / "out", frames=pictures))
    (tmp_path / "out" / "manifest.json").unlink()
    back = read(tmp_path / "out", "yolo")
    assert back.size_wh == exclusive.media.size_wh  # from the pictures
    assert sorted(item.class_name for item in back.objects) == ["stuff", "toy", "toy"]


def test_labelme_shapes_of_other_programs(tmp_path):
    sheet = {
        "imageWidth": 40, "imageHeight": 30, "shapes": [
            {"label": "box", "points": [[5, 6], [14.5, 9.2]], "shape_type": "rectangle", "group_id": None},
            {"label": "ball", "points": [[20.5, 20.5], [25.5, 20.5]], "shape_type": "circle"},
            {"label": "box", "points": [[30, 5], [35, 5], [35, 9]], "group_id": None},
            {"label": "way", "points": [[1, 1], [9, 9]], "shape_type": "line"},
            {"label": "part", "points": [[1, 20], [3, 20], [3, 22]], "group_id": 7, "shape_type": "polygon"},
            {"label": "part", "points": [[6, 20], [9, 20], [9, 22]], "group_id": 7, "shape_type": "polygon"},
        ],
    }  # fmt: skip
    for frame in (3, 8):
        (tmp_path / f"shot_{frame}.json").write_text(json.dumps(sheet))
    back = read(tmp_path, "labelme")
    names = {(item.id, item.class_name) for item in back.objects}
    assert {name for _, name in names} == {"box", "ball", "part"} and len(names) == 4
    box = next(
        mask for (number, frame), mask in back.masks.items() if (number, "box") in names and frame == 3
    )
    assert box.box_xyxy_px == (5, 6, 15, 10) and box.area == 40
    parts = [mask for (number, frame), mask in back.masks.items() if (number, "part") in names]
    assert [mask.area for mask in parts] == [parts[0].area] * 2 and parts[0].box_xyxy_px == (1, 20, 10, 23)
    assert back.frame_indices == (3, 8)


def test_labelme_masks(tmp_path):
    import base64
    import io

    from PIL import Image

    patch = np.array([[1, 0, 1], [1, 1, 0]], bool)
    data = io.BytesIO()
    Image.fromarray(patch).save(data, "PNG")
    shape = {
        "label": "thing", "points": [[4, 7], [6, 8]], "shape_type": "mask",
        "mask": base64.b64encode(data.getvalue()).decode(),
    }  # fmt: skip
    (tmp_path / "00002.json").write_text(json.dumps({"imageWidth": 40, "imageHeight": 30, "shapes": [shape]}))
    (mask,) = read(tmp_path, "labelme").masks.values()
    assert np.array_equal(mask.to_array()[7:9, 4:7], patch) and mask.area == 4
