"""The review panel in the window: rows, clicks, the filter, and a comment by keys alone."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from core.document.document import Mark, SegObject
from core.document.edits import AddObject, Edit, EditGroup, SetMask
from core.masks import Mask
from core.media.writer import VideoWriter
from core.types import Origin, State
from desktop.app import Application
from desktop.controllers.review import Show
from desktop.panels.review import ReviewPanel
from tests.desktop.window.conftest import application

__all__ = ["application"]


@pytest.fixture
def panel(application: Application, qtbot: QtBot, tmp_path: Path) -> ReviewPanel:
    """Twelve frames with one object; frame 4 is unsure, frame 8 flagged."""
    path = tmp_path / "grey.mp4"
    with VideoWriter(path, (64, 48), fps=12) as writer:
        for _ in range(12):
            writer.write(np.full((48, 64, 3), 90, np.uint8))
    parts = application.parts
    parts.opening.open(path)
    qtbot.waitUntil(lambda: parts.frames.shown is not None)
    picture = np.zeros((48, 64), bool)
    picture[10:30, 10:30] = True
    edits: list[Edit] = [AddObject(SegObject(1, "Dog"))]
    for i in range(12):
        state = State.FLAGGED if i == 8 else State.DRAFT
        edits.append(
            SetMask(1, i, Mask.from_array(picture), Mark(Origin.INFERRED, state, 0.3 if i == 4 else 1))
        )
    parts.documents.do(EditGroup(tuple(edits)), "Import")
    panel = application.commands.review_dock.panel
    qtbot.waitUntil(lambda: len(panel.rows.spots) == 2)
    return panel


def text(panel: ReviewPanel, row: int, column: int) -> str:
    return str(panel.rows.data(panel.rows.index(row, column)))


def test_a_row_says_where_whose_and_why(panel: ReviewPanel) -> None:
    assert [text(panel, 0, column) for column in range(4)] == ["8", "Dog", "", "flagged"]
    assert text(panel, 1, 2) == "30%"
    assert text(panel, 1, 3) == "helps most"
    assert "unsure" in panel.rows.data(panel.rows.index(1, 3), Qt.ItemDataRole.ToolTipRole)
    assert "11 draft" in panel.counts.text()
    assert "1 flagged" in panel.counts.text()


def test_every_reason_can_be_read_whole(panel: ReviewPanel, qtbot: QtBot) -> None:
    """At the width that the panel has at least, with two concerns."""
    assert panel.table.isColumnHidden(1)  # one object only
    panel.resize(panel.minimumSizeHint())
    room = panel.table.viewport().width() - panel.table.columnWidth(0) - panel.table.columnWidth(2)
    longest = panel.table.fontMetrics().horizontalAdvance("unsure, jumps")
    assert longest + 8 <= room


def test_a_click_on_a_row_and_the_keys_go_there(
    panel: ReviewPanel, application: Application, qtbot: QtBot
) -> None:
    frames, actions = application.parts.frames, application.parts.actions
    at = panel.table.visualRect(panel.rows.index(1, 2)).center()
    QTest.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert frames.index == 4
    QTest.keyClick(application.window.canvas, Qt.Key.Key_J)
    assert frames.index == 8
    qtbot.waitUntil(lambda: panel.table.selectionModel().isRowSelected(0))
    panel.table.setFocus()
    QTest.keyClick(panel.table, Qt.Key.Key_Down)
    QTest.keyClick(panel.table, Qt.Key.Key_Return)
    assert frames.index in (4, 8)
    actions["go.previous_listed"].trigger()
    assert frames.index == 4


def test_the_filter_lists_other_states(panel: ReviewPanel, application: Application, qtbot: QtBot) -> None:
    panel.filter.setCurrentIndex(list(Show).index(Show.DRAFT))
    panel.filter.activated.emit(panel.filter.currentIndex())
    qtbot.waitUntil(lambda: [text(panel, row, 0) for row in range(2)] == ["0–7", "9–11"])
    panel.filter.setCurrentIndex(list(Show).index(Show.APPROVED))
    panel.filter.activated.emit(panel.filter.currentIndex())
    qtbot.waitUntil(lambda: panel.rows.rowCount() == 0)
    assert not panel.table.isVisible()
    assert panel._empty.text() == "No mask is approved."


def test_a_wheel_that_passes_the_filter_changes_nothing(panel: ReviewPanel, application: Application) -> None:
    at = QPointF(panel.filter.rect().center())
    down = QWheelEvent(
        at,
        panel.filter.mapToGlobal(at),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(panel.filter, down)
    assert application.parts.review.show is Show.LOOK


def test_a_comment_by_keys_alone(panel: ReviewPanel, application: Application, qtbot: QtBot) -> None:
    parts = application.parts
    parts.frames.go_to(8)
    qtbot.waitUntil(panel.comment.isEnabled)
    application.window.activateWindow()
    QTest.keyClick(application.window.canvas, Qt.Key.Key_X, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(panel.comment, "ear")
    QTest.keyClick(panel.comment, Qt.Key.Key_Return)
    document = parts.documents.document
    assert document is not None
    assert document.marks(1)[8].comment == "ear"
    qtbot.waitUntil(lambda: text(panel, 0, 3) == "flagged: ear")


def test_hidden_and_shown_by_its_command(panel: ReviewPanel, application: Application) -> None:
    action = application.parts.actions["view.review"]
    assert action.isChecked()
    action.trigger()
    assert not panel.isVisible()
    application.parts.actions["mask.comment"].trigger()
    assert panel.isVisible()
    assert action.isChecked()


def test_after_a_name_is_typed_the_keys_go_where_they_went_before(
    panel: ReviewPanel, application: Application, qtbot: QtBot
) -> None:
    window = application.window
    window.activateWindow()
    window.canvas.setFocus()
    qtbot.waitUntil(window.canvas.hasFocus)
    window.objects.edit_name()
    (editor,) = (field for field in window.objects.findChildren(QLineEdit) if field.hasFocus())
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(window.canvas.hasFocus)
