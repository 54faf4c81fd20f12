"""Finding any command by its name and running it."""

from PySide6.QtCore import QEvent, QObject, Qt, Slot
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
from desktop.window.action_set import ActionSet, keys_text

_TITLES = {name: title.replace("&", "") for name, title in MENUS}


LETTERS = 3
"""The worst rank: only the letters are there, in order."""


def score(wanted: str, text: str) -> int | None:
    """How well a text answers what was typed, smaller is better; None where it does not.

    Words' beginnings count before their insides, and those before letters in order.
    """
    wanted, text = wanted.lower().strip(), text.lower()
    if not wanted:
        return 0
    if text.startswith(wanted):
        return 0
    words = text.split()
    if all(any(word.startswith(part) for word in words) for part in wanted.split()):
        return 1
    if wanted in text:
        return 2
    at = -1
    for letter in wanted.replace(" ", ""):
        at = text.find(letter, at + 1)
        if at < 0:
            return None
    return LETTERS


class CommandPalette(QDialog):
    """A field and the commands that answer it; Enter runs the chosen one."""

    def __init__(self, parent: QWidget, actions: ActionSet) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._actions = actions
        self._field = QLineEdit(self)
        self._field.setPlaceholderText("Type the name of a command")
        self._field.setAccessibleName("Command")
        self._field.setToolTip("Type a part of a command's name; Enter runs it.")
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
        self._list.setAccessibleName("Commands")
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setFrameShape(QTreeWidget.Shape.NoFrame)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self._field)
        layout.addWidget(self._list, 1)
        self.resize(520, 380)
        self._field.textChanged.connect(self._show)
        self._field.installEventFilter(self)
        self._list.itemClicked.connect(self._run)
        self._show("")
        middle = parent.mapToGlobal(parent.rect().center())
        self.move(middle.x() - self.width() // 2, parent.mapToGlobal(parent.rect().topLeft()).y() + 90)
        self._field.setFocus()

    @Slot(str)
    def _show(self, wanted: str) -> None:
        found: list[tuple[int, int, tuple[str, str, str], str]] = []
        for at, (spec, action) in enumerate(self._actions.all()):
            if not action.isEnabled():
                continue
            name, menu = action.text().replace("&", ""), _TITLES[spec.menu]
            ranks = [score(wanted, spec.plain_text), score(wanted, f"{menu} {spec.plain_text}")]
            known = [rank + late for late, rank in zip((0, LETTERS), ranks, strict=True) if rank is not None]
            if known:
                found.append((min(known), at, (name, menu, keys_text(spec.shortcuts[:1])), spec.id))
        if any(rank < LETTERS for rank, *_ in found):
            found = [one for one in found if one[0] < LETTERS]
        self._list.clear()
        for _, _, cells, action_id in sorted(found):
            item = QTreeWidgetItem(list(cells))
            item.setData(0, Qt.ItemDataRole.UserRole, action_id)
            item.setForeground(1, self.palette().placeholderText())
            item.setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._list.addTopLevelItem(item)
        self._choose(0)

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
        action = self._actions[item.data(0, Qt.ItemDataRole.UserRole)]
        self.close()
        action.trigger()
