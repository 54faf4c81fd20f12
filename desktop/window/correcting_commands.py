"""What the commands about mending masks do."""

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QObject, Signal

from core.masks import Mask
from core.types import MaskHW
from desktop.canvas.canvas import Canvas
from desktop.controllers.document import DocumentController
from desktop.controllers.frames import FrameController
from desktop.language import marked, tr
from desktop.tools.brush import BrushTool
from desktop.tools.mask_edits import fill_holes, grow, remove_islands, shrink, smooth

MaskEdit = Callable[[MaskHW], MaskHW]


class CorrectingCommands(QObject):
    """Whole-mask commands on the frame that is shown. Each is one step to undo, or one sentence why not."""

    said = Signal(object)  # str
    conditions_changed = Signal()

    def __init__(
        self,
        canvas: Canvas,
        documents: DocumentController,
        frames: FrameController,
        brushes: tuple[BrushTool, ...],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._documents = documents
        self._frames = frames
        self._brushes = brushes
        self._copied: Mask | None = None

    def table(self) -> dict[str, Callable[[], object]]:
        """What each of these commands calls."""
        return {
            "tool.larger": lambda: self.resize_brushes(1),
            "tool.smaller": lambda: self.resize_brushes(-1),
            "mask.grow": lambda: self._edit(marked("Grow"), grow, tr("There is no room to grow.")),
            "mask.shrink": lambda: self._edit(marked("Shrink"), shrink, tr("There is nothing to take away.")),
            "mask.smooth": lambda: self._edit(
                marked("Smooth Edge"), smooth, tr("The edge is smooth already.")
            ),
            "mask.fill_holes": lambda: self._edit(
                marked("Fill All Holes"), fill_holes, tr("The mask has no holes.")
            ),
            "mask.remove_islands": lambda: self._edit(
                marked("Remove Small Islands"), remove_islands, tr("The mask is in one piece.")
            ),
            "mask.copy": self.copy,
            "mask.paste": self.paste,
        }

    @property
    def conditions(self) -> frozenset[str]:
        """For `ActionSet.set_conditions`."""
        return frozenset({"copied"}) if self._copied is not None else frozenset()

    def resize_brushes(self, notches: int) -> None:
        """Make the brush and the eraser, which share no size, larger or smaller: that in use, else both."""
        used = [brush for brush in self._brushes if brush is self._canvas.tool]
        for brush in used or self._brushes:
            brush.wheel(notches)
        if not used:
            sizes = (f"{tr(brush.title)} {brush.size_px:.0f} px" for brush in self._brushes)
            self.said.emit(", ".join(sizes))

    def copy(self) -> None:
        """Remember the selected object's mask on the frame that is shown."""
        mask = self._mask_here()
        if mask is None:
            self.said.emit(tr("The selected object has no mask on this frame."))
            return
        self._copied = mask
        self.conditions_changed.emit()
        self.said.emit(tr("The mask is copied; paste it on another frame or for another object."))

    def paste(self) -> None:
        """The copied mask instead of the one that is there; a new object's where none is selected."""
        shown, copied = self._frames.shown, self._copied
        if shown is None or copied is None or self._refused_for_gesture():
            return
        height, width = shown.frame_rgb.shape[:2]
        if (copied.width, copied.height) != (width, height):
            self.said.emit(
                tr(
                    "The copied mask is {mask_size} pixels; this video is {video_size}.",
                    mask_size=f"{copied.width}×{copied.height}",
                    video_size=f"{width}×{height}",
                )
            )
            return
        if self._canvas.may_paint() and not self._canvas.edit_selected(
            marked("Paste Mask"), lambda _before: copied.to_array()
        ):
            self.said.emit(tr("This frame has that mask already."))

    def _edit(self, name: str, edit: MaskEdit, nothing: str) -> None:
        if self._refused_for_gesture() or not self._canvas.may_paint():
            return
        if self._mask_here() is None:
            self.said.emit(tr("The selected object has no mask on this frame."))
        elif not self._canvas.edit_selected(name, lambda mask_hw: np.ascontiguousarray(edit(mask_hw))):
            self.said.emit(nothing)

    def _mask_here(self) -> Mask | None:
        document, shown, selected = self._documents.document, self._frames.shown, self._documents.selected
        if document is None or shown is None or selected is None:
            return None
        mask = document.mask(selected, shown.frame_index)
        return None if mask is None or mask.is_empty else mask

    def _refused_for_gesture(self) -> bool:
        if self._canvas.gesturing:
            self.said.emit(tr("Finish what you are drawing first, or press Esc."))
            return True
        return False
