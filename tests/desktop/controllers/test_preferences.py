"""Settings: written soon, once, and said once where they cannot be."""

from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from core.errors import StorageError
from core.settings import Settings, folders, load_settings
from desktop.controllers import preferences
from desktop.controllers.preferences import Preferences


def test_changes_are_written_together(qtbot: QtBot, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = QObject()
    prefs = Preferences(Settings(), root)
    monkeypatch.setattr(preferences, "WRITE_AFTER_MS", 1)
    prefs._timer.setInterval(10)
    prefs.change(overlay_opacity=0.3)
    prefs.add_recent(Path("/a/b.samurai"))
    assert not folders().settings_file.exists()
    qtbot.waitUntil(folders().settings_file.is_file)
    settings, _ = load_settings()
    assert settings.overlay_opacity == 0.3
    assert settings.recent == ("/a/b.samurai",)
    prefs.forget_recent(Path("/a/b.samurai"))
    assert prefs.settings.recent == ()
    prefs.write()


def test_what_cannot_be_written_is_said_once(
    qtbot: QtBot, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_settings: Settings) -> None:
        raise StorageError("The settings cannot be written.")

    monkeypatch.setattr(preferences, "save_settings", refuse)
    prefs = Preferences(Settings())
    problems: list[Exception] = []
    prefs.problem_met.connect(problems.append)
    prefs.write()
    prefs.write()
    assert len(problems) == 1
