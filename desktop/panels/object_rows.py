"""The objects as rows of a table."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from core.document.document import SegObject
from desktop.language import counted, marked, tr


class Column(IntEnum):
    """Left to right."""

    VISIBLE = 0
    COLOUR = 1
    NAME = 2
    CLASS = 3
    MASKS = 4
    LOCKED = 5


_HEADERS: Final = {
    Column.VISIBLE: ("", marked("Shown")),
    Column.COLOUR: ("", marked("Colour")),
    Column.NAME: (marked("Name"), marked("Name")),
    Column.CLASS: (marked("Class"), marked("Class")),
    Column.MASKS: (marked("Masks"), marked("On how many frames it has a mask")),
    Column.LOCKED: ("", marked("Locked")),
}

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class ObjectRow:
    """One object and how many masks it has, in all and by state."""

    item: SegObject
    masks: int = 0
    approved: int = 0
    flagged: int = 0


class ObjectRows(QAbstractTableModel):
    """Shows rows; what is typed or pressed goes out as `object_edited`, and comes back with the document."""

    object_edited = Signal(object)  # SegObject as the person wants it
    colour_wanted = Signal(object)  # object id

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[ObjectRow] = []

    @property
    def rows(self) -> Sequence[ObjectRow]:
        return self._rows

    def set_rows(self, rows: Sequence[ObjectRow]) -> None:
        """Show these. Where only values differ the selection and an open editor stay."""
        same = [row.item.id for row in rows] == [row.item.id for row in self._rows]
        if not same:
            self.beginResetModel()
            self._rows = list(rows)
            self.endResetModel()
            return
        for at, row in enumerate(rows):
            if self._rows[at] != row:
                self._rows[at] = row
                self.dataChanged.emit(self.index(at, 0), self.index(at, len(Column) - 1))

    def row_of(self, object_id: int | None) -> int | None:
        """The row of an object."""
        return next((at for at, row in enumerate(self._rows) if row.item.id == object_id), None)

    def object_at(self, row: int) -> int | None:
        """The id of the object in a row."""
        return self._rows[row].item.id if 0 <= row < len(self._rows) else None

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        text, tip = _HEADERS[Column(section)]
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(text) if text else text
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return tr(tip)
        if role == Qt.ItemDataRole.TextAlignmentRole and section == Column.MASKS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() in (Column.NAME, Column.CLASS):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row, column = self._rows[index.row()], Column(index.column())
        item = row.item
        if role == Qt.ItemDataRole.DisplayRole or role == Qt.ItemDataRole.EditRole:
            return {
                Column.NAME: item.name,
                Column.CLASS: item.class_name,
                Column.MASKS: f"{row.masks}" if row.masks else "",
            }.get(column)
        if role == Qt.ItemDataRole.DecorationRole and column is Column.COLOUR:
            return QColor(item.colour)
        if role == Qt.ItemDataRole.UserRole:
            return {Column.VISIBLE: item.visible, Column.LOCKED: item.locked}.get(column)
        if role == Qt.ItemDataRole.TextAlignmentRole and column is Column.MASKS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tool_tip(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return {
                Column.VISIBLE: tr("shown") if item.visible else tr("hidden"),
                Column.COLOUR: item.colour,
                Column.LOCKED: tr("locked") if item.locked else tr("not locked"),
            }.get(column)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        item, text = self._rows[index.row()].item, str(value).strip()
        if index.column() == Column.NAME and text and text != item.name:
            self.object_edited.emit(replace(item, name=text))
            return True
        if index.column() == Column.CLASS and text != item.class_name:
            self.object_edited.emit(replace(item, class_name=text))
            return True
        return False

    def press(self, index: Index) -> None:
        """A cell was pressed: the eye and the lock change over, the colour asks for another."""
        if not index.isValid():
            return
        item = self._rows[index.row()].item
        if index.column() == Column.VISIBLE:
            self.object_edited.emit(replace(item, visible=not item.visible))
        elif index.column() == Column.LOCKED:
            self.object_edited.emit(replace(item, locked=not item.locked))
        elif index.column() == Column.COLOUR:
            self.colour_wanted.emit(item.id)

    @staticmethod
    def _tool_tip(row: ObjectRow, column: Column) -> str:
        item = row.item
        match column:
            case Column.VISIBLE:
                return tr("Hide this object.") if item.visible else tr("Show this object.")
            case Column.COLOUR:
                return tr("Choose another colour.")
            case Column.LOCKED:
                return (
                    tr("Allow changes again.")
                    if item.locked
                    else tr("Protect this object's masks from changes.")
                )
            case Column.MASKS:
                return counted(
                    row.masks,
                    "{n} mask, {approved} approved, {flagged} flagged.",
                    "{n} masks, {approved} approved, {flagged} flagged.",
                    approved=row.approved,
                    flagged=row.flagged,
                )
            case Column.CLASS:
                return tr("Double-click to set the class.")
            case _:
                return tr("Double-click to rename.")
