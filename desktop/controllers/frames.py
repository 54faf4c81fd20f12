"""Which frame is current, and its picture: the index changes at once, the picture when it is decoded."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, Protocol

from PySide6.QtCore import QObject, Signal, Slot

from core.cancel import CancelToken
from core.types import FrameRGB
from desktop.jobs.job import Job, JobEnd, Outcome, once
from desktop.jobs.lane import Lane

READER_CACHE_MIB: Final = 64


class TimedFrames(Protocol):
    """What is shown: frames by index, each with its time (a `MediaReader`, or a test's array)."""

    @property
    def frame_count(self) -> int: ...

    @property
    def size_wh(self) -> tuple[int, int]: ...

    def read(self, frame_index: int) -> FrameRGB: ...

    def pts_s(self, frame_index: int) -> float: ...

    def frame_at(self, pts_s: float) -> int: ...


@contextmanager
def own_reader(media: TimedFrames) -> Iterator[TimedFrames]:
    """A reader for one job alone: the person may look elsewhere while it walks through the media."""
    from core.media.reader import MediaReader

    if not isinstance(media, MediaReader):
        yield media
        return
    with media.another(cache_mib=READER_CACHE_MIB) as own:
        yield own


@dataclass(frozen=True, slots=True)
class ShownFrame:
    """A decoded frame for the canvas: (height, width, 3) uint8 RGB, read-only."""

    frame_index: int
    frame_rgb: FrameRGB


class FrameController(QObject):
    """Holds the current frame index; decodes in the decode lane, the newest wish first.

    `index_changed` (int) comes at once; `frame_shown` (ShownFrame) when the picture is there.
    `visited` (int) only where a person went there: not while playing or following a run.
    """

    media_changed = Signal(object)  # TimedFrames | None
    index_changed = Signal(object)
    frame_shown = Signal(object)
    visited = Signal(object)
    problem_met = Signal(object)  # Exception

    def __init__(self, decode: Lane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._decode = decode
        self._media: TimedFrames | None = None
        self._media_number = 0
        self._index = 0
        self._shown: ShownFrame | None = None
        self._reading: TimedFrames | None = None
        self._wanted: int | None = None

    @property
    def media(self) -> TimedFrames | None:
        return self._media

    @property
    def media_number(self) -> int:
        """Names the media: never the same for another one."""
        return self._media_number

    @property
    def index(self) -> int:
        """The current frame index; 0 where there is no media."""
        return self._index

    @property
    def shown(self) -> ShownFrame | None:
        """The frame that is on screen: a moment behind `index` while it is decoded."""
        return self._shown

    @property
    def frame_count(self) -> int:
        return self._media.frame_count if self._media is not None else 0

    def set_media(self, media: TimedFrames | None) -> None:
        """Show another media from its first frame, or none."""
        self._media = media
        self._media_number += 1
        self._index = 0
        self._shown = None
        self._wanted = None
        self.media_changed.emit(media)
        self.index_changed.emit(0)
        if media is not None and media.frame_count:
            self._want(0)

    @Slot(object)
    def go_to(self, frame_index: int) -> None:
        """Go to a frame, or to the nearest there is. Tells `visited`."""
        if self._media is None:
            return
        frame_index = self._clamp(frame_index)
        self._move(frame_index)
        self.visited.emit(frame_index)

    def step(self, frames: int) -> None:
        """Go forward or back by so many frames."""
        self.go_to(self._index + frames)

    def follow(self, frame_index: int) -> None:
        """Go to a frame on behalf of a tracking run."""
        if self._media is not None:
            self._move(self._clamp(frame_index))

    def show(self, frame: ShownFrame) -> None:
        """Show a frame that is decoded already (playback)."""
        if self._media is None:
            return
        self._wanted = None
        changed = frame.frame_index != self._index
        self._index = frame.frame_index
        self._shown = frame
        if changed:
            self.index_changed.emit(frame.frame_index)
        self.frame_shown.emit(frame)

    def refresh(self) -> None:
        """Decode the current frame again."""
        if self._media is not None:
            self._want(self._index)

    def _clamp(self, frame_index: int) -> int:
        return max(0, min(int(frame_index), self.frame_count - 1))

    def _move(self, frame_index: int) -> None:
        if frame_index != self._index:
            self._index = frame_index
            self.index_changed.emit(frame_index)
        self._want(frame_index)

    def _want(self, frame_index: int) -> None:
        """Ask for one frame at a time; while it is decoded only the newest wish is remembered.

        So a fast scrub shows as many frames on its way as the decoder can give.
        """
        if self._shown is not None and self._shown.frame_index == frame_index and self._reading is None:
            return
        self._wanted = frame_index
        self._read_wanted()

    def _read_wanted(self) -> None:
        if self._reading is not None or self._wanted is None or self._media is None:
            return
        media, frame_index = self._media, self._wanted
        self._wanted = None
        self._reading = media

        def read(cancel: CancelToken) -> object:
            return (media, ShownFrame(frame_index, media.read(frame_index)))

        self._decode.submit(
            Job(f"show frame {frame_index}", once(read)), reported=self._on_read, ended=self._on_read_ended
        )

    def _on_read(self, event: object) -> None:
        assert isinstance(event, tuple)
        media, frame = event
        if media is not self._media:
            return
        self._shown = frame
        self.frame_shown.emit(frame)

    def _on_read_ended(self, end: JobEnd) -> None:
        media, self._reading = self._reading, None
        if end.outcome is Outcome.FAILED and end.error is not None and media is self._media:
            self.problem_met.emit(end.error)
        if self._wanted is not None and self._shown is not None and self._wanted == self._shown.frame_index:
            self._wanted = None
        self._read_wanted()
