"""Playing at true speed: the clock decides which frame is due; frames that are late are left out."""

import time
from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from core.cancel import CancelToken
from desktop.controllers.frames import FrameController, ShownFrame, TimedFrames
from desktop.jobs.job import Job, JobEnd, JobId, Outcome, once
from desktop.jobs.lane import Lane

AHEAD = 3  # frames decoded before they are due
RESTART_S = 1.0  # further behind than this, the clock is put back rather than more frames left out


class PlaybackController(QObject):
    """Plays from the current frame to the end, in time with the frames' own pts."""

    playing_changed = Signal(object)  # bool

    def __init__(
        self,
        frames: FrameController,
        decode: Lane,
        parent: QObject | None = None,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        super().__init__(parent)
        self._frames = frames
        self._decode = decode
        self._clock = clock
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_due)
        self._playing = False
        self._media: TimedFrames | None = None
        self._ready: deque[ShownFrame] = deque()
        self._reading: JobId | None = None
        self._next_index = 0
        self._clock_0 = 0.0
        self._pts_0 = 0.0
        self._stop_index = 0
        frames.visited.connect(self._on_visited)
        frames.media_changed.connect(self._on_media_changed)

    @property
    def playing(self) -> bool:
        return self._playing

    @Slot()
    def toggle(self) -> None:
        """Play, or pause."""
        if self._playing:
            self.pause()
        else:
            self.play()

    def play(self) -> None:
        """Play from here to the end; from the start where this is the end."""
        media = self._frames.media
        if media is None or self._playing or media.frame_count < 2:
            return
        self._media = media
        self._stop_index = media.frame_count - 1
        start = self._frames.index
        if start >= self._stop_index:
            start = 0
            self._frames.go_to(0)
        self._playing = True
        self._start_clock(start)
        self._next_index = start + 1
        self.playing_changed.emit(True)
        self._read_ahead()

    def pause(self) -> None:
        """Stop where it is."""
        if not self._playing:
            return
        self._playing = False
        self._timer.stop()
        self._ready.clear()
        if self._reading is not None:
            self._decode.drop(self._reading)
            self._reading = None
        self.playing_changed.emit(False)

    def _start_clock(self, frame_index: int) -> None:
        assert self._media is not None
        self._clock_0 = self._clock()
        self._pts_0 = self._media.pts_s(frame_index)

    def _now_pts_s(self) -> float:
        return self._pts_0 + (self._clock() - self._clock_0)

    def _read_ahead(self) -> None:
        if not self._playing or self._reading is not None or len(self._ready) >= AHEAD:
            return
        media = self._media
        assert media is not None
        due = media.frame_at(self._now_pts_s())
        frame_index = max(self._next_index, min(due, self._stop_index))
        if frame_index > self._stop_index:
            return
        self._next_index = frame_index + 1

        def read(cancel: CancelToken) -> object:
            return ShownFrame(frame_index, media.read(frame_index))

        self._reading = self._decode.submit(
            Job(f"play frame {frame_index}", once(read)), reported=self._on_read, ended=self._on_read_ended
        )

    def _on_read(self, event: object) -> None:
        assert isinstance(event, ShownFrame)
        if self._playing:
            self._ready.append(event)

    def _on_read_ended(self, end: JobEnd) -> None:
        if end.outcome is Outcome.SUPERSEDED:
            return
        self._reading = None
        if not self._playing:
            return
        if end.outcome is Outcome.FAILED:
            self.pause()
            if end.error is not None:
                self._frames.problem_met.emit(end.error)
            return
        self._on_due()

    @Slot()
    def _on_due(self) -> None:
        """Show the newest frame that is due, then wait for the next."""
        if not self._playing or self._media is None:
            return
        now_s = self._now_pts_s()
        due: ShownFrame | None = None
        while self._ready and self._media.pts_s(self._ready[0].frame_index) <= now_s:
            due = self._ready.popleft()
        if due is not None:
            if now_s - self._media.pts_s(due.frame_index) > RESTART_S:
                self._start_clock(due.frame_index)
            self._frames.show(due)
            if due.frame_index >= self._stop_index:
                self.pause()
                return
        if self._ready:
            wait_s = self._media.pts_s(self._ready[0].frame_index) - self._now_pts_s()
            self._timer.start(max(0, round(wait_s * 1000)))
        self._read_ahead()

    @Slot(object)
    def _on_visited(self, frame_index: int) -> None:
        """A person scrubbed while it plays: go on from there."""
        if not self._playing or self._media is None:
            return
        self._ready.clear()
        if self._reading is not None:
            self._decode.drop(self._reading)
            self._reading = None
        self._start_clock(frame_index)
        self._next_index = frame_index + 1
        self._read_ahead()

    @Slot(object)
    def _on_media_changed(self, _media: object) -> None:
        self.pause()
