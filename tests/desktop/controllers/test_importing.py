"""Imports: all of it as one step, or nothing and one sentence."""

from pathlib import Path

import numpy as np
import pytest

from core.document.document import Mark, SegObject
from core.document.edits import MaskEntry, set_masks
from core.formats.contract import ExportOptions
from core.formats.export import export
from core.masks import Mask
from core.types import Origin
from desktop.controllers.importing import ImportController, ImportEnd, distinct
from desktop.jobs.job import Outcome
from tests.desktop.controllers.conftest import SIZE_WH, Desk


@pytest.fixture
def exported(desk: Desk, video: Path, tmp_path: Path) -> Path:
    """Five masks of one object, written as DAVIS; the project is open, without the object."""
    desk.open(video)
    desk.objects.add()
    picture = np.zeros((SIZE_WH[1], SIZE_WH[0]), bool)
    picture[10:30, 20:50] = True
    mask = Mask.from_array(picture)
    desk.documents.do(set_masks([MaskEntry(1, i, mask, Mark(Origin.INFERRED)) for i in range(5)]), "Track")
    list(export(desk.document, "davis", tmp_path / "out", ExportOptions()))
    desk.objects.remove()
    return tmp_path / "out"


def run(desk: Desk, path: Path, *, cancel: bool = False) -> tuple[list[ImportEnd], list[Exception], Outcome]:
    importing = ImportController(desk.lanes.io, desk.documents, desk)
    finished: list[ImportEnd] = []
    problems: list[Exception] = []
    ended: list[Outcome] = []
    importing.finished.connect(finished.append)
    importing.problem_met.connect(problems.append)
    importing.ended.connect(ended.append)
    importing.start(path, "davis", "DAVIS")
    if cancel:
        importing.cancel()
    desk.qtbot.waitUntil(lambda: bool(ended))
    return finished, problems, ended[0]


def test_objects_and_masks_come_in_as_one_step(desk: Desk, exported: Path) -> None:
    finished, problems, _ = run(desk, exported)
    assert problems == []
    assert (finished[0].objects, finished[0].masks) == (1, 5)
    (object_id,) = desk.document.objects
    assert desk.documents.selected == object_id
    assert {mark.origin for mark in desk.document.marks(object_id).values()} == {Origin.IMPORTED}
    assert desk.undo_names[0] == "Import DAVIS"
    desk.documents.undo()
    assert not desk.document.objects


def test_what_is_no_such_format_changes_nothing(desk: Desk, exported: Path, tmp_path: Path) -> None:
    for path in (tmp_path / "nothing", tmp_path):
        finished, problems, outcome = run(desk, path)
        assert finished == []
        assert outcome is Outcome.FAILED
        assert "\n" not in str(problems[0])
        assert not desk.document.objects


def test_masks_of_another_size_are_refused(desk: Desk, exported: Path) -> None:
    import cv2

    for picture in exported.rglob("*.png"):
        cv2.imwrite(str(picture), np.ones((20, 20), np.uint8))
    finished, problems, _ = run(desk, exported)
    assert finished == []
    assert problems
    assert not desk.document.objects


def test_cancel_changes_nothing(desk: Desk, exported: Path) -> None:
    finished, problems, outcome = run(desk, exported, cancel=True)
    assert (finished, problems, outcome) == ([], [], Outcome.CANCELLED)
    assert not desk.document.objects


def test_imported_objects_can_be_told_from_those_that_are_there() -> None:
    there = [SegObject(1, "Cat", colour="#e69f00"), SegObject(2, "Cat (2)", colour="#56b4e9")]
    cat, dog, other = distinct(
        [
            SegObject(1, "Cat", colour="#e69f00"),
            SegObject(2, "Dog", colour="#123456"),
            SegObject(3, "Dog", colour="#123456"),
        ],
        there,
    )
    assert (cat.name, dog.name, other.name) == ("Cat (3)", "Dog", "Dog (2)")
    assert dog.colour == "#123456"
    assert len({item.colour for item in (*there, cat, dog, other)}) == 5
