"""The curves of several runs over each other, and what the runs differ in."""

import math
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.language import marked, tr
from desktop.plots import pg
from desktop.theme import Theme
from desktop.training.curves import Plot, theme_of
from desktop.training.data_panel import faint
from desktop.training.progress import EpochPoint
from desktop.training.runs import RunSpec

MOST_RUNS = 4
STYLES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashDotLine)
SIGNS = ("——", "– –", "·····", "–·–")
NO_RUN = marked("Select a run to see its curves; select two with Ctrl to compare them.")


class RunOverlay(QWidget):
    """Validation loss and mIoU of up to four runs; each has a colour and a kind of line of its own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runs: list[tuple[RunSpec, Sequence[EpochPoint]]] = []
        self.words = faint(self, tr(NO_RUN))
        self.words.setAccessibleName(tr("What the selected runs differ in"))
        self.loss = Plot(
            tr("Validation loss"),
            tr("Validation loss of the selected runs"),
            tr("Loss on the validation set."),
            self,
        )
        self.miou = Plot(
            tr("Validation mIoU"),
            tr("Validation mIoU of the selected runs"),
            tr(
                "How well masks fit on pictures that they do not learn from: the mean of one click and a box."
            ),
            self,
        )
        self._curves = [(self.loss.plot.plot(), self.miou.plot.plot()) for _ in range(MOST_RUNS)]
        plots = QHBoxLayout()
        plots.setSpacing(16)
        plots.addWidget(self.loss, 1)
        plots.addWidget(self.miou, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.words)
        column.addLayout(plots, 1)
        self.show_runs(())

    def sizeHint(self) -> QSize:
        return QSize(640, 260)

    @property
    def shown(self) -> list[list[tuple[int, float]]]:
        """The mIoU curve of each run shown, as (epoch, mIoU)."""
        found = []
        for _, miou in self._curves[: len(self._runs)]:
            x, y = miou.getData()
            found.append([] if x is None else list(zip(map(int, x), map(float, y), strict=True)))
        return found

    def show_runs(self, runs: Sequence[tuple[RunSpec, Sequence[EpochPoint]]]) -> None:
        """Draw these runs' epochs, the first four of them."""
        self._runs = list(runs[:MOST_RUNS])
        for place, curves in enumerate(self._curves):
            points = self._runs[place][1] if place < len(self._runs) else ()
            for curve, name in zip(curves, ("validation_loss", "miou"), strict=True):
                known = [(p.epoch, v) for p in points if math.isfinite(v := getattr(p, name))]
                curve.setData([epoch for epoch, _ in known], [value for _, value in known])
        self.words.setText(words_of([spec for spec, _ in self._runs]))
        for plot in (self.loss, self.miou):
            plot.setVisible(bool(self._runs))
            plot.show_epochs(max((p.epoch for _, points in self._runs for p in points), default=1))
        self._fit_heights()
        self._dress()

    def _fit_heights(self) -> None:
        # The loss before any training may be far above all others and would flatten them.
        losses = [p.validation_loss for _, points in self._runs for p in (points[1:] or points)]
        mious = [p.miou for _, points in self._runs for p in points]
        losses, mious = ([v for v in values if math.isfinite(v)] for values in (losses, mious))
        self.loss.plot.setYRange(0, max(losses, default=1.0) * 1.08 or 1.0, padding=0)
        low, high = min(mious, default=0.0), max(mious, default=1.0)
        room = max(high - low, 0.04)
        self.miou.plot.setYRange(max(0.0, low - 0.12 * room), min(1.0, high + 0.12 * room), padding=0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._dress()

    def _dress(self) -> None:
        theme = theme_of(self)
        colours = _colours(theme)
        for colour, style, curves in zip(colours, STYLES, self._curves, strict=True):
            for curve in curves:
                curve.setPen(pg.mkPen(QColor(colour), width=2, style=style))
        for plot in (self.loss, self.miou):
            plot.dress(theme)
        keys = [
            (sign, spec.name, colour)
            for (spec, _), sign, colour in zip(self._runs, SIGNS, colours, strict=False)
        ]
        self.loss.legend(())
        self.miou.legend(keys)


def _colours(theme: Theme) -> tuple[str, str, str, str]:
    return theme.accent, theme.attention, theme.good, theme.bad


def words_of(specs: Sequence[RunSpec]) -> str:
    """What the runs differ in, in a sentence."""
    if not specs:
        return tr(NO_RUN)
    if len(specs) == 1:
        return tr("Select another run with Ctrl to compare the two.")
    rows: list[str] = []
    told: tuple[tuple[str, Callable[[RunSpec], str]], ...] = (
        (tr("data"), lambda s: s.data_title),
        (tr("judged by"), lambda s: s.judge_title),
        (tr("carried masks"), lambda s: tr("yes") if s.filled else tr("no")),
        (tr("started from"), lambda s: s.model_title),
        (tr("recipe"), lambda s: tr(s.preset)),
        (tr("epochs"), lambda s: _of_recipe(s.epochs)),
        (tr("batch"), lambda s: _of_recipe(s.batch)),
        (tr("rate"), lambda s: _of_recipe(s.rate)),
        (tr("patience"), lambda s: _of_recipe(s.patience)),
        (tr("seed"), lambda s: str(s.seed)),
    )
    for words, value_of in told:
        values = [value_of(spec) for spec in specs]
        if len(set(values)) > 1:
            rows.append(f"{words}: {' / '.join(values)}")
    if not rows:
        return tr("They have the same data and settings.")
    return tr("They differ in {settings}.", settings="; ".join(rows))


def _of_recipe(value: float) -> str:
    return f"{value:g}" if value else tr("the recipe's")
