"""What can go wrong around a project, each with a message that stays to be read, and a way on."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from core.document.document import Mark
from core.document.edits import MaskEntry, SetMasks, SetPrompt
from core.document.store import Project, open_project
from core.masks import Mask
from core.types import Click, FramePrompt, Origin
from desktop.app import Application
from desktop.window.message_bar import Tone
from tests.desktop.controllers.conftest import FRAMES, SIZE_WH, video, video_file

__all__ = ["video", "video_file"]

Open = Callable[[Path], None]
NOTHING = Mask.empty(SIZE_WH[1], SIZE_WH[0])


@pytest.fixture
def open_(application: Application, qtbot: QtBot) -> Open:
    """Open something and wait until all that follows from it has happened."""

    def wait(path: Path) -> None:
        parts = application.parts
        with qtbot.waitSignal(parts.opening.ended):
            parts.opening.open(path)
        qtbot.waitUntil(lambda: not parts.opening.busy)
        qtbot.wait(20)  # what is still queued comes now: nothing of it may wipe the message away

    return wait


def message(application: Application) -> tuple[str, Tone]:
    bar = application.window.message_bar
    return bar.text, bar.tone


def press(application: Application) -> None:
    application.window.message_bar._button.click()


def a_project(video: Path, application: Application, open_: Open) -> Path:
    """A project on the video with one object that has a click; closed."""
    open_(video)
    parts = application.parts
    parts.objects.add()
    parts.documents.do(SetPrompt(1, FramePrompt(0, clicks=(Click(30.5, 40.5),))), "Click")
    parts.opening.close()
    return video.with_suffix(".samurai")


def cut_short(path: Path) -> None:
    """Leave the project as a crash in the middle of a run does."""
    project = open_project(path)
    request = {"object_ids": [1], "start": 0, "stop": FRAMES - 1, "skip": None}
    project.history.begin("Track Object 1", request)
    for frame_index in range(6):
        entry = MaskEntry(1, frame_index, NOTHING, Mark(Origin.INFERRED))
        project.history.extend(SetMasks((entry,)))
    # As a killed process leaves it: nothing is said to the file, and the system frees the lock.
    assert project._lock is not None
    assert project._lock._handle is not None
    os.close(project._lock._handle)
    project._lock._handle = None
    project._db.close()
    project._closed = True


def test_after_a_crash_the_finished_frames_are_there_and_the_run_can_go_on(
    application: Application, qtbot: QtBot, video: Path, open_: Open
) -> None:
    path = a_project(video, application, open_)
    cut_short(path)
    open_(path)
    parts = application.parts
    text, tone = message(application)
    assert "Track Object 1" in text
    assert "cut short" in text
    assert tone is Tone.WARNING
    document = parts.documents.document
    assert document is not None
    assert sorted(document.marks(1)) == list(range(6))
    parts.models.load()
    qtbot.waitUntil(lambda: parts.models.model is not None, timeout=20_000)
    with qtbot.waitSignal(parts.tracking.ended, timeout=20_000):
        press(application)
    assert sorted(document.marks(1)) == list(range(FRAMES))
    assert parts.documents.history is not None
    assert parts.documents.history.interrupted_run is None


def test_an_offer_to_go_on_that_was_closed_does_not_come_back(
    application: Application, video: Path, open_: Open
) -> None:
    path = a_project(video, application, open_)
    cut_short(path)
    open_(path)
    assert "cut short" in message(application)[0]
    application.window.message_bar._close.click()
    application.parts.opening.close()
    open_(path)
    assert "cut short" not in message(application)[0]
    document = application.parts.documents.document
    assert document is not None
    assert sorted(document.marks(1)) == list(range(6))  # what was finished stays


def test_a_video_that_has_changed_is_said_and_stays_said(
    application: Application, qtbot: QtBot, video: Path, open_: Open
) -> None:
    path = a_project(video, application, open_)
    content = bytearray(video.read_bytes())
    content[-1] ^= 1
    video.write_bytes(content)
    open_(path)
    text, tone = message(application)
    assert "has changed" in text
    assert tone is Tone.WARNING
    assert application.parts.frames.media is not None  # one can go on with it


def test_a_changed_video_and_a_run_cut_short_are_both_said(
    application: Application, video: Path, open_: Open
) -> None:
    path = a_project(video, application, open_)
    cut_short(path)
    content = bytearray(video.read_bytes())
    content[-1] ^= 1
    video.write_bytes(content)
    open_(path)
    text, _ = message(application)
    assert "has changed" in text
    assert "cut short" in text


def test_a_video_that_is_gone_is_said_with_a_way_to_show_where_it_is(
    application: Application, qtbot: QtBot, video: Path, tmp_path: Path, open_: Open
) -> None:
    path = a_project(video, application, open_)
    elsewhere = tmp_path / "moved.mp4"
    video.rename(elsewhere)
    parts, asked = application.parts, list[str]()
    parts.opening.open(path)
    text, tone = message(application)
    assert "disc.mp4 is not where it was" in text
    assert tone is Tone.WARNING
    parts.actions["file.locate"].triggered.disconnect()
    parts.actions["file.locate"].triggered.connect(lambda: asked.append("where"))
    press(application)
    assert asked == ["where"]
    with qtbot.waitSignal(parts.opening.ended):
        parts.opening.locate(elsewhere)
    assert parts.frames.media is not None


def test_a_second_window_is_told_so(application: Application, video: Path, open_: Open) -> None:
    path = a_project(video, application, open_)
    other: Project = open_project(path)
    try:
        application.parts.opening.open(path)
        text, tone = message(application)
        assert "already open in another window" in text
        assert tone is Tone.ERROR
    finally:
        other.close()
    open_(path)
    assert application.parts.documents.project is not None


def test_a_full_disk_is_said_and_work_goes_on_when_there_is_room(
    application: Application, video: Path, open_: Open
) -> None:
    open_(video)
    parts = application.parts
    project = parts.documents.project
    assert project is not None
    (pages,) = project._db.execute("PRAGMA page_count").fetchone()
    project._db.execute(f"PRAGMA max_page_count = {pages}")
    noise = Mask.from_array(np.random.default_rng(0).random((SIZE_WH[1], SIZE_WH[0])) < 0.5)
    parts.objects.add()
    entries = tuple(MaskEntry(1, index, noise, Mark(Origin.INFERRED)) for index in range(FRAMES))
    parts.documents.do(SetMasks(entries), "Track")
    text, tone = message(application)
    assert "The disk is full" in text
    assert tone is Tone.ERROR
    assert parts.documents.document is not None
    assert not parts.documents.document.marks(1)
    project._db.execute("PRAGMA max_page_count = 1000000")
    parts.documents.do(SetMasks(entries), "Track")
    assert len(parts.documents.document.marks(1)) == FRAMES


def test_a_drive_that_vanishes_is_said_and_the_work_can_be_saved_elsewhere(
    application: Application, video: Path, tmp_path: Path, open_: Open
) -> None:
    open_(video)
    parts = application.parts
    parts.objects.add()
    shutil.rmtree(video.parent)
    parts.objects.add()
    text, tone = message(application)
    assert tone is Tone.ERROR
    assert "drive is gone" in text
    assert "save a copy elsewhere" in text
    assert parts.opening.save_as(tmp_path / "rescued.samurai")
    assert len(parts.documents.objects) >= 1
    parts.objects.add()
    with_new = [item.name for item in parts.documents.objects]
    parts.opening.close()
    again = open_project(tmp_path / "rescued.samurai")
    assert [item.name for item in again.document.objects.values()] == with_new
    again.close()


def test_a_folder_that_cannot_be_written_keeps_the_project_elsewhere_and_says_where(
    application: Application, video: Path, open_: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.controllers.opening._writable", lambda _folder: False)
    open_(video)
    text, tone = message(application)
    assert "cannot be written" in text
    assert tone is Tone.WARNING
    project = application.parts.documents.project
    assert project is not None
    assert project.path is not None
    assert str(project.path.parent) in text
