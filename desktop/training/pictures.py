"""Validation pictures with masks over them: the strip while it learns, and the swipe afterwards."""

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.types import FrameRGB, MaskHW
from desktop.language import marked, tr
from desktop.training.curves import theme_of
from desktop.training.progress import PreviewPicture, jpeg_of, mask_of

TRUTH, BEFORE, NOW = "#4fb893", "#e6a23c", "#5aa9e6"
"""Of the mask that a person made, the model's before, and the model's now: also told by their captions."""

GAP = 10


def decoded(jpeg: bytes) -> FrameRGB:
    """(H, W, 3) RGB of a JPEG file; a grey square where it is damaged."""
    found = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR) if jpeg else None
    if found is None:
        return np.full((64, 64, 3), 90, np.uint8)
    return np.ascontiguousarray(found[..., ::-1])


def pixmap_of(picture_rgb: FrameRGB) -> QPixmap:
    """The picture for the screen."""
    data = np.ascontiguousarray(picture_rgb)
    height, width = data.shape[:2]
    return QPixmap.fromImage(QImage(data.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy())


def tinted(picture_rgb: FrameRGB, mask_hw: MaskHW, colour: str) -> FrameRGB:
    """The picture with a mask over it, tinted and outlined; the mask is stretched to the picture's size."""
    height, width = picture_rgb.shape[:2]
    mask = cv2.resize(mask_hw.astype(np.uint8), (width, height), interpolation=cv2.INTER_NEAREST)
    shade = QColor(colour)
    rgb = np.array((shade.red(), shade.green(), shade.blue()), np.float32)
    share = (mask * 0.45).astype(np.float32)[..., None]
    mixed = np.ascontiguousarray((picture_rgb * (1 - share) + rgb * share).round().astype(np.uint8))
    lines, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)
    cv2.drawContours(mixed, lines, -1, [float(part) for part in rgb], 1, cv2.LINE_AA)
    return mixed


class PreviewStrip(QWidget):
    """Rows of truth, before and now; a column for each validation picture."""

    ROWS = ((marked("Truth"), TRUTH), (marked("Before"), BEFORE), (marked("Now"), NOW))
    NAMES_PX = 54

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Validation pictures: truth, before, now"))
        self.setToolTip(
            tr("Pictures that it does not learn from: a person's mask, the model's before, and now.")
        )
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._previews: Sequence[PreviewPicture] = ()
        self._columns: list[list[QPixmap]] = []
        self._frames: list[FrameRGB] = []

    def sizeHint(self) -> QSize:
        return QSize(640, 300)

    def minimumSizeHint(self) -> QSize:
        return QSize(320, 150)

    @property
    def count(self) -> int:
        """How many pictures it shows."""
        return len(self._columns)

    def show_previews(self, previews: Sequence[PreviewPicture]) -> None:
        """Show these, as they are now."""
        fresh = len(previews) != len(self._frames) or previews is not self._previews
        self._previews = previews
        if fresh:
            self._frames = [decoded(item.jpeg) for item in previews]
            self._columns = [
                [pixmap_of(tinted(frame, item.truth, TRUTH)), pixmap_of(tinted(frame, item.before, BEFORE))]
                for frame, item in zip(self._frames, previews, strict=True)
            ]
        for column, frame, item in zip(self._columns, self._frames, previews, strict=True):
            del column[2:]
            column.append(pixmap_of(tinted(frame, item.now, NOW)))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        theme = theme_of(self)
        if not self._columns:
            painter.setPen(QColor(theme.text_faint))
            words = tr("Pictures appear when the model has been judged for the first time.")
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words)
            return
        line = painter.fontMetrics().height() + 4
        row_h = (self.height() - line - 2 * 4) / 3
        column_w = (self.width() - self.NAMES_PX - GAP * (len(self._columns) - 1)) / len(self._columns)
        # All cells are as wide as the widest picture needs, so that columns stand close together.
        wide = max(c[0].width() / c[0].height() for c in self._columns)
        column_w = min(column_w, row_h * wide)
        for row, (name, colour) in enumerate(self.ROWS):
            top = line + row * (row_h + 4)
            painter.setPen(QColor(theme.text_faint))
            box = QRectF(0, top, self.NAMES_PX, row_h)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, tr(name))
            painter.fillRect(QRectF(self.NAMES_PX - 9, top + row_h / 2 - 10, 3, 20), QColor(colour))
        for place, (column, item) in enumerate(zip(self._columns, self._previews, strict=True)):
            left = self.NAMES_PX + place * (column_w + GAP)
            painter.setPen(QColor(theme.text_faint))
            title = painter.fontMetrics().elidedText(item.title, Qt.TextElideMode.ElideMiddle, int(column_w))
            painter.drawText(QRectF(left, 0, column_w, line), Qt.AlignmentFlag.AlignLeft, title)
            for row, pixmap in enumerate(column):
                cell = QRectF(left, line + row * (row_h + 4), column_w, row_h)
                painter.drawPixmap(fitted(pixmap.size(), cell), pixmap)


def fitted(size: QSize, cell: QRectF) -> QRect:
    """Where a picture of that size stands in a cell: as large as it can, at its left, in the middle."""
    scale = min(cell.width() / size.width(), cell.height() / size.height())
    width, height = size.width() * scale, size.height() * scale
    return QRectF(cell.left(), cell.top() + (cell.height() - height) / 2, width, height).toRect()


class Swipe(QWidget):
    """One compared picture: at the left of the line the mask before, at its right the mask now.

    The line follows the mouse, and the arrow keys. The truth is a thin line over both.
    """

    moved = Signal(object)  # share of the width, 0 to 1

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Before and after, side by side"))
        self.setToolTip(
            tr("Left of the line: before. Right of it: tuned. Green: the truth. Drag, or use the arrow keys.")
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self._before = self._after = QPixmap()
        self.share = 0.5

    def sizeHint(self) -> QSize:
        return QSize(420, 320)

    def minimumSizeHint(self) -> QSize:
        return QSize(220, 160)

    def show_compared(self, shown: dict[str, Any] | None) -> None:
        """Show a picture of a comparison (`shown` of its line), or nothing."""
        if shown is None:
            self._before = self._after = QPixmap()
        else:
            frame, truth = decoded(jpeg_of(shown)), mask_of(shown, "truth")
            self._before = self._drawn(frame, mask_of(shown, "before"), BEFORE, truth)
            self._after = self._drawn(frame, mask_of(shown, "after"), NOW, truth)
        self.update()

    def _drawn(self, frame: FrameRGB, mask_hw: MaskHW, colour: str, truth_hw: MaskHW) -> QPixmap:
        over = tinted(frame, mask_hw, colour)
        lines, _ = cv2.findContours(truth_hw.astype(np.uint8), cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)
        ink = QColor(TRUTH)
        cv2.drawContours(over, lines, -1, (ink.red(), ink.green(), ink.blue()), 1, cv2.LINE_AA)
        return pixmap_of(over)

    def _place(self) -> QRect:
        room = QRectF(self.rect())
        place = fitted(self._before.size(), room)
        place.moveLeft(round((room.width() - place.width()) / 2))
        return place

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = theme_of(self)
        painter.fillRect(self.rect(), QColor(theme.canvas))
        if self._before.isNull():
            painter.setPen(QColor(theme.text_faint))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, tr("Choose a picture in the list."))
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        place = self._place()
        at = place.left() + place.width() * self.share
        painter.drawPixmap(place, self._before)
        painter.setClipRect(QRectF(at, 0, self.width() - at, self.height()))
        painter.drawPixmap(place, self._after)
        painter.setClipping(False)
        painter.setPen(QPen(QColor("#ffffff"), 2))
        painter.drawLine(QPointF(at, place.top()), QPointF(at, place.bottom()))
        for words, left in ((tr("Before"), True), (tr("Tuned"), False)):
            width = painter.fontMetrics().horizontalAdvance(words) + 12
            x = at - width - 6 if left else at + 6
            box = QRectF(x, place.top() + 6, width, painter.fontMetrics().height() + 4)
            painter.fillRect(box, QColor(0, 0, 0, 150))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.accent), 1))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _move(self, share: float) -> None:
        self.share = min(max(share, 0.0), 1.0)
        self.moved.emit(self.share)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.mouseMoveEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._before.isNull():
            place = self._place()
            self._move((event.position().x() - place.left()) / max(place.width(), 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -0.05, Qt.Key.Key_Right: 0.05, Qt.Key.Key_Home: -1.0, Qt.Key.Key_End: 1.0}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._move(self.share + step)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self.update()
