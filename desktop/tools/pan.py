"""Moving the view. Space or the middle button does the same in every tool; that is the canvas's part."""

from PySide6.QtCore import Qt

from desktop.language import marked
from desktop.tools.intents import ObjectPicked
from desktop.tools.tool import Pointer, Tool

STILL_WIDGET_PX = 4


class PanTool(Tool):
    """Drag moves the view (the canvas does it); a press without a drag picks the object under it."""

    name = "pan"
    title = marked("Pan")
    cursor = Qt.CursorShape.OpenHandCursor

    def picked(self, pointer: Pointer) -> None:
        """A press and release at one place."""
        object_id = self.host.object_at(pointer.x, pointer.y)
        if object_id is not None:
            self.host.push(ObjectPicked(object_id))
