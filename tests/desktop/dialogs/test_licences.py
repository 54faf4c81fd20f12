"""Help > About leads to the licences where the program was installed as a package, and only there."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

import desktop.dialogs.about
from desktop.controllers.models import ModelState, ModelStatus
from desktop.dialogs.about import AboutDialog
from desktop.dialogs.licences import LicencesDialog


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def _buttons(dialog: AboutDialog) -> dict[str, QPushButton]:
    return {button.text().replace("&", ""): button for button in dialog.findChildren(QPushButton)}


def test_a_source_tree_has_none(parent: QWidget, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desktop.dialogs.about, "licences_file", lambda: None)
    about = AboutDialog(parent, ModelState(ModelStatus.LOADING))
    assert "Licences" not in _buttons(about)


def test_a_package_shows_its_file(parent: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "THIRD-PARTY.txt"
    file.write_text("x264: GPL-2.0-or-later\n", encoding="utf-8")
    monkeypatch.setattr(desktop.dialogs.about, "licences_file", lambda: file)
    about = AboutDialog(parent, ModelState(ModelStatus.LOADING))
    _buttons(about)["Licences"].click()
    (shown,) = about.findChildren(LicencesDialog)
    assert shown.isVisible()
    assert "x264: GPL-2.0-or-later" in shown.findChild(QPlainTextEdit).toPlainText()
    shown.reject()
