"""Errors that nothing caught: into the log, and into one calm dialog. A crash before is told at the start."""

import contextlib
import logging
import signal
import sys
import threading
import time
import traceback
from types import FrameType, TracebackType
from typing import Any

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Slot, qInstallMessageHandler
from PySide6.QtWidgets import QWidget

from core.logs.book import log_tail, versions
from core.logs.marker import Crash, RunMarker
from core.logs.personal import without_personal
from core.settings import folders
from desktop.dialogs.crash import CRASH_HEADING, CRASH_TEXT, ERROR_HEADING, ERROR_TEXT, CrashDialog
from desktop.jobs.mailbox import Mailbox
from desktop.language import tr

log = logging.getLogger(__name__)

QUIET_S = 30.0
"""After the dialog is closed it does not come back for so long, whatever happens."""


class Unforeseen(QObject):
    """While it is entered, unforeseen errors of any thread end here, and the run is marked as running."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._dialog: CrashDialog | None = None
        self._told: set[str] = set()
        self._closed_at = -QUIET_S
        # Never inside the hook itself: an error of the dialog's own would come back there.
        self._met = Mailbox(self._on_met, self)  # an error's trace, from any thread
        self._marker = RunMarker()
        self._crash: Crash | None = None

    def __enter__(self) -> "Unforeseen":
        self._crash = self._marker.take_crash()
        self._marker.begin("; ".join(versions()))
        self._before_qt = qInstallMessageHandler(_log_qt)
        self._before = sys.excepthook
        self._before_thread = threading.excepthook
        sys.excepthook = self._on_error
        threading.excepthook = self._on_thread_error
        self._before_term: Any = None
        with contextlib.suppress(ValueError):  # only the main thread may
            self._before_term = signal.signal(signal.SIGTERM, self._on_term)
        return self

    def __exit__(self, *_: object) -> None:
        qInstallMessageHandler(self._before_qt)
        sys.excepthook = self._before
        threading.excepthook = self._before_thread
        if self._before_term is not None:
            signal.signal(signal.SIGTERM, self._before_term)
        self.end_run()

    def end_run(self) -> None:
        """The run ends as it should, even where the process is then ended the hard way."""
        self._marker.end()

    @Slot()
    def tell_crash(self) -> None:
        """Say that the last run did not end as it should, where that is so."""
        if self._crash is not None:
            crash, self._crash = self._crash, None
            trace = crash.trace or "It left no trace: it was ended from outside, or the machine stopped."
            text = f"The run of {crash.started} ({crash.version})\n\n{trace}"
            self._show(tr(CRASH_HEADING), tr(CRASH_TEXT), error_report(text))

    def _on_error(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._window.close()
            return
        log.critical("Unforeseen", exc_info=(kind, error, trace))
        self._met.put("".join(traceback.format_exception(kind, error, trace)))

    def _on_thread_error(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._on_error(args.exc_type, args.exc_value, args.exc_traceback)

    def _on_term(self, _signal: int, _frame: FrameType | None) -> None:
        """The system asks the program to end: it does so in good order."""
        self._window.close()

    def _on_met(self, trace: object) -> None:
        """Tell an error once; while the dialog is open, and for a while after it, there is no second."""
        assert isinstance(trace, str)
        if self._dialog is not None:
            self._dialog.add(without_personal(trace))
            return
        if trace in self._told or time.monotonic() - self._closed_at < QUIET_S:
            return
        self._told.add(trace)
        try:
            self._show(tr(ERROR_HEADING), tr(ERROR_TEXT), error_report(trace))
        except Exception:  # the last boundary: what tells of errors must not make more of them
            log.exception("The error could not be told")

    def _show(self, heading: str, text: str, details: str) -> None:
        if self._dialog is not None:
            self._dialog.add(details)
            return
        self._dialog = CrashDialog(self._window, heading, text, details, folders().logs)
        self._dialog.finished.connect(self._on_closed)
        self._dialog.show()

    @Slot()
    def _on_closed(self) -> None:
        self._dialog = None
        self._closed_at = time.monotonic()


def error_report(text: str) -> str:
    """What goes into a bug report: the versions, what happened, and the end of the log; nothing personal."""
    tail = log_tail()
    return without_personal("\n".join(versions()) + "\n\n" + text.strip()) + (
        f"\n\nThe end of the log:\n{tail}" if tail else ""
    )


def _log_qt(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    """Qt's own messages go to the log too."""
    loud = kind in (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg)
    logging.getLogger("qt").log(logging.WARNING if loud else logging.DEBUG, "%s", text)
