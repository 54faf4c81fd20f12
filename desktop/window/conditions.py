"""What is true now, and so which commands can be used and which are checked."""

from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer, Slot

from core.document.document import Overlap
from desktop.window.commands import Commands
from desktop.window.parts import Parts
from desktop.window.skip_menu import SkipMenu


class Conditions(QObject):
    """Looks again soon after anything has changed; many changes at once are one look."""

    def __init__(
        self, parts: Parts, commands: Commands, skip_menu: SkipMenu, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._parts = parts
        self._commands = commands
        self._skip_menu = skip_menu
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._refresh)
        p = parts
        for changed in (
            p.documents.project_changed,
            p.documents.changed,
            p.documents.history_moved,
            p.documents.turning_changed,
            p.documents.selected_changed,
            p.opening.opened,
            p.frames.media_changed,
            p.prompts.pending_changed,
            p.skipping.changed,
            p.tracking.began,
            p.tracking.ended,
            p.correcting.changed,
            p.promotion.changed,
            commands.tracks.range_changed,
            commands.correcting.conditions_changed,
        ):
            changed.connect(self._on_changed)
        self._on_changed()

    @Slot()
    @Slot(object)
    def _on_changed(self, _what: object = None) -> None:
        if not self._soon.isActive():
            self._soon.start()

    @Slot()
    def _refresh(self) -> None:
        self._show_choices()
        self._parts.actions.set_conditions(self._held())

    def _show_choices(self) -> None:
        """Check what is chosen."""
        p = self._parts
        document, item = p.documents.document, p.documents.selected_object
        overlap = document is not None and document.settings.overlap is Overlap.ALLOWED
        p.actions["object.overlap"].setChecked(overlap)
        if item is not None:
            p.actions["object.visible"].setChecked(item.visible)
            p.actions["object.locked"].setChecked(item.locked)
        p.actions[f"track.skip_{p.skipping.choice.mode}"].setChecked(True)
        p.window.track_bar.show_skipping(p.skipping.choice)
        p.window.track_bar.show_expected(self._skip_menu.expected)

    def _held(self) -> Iterator[str]:
        """What holds: see `ActionSet.set_conditions`."""
        p = self._parts
        yield from self._commands.correcting.conditions | p.correcting.conditions
        if p.documents.project is not None:
            yield "project"
        if p.frames.media is not None:
            yield "media"
        if p.documents.selected_object is not None:
            yield "object"
        if p.tracking.trackable() or p.prompts.pending is not None:  # a run settles what is pending first
            yield "prompted"
        if p.timeline_sync.has_filled:
            yield "filled"
        if self._commands.tracks.range is not None:
            yield "range"
        if p.promotion.before:
            yield "promoted"
        running, turning = p.tracking.running, p.documents.turning
        if not turning:
            yield "tracking" if running else "idle"
        if p.prompts.pending is not None or (p.documents.undo_name and not running and not turning):
            yield "can_undo"
        if p.documents.redo_name and not running and not turning:
            yield "can_redo"
