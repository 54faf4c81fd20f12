from pathlib import Path

import cv2
import numpy as np
import pytest

from core.cancel import CancelToken
from core.document.document import Mark, SegObject
from core.document.edits import AddObject, MaskEntry, SetMasks, SetMedia
from core.document.media_ref import make_media_ref
from core.document.store import create_project
from core.errors import Cancelled
from core.masks import Mask
from core.media.reader import open_media
from core.media.writer import VideoWriter
from core.types import Origin, State
from desktop.training.data_panel import DataPanel
from desktop.training.look import DataChoice, DataLook, SourceLook, look, overlaid
from tests.desktop.training.conftest import write_discs


def looked(*data: Path, validation: str = "0.2", filled: bool = False) -> list[DataLook]:
    return list(look(DataChoice(tuple(map(str, data)), validation, filled), CancelToken()))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Ten approved masks of a polyp, one carried, one draft, one empty."""
    video = tmp_path / "clip.mp4"
    with VideoWriter(video, (64, 48), fps=10) as writer:
        for index in range(20):
            frame = np.full((48, 64, 3), 60 + 5 * index, np.uint8)
            cv2.circle(frame, (20 + index, 24), 9, (220, 60, 40), -1)
            writer.write(frame)
    path = tmp_path / "clip.samurai"
    with create_project(path) as project, open_media(video) as reader:
        media = make_media_ref(
            video, tmp_path, fingerprint=reader.fingerprint(), frame_count=20, size_wh=(64, 48), fps=10
        )
        project.history.do(SetMedia(media), "Open")
        project.history.do(AddObject(SegObject(1, "one", "polyp")), "Add")
        square = np.zeros((48, 64), np.uint8)
        square[15:33, 15:33] = 1
        mask = Mask.from_array(square)
        marks = [(i, mask, Mark(Origin.INFERRED, State.APPROVED)) for i in range(10)]
        marks += [
            (10, mask, Mark(Origin.FILLED, State.APPROVED)),
            (11, mask, Mark(Origin.INFERRED)),
            (12, Mask.empty(48, 64), Mark(Origin.PAINTED, State.CORRECTED)),
        ]
        project.history.do(SetMasks(tuple(MaskEntry(1, i, m, mark) for i, m, mark in marks)), "Masks")
    return path


def test_a_folder_is_counted_shown_and_warned_of(discs: Path) -> None:
    told = looked(discs)
    assert [(item.train, item.validation) for item in told] == [(8, 2)] * 3
    assert [len(item.thumbnails) for item in told] == [0, 4, 4]
    assert [item.complete for item in told] == [False, False, True]
    assert told[-1].ready
    assert told[-1].sources[0].masks == told[-1].sources[0].pictures == 10
    assert any("Only 2 masks to judge by" in text for text in told[-1].warnings)


def test_a_project_gives_what_is_approved_and_corrected(project: Path) -> None:
    told = looked(project)[-1]
    assert told.sources[0].masks == 10
    assert told.names == (("polyp", 10),)
    assert told.train + told.validation <= 10
    assert any("empty mask" in text for text in told.warnings)
    assert looked(project, filled=True)[-1].sources[0].masks == 11


def test_a_folder_of_its_own_judges(discs: Path, tmp_path: Path) -> None:
    other = write_discs(tmp_path / "other", range(100, 104))
    told = looked(discs, validation=str(other))[-1]
    assert (told.train, told.validation) == (10, 4)


def test_what_cannot_be_used_is_one_sentence(discs: Path, tmp_path: Path) -> None:
    told = looked(discs, tmp_path / "gone")
    assert len(told) == 1
    assert not told[0].ready
    assert "There is no folder" in told[0].problem
    assert [bool(source.problem) for source in told[0].sources] == [False, True]
    cv2.imwrite(str(discs / "masks" / "3.png"), np.full((5, 5), 255, np.uint8))
    assert "5×5" in looked(discs)[-1].problem
    one = write_discs(tmp_path / "one", range(1))
    assert "too few" in looked(one)[-1].problem
    same = looked(one, validation=str(one))[-1]
    assert "is in training and in validation" in same.problem
    assert not same.ready


def test_it_can_be_cancelled(discs: Path) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        list(look(DataChoice((str(discs),), "0.2", False), cancel))


def test_a_thumbnail_tints_the_mask_alone() -> None:
    picture = np.zeros((200, 400, 3), np.uint8)
    mask = np.zeros((200, 400), bool)
    mask[:, :200] = True
    small = overlaid(picture, mask)
    assert small.shape == (66, 132, 3)
    assert small[30, 20].tolist() == [128, 88, 16]
    assert small[30, 110].tolist() == [0, 0, 0]


def test_what_there_is_one_of_is_told_as_one() -> None:
    told = [
        DataPanel._words(SourceLook("p", masks, pictures)) for masks, pictures in ((1, 1), (3, 1), (3, 2))
    ]
    assert told == ["  –  1 mask on 1 picture", "  –  3 masks on 1 picture", "  –  3 masks on 2 pictures"]
