"""The curves of a run: both losses, and validation mIoU with the best epoch marked."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.language import tr
from desktop.plots import pg
from desktop.theme import DARK, LIGHT, Theme, load_theme
from desktop.training.progress import EpochPoint

BOX_LINE, CLICK_LINE = Qt.PenStyle.DashLine, Qt.PenStyle.DotLine


def theme_of(widget: QWidget) -> Theme:
    """The theme that a widget is shown in, for what a palette has no role for."""
    return load_theme(DARK if widget.palette().window().color().lightness() < 128 else LIGHT)


class Plot(QWidget):
    """One plot with its title and legend above; points at whole epochs."""

    def __init__(self, title: str, name: str, tip: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._title = title
        self._head = QLabel(self)
        self._head.setTextFormat(Qt.TextFormat.RichText)
        self.plot = pg.PlotWidget(self)
        self.plot.setAccessibleName(name)
        self.plot.setToolTip(tip)
        self.plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.plot.setFrameShape(pg.PlotWidget.Shape.NoFrame)
        item = self.plot.plotItem
        item.hideButtons()
        item.setMenuEnabled(False)
        item.vb.setMouseEnabled(False, False)
        item.showGrid(x=False, y=True, alpha=0.16)
        item.getAxis("left").setWidth(44)
        item.getAxis("bottom").setHeight(26)
        item.getAxis("bottom").enableAutoSIPrefix(False)
        item.getAxis("left").enableAutoSIPrefix(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._head)
        column.addWidget(self.plot, 1)

    def legend(self, entries: Sequence[tuple[str, str, str]]) -> None:
        """(sign, word, colour) of each line, behind the title."""
        keys = "".join(
            f"&nbsp;&nbsp;&nbsp;<span style='color:{colour}'>{sign}</span> {word}"
            for sign, word, colour in entries
        )
        self._head.setText(f"<b>{self._title}</b>{keys}")

    def dress(self, theme: Theme) -> None:
        self.plot.setBackground(QColor(theme.panel))
        for side in ("left", "bottom"):
            axis = self.plot.plotItem.getAxis(side)
            axis.setPen(pg.mkPen(theme.border))
            axis.setTextPen(pg.mkPen(theme.text_faint))

    def show_epochs(self, most: int) -> None:
        self.plot.setXRange(0, max(most, 1), padding=0.03)
        step = max(1, math.ceil(most / 10))
        ticks = [(epoch, str(epoch)) for epoch in range(0, most + 1, step)]
        self.plot.plotItem.getAxis("bottom").setTicks([ticks])


class Curves(QWidget):
    """Both plots side by side. The person looks; nothing is to be done here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points: list[EpochPoint] = []
        self._best = 0
        self._loss = Plot(
            tr("Loss"), tr("Loss curves"), tr("Loss on the training and the validation set."), self
        )
        self._miou = Plot(
            tr("Validation mIoU"),
            tr("Validation mIoU curve"),
            tr(
                "How well masks fit on pictures that it does not learn from: the mean of one click and a box."
            ),
            self,
        )
        self._train = self._loss.plot.plot()
        self._validation = self._loss.plot.plot()
        self._click = self._miou.plot.plot()
        self._box = self._miou.plot.plot()
        self._mean = self._miou.plot.plot()
        self._marker = pg.InfiniteLine(angle=90, movable=False)
        self._dot = pg.ScatterPlotItem()
        self._label = pg.TextItem(anchor=(0.5, 1.15))
        for item in (self._marker, self._dot, self._label):
            self._miou.plot.addItem(item, ignoreBounds=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self._loss, 1)
        row.addWidget(self._miou, 1)
        self._dress()
        self.show_points((), 0, 1)

    def sizeHint(self) -> QSize:
        return QSize(640, 260)

    def minimumSizeHint(self) -> QSize:
        return QSize(360, 170)

    @property
    def best_text(self) -> str:
        """What stands at the best epoch; "" where none is judged yet."""
        return str(self._label.toPlainText()) if self._label.isVisible() else ""

    def show_points(self, points: Sequence[EpochPoint], best_epoch: int, epochs_at_most: int) -> None:
        """Draw these epochs; the first is the model before any training."""
        self._points, self._best = list(points), best_epoch
        epochs = [point.epoch for point in points]
        for curve, name in (
            (self._train, "train_loss"),
            (self._validation, "validation_loss"),
            (self._click, "miou_click"),
            (self._box, "miou_box"),
            (self._mean, "miou"),
        ):
            # pyqtgraph warns of values that are not there, rather than leaving them out.
            known = [(p.epoch, v) for p in points if math.isfinite(v := getattr(p, name))]
            curve.setData([epoch for epoch, _ in known], [value for _, value in known])
        for plot in (self._loss, self._miou):
            plot.show_epochs(max(epochs_at_most, *epochs, 1))
        self._fit_heights()
        self._mark_best()

    def _fit_heights(self) -> None:
        # The loss before any training may be far above all others and would flatten them.
        later = self._points[1:] if len(self._points) > 2 else self._points
        losses = [p.validation_loss for p in later] + [p.train_loss for p in later]
        shown = [value for value in losses if math.isfinite(value)]
        self._loss.plot.setYRange(0, max(shown, default=1.0) * 1.08 or 1.0, padding=0)
        mious = [v for p in self._points for v in (p.miou, p.miou_click, p.miou_box) if math.isfinite(v)]
        low, high = min(mious, default=0.0), max(mious, default=1.0)
        room = max(high - low, 0.04)
        self._miou.plot.setYRange(max(0.0, low - 0.12 * room), min(1.0, high + 0.3 * room), padding=0)

    def _mark_best(self) -> None:
        best = next((p for p in self._points if p.epoch == self._best), None)
        for item in (self._marker, self._dot, self._label):
            item.setVisible(best is not None)
        if best is None:
            return
        last = max(p.epoch for p in self._points)
        self._marker.setPos(best.epoch)
        self._dot.setData([best.epoch], [best.miou])
        self._label.setText(
            tr("best {miou:.3f}", miou=best.miou) if best.epoch else tr("base {miou:.3f}", miou=best.miou)
        )
        self._label.setAnchor((0.0 if best.epoch < last / 3 or not best.epoch else 1.0, 1.15))
        self._label.setPos(best.epoch, best.miou)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._dress()

    def _dress(self) -> None:
        theme = theme_of(self)
        self._loss.dress(theme)
        self._miou.dress(theme)
        train, mean = QColor(theme.attention), QColor(theme.accent)
        self._train.setPen(pg.mkPen(train, width=2))
        self._validation.setPen(pg.mkPen(mean, width=2))
        self._mean.setPen(pg.mkPen(mean, width=2.5))
        faint = QColor(theme.text_faint)
        self._click.setPen(pg.mkPen(faint, width=1.2, style=CLICK_LINE))
        self._box.setPen(pg.mkPen(faint, width=1.2, style=BOX_LINE))
        for curve, colour in ((self._train, train), (self._validation, mean), (self._mean, mean)):
            curve.setSymbol("o")
            curve.setSymbolSize(5)
            curve.setSymbolBrush(colour)
            curve.setSymbolPen(None)
        good = QColor(theme.good)
        self._marker.setPen(pg.mkPen(good, width=1))
        self._dot.setBrush(good)
        self._dot.setPen(pg.mkPen(theme.panel, width=2))
        self._dot.setSize(11)
        self._label.setColor(good)
        self._loss.legend((("●", tr("training"), theme.attention), ("●", tr("validation"), theme.accent)))
        self._miou.legend(
            (
                ("●", tr("mean"), theme.accent),
                ("- -", tr("from a box"), theme.text_faint),
                ("···", tr("from a click"), theme.text_faint),
            )
        )
