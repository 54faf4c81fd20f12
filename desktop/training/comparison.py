"""Base against tuned: the figures, the pictures that gain and lose most, and using the result."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.language import marked, shown, tr
from desktop.training.curves import theme_of
from desktop.training.data_panel import button, faint, heading
from desktop.training.pictures import Swipe
from desktop.training.progress import number
from desktop.training.run_view import figure

ROWS = (
    ("mIoU", "mIoU", 3, True, marked("How well masks fit, the mean of one click and a box (J).")),
    ("iou_click", marked("IoU from one click"), 3, True, marked("How well the mask of a single click fits.")),
    ("iou_box", marked("IoU from a box"), 3, True, marked("How well the mask of a box fits.")),
    (
        "f_click",
        marked("F from one click"),
        3,
        True,
        marked("Boundary F: how well the outline of a single click fits."),
    ),
    ("f_box", marked("F from a box"), 3, True, marked("Boundary F: how well the outline of a box fits.")),
    (
        "clicks",
        marked("Clicks to 0.90"),
        1,
        False,
        marked("Clicks that a mask needs to fit to 0.90, ten at most."),
    ),
)
SAME = 0.0005
ROW_PX, HEAD_PX, MOST_ROWS = 26, 32, 12


class ComparisonView(QWidget):
    """`promote_pressed` carries whether what speaks against it is overridden."""

    promote_pressed = Signal(object)  # bool
    roll_back_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._objection = ""
        self._can = False
        self._told: Mapping[str, Any] = {}
        self.verdict = QLabel(self)
        self.verdict.setWordWrap(True)
        self.verdict.setAccessibleName(tr("Verdict"))
        self.override = QCheckBox(tr("Use it all the &same"), self)
        self.override.setToolTip(tr("It is measured to be no better. Tick this to be able to use it."))
        self.promote = button(
            tr("&Promote"), tr("Use the tuned model from now on, for clicks and tracking."), self
        )
        self.promote.setObjectName("primary")
        self.roll_back = button(tr("Roll &Back"), tr("Use the model before again."), self)
        self.table = QTableWidget(0, 4, self)
        self.table.setAccessibleName(tr("Figures before and after"))
        for column, title in enumerate(("", tr("Before"), tr("Tuned"), tr("Change"))):
            head = QTableWidgetItem(title)
            head.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.table.setHorizontalHeaderItem(column, head)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(ROW_PX)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.setShowGrid(False)
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        header = self.table.horizontalHeader()
        header.setSectionsClickable(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2, 3):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.table.setColumnWidth(column, 72)
        self.pictures = QListWidget(self)
        self.pictures.setAccessibleName(tr("Pictures that lose and gain most"))
        self.pictures.setToolTip(tr("The pictures that lose most, then those that gain most."))
        self.pictures.setFrameShape(QFrame.Shape.NoFrame)
        self.swipe = Swipe(self)
        self._hint = faint(self, tr("Green line: the truth. Drag the white line, or use the arrow keys."))
        self._build()
        self.override.toggled.connect(self._show_buttons)
        self.promote.clicked.connect(self._on_promote)
        self.roll_back.clicked.connect(self.roll_back_pressed)
        self.pictures.currentRowChanged.connect(self._on_picture)
        self.show_comparison({}, "", usable=False, in_use=False, before="")

    def sizeHint(self) -> QSize:
        return QSize(700, 620)

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.verdict, 1)
        for widget in (self.override, self.promote, self.roll_back):
            row.addWidget(widget)
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addWidget(heading(tr("On pictures that neither has seen"), self))
        left.addWidget(self.table)
        left.addWidget(heading(tr("Worst and best"), self))
        left.addWidget(self.pictures, 1)
        right = QVBoxLayout()
        right.setSpacing(6)
        right.addWidget(self.swipe, 1)
        right.addWidget(self._hint)
        halves = QHBoxLayout()
        halves.setSpacing(16)
        halves.addLayout(left, 5)
        halves.addLayout(right, 5)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(12)
        column.addLayout(row)
        column.addLayout(halves, 1)

    # ---- what is shown

    def show_comparison(
        self, told: Mapping[str, Any], objection: str, *, usable: bool, in_use: bool, before: str
    ) -> None:
        """Show a run's comparison.

        Args:
            told: the line `compared`; empty where there is none.
            objection: what speaks against using it, "" for nothing. `usable`: there is a tuned model.
            in_use: it is the model in use. `before`: the model to roll back to, "" for none.
        """
        same = told is self._told
        self._told, self._objection, self._can = told, objection, usable and not in_use
        if not same:
            self.override.setChecked(False)
            self._fill_table()
            self._fill_pictures()
        self.override.setVisible(bool(objection) and self._can)
        self.roll_back.setVisible(bool(before))
        self.roll_back.setToolTip(
            tr("Use {name} again.", name=before) if before else tr("There is nothing to roll back.")
        )
        if in_use:
            words = tr("This model is in use: for clicks, for the next track, and named in exports.")
        elif not usable:
            words = shown(objection) or tr(
                "When a run has ended, it is compared with the model before. Choose one in All Runs."
            )
        elif objection:
            words = tr("Not recommended. {reason}", reason=shown(objection))
        else:
            words = tr("It is better on pictures that it has not seen.")
        self.verdict.setText(words)
        self._show_buttons()

    @Slot()
    def _show_buttons(self) -> None:
        self.promote.setVisible(self._can)
        self.promote.setEnabled(self._can and (not self._objection or self.override.isChecked()))

    def _fill_table(self) -> None:
        before, after = self._told.get("before", {}), self._told.get("after", {})
        rows = [
            (tr(title), number(before.get(key)), number(after.get(key)), digits, up, tr(tip))
            for key, title, digits, up, tip in ROWS
            if key in before
        ]
        if "J_tracking_before" in self._told:
            old, new = (number(self._told[f"J_tracking_{when}"]) for when in ("before", "after"))
            tip = tr(
                "How well masks fit that are tracked from the first mask of a stretch of video, "
                "or, of single pictures, while they move."
            )
            rows.append((tr("J when tracked"), old, new, 3, True, tip))
        classes = self._told.get("classes", {})
        for name, pair in classes.items() if len(classes) > 1 else ():
            old, new = (number(pair[when].get("mIoU")) for when in ("before", "after"))
            title = f"mIoU, {name or tr('no class')}"
            rows.append((title, old, new, 3, True, tr("mIoU of this one alone.")))
        theme = theme_of(self)
        self.table.setRowCount(len(rows))
        self.table.setFixedHeight(min(len(rows), MOST_ROWS) * ROW_PX + HEAD_PX)
        for row, (title, old, new, digits, up, tip) in enumerate(rows):
            change = new - old
            better = (change > 0) == up
            sign = "+" if change > 0 else "−" if change < 0 else ""
            texts = (title, figure(old, digits), figure(new, digits), f"{sign}{abs(change):.{digits}f}")
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setToolTip(tip)
                side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
                item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
                if column == 3 and abs(change) > SAME:
                    item.setForeground(QColor(theme.good if better else theme.bad))
                self.table.setItem(row, column, item)

    def _fill_pictures(self) -> None:
        self.pictures.clear()
        for picture in self._told.get("pictures", ()):
            if "shown" not in picture:
                continue
            old, new = (number(picture[when].get("iou_click")) for when in ("before", "after"))
            item = QListWidgetItem(f"{figure(old, 2)} → {figure(new, 2)}   {picture['title']}")
            item.setData(Qt.ItemDataRole.UserRole, picture["shown"])
            item.setToolTip(tr("{picture}: IoU from one click, before and tuned.", picture=picture["title"]))
            self.pictures.addItem(item)
        self.pictures.setCurrentRow(self.pictures.count() - 1)
        if not self.pictures.count():
            self.swipe.show_compared(None)

    # ---- what the person does

    @Slot()
    def _on_promote(self) -> None:
        self.promote_pressed.emit(bool(self._objection) and self.override.isChecked())

    @Slot(int)
    def _on_picture(self, row: int) -> None:
        item = self.pictures.item(row)
        self.swipe.show_compared(item.data(Qt.ItemDataRole.UserRole) if item is not None else None)
