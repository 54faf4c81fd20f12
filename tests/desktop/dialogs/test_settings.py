"""Settings: each does what it says at once, is found by words, and goes back to its default."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from core.settings import Settings, load_settings
from desktop.actions import ACTIONS
from desktop.app import Application
from desktop.controllers.models import ModelStatus
from desktop.dialogs.settings import SettingsDialog
from desktop.dialogs.settings_general import kept_text
from desktop.keymap import BARE, DEFAULTS, PREVIEW


@pytest.fixture
def dialog(application: Application) -> Iterator[SettingsDialog]:
    application.commands.show_settings()
    found = application.window.findChild(SettingsDialog)
    assert found is not None
    yield found
    found.close()


def pick(box: object, value: str) -> None:
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def press(
    dialog: SettingsDialog, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    QTest.keyClick(dialog.keys.field, key, modifiers)


# ---- general


def test_one_window_of_settings_is_enough(application: Application, dialog: SettingsDialog) -> None:
    application.commands.show_settings(keys=True)
    assert len(application.window.findChildren(SettingsDialog)) == 1
    assert dialog.stack.currentWidget() is dialog.keys


def test_colours_and_masks_change_at_once(application: Application, dialog: SettingsDialog) -> None:
    pick(dialog.general.theme, "light")
    assert application.window.palette().window().color().lightness() > 128
    assert application.parts.actions["view.theme_light"].isChecked()
    pick(dialog.general.theme, "dark")
    assert application.window.palette().window().color().lightness() < 128
    dialog.general.opacity.setValue(80)
    dialog.general.outline.setChecked(False)
    canvas = application.window.canvas
    assert canvas._style.opacity == pytest.approx(0.8)
    assert not canvas._style.outline
    application.commands.change_opacity(-0.2)
    assert dialog.general.opacity.value() == 60, "it shows what is set elsewhere"


def test_the_folder_of_new_projects_is_chosen(
    application: Application, dialog: SettingsDialog, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked = [str(tmp_path), ""]
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: asked.pop(0))
    pick(dialog.general.projects.where, "in")
    assert application.preferences.settings.project_folder == str(tmp_path)
    dialog.general.projects.choose.click()
    assert application.preferences.settings.project_folder == str(tmp_path), "none was chosen: it stays"
    pick(dialog.general.projects.where, "")
    assert application.preferences.settings.project_folder == ""


def test_a_start_opens_the_last_project_only_if_wanted(
    application: Application, dialog: SettingsDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "last.samurai"
    file.touch()
    opened: list[Path] = []
    monkeypatch.setattr(application.parts.opening, "open", opened.append)
    application.preferences.remember_window(open_project=str(file))
    application.preferences.change(demo_seen=True)
    application.start(None)
    assert opened == [file]
    dialog.general.reopen.setChecked(False)
    application.start(None)
    assert opened == [file]


def test_it_says_where_things_are_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, home: Path) -> None:
    assert str(home / "config") in kept_text()
    monkeypatch.delenv("SAMURAIVISION_HOME")
    monkeypatch.setattr("core.settings.program_folder", lambda: tmp_path)
    assert "SAMuraiVision-data" in kept_text()
    assert not kept_text().startswith("Portable")
    (tmp_path / "portable").touch()
    assert kept_text().startswith(f"Portable: everything is kept in {tmp_path / 'SAMuraiVision-data'}")


# ---- models and speed


def test_what_the_model_needs_loads_it_again(
    application: Application, dialog: SettingsDialog, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    models = application.parts.models
    models.load()
    qtbot.waitUntil(lambda: models.state.status is ModelStatus.READY)
    loads: list[str] = []
    monkeypatch.setattr(models, "load", lambda name=None: loads.append(name or "again"))
    assert dialog.speed.device.findData("cpu") >= 0
    pick(dialog.speed.device, "cpu")
    pick(dialog.speed.precision, "float32")
    assert loads == ["again", "again"]
    dialog.speed.threads.setValue(2)
    assert loads == ["again", "again"], "it waits until it has come to rest"
    qtbot.waitUntil(lambda: application.preferences.settings.threads == 2)
    assert len(loads) == 3
    dialog.speed.embeddings.setValue(3)
    dialog.speed.settle()
    assert application.preferences.settings.embedding_cache == 3
    assert len(loads) == 4


def test_memory_for_frames_is_given_at_once(
    application: Application, dialog: SettingsDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[int] = []

    class Reader:
        def set_cache_mib(self, mib: int) -> None:
            given.append(mib)

        def close(self) -> None: ...

    monkeypatch.setattr(application.parts.opening, "_reader", Reader())
    dialog.speed.frames.setValue(1024)
    dialog.speed.settle()
    assert given == [1024]


def test_a_model_or_device_that_is_not_there_is_named(
    application: Application, dialog: SettingsDialog
) -> None:
    application.preferences.change(device="cuda:3", model="sam2.1-large")
    assert "CUDA:3" in dialog.speed.device.currentText()
    assert "not on this computer" in dialog.speed.model.currentText()


# ---- keys


def test_keys_are_pressed_and_hold_everywhere_at_once(
    application: Application, dialog: SettingsDialog
) -> None:
    actions = application.parts.actions
    dialog.keys.choose("track.forward")
    dialog.keys.change()
    press(dialog, Qt.Key.Key_F7)
    assert [keys.toString() for keys in actions["track.forward"].shortcuts()] == ["F7"]
    assert "(F7)" in actions["track.forward"].toolTip()
    dialog.keys.add_key()
    press(dialog, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert actions.keymap.keys("track.forward") == ("F7", "Ctrl+J")
    assert application.preferences.settings.keys == {"track.forward": ("F7", "Ctrl+J")}
    dialog.keys.default.click()
    assert actions.keymap.keys("track.forward") == DEFAULTS["track.forward"]
    dialog.keys.none.click()
    assert actions["track.forward"].shortcuts() == []
    assert actions.how_to("track.forward") == "Choose Track > Track Forward"


def test_a_key_that_another_has_is_named_and_can_be_taken_over(
    application: Application, dialog: SettingsDialog
) -> None:
    keymap = application.parts.actions.keymap
    dialog.keys.choose("track.forward")
    dialog.keys.change()
    press(dialog, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert "is the key of “Export”" in dialog.keys.said.text()
    assert application.parts.actions.keymap == keymap, "nothing is changed yet"
    dialog.keys.leave.click()
    assert dialog.keys.said.text() == ""
    dialog.keys.change()
    press(dialog, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    dialog.keys.take.click()
    keymap = application.parts.actions.keymap
    assert keymap.keys("track.forward") == ("Ctrl+E",)
    assert keymap.keys("file.export") == ()


def test_keys_to_hold_are_one_key_alone_and_reach_the_canvas(
    application: Application, dialog: SettingsDialog
) -> None:
    gestures = application.window.canvas._gestures
    dialog.keys.choose(BARE)
    dialog.keys.change()
    press(dialog, Qt.Key.Key_Shift)
    assert gestures.held_keys.bare == Qt.Key.Key_Shift
    dialog.keys.choose(PREVIEW)
    dialog.keys.change()
    press(dialog, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert "one key alone" in dialog.keys.said.text()
    press(dialog, Qt.Key.Key_Y)
    assert gestures.held_keys.preview == Qt.Key.Key_Y
    assert not dialog.keys.add.isEnabled()


def test_escape_and_reserved_keys_change_nothing(application: Application, dialog: SettingsDialog) -> None:
    dialog.keys.choose("track.forward")
    dialog.keys.change()
    press(dialog, Qt.Key.Key_Tab)
    assert "take another" in dialog.keys.said.text()
    assert dialog.keys.field.recording
    press(dialog, Qt.Key.Key_Escape)
    assert not dialog.keys.field.recording
    assert dialog.isVisible(), "that Esc was for the keys, not for the window"
    assert application.preferences.settings.keys == {}


def test_keys_go_into_a_file_and_come_back(
    application: Application, dialog: SettingsDialog, tmp_path: Path
) -> None:
    application.preferences.change(keys={"help.about": ("F7",)})
    file = tmp_path / "keys.json"
    dialog.keys.export_to(file)
    application.preferences.change(keys={})
    dialog.keys.import_from(file)
    assert application.parts.actions.keymap.keys("help.about") == ("F7",)
    file.write_text("{}")
    dialog.keys.import_from(file)
    assert "not a file of shortcuts" in dialog.keys.said.text()
    assert application.parts.actions.keymap.keys("help.about") == ("F7",)


def test_what_was_saved_holds_at_the_next_start(application: Application, dialog: SettingsDialog) -> None:
    application.preferences.change(keys={"help.about": ("F7",), "no.such.command": ("F8",)})
    application.preferences.write()
    settings, note = load_settings()
    assert note is None
    assert settings.keys["help.about"] == ("F7",)


def test_typing_is_never_a_command(application: Application, qtbot: QtBot) -> None:
    """In a text field of the window every letter, digit and sign is text, whatever has it as its key."""
    window, text = application.window, "abcdefghijklmnopqrstuvwxyz0123456789[]+-.,;/ ABC"
    signs = [sign for sign in dict.fromkeys(text.upper()) if sign != " "]
    keys = {spec.id: (sign,) for spec, sign in zip(ACTIONS, signs, strict=False)}
    application.preferences.change(keys=keys)
    ran: list[str] = []
    field = QLineEdit(window)
    for spec, action in application.parts.actions.all():
        action.setEnabled(True)
        action.triggered.disconnect()
        action.triggered.connect(lambda _checked=False, name=spec.id: ran.append(name))
    field.show()
    window.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    for sign in text:
        QTest.keyClick(window.windowHandle(), sign)
    assert field.text() == text
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Left)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Backspace)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Home)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Delete)
    assert field.text() == text[1:-2] + text[-1]
    assert ran == []
    window.canvas.setFocus()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_B)
    assert len(ran) == 1, "without a text field it is a command"


# ---- finding and going back


def test_settings_are_found_by_words_in_any_order(dialog: SettingsDialog) -> None:
    def pages() -> list[str]:
        return [dialog.list.item(row).text() for row in range(3) if not dialog.list.item(row).isHidden()]

    dialog.search.setText("card graphics")
    assert pages() == ["Models and Speed"]
    assert dialog.stack.currentWidget() is dialog.speed
    assert dialog.speed.device.isVisible()
    assert not dialog.speed.threads.isVisible()
    dialog.search.setText("ctrl+e")
    assert pages() == ["Shortcuts"]
    shown = [row for row in range(dialog.keys.table.rowCount()) if not dialog.keys.table.isRowHidden(row)]
    assert [dialog.keys.table.item(row, 0).text() for row in shown] == ["Export"]
    assert dialog.keys.chosen == "file.export", "what is edited is what is seen"
    dialog.search.setText("xyzzy")
    assert pages() == []
    dialog.search.setText("")
    assert len(pages()) == 3
    assert dialog.speed.threads.isVisibleTo(dialog.speed)


def test_a_page_or_everything_goes_back_and_that_can_be_undone(
    application: Application, dialog: SettingsDialog
) -> None:
    preferences = application.preferences
    preferences.change(theme="light", keys={"help.about": ("F7",)}, threads=3, recent=("/a.samurai",))
    changed = preferences.settings
    dialog.show_page(dialog.keys)
    dialog.reset_page.click()
    assert preferences.settings.keys == {}
    assert preferences.settings.theme == "light"
    dialog.bar._button.click()
    assert preferences.settings == changed
    dialog.reset_all.click()
    defaults = Settings()
    for page in dialog.pages:
        for name in page.names:
            assert getattr(preferences.settings, name) == getattr(defaults, name), name
    assert preferences.settings.recent == ("/a.samurai",), "what is remembered is no setting"
    dialog.bar._button.click()
    assert preferences.settings == changed


def test_every_setting_is_on_one_page(dialog: SettingsDialog) -> None:
    remembered = {"recent", "recent_commands", "demo_seen", "window", "unknown"}
    named = [name for page in dialog.pages for name in page.names]
    assert sorted(named) == sorted(set(Settings.__slots__) - remembered)
