"""The command table is whole: each command is reachable, explained, and does something."""

import inspect
from collections import Counter

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.actions import ACTIONS, MENUS
from desktop.app import Application
from desktop.dialogs.help import help_html
from desktop.dialogs.palette import CONDITIONS, CommandPalette
from desktop.icons import icon_names
from desktop.keymap import Keymap
from desktop.window import commands


def test_ids_and_shortcuts_are_unique() -> None:
    assert max(Counter(spec.id for spec in ACTIONS).values()) == 1
    keys = Counter(key for spec in ACTIONS for key in spec.shortcuts)
    assert [key for key, count in keys.items() if count > 1] == []


def test_every_command_is_explained_and_has_its_menu_and_icon() -> None:
    menus = {name for name, _ in MENUS}
    for spec in ACTIONS:
        assert spec.menu in menus, spec.id
        assert spec.tooltip.endswith("."), spec.id
        assert not spec.icon or spec.icon in icon_names(), spec.id


def test_a_tool_tip_names_the_command_and_its_key_and_explains_it(application: Application) -> None:
    actions = application.parts.actions
    assert actions["tool.brush"].toolTip() == "Brush (P)\nPaint the object's mask; the right button erases."
    assert actions["tool.fill_hole"].toolTip() == "Fill Hole\nPress a hole in the mask to fill it."


def test_every_command_does_something(application: Application) -> None:
    done = set(application.commands.table())
    assert {spec.id for spec in ACTIONS} == done
    assert inspect.getdoc(commands.Commands)


def test_every_command_is_in_a_menu(application: Application) -> None:
    shown = {
        action.objectName() for menu in application.window.menus.by_name.values() for action in menu.actions()
    }
    assert {spec.id for spec in ACTIONS} <= shown


def test_the_help_page_lists_every_command() -> None:
    page = help_html(Keymap())
    for spec in ACTIONS:
        assert spec.plain_text.replace("&", "&amp;") in page
        for key in spec.shortcuts:
            assert key in page
    assert "Track Forward" in help_html(Keymap(), "forw track")
    assert "Track Forward" in help_html(Keymap(), "propagate")
    assert "Redo" not in help_html(Keymap(), "track f")
    assert "Nothing" in help_html(Keymap(), "xyzzy")
    assert "SAMuraiVision-data" in help_html(Keymap(), "portable")


def test_without_a_video_only_what_makes_sense_is_offered(application: Application) -> None:
    enabled = {spec.id for spec, action in application.parts.actions.all() if action.isEnabled()}
    assert {"file.open", "file.demo", "help.keys", "edit.palette"} <= enabled
    assert not enabled & {"file.export", "track.forward", "go.next", "object.delete", "edit.undo"}


def test_the_palette_finds_and_runs(application: Application) -> None:
    application.parts.actions["view.objects"].setChecked(True)
    palette = CommandPalette(application.window, application.parts.actions, application.preferences)
    palette._field.setText("col light")
    QTest.keyClick(palette._field, Qt.Key.Key_Return)
    assert application.preferences.settings.theme == "light"
    assert application.preferences.settings.recent_commands == ("view.theme_light",)


def listed(application: Application, wanted: str) -> list[tuple[str, ...]]:
    palette = CommandPalette(application.window, application.parts.actions, application.preferences)
    palette._field.setText(wanted)
    items = [palette._list.topLevelItem(row) for row in range(palette._list.topLevelItemCount())]
    palette.close()
    return [tuple(item.text(column) for column in range(3)) for item in items if item is not None]


def test_the_palette_has_the_recent_ones_first_and_the_unusable_last(application: Application) -> None:
    settings = application.preferences.settings
    application.preferences.replace(
        settings.with_recent_command("help.about").with_recent_command("edit.undo")
    )
    rows = listed(application, "")
    assert rows[0][:2] == ("About SAMuraiVision", "Help")
    assert len(rows) == len(ACTIONS)
    undo = next(row for row in rows if row[0] == "Undo")
    assert undo[1] == "nothing to undo"
    usable = [row for row in rows if row[1] in {title.replace("&", "") for _, title in MENUS}]
    assert rows[: len(usable)] == usable, "first what can be used"


def test_what_cannot_be_used_says_why_and_does_not_run(application: Application) -> None:
    rows = listed(application, "propagate")
    assert ("Track Forward", "open a video first", "T") in rows
    palette = CommandPalette(application.window, application.parts.actions, application.preferences)
    palette._field.setText("track forward")
    QTest.keyClick(palette._field, Qt.Key.Key_Return)
    assert palette.isVisible() is False or application.preferences.settings.recent_commands == ()
    palette.close()


def test_the_palette_shows_the_present_keys(application: Application) -> None:
    application.preferences.change(keys={"help.about": ("F7",)})
    assert listed(application, "about")[0][2] == "F7"
    assert listed(application, "f7")[0][0] == "About SAMuraiVision"


def test_every_condition_has_its_reason() -> None:
    assert {need for spec in ACTIONS for need in spec.needs} <= CONDITIONS.keys()
