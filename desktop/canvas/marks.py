"""How prompts are drawn: clicks and boxes, readable on any frame and without telling red from green."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPolygonF

MARK_RADIUS = 7.0
"""Widget px."""

INK = QColor(20, 22, 26)
PAPER = QColor(255, 255, 255)


def draw_click(painter: QPainter, at: QPointF, positive: bool, colour: str, *, selected: bool = True) -> None:
    """A disc with a plus in the object's colour, or a dark one with a minus. `at` in widget px."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if not selected:
        painter.setOpacity(0.7)
    radius = MARK_RADIUS if selected else MARK_RADIUS - 2
    painter.setPen(QPen(INK, 1.0))
    painter.setBrush(QBrush(PAPER))
    painter.drawEllipse(at, radius + 1.5, radius + 1.5)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(QColor(colour) if positive else INK))
    painter.drawEllipse(at, radius - 0.5, radius - 0.5)
    sign = _readable_on(QColor(colour)) if positive else PAPER
    pen = QPen(sign, 2.0)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    arm = radius - 3.0
    painter.drawLine(QPointF(at.x() - arm, at.y()), QPointF(at.x() + arm, at.y()))
    if positive:
        painter.drawLine(QPointF(at.x(), at.y() - arm), QPointF(at.x(), at.y() + arm))
    painter.restore()


def draw_box(
    painter: QPainter, rect: QRectF, colour: str, *, selected: bool = True, handles: bool = True
) -> None:
    """A box with a dark line around it; squares at its corners where it can be changed. Widget px."""
    painter.save()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    crisp = QRectF(round(rect.x()), round(rect.y()), round(rect.width()), round(rect.height()))
    if not selected:
        painter.setOpacity(0.7)
    painter.setPen(_pen(QColor(20, 22, 26, 170), 4.0))
    painter.drawRect(crisp)
    painter.setPen(_pen(QColor(colour), 2.0))
    painter.drawRect(crisp)
    if handles and selected:
        painter.setPen(_pen(INK, 1.0))
        painter.setBrush(QBrush(PAPER))
        for corner in (crisp.topLeft(), crisp.topRight(), crisp.bottomLeft(), crisp.bottomRight()):
            painter.drawRect(QRectF(corner.x() - 3.5, corner.y() - 3.5, 7, 7))
    painter.restore()


def _pen(colour: QColor, width: float) -> QPen:
    pen = QPen(colour, width)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    return pen


def _readable_on(colour: QColor) -> QColor:
    """Dark or light, whichever stands out more (relative luminance as in WCAG, without its gamma)."""
    luminance = 0.2126 * colour.redF() + 0.7152 * colour.greenF() + 0.0722 * colour.blueF()
    return INK if luminance > 0.5 else PAPER


def draw_ring(painter: QPainter, at: QPointF, radius: float, *, minus: bool = False) -> None:
    """The brush's edge: a light line with a dark one around it, dashed where it takes away."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(20, 22, 26, 190), 3.0))
    painter.drawEllipse(at, radius, radius)
    pen = QPen(PAPER, 1.25)
    if minus:
        pen.setDashPattern([4.0, 3.0])
    painter.setPen(pen)
    painter.drawEllipse(at, radius, radius)
    if radius >= 5:
        painter.setPen(QPen(INK, 3.0))
        painter.drawPoint(at)
        painter.setPen(QPen(PAPER, 1.5))
        painter.drawPoint(at)
    painter.restore()


def draw_outline(
    painter: QPainter,
    points: Sequence[QPointF],
    colour: QColor,
    *,
    minus: bool = False,
    closed: bool = False,
    closing: bool = False,
) -> None:
    """A line through points, in the object's colour with a dark line around it; white for taking away.

    `closed`: back to the first point. `closing`: it would be if it ended now, a dashed line says so.
    """
    if len(points) < 2:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    polygon = QPolygonF([*points, points[0]] if closed else list(points))
    if (closed or closing) and len(points) > 2:
        inside = QColor(20, 22, 26) if minus else QColor(colour)
        inside.setAlpha(70)
        path = QPainterPath()
        path.addPolygon(polygon)
        path.closeSubpath()
        path.setFillRule(Qt.FillRule.WindingFill)
        painter.fillPath(path, QBrush(inside))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in (QPen(QColor(20, 22, 26, 190), 3.5), QPen(PAPER if minus else colour, 1.75)):
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPolyline(polygon)
    if closing and len(points) > 2:
        pen = QPen(PAPER, 1.0, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawLine(points[-1], points[0])
    painter.restore()


def draw_dotted(painter: QPainter, points: Sequence[QPointF], colour: QColor) -> None:
    """The way of a stroke that becomes prompts."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for pen in (QPen(INK, 6.0), QPen(colour, 3.5)):
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setDashPattern([0.01, 14.0 / pen.widthF()])
        painter.setPen(pen)
        painter.drawPolyline(QPolygonF(list(points)))
    painter.restore()


def draw_corner(painter: QPainter, at: QPointF, colour: QColor, *, large: bool = False) -> None:
    """A corner of a polygon that can be dragged."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    half = 5.0 if large else 3.5
    painter.setPen(_pen(INK, 1.25))
    painter.setBrush(QBrush(colour if large else PAPER))
    painter.drawRect(QRectF(at.x() - half, at.y() - half, 2 * half, 2 * half))
    painter.restore()
