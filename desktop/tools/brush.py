"""Painting a mask by hand: brush and eraser."""

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from core.types import Click
from desktop.canvas.marks import draw_dotted, draw_ring
from desktop.canvas.rect import EMPTY
from desktop.canvas.viewport import Viewport
from desktop.language import marked
from desktop.tools.intents import ClicksAdded
from desktop.tools.shapes import paint_segment, spread_points
from desktop.tools.tool import Pointer, Tool

SMALLEST_PX, LARGEST_PX = 1.0, 1000.0
LEAST_PRESSURE = 0.15
PROMPT_CLICKS = 5
NOTCH_FACTOR = 1.15


class BrushTool(Tool):
    """Adds px under a round brush of `size_px` media px across; the right button takes them away.

    Shift draws a straight line from where the stroke before ended. With Ctrl held at its start, or
    `as_prompt` set, a stroke becomes clicks along its way instead of px. A pen's pressure makes the
    brush finer, its other end erases.
    """

    name = "brush"
    title = marked("Brush")
    adds = True

    def __init__(self, size_px: float = 24.0) -> None:
        super().__init__()
        self.as_prompt = False
        self._size_px = size_px
        self._at: Pointer | None = None
        self._before: Pointer | None = None
        self._ended_at: tuple[float, float] | None = None
        self._value = 255
        self._written = EMPTY
        self._prompting = False
        self._path: list[tuple[float, float]] = []
        self._pixels: NDArray[np.uint8] | None = None

    @property
    def size_px(self) -> float:
        """The brush's width in media px."""
        return self._size_px

    def set_size_px(self, size_px: float) -> None:
        """Another width, within what is sensible."""
        self._size_px = min(max(size_px, SMALLEST_PX), LARGEST_PX)
        if self._host is not None:
            self.host.redraw()
            self.host.tool_adjusted()

    def start(self, pointer: Pointer) -> None:
        if pointer.button not in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            return
        reversing = (pointer.button == Qt.MouseButton.RightButton) != pointer.eraser
        self._value = 255 if self.adds != reversing else 0
        self._prompting = self.as_prompt or pointer.ctrl
        self._path = [(pointer.x, pointer.y)]
        self._written = EMPTY
        if not self._prompting:
            self._pixels = self.host.begin_painting()
            if self._pixels is None:
                return
        self.active = True
        self._at = pointer
        if pointer.shift and self._ended_at is not None:
            self._before = Pointer(*self._ended_at, pressure=pointer.pressure)
        else:
            self._before = pointer
        self._paint_to(pointer)

    def move(self, pointer: Pointer) -> None:
        self._redraw_ring()
        self._at = pointer
        if self.active:
            self._paint_to(pointer)
        self._redraw_ring()

    def end(self, pointer: Pointer) -> None:
        if not self.active:
            return
        self.move(pointer if pointer.pressure > 0 else self._last_pressure(pointer))
        self.active = False
        self._ended_at = (pointer.x, pointer.y)
        if self._prompting:
            self.host.redraw()
            self._push_clicks()
        else:
            self.host.end_painting(
                marked("Brush stroke") if self._value else marked("Eraser stroke"), self._written
            )
        self._pixels = None

    def cancel(self) -> None:
        was_painting = self.active and not self._prompting
        super().cancel()
        self._pixels = None
        if was_painting:
            self.host.drop_painting()
        self.host.redraw()

    def hover(self, pointer: Pointer | None) -> None:
        self._redraw_ring()
        self._at = pointer
        self._redraw_ring()

    def wheel(self, notches: float) -> bool:
        changed = self._size_px * NOTCH_FACTOR**notches
        self.set_size_px(max(changed, self._size_px + 1) if notches > 0 else min(changed, self._size_px - 1))
        return True

    def cursor_at(self, pointer: Pointer) -> Qt.CursorShape:
        large = self._size_px * self.host.viewport.scale >= 10
        return Qt.CursorShape.BlankCursor if large else Qt.CursorShape.CrossCursor

    def paint(self, painter: QPainter, viewport: Viewport) -> None:
        if self.active and self._prompting:
            points = [QPointF(*viewport.to_widget(x, y)) for x, y in self._path]
            draw_dotted(painter, points, self.host.selected_colour())
        if self._at is not None:
            place = QPointF(*viewport.to_widget(self._at.x, self._at.y))
            radius = self._radius(self._at) * viewport.scale
            draw_ring(painter, place, radius, minus=self._value == 0 if self.active else not self.adds)

    def _paint_to(self, pointer: Pointer) -> None:
        before, self._before = self._before or pointer, pointer
        if self._prompting:
            self._path.append((pointer.x, pointer.y))
            self.host.redraw()
        elif self._pixels is not None:
            here = paint_segment(
                self._pixels,
                (before.x, before.y),
                (pointer.x, pointer.y),
                self._radius(before),
                self._radius(pointer),
                self._value,
            )
            self._written = self._written.joined(here)
            self.host.touch(here)

    def _push_clicks(self) -> None:
        inside = [(x, y) for x, y in self._path if self.host.viewport.contains(x, y)]
        clicks = tuple(Click(x, y, self._value > 0) for x, y in spread_points(inside, PROMPT_CLICKS))
        if clicks:
            self.host.push(ClicksAdded(clicks))

    def _last_pressure(self, pointer: Pointer) -> Pointer:
        """A pen that is lifted reports no pressure: the stroke ends as wide as it was."""
        pressure = self._before.pressure if self._before is not None else 1.0
        return Pointer(pointer.x, pointer.y, pointer.button, pointer.modifiers, pressure, pointer.eraser)

    def _radius(self, pointer: Pointer) -> float:
        return self._size_px / 2 * max(pointer.pressure, LEAST_PRESSURE)

    def _redraw_ring(self) -> None:
        if self._at is None:
            return
        x, y = self.host.viewport.to_widget(self._at.x, self._at.y)
        reach = math.ceil(self._size_px / 2 * self.host.viewport.scale) + 8
        self.host.redraw(QRectF(x - reach, y - reach, 2 * reach, 2 * reach))


class EraserTool(BrushTool):
    """Takes px away; the right button adds them. As a prompt it says what is not the object."""

    name = "eraser"
    title = marked("Eraser")
    adds = False
