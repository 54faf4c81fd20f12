"""What is drawn over frame and masks: prompts, guidance, the loupe, short notes. Widget px."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPainterPath, QPalette, QPen

from desktop.canvas.layers import PromptMark
from desktop.canvas.marks import INK, PAPER, draw_box, draw_click
from desktop.canvas.overlay import OverlayLayer, OverlayStyle, compose
from desktop.canvas.picture import Picture
from desktop.canvas.viewport import Viewport

LOUPE_WIDGET_PX = 168
LOUPE_TIMES = 4.0
LOUPE_LEAST_ZOOM = 6.0
GAP = 12
CARD_EDGE = QColor(255, 255, 255, 40)


def draw_prompts(painter: QPainter, viewport: Viewport, marks: Sequence[PromptMark]) -> None:
    """Boxes first, then clicks; the selected object's over the others'."""
    for mark in sorted(marks, key=lambda mark: (mark.selected, mark.click is not None)):
        if mark.box is not None:
            x0, y0 = viewport.to_widget(mark.box.x0, mark.box.y0)
            x1, y1 = viewport.to_widget(mark.box.x1, mark.box.y1)
            draw_box(painter, QRectF(x0, y0, x1 - x0, y1 - y0), mark.colour, selected=mark.selected)
        if mark.click is not None:
            place = QPointF(*viewport.to_widget(mark.click.x, mark.click.y))
            draw_click(painter, place, mark.click.positive, mark.colour, selected=mark.selected)


def draw_guidance(
    painter: QPainter, area: QRect, palette: QPalette, lines: Sequence[str], over_frame: bool
) -> None:
    """The first line is a title. In the middle of an empty canvas; else on a card near the lower edge."""
    if not lines:
        return
    title, body = QFont(painter.font()), QFont(painter.font())
    title.setPointSizeF(body.pointSizeF() * (1.15 if over_frame else 1.6))
    title.setWeight(QFont.Weight.DemiBold)
    body.setPointSizeF(body.pointSizeF() * (1.0 if over_frame else 1.1))
    fonts = [title] + [body] * (len(lines) - 1)
    heights = [QFontMetricsF(font).height() * 1.45 for font in fonts]
    room = area.width() - 8 * GAP
    width = min(room, max(QFontMetricsF(f).horizontalAdvance(t) for f, t in zip(fonts, lines, strict=True)))
    height = sum(heights)
    left = area.center().x() - width / 2
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if over_frame:
        top = area.bottom() - height - 4 * GAP
        card = QRectF(left - 2 * GAP, top - GAP, width + 4 * GAP, height + 2 * GAP)
        painter.setPen(CARD_EDGE)  # seen where the card lies over the dark beside the frame
        painter.setBrush(QColor(20, 22, 26, 215))
        painter.drawRoundedRect(card, 8, 8)
        strong, calm = PAPER, QColor(215, 219, 224)
    else:
        top = area.center().y() - height / 2
        strong = palette.color(QPalette.ColorRole.WindowText)
        calm = palette.color(QPalette.ColorRole.PlaceholderText)
    for number, (line, font, line_height) in enumerate(zip(lines, fonts, heights, strict=True)):
        painter.setFont(font)
        painter.setPen(strong if number == 0 else calm)
        shown = QFontMetricsF(font).elidedText(line, Qt.TextElideMode.ElideRight, width + 1)
        painter.drawText(QRectF(left, top, width + 1, line_height), Qt.AlignmentFlag.AlignCenter, shown)
        top += line_height
    painter.restore()


def draw_view_note(painter: QPainter, area: QRect, text: str) -> None:
    """A short note in the upper left corner."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    metrics = QFontMetricsF(painter.font())
    card = QRectF(GAP, GAP, metrics.horizontalAdvance(text) + 2 * GAP, metrics.height() + GAP)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(20, 22, 26, 215))
    painter.drawRoundedRect(card, 6, 6)
    painter.setPen(PAPER)
    painter.drawText(card, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


def loupe_rect(area: QRect, pointer_widget: tuple[float, float]) -> QRect:
    """The upper right corner, or the upper left while the pointer is near that one."""
    right = QRect(area.right() - GAP - LOUPE_WIDGET_PX, GAP, LOUPE_WIDGET_PX, LOUPE_WIDGET_PX)
    near = right.adjusted(-3 * GAP, -3 * GAP, 3 * GAP, 3 * GAP)
    if near.contains(round(pointer_widget[0]), round(pointer_widget[1])):
        return QRect(GAP, GAP, LOUPE_WIDGET_PX, LOUPE_WIDGET_PX)
    return right


def draw_loupe(
    painter: QPainter,
    area: QRect,
    viewport: Viewport,
    picture: Picture,
    layers: Sequence[OverlayLayer],
    style: OverlayStyle,
    pointer_px: tuple[float, float],
) -> None:
    """What lies under the pointer, some times larger, with the px under it framed."""
    if picture.frame is None or not viewport.contains(*pointer_px):
        return
    where = loupe_rect(area, viewport.to_widget(*pointer_px))
    side = round(LOUPE_WIDGET_PX * viewport.dpr)
    zoom = float(min(64, max(LOUPE_LEAST_ZOOM, round(viewport.zoom * LOUPE_TIMES))))
    left, top = (round(side / 2 - at * zoom) for at in pointer_px)
    inside = Viewport(viewport.media_wh, (side, side), viewport.dpr, zoom, left, top, fitted=False)
    enlarged = Picture()
    enlarged.show_same_frame(picture)
    enlarged.view_changed(inside)
    enlarged.refresh(inside, (), style)
    masks = np.zeros((side, side, 4), dtype=np.uint8)
    compose(masks, inside.view_rect, layers, inside, style)
    outline = QPainterPath()
    outline.addRoundedRect(QRectF(where), 8, 8)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipPath(outline, Qt.ClipOperation.IntersectClip)
    for pixels, image_format in (
        (enlarged.frame_bgra, QImage.Format.Format_RGB32),
        (masks, QImage.Format.Format_ARGB32_Premultiplied),
    ):
        image = QImage(pixels.data, side, side, 4 * side, image_format)
        painter.drawImage(QRectF(where), image, QRectF(0, 0, side, side))
    painter.setClipping(False)
    column, row = (float(int(at)) for at in pointer_px)
    x0, y0 = (
        where.x() + (column * zoom + left) / viewport.dpr,
        where.y() + (row * zoom + top) / viewport.dpr,
    )
    framed = QRectF(x0, y0, zoom / viewport.dpr, zoom / viewport.dpr)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(INK, 3))
    painter.drawRect(framed)
    painter.setPen(QPen(PAPER, 1.25))
    painter.drawRect(framed)
    painter.setPen(QPen(INK, 1))
    painter.drawPath(outline)
    painter.restore()
