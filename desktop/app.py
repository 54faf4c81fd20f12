"""The application: builds the window, opens what was asked for, and closes in good order."""

import logging
import os
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

import resources
from core.logs.book import keep_log, set_level
from core.settings import load_settings
from desktop.controllers.models import ModelStatus
from desktop.controllers.preferences import Preferences
from desktop.file_requests import RequestedApplication
from desktop.icons import app_icon, icon
from desktop.jobs.garbage import GuiGarbage
from desktop.language import shown, use_language
from desktop.theme import apply_theme
from desktop.training.presence import TrainingPresence
from desktop.unforeseen import Unforeseen
from desktop.window.action_set import ActionSet
from desktop.window.commands import Commands
from desktop.window.effects import SettingsEffects
from desktop.window.file_commands import DEMO
from desktop.window.first_steps import FirstSteps
from desktop.window.look import Look, theme_name
from desktop.window.main_window import TITLE, MainWindow
from desktop.window.message_bar import Tone
from desktop.window.model_menu import ModelMenu
from desktop.window.parts import Parts, build_parts
from desktop.window.reactions import Reactions

log = logging.getLogger(__name__)

CLOSE_WITHIN_S = 20.0
MODEL_AFTER_MS = 2000
"""The model is loaded behind the first frame, or this long after the window where no frame comes: importing
torch keeps Python to itself for much of a second."""
OPEN_KEY = "open_project"


class Application(QObject):
    """One window and its parts. `start` after showing it; everything slow begins there."""

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        settings, note = load_settings()
        use_language(app, settings.language)
        apply_theme(app, theme_name(settings))
        self.preferences = Preferences(settings, self)
        actions = ActionSet(self, icon)
        self.window = MainWindow(actions, icon)
        self.window.setWindowIcon(app_icon())
        self.parts: Parts = build_parts(self, self.preferences, actions, self.window)
        self.commands = Commands(self.parts, self)
        self.reactions = Reactions(self.parts, self.commands, self)
        self.effects = SettingsEffects(self.parts, self)
        self.first_steps = FirstSteps(self.parts, self)
        self.model_menu = ModelMenu(self.parts, self)
        self.training = TrainingPresence(self.parts, self.commands.show_training, self)
        self._look = Look(app, actions, self.window, settings)
        self.preferences.changed.connect(self._look.on_settings)
        self._garbage = GuiGarbage(self)
        self._garbage.start()
        self.parts.models.ready.connect(self._garbage.freeze)
        self.parts.opening.opened.connect(self._on_opened)
        self.window.restore_layout(dict(settings.window))
        self.window.closing.connect(self._on_closing)
        if isinstance(app, RequestedApplication):
            app.file_requested.connect(self._on_file_requested)
        app.focusChanged.connect(self.window.on_focus_changed)
        self.parts.actions["view.masks"].setChecked(True)
        self.parts.actions["track.follow"].setChecked(True)
        self.commands.take_tool("tool.click")
        self._path: Path | None = None
        self._started = False
        self._model_soon = QTimer(self)
        self._model_soon.setSingleShot(True)
        self._model_soon.timeout.connect(self._load_model)
        self._closing = QTimer(self)
        self._closing.setInterval(20)
        self._closing.timeout.connect(self._on_closing_tick)
        self._closing_ticks = 0
        self._note = note

    def start_when_seen(self, path: Path | None) -> None:
        """`start` once the window was painted, or a second later where it is not (minimized)."""
        self._path = path
        self.window.canvas.installEventFilter(self)
        QTimer.singleShot(1000, self, self._start)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.window.canvas.removeEventFilter(self)
            QTimer.singleShot(0, self, self._start)
        return False

    @Slot()
    def _start(self) -> None:
        if not self._started:
            self.start(self._path)

    def start(self, path: Path | None) -> None:
        """Open what was asked for, or what was open the last time, or the demo; load the model behind it."""
        log.info("The window is shown.")  # packaging/smoke.py waits for it where it cannot see the screen
        self._started = True
        settings = self.preferences.settings
        last = settings.window.get(OPEN_KEY, "")
        if path is not None:
            self.parts.opening.open(path)
        elif settings.reopen_last and last and Path(last).is_file():
            self.parts.opening.open(Path(last))
        elif not settings.demo_seen and resources.path(*DEMO).is_file():
            self.commands.files.open_demo()
        self.preferences.change(demo_seen=True)
        if self.parts.opening.busy:
            self.parts.frames.frame_shown.connect(self._on_first_frame)
            self._model_soon.start(MODEL_AFTER_MS)
        else:
            self._load_model()
        self.training.tell_unfinished()
        self.parts.opening.ended.connect(self._tell_note)
        if not self.parts.opening.busy:
            self._tell_note()

    @Slot()
    def _tell_note(self) -> None:
        """Say what was wrong with the settings file, once; what is said of an opening would cover it."""
        note, self._note = self._note, None
        if note is not None:
            self.window.message_bar.show_message(shown(note), Tone.WARNING)

    @Slot(object)
    def _on_first_frame(self, _frame: object) -> None:
        self.parts.frames.frame_shown.disconnect(self._on_first_frame)
        self._model_soon.start(0)

    @Slot()
    def _load_model(self) -> None:
        if self.parts.models.state.status is ModelStatus.NONE:  # none was chosen meanwhile
            self.parts.models.load()

    @Slot(object)
    def _on_file_requested(self, path: Path) -> None:
        self.parts.opening.open(path)

    def dispose(self) -> None:
        """Take all of it down now, the window first, while Qt is still there; not left to Python's exit."""
        self._garbage.stop()
        self.window.hide()
        self.window.deleteLater()
        self.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    @Slot(object)
    def _on_opened(self, _project: object) -> None:
        """Already now: after a crash the next start opens it again."""
        self.preferences.remember_window(**{OPEN_KEY: self._open_path()})

    def _open_path(self) -> str:
        project = self.parts.documents.project
        return str(project.path) if project is not None and project.path is not None else ""

    @Slot()
    def _on_closing(self) -> None:
        """Cancel, wait without blocking, close."""
        if self._closing.isActive() or not self.training.may_close():
            return
        self.preferences.remember_window(**self.window.layout_values(), **{OPEN_KEY: self._open_path()})
        self.preferences.write()
        self.parts.opening.cancel()
        self.parts.opening.close()
        self.window.hide()
        self.parts.training.leave()
        self.parts.lanes.close()
        self._closing.start()

    @Slot()
    def _on_closing_tick(self) -> None:
        self._closing_ticks += 1
        ended = self.parts.lanes.finished and not self.parts.training.running
        if ended or self._closing_ticks * 0.02 > CLOSE_WITHIN_S:
            self._closing.stop()
            self.window.allow_close()
            QApplication.quit()


def main(argv: list[str]) -> int:
    """Run the window. `argv` are the arguments behind the program's name: nothing, or one path."""
    _have_streams()
    keep_log()
    app = QApplication.instance() or RequestedApplication([TITLE, *argv])
    assert isinstance(app, QApplication)
    app.setApplicationName(TITLE)
    app.setQuitOnLastWindowClosed(False)
    try:
        application = Application(app)
    except Exception:  # a windowed program has no other place to say it
        log.critical("The window could not be built", exc_info=True)
        raise
    set_level(application.preferences.settings.log_level)
    with Unforeseen(application.window) as unforeseen:
        application.window.show()
        path = Path(argv[0]) if argv else None
        application.start_when_seen(path)
        QTimer.singleShot(0, unforeseen, unforeseen.tell_crash)
        code = app.exec()
        application.parts.lanes.close()
        if not application.parts.lanes.wait(2.0):
            log.error("A lane did not end; the process ends without it.")
            unforeseen.end_run()
            logging.shutdown()
            os._exit(code)
    application.dispose()
    return code


def _have_streams() -> None:
    """A windowed program on Windows has neither stderr nor stdout, which libraries write to."""
    nowhere = Path(os.devnull)
    sys.stderr = sys.stderr or nowhere.open("w", encoding="utf-8")
    sys.stdout = sys.stdout or nowhere.open("w", encoding="utf-8")
