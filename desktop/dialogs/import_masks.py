"""Which files to import, and of which format they are."""

import json
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.formats.manifest import is_export
from core.formats.registry import FORMATS
from desktop.controllers.importing import ImportController, ImportEnd
from desktop.jobs.job import Outcome
from desktop.language import shown, tr


def format_of(path: Path) -> str | None:
    """The format of files that this program wrote, from their manifest; None for others."""
    folder = path if path.is_dir() else path.parent
    if not is_export(folder):
        return None
    try:
        name = json.loads((folder / "manifest.json").read_text(encoding="utf-8")).get("format")
    except (OSError, ValueError):
        return None
    kind = FORMATS.get(str(name))
    return kind.name if kind is not None and kind.can_import else None


class ImportDialog(QDialog):
    """Beside the window; closes when the masks are in."""

    def __init__(self, parent: QWidget, importing: ImportController, folder: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Import Masks"))
        self.setMinimumWidth(560)
        self._importing = importing
        self._folder = folder
        self.format = QComboBox(self)
        for kind in FORMATS.values():
            if kind.can_import:
                self.format.addItem(tr(kind.title), kind.name)
        self._label(self.format, tr("Format"), tr("The kind of files to read."))
        self.path = QLineEdit(self)
        self._label(self.path, tr("Files"), tr("The file or the folder to read."))
        self.path.textChanged.connect(self._on_path)
        self._file = QPushButton(tr("File…"), self)
        self._label(self._file, tr("Choose a file"), tr("Choose a file to read."))
        self._file.clicked.connect(self._on_file)
        self._dir = QPushButton(tr("Folder…"), self)
        self._label(self._dir, tr("Choose a folder"), tr("Choose a folder to read."))
        self._dir.clicked.connect(self._on_folder)
        self._message = QLabel(
            tr("Each object in the files becomes a new object here. It is one step to undo."), self
        )
        self._message.setWordWrap(True)
        self._message.setMinimumHeight(2 * self._message.fontMetrics().lineSpacing())
        self._message.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._progress = QProgressBar(self)
        self._progress.setAccessibleName(tr("Import progress"))
        self._progress.setTextVisible(False)
        self._progress.setFixedHeight(8)
        self._progress.setRange(0, 0)
        self._progress.hide()
        self.start = QPushButton(tr("Import"), self)
        self.start.setDefault(True)
        self.start.setToolTip(tr("Read the files."))
        self.start.clicked.connect(self._on_start)
        self._leave = QPushButton(tr("Close"), self)
        self._leave.setToolTip(tr("Close this window."))
        self._leave.clicked.connect(self.close)
        self._build()
        self._on_path()
        importing.finished.connect(self._on_finished)
        importing.ended.connect(self._on_ended)
        importing.problem_met.connect(self._on_problem)

    def open(self) -> None:
        """Show it beside the window: it blocks nothing."""
        self.show()

    @property
    def message(self) -> str:
        """What it says below the fields."""
        return self._message.text()

    def _label(self, widget: QWidget, name: str, tip: str) -> None:
        widget.setAccessibleName(name)
        widget.setToolTip(tip)

    def _build(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setVerticalSpacing(10)
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget in (self.path, self._file, self._dir):
            row.addWidget(widget)
        form.addRow(tr("Files"), row)
        form.addRow(tr("Format"), self.format)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._leave)
        buttons.addWidget(self.start)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(form)
        layout.addWidget(self._message)
        layout.addWidget(self._progress)
        layout.addLayout(buttons)

    @Slot()
    def _on_path(self) -> None:
        path = Path(self.path.text())
        self.start.setEnabled(bool(self.path.text().strip()))
        name = format_of(path) if self.path.text().strip() else None
        if name is not None:
            self.format.setCurrentIndex(self.format.findData(name))

    @Slot()
    def _on_file(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, tr("Import Masks From a File"), self._folder)
        if path:
            self.path.setText(path)

    @Slot()
    def _on_folder(self) -> None:
        path = QFileDialog.getExistingDirectory(self, tr("Import Masks From a Folder"), self._folder)
        if path:
            self.path.setText(path)

    @Slot()
    def _on_start(self) -> None:
        if self._importing.running:
            self._importing.cancel()
            return
        self._show_running(True)
        self._importing.start(
            Path(self.path.text()).expanduser(), self.format.currentData(), self.format.currentText()
        )

    @Slot(object)
    def _on_finished(self, _end: ImportEnd) -> None:
        self._show_running(False)
        self.close()

    @Slot(object)
    def _on_ended(self, outcome: Outcome) -> None:
        self._show_running(False)
        if outcome is Outcome.CANCELLED:
            self._message.setText(tr("Cancelled; nothing has changed."))

    @Slot(object)
    def _on_problem(self, error: Exception) -> None:
        self._message.setText(shown(error))

    def _show_running(self, running: bool) -> None:
        for widget in (self.path, self.format, self._file, self._dir):
            widget.setEnabled(not running)
        self._progress.setVisible(running)
        self.start.setText(tr("Cancel Import") if running else tr("Import"))
