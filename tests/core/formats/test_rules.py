"""What each format's own tools ask of its files."""

import contextlib
import io
import json

import numpy as np
import pytest
from PIL import Image

from core.document.document import Overlap
from core.formats.contract import ExportOptions
from core.formats.export import export
from core.formats.importing import read
from core.formats.pictures import davis_palette
from core.masks import Mask
from tests.core.formats.conftest import FRAMES, HEIGHT, WIDTH, hard_source


def write_all(source, name, tmp_path, frames=None, options=None):
    list(export(source, name, tmp_path / "out", options, frames=frames))
    return tmp_path / "out"


def test_davis_files_are_what_its_evaluation_reads(source, tmp_path):
    out = write_all(source, "davis", tmp_path)
    names = sorted(path.name for path in out.glob("*.png"))
    assert names == [f"{frame:05d}.png" for frame in range(FRAMES)]
    for name in names:
        with Image.open(out / name) as picture:
            assert picture.mode == "P" and picture.size == (WIDTH, HEIGHT)
            assert picture.getpalette()[:66] == davis_palette()[:22].ravel().tolist()
            assert set(np.unique(np.asarray(picture))) <= {0, 1, 2, 3}
    top = np.asarray(Image.open(out / "00003.png"))
    wanted = np.where(source.mask(4, 3).to_array(), 3, 0)
    for number, object_id in ((2, 1), (1, 7)):
        wanted[source.mask(object_id, 3).to_array()] = number
    assert np.array_equal(top, wanted)


def test_the_davis_palette():
    palette = davis_palette()
    assert palette[[0, 1, 2, 3, 9, 15, 18, 21, 22, 255]].tolist() == [
        [0, 0, 0], [128, 0, 0], [0, 128, 0], [128, 128, 0], [191, 0, 0], [191, 128, 128], [0, 191, 0],
        [128, 64, 128], [22, 22, 22], [255, 255, 255],
    ]  # fmt: skip


def test_davis_2016_black_and_white_and_colours(tmp_path):
    mask = np.zeros((20, 30), bool)
    mask[3:9, 4:12] = True
    numbers = np.where(mask, 2, 0)
    numbers[15, 15] = 255  # void where there are objects
    colours = davis_palette()[numbers]
    for at, picture in enumerate((mask.astype(np.uint8) * 255, np.dstack([mask.astype(np.uint8) * 255] * 3))):
        folder = tmp_path / str(at)
        folder.mkdir()
        Image.fromarray(picture).save(folder / "00004.png")
        assert read(folder, "davis").masks == {(1, 4): Mask.from_array(mask)}
    (tmp_path / "colours").mkdir()
    Image.fromarray(colours).save(tmp_path / "colours" / "00000.png")
    assert read(tmp_path / "colours", "davis").masks == {(1, 0): Mask.from_array(mask)}


def test_youtube_vos_names_and_meta(exclusive, pictures, tmp_path):
    out = write_all(exclusive, "ytvos", tmp_path, pictures, ExportOptions(step=5))
    meta = json.loads((out / "meta.json").read_text())
    objects = meta["videos"]["my clip"]["objects"]
    assert objects["2"] == {"category": "toy", "frames": ["00000", "00010"]}
    assert objects["1"]["category"] == "stuff"
    for folder, ending in (("JPEGImages", "jpg"), ("Annotations", "png")):
        names = sorted(path.name for path in (out / folder / "my clip").iterdir())
        assert names == [f"{frame:05d}.{ending}" for frame in (0, 5, 10)]
    (out / "manifest.json").unlink()
    assert [item.class_name for item in read(out, "ytvos").objects] == ["stuff", "toy", "toy"]
    assert len(read(out / "Annotations" / "my clip", "ytvos").objects) == 3


@pytest.mark.filterwarnings("ignore")  # pycocotools uses what NumPy 2 deprecates
def test_coco_loads_in_pycocotools_and_scores_one_against_itself(source, tmp_path):
    from pycocotools.coco import COCO
    from pycocotools.cocoeval import COCOeval

    out = write_all(source, "coco", tmp_path)
    with contextlib.redirect_stdout(io.StringIO()):
        truth = COCO(str(out / "annotations.json"))
        results = [annotation | {"score": 1.0} for annotation in truth.dataset["annotations"]]
        found = truth.loadRes([dict(result) for result in results])
        scores = COCOeval(truth, found, "segm")
        scores.evaluate()
        scores.accumulate()
        scores.summarize()
    assert scores.stats[0] == pytest.approx(1.0)
    assert {truth.cats[number]["name"] for number in truth.getCatIds()} == {"toy", "unused", "stuff"}
    first = next(a for a in truth.dataset["annotations"] if a["track_id"] == 3 and a["image_id"] == 1)
    wanted = source.mask(4, 0).to_array()
    if source.settings.overlap is Overlap.EXCLUSIVE:
        wanted = wanted & ~source.mask(7, 0).to_array() & ~source.mask(1, 0).to_array()
    assert np.array_equal(truth.annToMask(first).astype(bool), wanted)
    assert first["area"] == wanted.sum()


def test_coco_of_other_programs(tmp_path):
    two_pieces = [[9, 2, 11, 2, 11, 5, 9, 5], [0, 0, 1, 0, 1, 1, 0, 1]]
    runs = {"size": [10, 20], "counts": [0, 7, 193]}
    dataset = {
        "categories": [{"id": 3, "name": "cat"}, {"id": 9, "name": "dog"}],
        "images": [
            {"id": 77, "file_name": "b.jpg", "width": 20, "height": 10},
            {"id": 5, "file_name": "a.jpg", "width": 20, "height": 10},
        ],
        "annotations": [
            {"id": 1, "image_id": 77, "category_id": 3, "segmentation": [[2, 2, 8, 2, 8, 5, 2, 5]]},
            {"id": 2, "image_id": 77, "category_id": 3, "segmentation": two_pieces},
            {"id": 3, "image_id": 5, "category_id": 9, "segmentation": runs},
        ],
    }  # fmt: skip
    (tmp_path / "instances.json").write_text(json.dumps(dataset))
    back = read(tmp_path / "instances.json", "coco")
    assert [item.class_name for item in back.objects] == ["cat", "cat", "dog"]
    assert {place: mask.area for place, mask in back.masks.items()} == {(1, 1): 18, (2, 1): 7, (3, 0): 7}


def test_mots_lines_and_pictures(exclusive, tmp_path):
    out = write_all(exclusive, "mots", tmp_path)
    lines = [line.split(" ") for line in (out / "instances_txt" / "my clip.txt").read_text().splitlines()]
    assert {line[1] for line in lines} == {"3001", "1002", "1003"} and {line[3] for line in lines} == {"33"}
    assert (out / "labels.txt").read_text() == "1 toy\n2 unused\n3 stuff\n"
    back = read(out, "mots")
    assert read(out / "instances_txt" / "my clip.txt", "mots").masks == back.masks
    (out / "manifest.json").rename(tmp_path / "manifest.json")
    pictures = read(out / "instances" / "my clip", "mots")
    filled = {place: mask for place, mask in back.masks.items() if not mask.is_empty}
    assert sorted(mask.counts for mask in pictures.masks.values()) == sorted(
        m.counts for m in filled.values()
    )


def test_npz_is_what_numpy_loads(source, pictures, tmp_path):
    out = write_all(source, "npz", tmp_path, pictures, ExportOptions(start=3, stop=7))
    with np.load(out / "masks.npz") as arrays:
        assert arrays["frame_indices"].tolist() == [3, 4, 5, 6, 7]
        assert arrays["00005"].shape == (3, HEIGHT, WIDTH) and arrays["00005"].dtype == bool
        assert not arrays["00005"][1].any() and arrays["present"][2].tolist() == [True, True, True]
        assert arrays["pts_s"][0] == pytest.approx(0.25)
        assert arrays["object_names"].tolist() == ["confetti / ü", "ring", "frame"]
    numbers = np.zeros((4, 10, 12), np.uint8)
    numbers[2, 3:5, 3:5] = 6
    np.savez(tmp_path / "n.npz", masks=numbers)
    assert {place: mask.area for place, mask in read(tmp_path / "n.npz", "npz").masks.items()} == {(1, 2): 4}
    np.savez(tmp_path / "b.npz", masks=numbers.astype(bool)[:, None])
    assert len(read(tmp_path / "b.npz", "npz").masks) == 4
    np.savez(tmp_path / "o.npz", masks=np.array([{"a": 1}], dtype=object))


def test_cvat_xml(exclusive, tmp_path):
    import xml.etree.ElementTree as ET

    out = write_all(exclusive, "cvat", tmp_path)
    root = ET.parse(out / "annotations.xml").getroot()
    assert [label.text for label in root.findall("./meta/task/labels/label/name")] == [
        "toy",
        "unused",
        "stuff",
    ]
    track = next(track for track in root.findall("track") if track.get("id") == "1")
    gone = [shape.get("frame") for shape in track if shape.get("outside") == "1"]
    assert gone == ["5", "9"]  # empty on 5, none on 9
    shape = next(iter(track))
    assert sum(map(int, shape.get("rle").split(","))) == int(shape.get("width")) * int(shape.get("height"))


def test_cvat_for_images_with_polygons_and_boxes(tmp_path):
    (tmp_path / "a.xml").write_text("""<annotations><version>1.1</version>
        <image id="4" name="x.png" width="30" height="20">
        <polygon label="cat" points="2.0,2.0;8.0,2.0;8.0,6.0;2.0,6.0" z_order="0"/>
        <box label="dog" xtl="10" ytl="3" xbr="14" ybr="5"/><points label="eye" points="1,1"/>
        <mask label="cat" rle="0,2,1,3" left="20" top="10" width="3" height="2"/></image></annotations>""")
    back = read(tmp_path, "cvat")
    assert [(item.class_name, back.masks[item.id, 4].area) for item in back.objects] == [
        ("cat", 24), ("dog", 8), ("cat", 5),
    ]  # fmt: skip


def test_too_many_objects_for_a_palette(tmp_path):
    from dataclasses import replace

    from core.document.document import SegObject
    from core.errors import FormatError

    source = hard_source(Overlap.EXCLUSIVE)
    source = replace(source, objects={i: SegObject(i, "x") for i in range(1, 301)})
    with pytest.raises(FormatError, match="holds 254 objects; these are 300"):
        list(export(source, "davis", tmp_path / "out"))


def test_cutouts(exclusive, pictures, tmp_path):
    out = write_all(exclusive, "cutout", tmp_path, pictures, ExportOptions(object_ids=frozenset({1})))
    rgba = np.asarray(Image.open(out / "00003.png"))
    inside = exclusive.mask(1, 3).to_array()
    assert np.array_equal(rgba[..., 3] == 255, inside) and np.array_equal(rgba[..., 3] > 0, inside)
    assert (rgba[inside][:, :3] == (60, 100, 200)).all() and (rgba[~inside] == 0).all()
    assert (np.asarray(Image.open(out / "00009.png")) == 0).all()


def test_movies(exclusive, pictures, tmp_path):
    import av

    for name, file in (("overlay", "overlay.mp4"), ("cutout-movie", "cutout.mov")):
        *_, last = export(exclusive, name, tmp_path / name, frames=pictures)
        assert last.check is None and last.frames == FRAMES
        with av.open(str(tmp_path / name / file)) as movie:
            frames = list(movie.decode(movie.streams.video[0]))
            assert len(frames) == FRAMES
            assert abs(float(frames[-1].pts * frames[-1].time_base) - 11 * 0.08) < 0.01
            if name == "cutout-movie":
                alpha = frames[3].to_ndarray(format="rgba")[..., 3]
                assert alpha.max() > 250 and alpha.min() < 5


def test_an_overlay_is_drawn_on_the_mask_only(exclusive):
    from core.formats.overlay import draw

    frame = np.full((HEIGHT, WIDTH, 3), 100, np.uint8)
    mask = np.zeros((HEIGHT, WIDTH), bool)
    mask[5:20, 10:30] = True
    mask[10:15, 15:20] = False
    drawn = draw(frame, [("#ff0000", Mask.from_array(mask))], 0.5)
    assert (frame == 100).all()
    assert (drawn[~mask] == 100).all()
    assert drawn[7, 12].tolist() == [177, 50, 50] and drawn[5, 10].tolist() == [255, 0, 0]
