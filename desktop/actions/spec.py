"""What a command is: a row of the table in desktop/actions/."""

from dataclasses import dataclass
from typing import Final

from desktop.language import tr, without_mnemonic

PROJECT: Final = frozenset({"project"})
MEDIA: Final = frozenset({"media"})
OBJECT_SELECTED: Final = frozenset({"media", "object"})
FREE: Final = frozenset({"media", "idle"})
"""What most commands need: see `ActionSet.set_conditions`."""


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One command. The part of `id` before the dot is its menu.

    `english` and `english_tooltip` are what the table says; `text` and `tooltip` the same in the language of
    the window. `needs`: names of conditions (see `ActionSet.set_conditions`) that must all hold for it to be
    enabled. `section`: starts a new section of its menu. `group`: only one of the group is checked.
    """

    id: str
    english: str
    english_tooltip: str
    shortcuts: tuple[str, ...] = ()
    needs: frozenset[str] = frozenset()
    icon: str = ""
    checkable: bool = False
    group: str = ""
    section: bool = False

    @property
    def menu(self) -> str:
        return self.id.partition(".")[0]

    @property
    def text(self) -> str:
        return tr(self.english)

    @property
    def tooltip(self) -> str:
        return tr(self.english_tooltip)

    @property
    def plain_text(self) -> str:
        """The text without the mnemonic and without the dots."""
        return without_mnemonic(self.text).rstrip("…")


def command(
    action_id: str,
    text: str,
    tooltip: str,
    *shortcuts: str,
    needs: frozenset[str] = frozenset(),
    icon: str = "",
    checkable: bool = False,
    group: str = "",
    section: bool = False,
) -> ActionSpec:
    """A row of the table, its shortcuts given one after the other."""
    return ActionSpec(action_id, text, tooltip, shortcuts, needs, icon, checkable, group, section)
