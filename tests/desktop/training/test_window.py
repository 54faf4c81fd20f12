"""The training window in the whole application, with a stand-in for the child."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QMessageBox,
    QTableWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from core.engine import loader
from core.engine.registry import MODELS
from core.settings import folders
from desktop.app import Application
from desktop.theme import DARK, LIGHT, apply_theme
from desktop.training.overlay import NO_RUN
from desktop.training.window import TrainingWindow
from tests.desktop.training.test_controller import FAKE, ROOT
from tests.tiny_model import tiny_model


@pytest.fixture
def application(
    qtbot: QtBot, qapp: QApplication, home: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Application]:
    monkeypatch.setenv("PYTHONPATH", ROOT)
    monkeypatch.setattr(loader, "load_model", lambda *_args, **_more: tiny_model())
    monkeypatch.setattr(QApplication, "quit", lambda: None)
    application = Application(qapp)
    application.window.show()
    yield application
    application.training._agreed = True
    application.window.close()
    qtbot.waitUntil(lambda: not application.window.isVisible() and application.parts.lanes.finished)
    qtbot.waitUntil(lambda: not application._closing.isActive())
    application.dispose()


class Desk:
    def __init__(self, application: Application, qtbot: QtBot, discs: Path) -> None:
        self.app, self.qtbot = application, qtbot
        self.training, self.promotion = application.parts.training, application.parts.promotion
        application.parts.actions["model.train"].trigger()
        window = application.commands._training_window
        assert isinstance(window, TrainingWindow)
        self.window = window
        self.window.data.add(str(discs))
        qtbot.waitUntil(lambda: window._look is not None and window._look.complete)

    def train(self, mode: str) -> None:
        self.training._command = [sys.executable, FAKE, mode]
        self.window.start.click()
        assert self.training.running

    def wait(self, points: int = 0) -> None:
        if points:
            self.qtbot.waitUntil(lambda: len(self.training.progress.points) >= points)
        else:
            self.qtbot.waitUntil(lambda: not self.training.running)


@pytest.fixture
def desk(application: Application, qtbot: QtBot, discs: Path) -> Desk:
    return Desk(application, qtbot, discs)


def test_from_data_to_a_model_in_use_and_back(desk: Desk, discs: Path) -> None:
    window, menu = desk.window, desk.app.window.menus.model_menu
    assert window.data.words == "8 masks to learn from, 2 to judge by."
    assert "Only 2 masks to judge by" in window.data.warnings
    window.recipe.recipes["specified"].click()
    desk.train("finish")
    assert not window.start.isEnabled()
    assert desk.app.training.button.isVisible()
    desk.wait()
    assert window.tabs.currentWidget() is window.comparison
    assert window.comparison.verdict.text() == "It is better on pictures that it has not seen."
    assert not desk.app.training.button.isVisible()
    assert "validation mIoU 0.500 before, 0.700 now" in desk.app.window.message_bar.text
    record = desk.training.records()[0]
    assert record.spec.name == "discs-specified"
    assert window.run_view.state_text == "All epochs are made. Best was epoch 3."
    assert window.run_view.figures.text("best") == "0.700"
    assert window.run_view.curves.best_text == "best 0.700"
    assert window.run_view.strip.count == 1

    window.comparison.promote.click()
    model = str(folders().models / "discs-specified.safetensors")
    assert desk.app.parts.preferences.settings.model == model
    assert "in use" in window.comparison.verdict.text()
    assert not window.comparison.promote.isVisible()
    menu.aboutToShow.emit()
    checked = [action.text() for action in menu.actions() if action.isChecked()]
    assert checked == ["discs-specified (tuned)"]
    desk.qtbot.waitUntil(desk.app.parts.actions["model.roll_back"].isEnabled)
    window.comparison.roll_back.click()
    assert desk.app.parts.preferences.settings.model == "nano"
    assert window.comparison.promote.isVisible()
    desk.qtbot.waitUntil(lambda: not desk.app.parts.actions["model.roll_back"].isEnabled())


def test_what_is_worse_needs_a_second_word(desk: Desk) -> None:
    view = desk.window.comparison
    desk.train("worse")
    desk.wait()
    assert view.verdict.text() == "Not recommended. It is worse on pictures that it has not seen."
    assert view.promote.isVisible()
    assert not view.promote.isEnabled()
    view.override.click()
    assert view.promote.isEnabled()
    view.promote.click()
    assert "in use" in view.verdict.text()
    table: QTableWidget = view.table
    assert [table.item(0, column).text() for column in range(4)] == ["mIoU", "0.500", "0.400", "−0.100"]


def test_pause_stop_and_discard_are_at_hand_while_it_runs(desk: Desk) -> None:
    view = desk.window.run_view
    desk.train("wait")
    assert view.isVisible()
    assert not view.stop.isEnabled()  # there is nothing to keep yet
    desk.wait(3)
    desk.qtbot.waitUntil(view.stop.isEnabled)
    assert desk.app.training.button.text() == "Training: epoch 2 of 3, mIoU 0.700"
    view.pause.click()
    assert view.state_text == "Paused. It goes on where it is."
    assert "paused" in desk.app.training.button.text()
    view.pause.click()
    view.discard.click()
    box = desk.window.findChild(QMessageBox)
    assert box is not None
    next(b for b in box.buttons() if b.text() == "Discard").click()
    desk.wait()
    assert desk.training.records() == []
    assert view.state_text.startswith("Choose what to learn from")
    assert desk.window.start.isEnabled()


def test_a_crash_is_said_and_go_on_is_offered(desk: Desk) -> None:
    desk.train("crash")
    desk.wait()
    bar, view = desk.app.window.message_bar, desk.window.run_view
    assert bar.text == "Training ended unexpectedly. It is kept up to epoch 2 and can go on."
    assert view.state_text == bar.text
    view.go_on.click()
    desk.wait()
    assert desk.training.records()[0].result["mIoU"] == 0.7


def test_runs_are_listed_shown_and_repeated(desk: Desk, discs: Path) -> None:
    window = desk.window
    window.recipe.recipes["specified"].click()
    window.recipe.epochs.setValue(3)
    window.recipe.seed.setValue(7)
    desk.train("finish")
    desk.wait()
    table = window.runs.table
    assert [table.item(0, column).text() for column in range(table.columnCount())] == [
        "discs-specified", "discs", "specified, epochs 3, seed 7", "nano", "0.500", "0.700", "3 of 3", "4 s",
        "ended",
    ]  # fmt: skip
    window.recipe.recipes["best"].click()
    window.recipe.epochs.setValue(0)
    window.data.sources.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert window.data.words == "Tick or add something to learn from."
    assert not window.start.isEnabled()
    table.selectRow(0)
    window.runs.repeat.click()
    assert (window.recipe.preset, window.recipe.epochs.value(), window.recipe.seed.value()) == (
        "specified", 3, 7,
    )  # fmt: skip
    assert window.data.choice.data == (str(discs),)
    desk.qtbot.waitUntil(window.start.isEnabled)
    window.runs.show_button.click()
    assert window.tabs.currentWidget() is window.comparison


def test_two_runs_lie_over_each_other_with_what_they_differ_in(desk: Desk) -> None:
    window = desk.window
    overlay = window.runs.overlay
    for mode, seed in (("finish", 0), ("worse", 7)):
        window.recipe.seed.setValue(seed)
        desk.train(mode)
        desk.wait()
    window.tabs.setCurrentWidget(window.runs)
    assert overlay.shown == []
    assert overlay.words.text() == NO_RUN
    assert not overlay.miou.isVisible()
    window.runs.table.selectRow(0)  # the latest
    worse = [(0, 0.5), (1, 0.6), (2, 0.7), (3, 0.4)]
    assert overlay.shown == [worse]
    window.runs.table.selectAll()
    assert overlay.shown == [worse, [*worse[:3], (3, 0.7)]]
    assert overlay.words.text() == "They differ in seed: 7 / 0."
    assert overlay.miou.isVisible()
    # Only one run can be repeated, gone on with or deleted at a time.
    assert window.runs.selected is None
    assert not window.runs.repeat.isEnabled() and not window.runs.remove.isEnabled()
    desk.training.runs_changed.emit()
    assert len(window.runs.selection) == 2


def test_closing_asks_while_a_run_goes_on(desk: Desk) -> None:
    desk.train("wait")
    desk.wait(3)
    desk.app.window.close()
    box = desk.app.window.findChild(QMessageBox, "training_goes_on")
    assert box is not None
    assert desk.app.window.isVisible()
    next(b for b in box.buttons() if b.text() == "Stay").click()
    assert desk.training.running
    desk.app.window.close()
    box = desk.app.window.findChildren(QMessageBox, "training_goes_on")[-1]
    next(b for b in box.buttons() if b.text() == "Close").click()
    desk.qtbot.waitUntil(lambda: not desk.app.window.isVisible())
    desk.wait()
    assert desk.training.records()[0].can_go_on


def test_the_next_start_finds_what_was_cut_short(desk: Desk) -> None:
    desk.train("crash")
    desk.wait()
    desk.app.window.message_bar.clear()
    desk.app.training.tell_unfinished()
    assert desk.app.window.message_bar.text == (
        "Training “discs-best” was cut short. It can go on where it was."
    )


def test_data_that_cannot_be_used_is_a_sentence_and_nothing_starts(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    desk.window.data.add(str(tmp_path / "empty"))
    desk.qtbot.waitUntil(lambda: "is nothing to train with" in desk.window.data.words)
    assert not desk.window.start.isEnabled()
    desk.window.data._on_remove()
    desk.qtbot.waitUntil(desk.window.start.isEnabled)


def test_every_control_has_a_name_and_a_tool_tip(desk: Desk) -> None:
    desk.window.recipe.more.setChecked(True)
    without = []
    for widget in desk.window.findChildren(QWidget):
        inside = widget.objectName().startswith("qt_") or type(widget.parent()).__name__ in (
            "QSpinBox", "QDoubleSpinBox", "QTableWidget", "QTabBar", "QHeaderView", "QComboBox",
        )  # fmt: skip
        if isinstance(widget, QAbstractButton | QLineEdit) and not inside:
            text = widget.text() if isinstance(widget, QAbstractButton) else ""
            if not ((widget.accessibleName() or text) and widget.toolTip()):
                without.append(widget)
    assert without == []


def test_the_swipe_follows_mouse_and_keys(desk: Desk) -> None:
    desk.train("finish")
    desk.wait()
    swipe = desk.window.comparison.swipe
    place = swipe._place()
    QTest.mouseClick(
        swipe,
        Qt.MouseButton.LeftButton,
        pos=place.topLeft() + QPoint(place.width() // 4, place.height() // 2),
    )
    assert swipe.share == pytest.approx(0.25, abs=0.01)
    swipe.share = 0.5
    QTest.keyClick(swipe, Qt.Key.Key_Right)
    assert swipe.share == pytest.approx(0.55)
    QTest.keyClick(swipe, Qt.Key.Key_Home)
    assert swipe.share == 0.0
    # All tuned at the left edge: the mask of the stand-in is blue there.
    image: QImage = swipe.grab().toImage()
    shown = image.pixelColor(place.left() + place.width() * 14 // 32, place.top() + place.height() * 14 // 32)
    assert shown.blue() > shown.red() + 20
    QTest.keyClick(swipe, Qt.Key.Key_End)
    shown = swipe.grab().toImage().pixelColor(place.center())
    assert abs(shown.blue() - shown.red()) < 20


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_it_takes_the_theme(desk: Desk, qapp: QApplication, theme: str) -> None:
    before = apply_theme(qapp, theme)
    QApplication.processEvents()
    assert before.accent in desk.window.styleSheet()


def test_torch_is_not_needed_to_show_the_window(desk: Desk) -> None:
    """The window is up before torch is: nothing in desktop/training imports it."""
    import subprocess

    code = (
        "import sys, desktop.training.window, desktop.training.presence; "
        "sys.exit(any(m.split('.')[0] in ('torch', 'sam2') for m in sys.modules))"
    )
    environment = {**os.environ, "PYTHONPATH": ROOT}
    assert subprocess.run([sys.executable, "-c", code], env=environment, check=False).returncode == 0


def test_there_is_a_model_to_start_from(desk: Desk) -> None:
    (folders().models).mkdir(parents=True, exist_ok=True)
    (folders().models / "mine.safetensors").touch()
    desk.window._fill_models()
    names = [desk.window.recipe.model.itemText(i) for i in range(desk.window.recipe.model.count())]
    assert names[-1] == "mine (tuned)"
    shipped = [s.title for s in MODELS.values() if s.weights_path(folders().models).is_file()]
    assert names[:-1] == shipped
