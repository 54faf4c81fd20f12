"""What the commands about a mask's state do, and those that remove masks."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from core.types import State
from desktop.language import counted, marked, tr
from desktop.window.message_bar import Tone
from desktop.window.parts import Parts
from desktop.window.track_commands import TrackCommands


class MaskCommands(QObject):
    """Of the selected object: on the frame that is shown, or in the marked range."""

    def __init__(self, parts: Parts, tracks: TrackCommands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._tracks = tracks

    def table(self) -> dict[str, Callable[[], object]]:
        """The commands by id."""
        return {
            "mask.approve": lambda: self.set_state(State.APPROVED, marked("Approve")),
            "mask.flag": lambda: self.set_state(State.FLAGGED, marked("Flag")),
            "mask.draft": lambda: self.set_state(State.DRAFT, marked("Back to Draft")),
            "mask.approve_range": self.approve_range,
            "mask.approve_on": self._parts.review.approve_on,
            "mask.clear": self.clear_mask,
            "mask.clear_range": self.clear_range,
        }

    def set_state(self, state: State, name: str) -> None:
        index = self._parts.frames.index
        if not self._parts.objects.set_state(state, range(index, index + 1), name):
            self._say(tr("The selected object has no mask on this frame."))

    def approve_range(self) -> None:
        start, stop = self._tracks.range or (self._parts.frames.index, self._parts.frames.frame_count - 1)
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
        start, stop = self._tracks.range or (0, self._parts.frames.frame_count - 1)
        count = self._parts.objects.clear_tracked(range(start, stop + 1))
        self._say(
            counted(count, "{n} mask is removed.", "{n} masks are removed.")
            if count
            else tr("There is no tracked mask in this range.")
        )

    def _say(self, text: str, tone: Tone = Tone.INFO) -> None:
        self._parts.window.message_bar.show_message(text, tone)
