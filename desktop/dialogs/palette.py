"""Finding any command by its name and running it."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.actions import MENUS
from desktop.actions.spec import ActionSpec
from desktop.command_words import LETTERS, rank, words_of
from desktop.controllers.preferences import Preferences
from desktop.keymap import keys_text
from desktop.language import marked, tr, without_mnemonic
from desktop.window.action_set import ActionSet

ROW_PX = 22
CONDITIONS = {
    "project": marked("open a project first"),
    "media": marked("open a video first"),
    "object": marked("select an object first"),
    "prompted": marked("click an object first"),
    "range": marked("mark a range first"),
    "idle": marked("wait for the run"),
    "tracking": marked("nothing is tracked"),
    "can_undo": marked("nothing to undo"),
    "can_redo": marked("nothing to redo"),
    "copied": marked("copy a mask first"),
    "offer": marked("correct a mask first"),
    "result": marked("nothing was tracked again"),
    "filled": marked("no mask is filled"),
    "promoted": marked("no tuned model is used"),
}
"""What to do so that a command can be used, in the order of the questions."""


class CommandPalette(QDialog):
    """A field and the commands that answer it; Enter runs the chosen one.

    Of those that answer equally well, those that were run from here lately come first, and those that
    cannot be used now last, with the reason.
    """

    def __init__(self, parent: QWidget, actions: ActionSet, preferences: Preferences) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._actions = actions
        self._preferences = preferences
        self._field = QLineEdit(self)
        self._field.setPlaceholderText(tr("What do you want to do?"))
        self._field.setAccessibleName(tr("Command"))
        self._field.setToolTip(tr("Type some words of what you want to do, in any order; Enter runs it."))
        self._list = QTreeWidget(self)
        self._list.setColumnCount(3)
        self._list.setHeaderHidden(True)
        self._list.setRootIsDecorated(False)
        self._list.setUniformRowHeights(True)
        self._list.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        header = self._list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self._list.setAccessibleName(tr("Commands"))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setFrameShape(QTreeWidget.Shape.NoFrame)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self._field)
        layout.addWidget(self._list, 1)
        self.resize(580, 420)
        self._field.textChanged.connect(self._show)
        self._field.installEventFilter(self)
        self._list.itemClicked.connect(self._run)
        self._show("")
        middle = parent.mapToGlobal(parent.rect().center())
        self.move(middle.x() - self.width() // 2, parent.mapToGlobal(parent.rect().topLeft()).y() + 90)
        self._field.setFocus()

    @Slot(str)
    def _show(self, wanted: str) -> None:
        recents = self._preferences.settings.recent_commands
        found: list[tuple[int, bool, int, int, ActionSpec]] = []
        for at, (spec, action) in enumerate(self._actions.all()):
            keys = keys_text(self._actions.keymap.keys(spec.id))
            name = without_mnemonic(action.text())
            ranks = [
                rank(
                    wanted, one, menu=_menu_title(spec), keys=keys, words=words_of(spec.id), tip=spec.tooltip
                )
                for one in {name, spec.plain_text, without_mnemonic(spec.english)}
            ]
            known = [one for one in ranks if one is not None]
            if known:
                recent = recents.index(spec.id) if spec.id in recents else len(recents)
                found.append((min(known), not action.isEnabled(), recent, at, spec))
        if any(place < LETTERS for place, *_ in found):
            found = [one for one in found if one[0] < LETTERS]
        self._list.clear()
        for _, unusable, _, _, spec in sorted(found, key=lambda one: one[:4]):
            self._list.addTopLevelItem(self._item(spec, usable=not unusable))
        self._choose(0)

    def _item(self, spec: ActionSpec, *, usable: bool) -> QTreeWidgetItem:
        name = without_mnemonic(self._actions[spec.id].text())
        beside = _menu_title(spec) if usable else self._reason(spec)
        item = QTreeWidgetItem([name, beside, self._actions.keys_text(spec.id)])
        item.setData(0, Qt.ItemDataRole.UserRole, spec.id)
        item.setToolTip(0, spec.tooltip)
        item.setForeground(1, self.palette().placeholderText())
        item.setSizeHint(0, QSize(0, ROW_PX))
        item.setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if not usable:
            item.setForeground(0, self.palette().placeholderText())
        return item

    def _reason(self, spec: ActionSpec) -> str:
        missing = spec.needs - self._actions.conditions
        return tr(next((reason for name, reason in CONDITIONS.items() if name in missing), marked("not now")))

    def _choose(self, row: int) -> None:
        row = max(0, min(row, self._list.topLevelItemCount() - 1))
        item = self._list.topLevelItem(row)
        if item is not None:
            self._list.setCurrentItem(item)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            moves = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
            key = Qt.Key(event.key())
            if key in moves:
                self._choose(self._list.currentIndex().row() + moves[key])
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._run(self._list.currentItem())
                return True
        return False

    def _run(self, item: QTreeWidgetItem | None) -> None:
        if item is None:
            return
        action_id = item.data(0, Qt.ItemDataRole.UserRole)
        action = self._actions[action_id]
        if not action.isEnabled():
            return
        self._preferences.replace(self._preferences.settings.with_recent_command(action_id))
        self.close()
        action.trigger()


def _menu_title(spec: ActionSpec) -> str:
    return without_mnemonic(tr(dict(MENUS)[spec.menu]))
