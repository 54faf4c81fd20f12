"""Every control of every window says what it is, to eyes and to ears."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QGroupBox,
    QHeaderView,
    QLineEdit,
    QMenu,
    QMenuBar,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QScrollBar,
    QTabBar,
    QTextBrowser,
    QTextEdit,
    QToolBar,
    QWidget,
)

from desktop.app import Application
from desktop.dialogs.crash import CrashDialog
from desktop.dialogs.licences import LicencesDialog
from desktop.panels.colour_menu import ColourMenu

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QGroupBox,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QTextEdit,
)
COMPOUND = (
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QMenu,
    QMenuBar,
    QTabBar,
    QToolBar,
)
NEEDS_NO_TIP = (QProgressBar, QGroupBox, QAbstractItemView, QTextBrowser)
"""They show something; a tip over all of it would be in the way. What is in them has tips of its own."""

OPENED_BY = {
    "file.export": "ExportDialog",
    "file.import": "ImportDialog",
    "edit.palette": "CommandPalette",
    "edit.settings": "SettingsDialog",
    "model.manage": "ModelsDialog",
    "help.guide": "GuideDialog",
    "help.keys": "HelpDialog",
    "help.doctor": "DoctorDialog",
    "help.about": "AboutDialog",
}


def inside_another(widget: QWidget, window: QWidget) -> bool:
    """Whether it is a part that Qt made of a control, which speaks for it."""
    above = widget.parentWidget()
    while above is not None and above is not window:
        if isinstance(above, COMPOUND):
            return True
        above = above.parentWidget()
    return widget.objectName().startswith("qt_") or isinstance(widget, QHeaderView | QScrollBar)


def silent(window: QWidget) -> list[str]:
    """The controls of a window without a name or without a tool tip."""
    without = []
    for widget in window.findChildren(QWidget):
        if (
            not isinstance(widget, CONTROLS)
            or inside_another(widget, window)
            or widget.window() is not window
        ):
            continue
        spoken = QAccessible.queryAccessibleInterface(widget)
        name = widget.accessibleName() or (spoken.text(QAccessible.Text.Name) if spoken is not None else "")
        where = f"{type(widget).__name__} {widget.objectName()} {name!r} in {type(widget.parent()).__name__}"
        if not name.strip():
            without.append(f"name: {where}")
        if not widget.toolTip().strip() and not isinstance(widget, NEEDS_NO_TIP):
            without.append(f"tool tip: {where}")
    return without


@pytest.fixture
def quiet(application: Application, monkeypatch: pytest.MonkeyPatch) -> Iterator[Application]:
    """The application; what a window looks for in a lane does not come."""
    monkeypatch.setattr(application.parts.lanes.io, "submit", lambda *_args, **_more: 0)
    yield application
    for dialog in application.window.findChildren(QDialog):
        dialog.close()


def test_a_silent_control_is_noticed(quiet: Application) -> None:
    button = QPushButton(quiet.window)
    assert [line.split(":")[0] for line in silent(quiet.window)] == ["name", "tool tip"]
    button.setParent(None)


def test_the_main_window_speaks(quiet: Application) -> None:
    quiet.commands.review_dock.setVisible(True)
    assert silent(quiet.window) == []
    assert silent(quiet.reactions.skip_menu) == []
    assert silent(ColourMenu("#e69f00", quiet.window)) == []


@pytest.mark.parametrize("action_id", OPENED_BY)
def test_every_dialog_speaks(quiet: Application, action_id: str) -> None:
    action = quiet.parts.actions[action_id]
    action.setEnabled(True)
    action.trigger()
    dialog = next(
        one for one in quiet.window.findChildren(QDialog) if type(one).__name__ == OPENED_BY[action_id]
    )
    assert dialog.windowTitle() or action_id == "edit.palette"
    assert silent(dialog) == []


def test_the_training_window_speaks(quiet: Application) -> None:
    quiet.commands.show_training()
    window = quiet.commands._training_window
    assert window is not None
    assert silent(window) == []


def test_the_licences_speak(quiet: Application, tmp_path: Path) -> None:
    file = tmp_path / "licences.txt"
    file.write_text("Apache-2.0")
    dialog = LicencesDialog(quiet.window, file)
    assert silent(dialog) == []
    dialog.close()


def test_the_crash_dialog_speaks(quiet: Application, tmp_path: Path) -> None:
    dialog = CrashDialog(quiet.window, "Something went wrong", "It is safe.", "Traceback", tmp_path)
    assert silent(dialog) == []
    dialog.close()
