"""Draws the objects' lanes: masks by origin, states, prompts. Device pixels across, one row a lane."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from core.types import Origin, State
from desktop.plots import pg
from desktop.timeline.lane_view import (
    LaneView,
    StretchMark,
    origin_of,
    runs_between,
    state_of,
    thin_out,
)

ROW_PX: Final = 26
BAR_PX: Final = 14
STATE_PX: Final = 3
PROMPT_PX: Final = 4.5

STATE_COLOURS: Final = {
    State.CORRECTED: QColor("#e8b339"),
    State.APPROVED: QColor("#4fc47f"),
    State.FLAGGED: QColor("#f0574d"),
}


class LanesItem(pg.GraphicsObject):  # type: ignore[misc]  # pyqtgraph has no types
    """All lanes in one item; x is in frames (frame n spans n to n + 1), y in rows.

    The picture is kept between paints, so that moving the playhead costs one blit.
    """

    def __init__(self) -> None:
        super().__init__()
        self._lanes: Sequence[LaneView] = ()
        self._frame_count = 0
        self._picture: QPixmap | None = None
        self._picture_of: tuple[object, ...] = ()
        self._version = 0
        self.base = QColor("#22262b")
        self.base_selected = QColor("#2d3540")
        self.line = QColor("#15181b")
        self.prompt_fill = QColor("#ffffff")
        self.stretch_line = QColor("#4aa3ff")
        self._stretch: StretchMark | None = None

    def set_lanes(self, lanes: Sequence[LaneView], frame_count: int) -> None:
        """Draw these lanes from now on; `repaint_lanes` after changing one."""
        self.prepareGeometryChange()
        self._lanes = lanes
        self._frame_count = frame_count
        self.repaint_lanes()

    def set_stretch(self, stretch: StretchMark | None) -> None:
        """Frame a stretch of one lane, or none."""
        if stretch != self._stretch:
            self._stretch = stretch
            self.repaint_lanes()

    def repaint_lanes(self) -> None:
        """Draw anew: a lane has changed."""
        self._version += 1
        self.informViewBoundsChanged()
        self.update()

    def boundingRect(self) -> QRectF:
        return QRectF(0, 0, max(self._frame_count, 1), max(len(self._lanes), 1))

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        box = self.getViewBox()
        if box is None or not self._lanes:
            return
        (first, last), (top, _bottom) = box.viewRange()
        to_px = painter.worldTransform()
        origin_px = to_px.map(QPointF(first, top))
        width, height = round(box.width()), round(box.height())
        if width <= 0 or height <= 0:
            return
        ratio = painter.device().devicePixelRatioF()
        picture_of = (self._version, first, last, top, width, height, ratio)
        if self._picture is None or self._picture_of != picture_of:
            self._picture = QPixmap(round(width * ratio), round(height * ratio))
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(Qt.GlobalColor.transparent)
            inner = QPainter(self._picture)
            try:
                self.draw(inner, first, last, top, width, height)
            finally:
                inner.end()
            self._picture_of = picture_of
        painter.save()
        painter.resetTransform()
        painter.drawPixmap(QPointF(round(origin_px.x()), round(origin_px.y())), self._picture)
        painter.restore()

    def draw(self, painter: QPainter, first: float, last: float, top: float, width: int, height: int) -> None:
        """Draw the lanes from row `top` on, with frame positions `first` to `last` across."""
        scale = width / max(last - first, 1e-9)
        for row, lane in enumerate(self._lanes):
            y = round((row - top) * ROW_PX)
            if y + ROW_PX < 0 or y > height:
                continue
            left = round((0 - first) * scale)
            right = round((self._frame_count - first) * scale)
            left, right = max(left, 0), min(right, width)
            row_rect = QRectF(left, y + 1, right - left, ROW_PX - 2)
            painter.fillRect(row_rect, self.base_selected if lane.selected else self.base)
            painter.setOpacity(1.0 if lane.visible else 0.35)
            self._draw_masks(painter, lane, first, last, y, scale, width)
            self._draw_prompts(painter, lane, first, last, y, scale)
            painter.setOpacity(1.0)
            if self._stretch is not None and self._stretch.object_id == lane.object_id:
                self._draw_stretch(painter, self._stretch, first, y, scale)

    def _draw_stretch(
        self, painter: QPainter, stretch: StretchMark, first: float, y: int, scale: float
    ) -> None:
        """Changed and not yet kept: a frame with a wash. Still to be tracked again: a dashed frame."""
        x0 = round((stretch.first - first) * scale)
        x1 = max(round((stretch.last + 1 - first) * scale), x0 + 3)
        frame = QRectF(x0 + 0.5, y + 1.5, x1 - x0 - 1, ROW_PX - 4)
        pen = QPen(self.stretch_line, 2 if stretch.changed else 1.5)
        if stretch.changed:
            wash = QColor(self.stretch_line)
            wash.setAlphaF(0.28)
            painter.fillRect(frame, wash)
        else:
            pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(frame)

    def _draw_masks(
        self, painter: QPainter, lane: LaneView, first: float, last: float, y: int, scale: float, width: int
    ) -> None:
        first_index, last_index = int(np.floor(first)), int(np.ceil(last))
        if scale < 1:
            codes, lefts = thin_out(lane.codes, first_index, last_index, width)
            edges = np.append(lefts, min(last_index, len(lane.codes) - 1) + 1)
            spans = [
                (edges[run.start], edges[run.stop + 1], run.code)
                for run in runs_between(codes, 0, len(codes) - 1)
            ]
        else:
            spans = [
                (run.start, run.stop + 1, run.code)
                for run in runs_between(lane.codes, first_index, last_index)
            ]
        for start, stop, code in spans:
            x0 = round((start - first) * scale)
            x1 = max(round((stop - first) * scale), x0 + 1)
            self._draw_run(painter, QRectF(x0, y, x1 - x0, ROW_PX), lane.colour, code)

    def _draw_run(self, painter: QPainter, row: QRectF, colour_name: str, code: int) -> None:
        """Inferred: a solid bar. Filled: a thin pale one. Painted: taller and bright. Imported: hatched."""
        colour = QColor(colour_name)
        origin, state = origin_of(code), state_of(code)
        middle = row.center().y() - 1
        bar = QRectF(row.left(), middle - BAR_PX / 2, row.width(), BAR_PX)
        if origin is Origin.FILLED:
            colour.setAlphaF(0.45)
            painter.fillRect(bar.adjusted(0, 4, 0, -4), colour)
        elif origin is Origin.IMPORTED:
            colour.setAlphaF(0.35)
            painter.fillRect(bar, colour)
            painter.fillRect(bar, QBrush(QColor(colour_name), Qt.BrushStyle.BDiagPattern))
        elif origin is Origin.PAINTED:
            painter.fillRect(bar.adjusted(0, -2, 0, 2), colour)
            painter.fillRect(
                QRectF(bar.left(), bar.top() - 2, bar.width(), 2), QColor(colour_name).lighter(165)
            )
        else:
            colour.setAlphaF(0.8)
            painter.fillRect(bar, colour)
        if state in STATE_COLOURS:
            strip = QRectF(row.left(), row.bottom() - STATE_PX - 1, row.width(), STATE_PX)
            painter.fillRect(strip, STATE_COLOURS[state])

    def _draw_prompts(
        self, painter: QPainter, lane: LaneView, first: float, last: float, y: int, scale: float
    ) -> None:
        seen = lane.prompts[(lane.prompts >= first - 1) & (lane.prompts <= last + 1)]
        if not len(seen):
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(QPen(self.line, 1))
        painter.setBrush(self.prompt_fill)
        middle, size = y + ROW_PX / 2 - 1, PROMPT_PX
        for x in np.unique(np.round((seen + 0.5 - first) * scale)):
            painter.drawPolygon(
                QPolygonF(
                    [
                        QPointF(x, middle - size),
                        QPointF(x + size, middle),
                        QPointF(x, middle + size),
                        QPointF(x - size, middle),
                    ]
                )
            )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
