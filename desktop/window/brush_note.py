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
        self.setContentsMargins(6, 0, 6, 0)
        self._size_text = ""
        self.set_keys("[", "]")
        self.hide()

    def set_keys(self, smaller: str, larger: str) -> None:
        """The keys that change the size, "" for none."""
        keys = " and ".join(key for key in (smaller, larger) if key)
        by = f"{keys} or Shift+wheel change it." if keys else "Shift+wheel changes it."
        self.setToolTip(f"How wide the brush is, in pixels of the frame. {by}")
        self._keys = "  ".join(key for key in (smaller, larger) if key)
        self._show()

    def _show(self) -> None:
        self.setText(f"{self._size_text}   {self._keys}".rstrip())

    @Slot(object)
    def show_tool(self, tool: Tool) -> None:
        """Another tool, or another size."""
        if isinstance(tool, BrushTool):
            self._size_text = f"{tool.title} {tool.size_px:.0f} px"
            self._show()
            self.show()
        else:
            self.hide()
