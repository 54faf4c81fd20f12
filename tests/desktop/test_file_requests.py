"""A double click in the Finder reaches the running program as an event of its application."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QFileOpenEvent
from pytestqt.qtbot import QtBot

from desktop.file_requests import RequestedApplication


class _Asked(QObject):
    """Stands in for the application, of which a process can have only one."""

    file_requested = Signal(object)


def test_a_requested_file_is_told_of(qtbot: QtBot, tmp_path: Path) -> None:
    asked = _Asked()
    with qtbot.waitSignal(asked.file_requested) as told:
        assert RequestedApplication.event(asked, QFileOpenEvent(str(tmp_path / "a.samurai")))
    assert told.args == [tmp_path / "a.samurai"]
