"""What each command does: the table of ids on one side, the controllers on the other."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.language import tr
from desktop.tools.box import BoxTool
from desktop.tools.brush import BrushTool, EraserTool
from desktop.tools.click import ClickTool
from desktop.tools.lasso import LassoTool
from desktop.tools.pan import PanTool
from desktop.tools.polygon import PolygonTool
from desktop.tools.tool import Tool
from desktop.tools.touch_up import FillHoleTool, RemoveIslandTool
from desktop.window.correcting_commands import CorrectingCommands
from desktop.window.file_commands import FileCommands
from desktop.window.help_commands import HelpCommands
from desktop.window.mask_commands import MaskCommands
from desktop.window.parts import Parts
from desktop.window.review_dock import ReviewDock
from desktop.window.track_commands import TrackCommands

OPACITY_STEP = 0.1


class Commands(QObject):
    """Connects every action of the table. Those with more to them are in a file for each menu."""

    def __init__(self, parts: Parts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._tools: dict[str, Tool] = {
            f"tool.{tool.name}": tool
            for tool in (
                PanTool(),
                ClickTool(),
                BoxTool(),
                BrushTool(),
                EraserTool(),
                LassoTool(),
                PolygonTool(),
                FillHoleTool(),
                RemoveIslandTool(),
            )
        }
        self.correcting = CorrectingCommands(
            parts.window.canvas,
            parts.documents,
            parts.frames,
            tuple(tool for tool in self._tools.values() if isinstance(tool, BrushTool)),
            self,
        )
        self.review_dock = ReviewDock(parts)
        self.tracks = TrackCommands(parts, self)
        self.files = FileCommands(parts, self.tracks, self)
        self.masks = MaskCommands(parts, self.tracks, self)
        self.help = HelpCommands(parts, self)
        self._training_window: QWidget | None = None
        for action_id, call in self.table().items():
            parts.actions[action_id].triggered.connect(self._runner(call))

    def table(self) -> dict[str, Callable[[], object]]:
        """Every command by id."""
        p = self._parts
        canvas, timeline, frames, objects = p.window.canvas, p.window.timeline, p.frames, p.objects
        return {
            **self.files.table(),
            "edit.undo": self.undo,
            "edit.redo": self.redo,
            "edit.palette": self.find_command,
            "edit.settings": self.show_settings,
            "edit.keys": lambda: self.show_settings(keys=True),
            "view.fit": canvas.zoom_to_fit,
            "view.actual": lambda: canvas.zoom_to(1.0),
            "view.zoom_in": canvas.zoom_in,
            "view.zoom_out": canvas.zoom_out,
            "view.masks": lambda: canvas.set_masks_hidden(not self._checked("view.masks")),
            "view.outline": lambda: p.preferences.change(
                outline_px=1.5 if self._checked("view.outline") else 0.0
            ),
            "view.loupe": lambda: canvas.set_loupe(self._checked("view.loupe")),
            "view.opacity_up": lambda: self.change_opacity(OPACITY_STEP),
            "view.opacity_down": lambda: self.change_opacity(-OPACITY_STEP),
            "view.timeline_fit": timeline.zoom_to_whole,
            "view.timeline_in": lambda: timeline.zoom(0.5),
            "view.timeline_out": lambda: timeline.zoom(2.0),
            "view.objects": lambda: p.window.objects_dock.setVisible(self._checked("view.objects")),
            "view.review": lambda: self.review_dock.setVisible(self._checked("view.review")),
            "view.full_screen": self.toggle_full_screen,
            "view.theme_system": lambda: p.preferences.change(theme="system"),
            "view.theme_light": lambda: p.preferences.change(theme="light"),
            "view.theme_dark": lambda: p.preferences.change(theme="dark"),
            "go.play": p.playback.toggle,
            "go.next": lambda: frames.step(1),
            "go.previous": lambda: frames.step(-1),
            "go.next_10": lambda: frames.step(10),
            "go.previous_10": lambda: frames.step(-10),
            "go.next_prompt": lambda: self._go_to(p.timeline_sync.next_prompt(frames.index)),
            "go.previous_prompt": lambda: self._go_to(p.timeline_sync.previous_prompt(frames.index)),
            "go.next_look": lambda: p.review.go_on(1),
            "go.previous_look": lambda: p.review.go_on(-1),
            "go.next_listed": lambda: p.review.go_in_time(1),
            "go.previous_listed": lambda: p.review.go_in_time(-1),
            "go.first": lambda: frames.go_to(0),
            "go.last": lambda: frames.go_to(frames.frame_count - 1),
            "go.frame": p.window.transport.focus_frame,
            **{action_id: self._tool_taker(action_id) for action_id in self._tools},
            "object.add": objects.add,
            "object.rename": p.window.objects.edit_name,
            "object.class": p.window.objects.edit_class,
            "object.colour": p.window.objects.choose_colour,
            "object.visible": objects.toggle_visible,
            "object.solo": objects.toggle_solo,
            "object.locked": objects.toggle_locked,
            "object.next": lambda: objects.select_by(1),
            "object.previous": lambda: objects.select_by(-1),
            "object.up": lambda: objects.move(-1),
            "object.down": lambda: objects.move(1),
            "object.overlap": lambda: objects.allow_overlap(self._checked("object.overlap")),
            "object.delete": objects.remove,
            **self.masks.table(),
            "mask.comment": self.review_dock.edit_comment,
            **self.correcting.table(),
            **self.tracks.table(),
            "model.train": self.show_training,
            "model.roll_back": p.promotion.roll_back,
            **self.help.table(),
        }

    def take_tool(self, action_id: str) -> None:
        """Take up a tool by its command's id."""
        self._parts.actions[action_id].setChecked(True)
        self._parts.window.canvas.set_tool(self._tools[action_id])

    # ---- edit and view

    def undo(self) -> None:
        """What is on its way to the model is taken back first."""
        if self._parts.window.canvas.gesturing:
            self._parts.window.canvas.cancel_gesture()
        elif not self._parts.prompts.discard():
            self._parts.documents.undo()

    def redo(self) -> None:
        """Not while something is being drawn: it would be drawn on another mask than it ends on."""
        if self._parts.window.canvas.gesturing:
            self._parts.window.message_bar.show_message(
                tr("Finish what you are drawing first, or press Esc.")
            )
        else:
            self._parts.documents.redo()

    def find_command(self) -> None:
        from desktop.dialogs.palette import CommandPalette

        CommandPalette(self._parts.window, self._parts.actions, self._parts.preferences).open()

    def show_settings(self, *, keys: bool = False) -> None:
        from desktop.dialogs.settings import SettingsDialog

        p = self._parts
        there = p.window.findChild(SettingsDialog)
        dialog = there or SettingsDialog(p.window, p.preferences, p.models, p.actions)
        if keys:
            dialog.show_page(dialog.keys)
        dialog.open()
        dialog.raise_()
        dialog.activateWindow()

    def change_opacity(self, step: float) -> None:
        opacity = self._parts.preferences.settings.overlay_opacity + step
        self._parts.preferences.change(overlay_opacity=round(min(max(opacity, 0.0), 1.0), 2))

    def toggle_full_screen(self) -> None:
        window = self._parts.window
        if window.isFullScreen():
            window.showNormal()
        else:
            window.showFullScreen()

    # ---- training

    def show_training(self) -> None:
        """Bring the training window to the front; made when it is first wanted."""
        from desktop.training.window import TrainingWindow

        p = self._parts
        if self._training_window is None:
            self._training_window = TrainingWindow(
                p.window, p.training, p.promotion, p.documents, p.preferences, p.lanes.io
            )
        self._training_window.show()
        self._training_window.raise_()
        self._training_window.activateWindow()

    # ---- inside

    def _checked(self, action_id: str) -> bool:
        return self._parts.actions[action_id].isChecked()

    def _go_to(self, frame_index: int | None) -> None:
        if frame_index is not None:
            self._parts.frames.go_to(frame_index)

    def _tool_taker(self, action_id: str) -> Callable[[], None]:
        return lambda: self.take_tool(action_id)

    def _runner(self, call: Callable[[], object]) -> Callable[[bool], None]:
        # A GUI-thread signal to a plain function: it runs here, there is no other thread in it.
        def run(_checked: bool = False) -> None:
            call()

        return run
