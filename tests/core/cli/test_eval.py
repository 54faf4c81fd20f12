"""Measuring from the command line, on ground truth that is known by construction."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from core.cancel import CancelToken
from core.cli.eval_video import compare, prompt_from
from core.engine.segmenter import Segmenter
from core.masks import Mask
from core.media.ground_truth import find_sequences, paired, read_binary, read_objects, read_trimap
from core.metrics.boundary import boundary_f
from core.metrics.region import jaccard
from core.types import Box, Click
from tests.core.cli.conftest import FRAMES, Run
from tests.tiny_model import BlobFrames


def test_video_prints_the_figures_of_the_contract(run: Run, davis: Path) -> None:
    done = run("eval", "video", davis, "--sequences", "one", "--init", "mask", "--json")
    assert done.code == 0, done.err
    values = done.json
    assert {"J", "F", "JF", "fraction_inferred", "s_per_frame", "sequences"} <= values.keys()
    assert values["JF"] == pytest.approx((values["J"] + values["F"]) / 2, abs=1e-5)
    assert values["frames"] == FRAMES
    assert values["fraction_inferred"] == pytest.approx((FRAMES - 1) / FRAMES)
    assert list(values["sequences"]) == ["one"]
    assert values["sequences"]["one"]["J"] == values["J"]


def test_several_objects_each_count_once(run: Run, davis: Path) -> None:
    values = run("eval", "video", davis, "--init", "box", "--json").json
    assert list(values["sequences"]) == ["one", "two"]
    assert values["fraction_inferred"] == 1.0
    objects = values["sequences"]["two"]["objects"]
    assert list(objects) == ["1", "2"]
    each = [values["sequences"]["one"]["J"], objects["1"]["J"], objects["2"]["J"]]
    assert values["J"] == pytest.approx(sum(each) / 3, abs=1e-5)


def test_video_takes_a_point_too(run: Run, davis: Path) -> None:
    done = run("eval", "video", davis, "--sequences", "one", "--init", "point")
    assert done.code == 0
    assert done.out.startswith("J 0.")


def test_the_first_and_the_last_frame_do_not_count(davis: Path, blobs: BlobFrames) -> None:
    (sequence,) = find_sequences(davis, ["one"])
    wrong, right = Mask.empty(90, 160), {i: Mask.from_array(blobs.disc(i)) for i in range(FRAMES)}
    found = {i: {1: wrong if i in (0, FRAMES - 1) else right[i]} for i in range(FRAMES)}
    assert compare(sequence, found, [1], (90, 160), CancelToken()) == ({1: 1.0}, {1: 1.0})
    found[3] = {1: wrong}
    region, boundary = compare(sequence, found, [1], (90, 160), CancelToken())
    assert region[1] == boundary[1] == pytest.approx((FRAMES - 3) / (FRAMES - 2))


def test_a_frame_without_a_mask_counts_as_an_empty_one(davis: Path, blobs: BlobFrames) -> None:
    (sequence,) = find_sequences(davis, ["two"])
    found = {i: {1: Mask.from_array(blobs.disc(i))} for i in range(FRAMES)}
    region, _ = compare(sequence, found, [1, 2], (90, 160), CancelToken())
    assert region[2] == 0.0
    assert region[1] > 0.9  # object 2 lies over part of it


def test_skipping_is_measured_the_same_way(run: Run, davis: Path) -> None:
    done = run("eval", "video", davis, "--sequences", "one", "--skip", 3, "--json")
    assert done.code == 0, done.err
    # With a given mask on the first frame, every third frame and the last are inferred.
    keys = {*range(3, FRAMES, 3), FRAMES - 1}
    assert done.json["fraction_inferred"] == len(keys) / FRAMES
    assert done.json["frames"] == FRAMES
    assert done.json["inferred"] == done.json["sequences"]["one"]["inferred"] == len(keys)
    assert done.json["filled"] == FRAMES - 1 - len(keys)
    assert 0 <= done.json["J"] <= 1


def test_ways_to_skip_are_compared_in_one_run(run: Run, davis: Path) -> None:
    words = ("eval", "video", davis, "--sequences", "one", "--json")
    done = run(*words, "--skip", "off, 3")
    assert done.code == 0, done.err
    assert list(done.json["runs"]) == ["off", "3"]
    for skip, total in done.json["runs"].items():
        alone = run(*words, "--skip", skip).json
        assert {key: alone[key] for key in ("J", "F", "inferred", "filled")} == {
            key: total[key] for key in ("J", "F", "inferred", "filled")
        }
    assert done.json["runs"]["off"]["filled"] == 0
    lines = run(*words[:-1], "--skip", "off,3").out.splitlines()
    assert [line.split(":")[0] for line in lines] == ["off", "3"]


def test_prompts_from_the_truth() -> None:
    mask = np.zeros((40, 60), dtype=bool)
    mask[10:21, 20:41] = True
    mask[30:33, 5:8] = True
    assert prompt_from(mask, 4, "box").box == Box(5, 10, 41, 33)
    (click,) = prompt_from(mask, 4, "point").clicks
    assert (click.positive, click.y) == (True, 15.5)
    assert 25 < click.x < 36
    painted = prompt_from(mask, 4, "mask")
    assert painted.frame_index == 4
    assert painted.mask == Mask.from_array(mask)


def test_davis_layout_with_and_without_a_resolution(davis: Path) -> None:
    names = [sequence.name for sequence in find_sequences(davis)]
    for part in ("JPEGImages", "Annotations"):
        for name in names:
            (davis / part / "480p" / name).rename(davis / part / name)
        (davis / part / "480p").rmdir()
    assert [sequence.name for sequence in find_sequences(davis)] == names == ["one", "two"]


def test_annotations_may_be_few(run: Run, davis: Path) -> None:
    for index in range(FRAMES):
        if index not in (2, 4, 6):
            (davis / f"Annotations/480p/one/{index:05d}.png").unlink()
    (sequence,) = find_sequences(davis, ["one"])
    assert (sequence.first, sorted(sequence.annotations)) == (2, [2, 4, 6])
    done = run("eval", "video", davis, "--sequences", "one", "--json")
    assert done.code == 0, done.err
    assert done.json["frames"] == FRAMES - 2


def test_annotations_of_another_size_are_refused(run: Run, davis: Path) -> None:
    for path in (davis / "Annotations/480p/one").iterdir():
        Image.fromarray(np.full((45, 80), 255, np.uint8)).save(path)
    done = run("eval", "video", davis, "--sequences", "one")
    assert done.code == 2
    assert "80×45" in done.sentence


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--sequences", "three"), "no sequence “three”"),
        (("--init", "scribble"), "--init"),
        (("--skip", "sometimes"), "--skip"),
        (("--skip", "off,"), "--skip"),
    ],
)
def test_video_says_what_is_wrong(run: Run, davis: Path, words: tuple[str, ...], expected: str) -> None:
    done = run("eval", "video", davis, *words)
    assert done.code == 2
    assert expected in done.sentence


def test_what_is_not_in_davis_layout_is_refused(run: Run, tmp_path: Path) -> None:
    done = run("eval", "video", tmp_path)
    assert done.code == 2
    assert "JPEGImages" in done.sentence


def test_clicks_print_the_figures_of_the_contract(run: Run, pictures: tuple[Path, Path]) -> None:
    done = run("eval", "clicks", *pictures, "--max-clicks", 6, "--json")
    assert done.code == 0, done.err
    values = done.json
    assert {"NoC85", "NoC90", "IoU1", "IoU3", "IoU5"} <= values.keys()
    assert values["images"] == 3
    assert 1 <= values["NoC85"] <= values["NoC90"] <= 6
    assert all(0 <= values[key] <= 1 for key in ("IoU1", "IoU3", "IoU5"))


def test_clicks_stop_counting_where_the_mask_is_good(
    run: Run, pictures: tuple[Path, Path], blobs: BlobFrames, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A model that needs two clicks: the ring around the disc is ignored, so it may take it along."""
    seen: list[tuple[Click, ...]] = []

    class Answer:
        def __init__(self, mask: np.ndarray) -> None:
            self.mask = mask

    def segment(self: Segmenter, frame: np.ndarray, prompt, *, frame_key: str) -> Answer:
        seen.append(prompt.clicks)
        disc = blobs.disc(int(frame_key[1]))
        ring = cv2.dilate(disc.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
        return Answer(ring if len(prompt.clicks) > 1 else np.zeros_like(disc))

    monkeypatch.setattr(Segmenter, "segment", segment)
    values = run("eval", "clicks", *pictures, "--json").json
    assert (values["NoC85"], values["NoC90"]) == (2, 2)
    assert (values["IoU1"], values["IoU3"], values["IoU5"]) == (0, 1, 1)
    assert [len(clicks) for clicks in seen] == [1, 2] * 3
    x, y = blobs.centre(0)
    assert (seen[0][0].x, seen[0][0].y) == (x + 0.5, y + 0.5)


def test_images_print_m_iou_and_leave_empty_masks_out(run: Run, pictures: tuple[Path, Path]) -> None:
    Image.fromarray(np.zeros((90, 160), np.uint8)).save(pictures[1] / "p2.png")
    for init in ("box", "point"):
        done = run("eval", "images", *pictures, "--init", init, "--json")
        assert done.code == 0, done.err
        assert 0 < done.json["mIoU"] < 1
        assert (done.json["images"], done.json["left_out"]) == (2, 1)


@pytest.mark.parametrize("kind", ["clicks", "images"])
def test_pictures_and_masks_must_belong_together(run: Run, pictures: tuple[Path, Path], kind: str) -> None:
    images, masks = pictures
    Image.fromarray(np.full((9, 16), 255, np.uint8)).save(masks / "p0.png")
    done = run("eval", kind, images, masks)
    assert done.code == 2
    assert "p0.png" in done.sentence
    (masks / "p0.png").unlink()
    (masks / "p1.png").unlink()
    done = run("eval", kind, images, masks)
    assert done.code == 2
    assert "“p0.jpg” has no mask" in done.sentence
    assert "1 more" in done.sentence
    (images / "p0.jpg").write_text("no picture")
    Image.fromarray(np.full((90, 160), 255, np.uint8)).save(masks / "p0.png")
    Image.fromarray(np.full((90, 160), 255, np.uint8)).save(masks / "p1.png")
    assert "p0.jpg" in run("eval", kind, images, masks).sentence
    assert run("eval", kind, images / "none", masks).code == 2
    assert run("eval", kind, masks.parent / "davis", masks).code == 2


def test_masks_are_read_as_what_they_are(tmp_path: Path) -> None:
    labels = np.zeros((4, 6), np.uint8)
    labels[0, 0], labels[1, 1], labels[2, 2] = 1, 2, 255

    def saved(name: str, values: np.ndarray, palette: bool = False) -> Path:
        picture = Image.fromarray(values)
        if palette:
            picture.putpalette(list(range(256)) * 3)
        picture.save(tmp_path / name)
        return tmp_path / name

    assert {key: int(mask.sum()) for key, mask in read_objects(saved("a.png", labels, True)).items()} == {
        1: 1,
        2: 1,
    }
    grey = np.where(labels == 255, 255, 0).astype(np.uint8)
    assert {key: int(mask.sum()) for key, mask in read_objects(saved("b.png", grey)).items()} == {1: 1}
    assert int(read_binary(saved("c.png", (labels > 0).astype(np.uint8))).sum()) == 3
    trimap = np.array([[0, 128, 255]], np.uint8)
    mask, ignore = read_trimap(saved("d.png", trimap))
    assert (mask.tolist(), ignore.tolist()) == ([[False, False, True]], [[False, True, False]])
    assert paired(tmp_path, tmp_path)[0] == (tmp_path / "a.png", tmp_path / "a.png")


def test_the_measures_agree_with_each_other() -> None:
    disc = BlobFrames().disc(0)
    assert jaccard(disc, disc) == boundary_f(disc, disc) == 1.0
