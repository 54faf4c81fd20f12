"""What to export, in which format, and where to; then how far it is, and where the files are."""

import contextlib
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from core.document.document import Overlap
from core.document.store import Project
from core.errors import AppError
from core.formats.contract import ExportOptions, Format, Only
from core.formats.export import ExportFinished, FrameExported, expected_loss
from core.formats.manifest import is_export
from core.formats.registry import FORMATS
from desktop.controllers.document import DocumentController
from desktop.controllers.exporting import ExportController, ExportOrder
from desktop.dialogs.export_objects import ObjectChoice
from desktop.jobs.job import Outcome
from desktop.language import marked, shown, tr

EXPORT_KEY = "export"

ONLY_WORDS = (
    (Only.ALL, marked("All masks")),
    (Only.APPROVED, marked("Only approved masks")),
    (Only.KEY, marked("Only key frames")),
)


def result_text(finished: ExportFinished) -> str:
    """Where the files went and whether they are what the project has."""
    told = tr(
        "{frames} frames with {masks} masks are in {path}.",
        frames=finished.frames,
        masks=finished.masks,
        path=finished.path,
    )
    check = finished.check
    if check is None:
        return told
    if check.exact:
        return f"{told} {tr('Read back: every pixel is the same.')}"
    read_back = tr(
        "Read back: mean IoU {mean:.4f}, worst {worst:.4f}.", mean=check.mean_iou, worst=check.worst_iou
    )
    return f"{told} {read_back}"


class ExportDialog(QDialog):
    """Beside the window, not over it: the work goes on while files are written."""

    def __init__(
        self,
        parent: QWidget,
        documents: DocumentController,
        exporting: ExportController,
        marked: tuple[int, int] | None,
        last_folder: str = "",
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Export"))
        self.setMinimumWidth(560)
        self._exporting = exporting
        self._project: Project | None = documents.project
        media = self._project.document.media if self._project is not None else None
        self._last = media.frame_count - 1 if media is not None else 0
        self._name = Path(media.absolute_path).stem if media is not None else "masks"
        last = self._project.recall(EXPORT_KEY) if self._project is not None else None
        last = last if isinstance(last, dict) else {}
        self._folder = str(last.get("folder") or "") or last_folder or self._default_folder()

        self.format = QComboBox(self)
        for kind in FORMATS.values():
            self.format.addItem(tr(kind.title), kind.name)
        self.format.setCurrentIndex(max(0, self.format.findData(last.get("format"))))
        self._label(self.format, tr("Format"), tr("The kind of files to write."))
        self._loss = QLabel(self)
        self._loss.setWordWrap(True)
        self._loss.setObjectName("faint")
        self._loss.setMinimumHeight(2 * self._loss.fontMetrics().lineSpacing())
        self._loss.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._loss.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.only = QComboBox(self)
        for only, words in ONLY_WORDS:
            self.only.addItem(tr(words), only)
        self._label(
            self.only, tr("Masks"), tr("Which masks to write. Frames without any of them are left out.")
        )
        self.objects = ObjectChoice(documents.objects, self)
        self.start, self.stop = QSpinBox(self), QSpinBox(self)
        low, high = marked or (0, self._last)
        for spin, value, name in ((self.start, low, tr("First frame")), (self.stop, high, tr("Last frame"))):
            spin.setRange(0, self._last)
            spin.setValue(value)
            self._label(spin, name, tr("{name} to write, from 0 to {last}.", name=name, last=self._last))
        self.step = QSpinBox(self)
        self.step.setRange(1, max(self._last, 1))
        self._label(self.step, tr("Every"), tr("1 writes every frame, 5 every fifth."))
        self.target = QLineEdit(self)
        self._label(
            self.target,
            tr("Folder"),
            tr("The folder that the files go into. It appears when all is written."),
        )
        browse = QPushButton(tr("Choose…"), self)
        browse.setToolTip(tr("Choose the folder to put it in."))
        browse.clicked.connect(self._on_browse)
        self.replace = QCheckBox(tr("Replace the export that is there"), self)
        self._label(
            self.replace, tr("Replace"), tr("An earlier export in this folder gives way to the new one.")
        )
        self._message = QLabel(self)
        self._message.setWordWrap(True)
        self._message.setMinimumHeight(2 * self._message.fontMetrics().lineSpacing())
        self._message.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._progress = QProgressBar(self)
        self._progress.setAccessibleName(tr("Export progress"))
        self._progress.setTextVisible(False)
        self._progress.setFixedHeight(8)
        self.open_folder = QPushButton(tr("Open Folder"), self)
        self.open_folder.setToolTip(tr("Show the exported files."))
        self.open_folder.clicked.connect(self._on_open_folder)
        self.export = QPushButton(tr("Export"), self)
        self.export.setDefault(True)
        self.export.setToolTip(tr("Write the files."))
        self.export.clicked.connect(self._on_export)
        self.leave = QPushButton(tr("Close"), self)
        self.leave.setToolTip(tr("Close this window. An export that goes on is not stopped by it."))
        self.leave.clicked.connect(self.close)
        self._build(browse)

        self.format.currentIndexChanged.connect(self._on_format)
        self.target.textChanged.connect(self._on_target)
        self.target.textEdited.connect(self._on_typed)
        exporting.progressed.connect(self._on_progressed)
        exporting.finished.connect(self._on_finished)
        exporting.ended.connect(self._on_ended)
        exporting.problem_met.connect(self._on_problem)
        self._done_in: Path | None = None
        self._on_format()
        self._show_running(exporting.running)

    def open(self) -> None:
        """Show it beside the window: it blocks nothing."""
        self.show()

    # ---- building

    def _label(self, widget: QWidget, name: str, tip: str) -> None:
        widget.setAccessibleName(name)
        widget.setToolTip(tip)

    def _build(self, browse: QPushButton) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setVerticalSpacing(10)
        form.addRow(tr("Format"), self.format)
        form.addRow("", self._loss)
        form.addRow(tr("Masks"), self.only)
        form.addRow(tr("Objects"), self.objects)
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget in (
            self.start,
            QLabel(tr("to")),
            self.stop,
            QLabel(tr("every")),
            self.step,
            QLabel(tr("frames")),
        ):
            row.addWidget(widget)
        row.addStretch(1)
        form.addRow(tr("Frames"), row)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.target, 1)
        row.addWidget(browse)
        form.addRow(tr("Folder"), row)
        form.addRow("", self.replace)
        buttons = QHBoxLayout()
        buttons.addWidget(self.open_folder)
        buttons.addStretch(1)
        buttons.addWidget(self.leave)
        buttons.addWidget(self.export)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(form)
        layout.addWidget(self._message)
        layout.addWidget(self._progress)
        layout.addLayout(buttons)
        self.open_folder.hide()
        self._progress.hide()

    def _default_folder(self) -> str:
        folder = self._project.folder if self._project is not None else None
        return str(folder or Path.home())

    # ---- what the person does

    @Slot()
    def _on_format(self) -> None:
        kind = FORMATS[self.format.currentData()]
        self._loss.setText(self._told(kind))
        self.target.setText(str(Path(self._folder) / f"{self._name}-{kind.name}"))

    def _told(self, kind: Format) -> str:
        """What will be lost, before it is."""
        if self._project is None:
            return tr(kind.loss)
        document = self._project.document
        loss = expected_loss(kind, document)
        if not loss and document.settings.overlap is Overlap.EXCLUSIVE and len(document.objects) > 1:
            return tr("Every pixel is kept and compared; where objects overlap, the upper one has it.")
        return shown(loss) or tr("Every pixel is kept; the files are read back and compared.")

    @Slot()
    def _on_target(self) -> None:
        target = Path(self.target.text())
        there = target.is_dir() and is_export(target)
        self.replace.setVisible(there)
        self.replace.setChecked(False)

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        """Another format goes beside what was typed."""
        self._folder = str(Path(text).expanduser().parent)

    @Slot()
    def _on_browse(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, tr("Put the Export in This Folder"), self._folder)
        if folder:
            self._folder = folder
            self._on_format()

    @Slot()
    def _on_export(self) -> None:
        if self._exporting.running:
            self._exporting.cancel()
            return
        start, stop = sorted((self.start.value(), self.stop.value()))
        options = ExportOptions(
            start=start,
            stop=stop,
            step=self.step.value(),
            only=Only(self.only.currentData()),  # Qt makes a plain string of it
            object_ids=self.objects.object_ids,
            class_map=self.objects.class_map,
            replace=self.replace.isChecked(),
        )
        self._done_in = None
        self._say("")
        target = Path(self.target.text()).expanduser()
        self._remember(self.format.currentData(), target.parent)
        self._show_running(self._exporting.start(ExportOrder(self.format.currentData(), target, options)))

    def _remember(self, format_name: str, folder: Path) -> None:
        """The next export begins with the same format and folder."""
        if self._project is not None:
            with contextlib.suppress(AppError):  # what is wrong with the disk is said by the export itself
                self._project.remember(EXPORT_KEY, {"format": format_name, "folder": str(folder)})

    @Slot()
    def _on_open_folder(self) -> None:
        if self._done_in is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._done_in)))

    # ---- what comes back

    @Slot(object)
    def _on_progressed(self, progress: FrameExported) -> None:
        self._progress.setRange(0, 0 if progress.checking else max(progress.total, 1))
        self._progress.setValue(progress.done)
        self._say(
            tr("Reading the files back…")
            if progress.checking
            else tr("{done} of {total} frames are written.", done=progress.done, total=progress.total)
        )

    @Slot(object)
    def _on_finished(self, finished: ExportFinished) -> None:
        self._done_in = finished.path
        self._say(result_text(finished))

    @Slot(object)
    def _on_ended(self, outcome: Outcome) -> None:
        self._show_running(False)
        if outcome is Outcome.CANCELLED:
            self._say(tr("Cancelled; no file was left behind."))
        self._on_target()

    @Slot(object)
    def _on_problem(self, error: Exception) -> None:
        self._say(shown(error))

    def _say(self, text: str) -> None:
        self._message.setText(text)

    @property
    def message(self) -> str:
        """What it says below the fields."""
        return self._message.text()

    def _show_running(self, running: bool) -> None:
        for widget in (self.format, self.only, self.objects, self.start, self.stop, self.step, self.target):
            widget.setEnabled(not running)
        self.replace.setEnabled(not running)
        self._progress.setVisible(running)
        if running:
            self._progress.setRange(0, 0)
        self.export.setText(tr("Cancel Export") if running else tr("Export"))
        self.export.setToolTip(tr("Stop; no file is left behind.") if running else tr("Write the files."))
        self.open_folder.setVisible(self._done_in is not None and not running)
