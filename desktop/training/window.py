"""The training window: set up on the left; the run, its comparison and all runs on the right."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QMessageBox,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from core.cancel import CancelToken
from core.settings import folders
from core.types import State
from desktop.controllers.document import DocumentController
from desktop.controllers.preferences import Preferences
from desktop.controllers.promotion import PromotionController, objection_to, tuned_models
from desktop.controllers.training import Order, TrainingController
from desktop.jobs.job import Job
from desktop.jobs.lane import Lane
from desktop.language import tr
from desktop.training.comparison import ComparisonView
from desktop.training.curves import theme_of
from desktop.training.data_panel import DataPanel, button, faint
from desktop.training.look import DataChoice, DataLook, look
from desktop.training.overlay import MOST_RUNS
from desktop.training.progress import RunProgress
from desktop.training.recipe_panel import RecipePanel
from desktop.training.run_view import RunView
from desktop.training.runs import RunRecord, RunSpec, RunStatus, clean_name
from desktop.training.runs_table import RunsTable
from desktop.training.style import training_sheet

LOOK_AFTER_MS = 300
LOOK_AGAIN_MS = 1500
SIDE_PX = 400


class TrainingWindow(QDialog):
    """Stands beside the main window; closing it stops nothing."""

    def __init__(
        self,
        parent: QWidget,
        training: TrainingController,
        promotion: PromotionController,
        documents: DocumentController,
        preferences: Preferences,
        io: Lane,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Training"))
        self.setModal(False)
        self.resize(1180, 800)
        self._training, self._promotion, self._documents = training, promotion, documents
        self._preferences, self._io = preferences, io
        self._look: DataLook | None = None
        self._counted: object = None
        self._shown: RunRecord | None = None
        self._shown_progress = RunProgress()
        self.data = DataPanel(self)
        self.recipe = RecipePanel(self)
        self.start = button(
            tr("&Start Training"), tr("Learn from this. It goes on in a process of its own."), self
        )
        self.start.setObjectName("primary")
        self._why = faint(self)
        self.run_view = RunView(self)
        self.comparison = ComparisonView(self)
        self.runs = RunsTable(self)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(tr("Run, comparison and all runs"))
        for widget, title in (
            (self.run_view, tr("Run")),
            (self.comparison, tr("Compare")),
            (self.runs, tr("All Runs")),
        ):
            self.tabs.addTab(widget, title)
        self._build()
        self._look_soon = QTimer(self)
        self._look_soon.setSingleShot(True)
        self._look_soon.timeout.connect(self._on_look)
        self._connect()
        self._dress()
        self._on_project(None)
        self._on_runs()
        self._show()

    def sizeHint(self) -> QSize:
        return QSize(1180, 800)

    def _build(self) -> None:
        inner = QWidget(self)
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 10, 14, 10)
        column.setSpacing(10)
        column.addWidget(self.data)
        column.addWidget(self.recipe)
        column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        side = QWidget(self)
        side.setFixedWidth(SIDE_PX)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(8)
        column.addWidget(scroll, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 0, 14, 0)
        foot.addWidget(self._why)
        foot.addWidget(self.start)
        column.addLayout(foot)
        line = QFrame(self)
        line.setFrameShape(QFrame.Shape.VLine)
        line.setFrameShadow(QFrame.Shadow.Plain)
        line.setForegroundRole(self.palette().ColorRole.Mid)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(side)
        row.addWidget(line)
        row.addWidget(self.tabs, 1)

    def _connect(self) -> None:
        self.data.choice_changed.connect(self._on_choice)
        self.start.clicked.connect(self._on_start)
        self.run_view.pause_pressed.connect(self._training.pause)
        self.run_view.stop_pressed.connect(self._training.stop)
        self.run_view.discard_pressed.connect(self._on_discard)
        self.run_view.go_on_pressed.connect(self._on_go_on)
        self.comparison.promote_pressed.connect(self._on_promote)
        self.comparison.roll_back_pressed.connect(self._promotion.roll_back)
        self.runs.selected_some.connect(self._on_runs_selected)
        self.runs.shown.connect(self.show_record)
        self.runs.repeated.connect(self.repeat)
        self.runs.continued.connect(self._training.go_on_with)
        self.runs.removed.connect(self._on_remove)
        self._training.began.connect(self._on_began)
        self._training.told.connect(self._on_told)
        self._training.state_changed.connect(self._show)
        self._training.ended.connect(self._on_ended)
        self._training.runs_changed.connect(self._on_runs)
        self._promotion.changed.connect(self._show)
        self._documents.project_changed.connect(self._on_project)
        self._documents.changed.connect(self._on_document)

    # ---- the data

    @Slot(object)
    def _on_project(self, _project: object) -> None:
        project = self._documents.project
        self.data.set_project(project.path if project is not None else None)

    @Slot(object)
    def _on_document(self, _change: object) -> None:
        if self.isVisible():
            self._look_soon.start(LOOK_AGAIN_MS)

    @Slot()
    def _on_choice(self) -> None:
        self._look = None
        self._counted = None
        self.data.show_looking()
        self._show_start()
        if self.isVisible():
            self._look_soon.start(LOOK_AFTER_MS)

    @Slot()
    def _on_look(self) -> None:
        choice = self.data.choice
        counted = self._approved()
        if not choice.data or (self._look is not None and counted == self._counted):
            return
        self._counted = counted

        def work(cancel: CancelToken) -> Iterator[object]:
            return look(choice, cancel)

        self._io.submit(Job("look at the data", work, key="look"), reported=self._on_looked)

    def _approved(self) -> object:
        """What the open project gives to learn from, so that it is looked at again only when that changes."""
        document = self._documents.document
        if document is None:
            return None
        return sum(
            mark.state in (State.APPROVED, State.CORRECTED)
            for object_id in document.objects
            for mark in document.marks(object_id).values()
        )

    def _on_looked(self, told: object) -> None:
        assert isinstance(told, DataLook)
        if told.choice == self.data.choice:
            self._look = told
            self.data.show_look(told)
            self._show_start()

    def _show_start(self) -> None:
        self.start.setEnabled(not self._training.running and self._look is not None and self._look.ready)
        self._why.setText(tr("One run at a time: one goes on.") if self._training.running else "")
        self._why.setVisible(self._training.running)

    # ---- the run

    @Slot()
    def _on_start(self) -> None:
        choice, settings = self.data.choice, self._preferences.settings
        spec = self.recipe.fill(
            RunSpec(
                "",
                choice.data,
                choice.validation,
                choice.filled,
                model=settings.model,
                device=settings.device,
                precision=settings.precision,
                threads=settings.threads,
            )
        )
        name = spec.name or clean_name(f"{Path(choice.data[0]).stem}-{spec.preset}") or "tuned"
        self._training.start(replace(spec, name=name))

    @Slot(object)
    def _on_began(self, _record: RunRecord) -> None:
        self._shown = None
        self.tabs.setCurrentWidget(self.run_view)
        self._show_start()

    @Slot()
    def _on_told(self) -> None:
        if self._shown is None and self.isVisible():
            self._show()

    @Slot(object)
    def _on_ended(self, record: RunRecord) -> None:
        self._show_start()
        if not record.folder.is_dir():  # discarded
            self._shown, self._shown_progress = None, RunProgress()
            self.run_view.show_run(None, RunProgress(), Order.NONE, running=False)
            return
        follow = self._shown is None
        self._fill_models()
        if follow:
            self._show_record(record, self._training.progress)
            if record.status is RunStatus.FINISHED and self.tabs.currentWidget() is self.run_view:
                self.tabs.setCurrentWidget(self.comparison)

    @Slot(object)
    def show_record(self, record: RunRecord) -> None:
        """Show a run's curves and its comparison; the one that goes on is followed again."""
        here = self._training.record
        if here is not None and here.folder == record.folder:
            self._shown = None
            self._show()
            self.tabs.setCurrentWidget(self.run_view)
            return
        told = RunProgress.read(record.events())
        self._show_record(record, told)
        finished = record.status is RunStatus.FINISHED
        self.tabs.setCurrentWidget(self.comparison if finished and told.comparison else self.run_view)

    def _show_record(self, record: RunRecord, told: RunProgress) -> None:
        self._shown, self._shown_progress = record, told
        self._show()

    @Slot()
    def _show(self) -> None:
        """Show the run that is looked at, as it is now."""
        running = self._training.running and self._shown is None
        record = self._training.record if running else self._shown
        told = self._training.progress if running else self._shown_progress
        order = self._training.order if running else Order.NONE
        self.run_view.show_run(record, told, order, running=running)
        done = record is not None and record.status is RunStatus.FINISHED
        self.comparison.show_comparison(
            told.comparison if record is not None else {},
            objection_to(record) if record is not None and done else "",
            usable=done and record is not None and record.tuned_path.is_file(),
            in_use=done and record is not None and self._promotion.in_use(record),
            before=Path(self._promotion.before).stem if self._promotion.before else "",
        )
        self._show_start()

    @Slot()
    def _on_runs(self) -> None:
        self.runs.show_records(self._training.records())

    @Slot(object)
    def _on_runs_selected(self, records: tuple[RunRecord, ...]) -> None:
        here = self._training.record
        self.runs.overlay.show_runs(
            [
                (
                    record.spec,
                    self._training.progress.points
                    if here is not None and here.folder == record.folder
                    else RunProgress.read(record.events()).points,
                )
                for record in records[:MOST_RUNS]
            ]
        )

    @Slot(object)
    def repeat(self, record: RunRecord) -> None:
        """Fill in what a run had."""
        spec = record.spec
        self.recipe.take(spec)
        self.data.set_choice(DataChoice(spec.data, spec.validation, spec.filled))
        self.start.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_go_on(self) -> None:
        if self._shown is not None:
            self._training.go_on_with(self._shown)

    @Slot(object)
    def _on_promote(self, override: bool) -> None:
        if self._shown is not None:
            self._promotion.promote(self._shown, override=override)
            self._show()

    @Slot()
    def _on_discard(self) -> None:
        text = tr("Throw away this run? Its curves and what it has learnt are deleted.")
        self._ask(tr("Discard"), text, tr("Discard"), self._training.discard)

    @Slot(object)
    def _on_remove(self, record: RunRecord) -> None:
        text = tr("Delete “{run}” with its curves? A model that was promoted stays.", run=record.spec.name)
        self._ask(tr("Delete a Run"), text, tr("Delete"), lambda: self._remove(record))

    def _remove(self, record: RunRecord) -> None:
        self._training.remove(record)
        if self._shown is not None and self._shown.folder == record.folder:
            self._shown, self._shown_progress = None, RunProgress()
            self._show()

    def _ask(self, title: str, text: str, yes: str, then: Callable[[], object]) -> None:
        box = QMessageBox(QMessageBox.Icon.Question, title, text, parent=self)
        agree = box.addButton(yes, QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        agree.clicked.connect(lambda _checked=False: then())
        box.open()

    # ---- the window

    def _fill_models(self) -> None:
        from core.engine.registry import MODELS

        there = [spec for spec in MODELS.values() if spec.weights_path(folders().models).is_file()]
        models = [(tr(spec.title), spec.name) for spec in there]
        models += [(tr("{name} (tuned)", name=path.stem), str(path)) for path in tuned_models()]
        self.recipe.set_models(models, self._preferences.settings.model)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fill_models()
        self._on_runs()
        self._show()
        if self._look is None:
            self.data.show_looking()
        self._look_soon.start(0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self.run_view.take_icons()
            self._dress()

    def _dress(self) -> None:
        """Take the theme's colours where the main window's style does not reach."""
        sheet = training_sheet(theme_of(self))
        if sheet != self.styleSheet():  # setting it is a palette change too
            self.setStyleSheet(sheet)
