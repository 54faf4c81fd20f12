"""Finding any command by its name and running it."""

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.actions import MENUS
from desktop.window.action_set import ActionSet, keys_text

_TITLES = {name: title.replace("&", "") for name, title in MENUS}


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
    return 3


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
        self._list = QListWidget(self)
        self._list.setAccessibleName("Commands")
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setFrameShape(QListWidget.Shape.NoFrame)
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
        found = []
        for at, (spec, action) in enumerate(self._actions.all()):
            if not action.isEnabled():
                continue
            name = f"{_TITLES[spec.menu]}: {action.text().replace('&', '')}"
            rank = score(wanted, spec.plain_text)
            if rank is None:
                whole = score(wanted, name)
                rank = whole + 4 if whole is not None else None
            if rank is not None:
                found.append((rank, at, name, keys_text(spec.shortcuts[:1]), spec.id))
        self._list.clear()
        for _, _, name, keys, action_id in sorted(found):
            item = QListWidgetItem(f"{name}    {keys}" if keys else name)
            item.setData(Qt.ItemDataRole.UserRole, action_id)
            self._list.addItem(item)
        self._list.setCurrentRow(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            moves = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
            key = Qt.Key(event.key())
            if key in moves:
                row = self._list.currentRow() + moves[key]
                self._list.setCurrentRow(max(0, min(row, self._list.count() - 1)))
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._run(self._list.currentItem())
                return True
        return False

    def _run(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        action = self._actions[item.data(Qt.ItemDataRole.UserRole)]
        self.close()
        action.trigger()
