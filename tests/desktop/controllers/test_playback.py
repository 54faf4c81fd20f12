"""Playing against the clock: in time, dropping frames rather than slowing down."""

import time
from collections.abc import Iterator

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from core.media.reader import ArraySource
from core.types import FrameRGB
from desktop.controllers.frames import FrameController
from desktop.controllers.playback import PlaybackController
from desktop.jobs.lane import Lane


class Clip(ArraySource):
    """Thirty frames at 50 a second; `delay_s` makes the decoder slow."""

    def __init__(self, delay_s: float = 0.0) -> None:
        super().__init__(np.zeros((30, 4, 6, 3), np.uint8), fps=50)
        self.delay_s = delay_s

    def read(self, frame_index: int) -> FrameRGB:
        time.sleep(self.delay_s)
        return super().read(frame_index)

    def frame_at(self, pts_s: float) -> int:
        return max(0, min(int(pts_s * 50 + 1e-6), self.frame_count - 1))


@pytest.fixture
def lane(qtbot: QtBot) -> Iterator[Lane]:
    lane = Lane("decode")
    yield lane
    lane.close()
    assert lane.wait(5)


def play(lane: Lane, qtbot: QtBot, media: Clip) -> tuple[list[int], float]:
    frames = FrameController(lane, lane)
    playback = PlaybackController(frames, lane, lane)
    frames.set_media(media)
    qtbot.waitUntil(lambda: frames.shown is not None)
    shown: list[int] = []
    frames.frame_shown.connect(lambda frame: shown.append(frame.frame_index))
    began = time.perf_counter()
    playback.play()
    qtbot.waitUntil(lambda: not playback.playing, timeout=5000)
    return shown, time.perf_counter() - began


def test_a_quick_decoder_shows_nearly_every_frame_in_true_time(lane: Lane, qtbot: QtBot) -> None:
    shown, took_s = play(lane, qtbot, Clip())
    assert shown[-1] == 29
    assert np.all(np.diff(shown) > 0)
    assert len(shown) >= 15  # a shared machine may miss some
    assert 0.55 <= took_s < 1.0


def test_a_slow_decoder_drops_frames_and_keeps_the_time(lane: Lane, qtbot: QtBot) -> None:
    shown, took_s = play(lane, qtbot, Clip(delay_s=0.09))
    assert shown[-1] == 29
    assert len(shown) < 12
    assert took_s < 1.2


def test_pause_scrub_and_play_from_the_end(lane: Lane, qtbot: QtBot) -> None:
    frames = FrameController(lane, lane)
    playback = PlaybackController(frames, lane, lane)
    playback.play()
    assert not playback.playing  # nothing to play
    frames.set_media(Clip())
    qtbot.waitUntil(lambda: frames.shown is not None)
    playback.toggle()
    qtbot.waitUntil(lambda: frames.index >= 3)
    playback.toggle()
    assert not playback.playing
    stopped_at = frames.index
    qtbot.wait(60)
    assert frames.index == stopped_at
    playback.play()
    frames.go_to(25)
    qtbot.waitUntil(lambda: not playback.playing)
    assert frames.index == 29
    playback.play()
    assert frames.index == 0
    playback.pause()
    qtbot.waitUntil(lambda: not lane.busy)
