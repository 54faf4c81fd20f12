"""The whole application, without its event loop."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.engine import loader
from desktop.app import Application
from tests.tiny_model import tiny_model


@pytest.fixture
def application(
    qtbot: QtBot, qapp: QApplication, home: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Application]:
    """The application with its window shown and nothing open."""
    monkeypatch.setattr(loader, "load_model", lambda *_args, **_more: tiny_model())
    monkeypatch.setattr(QApplication, "quit", lambda: None)
    application = Application(qapp)
    application.window.show()
    yield application
    application.window.close()
    qtbot.waitUntil(lambda: application.parts.lanes.finished and not application.window.isVisible())
    qtbot.waitUntil(lambda: not application._closing.isActive())
    application.dispose()
