"""Help > Check This Computer."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from core.cancel import CancelToken
from core.doctor import examination
from core.doctor.finding import Finding, Health
from desktop.app import Application
from desktop.dialogs import doctor
from desktop.dialogs.doctor import DoctorDialog


def check(*findings: Finding) -> None:
    def look(_cancel: CancelToken) -> list[Finding]:
        return list(findings)

    examination.CHECKS = [("Things", look)]


@pytest.fixture(autouse=True)
def checks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examination, "CHECKS", [])
    monkeypatch.setattr(doctor, "SMALL_WH", (1, 1))


@pytest.fixture
def shown(application: Application, qtbot: QtBot) -> Iterator[DoctorDialog]:
    dialog = None

    def open_() -> DoctorDialog:
        application.parts.actions["help.doctor"].trigger()
        return application.window.findChildren(DoctorDialog)[-1]

    check(
        Finding("Memory", Health.OK, "8.0 of 16.0 GiB free"),
        Finding("Disk", Health.FAULT, "0.1 GiB free for models, in /home/marie/models", "Make room."),
    )
    dialog = open_()
    qtbot.waitUntil(lambda: not dialog.headline.startswith("Looking"))
    yield dialog
    dialog.close()


def texts(dialog: DoctorDialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel)]


def push(dialog: DoctorDialog, text: str) -> QPushButton:
    return next(button for button in dialog.findChildren(QPushButton) if button.text() == text)


def test_findings_are_shown_with_what_to_do(shown: DoctorDialog) -> None:
    assert shown.headline == "Something does not work."
    assert {"8.0 of 16.0 GiB free", "Make room.", "●  Fault"} <= set(texts(shown))
    assert [finding.name for finding in shown.findings] == ["Screen", "Memory", "Disk"]


def test_the_report_holds_nothing_personal(shown: DoctorDialog) -> None:
    push(shown, "Copy Report").click()
    text = QGuiApplication.clipboard().text()
    assert "fault   Disk: 0.1 GiB free for models, in <path>" in text
    assert "Python 3." in text and "marie" not in text


def test_it_looks_again(shown: DoctorDialog, qtbot: QtBot) -> None:
    check(Finding("Memory", Health.OK, "plenty"))
    push(shown, "Check Again").click()
    qtbot.waitUntil(lambda: not shown.headline.startswith("Looking"))
    assert shown.headline == "All is well."
    assert [finding.name for finding in shown.findings] == ["Screen", "Memory"]


def test_it_can_be_cancelled_and_closed_while_it_looks(application: Application, qtbot: QtBot) -> None:
    going, began = threading.Event(), threading.Event()

    def slow(cancel: CancelToken) -> Iterator[Finding]:
        began.set()
        while not cancel.cancelled and not going.wait(0.01):
            pass
        cancel.check()
        yield Finding("Slow", Health.OK, "done")

    examination.CHECKS = [("Slow", slow)]
    application.parts.actions["help.doctor"].trigger()
    dialog = application.window.findChildren(DoctorDialog)[-1]
    qtbot.waitUntil(began.is_set)
    push(dialog, "Cancel").click()
    qtbot.waitUntil(lambda: dialog.headline.startswith("Stopped"))
    began.clear()
    push(dialog, "Check Again").click()
    qtbot.waitUntil(began.is_set)
    dialog.close()
    qtbot.waitUntil(lambda: not application.parts.lanes.io.busy)


def test_one_window_is_enough(application: Application, shown: DoctorDialog) -> None:
    application.parts.actions["help.doctor"].trigger()
    assert len([d for d in application.window.findChildren(DoctorDialog) if d.isVisible()]) == 1
