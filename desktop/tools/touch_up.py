"""One press mends one spot: fill the hole under the pointer, or remove the island."""

from PySide6.QtCore import Qt

from core.types import MaskHW
from desktop.language import marked, tr
from desktop.tools.mask_edits import fill_hole_at, remove_island_at
from desktop.tools.tool import Pointer, Tool


class _SpotTool(Tool):
    """Base: a left press edits the selected mask at one px."""

    undo_name = ""
    nothing = ""

    def start(self, pointer: Pointer) -> None:
        inside = self.host.viewport.contains(pointer.x, pointer.y)
        if pointer.button != Qt.MouseButton.LeftButton or not inside or not self.host.may_paint():
            return
        x, y = int(pointer.x), int(pointer.y)
        changed = self.host.edit_selected(self.undo_name, lambda mask_hw: self._edited(mask_hw, x, y))
        if not changed:
            self.host.refuse(tr(self.nothing))

    def _edited(self, mask_hw: MaskHW, x: int, y: int) -> MaskHW:
        raise NotImplementedError


class FillHoleTool(_SpotTool):
    """Fills the hole that is pressed."""

    name = "fill_hole"
    title = marked("Fill hole")
    undo_name = marked("Fill hole")
    nothing = marked("There is no hole of the selected mask here.")

    def _edited(self, mask_hw: MaskHW, x: int, y: int) -> MaskHW:
        return fill_hole_at(mask_hw, x, y)


class RemoveIslandTool(_SpotTool):
    """Removes the connected part that is pressed."""

    name = "remove_island"
    title = marked("Remove island")
    undo_name = marked("Remove island")
    nothing = marked("The selected mask is not here.")

    def _edited(self, mask_hw: MaskHW, x: int, y: int) -> MaskHW:
        return remove_island_at(mask_hw, x, y)
