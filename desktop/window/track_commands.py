"""What the commands of the Track menu do, and the range of frames that is marked."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from desktop.window.parts import Parts

SECOND_PASS = 10


class TrackCommands(QObject):
    """`range`: the marked frames, (first, last), or None. `range_changed` carries the same."""

    range_changed = Signal(object)

    def __init__(self, parts: Parts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self.range: tuple[int, int] | None = None

    def table(self) -> dict[str, Callable[[], object]]:
        """The commands by id."""
        p, frames = self._parts, self._parts.frames
        return {
            "track.forward": lambda: self.track(frames.index, frames.frame_count - 1),
            "track.backward": lambda: self.track(frames.index, 0),
            "track.step": lambda: self.track(frames.index, min(frames.index + 10, frames.frame_count - 1)),
            "track.range": self.track_range,
            "track.selected_only": lambda: None,
            "track.follow": lambda: p.tracking.set_follow(p.actions["track.follow"].isChecked()),
            "track.mark_in": lambda: self.mark(start=frames.index),
            "track.mark_out": lambda: self.mark(stop=frames.index),
            "track.mark_none": lambda: self.set_range(None),
            "track.skip_off": lambda: p.skipping.choose(mode="off"),
            "track.skip_auto": lambda: p.skipping.choose(mode="auto"),
            "track.skip_every": lambda: p.skipping.choose(mode="every"),
            "track.second_pass": lambda: p.tracking.check_doubtful(SECOND_PASS),
            "track.again": p.correcting.track_again,
            "track.before": lambda: p.correcting.show_before(p.actions["track.before"].isChecked()),
            "track.keep": p.correcting.keep,
            "track.drop": p.correcting.drop,
            "track.cancel": p.tracking.cancel,
        }

    def track(self, start: int, stop: int) -> None:
        self._parts.playback.pause()
        self._parts.tracking.start(
            start, stop, selected_only=self._parts.actions["track.selected_only"].isChecked()
        )

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
