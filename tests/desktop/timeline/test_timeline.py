"""The timeline through the mouse, and what it paints."""

import time

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.types import Origin, State
from desktop.timeline.lane_view import LaneView, code_of
from desktop.timeline.lanes_item import ROW_PX
from desktop.timeline.timeline import NAMES_PX, RULER_PX, Timeline

FRAMES = 200
NO = Qt.KeyboardModifier.NoModifier


def lane(object_id: int, colour: str = "#00ff00", frames: int = FRAMES) -> LaneView:
    return LaneView(object_id, f"Object {object_id}", colour, np.zeros(frames, np.uint8))


@pytest.fixture
def timeline(qtbot: QtBot) -> Timeline:
    timeline = Timeline()
    qtbot.addWidget(timeline)
    timeline.resize(NAMES_PX + 800, RULER_PX + 4 * ROW_PX + 2)
    timeline.set_frame_count(FRAMES)
    timeline.set_lanes([lane(1), lane(2, "#ff0000")])
    timeline.show()
    qtbot.waitExposed(timeline)
    return timeline


def at(timeline: Timeline, frame: float, row: float = 0.5) -> QPoint:
    """Where a frame of a lane is, in px of the plot's viewport."""
    plot = timeline._plot
    first, last = timeline.visible_range
    x = (frame + 0.5 - first) / (last - first) * plot.viewport().width()
    return QPoint(round(x), round(RULER_PX + row * ROW_PX))


def press(timeline: Timeline, place: QPoint, modifier: Qt.KeyboardModifier = NO) -> None:
    QTest.mousePress(timeline._plot.viewport(), Qt.MouseButton.LeftButton, modifier, place)


def wheel(timeline: Timeline, place: QPoint, notches: int) -> None:
    viewport = timeline._plot.viewport()
    event = QWheelEvent(
        QPointF(place), QPointF(viewport.mapToGlobal(place)), QPoint(0, 0), QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton, NO, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(viewport, event)


def test_press_scrubs_at_once_and_picks_the_object(timeline: Timeline) -> None:
    frames: list[int] = []
    objects: list[int] = []
    timeline.frame_picked.connect(frames.append)
    timeline.object_picked.connect(objects.append)
    press(timeline, at(timeline, 150, 1.5))
    assert frames == [150]
    assert objects == [2]


def test_drag_scrubs_on_and_stays_inside(timeline: Timeline) -> None:
    frames: list[int] = []
    timeline.frame_picked.connect(frames.append)
    press(timeline, at(timeline, 20))
    QTest.mouseMove(timeline._plot.viewport(), at(timeline, 60))
    QTest.mouseMove(timeline._plot.viewport(), QPoint(5000, 40))
    assert frames[0] == 20
    assert 60 in frames
    assert frames[-1] == FRAMES - 1


def test_shift_drag_marks_a_range_in_either_direction(timeline: Timeline) -> None:
    ranges: list[tuple[int, int]] = []
    timeline.range_picked.connect(ranges.append)
    press(timeline, at(timeline, 90), Qt.KeyboardModifier.ShiftModifier)
    QTest.mouseMove(timeline._plot.viewport(), at(timeline, 40))
    assert ranges[-1] == (40, 90)


def test_wheel_zooms_at_the_pointer(timeline: Timeline) -> None:
    place = at(timeline, 120)
    wheel(timeline, place, 3)
    first, last = timeline.visible_range
    assert last - first < FRAMES / 1.8
    assert abs(at(timeline, 120).x() - place.x()) <= 2
    wheel(timeline, place, -20)
    first, last = timeline.visible_range
    assert first <= 0
    assert last >= FRAMES


def test_view_follows_the_playhead_when_it_leaves(timeline: Timeline) -> None:
    timeline.zoom(0.1, at=10.0)
    timeline.set_playhead(170)
    first, last = timeline.visible_range
    assert first <= 170 <= last


def test_masks_are_painted_where_they_are_in_their_colour(timeline: Timeline) -> None:
    one = lane(1)
    one.codes[50:100] = code_of(Origin.PAINTED, State.DRAFT)
    timeline.set_lanes([one])
    picture = timeline._plot.grab().toImage()
    row = RULER_PX + ROW_PX // 2
    assert QColor(picture.pixel(at(timeline, 75).x(), row)) == QColor("#00ff00")
    assert QColor(picture.pixel(at(timeline, 120).x(), row)) != QColor("#00ff00")


def test_each_origin_and_state_looks_different(timeline: Timeline) -> None:
    columns = set()
    for origin in Origin:
        for state in (State.DRAFT, State.APPROVED):
            one = lane(1)
            one.codes[:] = code_of(origin, state)
            timeline.set_lanes([one])
            picture = timeline._plot.grab().toImage()
            x = at(timeline, 100).x()
            block = tuple(picture.pixel(x + dx, RULER_PX + y) for dx in range(8) for y in range(ROW_PX))
            columns.add(block)
    assert len(columns) == 8


def test_ten_thousand_frames_of_five_objects_paint_quickly(timeline: Timeline) -> None:
    timeline.set_frame_count(10_000)
    lanes = [lane(i, frames=10_000) for i in range(1, 6)]
    for one in lanes:
        one.codes[::3] = code_of(Origin.INFERRED, State.DRAFT)
        one.codes[1::3] = code_of(Origin.FILLED, State.DRAFT)
        one.set_prompts(range(0, 10_000, 7))
    timeline.set_lanes(lanes)
    timeline._plot.grab()
    began = time.perf_counter()
    for _ in range(5):
        timeline.repaint_lanes()
        timeline._plot.grab()
    assert (time.perf_counter() - began) / 5 < 0.25  # generous: this machine is shared


def test_rows_scroll_when_they_do_not_fit(timeline: Timeline) -> None:
    timeline.set_lanes([lane(i) for i in range(1, 21)])
    assert timeline._down.isVisible()
    timeline._down.setValue(timeline._down.maximum())
    objects: list[int] = []
    timeline.object_picked.connect(objects.append)
    press(timeline, at(timeline, 10, 0.5))
    assert objects == [timeline._down.maximum() + 1]


def test_nothing_happens_without_media(timeline: Timeline) -> None:
    timeline.set_frame_count(0)
    frames: list[int] = []
    timeline.frame_picked.connect(frames.append)
    press(timeline, QPoint(100, 40))
    assert frames == []
