"""The QActions of the command table, and which of them can be used now."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QIcon, QKeySequence

from desktop.actions import ACTIONS, ActionSpec


def keys_text(shortcuts: Sequence[str]) -> str:
    """Shortcuts as this system writes them, "Ctrl+O or F2"."""
    native = QKeySequence.SequenceFormat.NativeText
    return " or ".join(QKeySequence(keys).toString(native) for keys in shortcuts)


class ActionSet(QObject):
    """The QActions of the table. Other parts ask for one by its id and connect to `triggered`."""

    def __init__(self, parent: QObject, icon: Callable[[str], QIcon] | None = None) -> None:
        super().__init__(parent)
        self._actions: dict[str, QAction] = {}
        self._conditions: frozenset[str] | None = None
        groups: dict[str, QActionGroup] = {}
        for spec in ACTIONS:
            action = QAction(spec.text, self)
            action.setObjectName(spec.id)
            action.setCheckable(spec.checkable)
            action.setShortcuts([QKeySequence(keys) for keys in spec.shortcuts])
            action.setToolTip(
                f"{spec.tooltip} ({keys_text(spec.shortcuts[:1])})" if spec.shortcuts else spec.tooltip
            )
            action.setStatusTip(spec.tooltip)
            if icon is not None and spec.icon:
                action.setIcon(icon(spec.icon))
            if spec.group:
                group = groups.setdefault(spec.group, QActionGroup(self))
                group.addAction(action)
            self._actions[spec.id] = action
        self.set_conditions(())

    def __getitem__(self, action_id: str) -> QAction:
        return self._actions[action_id]

    def all(self) -> Iterable[tuple[ActionSpec, QAction]]:
        """Every command with its action, in the table's order."""
        return [(spec, self._actions[spec.id]) for spec in ACTIONS]

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
