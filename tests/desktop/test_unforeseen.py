"""What nobody foresaw: one calm dialog, and a crash that is told at the next start."""

import json
import logging
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop import unforeseen as module
from desktop.dialogs.crash import CRASH_HEADING, ERROR_HEADING, CrashDialog
from desktop.unforeseen import Unforeseen


class Window(QWidget):
    """Stands in for the main window."""

    closed = 0

    def close(self) -> bool:
        self.closed += 1
        return True


@pytest.fixture
def window(qtbot: QtBot, home: Path) -> Iterator[Window]:
    window = Window()
    qtbot.addWidget(window)
    yield window
    for dialog in dialogs(window):
        dialog.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def dialogs(window: QWidget) -> list[CrashDialog]:
    return [dialog for dialog in window.findChildren(CrashDialog) if dialog.isVisible()]


def fail(text: str) -> None:
    """An error that nothing catches, as Qt hands it on from a slot."""
    try:
        raise ZeroDivisionError(text)
    except ZeroDivisionError as error:
        sys.excepthook(type(error), error, error.__traceback__)


def test_errors_make_one_dialog_and_go_to_the_log(
    window: Window, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    with Unforeseen(window), caplog.at_level(logging.CRITICAL):
        for number in range(5):
            fail(f"fault {number} in /home/marie/film.mp4")
        qtbot.waitUntil(lambda: bool(dialogs(window)))
        qtbot.waitUntil(lambda: "fault 4" in dialogs(window)[0].details)
        assert len(dialogs(window)) == 1
    details = dialogs(window)[0].details
    assert "fault 0" in details and "Python 3." in details and "tests/desktop/test_unforeseen.py" in details
    assert "marie" not in details and "<path>.mp4" in details
    assert "fault 3" in caplog.text


def test_it_does_not_come_back_at_once(window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    with Unforeseen(window):
        fail("first")
        qtbot.waitUntil(lambda: bool(dialogs(window)))
        dialogs(window)[0].close()
        fail("second")
        qtbot.wait(50)
        assert dialogs(window) == []
        monkeypatch.setattr(module, "QUIET_S", 0.0)
        fail("third")
        qtbot.waitUntil(lambda: bool(dialogs(window)))


def test_errors_of_other_threads_are_told_on_this_one(window: Window, qtbot: QtBot) -> None:
    with Unforeseen(window):
        thread = threading.Thread(target=lambda: 1 / 0)
        thread.start()
        thread.join()
        qtbot.waitUntil(lambda: bool(dialogs(window)))
        assert "ZeroDivisionError" in dialogs(window)[0].details


class Teller(QObject):
    told = Signal()


def test_an_error_in_a_slot_is_told(window: Window, qtbot: QtBot) -> None:
    teller = Teller()
    teller.told.connect(lambda: int("missing"))
    with qtbot.captureExceptions(), Unforeseen(window):
        teller.told.emit()
        qtbot.waitUntil(lambda: bool(dialogs(window)))
    assert "ValueError: invalid literal" in dialogs(window)[0].details


def test_an_error_of_the_dialog_is_only_logged(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("no dialog today")

    monkeypatch.setattr(module, "CrashDialog", broken)
    with Unforeseen(window):
        fail("first")
        qtbot.waitUntil(lambda: "could not be told" in caplog.text)


def test_ctrl_c_and_term_close_the_window(window: Window) -> None:
    with Unforeseen(window):
        sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
        signal.raise_signal(signal.SIGTERM)
    assert window.closed == 2
    assert dialogs(window) == []


def test_a_crash_is_told_at_the_next_start_once(window: Window, qtbot: QtBot, home: Path) -> None:
    running = home / "logs" / "running"
    running.mkdir(parents=True)
    marker = {"pid": 999_999_999, "created": 1.0, "started": "2026-11-01 10:00:00", "version": "0.1"}
    (running / "999999999.json").write_text(json.dumps(marker))
    (running / "999999999.trace").write_text("Fatal Python error: Segmentation fault")
    with Unforeseen(window) as first:
        first.tell_crash()
        assert len(list(running.glob("*.json"))) == 1
    (dialog,) = dialogs(window)
    assert "Segmentation fault" in dialog.details and "2026-11-01" in dialog.details
    assert list(running.iterdir()) == []
    dialog.close()
    with Unforeseen(window) as second:
        second.tell_crash()
    assert dialogs(window) == []


@pytest.mark.parametrize("heading", [ERROR_HEADING, CRASH_HEADING])
def test_the_details_are_shown_and_copied(qtbot: QtBot, tmp_path: Path, heading: str) -> None:
    dialog = CrashDialog(None, heading, "Text.", "what happened", tmp_path)
    qtbot.addWidget(dialog)
    dialog.show()
    buttons = {button.text(): button for button in dialog.findChildren(QPushButton)}
    assert {"Show Details", "Copy Details", "Show Log Folder", "Go On"} <= buttons.keys()
    assert all(button.toolTip() for button in buttons.values())
    buttons["Copy Details"].click()
    assert QGuiApplication.clipboard().text() == "what happened"
    assert not dialog._details.isVisible()
    buttons["Show Details"].click()
    assert dialog._details.isVisible()
    assert buttons["Show Details"].text() == "Hide Details"


def test_where_nothing_shows_a_folder_it_says_where_it_is(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    dialog = CrashDialog(None, ERROR_HEADING, "Text.", "what happened", tmp_path)
    qtbot.addWidget(dialog)
    dialog.show()
    next(b for b in dialog.findChildren(QPushButton) if b.text() == "Show Log Folder").click()
    assert any(label.isVisible() and str(tmp_path) in label.text() for label in dialog.findChildren(QLabel))
