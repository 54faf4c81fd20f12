"""All runs with their settings and figures, to look at, repeat, go on with or delete."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Signal, SignalInstance, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.language import marked, shown, tr
from desktop.training.data_panel import button, faint
from desktop.training.overlay import RunOverlay
from desktop.training.progress import number
from desktop.training.run_view import figure
from desktop.training.runs import RunRecord, RunSpec, RunStatus
from desktop.window.track_bar import duration_text

COLUMNS = (
    marked("Run"),
    marked("Learnt from"),
    marked("Recipe"),
    marked("Started from"),
    marked("Before"),
    marked("Best"),
    marked("Epoch"),
    marked("Took"),
    marked("State"),
)
FIGURES = (4, 5, 6, 7)
STATES = {
    RunStatus.RUNNING: marked("goes on"),
    RunStatus.INTERRUPTED: marked("cut short"),
    RunStatus.FINISHED: marked("ended"),
    RunStatus.FAILED: marked("failed"),
}


def settings_words(spec: RunSpec) -> str:
    """The recipe and what was changed of it."""
    changed = [
        f"{words} {value:g}"
        for words, value in (
            (tr("epochs"), spec.epochs),
            (tr("batch"), spec.batch),
            (tr("rate"), spec.rate),
            (tr("patience"), max(spec.patience, 0)),
            (tr("seed"), spec.seed),
        )
        if value
    ]
    return ", ".join([tr(spec.preset), *changed])


class RunsTable(QWidget):
    """Signals carry the `RunRecord` of the selected row; `selected_some` a tuple of all that are selected."""

    selected_some = Signal(object)
    shown = Signal(object)
    repeated = Signal(object)
    continued = Signal(object)
    removed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._records: Sequence[RunRecord] = ()
        self.table = QTableWidget(0, len(COLUMNS), self)
        self.table.setAccessibleName(tr("Training runs"))
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(28)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.table.setWordWrap(False)
        header = self.table.horizontalHeader()
        header.setSectionsClickable(False)
        header.setHighlightSections(False)
        header.setMaximumSectionSize(220)
        for column in range(len(COLUMNS)):
            mode = QHeaderView.ResizeMode.Stretch if column == 2 else QHeaderView.ResizeMode.ResizeToContents
            header.setSectionResizeMode(column, mode)
            side = Qt.AlignmentFlag.AlignRight if column in FIGURES else Qt.AlignmentFlag.AlignLeft
            item = QTableWidgetItem(tr(COLUMNS[column]))
            item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
            self.table.setHorizontalHeaderItem(column, item)
        self.show_button = button(tr("Sho&w"), tr("Show this run's curves and its comparison."), self)
        self.repeat = button(
            tr("R&epeat"), tr("Fill in the same data and settings, to start it again."), self
        )
        self.go_on = button(tr("Go &On"), tr("Go on from the last whole epoch."), self)
        self.remove = button(tr("&Delete…"), tr("Delete this run; a model in use is a copy and stays."), self)
        row = QHBoxLayout()
        for widget in (self.show_button, self.repeat, self.go_on):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.remove)
        self.overlay = RunOverlay(self)
        self._hint = faint(self, tr("Every run is kept here with all of its settings."))
        column_box = QVBoxLayout(self)
        column_box.setContentsMargins(16, 12, 16, 12)
        column_box.setSpacing(8)
        column_box.addWidget(self._hint)
        column_box.addWidget(self.table, 3)
        column_box.addLayout(row)
        column_box.addWidget(self.overlay, 4)
        for widget, signal in (
            (self.show_button, self.shown),
            (self.repeat, self.repeated),
            (self.go_on, self.continued),
            (self.remove, self.removed),
        ):
            widget.clicked.connect(self._sender_of(signal))
        self.table.itemSelectionChanged.connect(self._on_selection)
        self.table.itemActivated.connect(self._sender_of(self.shown))
        self._on_selection()

    def _sender_of(self, signal: SignalInstance) -> Callable[..., None]:
        # GUI-thread signals to a plain function: there is no other thread in it.
        def send(*_: object) -> None:
            if (record := self.selected) is not None:
                signal.emit(record)

        return send

    @property
    def selected(self) -> RunRecord | None:
        """The run of the selected row; None where none is, or several are."""
        chosen = self.selection
        return chosen[0] if len(chosen) == 1 else None

    @property
    def selection(self) -> tuple[RunRecord, ...]:
        """The runs of all selected rows, from the top."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return tuple(self._records[row] for row in rows if row < len(self._records))

    def show_records(self, records: Sequence[RunRecord]) -> None:
        """List these; the selection stays on its run."""
        before = {record.folder for record in self.selection}
        self._records = records
        self.table.setRowCount(len(records))
        for row, record in enumerate(records):
            self._fill(row, record)
        self._select([row for row, record in enumerate(records) if record.folder in before])
        self._hint.setText(
            tr("Every run is kept here with all of its settings.") if records else tr("There is no run yet.")
        )
        self._on_selection()

    def _select(self, rows: Sequence[int]) -> None:
        selection = QItemSelection()
        model = self.table.model()
        for row in rows:
            selection.select(model.index(row, 0), model.index(row, len(COLUMNS) - 1))
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.table.selectionModel().select(selection, flags)

    def _fill(self, row: int, record: RunRecord) -> None:
        spec, result = record.spec, record.result
        seconds = result.get("seconds")
        best = result.get("best_epoch")
        texts = (
            spec.name,
            spec.data_title,
            settings_words(spec),
            spec.model_title,
            figure(number(result.get("mIoU_before"))),
            figure(number(result.get("mIoU"))),
            "–" if best is None else tr("{done} of {total}", done=best, total=result.get("epochs_made")),
            "–" if seconds is None else duration_text(float(seconds)),
            tr(STATES[record.status]),
        )
        tip = "\n".join((record.made, *spec.data, shown(record.ended))).strip()
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            item.setToolTip(tip)
            side = Qt.AlignmentFlag.AlignRight if column in FIGURES else Qt.AlignmentFlag.AlignLeft
            item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
            self.table.setItem(row, column, item)

    @Slot()
    def _on_selection(self) -> None:
        record = self.selected
        over = record is not None and record.status is not RunStatus.RUNNING
        self.show_button.setEnabled(record is not None)
        self.repeat.setEnabled(record is not None)
        self.go_on.setEnabled(record is not None and record.can_go_on)
        self.remove.setEnabled(over)
        self.selected_some.emit(self.selection)
