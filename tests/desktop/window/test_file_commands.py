"""Where the file dialogs look."""

from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from core.settings import folders, load_settings
from desktop.app import Application
from desktop.controllers.opening import own_folder


class Dialog:
    """Answers every question for a file with `answer`, and remembers where it looked."""

    def __init__(self, answer: Path | str = "") -> None:
        self.answer = str(answer)
        self.looked_in: list[Path] = []

    def __call__(self, _parent: object, _title: str, folder: str, _filter: str) -> tuple[str, str]:
        self.looked_in.append(Path(folder))
        return self.answer, ""


@pytest.fixture
def dialog(monkeypatch: pytest.MonkeyPatch) -> Dialog:
    dialog = Dialog()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", dialog)
    return dialog


def test_the_next_look_starts_where_the_last_ended(
    application: Application, dialog: Dialog, tmp_path: Path
) -> None:
    (tmp_path / "notes.mp4").write_text("no video")
    dialog.answer = str(tmp_path / "notes.mp4")
    application.commands.files.open()
    dialog.answer = ""
    application.commands.files.new_project()
    assert dialog.looked_in[1] == tmp_path
    application.preferences.write()
    assert load_settings()[0].window["folder"] == str(tmp_path)


def test_a_folder_that_is_gone_is_no_place_to_look(
    application: Application, dialog: Dialog, tmp_path: Path
) -> None:
    application.preferences.remember_window(folder=str(tmp_path / "gone"))
    application.commands.files.open()
    assert dialog.looked_in[0].is_dir()


def test_the_demos_own_folder_is_no_place_to_look_for_a_video(
    application: Application, dialog: Dialog, tmp_path: Path
) -> None:
    from core.document.store import create_project

    for folder, looks_there in ((own_folder() / "demo", False), (tmp_path / "videos", True)):
        folder.mkdir(parents=True)
        application.parts.documents.set_project(create_project(folder / "a.samurai"))
        application.commands.files.open()
        assert (dialog.looked_in[-1] == folder) == looks_there


def test_where_nothing_shows_a_folder_it_says_where_it_is(
    application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    application.parts.actions["help.log"].trigger()
    assert str(folders().logs) in application.window.message_bar.text
