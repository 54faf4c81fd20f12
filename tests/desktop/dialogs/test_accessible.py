"""Every control of these windows has a name for a screen reader, and a tool tip."""

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QTextBrowser,
    QWidget,
)

from core.doctor import examination
from core.settings import folders
from desktop.app import Application
from desktop.dialogs.crash import ERROR_HEADING, ERROR_TEXT, CrashDialog
from desktop.window.message_bar import MessageBar

KINDS = (QAbstractButton, QAbstractItemView, QLineEdit, QPlainTextEdit, QTextBrowser)


def controls(dialog: QDialog) -> list[QWidget]:
    """The controls that we made; not those inside Qt's own fields, nor the bar's, named when shown."""
    found = [widget for widget in dialog.findChildren(QWidget) if isinstance(widget, KINDS)]
    inside = (QLineEdit, QAbstractItemView, MessageBar)
    return [widget for widget in found if not isinstance(widget.parentWidget(), inside)]


@pytest.mark.parametrize(
    ("action", "kind"),
    [("model.manage", "ModelsDialog"), ("help.doctor", "DoctorDialog"), ("help.guide", "GuideDialog")],
)
def test_controls_have_names_and_tips(
    application: Application, action: str, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(examination, "CHECKS", [])
    application.parts.actions[action].trigger()
    dialog = next(d for d in application.window.findChildren(QDialog) if type(d).__name__ == kind)
    check(dialog)
    dialog.close()


def test_the_crash_dialog_too(application: Application) -> None:
    dialog = CrashDialog(application.window, ERROR_HEADING, ERROR_TEXT, "details", folders().logs)
    check(dialog)
    dialog.close()


def check(dialog: QDialog) -> None:
    found = controls(dialog)
    assert len(found) >= 3
    nameless = [
        repr(w) for w in found if not w.accessibleName() and not (isinstance(w, QAbstractButton) and w.text())
    ]
    assert nameless == []
    assert [w.accessibleName() or repr(w) for w in found if not w.toolTip()] == []
