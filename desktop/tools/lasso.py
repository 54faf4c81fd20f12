"""Going around a part with one line: what it encloses is added, or with the right button taken away."""

import math

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter

from core.wording import say
from desktop.canvas.marks import draw_outline
from desktop.canvas.viewport import Viewport
from desktop.language import marked
from desktop.tools.shapes import polygon_px
from desktop.tools.tool import Pointer, Tool, ToolHost

CLOSEST_WIDGET_PX = 1.5


class LassoTool(Tool):
    """A freehand line, closed by letting go."""

    name = "lasso"
    title = marked("Lasso")

    def __init__(self) -> None:
        super().__init__()
        self._path: list[tuple[float, float]] = []
        self._taking = False

    def start(self, pointer: Pointer) -> None:
        if pointer.button not in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            return
        if not self.host.may_paint():
            return
        self.active = True
        self._taking = (pointer.button == Qt.MouseButton.RightButton) != (pointer.shift or pointer.eraser)
        self._path = [(pointer.x, pointer.y)]

    def move(self, pointer: Pointer) -> None:
        if self.active:
            if (
                math.dist(self._path[-1], (pointer.x, pointer.y)) * self.host.viewport.scale
                > CLOSEST_WIDGET_PX
            ):
                self._path.append((pointer.x, pointer.y))
            self.host.redraw()

    def end(self, pointer: Pointer) -> None:
        if not self.active:
            return
        self.active = False
        path, self._path = [*self._path, (pointer.x, pointer.y)], []
        fill_polygon(self.host, path, marked("Lasso"), taking=self._taking)
        self.host.redraw()

    def cancel(self) -> None:
        super().cancel()
        self._path = []
        self.host.redraw()

    def paint(self, painter: QPainter, viewport: Viewport) -> None:
        if self.active:
            points = [QPointF(*viewport.to_widget(x, y)) for x, y in self._path]
            draw_outline(painter, points, self.host.selected_colour(), minus=self._taking, closing=True)


def fill_polygon(host: ToolHost, points: list[tuple[float, float]], name: str, *, taking: bool) -> None:
    """Add what a polygon encloses to the selected mask, or take it away; one `MaskPainted`."""
    inside, box = polygon_px(points, host.viewport.media_wh)
    if box.is_empty:
        return
    pixels = host.begin_painting()
    if pixels is None:
        return
    pixels[box.slices][inside] = 0 if taking else 255
    host.touch(box)
    host.end_painting(say("{name} cut", name=say(name)) if taking else name, box)
