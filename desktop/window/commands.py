"""What each command does: the table of ids on one side, the controllers on the other."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

import resources
from core.document.store import SUFFIX
from core.errors import AppError
from core.types import State
from desktop.language import counted, marked, shown, tr
from desktop.tools.box import BoxTool
from desktop.tools.brush import BrushTool, EraserTool
from desktop.tools.click import ClickTool
from desktop.tools.lasso import LassoTool
from desktop.tools.pan import PanTool
from desktop.tools.polygon import PolygonTool
from desktop.tools.tool import Tool
from desktop.tools.touch_up import FillHoleTool, RemoveIslandTool
from desktop.window.correcting_commands import CorrectingCommands
from desktop.window.help_commands import HelpCommands, show_folder
from desktop.window.message_bar import Tone
from desktop.window.parts import Parts
from desktop.window.review_dock import ReviewDock

VIDEO_ENDINGS = "*.mp4 *.mov *.mkv *.webm *.avi *.m4v *.ts *.mts *.mpg *.gif"
MEDIA_FILTER = marked("Videos and projects ({endings});;All files (*)")
VIDEO_FILTER = marked("Videos ({endings});;All files (*)")
PROJECT_FILTER = marked("Projects ({endings})")
OPACITY_STEP = 0.1
SECOND_PASS = 10
DEMO = ("demo", "demo.mp4")


class Commands(QObject):
    """Connects every action of the table. `range_changed`: the marked frames, (first, last) or None."""

    range_changed = Signal(object)

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
        self.help = HelpCommands(parts, self)
        self.range: tuple[int, int] | None = None
        self._last_folder = ""
        self._training_window: QWidget | None = None
        for action_id, call in self._table().items():
            parts.actions[action_id].triggered.connect(self._runner(call))

    def _table(self) -> dict[str, Callable[[], object]]:
        p = self._parts
        canvas, timeline, frames, objects = p.window.canvas, p.window.timeline, p.frames, p.objects
        return {
            "file.open": self.open,
            "file.open_folder": self.open_folder,
            "file.new": self.new_project,
            "file.demo": self.open_demo,
            "file.save": self.say_saved,
            "file.save_as": self.save_as,
            "file.export": self.export,
            "file.import": self.import_masks,
            "file.locate": self.locate,
            "file.show_folder": self.show_project_folder,
            "file.close": p.opening.close,
            "file.quit": p.window.close,
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
            "object.import_classes": self.import_classes,
            "object.delete": objects.remove,
            "mask.approve": lambda: self.set_state(State.APPROVED, marked("Approve")),
            "mask.flag": lambda: self.set_state(State.FLAGGED, marked("Flag")),
            "mask.draft": lambda: self.set_state(State.DRAFT, marked("Back to Draft")),
            "mask.approve_range": self.approve_range,
            "mask.approve_on": p.review.approve_on,
            "mask.comment": self.review_dock.edit_comment,
            "mask.clear": self.clear_mask,
            "mask.clear_range": self.clear_range,
            **self.correcting.table(),
            "track.forward": lambda: self.track(frames.index, frames.frame_count - 1),
            "track.backward": lambda: self.track(frames.index, 0),
            "track.step": lambda: self.track(frames.index, min(frames.index + 10, frames.frame_count - 1)),
            "track.range": self.track_range,
            "track.selected_only": lambda: None,
            "track.follow": lambda: p.tracking.set_follow(self._checked("track.follow")),
            "track.mark_in": lambda: self.mark(start=frames.index),
            "track.mark_out": lambda: self.mark(stop=frames.index),
            "track.mark_none": lambda: self.set_range(None),
            "track.skip_off": lambda: p.skipping.choose(mode="off"),
            "track.skip_auto": lambda: p.skipping.choose(mode="auto"),
            "track.skip_every": lambda: p.skipping.choose(mode="every"),
            "track.second_pass": lambda: p.tracking.check_doubtful(SECOND_PASS),
            "track.again": p.correcting.track_again,
            "track.before": lambda: p.correcting.show_before(self._checked("track.before")),
            "track.keep": p.correcting.keep,
            "track.drop": p.correcting.drop,
            "track.cancel": p.tracking.cancel,
            "model.train": self.show_training,
            "model.roll_back": p.promotion.roll_back,
            **self.help.table(),
        }

    def take_tool(self, action_id: str) -> None:
        """Take up a tool by its command's id."""
        self._parts.actions[action_id].setChecked(True)
        self._parts.window.canvas.set_tool(self._tools[action_id])

    # ---- file

    def open(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self._parts.window,
            tr("Open a Video or a Project"),
            self._folder(),
            tr(MEDIA_FILTER, endings=f"*{SUFFIX} {VIDEO_ENDINGS}"),
        )
        self._open(path)

    def open_folder(self) -> None:
        path = QFileDialog.getExistingDirectory(
            self._parts.window, tr("Open a Folder of Frames"), self._folder()
        )
        self._open(path)

    def new_project(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self._parts.window,
            tr("New Project: Choose Its Video"),
            self._folder(),
            tr(VIDEO_FILTER, endings=VIDEO_ENDINGS),
        )
        self._open(path, fresh=True)

    @Slot()
    def open_demo(self) -> None:
        self._parts.opening.open_copy(resources.path(*DEMO))

    def say_saved(self) -> None:
        project = self._parts.documents.project
        if project is not None and project.path is not None:
            self._say(tr("Everything is saved as you make it, in {path}.", path=project.path))

    def save_as(self) -> None:
        project = self._parts.documents.project
        if project is None or project.path is None:
            return
        path, _ = QFileDialog.getSaveFileName(
            self._parts.window, tr("Save As"), str(project.path), tr(PROJECT_FILTER, endings=f"*{SUFFIX}")
        )
        if path and self._parts.opening.save_as(Path(path)):
            self._say(tr("You go on in {name}.", name=Path(path).name))

    def export(self) -> None:
        from desktop.dialogs.export import ExportDialog

        ExportDialog(self._parts.window, self._parts.documents, self._parts.exporting, self.range).open()

    def import_masks(self) -> None:
        from desktop.dialogs.import_masks import ImportDialog

        ImportDialog(self._parts.window, self._parts.importing, self._folder()).open()

    @Slot()
    def locate(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self._parts.window,
            tr("Where Is the Video Now?"),
            self._folder(),
            tr(VIDEO_FILTER, endings=VIDEO_ENDINGS),
        )
        if path:
            self._parts.opening.locate(Path(path))

    def show_project_folder(self) -> None:
        project = self._parts.documents.project
        if project is not None and project.path is not None:
            show_folder(project.path.parent)

    def _open(self, path: str, *, fresh: bool = False) -> None:
        if path:
            self._last_folder = str(Path(path).parent)
            self._parts.opening.open(Path(path), fresh=fresh)

    def _folder(self) -> str:
        project = self._parts.documents.project
        if self._last_folder:
            return self._last_folder
        return (
            str(project.path.parent) if project is not None and project.path is not None else str(Path.home())
        )

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
            self._say(tr("Finish what you are drawing first, or press Esc."))
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

    # ---- objects

    def import_classes(self) -> None:
        from core.formats.classes import read_classes

        path, _ = QFileDialog.getOpenFileName(
            self._parts.window,
            tr("Import a Class List"),
            self._folder(),
            tr("Class lists (*.txt *.yaml *.yml *.json)"),
        )
        if not path:
            return
        try:
            count = self._parts.objects.add_classes(read_classes(Path(path)))
        except AppError as error:
            self._say(shown(error), Tone.ERROR)
            return
        self._say(
            counted(count, "{n} class is new in this project.", "{n} classes are new in this project.")
            if count
            else tr("No class in there is new.")
        )

    # ---- masks

    def set_state(self, state: State, name: str) -> None:
        index = self._parts.frames.index
        if not self._parts.objects.set_state(state, range(index, index + 1), name):
            self._say(tr("The selected object has no mask on this frame."))

    def approve_range(self) -> None:
        start, stop = self.range or (self._parts.frames.index, self._parts.frames.frame_count - 1)
        count = self._parts.objects.set_state(State.APPROVED, range(start, stop + 1), marked("Approve Range"))
        self._say(
            counted(count, "{n} mask is approved.", "{n} masks are approved.")
            if count
            else tr("There is no mask to approve in this range.")
        )

    def clear_mask(self) -> None:
        item = self._parts.documents.selected_object
        if item is not None and item.locked:
            self._say(tr("{name} is locked; unlock it to change its masks.", name=item.name), Tone.WARNING)
        elif self._parts.window.canvas.gesturing:
            self._parts.window.canvas.cancel_gesture()
        elif not self._parts.prompts.discard():
            self._parts.objects.clear(self._parts.frames.index)

    def clear_range(self) -> None:
        start, stop = self.range or (0, self._parts.frames.frame_count - 1)
        count = self._parts.objects.clear_tracked(range(start, stop + 1))
        self._say(
            counted(count, "{n} mask is removed.", "{n} masks are removed.")
            if count
            else tr("There is no tracked mask in this range.")
        )

    # ---- tracking

    def track(self, start: int, stop: int) -> None:
        self._parts.playback.pause()
        self._parts.tracking.start(start, stop, selected_only=self._checked("track.selected_only"))

    def track_range(self) -> None:
        """From the range's start on, or, where all that is known lies behind its end, backward."""
        if self.range is not None:
            self.track(*self.range)

    def mark(self, *, start: int | None = None, stop: int | None = None) -> None:
        """Mark the range's start or end; the other end gives way where it must."""
        last = self._parts.frames.frame_count - 1
        low, high = self.range or (0, last)
        if start is not None:
            low, high = start, max(high, start)
        if stop is not None:
            low, high = min(low, stop), stop
        self.set_range((low, high))

    @Slot(object)
    def set_range(self, frames: tuple[int, int] | None) -> None:
        """Mark a range of frames, or none."""
        self.range = frames
        self._parts.window.timeline.set_range(frames)
        self.range_changed.emit(frames)

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

    def _say(self, text: str, tone: Tone = Tone.INFO) -> None:
        self._parts.window.message_bar.show_message(text, tone)

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
