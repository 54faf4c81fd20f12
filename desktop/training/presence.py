"""Training as the main window shows it: in the status bar, a word at the end, a question on closing."""

import math
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QMessageBox, QToolButton

from desktop.controllers.training import Order
from desktop.language import shown, tr
from desktop.training.progress import Stage
from desktop.training.runs import RunRecord, RunStatus
from desktop.window.message_bar import Tone
from desktop.window.parts import Parts


class TrainingPresence(QObject):
    """`show_window` brings the training window to the front."""

    def __init__(
        self,
        parts: Parts,
        show_window: Callable[[], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window, self._training = parts.window, parts.training
        window, training = parts.window, parts.training
        self._show_window = show_window
        self._agreed = False
        self.button = QToolButton(window)
        self.button.setAutoRaise(True)
        self.button.setAccessibleName(tr("Training"))
        self.button.setToolTip(tr("A training run goes on. Press to see it."))
        self.button.clicked.connect(self._on_pressed)
        self.button.hide()
        window.status.insertPermanentWidget(0, self.button)
        training.told.connect(self._on_state)
        training.state_changed.connect(self._on_state)
        training.ended.connect(self._on_ended)
        training.problem_met.connect(self._on_problem)
        parts.promotion.problem_met.connect(self._on_problem)

    @Slot()
    def _on_state(self) -> None:
        self.button.setVisible(self._training.running)
        told = self._training.progress
        if self._training.order is Order.PAUSE:
            words = tr("paused")
        elif told.stage is Stage.TRAINING:
            words = tr("epoch {epoch} of {most}", epoch=told.epoch, most=told.epochs_at_most)
            if not math.isnan(told.best_miou):
                words += f", mIoU {told.best_miou:.3f}"
        else:
            words = tr(told.stage.value).lower()
        self.button.setText(tr("Training: {words}", words=words))

    @Slot()
    def _on_pressed(self) -> None:
        self._show_window()

    @Slot(object)
    def _on_problem(self, error: Exception) -> None:
        self._window.message_bar.show_message(
            shown(error), Tone.ERROR, button=tr("Show"), pressed=self._on_pressed
        )

    @Slot(object)
    def _on_ended(self, record: RunRecord) -> None:
        if record.status is not RunStatus.FINISHED:
            return
        before, best = record.result.get("mIoU_before"), record.result.get("mIoU")
        told = tr("“{run}” has been trained.", run=record.spec.name)
        if before and best:
            told = tr(
                "“{run}” has been trained: validation mIoU {before:.3f} before, {now:.3f} now.",
                run=record.spec.name,
                before=before,
                now=best,
            )
        self._window.message_bar.show_message(told, button=tr("Compare"), pressed=self._on_pressed)

    def tell_unfinished(self) -> None:
        """At the start: say that the last run was cut short, and offer to go on with it."""
        records = self._training.records()
        if records and records[0].status is RunStatus.INTERRUPTED and records[0].can_go_on:
            record = records[0]
            self._window.message_bar.show_message(
                tr("Training “{run}” was cut short. It can go on where it was.", run=record.spec.name),
                button=tr("Go On"),
                pressed=partial(self._go_on, record),
            )

    def _go_on(self, record: RunRecord) -> None:
        self._training.go_on_with(record)
        self._show_window()

    def may_close(self) -> bool:
        """Whether the program may close now; where a run goes on, a question is asked, and then it may."""
        if not self._training.running or self._agreed:
            return True
        box = QMessageBox(
            QMessageBox.Icon.Question,
            tr("Training Goes On"),
            tr("A training run goes on. Close all the same?"),
            parent=self._window,
        )
        box.setObjectName("training_goes_on")
        box.setInformativeText(tr("It is kept up to its last whole epoch and can go on the next time."))
        close = box.addButton(tr("Close"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(tr("Stay"), QMessageBox.ButtonRole.RejectRole))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        close.clicked.connect(self._on_agreed)
        box.open()
        return False

    @Slot()
    def _on_agreed(self) -> None:
        self._agreed = True
        self._window.close()
