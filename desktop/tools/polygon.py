"""A polygon whose corners can be moved, added and removed until it is filled."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter

from desktop.canvas.marks import draw_corner, draw_outline
from desktop.canvas.viewport import Viewport
from desktop.language import marked
from desktop.tools.lasso import fill_polygon
from desktop.tools.tool import Pointer, Tool

REACH_WIDGET_PX = 8.0


@dataclass(frozen=True, slots=True)
class Corner:
    """A corner of the polygon under the pointer."""

    index: int


@dataclass(frozen=True, slots=True)
class Side:
    """A side under the pointer: a corner put there gets this index."""

    index: int


def hit(
    points: Sequence[tuple[float, float]], at_xy: tuple[float, float], reach: float, *, closed: bool
) -> Corner | Side | None:
    """What of a polygon lies within `reach` of a point: the nearest corner before any side."""
    near = [(math.dist(point, at_xy), index) for index, point in enumerate(points)]
    best = min(near, default=None)
    if best is not None and best[0] <= reach:
        return Corner(best[1])
    sides = range(len(points) if closed and len(points) > 2 else len(points) - 1)
    along = [(_distance(points[i], points[(i + 1) % len(points)], at_xy), i + 1) for i in sides]
    side = min(along, default=None)
    return Side(side[1]) if side is not None and side[0] <= reach else None


def _distance(a: tuple[float, float], b: tuple[float, float], at: tuple[float, float]) -> float:
    """From a point to the line between two others."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length2 = dx * dx + dy * dy
    along = 0.0 if length2 == 0 else ((at[0] - a[0]) * dx + (at[1] - a[1]) * dy) / length2
    along = min(max(along, 0.0), 1.0)
    return math.dist((a[0] + along * dx, a[1] + along * dy), at)


class PolygonTool(Tool):
    """Presses set corners; a press on the first one closes it; Enter or a double click fills it.

    A corner is dragged to move it and removed by the right button or Delete; a press on a side puts a new
    one there. Backspace takes back the last corner, Esc all of them. With Shift, filling takes away.
    """

    name = "polygon"
    title = marked("Polygon")

    def __init__(self) -> None:
        super().__init__()
        self._points: list[tuple[float, float]] = []
        self._closed = False
        self._grabbed: int | None = None
        self._at: Pointer | None = None

    @property
    def points(self) -> tuple[tuple[float, float], ...]:
        """The corners so far."""
        return tuple(self._points)

    @property
    def closed(self) -> bool:
        """Whether the last corner is joined to the first."""
        return self._closed

    def start(self, pointer: Pointer) -> None:
        self._at = pointer
        under = self._under(pointer)
        if pointer.button == Qt.MouseButton.RightButton:
            if isinstance(under, Corner):
                self._remove(under.index)
            return
        if pointer.button != Qt.MouseButton.LeftButton:
            return
        if not self._points and not self.host.may_paint():
            return
        self.active = True
        if isinstance(under, Corner):
            if under.index == 0 and not self._closed and len(self._points) > 2:
                self._closed = True
            self._grabbed = under.index
        elif isinstance(under, Side):
            self._points.insert(under.index, self._clamped(pointer))
            self._grabbed = under.index
        elif not self._closed:
            self._points.append(self._clamped(pointer))
            self._grabbed = len(self._points) - 1
        self.host.redraw()

    def move(self, pointer: Pointer) -> None:
        self._at = pointer
        if self._grabbed is not None:
            self._points[self._grabbed] = self._clamped(pointer)
        self.host.redraw()

    def end(self, pointer: Pointer) -> None:
        self._grabbed = None
        self.host.redraw()

    def hover(self, pointer: Pointer | None) -> None:
        self._at = pointer
        if self.active:
            self.host.redraw()

    def double_click(self, pointer: Pointer) -> bool:
        if pointer.button != Qt.MouseButton.LeftButton or len(self._points) < 3:
            return False
        self._fill(taking=pointer.shift)
        return True

    def cancel(self) -> None:
        super().cancel()
        self._points, self._closed, self._grabbed = [], False, None
        self.host.redraw()

    def wants_key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        return self.active and key in (
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
            Qt.Key.Key_Delete,
            Qt.Key.Key_Backspace,
        )

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        if not self.wants_key(key, modifiers):
            return False
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._fill(taking=bool(modifiers & Qt.KeyboardModifier.ShiftModifier))
        elif key == Qt.Key.Key_Backspace:
            self._remove(len(self._points) - 1)
        else:
            under = None if self._at is None else self._under(self._at)
            if isinstance(under, Corner):
                self._remove(under.index)
        return True

    def cursor_at(self, pointer: Pointer) -> Qt.CursorShape:
        under = self._under(pointer)
        if isinstance(under, Corner):
            return Qt.CursorShape.PointingHandCursor
        return Qt.CursorShape.DragCopyCursor if isinstance(under, Side) else self.cursor

    def paint(self, painter: QPainter, viewport: Viewport) -> None:
        if not self._points:
            return
        points = [QPointF(*viewport.to_widget(x, y)) for x, y in self._points]
        colour = self.host.selected_colour()
        growing = not self._closed and self._grabbed is None and self._at is not None
        line = list(points)
        if growing and self._at is not None:
            line.append(QPointF(*viewport.to_widget(self._at.x, self._at.y)))
        draw_outline(painter, line, colour, closed=self._closed)
        under = None if self._at is None else self._under(self._at)
        for index, point in enumerate(points):
            hot = isinstance(under, Corner) and under.index == index
            draw_corner(painter, point, colour, large=hot or (index == 0 and not self._closed))

    def _fill(self, *, taking: bool) -> None:
        points = list(self._points)
        self.cancel()
        fill_polygon(self.host, points, marked("Polygon"), taking=taking)

    def _remove(self, index: int) -> None:
        if 0 <= index < len(self._points):
            del self._points[index]
        if len(self._points) < 3:
            self._closed = False
        if not self._points:
            self.active = False
        self.host.redraw()

    def _under(self, pointer: Pointer) -> Corner | Side | None:
        reach = REACH_WIDGET_PX / self.host.viewport.scale
        return hit(self._points, (pointer.x, pointer.y), reach, closed=self._closed)

    def _clamped(self, pointer: Pointer) -> tuple[float, float]:
        """Corners stay on the media."""
        width, height = self.host.viewport.media_wh
        return min(max(pointer.x, 0.0), float(width)), min(max(pointer.y, 0.0), float(height))
