"""A long undo goes on beside the window's other work; short ones are done at once."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from core.document.document import Mark, MediaRef, SegObject
from core.document.edits import AddObject, MaskEntry, SetMasks, SetMedia
from core.document.store import create_project
from core.masks import Mask
from core.types import Origin
from desktop.controllers import document as module
from desktop.controllers.document import DocumentController

FRAMES = 600


@pytest.fixture
def documents(qtbot: QtBot, tmp_path: Path) -> Iterator[DocumentController]:
    """A project in which one object was tracked through."""
    project = create_project(tmp_path / "long.samurai")
    project.history.do(SetMedia(MediaRef("a", "/a", "f", FRAMES, 8, 8, 25.0)), "Open Video")
    project.history.do(AddObject(SegObject(1, "cat")), "Add Object")
    project.history.begin("Track")
    mask = Mask.from_array(np.eye(8))
    for frame in range(FRAMES):
        project.history.extend(SetMasks((MaskEntry(1, frame, mask, Mark(Origin.INFERRED)),)))
    project.history.end()
    documents = DocumentController()
    documents.set_project(project)
    yield documents
    documents.set_project(None)


def masks(documents: DocumentController) -> int:
    assert documents.document is not None
    return len(documents.document.marks(1))


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every part of a step takes longer than a slice."""
    monkeypatch.setattr(module, "TURN_FIRST_S", 0.0)
    monkeypatch.setattr(module, "TURN_SLICE_S", 0.0)


def test_a_short_undo_is_done_at_once(documents: DocumentController) -> None:
    told: list[object] = []
    documents.turning_changed.connect(told.append)
    documents.undo()
    assert masks(documents) == 0 and not documents.turning
    documents.redo()
    assert masks(documents) == FRAMES and documents.undo_name == "Track"
    assert told == []


@pytest.mark.usefixtures("slow")
def test_a_long_undo_goes_on_in_slices_and_says_how_far_it_is(
    documents: DocumentController, qtbot: QtBot
) -> None:
    told: list[object] = []
    changes: list[object] = []
    problems: list[Exception] = []
    documents.turning_changed.connect(told.append)
    documents.changed.connect(changes.append)
    documents.problem_met.connect(problems.append)
    documents.undo()
    assert documents.turning and changes == []
    documents.undo()  # a second press is not heard
    assert not documents.do(AddObject(SegObject(2, "dog")), "Add Object")
    assert "still being undone" in str(problems[0])
    qtbot.waitUntil(lambda: not documents.turning)
    assert len(changes) == 1 and masks(documents) == 0
    assert documents.undo_name == "Add Object" and documents.redo_name == "Track"
    texts = [each[0] for each in told[:-1]]
    shares = [each[1] for each in told[:-1]]
    assert set(texts) == {"Undoing Track…"} and shares == sorted(shares) and len(shares) >= 2
    assert told[-1] is None
    documents.redo()
    qtbot.waitUntil(lambda: not documents.turning)
    assert masks(documents) == FRAMES


@pytest.mark.usefixtures("slow")
def test_closing_goes_through_with_it_first(documents: DocumentController, tmp_path: Path) -> None:
    documents.undo()
    assert documents.turning
    documents.settle()
    assert not documents.turning and masks(documents) == 0
    documents.redo()
    documents.set_project(None)
    assert not documents.turning
