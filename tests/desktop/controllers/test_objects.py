"""Commands on objects: each applied, undone, redone, and there again after reopening."""

from dataclasses import replace
from pathlib import Path

import pytest

from core.document.document import Mark
from core.document.edits import MaskEntry, set_masks
from core.masks import Mask
from core.types import Origin, State
from tests.desktop.controllers.conftest import SIZE_WH, Desk


@pytest.fixture
def ready(desk: Desk, video: Path) -> Desk:
    desk.open(video)
    for _ in range(3):
        desk.objects.add()
    desk.documents.select(2)
    mask, mark = Mask.empty(SIZE_WH[1], SIZE_WH[0]), Mark(Origin.INFERRED)
    desk.documents.do(set_masks([MaskEntry(2, i, mask, mark) for i in range(10)]), "Track")
    return desk


def test_new_objects_have_names_and_colours_of_their_own(ready: Desk) -> None:
    items = list(ready.document.objects.values())
    assert [item.name for item in items] == ["Object 1", "Object 2", "Object 3"]
    assert len({item.colour for item in items}) == 3
    ready.objects.change(replace(items[0], name="Object 4"))
    ready.objects.add()
    assert ready.document.objects[4].name == "Object 5"  # 4 is taken


@pytest.mark.parametrize(
    ("command", "name"),
    [
        (lambda d: d.objects.toggle_visible(), "Hide"),
        (lambda d: d.objects.toggle_locked(), "Lock"),
        (lambda d: d.objects.toggle_solo(), "Show Only This"),
        (lambda d: d.objects.move(1), "Move Object 2"),
        (lambda d: d.objects.remove(), "Delete Object 2"),
        (lambda d: d.objects.change(replace(d.document.objects[2], class_name="dog")), "Set Class"),
        (lambda d: d.objects.change(replace(d.document.objects[2], colour="#123456")), "Set Colour"),
        (lambda d: d.objects.set_state(State.APPROVED, range(3, 6), "Approve"), "Approve"),
        (lambda d: d.objects.clear(4), "Clear Mask"),
        (lambda d: d.objects.clear_tracked(range(5)), "Clear Masks"),
    ],
)
def test_apply_undo_redo_reopen(ready: Desk, video: Path, command: object, name: str) -> None:
    def state() -> object:
        document = ready.document
        return (
            list(document.objects.values()),
            {i: dict(document.marks(i)) for i in document.objects},
        )

    before = state()
    command(ready)  # type: ignore[operator]
    after = state()
    assert after != before
    assert ready.undo_names[0] == name
    ready.documents.undo()
    assert state() == before
    ready.documents.redo()
    assert state() == after
    ready.opening.close()
    ready.open(video)
    assert state() == after


def test_solo_again_shows_all(ready: Desk) -> None:
    ready.objects.toggle_solo()
    assert [item.visible for item in ready.document.objects.values()] == [False, True, False]
    ready.objects.toggle_solo()
    assert all(item.visible for item in ready.document.objects.values())


def test_the_selection_moves_to_what_is_left(ready: Desk) -> None:
    selected: list[int | None] = []
    ready.documents.selected_changed.connect(selected.append)
    ready.objects.remove()
    assert ready.documents.selected == 1
    ready.documents.select(99)
    assert ready.documents.selected is None
    ready.objects.select_by(1)
    assert ready.documents.selected == 1
    ready.objects.select_by(-5)
    assert ready.documents.selected == 1


def test_approved_masks_are_not_cleared_with_the_tracked_ones(ready: Desk) -> None:
    ready.objects.set_state(State.APPROVED, range(2, 4), "Approve")
    assert ready.objects.clear_tracked(range(10)) == 8
    assert sorted(ready.document.marks(2)) == [2, 3]


def test_a_locked_object_is_not_cleared(ready: Desk) -> None:
    ready.objects.toggle_locked()
    assert not ready.objects.clear(4)
    assert 4 in ready.document.marks(2)


def test_without_a_project_nothing_happens(desk: Desk) -> None:
    assert desk.objects.add() is None
    desk.objects.remove()
    desk.objects.toggle_solo()
    desk.objects.select_by(1)
    desk.documents.undo()
    assert desk.objects.set_state(State.FLAGGED, range(3), "Flag") == 0
    assert desk.problems == []
