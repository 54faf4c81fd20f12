"""Starting the real program in this process, and a script that acts in its window while it runs."""

import gc
import time
import traceback
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.engine import loader
from core.engine.registry import MODELS
from core.media.writer import VideoWriter
from core.settings import Settings, folders, save_settings
from desktop import app as desktop_app
from desktop.app import Application
from tests.tiny_model import tiny_model


@pytest.fixture(autouse=True, scope="module")
def garbage_on_this_thread() -> Iterator[None]:
    """As in tests/desktop/conftest.py: no widget is freed in a lane's thread of a later test."""
    gc.collect()
    gc.disable()
    yield
    gc.collect()
    gc.enable()


Script = Callable[["Session"], Generator[Callable[[], object]]]
STEP_TIMEOUT_S = 60.0  # a run of forty frames on a busy machine
SIZE_WH = (160, 96)


@pytest.fixture
def video(tmp_path: Path) -> Path:
    """Forty frames at 20 a second: a bright disc walks over grey."""
    path = tmp_path / "disc.mp4"
    with VideoWriter(path, SIZE_WH, fps=20) as writer:
        for index in range(40):
            frame = np.full((SIZE_WH[1], SIZE_WH[0], 3), 90, np.uint8)
            cv2.circle(frame, disc_centre(index), 18, (220, 60, 40), -1)
            writer.write(frame)
    return path


def disc_centre(frame_index: int) -> tuple[int, int]:
    """Where the disc of `video` is, in pixels."""
    return 30 + 2 * frame_index, 48


@pytest.fixture(autouse=True)
def quick_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """The embedded model; until its weights are there, one with random weights."""
    if not MODELS["nano"].weights_path(Path()).is_file():
        monkeypatch.setattr(loader, "load_model", lambda *_args, **_more: tiny_model())


class Session(QObject):
    """One run of `main`. The script is a generator: it acts, and yields what it waits for."""

    def __init__(self, script: Script) -> None:
        super().__init__()
        self.application: Application | None = None
        self.error: str = ""
        self._script = script(self)
        self._wait: Callable[[], object] = lambda: self.application is not None
        self._since = time.monotonic()
        self._timer = QTimer(self)
        self._timer.setInterval(5)
        self._timer.timeout.connect(self._step)
        self._busy = False
        self.finished = False

    @property
    def app(self) -> Application:
        assert self.application is not None
        return self.application

    def start(self) -> None:
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def do(self, action_id: str) -> None:
        """Run a command, which must be enabled."""
        action = self.app.parts.actions[action_id]
        assert action.isEnabled(), f"{action_id} is disabled"
        action.trigger()

    def can(self, action_id: str) -> Callable[[], bool]:
        return lambda: self.app.parts.actions[action_id].isEnabled()

    def click(self, x: float, y: float, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
        """A click on the canvas at a media px."""
        canvas = self.app.window.canvas
        at = QPointF(*canvas.viewport.to_widget(x, y)).toPoint()
        QTest.mouseMove(canvas, at)
        QTest.mouseClick(canvas, button, Qt.KeyboardModifier.NoModifier, QPoint(at))

    def _step(self) -> None:
        if self._busy:
            return
        self._busy = True
        try:
            if not self._wait():
                if time.monotonic() - self._since > STEP_TIMEOUT_S:
                    line = self._script.gi_frame.f_lineno if self._script.gi_frame else 0
                    raise AssertionError(f"Waited in vain at line {line}: {self._messages()}")
                return
            self._wait = next(self._script)
            self._since = time.monotonic()
        except StopIteration:
            self._finish()
        except BaseException:
            self.error = traceback.format_exc() + self._messages()
            self._finish()
        finally:
            self._busy = False

    def _messages(self) -> str:
        return f" (message: {self.application.window.message_bar.text!r})" if self.application else ""

    def _finish(self) -> None:
        self.finished = True
        self._timer.stop()
        if self.application is None:
            QApplication.exit(3)
        else:
            self.application.window.close()


@pytest.fixture
def run_app(home: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Run the real `main` with arguments while a script acts in it, until the window has closed."""

    def run(script: Script, *arguments: str) -> None:
        session = Session(script)

        class Watched(Application):
            def __init__(self, app: QApplication) -> None:
                super().__init__(app)
                session.application = self

        monkeypatch.setattr(desktop_app, "Application", Watched)
        if not folders().settings_file.is_file():
            # One thread: beside other busy processes two can be ten times slower.
            save_settings(Settings(threads=1, demo_seen=True))
        session.start()
        code = desktop_app.main(list(arguments))
        session.stop()
        assert not session.error, session.error
        assert session.finished, "The program ended before its script did."
        assert code == 0

    return run
