from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from core.cancel import NeverCancel
from core.document.document import Mark, SegObject
from core.document.edits import AddObject, SetMask, SetMedia
from core.document.media_ref import make_media_ref
from core.document.store import create_project
from core.errors import InputError, MaskError, ProjectError, TrainingError
from core.masks import Mask
from core.media.reader import open_media
from core.training.dataset import Dataset, Example, open_dataset
from core.training.project import project_dataset
from core.training.split import check, share_alike, split
from core.types import Origin, State
from tests.core.training.conftest import DiscPicture, discs


def write_folder(root: Path, numbers: range) -> None:
    for name in ("images", "masks"):
        (root / name).mkdir(parents=True, exist_ok=True)
    for number in numbers:
        picture = DiscPicture(number)
        cv2.imwrite(str(root / "images" / f"{number:03}.png"), picture.read()[..., ::-1])
        cv2.imwrite(
            str(root / "masks" / f"{number:03}.png"), picture.mask().to_array().astype(np.uint8) * 255
        )


def scenes(counts: list[int], *, ordered: bool = True) -> Dataset:
    """Discs in scenes of so many frames."""
    examples: list[Example] = []
    for number, count in enumerate(counts):
        for frame_index in range(count):
            picture = DiscPicture(1000 * number + frame_index)
            examples.append(Example(picture, picture.mask(), f"scene {number}", frame_index))
    return Dataset(tuple(examples), ordered=ordered)


def test_a_folder_of_pictures_and_masks(tmp_path: Path) -> None:
    write_folder(tmp_path, range(3))
    dataset = open_dataset(tmp_path)
    assert [example.title for example in dataset.examples] == ["000.png", "001.png", "002.png"]
    assert dataset.examples[1].mask == DiscPicture(1).mask()
    assert np.array_equal(dataset.examples[1].picture.read(), DiscPicture(1).read())
    before = dataset.fingerprint
    assert open_dataset(tmp_path).fingerprint == before
    cv2.imwrite(str(tmp_path / "masks" / "002.png"), np.zeros((96, 96), np.uint8))
    again = open_dataset(tmp_path)
    assert (len(again), again.empty) == (2, 1)
    assert again.fingerprint != before


def test_bad_folders_get_a_sentence_each(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There is no folder"):
        open_dataset(tmp_path / "nowhere")
    with pytest.raises(InputError, match="is nothing to train with: it needs the folders images and masks"):
        open_dataset(tmp_path)
    write_folder(tmp_path, range(2))
    cv2.imwrite(str(tmp_path / "masks" / "001.png"), np.full((90, 96), 255, np.uint8))
    with pytest.raises(MaskError, match="is 96×90 pixels, but its picture is 96×96"):
        open_dataset(tmp_path)
    (tmp_path / "masks" / "001.png").write_bytes(b"no picture")
    with pytest.raises(MaskError, match="not a mask that can be read"):
        open_dataset(tmp_path)
    (tmp_path / "images" / "001.png").write_bytes(b"no picture")
    with pytest.raises(InputError, match="not a picture that can be read"):
        open_dataset(tmp_path)
    (tmp_path / "masks" / "001.png").unlink()
    with pytest.raises(InputError, match="has no mask of the same name"):
        open_dataset(tmp_path)


def test_a_davis_tree_has_an_example_for_every_object(tmp_path: Path) -> None:
    for scene in ("one", "two"):
        for kind in ("JPEGImages", "Annotations"):
            (tmp_path / kind / scene).mkdir(parents=True)
        for index in range(2):
            cv2.imwrite(str(tmp_path / "JPEGImages" / scene / f"{index:05}.jpg"), DiscPicture(index).read())
            labels = np.zeros((96, 96), np.uint8)
            labels[10:30, 10:30] = 1
            labels[50:80, 50:80] = 2
            cv2.imwrite(str(tmp_path / "Annotations" / scene / f"{index:05}.png"), labels)
    dataset = open_dataset(tmp_path)
    assert dataset.ordered and dataset.scenes == ("one", "two")
    assert [(e.scene, e.frame_index, e.object_name) for e in dataset.examples][:3] == [
        ("one", 0, "object 1"), ("one", 0, "object 2"), ("one", 1, "object 1")
    ]  # fmt: skip
    assert len(dataset) == 8
    assert {example.mask.area for example in dataset.examples} == {400, 900}


def test_many_scenes_are_split_by_scene() -> None:
    train, validation = split(scenes([3] * 10), 0.2)
    assert not set(train.scenes) & set(validation.scenes)
    assert len(validation.scenes) == 2 and len(train) + len(validation) == 30


def test_few_scenes_are_split_by_stretch_with_a_gap() -> None:
    train, validation = split(scenes([50, 20]), 0.2)
    for scene, first in (("scene 0", 40), ("scene 1", 16)):
        learnt = [e.frame_index for e in train.examples if e.scene == scene]
        judged = [e.frame_index for e in validation.examples if e.scene == scene]
        assert judged == list(range(first, judged[-1] + 1))
        assert max(learnt) == first - 2  # one frame between them is in neither
    unordered, _ = split(scenes([50], ordered=False), 0.2)
    assert len(unordered) == 40


@pytest.mark.parametrize("counts", [[2], [1, 1], [3], [1, 1, 1, 1], [2, 1]])
def test_even_a_few_examples_are_split_in_two(counts: list[int]) -> None:
    train, validation = split(scenes(counts))
    assert train.examples and validation.examples
    assert not {e.picture.key for e in train.examples} & {e.picture.key for e in validation.examples}


def test_too_little_is_refused() -> None:
    with pytest.raises(TrainingError, match="1 approved mask is too few"):
        split(scenes([1]))
    with pytest.raises(TrainingError, match="0 approved masks are too few"):
        split(scenes([]))


def test_warnings_are_given_where_they_are_due() -> None:
    warnings = check(scenes([4]), discs(500, 3))
    assert "Only 4 masks to train with: expect little." in warnings
    assert "All training masks are from one scene: others may get worse." in warnings
    several = Dataset(discs(0, 12).examples, empty=2)
    assert check(several, discs(500, 12)) == ["2 pictures have an empty mask and are left out."]
    for each in (scenes([12, 12]), scenes([4] * 6)):  # counted once, however it is split
        train, validation = split(replace(each, empty=1))
        assert check(train, validation).count("1 picture has an empty mask and is left out.") == 1


def test_a_validation_set_that_looks_like_training_is_noticed() -> None:
    class Dimmed(DiscPicture):
        key = "another key"

        def read(self) -> np.ndarray:
            return np.clip(super().read().astype(int) - 3, 0, 255).astype(np.uint8)

    twins = tuple(Example(Dimmed(n), DiscPicture(n).mask(), "twins", n) for n in range(12))
    assert share_alike(discs(0, 12), Dataset(twins)) == 1.0
    assert share_alike(discs(0, 12), discs(500, 12)) == 0.0
    assert any("100% of the validation pictures look like" in w for w in check(discs(0, 12), Dataset(twins)))


def make_project(folder: Path) -> Path:
    frames = folder / "frames"
    frames.mkdir(parents=True)
    for number in range(6):
        cv2.imwrite(str(frames / f"{number:03}.png"), DiscPicture(number).read()[..., ::-1])
    marks = {
        0: Mark(Origin.PAINTED, State.APPROVED),
        1: Mark(Origin.INFERRED, State.DRAFT),
        2: Mark(Origin.INFERRED, State.CORRECTED),
        3: Mark(Origin.FILLED, State.APPROVED),
        4: Mark(Origin.INFERRED, State.FLAGGED),
        5: Mark(Origin.PAINTED, State.APPROVED),
    }
    path = folder / "work.samurai"
    with create_project(path) as project, open_media(frames) as media:
        reference = make_media_ref(
            frames, folder, fingerprint=media.fingerprint(), frame_count=6, size_wh=(96, 96), fps=24.0
        )
        project.history.do(SetMedia(reference), "Open")
        project.history.do(AddObject(SegObject(1, "disc", "round")), "Add")
        for number, mark in marks.items():
            mask = Mask.empty(96, 96) if number == 5 else DiscPicture(number).mask()
            project.history.do(SetMask(1, number, mask, mark), "Paint")
    return path


def test_a_project_gives_what_is_approved_or_corrected_but_not_filled(tmp_path: Path) -> None:
    path = make_project(tmp_path)
    with project_dataset(path, NeverCancel()) as dataset:
        assert [example.frame_index for example in dataset.examples] == [0, 2]
        assert dataset.empty == 1 and dataset.ordered
        assert dataset.examples[0].class_name == "round"
        assert dataset.examples[1].mask == DiscPicture(2).mask()
        assert np.array_equal(dataset.examples[1].picture.read(), DiscPicture(2).read())
    with project_dataset(path, NeverCancel(), filled=True) as dataset:
        assert [example.frame_index for example in dataset.examples] == [0, 2, 3]


def test_a_project_without_media_or_approval_is_refused(tmp_path: Path) -> None:
    path = make_project(tmp_path)
    (tmp_path / "frames").rename(tmp_path / "elsewhere")
    with pytest.raises(TrainingError, match="is not where it was"), project_dataset(path, NeverCancel()):
        pass
    with create_project(tmp_path / "new.samurai"):
        pass
    with (
        pytest.raises(TrainingError, match="has no media"),
        project_dataset(tmp_path / "new.samurai", NeverCancel()),
    ):
        pass
    with pytest.raises(ProjectError), project_dataset(tmp_path / "none.samurai", NeverCancel()):
        pass
