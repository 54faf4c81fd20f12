"""The names at the left of the lanes."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QWidget

from desktop.language import tr
from desktop.timeline.lane_view import LaneView
from desktop.timeline.lanes_item import ROW_PX


class LaneNames(QWidget):
    """A colour and a name for each lane, level with it; pressing one picks the object."""

    row_pressed = Signal(object)  # row position, float

    def __init__(self, ruler_px: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ruler_px = ruler_px
        self._top_row = 0
        self._lanes: Sequence[LaneView] = ()
        self.setAccessibleName(tr("Objects on the timeline"))
        self.setToolTip(tr("Press a name to select the object."))

    def set_lanes(self, lanes: Sequence[LaneView]) -> None:
        """Show these, top to bottom."""
        self._lanes = lanes
        self.update()

    def set_top_row(self, row: int) -> None:
        """The first row that is seen."""
        if row != self._top_row:
            self._top_row = row
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.position().y() >= self._ruler_px:
            self.row_pressed.emit((event.position().y() - self._ruler_px) / ROW_PX + self._top_row)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        text, window = palette.color(QPalette.ColorRole.WindowText), palette.color(QPalette.ColorRole.Window)
        selected = window.lighter(165) if window.lightness() < 128 else window.darker(118)
        painter.setClipRect(0, self._ruler_px, self.width(), self.height())
        for row, lane in enumerate(self._lanes[self._top_row :]):
            y = self._ruler_px + row * ROW_PX
            if y > self.height():
                break
            if lane.selected:
                painter.fillRect(QRectF(0, y + 1, self.width(), ROW_PX - 2), selected)
            painter.setOpacity(1.0 if lane.visible else 0.45)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(lane.colour))
            painter.drawRoundedRect(QRectF(10, y + ROW_PX / 2 - 5, 10, 10), 2, 2)
            painter.setPen(text)
            room = QRectF(28, y, self.width() - 34, ROW_PX)
            name = painter.fontMetrics().elidedText(lane.name, Qt.TextElideMode.ElideRight, int(room.width()))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
            painter.setOpacity(1.0)
