"""The objects panel: the list, and the buttons under it."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QIcon, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QCompleter,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QStackedLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop.language import marked, tr
from desktop.panels.colour_menu import ask_colour, swatch
from desktop.panels.object_rows import Column, ObjectRow, ObjectRows
from desktop.timeline.transport import action_button
from desktop.window.action_set import ActionSet

ROW_PX = 30
EMPTY_TEXT = marked("No objects yet.\nClick on something in the frame,\nor {how}.")

Index = QModelIndex | QPersistentModelIndex


class _CellDelegate(QStyledItemDelegate):
    """Draws the eye, the colour and the lock; edits names and classes in place."""

    def __init__(
        self, icon: Callable[[str], QIcon], classes: Callable[[], Sequence[str]], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._classes = classes
        self.edited = Column.NAME
        """Whose editor was opened last."""
        self.take_icons(icon)

    def take_icons(self, icon: Callable[[str], QIcon]) -> None:
        """Draw with these: the theme has changed."""
        self._icons = {
            (Column.VISIBLE, True): icon("eye"),
            (Column.VISIBLE, False): icon("eye_off"),
            (Column.LOCKED, True): icon("lock"),
            (Column.LOCKED, False): icon("unlock"),
        }

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        rect: QRect = option.rect
        column = Column(index.column())
        if column is Column.COLOUR:
            swatch(index.data(Qt.ItemDataRole.DecorationRole).name()).paint(
                painter, rect.adjusted(4, 6, -4, -6)
            )
        elif column in (Column.VISIBLE, Column.LOCKED):
            on = bool(index.data(Qt.ItemDataRole.UserRole))
            painter.save()
            if not on:
                painter.setOpacity(0.35)
            self._icons[(column, on)].paint(painter, rect.adjusted(5, 6, -5, -6))
            painter.restore()

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus
        if index.column() == Column.COLOUR:
            option.icon = QIcon()
            option.features &= ~QStyleOptionViewItem.ViewItemFeature.HasDecoration

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setFrame(False)
        self.edited = Column(index.column())
        if index.column() == Column.CLASS:
            editor.setAccessibleName(tr("Class"))
            completer = QCompleter(sorted(self._classes()), editor)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            editor.setCompleter(completer)
        else:
            editor.setAccessibleName(tr("Name"))
        return editor


class _Table(QTableView):
    """A press on the eye, colour or lock acts at once and leaves the selection as it is."""

    cell_pressed = Signal(object)  # QModelIndex

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if (
            event.button() is Qt.MouseButton.LeftButton
            and index.isValid()
            and index.column() in (Column.VISIBLE, Column.COLOUR, Column.LOCKED)
        ):
            self.cell_pressed.emit(index)
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() in (Column.VISIBLE, Column.COLOUR, Column.LOCKED):
            self.mousePressEvent(event)
            return
        super().mouseDoubleClickEvent(event)


class ObjectsPanel(QWidget):
    """Shows the objects; what a person wants of them goes out as signals."""

    object_selected = Signal(object)  # object id | None
    object_edited = Signal(object)  # SegObject

    def __init__(
        self, actions: ActionSet, icon: Callable[[str], QIcon], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._actions = actions
        self.rows = ObjectRows(self)
        self._table = _Table(self)
        self._table.setModel(self.rows)
        self._table.setAccessibleName(tr("Objects"))
        self._delegate = _CellDelegate(icon, self._class_names, self._table)
        self._table.setItemDelegate(self._delegate)
        self._delegate.closeEditor.connect(self._on_edited)
        self._came_from: QWidget | None = None
        self._next: tuple[int, Column] | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._edit_next)
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self._table.setShowGrid(False)
        self._table.setWordWrap(False)
        self._table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._table.setFrameShape(QTableView.Shape.NoFrame)
        self._table.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._table.setTabKeyNavigation(False)
        self._table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._table.customContextMenuRequested.connect(self._on_menu_wanted)
        self._table.verticalHeader().hide()
        self._table.verticalHeader().setDefaultSectionSize(ROW_PX)
        header = self._table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(26)
        for column, width in (
            (Column.VISIBLE, 30),
            (Column.COLOUR, 28),
            (Column.MASKS, 54),
            (Column.LOCKED, 30),
        ):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self._table.setColumnWidth(column, width)
        header.setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(Column.CLASS, QHeaderView.ResizeMode.Interactive)
        self._table.setColumnWidth(Column.CLASS, 72)
        self._table.viewport().installEventFilter(self)

        self._empty = QLabel(self)
        self._empty.setObjectName("empty_hint")
        self._say_empty()
        actions.keymap_changed.connect(self._say_empty)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        stack = QStackedLayout()
        stack.setStackingMode(QStackedLayout.StackingMode.StackAll)
        stack.addWidget(self._table)
        stack.addWidget(self._empty)
        stack.setCurrentWidget(self._empty)

        buttons = QHBoxLayout()
        buttons.setContentsMargins(6, 4, 6, 4)
        buttons.addWidget(action_button(actions["object.add"], self, text=True))
        buttons.addStretch(1)
        buttons.addWidget(action_button(actions["object.delete"], self))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(stack, 1)
        layout.addLayout(buttons)

        self._table.selectionModel().currentRowChanged.connect(self._on_row_changed)
        self._table.cell_pressed.connect(self.rows.press)
        self.rows.object_edited.connect(self.object_edited)
        self.rows.colour_wanted.connect(self.choose_colour)
        self._selected: int | None = None
        self._extra_classes: Sequence[str] = ()
        self._hint_shown = False
        self._empty.hide()

    def sizeHint(self) -> QSize:
        return QSize(320, 400)

    def minimumSizeHint(self) -> QSize:
        return QSize(290, 160)

    def set_rows(self, rows: Sequence[ObjectRow], selected: int | None, classes: Sequence[str] = ()) -> None:
        """Show these objects and which one is selected; `classes` are offered besides those in use."""
        self._extra_classes = classes
        self._selected = selected
        self.rows.set_rows(rows)
        self._empty.setVisible(self._hint_shown and not rows)
        self._show_selection()

    @Slot()
    def _say_empty(self) -> None:
        how = self._actions.how_to("object.add")
        self._empty.setText(tr(EMPTY_TEXT, how=how[:1].lower() + how[1:]))

    def set_hint_shown(self, shown: bool) -> None:
        """Whether an empty list says what to do: not where there is nothing to click on."""
        self._hint_shown = shown
        self._empty.setVisible(shown and not self.rows.rows)

    def take_icons(self, icon: Callable[[str], QIcon]) -> None:
        """Draw with these: the theme has changed."""
        self._delegate.take_icons(icon)
        self._table.viewport().update()

    def select(self, object_id: int | None) -> None:
        """Show another object as the selected one."""
        self._selected = object_id
        self._show_selection()

    def edit_name(self) -> None:
        """Let the person rename the selected object in place."""
        self._edit(Column.NAME)

    def edit_class(self) -> None:
        """Let the person set the selected object's class in place."""
        self._edit(Column.CLASS)

    @Slot(object)
    def choose_colour(self, object_id: int | None = None) -> None:
        """Offer the palette for an object, the selected one by default."""
        row = self.rows.row_of(self._selected if object_id is None else object_id)
        if row is None:
            return
        item = self.rows.rows[row].item
        at = self._table.visualRect(self.rows.index(row, Column.COLOUR)).bottomLeft()
        colour = ask_colour(self, item.colour, self._table.viewport().mapToGlobal(at), item.name)
        if colour and colour != item.colour:
            self.object_edited.emit(replace(item, colour=colour))

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        # A press on the empty part of the list must not clear the selection.
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            return not self._table.indexAt(event.position().toPoint()).isValid()
        return False

    def _edit(self, column: Column) -> None:
        row = self.rows.row_of(self._selected)
        if row is not None:
            self._came_from = QApplication.focusWidget()
            self._table.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._table.edit(self.rows.index(row, column))

    @Slot(QWidget, QAbstractItemDelegate.EndEditHint)
    def _on_edited(self, _editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Tab goes on to the class, then to the next object's name; else back to where the person worked."""
        if hint in (
            QAbstractItemDelegate.EndEditHint.EditNextItem,
            QAbstractItemDelegate.EndEditHint.EditPreviousItem,
        ):
            self._next = self._beside(hint is QAbstractItemDelegate.EndEditHint.EditNextItem)
            if self._next is not None:
                self._soon.start()  # the list is told of this edit first
                return
        came_from, self._came_from = self._came_from, None
        if came_from is not None:
            came_from.setFocus(Qt.FocusReason.OtherFocusReason)

    def _beside(self, forward: bool) -> tuple[int, Column] | None:
        """The object and the column that Tab leads to."""
        row = self.rows.row_of(self._selected)
        if row is None:
            return None
        if forward == (self._delegate.edited is Column.CLASS):
            row += 1 if forward else -1
        object_id = self.rows.object_at(row)
        to = Column.NAME if self._delegate.edited is Column.CLASS else Column.CLASS
        return None if object_id is None else (object_id, to)

    @Slot()
    def _edit_next(self) -> None:
        if self._next is None or (row := self.rows.row_of(self._next[0])) is None:
            return
        index = self.rows.index(row, self._next[1])
        self._table.setCurrentIndex(index)
        self._table.setFocus(Qt.FocusReason.TabFocusReason)
        self._table.edit(index)

    def _class_names(self) -> Sequence[str]:
        used = {row.item.class_name for row in self.rows.rows if row.item.class_name}
        return sorted(used | set(self._extra_classes))

    def _show_selection(self) -> None:
        row = self.rows.row_of(self._selected)
        model = self._table.selectionModel()
        model.blockSignals(True)
        if row is None:
            self._table.clearSelection()
            self._table.setCurrentIndex(QModelIndex())
        else:
            self._table.selectRow(row)
        model.blockSignals(False)
        self._table.viewport().update()

    @Slot(QModelIndex, QModelIndex)
    def _on_row_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        object_id = self.rows.object_at(current.row())
        if object_id is not None and object_id != self._selected:
            self._selected = object_id
            self.object_selected.emit(object_id)

    @Slot(QPoint)
    def _on_menu_wanted(self, at: QPoint) -> None:
        if not self._table.indexAt(at).isValid():
            return
        menu = QMenu(self)
        for action_id in (
            "object.rename",
            "object.class",
            "object.colour",
            "",
            "object.visible",
            "object.solo",
            "object.locked",
            "",
            "object.up",
            "object.down",
            "",
            "object.delete",
        ):
            if action_id:
                menu.addAction(self._actions[action_id])
            else:
                menu.addSeparator()
        menu.exec(self._table.viewport().mapToGlobal(at))
