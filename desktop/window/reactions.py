"""What the window shows when something happens: messages, the status bar, what is open."""

import logging
import traceback
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication

from core.errors import AppError
from core.settings import Settings
from desktop.canvas.viewport import Viewport
from desktop.controllers.frames import ShownFrame
from desktop.controllers.importing import ImportEnd
from desktop.controllers.models import ModelState, ModelStatus
from desktop.controllers.tracking import TrackEnd
from desktop.icons import icon
from desktop.jobs.job import Outcome
from desktop.keymap import PAN
from desktop.language import counted, shown, tr
from desktop.timeline.transport import clock_text
from desktop.undo import shown_step
from desktop.unforeseen import error_report
from desktop.window.action_set import ActionSet
from desktop.window.commands import Commands
from desktop.window.conditions import Conditions
from desktop.window.help_commands import show_folder
from desktop.window.message_bar import Tone
from desktop.window.parts import Parts
from desktop.window.skip_menu import SkipMenu
from desktop.window.stretch_bar import StretchBar
from desktop.window.track_bar import ended_text

if TYPE_CHECKING:
    from core.formats.export import ExportFinished

log = logging.getLogger(__name__)


def nothing_open(actions: ActionSet) -> tuple[str, str]:
    """What the canvas says while no video is open."""
    how = actions.how_to("file.open")
    how = how[:1].lower() + how[1:]
    return tr("Drop a video here"), tr("or {how} to open one, a folder of frames, or a project.", how=how)


class Reactions(QObject):
    """Connects the controllers' signals to the window. Its slots run on the GUI thread."""

    def __init__(self, parts: Parts, commands: Commands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._commands = commands
        self._bar = parts.window.message_bar
        self._warnings: list[str] = []  # about what is being opened
        p, window = parts, parts.window

        for source in (p.documents, p.frames, p.models, p.prompts, p.tracking, p.opening, p.exporting):
            source.problem_met.connect(self.show_problem)
        p.preferences.problem_met.connect(self.show_problem)
        for refusing in (p.prompts, p.tracking, window.canvas):
            refusing.refused.connect(self._on_refused)
        commands.correcting.said.connect(self._on_refused)
        p.correcting.changed.connect(self._on_correcting)
        self.stretch_bar = StretchBar(p.actions, p.correcting, window.timeline, window.canvas, window)
        window.transport.add_right(self.stretch_bar, first=True)
        p.correcting.said.connect(self._on_refused)
        p.review.said.connect(self._on_refused)
        p.correcting.before_changed.connect(p.canvas_sync.show_instead)
        window.canvas.tool_changed.connect(window.status.brush.show_tool)
        p.opening.progressed.connect(self._on_opening)
        p.opening.ended.connect(self._on_opening_ended)
        p.opening.opened.connect(self._on_opened)
        p.opening.warned.connect(self._on_warned)
        p.opening.media_missing.connect(self._on_media_missing)
        p.documents.project_changed.connect(self._on_project_changed)
        p.documents.turning_changed.connect(self._on_turning)
        p.frames.media_changed.connect(self._on_media_changed)
        p.frames.index_changed.connect(self._on_index_changed)
        p.frames.frame_shown.connect(self._on_frame_shown)
        p.playback.playing_changed.connect(self._on_playing)
        p.models.state_changed.connect(self._on_model)
        p.models.downloading.connect(self._on_downloading)
        p.models.download_ended.connect(self._bar.end_progress)
        p.tracking.began.connect(self._on_track_began)
        p.tracking.prepared.connect(window.track_bar.show_prepared)
        p.tracking.progressed.connect(window.track_bar.show_progress)
        p.tracking.ended.connect(self._on_track_ended)
        p.exporting.finished.connect(self._on_exported)
        p.importing.finished.connect(self._on_imported)
        p.importing.problem_met.connect(self.show_problem)
        p.preferences.changed.connect(self._on_settings)
        self.skip_menu = SkipMenu(p.actions, p.skipping, p.models, p.frames, commands.tracks, window)
        window.track_bar.set_skip_menu(self.skip_menu)
        self.conditions = Conditions(p, commands, self.skip_menu, self)

        window.canvas.hovered_px.connect(window.status.show_pointer)
        window.canvas.view_changed.connect(self._on_view)
        window.canvas.pan_key_tapped.connect(self._on_pan_key_tapped)
        window.timeline.frame_picked.connect(p.frames.go_to)
        window.timeline.range_picked.connect(commands.tracks.set_range)
        window.timeline.object_picked.connect(p.documents.select)
        window.transport.frame_typed.connect(p.frames.go_to)
        window.transport.time_typed.connect(self._on_time_typed)
        window.objects.object_selected.connect(p.documents.select)
        window.objects.object_edited.connect(p.objects.change)
        window.menus.recent_chosen.connect(self._on_recent)
        window.menus.recent_cleared.connect(p.preferences.forget_recent)
        window.paths_dropped.connect(self._on_dropped)
        window.objects_dock.visibilityChanged.connect(p.actions["view.objects"].setChecked)
        self._on_settings(p.preferences.settings)
        self._on_media_changed(None)
        self._on_model(p.models.state)

    # ---- messages

    @Slot(object)
    def show_problem(self, error: Exception) -> None:
        """One sentence: an error's own where it is one of ours."""
        if isinstance(error, AppError):
            self._bar.show_message(shown(error), Tone.ERROR)
        else:
            log.error("Shown to the user", exc_info=error)
            self._bar.show_message(
                tr("Something went wrong that was not foreseen. Your project is safe."),
                Tone.ERROR,
                button=tr("Copy Details"),
                pressed=partial(self._copy_details, error),
            )

    def _copy_details(self, error: Exception) -> None:
        details = "".join(traceback.format_exception(error))
        QGuiApplication.clipboard().setText(error_report(details))
        self._bar.show_message(tr("The details are copied, without any names of yours, for a bug report."))

    @Slot(object)
    def _on_refused(self, sentence: str) -> None:
        self._bar.show_message(sentence)

    @Slot(object)
    def _on_warned(self, sentence: str) -> None:
        self._warnings.append(sentence)
        self._bar.show_message(" ".join(self._warnings), Tone.WARNING)

    @Slot(object)
    def _on_opening(self, told: tuple[str, float | None]) -> None:
        text, fraction = told
        self._bar.show_progress(text, fraction, button=tr("Cancel"), pressed=self._parts.opening.cancel)

    @Slot()
    def _on_opening_ended(self) -> None:
        self._bar.end_progress()
        self._warnings.clear()

    @Slot(object)
    def _on_media_missing(self, path: Path) -> None:
        self._bar.show_message(
            tr("{file} is not where it was ({folder}).", file=path.name, folder=path.parent),
            Tone.WARNING,
            button=tr("Locate…"),
            pressed=self._parts.actions["file.locate"].trigger,
        )

    @Slot(object)
    def _on_turning(self, told: tuple[str, float] | None) -> None:
        if told is None:
            self._bar.clear()
        else:
            self._bar.show_progress(*told)

    # ---- opening

    @Slot(object)
    def _on_project_changed(self, _project: object) -> None:
        project = self._parts.documents.project
        path = project.path if project is not None else None
        self._parts.window.show_title(path.stem if path is not None else "")
        self._commands.tracks.set_range(None)

    @Slot(object)
    def _on_opened(self, _project: object) -> None:
        history = self._parts.documents.history
        run = history.interrupted_run if history is not None else None
        if run is not None:
            cut = tr("“{run}” was cut short; its finished frames are here.", run=shown_step(run.name))
            button = tr("Go On") if run.request is not None else ""
            text = " ".join([*self._warnings, cut])
            self._bar.show_message(
                text,
                Tone.WARNING,
                button=button,
                pressed=self._on_resume,
                closed=self._parts.documents.forget_interrupted_run,
            )
        self._commands.take_tool("tool.click")
        self._parts.window.canvas.setFocus()

    @Slot()
    def _on_resume(self) -> None:
        if not self._parts.tracking.resume():
            self._bar.show_message(tr("Nothing was left to do of it."))

    @Slot(object)
    def _on_media_changed(self, media: object) -> None:
        window, frames = self._parts.window, self._parts.frames
        count = frames.frame_count
        length = frames.media.pts_s(count - 1) if frames.media is not None and count else 0.0
        window.transport.set_frame_count(count, length)
        window.objects.set_hint_shown(media is not None)
        if media is None:
            window.status.show_frame(None)
            window.status.show_zoom(None)
            window.canvas.set_guidance(nothing_open(self._parts.actions))
        else:
            window.canvas.set_guidance(())
        self._on_index_changed(frames.index)

    @Slot(object)
    def _on_recent(self, path: str) -> None:
        if not Path(path).is_file():
            self._parts.preferences.forget_recent(Path(path))
            self._bar.show_message(tr("{path} is not there any more.", path=path), Tone.WARNING)
        else:
            self._parts.opening.open(Path(path))

    @Slot(object)
    def _on_dropped(self, paths: list[str]) -> None:
        self._parts.opening.open(Path(paths[0]))
        if len(paths) > 1:
            self._bar.show_message(tr("One video at a time: the first of those was opened."))

    # ---- frames

    @Slot(object)
    def _on_index_changed(self, frame_index: int) -> None:
        media = self._parts.frames.media
        if media is not None:
            self._parts.window.transport.set_frame(frame_index, media.pts_s(frame_index))

    @Slot()
    def _on_pan_key_tapped(self) -> None:
        for keys in self._parts.actions.keymap.keys(PAN):
            self._parts.actions.press(keys)

    @Slot(object)
    def _on_time_typed(self, pts_s: float) -> None:
        media = self._parts.frames.media
        if media is not None:
            self._parts.frames.go_to(media.frame_at(pts_s))

    @Slot(object)
    def _on_frame_shown(self, frame: ShownFrame) -> None:
        media = self._parts.frames.media
        if media is not None:
            time_text = clock_text(media.pts_s(frame.frame_index))
            self._parts.window.status.show_frame(frame.frame_index, time_text)

    @Slot(object)
    def _on_playing(self, playing: bool) -> None:
        action = self._parts.actions["go.play"]
        action.setText(tr("&Pause") if playing else tr("&Play"))
        action.setIcon(icon("pause" if playing else "play"))

    @Slot(object)
    def _on_view(self, viewport: Viewport) -> None:
        has_frame = self._parts.window.canvas.has_frame
        self._parts.window.status.show_zoom(viewport.zoom if has_frame else None)

    # ---- model, tracking, export

    @Slot(object)
    def _on_model(self, state: ModelState) -> None:
        self._parts.window.status.show_model(state)
        if state.status is ModelStatus.READY:
            self._parts.window.status.read_memory()

    @Slot(object)
    def _on_downloading(self, told: tuple[str, float | None]) -> None:
        text, fraction = told
        self._bar.show_progress(
            text, fraction, button=tr("Cancel"), pressed=self._parts.models.cancel_download
        )

    @Slot()
    def _on_correcting(self) -> None:
        """At once: else the row is too long for a moment, and the panels beside give way to it for good."""
        self._parts.window.track_bar.give_room(self._parts.correcting.result is not None)

    @Slot(object)
    def _on_track_began(self, _plan: object) -> None:
        waiting = self._parts.models.model is None
        self._parts.window.track_bar.show_waiting(
            tr("Waiting for the model…") if waiting else tr("Starting…")
        )

    @Slot(object)
    def _on_track_ended(self, end: TrackEnd) -> None:
        self._parts.window.track_bar.show_idle()
        if end.outcome is Outcome.FINISHED:
            self._parts.window.status.showMessage(ended_text(end), 8000)
        elif end.outcome is Outcome.CANCELLED and end.frames:
            self._parts.window.status.showMessage(
                tr("Stopped; {frames} frames are kept.", frames=end.frames), 8000
            )

    @Slot(object)
    def _on_exported(self, finished: "ExportFinished") -> None:
        from desktop.dialogs.export import result_text

        self._bar.show_message(
            result_text(finished),
            button=tr("Open Folder"),
            pressed=partial(show_folder, self._bar, finished.path),
        )

    @Slot(object)
    def _on_imported(self, end: ImportEnd) -> None:
        objects = counted(end.objects, "one object", "{n} objects")
        self._bar.show_message(
            counted(
                end.masks,
                "{n} mask of {objects} was imported.",
                "{n} masks of {objects} were imported.",
                objects=objects,
            )
        )

    # ---- settings

    @Slot(object)
    def _on_settings(self, settings: Settings) -> None:
        window, actions = self._parts.window, self._parts.actions
        window.canvas.set_opacity(settings.overlay_opacity)
        window.canvas.set_outline(settings.outline_px > 0)
        actions["view.outline"].setChecked(settings.outline_px > 0)
        window.menus.show_recent(settings.recent)
