"""The QActions of the command table, and which of them can be used now."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup, QIcon, QKeySequence

from desktop.actions import ACTIONS, MENUS, ActionSpec
from desktop.keymap import Keymap, keys_text
from desktop.language import tr, without_mnemonic

__all__ = ["ActionSet", "keys_text"]


class ActionSet(QObject):
    """The QActions of the table. Other parts ask for one by its id and connect to `triggered`.

    `keymap_changed`: commands have other keys; their tool tips are changed already.
    """

    keymap_changed = Signal()

    def __init__(self, parent: QObject, icon: Callable[[str], QIcon] | None = None) -> None:
        super().__init__(parent)
        self._keymap = Keymap()
        self._actions: dict[str, QAction] = {}
        self._conditions: frozenset[str] | None = None
        groups: dict[str, QActionGroup] = {}
        for spec in ACTIONS:
            action = QAction(spec.text, self)
            action.setObjectName(spec.id)
            action.setCheckable(spec.checkable)
            action.setIconText(spec.plain_text)
            action.setStatusTip(spec.tooltip)
            if icon is not None and spec.icon:
                action.setIcon(icon(spec.icon))
            if spec.group:
                group = groups.setdefault(spec.group, QActionGroup(self))
                group.addAction(action)
            self._actions[spec.id] = action
            self._give_keys(spec)
        self.set_conditions(())

    def __getitem__(self, action_id: str) -> QAction:
        return self._actions[action_id]

    def all(self) -> Iterable[tuple[ActionSpec, QAction]]:
        """Every command with its action, in the table's order."""
        return [(spec, self._actions[spec.id]) for spec in ACTIONS]

    @property
    def keymap(self) -> Keymap:
        """Which keys do what now."""
        return self._keymap

    def set_keymap(self, keymap: Keymap) -> None:
        """Give the commands other keys, at once."""
        if keymap != self._keymap:
            self._keymap = keymap
            for action in self._actions.values():
                action.setShortcuts([])  # or for a moment two would have the same
            for spec in ACTIONS:
                self._give_keys(spec)
            self.keymap_changed.emit()

    def keys_text(self, action_id: str) -> str:
        """The main key of a command as this system writes it; "" where it has none."""
        return keys_text(self._keymap.keys(action_id)[:1])

    def how_to(self, action_id: str) -> str:
        """How to run a command, for a sentence: "Press T", or "Choose Edit > Undo" where it has no key."""
        keys = self.keys_text(action_id)
        spec = next(spec for spec in ACTIONS if spec.id == action_id)
        if keys:
            return tr("Press {keys}", keys=keys)
        menu = without_mnemonic(tr(dict(MENUS)[spec.menu]))
        return tr("Choose {menu} > {command}", menu=menu, command=spec.plain_text)

    def press(self, keys: str) -> None:
        """Run the command that has these keys, if there is one that can be used now."""
        action = self._actions.get(self._keymap.on_key(keys))
        if action is not None and action.isEnabled():
            action.trigger()

    def _give_keys(self, spec: ActionSpec) -> None:
        action, keys = self._actions[spec.id], self._keymap.keys(spec.id)
        action.setShortcuts([QKeySequence(one) for one in keys])
        name = f"{spec.plain_text} ({self.keys_text(spec.id)})" if keys else spec.plain_text
        action.setToolTip(f"{name}\n{spec.tooltip}")  # a button with an icon alone has no other name

    @property
    def conditions(self) -> frozenset[str]:
        """What is true now: see `set_conditions`."""
        return self._conditions or frozenset()

    def set_conditions(self, conditions: Iterable[str]) -> None:
        """Enable the commands whose needs are met by what is true now, and disable the others.

        Conditions: `project` (one is open), `media` (and its video), `object` (one is selected),
        `prompted` (something can be tracked), `range` (one is marked), `filled` (some masks were),
        `idle` / `tracking`, `can_undo`, `can_redo`, `promoted` (a tuned model is in use that can be taken
        back).
        """
        held = frozenset(conditions)
        if held == self._conditions:
            return
        self._conditions = held
        for spec in ACTIONS:
            self._actions[spec.id].setEnabled(spec.needs <= held)
