"""Correct, track the stretch again, see before and after, keep or drop: by keys, in the window."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.masks import Mask
from core.media.writer import VideoWriter
from core.types import State
from desktop.app import Application

SIZE_WH = (128, 80)
FRAMES = 20


@pytest.fixture
def tracked(application: Application, qtbot: QtBot, tmp_path: Path) -> Application:
    """A disc, clicked on frame 0 and tracked to the end; frame 10 is shown."""
    path = tmp_path / "disc.mp4"
    with VideoWriter(path, SIZE_WH, fps=24) as writer:
        for index in range(FRAMES):
            frame = np.full((SIZE_WH[1], SIZE_WH[0], 3), 80, np.uint8)
            cv2.circle(frame, (30 + 2 * index, 40), 14, (220, 60, 40), -1)
            writer.write(frame)
    parts = application.parts
    parts.opening.open(path)
    parts.models.load()
    qtbot.waitUntil(lambda: parts.frames.shown is not None and parts.models.model is not None, timeout=20_000)
    press(application, 30, 40)
    qtbot.waitUntil(parts.actions["track.forward"].isEnabled)
    parts.actions["track.forward"].trigger()
    qtbot.waitUntil(lambda: not parts.tracking.running, timeout=20_000)
    parts.frames.go_to(10)
    qtbot.waitUntil(lambda: parts.frames.shown is not None and parts.frames.shown.frame_index == 10)
    return application


def press(application: Application, x: float, y: float) -> None:
    canvas = application.window.canvas
    at = QPointF(*canvas.viewport.to_widget(x, y)).toPoint()
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)


def masks(application: Application) -> dict[int, Mask | None]:
    document = application.parts.documents.document
    assert document is not None
    return {i: document.mask(1, i) for i in range(FRAMES)}


def stroke_and_track(application: Application, qtbot: QtBot) -> None:
    parts, canvas = application.parts, application.window.canvas
    application.commands.take_tool("tool.brush")
    start = QPointF(*canvas.viewport.to_widget(70, 65)).toPoint()
    stop = QPointF(*canvas.viewport.to_widget(110, 65)).toPoint()
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(canvas, stop)
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, stop)
    qtbot.waitUntil(parts.actions["track.again"].isEnabled)
    QTest.keyClick(canvas, Qt.Key.Key_R)
    assert parts.tracking.running
    qtbot.waitUntil(lambda: not parts.tracking.running, timeout=20_000)


def test_the_bar_leads_from_the_stroke_to_the_choice(tracked: Application, qtbot: QtBot) -> None:
    bar, parts = tracked.reactions.stretch_bar, tracked.parts
    assert bar.text == ""
    tracked.commands.take_tool("tool.brush")
    press(tracked, 100, 65)
    qtbot.waitUntil(lambda: bar.text != "")
    assert "1–19" in parts.actions["track.again"].text()
    before = masks(tracked)
    stroke_and_track(tracked, qtbot)
    result = parts.correcting.result
    assert result is not None
    assert bar.text == f"{result.first}–{result.last} changed"
    assert parts.frames.index == 10
    assert parts.actions["edit.undo"].text() == "&Undo Track Object 1 Again"
    document = parts.documents.document
    assert document is not None
    assert document.marks(1)[10].state is State.CORRECTED
    qtbot.waitUntil(parts.actions["track.drop"].isEnabled)
    QTest.keyClick(tracked.window.canvas, Qt.Key.Key_K, Qt.KeyboardModifier.ShiftModifier)
    assert {i: m for i, m in masks(tracked).items() if i != 10} == {
        i: m for i, m in before.items() if i != 10
    }
    assert bar.text == ""


def test_the_panels_beside_keep_their_room(tracked: Application, qtbot: QtBot) -> None:
    window, row = tracked.window, tracked.window.transport
    stroke_and_track(tracked, qtbot)
    qtbot.waitUntil(tracked.parts.actions["track.drop"].isEnabled)
    assert not window.track_bar._skip.isVisible()
    assert (
        row.minimumSizeHint().width() <= 1280 - 320 - 40
    )  # beside the panels, in a window as it is at first
    tracked.parts.correcting.keep()
    qtbot.waitUntil(window.track_bar._skip.isVisible)


def test_before_is_shown_by_a_key_until_someone_draws(tracked: Application, qtbot: QtBot) -> None:
    parts, canvas = tracked.parts, tracked.window.canvas
    stroke_and_track(tracked, qtbot)
    result = parts.correcting.result
    assert result is not None
    at = min(result.changed)
    parts.frames.go_to(at)
    qtbot.waitUntil(lambda: parts.frames.shown is not None and parts.frames.shown.frame_index == at)
    qtbot.waitUntil(parts.actions["track.before"].isEnabled)

    def shown() -> Mask | None:
        layer = canvas._stack.selected
        return layer.mask if layer is not None else None

    after = shown()
    entry = result.before[at]
    assert entry is not None
    QTest.keyClick(canvas, Qt.Key.Key_W)
    assert shown() == entry.mask != after
    assert parts.actions["track.before"].isChecked()
    QTest.keyClick(canvas, Qt.Key.Key_W)
    assert shown() == after
    QTest.keyPress(canvas, Qt.Key.Key_W)
    assert shown() == entry.mask
    qtbot.wait(350)
    QTest.keyRelease(canvas, Qt.Key.Key_W)
    assert shown() == after
    assert not parts.actions["track.before"].isChecked()
    QTest.keyClick(canvas, Qt.Key.Key_W)
    tracked.commands.take_tool("tool.brush")
    press(tracked, 20, 20)
    assert not parts.correcting.before_shown
    painted = masks(tracked)[at]
    assert painted is not None
    assert after is not None
    assert painted.intersection(after) == after  # drawn on the result, not on what was there before


def test_keeping_leaves_nothing_to_decide(tracked: Application, qtbot: QtBot) -> None:
    parts = tracked.parts
    stroke_and_track(tracked, qtbot)
    after = masks(tracked)
    qtbot.waitUntil(parts.actions["track.keep"].isEnabled)
    QTest.keyClick(tracked.window.canvas, Qt.Key.Key_K)
    assert tracked.reactions.stretch_bar.text == ""
    assert masks(tracked) == after
    qtbot.waitUntil(lambda: not parts.actions["track.keep"].isEnabled())
