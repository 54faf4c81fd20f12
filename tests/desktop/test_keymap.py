"""Keys: the table's, those that were chosen, and that none ever does two things."""

from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import QKeyCombination, Qt

from core.errors import AppError, FormatError, StorageError
from desktop.actions import ACTIONS
from desktop.keymap import (
    BARE,
    DEFAULTS,
    PAN,
    PREVIEW,
    Keymap,
    is_held,
    key_name,
    key_of,
    keymap_of,
    may_share,
    plain_name,
    pressed_name,
    read_keymap,
    tidy,
    write_keymap,
)


def test_the_table_gives_no_key_twice_and_writes_each_as_we_do() -> None:
    for action_id, keys in DEFAULTS.items():
        assert Keymap().keys(action_id) == keys
        assert [tidy(key, held=is_held(action_id)) for key in keys] == list(keys), action_id
        assert plain_name(action_id)
    assert {spec.id for spec in ACTIONS} < DEFAULTS.keys()


def test_a_key_is_taken_over_and_given_back() -> None:
    keymap = Keymap()
    assert keymap.in_the_way("track.forward", "Ctrl+E") == "file.export"
    taken = keymap.with_keys("track.forward", ["Ctrl+E", "T"])
    assert taken.keys("track.forward") == ("Ctrl+E", "T")
    assert taken.keys("file.export") == ()
    assert taken.is_changed("file.export")
    assert taken.chosen == {"track.forward": ("Ctrl+E", "T")}
    assert taken.reset("track.forward") == keymap, "the other has its key again"
    back = taken.reset("file.export")
    assert back.keys("file.export") == ("Ctrl+E",)
    assert back.keys("track.forward") == ("T",)
    assert back.chosen == {}


def test_between_two_that_chose_a_key_the_later_choice_has_it() -> None:
    keymap = Keymap().with_keys("go.first", ["F5"]).with_keys("go.last", ["F5", "F6"])
    assert (keymap.keys("go.first"), keymap.keys("go.last")) == ((), ("F5", "F6"))


def test_the_key_that_moves_the_view_may_be_a_commands_too() -> None:
    assert may_share(PAN, "go.play")
    assert not may_share(PAN, BARE)
    assert not may_share(PREVIEW, "tool.lasso")
    assert Keymap().in_the_way("view.fit", "Space") == "go.play"
    moved = Keymap().with_keys(PAN, ["F"])
    assert moved.keys("view.fit")[0] == "F"
    assert moved.on_key("F") == "view.fit"
    assert moved.on_key("Space") == "go.play"
    assert moved.in_the_way(PREVIEW, "F") in (PAN, "view.fit")
    assert not {moved.with_keys(PREVIEW, ["F"]).keys(who)[:1] for who in (PAN, "view.fit")} & {("F",)}


@pytest.mark.parametrize(
    "chosen",
    [
        {"go.first": ["Ctrl+E"], "go.last": ["ctrl+e"], "view.fit": ["T"]},
        {PREVIEW: ["T", "R"], BARE: ["T"], PAN: ["T"]},
        {spec.id: ["K"] for spec in ACTIONS},
    ],
)
def test_whatever_a_file_holds_no_key_does_two_things(chosen: dict[str, list[str]]) -> None:
    keymap = keymap_of(chosen)
    used = Counter(key for who in DEFAULTS if who != PAN for key in keymap.keys(who))
    assert [key for key, count in used.items() if count > 1] == []


def test_what_cannot_be_used_is_left_out() -> None:
    keymap = keymap_of(
        {
            "no.such": ["T"],
            "file.open": ["Nonsense+Q+", "Tab", "Return", "Ctrl", "Ctrl+X, Ctrl+Y"],
            "file.new": ["f4", "F4"],
            "file.quit": [],
            BARE: ["Shift"],
        }
    )
    assert keymap.chosen == {"file.new": ("F4",), "file.quit": (), BARE: ("Shift",)}
    assert keymap.keys("file.open") == DEFAULTS["file.open"]


def test_keys_have_names_that_lead_back_to_them() -> None:
    for key in (Qt.Key.Key_Q, Qt.Key.Key_Space, Qt.Key.Key_Alt, Qt.Key.Key_F4, Qt.Key.Key_BracketLeft):
        assert key_of(key_name(key)) == key
    assert key_of("no key") == Qt.Key.Key_unknown
    keypad = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ControlModifier
    assert pressed_name(QKeyCombination(keypad, Qt.Key.Key_Plus)) == "Ctrl++"


def test_a_keymap_goes_through_a_file(tmp_path: Path) -> None:
    keymap = (
        Keymap().with_keys("file.open", ["F4", "Ctrl+O"]).with_keys(BARE, ["Shift"]).with_keys("go.play", [])
    )
    file = tmp_path / "mine.json"
    write_keymap(keymap, file)
    assert read_keymap(file) == keymap


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        '{"samuraivision_keys": 7, "keys": {}}',
        '{"samuraivision_keys": 1, "keys": {"file.open": "Ctrl+O"}}',
        '{"samuraivision_keys": 1, "keys": {"file.open": [1]}}',
    ],
)
def test_a_file_that_is_none_is_said_to_be_so(tmp_path: Path, content: str) -> None:
    file = tmp_path / "mine.json"
    file.write_text(content)
    with pytest.raises(FormatError, match=r"mine\.json"):
        read_keymap(file)


def test_files_that_cannot_be_read_or_written(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="cannot be read"):
        read_keymap(tmp_path / "none.json")
    with pytest.raises(AppError, match="cannot be written"):
        write_keymap(Keymap(), tmp_path)
    file = tmp_path / "bytes.json"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(FormatError):
        read_keymap(file)
