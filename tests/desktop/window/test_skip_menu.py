"""Skipping in the window: the menu, the button, the commands, what a run says, and the legend."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QRadioButton, QSlider, QSpinBox, QToolButton
from pytestqt.qtbot import QtBot

from core.media.writer import VideoWriter
from core.types import Origin
from desktop.app import Application
from desktop.controllers.skipping import EVERY_FRAME, RunTimes, Skipping
from desktop.controllers.tracking import TrackEnd, TrackProgress
from desktop.dialogs.help import help_html
from desktop.jobs.job import Outcome
from desktop.timeline.legend import ORIGIN_WORDS, Legend
from desktop.window.skip_menu import STEPS, SkipMenu
from desktop.window.track_bar import ended_text

SIZE_WH = (128, 80)
FRAMES = 20


@pytest.fixture
def opened(application: Application, qtbot: QtBot, tmp_path: Path) -> Application:
    """A disc, clicked on frame 0."""
    path = tmp_path / "disc.mp4"
    with VideoWriter(path, SIZE_WH, fps=24) as writer:
        for index in range(FRAMES):
            frame = np.full((SIZE_WH[1], SIZE_WH[0], 3), 80, np.uint8)
            cv2.circle(frame, (30 + 2 * index, 40), 14, (220, 60, 40), -1)
            writer.write(frame)
    parts, canvas = application.parts, application.window.canvas
    parts.opening.open(path)
    parts.models.load()
    qtbot.waitUntil(lambda: parts.frames.shown is not None and parts.models.model is not None, timeout=20_000)
    at = QPointF(*canvas.viewport.to_widget(30, 40)).toPoint()
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    qtbot.waitUntil(parts.actions["track.forward"].isEnabled)
    return application


def menu_of(application: Application) -> SkipMenu:
    return application.reactions.skip_menu


def radio(menu: SkipMenu, text: str) -> QRadioButton:
    return next(button for button in menu.findChildren(QRadioButton) if button.text() == text)


def test_the_menu_the_button_and_the_commands_say_the_same(opened: Application, qtbot: QtBot) -> None:
    menu, parts = menu_of(opened), opened.parts
    radio(menu, "Auto").click()
    assert parts.skipping.choice.mode == "auto"
    qtbot.waitUntil(parts.actions["track.skip_auto"].isChecked)
    assert opened.window.track_bar.skipping_text == "Skip: Auto"
    parts.actions["track.skip_every"].trigger()
    assert radio(menu, "Every").isChecked()
    assert not radio(menu, "Auto").isChecked()
    qtbot.waitUntil(lambda: opened.window.track_bar.skipping_text == "Skip: Every 4")
    parts.actions["track.skip_off"].trigger()
    assert parts.skipping.choice == EVERY_FRAME


def test_the_slider_and_the_gap_choose_what_they_belong_to(opened: Application) -> None:
    menu, skipping = menu_of(opened), opened.parts.skipping
    menu.findChild(QSlider).setValue(STEPS)
    assert skipping.choice == Skipping("auto", 4, 1.0)
    menu.findChild(QSlider).setValue(0)
    assert skipping.choice.speed == 0
    menu.findChild(QSpinBox).setValue(9)
    assert skipping.choice == Skipping("every", 9, 0.0)
    radio(menu, "Every frame").click()
    assert skipping.choice.policy is None


def test_both_times_are_told_once_something_was_timed(opened: Application, qtbot: QtBot) -> None:
    menu, parts = menu_of(opened), opened.parts
    assert menu.takes("off") == ""
    parts.skipping.learn(parts.models.state.name, EVERY_FRAME, RunTimes(100, 100, 200.0))
    parts.skipping.learn(parts.models.state.name, parts.skipping.choice, RunTimes(100, 100, 200.0))
    assert menu.takes("off") == f"about 40 s for {FRAMES} frames"
    assert menu.takes("every").endswith("perhaps 25 % of them")
    assert menu.expected == f"Takes about 40 s for {FRAMES} frames."
    parts.skipping.choose(mode="every")
    assert "perhaps 25 % of them; without skipping about 40 s" in menu.expected
    track = opened.window.findChild(QToolButton, "track_button")
    qtbot.waitUntil(lambda: "without skipping" in track.toolTip())
    opened.commands.tracks.set_range((0, 9))
    menu.refresh()
    assert menu.takes("off") == "about 20 s for 10 frames"


def test_opening_the_menu_looks_at_the_motion(opened: Application, qtbot: QtBot) -> None:
    menu = menu_of(opened)
    assert menu.takes("auto") == ""
    menu.aboutToShow.emit()
    qtbot.waitUntil(lambda: "% of them" in menu.takes("auto"))


def test_a_run_is_said_and_drawn_as_it_was(opened: Application, qtbot: QtBot) -> None:
    parts = opened.parts
    assert not parts.actions["track.second_pass"].isEnabled()
    parts.skipping.choose(mode="every", gap=6)
    parts.actions["track.forward"].trigger()
    qtbot.waitUntil(lambda: not parts.tracking.running, timeout=20_000)
    assert "the model ran on 5 of them (25 %)" in opened.window.status.currentMessage()
    document = parts.documents.document
    assert document is not None
    assert document.marks(1)[3].origin is Origin.FILLED
    qtbot.waitUntil(parts.actions["track.second_pass"].isEnabled)
    parts.actions["track.second_pass"].trigger()
    qtbot.waitUntil(lambda: not parts.tracking.running, timeout=20_000)
    assert opened.window.status.currentMessage().startswith("The model ran on 3 filled frames")


def test_progress_tells_the_share(opened: Application) -> None:
    bar = opened.window.track_bar
    bar.show_progress(TrackProgress(40, 80, 12.0, 3.4, 0.25))
    assert bar.text == "40 of 80  ·  25 % inferred  ·  3 s left"
    bar.show_progress(TrackProgress(40, 80, 0.0, None))
    assert bar.text == "40 of 80"


def test_the_end_of_a_run_in_words() -> None:
    end = TrackEnd(Outcome.FINISHED, 100, 30.0, inferred=100)
    assert ended_text(end) == "Tracked 100 frames in 30 s."
    skipped = TrackEnd(Outcome.FINISHED, 100, 30.0, inferred=20)
    assert ended_text(skipped).endswith("the model ran on 20 of them (20 %), the rest is filled.")


def test_filled_is_explained_where_it_is_met(opened: Application) -> None:
    menu_words = " ".join(label.text() for label in menu_of(opened).findChildren(QLabel))
    legend = opened.window.timeline.findChild(Legend)
    legend_words = [label.text() for label in legend.menu().findChildren(QLabel)]
    assert "<b>filled</b>: carried along" in menu_words
    assert ORIGIN_WORDS[Origin.FILLED] in legend_words
    page = help_html(opened.parts.actions.keymap, "filled")
    assert "A mask between two key frames" in page
    assert "Thin, pale bar" in page
