"""Which keys do what: those of the command table, as far as this user has not chosen others.

Keys are text as `QKeySequence` writes it for files, "Ctrl+Shift+O"; a held key is one alone, "Q" or "Alt".
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence

from core.errors import FormatError, StorageError
from core.settings import write_atomically
from core.wording import say
from desktop.actions import ACTIONS
from desktop.language import marked, tr

MODIFIER_KEYS: Final = {
    Qt.Key.Key_Shift: "Shift",
    Qt.Key.Key_Control: "Ctrl",
    Qt.Key.Key_Alt: "Alt",
    Qt.Key.Key_Meta: "Meta",
}
RESERVED: Final = frozenset({"Tab", "Shift+Tab", "Backtab", "Shift+Backtab", "Return", "Enter"})
"""They move about in the window and press its buttons."""

FILE_KEY, FILE_VERSION = "samuraivision_keys", 1
FILE_FILTER = marked("Shortcuts (*.json)")


@dataclass(frozen=True, slots=True)
class HeldSpec:
    """A key of the canvas that does something for as long as it is held."""

    id: str
    text: str
    tooltip: str
    key: str
    on_canvas: str


PAN, PREVIEW, BARE = "held.pan", "held.preview", "held.bare"
HELD: Final[tuple[HeldSpec, ...]] = (
    HeldSpec(
        PAN,
        marked("Move the View"),
        marked("While it is held, a drag moves the view. Tapped, it runs the command that has the same key."),
        "Space",
        marked("Held: a drag moves the view, in every tool."),
    ),
    HeldSpec(
        PREVIEW,
        marked("Preview a Click"),
        marked("While it is held, the mask that a click here would give is shown; nothing is changed."),
        "Q",
        marked("Held: shows what a click here would give, without changing anything (Click tool)."),
    ),
    HeldSpec(
        BARE,
        marked("Show the Frame Alone"),
        marked("While it is held, the frame is shown without masks."),
        "Alt",
        marked("Held: shows the frame without masks."),
    ),
)

DEFAULTS: Final[Mapping[str, tuple[str, ...]]] = {
    **{spec.id: spec.shortcuts for spec in ACTIONS},
    **{held.id: (held.key,) for held in HELD},
}
_SPECS: Final = {spec.id: spec for spec in ACTIONS}
_HELD: Final = {held.id: held for held in HELD}


def plain_name(action_id: str) -> str:
    """A command's or a held key's name, as the menus have it."""
    held = _HELD.get(action_id)
    return tr(held.text) if held is not None else _SPECS[action_id].plain_text


def keys_text(keys: Iterable[str]) -> str:
    """Keys as this system writes them, "Ctrl+O or F2"."""
    native = QKeySequence.SequenceFormat.NativeText
    return tr(" or ").join(
        one if one in MODIFIER_KEYS.values() else QKeySequence(one).toString(native) for one in keys
    )


def key_name(key: Qt.Key) -> str:
    """One key alone, as it is kept: "Q", "Space", "Alt"."""
    return MODIFIER_KEYS.get(key) or _portable(QKeySequence(key))


def key_of(name: str) -> Qt.Key:
    """The key that `key_name` gave the name; `Key_unknown` where there is none."""
    for key, text in MODIFIER_KEYS.items():
        if text == name:
            return key
    sequence = QKeySequence(name)
    return _only(sequence).key() if sequence.count() == 1 else Qt.Key.Key_unknown


def pressed_name(pressed: QKeyCombination) -> str:
    """What was pressed, as it is kept: "Ctrl+Shift+O". The keypad's keys count as the others."""
    modifiers = pressed.keyboardModifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return _portable(QKeySequence(QKeyCombination(modifiers, pressed.key())))


def tidy(name: str, *, held: bool = False) -> str:
    """Keys out of a file, written as we write them; "" where they are none that could be used."""
    if held:
        key = key_of(name)
        return "" if key == Qt.Key.Key_unknown or key_name(key) in RESERVED else key_name(key)
    sequence = QKeySequence(name)
    if sequence.count() != 1 or _only(sequence).key() in (Qt.Key.Key_unknown, *MODIFIER_KEYS):
        return ""
    return "" if _portable(sequence) in RESERVED else _portable(sequence)


def is_held(action_id: str) -> bool:
    """Whether it is a key to hold, not a command."""
    return action_id in (PAN, PREVIEW, BARE)


def may_share(one: str, other: str) -> bool:
    """Whether two may have the same key: what moves the view while it is held runs a command when tapped."""
    return one == other or (PAN in (one, other) and not (is_held(one) and is_held(other)))


@dataclass(frozen=True)
class Keymap:
    """The keys of every command and held key; none does two things. `chosen` holds what this user chose.

    Where two chose the same key, the first of the table has it; a key that somebody chose is no longer
    that of the command that has it in the table.
    """

    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def _keys(self) -> dict[str, tuple[str, ...]]:
        keys: dict[str, tuple[str, ...]] = {}
        owners: dict[str, list[str]] = {}
        for who in sorted(DEFAULTS, key=lambda who: who not in self.chosen):
            wanted = self.chosen.get(who, DEFAULTS[who])
            keys[who] = tuple(
                one for one in wanted if all(may_share(who, other) for other in owners.get(one, ()))
            )
            for one in keys[who]:
                owners.setdefault(one, []).append(who)
        return keys

    def keys(self, action_id: str) -> tuple[str, ...]:
        """The keys of a command, the main one first; of a held key exactly one, or none."""
        return self._keys[action_id]

    def is_changed(self, action_id: str) -> bool:
        """Whether these are not the keys of the table."""
        return self.keys(action_id) != DEFAULTS[action_id]

    def in_the_way(self, action_id: str, keys: str) -> str:
        """Who has these keys and cannot share them with that command; "" where nobody has."""
        return next(
            (who for who, its in self._keys.items() if keys in its and not may_share(who, action_id)), ""
        )

    def with_keys(self, action_id: str, keys: Sequence[str]) -> "Keymap":
        """The same with these keys for that command, taken from whoever had them and may not share them."""
        chosen = {
            who: tuple(one for one in its if one not in keys or may_share(who, action_id))
            for who, its in self.chosen.items()
        }
        return Keymap(_differing({**chosen, action_id: tuple(dict.fromkeys(keys))}))

    def reset(self, action_id: str) -> "Keymap":
        """The same with the table's keys for that command."""
        return self.with_keys(action_id, DEFAULTS[action_id])

    def on_key(self, keys: str) -> str:
        """The command that a key runs; "" where there is none."""
        return next((who for who, its in self._keys.items() if keys in its and not is_held(who)), "")


def keymap_of(chosen: Mapping[str, Sequence[str]]) -> Keymap:
    """The keymap of what settings or a file hold; commands and keys that there are none of are left out."""
    kept: dict[str, tuple[str, ...]] = {}
    for action_id, keys in chosen.items():
        if action_id in DEFAULTS:
            held = is_held(action_id)
            tidied = tuple(dict.fromkeys(one for one in (tidy(key, held=held) for key in keys) if one))
            if tidied or not keys:
                kept[action_id] = tidied[:1] if held else tidied
    return Keymap(_differing(kept))


def _differing(chosen: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {who: keys for who, keys in chosen.items() if keys != DEFAULTS[who]}


def write_keymap(keymap: Keymap, path: Path) -> None:
    """Put what was chosen into a file. Raises `StorageError` where it cannot be written."""
    content = {FILE_KEY: FILE_VERSION, "keys": {who: list(keys) for who, keys in keymap.chosen.items()}}
    write_atomically(path, (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode())


def read_keymap(path: Path) -> Keymap:
    """The keymap of a file that `write_keymap` wrote.

    Raises:
        StorageError: it cannot be read.
        FormatError: it is no such file.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise StorageError(
            say("{file} cannot be read: {reason}.", file=path.name, reason=error.strerror or error)
        ) from error
    except ValueError as error:
        raise FormatError(say("{file} is not a file of shortcuts.", file=path.name)) from error
    if not isinstance(content, dict) or content.get(FILE_KEY) != FILE_VERSION:
        raise FormatError(say("{file} is not a file of shortcuts of this version.", file=path.name))
    keys = content.get("keys")
    if not isinstance(keys, dict) or not all(
        isinstance(names, list) and all(isinstance(name, str) for name in names) for names in keys.values()
    ):
        raise FormatError(say("{file} is damaged: its shortcuts cannot be read.", file=path.name))
    return keymap_of(keys)


def _portable(sequence: QKeySequence) -> str:
    return sequence.toString(QKeySequence.SequenceFormat.PortableText)


def _only(sequence: QKeySequence) -> QKeyCombination:
    found: QKeyCombination = sequence[0]  # type: ignore[index]  # PySide6's stubs do not know that it can
    return found
