"""All controllers without a window, on a small video, with a model that answers in milliseconds."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from pytestqt.qtbot import QtBot

from core.document.document import Document
from core.engine import loader
from core.media.writer import VideoWriter
from core.settings import Settings
from desktop.controllers.document import DocumentController
from desktop.controllers.exporting import ExportController
from desktop.controllers.frames import FrameController
from desktop.controllers.models import ModelController
from desktop.controllers.objects import ObjectController
from desktop.controllers.opening import OpeningController
from desktop.controllers.playback import PlaybackController
from desktop.controllers.preferences import Preferences
from desktop.controllers.preview import PreviewController
from desktop.controllers.prompting import PromptController
from desktop.controllers.refilling import RefillController
from desktop.controllers.skipping import SkippingController
from desktop.controllers.tracking import TrackingController
from desktop.jobs.lanes import Lanes
from desktop.tools.intents import ClickAdded
from tests.tiny_model import tiny_model

FRAMES = 24
SIZE_WH = (128, 80)


@pytest.fixture(scope="session")
def video_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("video") / "disc.mp4"
    with VideoWriter(path, SIZE_WH, fps=24) as writer:
        for index in range(FRAMES):
            frame = np.full((SIZE_WH[1], SIZE_WH[0], 3), 80, np.uint8)
            cv2.circle(frame, (30 + 2 * index, 40), 14, (220, 60, 40), -1)
            writer.write(frame)
    return path


@pytest.fixture
def video(video_file: Path, tmp_path: Path) -> Path:
    """A copy of its own, with a folder to write beside it."""
    folder = tmp_path / "media"
    folder.mkdir()
    return Path(shutil.copy(video_file, folder / "disc.mp4"))


class Desk(QObject):
    """The controllers, and everything they said."""

    def __init__(self, qtbot: QtBot) -> None:
        super().__init__()
        self.qtbot = qtbot
        self.preferences = Preferences(Settings(threads=1), self)
        self.lanes = Lanes(self)
        self.documents = DocumentController(self)
        self.frames = FrameController(self.lanes.decode, self)
        self.playback = PlaybackController(self.frames, self.lanes.decode, self)
        self.objects = ObjectController(self.documents, self)
        self.models = ModelController(self.lanes.engine, self.lanes.io, self.preferences, self)
        self.prompts = PromptController(
            self.lanes.engine, self.documents, self.objects, self.frames, self.models, self
        )
        self.skipping = SkippingController(self.lanes.io, self.documents, self.frames, self)
        self.tracking = TrackingController(
            self.lanes.engine,
            self.documents,
            self.frames,
            self.models,
            self.prompts,
            self.skipping,
            self,
        )
        self.refilling = RefillController(self.lanes.io, self.documents, self.frames, self.tracking, self)
        self.previews = PreviewController(
            self.lanes.engine,
            self.documents,
            self.objects,
            self.frames,
            self.models,
            self.prompts,
            lambda: not self.tracking.running,
            self,
        )
        self.opening = OpeningController(self.lanes.io, self.documents, self.frames, self.preferences, self)
        self.exporting = ExportController(self.lanes.io, self.documents, self.opening, self)
        self.opening.before_close += [self.prompts.settle, self.tracking.stop_now]
        self.problems: list[Exception] = []
        self.said: list[str] = []
        self.missing: list[Path] = []
        for source in (self.documents, self.frames, self.models, self.prompts, self.tracking, self.opening):
            source.problem_met.connect(self.problems.append)
        self.opening.warned.connect(self.said.append)
        self.opening.media_missing.connect(self.missing.append)
        self.prompts.refused.connect(self.said.append)
        self.tracking.refused.connect(self.said.append)

    @property
    def document(self) -> Document:
        assert self.documents.document is not None
        return self.documents.document

    @property
    def undo_names(self) -> list[str]:
        assert self.documents.history is not None
        return self.documents.history.undo_names

    def open(self, path: Path) -> None:
        """Open and wait for the first frame."""
        self.opening.open(path)
        self.qtbot.waitUntil(lambda: self.frames.shown is not None or bool(self.problems))
        assert not self.problems

    def load(self) -> None:
        self.models.load()
        self.qtbot.waitUntil(lambda: self.models.model is not None, timeout=20_000)

    def click(self, x: float = 30, y: float = 40, positive: bool = True) -> None:
        """Click and wait for the mask."""
        self.prompts.take(ClickAdded(x, y, positive))
        self.qtbot.waitUntil(lambda: self.prompts.pending is None)

    def go(self, frame_index: int) -> None:
        """Go to a frame and wait for its picture."""
        self.frames.go_to(frame_index)
        self.qtbot.waitUntil(
            lambda: self.frames.shown is not None and self.frames.shown.frame_index == frame_index
        )


@pytest.fixture
def desk(qtbot: QtBot, home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr(loader, "load_model", lambda *_args, **_more: tiny_model())
    desk = Desk(qtbot)
    yield desk
    desk.opening.cancel()
    desk.opening.close()
    desk.preferences._timer.stop()
    desk.lanes.close()
    assert desk.lanes.wait(10)
    # Now and on this thread, not whenever Python's collector comes by in a lane of a later test.
    desk.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
