"""The run that goes on: figures, curves, pictures, and what can be done with it."""

import math

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from desktop.controllers.models import device_words
from desktop.controllers.training import Order
from desktop.icons import icon
from desktop.language import marked, shown, tr
from desktop.training.curves import Curves
from desktop.training.data_panel import button, faint
from desktop.training.pictures import PreviewStrip
from desktop.training.progress import RunProgress, Stage
from desktop.training.runs import RunRecord, RunStatus
from desktop.window.track_bar import duration_text

NOTHING_YET = marked("Choose what to learn from, then press Start. You can go on working meanwhile.")
ENDINGS = {
    "patience": marked("It ended by itself: it got no better any more."),
    "epochs": marked("All epochs are made."),
    "stopped": marked("You stopped it; the best epoch is kept."),
}


def figure(value: float, digits: int = 3) -> str:
    """A figure for a person; a dash where it is not known."""
    return "–" if math.isnan(value) else f"{value:.{digits}f}"


class _Figures(QFrame):
    """Captions over values, in a row."""

    CAPTIONS = (
        ("epoch", marked("Epoch"), marked("The epoch that is being made, of at most so many.")),
        (
            "best",
            marked("Best mIoU"),
            marked("Of the best epoch so far, on pictures that it does not learn from."),
        ),
        ("base", marked("Before"), marked("mIoU of the model before any training, on the same pictures.")),
        ("patience", marked("Patience left"), marked("Epochs that may still pass without a better one.")),
        ("rate", marked("Learning rate"), marked("How far a step goes now.")),
        ("left", marked("Time left"), marked("At most; it may end earlier by itself.")),
        ("memory", marked("Memory"), marked("What training holds.")),
    )

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(0)
        self._values: dict[str, QLabel] = {}
        for place, (name, caption, tip) in enumerate(self.CAPTIONS):
            above = faint(self, tr(caption))
            above.setWordWrap(False)
            value = QLabel("–", self)
            font = value.font()
            font.setPointSizeF(font.pointSizeF() * 1.35)
            value.setFont(font)
            value.setAccessibleName(tr(caption))
            for label in (above, value):
                label.setToolTip(tr(tip))
            self._values[name] = value
            grid.addWidget(above, 0, place)
            grid.addWidget(value, 1, place)
        grid.setColumnStretch(len(self.CAPTIONS), 1)

    def text(self, name: str) -> str:
        return self._values[name].text()

    def show_progress(self, told: RunProgress) -> None:
        epoch = str(told.epoch)
        if told.epochs_at_most:
            epoch = tr("{done} of {total}", done=told.epoch, total=told.epochs_at_most)
        done = told.stage is Stage.DONE
        left = "–" if done or math.isnan(told.left_s) else duration_text(told.left_s)
        rate = "–" if math.isnan(told.rate) else f"{told.rate:.2g}"
        memory = "–" if math.isnan(told.memory_mib) else f"{told.memory_mib / 1024:.1f} GB"
        best = figure(told.best_miou)
        for name, text in (
            ("epoch", epoch if told.points or told.epoch else "–"),
            ("best", best),
            ("base", figure(told.base_miou)),
            ("patience", str(told.patience_left) if told.patience_left >= 0 and told.points else "–"),
            ("rate", rate),
            ("left", left),
            ("memory", memory),
        ):
            self._values[name].setText(text)


class RunView(QWidget):
    """Shows a `RunProgress`; what a person wants of the run goes out as signals."""

    pause_pressed = Signal()
    stop_pressed = Signal()
    discard_pressed = Signal()
    go_on_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel(self)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        font = self._title.font()
        font.setBold(True)
        self._title.setFont(font)
        self._title.setAccessibleName(tr("The run"))
        self._state = QLabel(tr(NOTHING_YET), self)
        self._state.setWordWrap(True)
        self._state.setAccessibleName(tr("State of the run"))
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(6)
        self._bar.setAccessibleName(tr("Progress of training"))
        self.pause = button(tr("&Pause"), tr("Wait after the present step; press again to go on."), self)
        self.stop = button(tr("S&top"), tr("End now and keep the best epoch. It is compared next."), self)
        self.discard = button(tr("Dis&card…"), tr("End now and throw away all of this run."), self)
        self.go_on = button(tr("&Go On"), tr("Go on from the last whole epoch."), self)
        self.figures = _Figures(self)
        self.curves = Curves(self)
        self.strip = PreviewStrip(self)
        self.notes = faint(self)
        self.notes.setAccessibleName(tr("Notes"))
        self._build()
        self.pause.clicked.connect(self.pause_pressed)
        self.stop.clicked.connect(self.stop_pressed)
        self.discard.clicked.connect(self.discard_pressed)
        self.go_on.clicked.connect(self.go_on_pressed)
        self.take_icons()
        self.show_run(None, RunProgress(), Order.NONE, running=False)

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._title)
        row.addStretch(1)
        for widget in (self.go_on, self.pause, self.stop, self.discard):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(10)
        column.addLayout(row)
        column.addWidget(self._state)
        column.addWidget(self._bar)
        column.addWidget(self.figures)
        column.addWidget(self.curves, 3)
        column.addWidget(self.notes)
        column.addWidget(self.strip, 4)

    def take_icons(self) -> None:
        """Draw the icons in the theme's ink."""
        for widget, name in ((self.pause, "pause"), (self.stop, "approve"), (self.discard, "delete")):
            widget.setIcon(icon(name))
            widget.setIconSize(QSize(16, 16))
        self.go_on.setIcon(icon("play"))

    @property
    def state_text(self) -> str:
        """What it says of the run, in a sentence."""
        return self._state.text()

    def show_run(self, record: RunRecord | None, told: RunProgress, order: Order, *, running: bool) -> None:
        """Show a run as it is now."""
        self._title.setText(record.spec.name if record is not None else "")
        self._title.setVisible(record is not None)
        self._state.setText(self._sentence(record, told, order, running=running))
        paused = order is Order.PAUSE
        self.pause.setText(tr("&Go On") if paused else tr("&Pause"))
        self.pause.setIcon(icon("play" if paused else "pause"))
        can = running and order in (Order.NONE, Order.PAUSE)
        learning = told.stage in (Stage.STARTING, Stage.ENCODING, Stage.TRAINING)
        self.pause.setEnabled(can and learning)
        self.stop.setEnabled(can and bool(told.points) and learning)
        self.discard.setEnabled(running and order is not Order.DISCARD)
        for widget in (self.pause, self.stop, self.discard):
            widget.setVisible(running)
        self.go_on.setVisible(not running and record is not None and record.can_go_on)
        self._bar.setVisible(running)
        if running:
            busy = told.total == 0 and not paused
            self._bar.setRange(0, 0 if busy else max(told.total, 1))
            self._bar.setValue(told.done)
        there = record is not None
        for part in (self.figures, self.curves, self.strip):
            part.setVisible(there)
        self.figures.show_progress(told)
        self.curves.show_points(told.points, told.best_epoch, told.epochs_at_most)
        self.strip.show_previews(told.previews)
        self.notes.setText("\n".join(f"•  {shown(text)}" for text in told.notes))
        self.notes.setVisible(bool(told.notes) and there)

    @staticmethod
    def _sentence(record: RunRecord | None, told: RunProgress, order: Order, *, running: bool) -> str:
        if record is None:
            return tr(NOTHING_YET)
        if not running:
            if record.status is RunStatus.FINISHED:
                ended = tr(ENDINGS.get(record.ended, marked("It has ended.")))
                best = tr("Best was epoch {epoch}.", epoch=told.best_epoch) if told.best_epoch else ""
                return f"{ended} {best}".strip()
            return shown(record.ended)
        if order is Order.DISCARD:
            return tr("Discarding…")
        if order is Order.STOP and told.stage is Stage.TRAINING:
            return tr("Stopping after this step; the best epoch is kept…")
        if order is Order.PAUSE:
            return tr("Paused. It goes on where it is.")
        features = tr("Computing features…")
        if told.total:
            features = tr(
                "Computing features, once for all epochs: {done} of {total} pictures",
                done=told.done,
                total=told.total,
            )
        learning = tr("Learning from {train} masks, judged by {validation}.")
        if told.device:
            learning = tr("Learning from {train} masks, judged by {validation} on {device}.")
        return {
            Stage.STARTING: tr("Starting: loading the model and the data…"),
            Stage.ENCODING: features,
            Stage.TRAINING: learning.format(
                train=told.train, validation=told.validation, device=device_words(told.device)
            ),
            Stage.COMPARING: tr("Comparing the tuned model with the one before…"),
            Stage.DONE: tr("Saving…"),
        }[told.stage]
