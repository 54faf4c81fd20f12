"""The review panel: frames to look at, with why; a comment for the mask on screen; counts."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Slot
from PySide6.QtGui import QColor, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from core.types import State
from desktop.controllers.review import ReviewController, Show, Spot
from desktop.language import marked, tr
from desktop.timeline.transport import action_button
from desktop.window.action_set import ActionSet

ROW_PX: Final = 26
NAME_PX: Final = 104
"""So wide the column of names gets at most by itself."""

HEADERS: Final = (marked("Frames"), marked("Object"), marked("Sure"), marked("Why"))
OBJECT, SURE, WHY = 1, 2, 3
EMPTY_TEXTS: Final = {
    Show.LOOK: marked("Nothing to look at."),
    Show.FLAGGED: marked("No mask is flagged."),
    Show.CORRECTED: marked("No mask is corrected."),
    Show.APPROVED: marked("No mask is approved."),
    Show.DRAFT: marked("No mask is a draft."),
}

Index = QModelIndex | QPersistentModelIndex


class SpotRows(QAbstractTableModel):
    """Spots as rows: frames, object, how sure, why."""

    def __init__(self, review: ReviewController, parent: QWidget) -> None:
        super().__init__(parent)
        self._review = review
        self._spots: tuple[Spot, ...] = ()

    @property
    def spots(self) -> Sequence[Spot]:
        return self._spots

    def set_spots(self, spots: Sequence[Spot]) -> bool:
        """Show these; False where they are shown already."""
        changed = tuple(spots) != self._spots
        if changed:
            self.beginResetModel()
            self._spots = tuple(spots)
            self.endResetModel()
        return changed

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._spots)

    def columnCount(self, parent: Index | None = None) -> int:
        return len(HEADERS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(HEADERS[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._spots):
            return None
        spot = self._spots[index.row()]
        item = self._review.item(spot.object_id)
        if role == Qt.ItemDataRole.DisplayRole:
            frames = f"{spot.first}" if spot.first == spot.last else f"{spot.first}–{spot.last}"
            sure = "" if spot.trust is None else f"{spot.trust:.0%}"
            why = tr("helps most") if spot.helps_most else spot.why
            return (frames, item.name if item is not None else "", sure, why)[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column())
        if role == Qt.ItemDataRole.DecorationRole and index.column() == OBJECT and item is not None:
            return QColor(item.colour)
        if role == Qt.ItemDataRole.ToolTipRole:
            name = item.name if item is not None else ""
            if spot.helps_most:
                return tr(
                    "Go to frame {at} of {name}: {why}. Of all in doubt, a correction here helps most.",
                    at=spot.at,
                    name=name,
                    why=spot.why,
                )
            return tr("Go to frame {at} of {name}: {why}.", at=spot.at, name=name, why=spot.why)
        return None


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column == SURE else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


class ReviewPanel(QWidget):
    """Shows what a `ReviewController` lists; a click on a row goes there."""

    def __init__(self, actions: ActionSet, review: ReviewController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._review = review
        self.rows = SpotRows(review, self)

        self.filter = _Filter(self)
        self.filter.setAccessibleName(tr("Which frames to list"))
        self.filter.setToolTip(tr("Which frames to list."))
        for show in Show:
            self.filter.addItem(tr(show.value), show)
        self.filter.activated.connect(self._on_filter)
        top = QHBoxLayout()
        top.setContentsMargins(8, 6, 6, 6)
        top.setSpacing(2)
        top.addWidget(self.filter, 1)
        top.addSpacing(4)
        for action_id in ("go.previous_look", "go.next_look"):
            top.addWidget(action_button(actions[action_id], self))

        self.table = _Table(self)
        self.table.setObjectName("review_table")
        self.table.setModel(self.rows)
        self.table.setAccessibleName(tr("Frames to review"))
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(OBJECT, QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(SURE, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(WHY, QHeaderView.ResizeMode.Stretch)
        self.table.clicked.connect(self._on_row)
        self.table.activated.connect(self._on_row)
        self._empty = QLabel(self)
        self._empty.setObjectName("empty_hint")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)

        self.comment = QLineEdit(self)
        self.comment.setAccessibleName(tr("Comment on this mask"))
        self.comment.setToolTip(tr("A comment on the selected object's mask on this frame. Enter keeps it."))
        self.comment.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.comment.editingFinished.connect(self._on_comment)
        self.counts = QLabel(self)
        self.counts.setObjectName("faint")
        self.counts.setAccessibleName(tr("Masks of the selected object by state"))
        self.counts.setToolTip(tr("How many masks of the selected object are of each state."))
        self.counts.setWordWrap(True)
        states = QHBoxLayout()
        states.setSpacing(2)
        for action_id in ("mask.approve", "mask.approve_on", "mask.flag", "mask.draft"):
            states.addWidget(action_button(actions[action_id], self, text=action_id == "mask.draft"))
        states.addStretch(1)
        foot = QVBoxLayout()
        foot.setContentsMargins(8, 4, 8, 8)
        foot.setSpacing(5)
        foot.addLayout(states)
        foot.addWidget(self.comment)
        foot.addWidget(self.counts)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._empty, 1)
        layout.addLayout(foot)
        review.changed.connect(self.refresh)
        self.refresh()

    def sizeHint(self) -> QSize:
        return QSize(320, 320)

    def minimumSizeHint(self) -> QSize:
        return QSize(250, 190)

    def edit_comment(self) -> None:
        """Let the person type a comment."""
        self.comment.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.comment.selectAll()

    @Slot()
    def refresh(self) -> None:
        """Show what there is now; costs nothing while hidden."""
        if self.isHidden() and self.window() is not self:
            return
        self.filter.setCurrentIndex(list(Show).index(self._review.show))
        spots = self._review.spots
        if self.rows.set_spots(spots):
            self.table.setColumnWidth(OBJECT, min(self.table.sizeHintForColumn(OBJECT), NAME_PX))
        # Where there is one object only, why is worth the room.
        self.table.setColumnHidden(OBJECT, len({spot.object_id for spot in spots}) < 2)
        self.table.setColumnHidden(SURE, all(spot.trust is None for spot in spots))
        self.table.setVisible(bool(spots))
        self._empty.setText(tr(EMPTY_TEXTS[self._review.show]))
        self._empty.setVisible(not spots)
        at = self._review.spot_here()
        if at is None:
            self.table.clearSelection()
        elif at not in {index.row() for index in self.table.selectionModel().selectedRows()}:
            self.table.selectRow(at)
        mark = self._review.here
        self.comment.setEnabled(mark is not None)
        self.comment.setPlaceholderText(
            tr("Comment on this mask") if mark is not None else tr("No mask here")
        )
        if not self.comment.hasFocus():
            self.comment.setText(mark.comment if mark is not None else "")
        counts = self._review.counts()
        parts = [f"{counts[state]} {tr(state.value)}" for state in State if counts.get(state)]
        self.counts.setText("  ·  ".join(parts))
        self.counts.setVisible(bool(parts))

    @Slot(int)
    def _on_filter(self, row: int) -> None:
        self._review.set_show(list(Show)[row])

    @Slot(QModelIndex)
    def _on_row(self, index: QModelIndex) -> None:
        if 0 <= index.row() < len(self.rows.spots):
            self._review.go_to(self.rows.spots[index.row()])

    @Slot()
    def _on_comment(self) -> None:
        self._review.set_comment(self.comment.text())
        if self.comment.hasFocus():
            self.comment.clearFocus()


class _Filter(QComboBox):
    """Chosen with the mouse it leaves the keys to the canvas, and a wheel that passes changes nothing."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class _Table(QTableView):
    """Rows one line high; Enter goes to the current one."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_PX)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.activated.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)
