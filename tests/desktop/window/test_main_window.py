"""The window: dropping, layout kept, one calm word for the unforeseen, torch not before it is up."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QStyle
from pytestqt.qtbot import QtBot

from core.media.writer import VideoWriter
from core.settings import folders, load_settings
from desktop.app import OPEN_KEY, Application
from desktop.window.message_bar import Tone

NO_BUTTON = Qt.MouseButton.LeftButton
NO_KEY = Qt.KeyboardModifier.NoModifier


def drop(application: Application, paths: list[str]) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(path) for path in paths])
    window, action = application.window, Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPoint(5, 5), action, mime, NO_BUTTON, NO_KEY)
    window.dragEnterEvent(enter)
    assert enter.isAccepted()
    window.dropEvent(QDropEvent(QPointF(5, 5), action, mime, NO_BUTTON, NO_KEY))


def test_a_dropped_file_is_opened(application: Application, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "notes.mp4").write_text("no video")
    drop(application, [str(tmp_path / "notes.mp4")])
    qtbot.waitUntil(lambda: "notes.mp4" in application.window.message_bar.text)


def test_the_layout_is_kept(application: Application) -> None:
    window = application.window
    window.resize(1000, 500)
    window.objects_dock.hide()
    values = window.layout_values()
    window.resize(1000, 480)
    window.objects_dock.show()
    window.restore_layout(values)
    assert window.height() == 500
    assert window.objects_dock.isHidden()
    window.restore_layout({"geometry": "?", "state": "damaged", "splitter": ""})  # is let be


def test_alt_alone_does_not_go_to_the_menu_bar(application: Application) -> None:
    bar = application.window.menuBar()
    assert bar.style().styleHint(QStyle.StyleHint.SH_MenuBar_AltKeyNavigation, None, bar) == 0


def test_escape_closes_a_message_wherever_the_keys_go(application: Application) -> None:
    bar = application.window.message_bar
    for widget in (application.window.canvas, application.window.objects):
        bar.show_message("notes.txt is not a video.", Tone.ERROR)
        QTest.keyClick(widget, Qt.Key.Key_Escape)
        assert bar.text == ""


def test_closing_a_project_takes_with_it_what_was_said_of_it(application: Application) -> None:
    application.window.message_bar.show_message("The video ends early.", Tone.WARNING)
    application.commands.files.close()
    assert application.window.message_bar.text == ""


def test_a_long_undo_says_how_far_it_is(application: Application) -> None:
    documents, bar = application.parts.documents, application.window.message_bar
    documents.turning_changed.emit(("Undoing Track…", 0.4))
    assert bar.text == "Undoing Track…"
    documents.turning_changed.emit(None)
    assert bar.text == ""


def test_settings_are_written_when_it_closes(application: Application, qtbot: QtBot) -> None:
    application.commands.change_opacity(-0.2)
    application.window.close()
    qtbot.waitUntil(lambda: not application.window.isVisible())
    settings, note = load_settings()
    assert note is None
    assert settings.overlay_opacity == pytest.approx(0.3)
    assert "geometry" in settings.window


def test_an_unforeseen_error_of_a_job_is_one_sentence(application: Application) -> None:
    application.reactions.show_problem(ValueError("index 7 is out of bounds"))
    bar = application.window.message_bar
    assert "index 7" not in bar.text
    assert "Your project is safe" in bar.text
    next(b for b in bar.findChildren(QPushButton) if b.text() == "Copy Details").click()
    assert "ValueError: index 7 is out of bounds" in QGuiApplication.clipboard().text()
    assert "copied" in bar.text


def test_torch_is_not_imported_by_the_window() -> None:
    code = "import sys, desktop.app; sys.exit('torch' in sys.modules or 'av' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[3], check=False).returncode
        == 0
    )


def test_light_and_dark(application: Application) -> None:
    before = application.window.palette().window().color().lightness()
    application.parts.actions["view.theme_light"].trigger()
    after = application.window.palette().window().color().lightness()
    assert before < 128 < after
    application.parts.actions["view.theme_dark"].trigger()
    assert application.window.palette().window().color().lightness() == before


@pytest.mark.parametrize("opening", [True, False])
def test_a_damaged_settings_file_is_said_and_kept(
    qtbot: QtBot, home: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest, opening: bool
) -> None:
    file = folders().settings_file
    file.parent.mkdir(parents=True)
    file.write_text('{"theme": "li')
    application: Application = request.getfixturevalue("application")
    if not opening:
        monkeypatch.setattr(application.commands.files, "open_demo", lambda: None)
    application.start(None)
    assert application.parts.opening.busy == opening
    qtbot.waitUntil(lambda: "settings.damaged.json" in application.window.message_bar.text, timeout=20_000)
    assert not application.parts.opening.busy
    assert (file.parent / "settings.damaged.json").read_text() == '{"theme": "li'


def test_what_is_open_is_known_before_it_is_closed(
    application: Application, qtbot: QtBot, tmp_path: Path
) -> None:
    """A crash closes nothing, and the next start opens it again."""
    path = tmp_path / "grey.mp4"
    with VideoWriter(path, (64, 48), fps=12) as writer:
        writer.write(np.full((48, 64, 3), 90, np.uint8))
    application.parts.opening.open(path)
    kept = str(path.with_suffix(".samurai"))
    qtbot.waitUntil(lambda: application.preferences.settings.window.get(OPEN_KEY) == kept)
