"""Scrubbing: the newest wish wins, what is shown is what was asked for."""

import threading
from collections.abc import Iterator

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from core.errors import MediaError
from core.media.reader import ArraySource
from core.types import FrameRGB
from desktop.controllers.frames import FrameController
from desktop.jobs.lane import Lane


class SlowFrames(ArraySource):
    """Frames that come when they are let go; remembers which were read."""

    def __init__(self, count: int = 50) -> None:
        super().__init__(
            np.arange(count, dtype=np.uint8)[:, None, None, None].repeat(3, 3).repeat(4, 1).repeat(6, 2)
        )
        self.reads: list[int] = []
        self.gate = threading.Event()
        self.gate.set()
        self.broken: set[int] = set()

    def read(self, frame_index: int) -> FrameRGB:
        self.gate.wait(5)
        self.reads.append(frame_index)
        if frame_index in self.broken:
            raise MediaError(f"Frame {frame_index} cannot be read.")
        return super().read(frame_index)

    def frame_at(self, pts_s: float) -> int:
        return max(0, min(int(pts_s * 25 + 1e-6), self.frame_count - 1))


@pytest.fixture
def lane(qtbot: QtBot) -> Iterator[Lane]:
    lane = Lane("decode")
    yield lane
    lane.close()
    assert lane.wait(5)


def test_a_fast_scrub_reads_few_frames_and_ends_on_the_last(lane: Lane, qtbot: QtBot) -> None:
    frames, media = FrameController(lane, lane), SlowFrames()
    frames.set_media(media)
    qtbot.waitUntil(lambda: frames.shown is not None)
    media.gate.clear()
    for index in range(1, 41):
        frames.go_to(index)
    assert frames.index == 40
    media.gate.set()
    qtbot.waitUntil(lambda: frames.shown is not None and frames.shown.frame_index == 40)
    assert len(media.reads) <= 4
    assert int(frames.shown.frame_rgb[0, 0, 0]) == 40


def test_indices_are_held_inside(lane: Lane, qtbot: QtBot) -> None:
    frames = FrameController(lane, lane)
    frames.go_to(5)
    assert frames.index == 0
    frames.set_media(SlowFrames())
    frames.go_to(999)
    assert frames.index == 49
    frames.step(-999)
    assert frames.index == 0
    qtbot.waitUntil(lambda: not lane.busy)


def test_a_frame_that_cannot_be_read_is_said_and_the_next_is_shown(lane: Lane, qtbot: QtBot) -> None:
    frames, media = FrameController(lane, lane), SlowFrames()
    problems: list[Exception] = []
    frames.problem_met.connect(problems.append)
    media.broken.add(7)
    frames.set_media(media)
    frames.go_to(7)
    qtbot.waitUntil(lambda: bool(problems))
    assert str(problems[0]) == "Frame 7 cannot be read."
    frames.go_to(8)
    qtbot.waitUntil(lambda: frames.shown is not None and frames.shown.frame_index == 8)


def test_a_frame_of_the_media_before_is_never_shown(lane: Lane, qtbot: QtBot) -> None:
    frames, old, new = FrameController(lane, lane), SlowFrames(), SlowFrames(10)
    frames.set_media(old)
    qtbot.waitUntil(lambda: frames.shown is not None)
    old.gate.clear()
    frames.go_to(30)
    shown: list[int] = []
    frames.frame_shown.connect(lambda frame: shown.append(frame.frame_index))
    frames.set_media(new)
    old.gate.set()
    qtbot.waitUntil(lambda: bool(shown))
    assert shown == [0]


def test_a_visit_is_told_but_following_is_not(lane: Lane, qtbot: QtBot) -> None:
    frames = FrameController(lane, lane)
    frames.set_media(SlowFrames())
    visits: list[int] = []
    frames.visited.connect(visits.append)
    frames.go_to(3)
    frames.follow(9)
    assert visits == [3]
    assert frames.index == 9
    qtbot.waitUntil(lambda: not lane.busy)
