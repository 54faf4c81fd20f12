"""In the status bar: the size of the brush in hand, and how to change it."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel, QWidget

from desktop.tools.brush import BrushTool
from desktop.tools.tool import Tool


class BrushNote(QLabel):
    """Shown while a tool with a size is in use."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Brush size")
        self.setToolTip("How wide the brush is, in pixels of the frame. [ and ] or Shift+wheel change it.")
        self.setContentsMargins(6, 0, 6, 0)
        self.hide()

    @Slot(object)
    def show_tool(self, tool: Tool) -> None:
        """Another tool, or another size."""
        if isinstance(tool, BrushTool):
            self.setText(f"{tool.title} {tool.size_px:.0f} px   [  ]")
            self.show()
        else:
            self.hide()
