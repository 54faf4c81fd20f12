"""Manage Models: which there are, what each costs, getting one, and letting one go."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QMessageBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.controllers.models import ModelController
from desktop.controllers.shelf import ShelfController, Work
from desktop.dialogs.model_card import ModelCard, memory_text, place_text, size_text
from desktop.language import marked, shown, tr
from desktop.training.curves import theme_of
from desktop.training.data_panel import button
from desktop.training.style import training_sheet
from desktop.window.message_bar import MessageBar, Tone

if TYPE_CHECKING:
    from core.engine.shelf import ShelvedModel

MODEL_FILTER = marked("Models (*.pt *.pth *.safetensors);;All files (*)")
COLUMNS = (marked("Model"), marked("State"), marked("Size"), marked("Memory"))


class ModelsDialog(QDialog):
    """Stands beside the window; closing it stops nothing."""

    def __init__(self, parent: QWidget, shelf: ShelfController, models: ModelController) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        self.setWindowTitle(tr("Models"))
        self.resize(940, 610)
        self._shelf = shelf
        self._models = models
        self._rows: list[ShelvedModel] = []
        self.bar = MessageBar(self)
        self.table = self._table()
        self.card = ModelCard(self)
        self.use = button(tr("&Use"), tr("Use this model from now on, for clicks and tracking."), self)
        self.use.setObjectName("primary")
        self.download = button(
            tr("&Download"), tr("Fetch this model; you can go on working meanwhile."), self
        )
        self.measure = button(tr("&Measure Speed"), tr("Time a click and tracking on this computer."), self)
        self.remove = button(tr("&Remove…"), tr("Delete this model from the disk to free its room."), self)
        self.take_in = button(
            tr("&Import from File…"),
            tr("Take in a model from a file: for computers without a network."),
            self,
        )
        self._close = button(tr("Close"), tr("Close this window."), self)
        self._build()
        self.use.clicked.connect(self._on_use)
        self.download.clicked.connect(self._on_download)
        self.measure.clicked.connect(self._on_measure)
        self.remove.clicked.connect(self._on_remove)
        self.take_in.clicked.connect(self._on_import)
        self._close.clicked.connect(self.close)
        self.table.itemSelectionChanged.connect(self._on_selected)
        self.card.note_written.connect(self._on_note)
        shelf.changed.connect(self.refresh)
        shelf.progressed.connect(self._on_progressed)
        shelf.ended.connect(self.bar.clear)
        shelf.said.connect(self.bar.show_message)
        shelf.problem_met.connect(self._on_problem)
        models.downloading.connect(self._on_downloading)
        models.download_ended.connect(self.bar.clear)
        models.problem_met.connect(self._on_problem)
        self._dress()
        self.refresh()
        used = next((i for i, model in enumerate(self._rows) if shelf.in_use(model)), 0)
        self.table.selectRow(used)

    def open(self) -> None:
        """Show it beside the window: it blocks nothing."""
        self.show()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._dress()

    def _dress(self) -> None:
        """Take the theme's colours where the main window's style does not reach."""
        sheet = training_sheet(theme_of(self))
        if sheet != self.styleSheet():  # setting it is a palette change too
            self.setStyleSheet(sheet)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.card.flush()
        super().closeEvent(event)

    def select(self, name: str) -> None:
        """Show a model by its name."""
        for row, model in enumerate(self._rows):
            if model.name == name:
                self.table.selectRow(row)

    @property
    def selected(self) -> "ShelvedModel | None":
        """The model whose card is shown."""
        row = self.table.currentRow()
        return self._rows[row] if 0 <= row < len(self._rows) else None

    # ---- building

    def _table(self) -> QTableWidget:
        table = QTableWidget(0, len(COLUMNS), self)
        table.setAccessibleName(tr("Models"))
        table.setToolTip(tr("Choose a model to see it in full."))
        table.setHorizontalHeaderLabels([tr(name) for name in COLUMNS])
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(30)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setTabKeyNavigation(False)
        header = table.horizontalHeader()
        header.setSectionsClickable(False)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in range(1, len(COLUMNS)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        return table

    def _build(self) -> None:
        commands = QHBoxLayout()
        commands.setSpacing(8)
        for push in (self.use, self.download, self.measure, self.remove):
            commands.addWidget(push)
        commands.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(12)
        right.addWidget(self.card, 1)
        right.addLayout(commands)
        halves = QHBoxLayout()
        halves.setSpacing(20)
        halves.addWidget(self.table, 11)
        halves.addLayout(right, 10)
        bottom = QHBoxLayout()
        bottom.addWidget(self.take_in)
        bottom.addStretch(1)
        bottom.addWidget(self._close)
        inside = QVBoxLayout()
        inside.setContentsMargins(16, 14, 16, 12)
        inside.setSpacing(12)
        inside.addLayout(halves, 1)
        inside.addLayout(bottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addLayout(inside, 1)

    # ---- showing

    @Slot()
    def refresh(self) -> None:
        """List the models as they are now; the selection stays on its model."""
        before = self.selected
        self._rows = self._shelf.models()
        self.table.blockSignals(True)
        self.table.setRowCount(len(self._rows))
        for row, model in enumerate(self._rows):
            used = self._shelf.in_use(model)
            state = tr("in use") if used else place_text(model)
            cells = (tr(model.title), state, size_text(model.size_bytes), memory_text(model.memory_mib))
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                font = item.font()
                font.setBold(used and column < 2)
                item.setFont(font)
                if not model.here:
                    item.setForeground(self.palette().placeholderText())
                self.table.setItem(row, column, item)
        names = [model.name for model in self._rows]
        row = names.index(before.name) if before is not None and before.name in names else 0
        self.table.selectRow(row)
        self.table.blockSignals(False)
        self._on_selected()

    @Slot()
    def _on_selected(self) -> None:
        model = self.selected
        if model is None:
            return
        self.card.show_model(model, self._shelf.speed(model), self._shelf.note(model))
        busy = self._shelf.busy or bool(self._models.fetching)
        self.use.setVisible(model.here)
        self.use.setEnabled(not self._shelf.in_use(model))
        self.download.setVisible(not model.here and model.spec is not None and not model.spec.embedded)
        self.download.setText(
            tr("&Go On Downloading") if model.removable and not model.here else tr("&Download")
        )
        self.download.setEnabled(not busy)
        self.measure.setEnabled(not busy)
        self.remove.setVisible(model.removable)
        self.remove.setEnabled(not busy)
        self.take_in.setEnabled(not busy)

    # ---- what goes on

    @Slot(object)
    def _on_progressed(self, work: Work) -> None:
        self.bar.show_progress(work.text, work.share, button=tr("Cancel"), pressed=self._shelf.cancel)
        self._on_selected_busy()

    @Slot(object)
    def _on_downloading(self, told: tuple[str, float | None]) -> None:
        text, share = told
        self.bar.show_progress(text, share, button=tr("Cancel"), pressed=self._models.cancel_download)
        self._on_selected_busy()

    def _on_selected_busy(self) -> None:
        for push in (self.download, self.measure, self.remove, self.take_in):
            push.setEnabled(False)

    @Slot(object)
    def _on_problem(self, error: Exception) -> None:
        self.bar.show_message(shown(error), Tone.ERROR)
        self.refresh()

    # ---- commands

    @Slot()
    def _on_use(self) -> None:
        if (model := self.selected) is not None:
            self._models.choose(model.name)

    @Slot()
    def _on_download(self) -> None:
        if (model := self.selected) is not None:
            self._models.download(model.name, use=False)
            self._on_selected_busy()

    @Slot()
    def _on_measure(self) -> None:
        if (model := self.selected) is not None:
            self._shelf.measure(model)

    @Slot()
    def _on_remove(self) -> None:
        model = self.selected
        if model is None:
            return
        again = (
            tr("It can be downloaded again.") if model.spec is not None else tr("It cannot be brought back.")
        )
        question = [tr("Remove {name}?", name=tr(model.title))]
        if model.here and model.size_bytes:
            question.append(tr("This frees {size}.", size=size_text(model.size_bytes)))
        answer = QMessageBox.question(
            self,
            tr("Remove a Model"),
            " ".join((*question, again)),
        )
        if answer is QMessageBox.StandardButton.Yes:
            self._shelf.remove(model)

    @Slot()
    def _on_import(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, tr("Import a Model"), "", tr(MODEL_FILTER))
        if path:
            self._shelf.import_file(Path(path))

    @Slot(object)
    def _on_note(self, text: str) -> None:
        if (model := self.card.model) is not None:
            self._shelf.write_note(model, text)
