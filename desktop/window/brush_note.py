"""In the status bar: the size of the brush in hand, and how to change it."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel, QWidget

from desktop.language import tr
from desktop.tools.brush import BrushTool
from desktop.tools.tool import Tool


class BrushNote(QLabel):
    """Shown while a tool with a size is in use."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Brush size"))
        self.setContentsMargins(6, 0, 6, 0)
        self._size_text = ""
        self.set_keys("[", "]")
        self.hide()

    def set_keys(self, smaller: str, larger: str) -> None:
        """The keys that change the size, "" for none."""
        keys = tr(" and ").join(key for key in (smaller, larger) if key)
        by = tr("{keys} or Shift+wheel change it.", keys=keys) if keys else tr("Shift+wheel changes it.")
        self.setToolTip(tr("How wide the brush is, in pixels of the frame. {by}", by=by))
        self._keys = "  ".join(key for key in (smaller, larger) if key)
        self._show()

    def _show(self) -> None:
        self.setText(f"{self._size_text}   {self._keys}".rstrip())

    @Slot(object)
    def show_tool(self, tool: Tool) -> None:
        """Another tool, or another size."""
        if isinstance(tool, BrushTool):
            self._size_text = f"{tr(tool.title)} {tool.size_px:.0f} px"
            self._show()
            self.show()
        else:
            self.hide()
