"""No window says in English what has a Chinese translation."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QTabWidget,
    QTextEdit,
    QWidget,
)

import resources
from desktop.app import Application
from desktop.dialogs.crash import CrashDialog
from desktop.language import VARIABLE, use_language

DIALOGS = {
    "file.export": "ExportDialog",
    "file.import": "ImportDialog",
    "edit.palette": "CommandPalette",
    "edit.settings": "SettingsDialog",
    "model.manage": "ModelsDialog",
    "help.keys": "HelpDialog",
    "help.doctor": "DoctorDialog",
    "help.about": "AboutDialog",
}


@pytest.fixture(scope="module")
def english() -> set[str]:
    """Every English text that is another one in Chinese."""
    tree = ET.parse(resources.path("translations", "samuraivision_zh_CN.ts"))
    pairs = {
        m.findtext("source", ""): "".join(m.find("translation").itertext()) for m in tree.iter("message")
    }
    return {source for source, text in pairs.items() if source != text.strip()}


@pytest.fixture
def chinese(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv(VARIABLE, "zh_CN")
    yield
    monkeypatch.setenv(VARIABLE, "en")
    use_language(qapp, "en")


@pytest.fixture
def window(chinese: None, application: Application, monkeypatch: pytest.MonkeyPatch) -> Iterator[Application]:
    """The application in Chinese; what a window looks for in a lane does not come."""
    monkeypatch.setattr(application.parts.lanes.io, "submit", lambda *_args, **_more: 0)
    yield application
    for dialog in application.window.findChildren(QDialog):
        dialog.close()


def texts(window: QWidget) -> Iterator[str]:
    """What a window shows, tells under the pointer, and says to those who do not see it."""
    for widget in (window, *window.findChildren(QWidget)):
        yield from (widget.windowTitle(), widget.toolTip(), widget.accessibleName())
        yield widget.accessibleDescription()
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget.text()
        elif isinstance(widget, QComboBox):
            yield from (widget.itemText(row) for row in range(widget.count()))
        elif isinstance(widget, QAbstractSpinBox):
            yield widget.specialValueText()
        elif isinstance(widget, QLineEdit):
            yield widget.placeholderText()
        elif isinstance(widget, QTextEdit):
            yield from widget.toPlainText().splitlines()
        elif isinstance(widget, QTabWidget):
            yield from (widget.tabText(tab) for tab in range(widget.count()))
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            yield from _cells(widget.model())
    for menu in window.findChildren(QMenu):
        if type(menu).__module__.startswith("desktop") or type(menu) is QMenu:
            yield menu.title()
            yield from (text for action in menu.actions() for text in (action.text(), action.toolTip()))


def _cells(model: QAbstractItemModel) -> Iterator[str]:
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())
    for column in range(columns):
        for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            yield str(model.headerData(column, Qt.Orientation.Horizontal, role) or "")
            for row in range(model.rowCount(QModelIndex())):
                yield str(model.index(row, column).data(role) or "")


def test_the_main_window(window: Application, english: set[str]) -> None:
    window.commands.review_dock.setVisible(True)
    found = {*texts(window.window), *texts(window.reactions.skip_menu)}
    assert len(found) > 150
    assert sorted(found & english) == []


@pytest.mark.parametrize("action_id", DIALOGS)
def test_every_dialog(window: Application, english: set[str], action_id: str) -> None:
    action = window.parts.actions[action_id]
    action.setEnabled(True)
    action.trigger()
    dialog = next(d for d in window.window.findChildren(QDialog) if type(d).__name__ == DIALOGS[action_id])
    assert sorted(set(texts(dialog)) & english) == []


def test_the_training_window(window: Application, english: set[str]) -> None:
    window.commands.show_training()
    training = window.commands._training_window
    assert training is not None
    assert sorted(set(texts(training)) & english) == []


def test_what_was_forgotten_is_noticed(window: Application, english: set[str]) -> None:
    label = QLabel("All masks", window.window)
    assert set(texts(window.window)) & english == {"All masks"}
    label.setParent(None)


def test_the_crash_dialog(window: Application, english: set[str], tmp_path: object) -> None:
    from desktop.dialogs.crash import ERROR_HEADING, ERROR_TEXT
    from desktop.language import tr

    dialog = CrashDialog(window.window, tr(ERROR_HEADING), tr(ERROR_TEXT), "…", resources.path())
    assert sorted(set(texts(dialog)) & english) == []
    dialog.close()
