"""The timeline widget: ruler, lanes, playhead, marked range. Drag to scrub, turn the wheel to zoom."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QMouseEvent, QPalette, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QGridLayout, QScrollBar, QWidget

from desktop.language import marked, tr
from desktop.plots import pg
from desktop.timeline.lane_names import LaneNames
from desktop.timeline.lane_view import LaneView, StretchMark, origin_of, state_of
from desktop.timeline.lanes_item import ROW_PX, LanesItem
from desktop.timeline.legend import ORIGIN_WORDS, STATE_WORDS, Legend
from desktop.timeline.ruler import Ruler

RULER_PX: Final = 22
NAMES_PX: Final = 132
LEAST_FRAMES: Final = 8
EDGE_SHARE: Final = 0.012
HINT: Final = marked("Drag to scrub, wheel to zoom, Shift-drag to mark a range.")


class _Plot(pg.PlotWidget):  # type: ignore[misc]  # pyqtgraph has no types
    """A plot whose mouse is ours: press to scrub, Shift-drag to mark a range, middle-drag to move."""

    scrubbed = Signal(object)  # frame position, float
    range_dragged = Signal(object)  # (from, to) frame positions
    panned = Signal(object)  # frames, float
    zoomed = Signal(object)  # (factor, at frame position)
    rows_scrolled = Signal(object)  # rows, int
    row_pressed = Signal(object)  # row position, float
    pointed_at = Signal(object)  # (frame position, row position)

    def __init__(self, ruler: Ruler) -> None:
        super().__init__(axisItems={"top": ruler})
        self._range_from: float | None = None
        self._pan_from: float | None = None
        self._scrubbing = False
        self.setMouseTracking(True)

    def position_at(self, at: QPointF) -> QPointF:
        """Widget pixels to (frame position, row position)."""
        point = self.plotItem.vb.mapSceneToView(self.mapToScene(at.toPoint()))
        return QPointF(point.x(), point.y())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self.position_at(event.position())
        if event.button() is Qt.MouseButton.LeftButton:
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self._range_from = at.x()
            else:
                self._scrubbing = True
                if event.position().y() > RULER_PX:
                    self.row_pressed.emit(at.y())
                self.scrubbed.emit(at.x())
        elif event.button() in (Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton):
            self._pan_from = at.x()
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self.position_at(event.position())
        if self._range_from is not None:
            self.range_dragged.emit((self._range_from, at.x()))
        elif self._pan_from is not None:
            self.panned.emit(self._pan_from - at.x())
        elif self._scrubbing:
            self.scrubbed.emit(at.x())
        else:
            self.pointed_at.emit(at)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._range_from = self._pan_from = None
        self._scrubbing = False
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        delta: QPoint = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and delta.y():
            self.rows_scrolled.emit(-1 if delta.y() > 0 else 1)
        elif delta.x() or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            low, high = self.plotItem.vb.viewRange()[0]
            self.panned.emit(-(delta.x() or delta.y()) / 120 * (high - low) / 10)
        elif delta.y():
            self.zoomed.emit((0.8 ** (delta.y() / 120), self.position_at(event.position()).x()))
        event.accept()


class Timeline(QWidget):
    """Frames across, objects down. Holds views of the lanes, never the document."""

    frame_picked = Signal(object)  # int
    range_picked = Signal(object)  # (int, int), both included
    object_picked = Signal(object)  # object id

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lanes: list[LaneView] = []
        self._frame_count = 0
        self._range: tuple[int, int] | None = None
        self._first, self._last = 0.0, 1.0
        self._top_row = 0

        self._plot = _Plot(Ruler())
        self._plot.setAccessibleName(tr("Timeline"))
        self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._plot.setFrameShape(pg.PlotWidget.Shape.NoFrame)
        item = self._plot.plotItem
        item.layout.setContentsMargins(0, 0, 0, 0)
        item.layout.setSpacing(0)
        item.hideButtons()
        item.setMenuEnabled(False)
        item.hideAxis("left")
        item.hideAxis("bottom")
        item.showAxis("top")
        self._box: pg.ViewBox = item.vb
        self._box.setMouseEnabled(False, False)
        self._box.disableAutoRange()
        self._box.invertY(True)
        self._box.setDefaultPadding(0)

        self._item = LanesItem()
        self._box.addItem(self._item)
        self._region = pg.LinearRegionItem(movable=False, pen=pg.mkPen(None))
        self._region.setZValue(5)
        self._region.hide()
        self._box.addItem(self._region)
        self._playhead = pg.InfiniteLine(angle=90, movable=False)
        self._playhead.setZValue(10)
        self._box.addItem(self._playhead)

        self._names = LaneNames(RULER_PX, self)
        self._names.setFixedWidth(NAMES_PX)
        self._across = QScrollBar(Qt.Orientation.Horizontal, self)
        self._across.setAccessibleName(tr("Scroll the timeline"))
        self._down = QScrollBar(Qt.Orientation.Vertical, self)
        self._down.setAccessibleName(tr("Scroll the objects on the timeline"))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(self._names, 0, 0)
        self._legend = Legend(self)
        grid.addWidget(self._legend, 0, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(self._plot, 0, 1)
        grid.addWidget(self._down, 0, 2)
        grid.addWidget(self._across, 1, 1)
        grid.setColumnStretch(1, 1)

        self._plot.scrubbed.connect(self._on_scrubbed)
        self._plot.range_dragged.connect(self._on_range_dragged)
        self._plot.panned.connect(self._on_panned)
        self._plot.zoomed.connect(self._on_zoomed)
        self._plot.rows_scrolled.connect(self._on_rows_scrolled)
        self._plot.row_pressed.connect(self._on_row_pressed)
        self._plot.pointed_at.connect(self._on_pointed_at)
        self._names.row_pressed.connect(self._on_row_pressed)
        self._across.valueChanged.connect(self._on_across)
        self._down.valueChanged.connect(self._on_down)
        self.apply_palette()

    def sizeHint(self) -> QSize:
        return QSize(600, RULER_PX + 4 * ROW_PX)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, RULER_PX + ROW_PX)

    # ---- what is shown

    def set_frame_count(self, frame_count: int) -> None:
        """Show another media's length, all of it."""
        self._frame_count = frame_count
        self._playhead.setVisible(frame_count > 0)
        self._plot.plotItem.getAxis("top").setVisible(frame_count > 0)
        self.set_range(None)
        self.set_lanes([])
        self.zoom_to_whole()
        self.set_playhead(0)

    def set_lanes(self, lanes: Sequence[LaneView]) -> None:
        """Show these lanes, top to bottom."""
        self._lanes = list(lanes)
        self._item.set_lanes(self._lanes, self._frame_count)
        self._names.set_lanes(self._lanes)
        self._apply_rows()

    def repaint_lanes(self) -> None:
        """A lane that is shown has changed."""
        self._item.repaint_lanes()
        self._names.update()

    def set_playhead(self, frame_index: int) -> None:
        """Move the playhead; the view follows when it leaves."""
        position = frame_index + 0.5
        self._playhead.setPos(position)
        span = self._last - self._first
        if self._frame_count and not self._first <= position <= self._last:
            start = position - span * (0.1 if position > self._last else 0.9)
            self._set_view(start, start + span)

    def set_range(self, frames: tuple[int, int] | None) -> None:
        """Mark a range of frames, both ends included, or none."""
        self._range = frames
        self._region.setVisible(frames is not None)
        if frames is not None:
            self._region.setRegion((frames[0], frames[1] + 1))

    def set_stretch(self, stretch: StretchMark | None) -> None:
        """Frame the stretch that a correction reaches, or none."""
        self._item.set_stretch(stretch)

    @property
    def visible_range(self) -> tuple[float, float]:
        """The frame positions at the left and the right edge."""
        return self._first, self._last

    def zoom_to_whole(self) -> None:
        """Show all frames."""
        whole = max(self._frame_count, 1)
        self._set_view(-EDGE_SHARE * whole, (1 + EDGE_SHARE) * whole)

    def zoom(self, factor: float, at: float | None = None) -> None:
        """Show `factor` times as many frames, keeping the position `at` (or the playhead) where it is."""
        if at is None:
            at = float(self._playhead.value())
        span = self._last - self._first
        new_span = max(span * factor, min(LEAST_FRAMES, span))
        share = (at - self._first) / span if span else 0.5
        self._set_view(at - share * new_span, at + (1 - share) * new_span)

    def apply_palette(self) -> None:
        """Take the colours of the theme."""
        palette = self.palette()
        window = palette.color(QPalette.ColorRole.Window)
        text = palette.color(QPalette.ColorRole.WindowText)
        dark = window.lightness() < 128
        self._plot.setBackground(window)
        axis = self._plot.plotItem.getAxis("top")
        faint = QColor(text)
        faint.setAlphaF(0.65)
        axis.setPen(pg.mkPen(QColor(128, 128, 128, 90)))
        axis.setTextPen(faint)
        highlight = palette.color(QPalette.ColorRole.Highlight)
        self._playhead.setPen(pg.mkPen(QColor("#ffffff") if dark else QColor("#1b1f24"), width=2))
        self._item.stretch_line = highlight.lighter(130) if dark else highlight
        wash = QColor(highlight)
        wash.setAlphaF(0.22)
        self._region.setBrush(wash)
        self._item.base = window.lighter(122) if dark else window.darker(106)
        self._item.base_selected = window.lighter(165) if dark else window.darker(118)
        self._item.repaint_lanes()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._apply_rows()

    # ---- the view

    def _set_view(self, first: float, last: float) -> None:
        """Show the frame positions from `first` to `last`; a little room stays at either end of the media."""
        whole = float(max(self._frame_count, 1))
        room = (last - first) * EDGE_SHARE
        span = min(last - first, whole + 2 * room)
        first = min(max(first, -room), whole + room - span)
        self._first, self._last = first, first + span
        self._box.setXRange(self._first, self._last, padding=0)
        self._across.blockSignals(True)
        self._across.setRange(0, max(0, round((whole - span) * 100)))
        self._across.setPageStep(max(1, round(span * 100)))
        self._across.setSingleStep(max(1, round(span * 10)))
        self._across.setValue(round(first * 100))
        self._across.blockSignals(False)
        self._across.setVisible(span < whole)

    def _apply_rows(self) -> None:
        height = max(1, self._plot.height() - RULER_PX)
        fitting = max(1, height // ROW_PX)
        most = max(0, len(self._lanes) - fitting)
        self._top_row = min(self._top_row, most)
        self._down.blockSignals(True)
        self._down.setRange(0, most)
        self._down.setPageStep(fitting)
        self._down.setValue(self._top_row)
        self._down.blockSignals(False)
        self._down.setVisible(most > 0)
        self._box.setYRange(self._top_row, self._top_row + height / ROW_PX, padding=0)
        self._names.set_top_row(self._top_row)

    def _frame_of(self, position: float) -> int:
        return max(0, min(int(np.floor(position)), self._frame_count - 1))

    @Slot(object)
    def _on_scrubbed(self, position: float) -> None:
        if self._frame_count:
            self.frame_picked.emit(self._frame_of(position))

    @Slot(object)
    def _on_range_dragged(self, ends: tuple[float, float]) -> None:
        if self._frame_count:
            low, high = sorted(ends)
            self.range_picked.emit((self._frame_of(low), self._frame_of(high)))

    @Slot(object)
    def _on_panned(self, frames: float) -> None:
        self._set_view(self._first + frames, self._last + frames)

    @Slot(object)
    def _on_zoomed(self, zoomed: tuple[float, float]) -> None:
        self.zoom(*zoomed)

    @Slot(object)
    def _on_rows_scrolled(self, rows: int) -> None:
        self._down.setValue(self._down.value() + rows)

    @Slot(object)
    def _on_row_pressed(self, position: float) -> None:
        row = int(np.floor(position))
        if 0 <= row < len(self._lanes):
            self.object_picked.emit(self._lanes[row].object_id)

    @Slot(object)
    def _on_pointed_at(self, at: QPointF) -> None:
        row, frame_index = int(np.floor(at.y())), int(np.floor(at.x()))
        if not (0 <= row < len(self._lanes) and 0 <= frame_index < self._frame_count):
            self._plot.setToolTip(tr(HINT))
            return
        lane = self._lanes[row]
        code = int(lane.codes[frame_index])
        origin = origin_of(code)
        what = [tr(STATE_WORDS[state_of(code)]), tr(ORIGIN_WORDS[origin])] if origin else [tr("no mask")]
        if frame_index in lane.prompts:
            what.append(tr("with a prompt"))
        told = "; ".join(what)
        self._plot.setToolTip(
            tr("{name}, frame {frame}: {told}", name=lane.name, frame=frame_index, told=told)
        )

    @Slot(int)
    def _on_across(self, value: int) -> None:
        span = self._last - self._first
        self._set_view(value / 100, value / 100 + span)

    @Slot(int)
    def _on_down(self, value: int) -> None:
        self._top_row = value
        self._apply_rows()
