"""Whole-mask commands in the real window: what they do, their names, and why they sometimes do nothing."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from core.document.document import Document, Mark, Overlap, SegObject
from core.document.edits import AddObject, ChangeObject, Edit, EditGroup, SetMask
from core.masks import Mask
from core.media.writer import VideoWriter
from core.types import Origin, State
from desktop.app import Application

SIZE_WH = (128, 80)


@pytest.fixture
def opened(application: Application, qtbot: QtBot, tmp_path: Path) -> Application:
    """Twelve frames; object 1 has a tracked mask with a hole and an island on frames 0 to 5."""
    path = tmp_path / "grey.mp4"
    with VideoWriter(path, SIZE_WH, fps=12) as writer:
        for index in range(12):
            writer.write(np.full((SIZE_WH[1], SIZE_WH[0], 3), 60 + 5 * index, np.uint8))
    parts = application.parts
    parts.opening.open(path)
    qtbot.waitUntil(lambda: parts.frames.shown is not None)
    mark = Mark(Origin.INFERRED, State.DRAFT, 0.9)
    edits: list[Edit] = [
        AddObject(SegObject(1, "Dog")),
        *(SetMask(1, i, Mask.from_array(ring()), mark) for i in range(6)),
    ]
    parts.documents.do(EditGroup(tuple(edits)), "Import")
    parts.documents.select(1)
    qtbot.waitUntil(lambda: parts.actions["mask.grow"].isEnabled())
    return application


def ring() -> np.ndarray:
    picture = np.zeros((SIZE_WH[1], SIZE_WH[0]), np.uint8)
    cv2.circle(picture, (40, 40), 20, 1, -1)
    cv2.circle(picture, (40, 40), 6, 0, -1)
    picture[5:9, 100:104] = 1
    found: np.ndarray = picture != 0
    return found


def document(application: Application) -> Document:
    found = application.parts.documents.document
    assert found is not None
    return found


def array(application: Application, frame_index: int = 0) -> np.ndarray:
    mask = document(application).mask(1, frame_index)
    assert mask is not None
    return mask.to_array()


def do(application: Application, action_id: str) -> None:
    action = application.parts.actions[action_id]
    assert action.isEnabled(), action_id
    action.trigger()


def go(application: Application, qtbot: QtBot, frame_index: int) -> None:
    frames = application.parts.frames
    frames.go_to(frame_index)
    qtbot.waitUntil(lambda: frames.shown is not None and frames.shown.frame_index == frame_index)


def test_each_is_one_named_step_that_undoes(opened: Application) -> None:
    before = array(opened)
    for action_id, name in (
        ("mask.grow", "Grow"),
        ("mask.shrink", "Shrink"),
        ("mask.smooth", "Smooth Edge"),
        ("mask.fill_holes", "Fill All Holes"),
        ("mask.remove_islands", "Remove Small Islands"),
    ):
        do(opened, action_id)
        assert not np.array_equal(array(opened), before), action_id
        assert opened.parts.documents.undo_name == name
        mark = document(opened).mark(1, 0)
        assert mark is not None
        assert (mark.origin, mark.state) == (Origin.PAINTED, State.CORRECTED)
        opened.parts.documents.undo()
        assert np.array_equal(array(opened), before)
        opened.parts.documents.redo()
        assert not np.array_equal(array(opened), before)
        opened.parts.documents.undo()


def test_they_do_what_they_say(opened: Application) -> None:
    do(opened, "mask.fill_holes")
    assert array(opened)[40, 40]
    do(opened, "mask.remove_islands")
    assert not array(opened)[6, 101]
    area = array(opened).sum()
    do(opened, "mask.grow")
    assert array(opened).sum() > area
    do(opened, "mask.fill_holes")
    assert "no holes" in opened.window.message_bar.text
    assert opened.parts.documents.undo_name == "Grow"


def test_copy_and_paste_to_another_frame_and_another_object(opened: Application, qtbot: QtBot) -> None:
    assert not opened.parts.actions["mask.paste"].isEnabled()
    do(opened, "mask.copy")
    qtbot.waitUntil(lambda: opened.parts.actions["mask.paste"].isEnabled())
    go(opened, qtbot, 9)
    do(opened, "mask.paste")
    assert np.array_equal(array(opened, 9), ring())
    assert opened.parts.documents.undo_name == "Paste Mask"
    do(opened, "mask.paste")
    assert "already" in opened.window.message_bar.text
    do(opened, "object.add")
    do(opened, "mask.paste")
    assert document(opened).mask(2, 9) == document(opened).mask(1, 9)


def test_locked_hidden_and_empty_are_said(opened: Application, qtbot: QtBot) -> None:
    item = document(opened).objects[1]
    opened.parts.documents.do(ChangeObject(SegObject(1, item.name, locked=True)), "Lock")
    do(opened, "mask.grow")
    assert "locked" in opened.window.message_bar.text
    assert np.array_equal(array(opened), ring())
    opened.parts.documents.undo()
    go(opened, qtbot, 8)
    do(opened, "mask.shrink")
    assert "no mask on this frame" in opened.window.message_bar.text
    do(opened, "mask.copy")
    assert "no mask on this frame" in opened.window.message_bar.text


def test_nothing_happens_in_the_middle_of_a_stroke(opened: Application, qtbot: QtBot) -> None:
    do(opened, "mask.copy")
    do(opened, "mask.grow")
    opened.parts.documents.undo()
    qtbot.waitUntil(lambda: opened.parts.actions["edit.redo"].isEnabled())
    opened.commands.take_tool("tool.brush")
    canvas = opened.window.canvas
    start = QPointF(*canvas.viewport.to_widget(80, 60)).toPoint()
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(canvas, start + QPoint(10, 0))
    assert canvas.gesturing
    for action_id in ("edit.redo", "mask.fill_holes", "mask.paste"):
        opened.parts.actions[action_id].trigger()
        assert "Finish what you are drawing" in opened.window.message_bar.text
        opened.window.message_bar.clear()
    assert np.array_equal(array(opened), ring())
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    assert opened.parts.documents.undo_name == "Brush stroke"
    assert array(opened)[60, 80]
    assert array(opened)[40, 50]  # and what was there


def test_the_brush_says_its_size(opened: Application) -> None:
    note = opened.window.status.brush
    assert note.isHidden()
    opened.commands.take_tool("tool.brush")
    assert not note.isHidden()
    assert "Brush 24 px" in note.text()
    do(opened, "tool.larger")
    assert "Brush 28 px" in note.text()
    do(opened, "tool.smaller")
    do(opened, "tool.smaller")
    assert "Brush 2" in note.text()
    opened.commands.take_tool("tool.eraser")
    assert "Eraser" in note.text()
    opened.commands.take_tool("tool.click")
    assert note.isHidden()
    do(opened, "tool.larger")
    assert "Eraser" in opened.window.message_bar.text


def test_a_command_on_one_frame_leaves_the_others_alone(opened: Application) -> None:
    do(opened, "mask.grow")
    assert np.array_equal(array(opened, 1), ring())


def test_overlaps_and_classes_belong_to_the_project(
    opened: Application, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    action = opened.parts.actions["object.overlap"]
    do(opened, "object.overlap")
    assert document(opened).settings.overlap is Overlap.ALLOWED
    opened.parts.documents.undo()
    assert document(opened).settings.overlap is Overlap.EXCLUSIVE
    qtbot.waitUntil(lambda: not action.isChecked())
    names = tmp_path / "names.txt"
    names.write_text("dog\ncat\n")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(names), ""))
    do(opened, "object.import_classes")
    assert document(opened).settings.classes == ("dog", "cat")
    names.unlink()
    do(opened, "object.import_classes")
    assert "no file" in opened.window.message_bar.text
