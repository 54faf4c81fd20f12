"""Point prompts: left is the object, right (or Shift) is not the object."""

import math

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter

from desktop.canvas.layers import PromptMark
from desktop.canvas.marks import MARK_RADIUS, draw_click
from desktop.canvas.viewport import Viewport
from desktop.language import marked
from desktop.tools.intents import ClickAdded, ClickMoved, ClickRemoved, HoverAsked, HoverEnded, Intent
from desktop.tools.tool import Pointer, Tool


class ClickTool(Tool):
    """Adds clicks; a mark of the selected object can be dragged, and goes by a right press or Delete.

    While the key for it is held, asks for a preview of what a click here would give.
    """

    name = "click"
    title = marked("Click")
    previews = True

    def __init__(self) -> None:
        super().__init__()
        self._grabbed: PromptMark | None = None
        self._moved = False
        self._at: Pointer | None = None
        self._previewing = False

    def start(self, pointer: Pointer) -> None:
        if pointer.button not in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            return
        self.active = True
        self._grabbed = self._mark_at(pointer)
        self._moved = False
        self._at = pointer

    def move(self, pointer: Pointer) -> None:
        if not self.active:
            return
        self._at = pointer
        if self._grabbed is not None and self._grabbed.click is not None:
            start = (self._grabbed.click.x, self._grabbed.click.y)
            if math.dist(start, (pointer.x, pointer.y)) * self.host.viewport.scale > 3:
                self._moved = True
            self.host.redraw()

    def end(self, pointer: Pointer) -> None:
        if not self.active:
            return
        self.active = False
        intent = self._meant(pointer)
        self._grabbed = None
        self.host.redraw()
        if intent is not None:
            self.host.push(intent)

    def _meant(self, pointer: Pointer) -> Intent | None:
        inside = self.host.viewport.contains(pointer.x, pointer.y)
        if self._grabbed is not None:
            if pointer.button == Qt.MouseButton.RightButton:
                return ClickRemoved(self._grabbed.index)
            return ClickMoved(self._grabbed.index, pointer.x, pointer.y) if self._moved and inside else None
        if not inside:
            return None
        positive = pointer.button == Qt.MouseButton.LeftButton and not pointer.shift
        return ClickAdded(pointer.x, pointer.y, positive)

    def hover(self, pointer: Pointer | None) -> None:
        self._at = pointer
        if not self._previewing:
            return
        if pointer is not None and self.host.viewport.contains(pointer.x, pointer.y):
            self.host.push(HoverAsked(pointer.x, pointer.y, not pointer.shift))
        else:
            self.host.push(HoverEnded())

    def set_previewing(self, on: bool) -> None:
        if on and not self.active:
            self._previewing = True
            self.hover(self._at)
        elif not on and self._previewing:
            self._end_preview()

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        if self.wants_key(key, modifiers) and self._at is not None:
            mark = self._mark_at(self._at)
            if mark is not None:
                self.host.push(ClickRemoved(mark.index))
                return True
        return False

    def wants_key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        if self.active or self._at is None or key not in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            return False
        return self._mark_at(self._at) is not None

    def cancel(self) -> None:
        super().cancel()
        self._grabbed = None
        if self._previewing:
            self._end_preview()
        self.host.redraw()

    def cursor_at(self, pointer: Pointer) -> Qt.CursorShape:
        return Qt.CursorShape.PointingHandCursor if self._mark_at(pointer) else self.cursor

    def paint(self, painter: QPainter, viewport: Viewport) -> None:
        mark, at = self._grabbed, self._at
        if self.active and self._moved and at is not None and mark is not None and mark.click is not None:
            place = QPointF(*viewport.to_widget(at.x, at.y))
            draw_click(painter, place, mark.click.positive, mark.colour)

    def _end_preview(self) -> None:
        self._previewing = False
        self.host.push(HoverEnded())

    def _mark_at(self, pointer: Pointer) -> PromptMark | None:
        """The selected object's click under the pointer; the nearest of several."""
        reach = (MARK_RADIUS + 2) / self.host.viewport.scale
        near = [
            (math.dist((mark.click.x, mark.click.y), (pointer.x, pointer.y)), mark.index, mark)
            for mark in self.host.marks
            if mark.selected and mark.click is not None
        ]
        best = min(near, key=lambda item: item[:2], default=None)
        return best[2] if best is not None and best[0] <= reach else None
