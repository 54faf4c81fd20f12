"""Which objects an export takes, and what their classes are called in the files."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from core.document.document import SegObject
from desktop.language import tr

ROW_PX = 26
MOST_ROWS = 5
OBJECT, CLASS = 0, 1


class _ClassDelegate(QStyledItemDelegate):
    """Says where there is no class, which the files then call “object”, instead of showing nothing."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        if not option.text:
            option.text = tr("no class")
            option.palette.setColor(QPalette.ColorRole.Text, option.palette.placeholderText().color())


class ObjectChoice(QTableWidget):
    """A row for each object: a tick to take it along, and its class, which can be written over.

    Objects of one class share its name: to change one is to change all of them.
    """

    choice_changed = Signal()

    def __init__(self, objects: Sequence[SegObject], parent: QWidget | None = None) -> None:
        super().__init__(len(objects), 2, parent)
        self._objects = tuple(objects)
        self.setAccessibleName(tr("Objects to export"))
        self.setToolTip(tr("Untick what is to stay behind. Double-click a class to call it something else."))
        self.setHorizontalHeaderLabels([tr("Object"), tr("Class in the files")])
        for column, name in ((OBJECT, tr("Object")), (CLASS, tr("Class in the files"))):
            header = QTableWidgetItem(name)
            header.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            self.setHorizontalHeaderItem(column, header)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setHighlightSections(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_PX)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setItemDelegateForColumn(CLASS, _ClassDelegate(self))
        for row, item in enumerate(self._objects):
            taken = QTableWidgetItem(item.name)
            taken.setFlags(
                Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
            )
            taken.setCheckState(Qt.CheckState.Checked)
            taken.setData(Qt.ItemDataRole.DecorationRole, QColor(item.colour))
            self.setItem(row, OBJECT, taken)
            self.setItem(row, CLASS, QTableWidgetItem(item.class_name))
        self.itemChanged.connect(self._on_item_changed)

    def sizeHint(self) -> QSize:
        rows = min(max(self.rowCount(), 1), MOST_ROWS)
        height = self.horizontalHeader().sizeHint().height() + rows * ROW_PX + 2 * self.frameWidth()
        return QSize(320, height)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    @property
    def object_ids(self) -> frozenset[int] | None:
        """Those that are ticked; None where all are."""
        taken = frozenset(item.id for row, item in enumerate(self._objects) if self._is_taken(row))
        return None if len(taken) == len(self._objects) else taken

    @property
    def class_map(self) -> dict[str, str]:
        """The classes that are called otherwise in the files."""
        names = {item.class_name: self._text(row) for row, item in enumerate(self._objects)}
        return {was: name for was, name in names.items() if name != was}

    def _is_taken(self, row: int) -> bool:
        item = self.item(row, OBJECT)
        return item is not None and item.checkState() is Qt.CheckState.Checked

    def _text(self, row: int) -> str:
        item = self.item(row, CLASS)
        return item.text().strip() if item is not None else ""

    @Slot(QTableWidgetItem)
    def _on_item_changed(self, changed: QTableWidgetItem) -> None:
        if changed.column() == CLASS:
            class_name, text = self._objects[changed.row()].class_name, changed.text()
            self.blockSignals(True)
            for row, item in enumerate(self._objects):
                other = self.item(row, CLASS)
                if item.class_name == class_name and other is not None:
                    other.setText(text)
            self.blockSignals(False)
            self.viewport().update()
        self.choice_changed.emit()
