"""A box prompt, dragged from corner to corner; the one that is there can be moved by its edges."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from core.types import Box
from desktop.canvas.marks import draw_box
from desktop.canvas.viewport import Viewport
from desktop.language import marked
from desktop.tools.intents import BoxDrawn, BoxRemoved
from desktop.tools.tool import Pointer, Tool

SMALLEST_PX = 2.0
REACH_WIDGET_PX = 6.0


class BoxTool(Tool):
    """Draws a box, or drags the sides and corners of the selected object's box. Delete removes that."""

    name = "box"
    title = marked("Box")

    def __init__(self) -> None:
        super().__init__()
        self._box: Box | None = None
        self._original: Box | None = None
        self._anchor = (0.0, 0.0)
        self._sides = ""
        self._at: Pointer | None = None

    def start(self, pointer: Pointer) -> None:
        if pointer.button != Qt.MouseButton.LeftButton:
            return
        self.active = True
        self._original = self._selected_box()
        self._sides = "" if self._original is None else self._sides_at(self._original, pointer)
        self._anchor = (pointer.x, pointer.y)
        self._box = None

    def move(self, pointer: Pointer) -> None:
        if not self.active:
            return
        if self._sides and self._original is not None:
            self._box = self._reshaped(self._original, pointer)
        else:
            self._box = self._clipped(*self._anchor, pointer.x, pointer.y)
        self.host.redraw()

    def end(self, pointer: Pointer) -> None:
        if not self.active:
            return
        self.move(pointer)
        box, self._box, self.active = self._box, None, False
        self.host.redraw()
        if box is not None and box != self._original and min(box.width, box.height) >= SMALLEST_PX:
            self.host.push(BoxDrawn(box))

    def cancel(self) -> None:
        super().cancel()
        self._box = None
        self.host.redraw()

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        if self.wants_key(key, modifiers):
            self.host.push(BoxRemoved())
            return True
        return False

    def wants_key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        """Delete while the pointer is on the box's line."""
        if self.active or self._at is None or key not in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            return False
        box = self._selected_box()
        return box is not None and bool(self._sides_at(box, self._at))

    def hover(self, pointer: Pointer | None) -> None:
        self._at = pointer

    def cursor_at(self, pointer: Pointer) -> Qt.CursorShape:
        box = self._selected_box()
        sides = self._sides_at(box, pointer) if box is not None else ""
        return _CURSORS.get(sides, self.cursor)

    def paint(self, painter: QPainter, viewport: Viewport) -> None:
        if self._box is None:
            return
        x0, y0 = viewport.to_widget(self._box.x0, self._box.y0)
        x1, y1 = viewport.to_widget(self._box.x1, self._box.y1)
        draw_box(painter, QRectF(x0, y0, x1 - x0, y1 - y0), self.host.selected_colour().name(), handles=False)

    def _selected_box(self) -> Box | None:
        return next((m.box for m in self.host.marks if m.selected and m.box is not None), None)

    def _sides_at(self, box: Box, pointer: Pointer) -> str:
        """Which sides of the box are under the pointer: some of "lr" and of "tb", or nothing."""
        reach = REACH_WIDGET_PX / self.host.viewport.scale
        if not (
            box.x0 - reach <= pointer.x <= box.x1 + reach and box.y0 - reach <= pointer.y <= box.y1 + reach
        ):
            return ""
        across = _nearer("l", box.x0, "r", box.x1, pointer.x, reach)
        return across + _nearer("t", box.y0, "b", box.y1, pointer.y, reach)

    def _reshaped(self, box: Box, pointer: Pointer) -> Box:
        return self._clipped(
            pointer.x if "l" in self._sides else box.x0,
            pointer.y if "t" in self._sides else box.y0,
            pointer.x if "r" in self._sides else box.x1,
            pointer.y if "b" in self._sides else box.y1,
        )

    def _clipped(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """A box of two corners in any order, cut to the media."""
        width, height = self.host.viewport.media_wh
        left, right = sorted((min(max(x0, 0.0), width), min(max(x1, 0.0), width)))
        top, bottom = sorted((min(max(y0, 0.0), height), min(max(y1, 0.0), height)))
        return Box(left, top, right, bottom)


def _nearer(low: str, low_at: float, high: str, high_at: float, at: float, reach: float) -> str:
    """The name of the side that lies within reach, the nearer one where both do."""
    to_low, to_high = abs(at - low_at), abs(at - high_at)
    if min(to_low, to_high) > reach:
        return ""
    return low if to_low <= to_high else high


_CURSORS = {
    "l": Qt.CursorShape.SizeHorCursor,
    "r": Qt.CursorShape.SizeHorCursor,
    "t": Qt.CursorShape.SizeVerCursor,
    "b": Qt.CursorShape.SizeVerCursor,
    "lt": Qt.CursorShape.SizeFDiagCursor,
    "rb": Qt.CursorShape.SizeFDiagCursor,
    "rt": Qt.CursorShape.SizeBDiagCursor,
    "lb": Qt.CursorShape.SizeBDiagCursor,
}
