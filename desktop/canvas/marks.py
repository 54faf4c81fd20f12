"""How prompts are drawn: clicks and boxes, readable on any frame and without telling red from green."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

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
