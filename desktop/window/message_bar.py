"""One line at the top of the canvas: what went wrong or what to know, never in the way."""

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QSizePolicy, QWidget

from desktop.language import tr

QUIET_MS = 6000


class Tone(Enum):
    """How loud a message is."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class MessageBar(QFrame):
    """Shows the latest message; an information goes by itself, a warning stays until it is closed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message_bar")
        self.setAccessibleName(tr("Message"))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(10)
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row.addWidget(self._text, 1)
        self._progress = QProgressBar(self)
        self._progress.setFixedWidth(180)
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(tr("Progress"))
        row.addWidget(self._progress)
        self._button = QPushButton(self)
        self._button.setAccessibleName(tr("What can be done"))
        self._button.setToolTip(tr("Do something about this message."))
        self._button.clicked.connect(self._on_button)
        self._button.hide()
        row.addWidget(self._button)
        self._close = QPushButton(tr("Close"), self)
        self._close.setFlat(True)
        self._close.setAccessibleName(tr("Close this message"))
        self._close.setToolTip(tr("Close this message."))
        self._close.clicked.connect(self._on_close)
        row.addWidget(self._close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)
        self._on_press: Callable[[], None] | None = None
        self._on_closed: Callable[[], None] | None = None
        self._tone = Tone.INFO
        self.hide()

    @property
    def text(self) -> str:
        """What it says now; empty when it says nothing."""
        return "" if self.isHidden() else self._text.text()

    @property
    def tone(self) -> Tone:
        return self._tone

    def show_message(
        self,
        text: str,
        tone: Tone = Tone.INFO,
        *,
        button: str = "",
        pressed: Callable[[], None] | None = None,
        closed: Callable[[], None] | None = None,
    ) -> None:
        """Say one sentence; `button` offers one thing to do about it. `closed`: a person wants none of it."""
        self._progress.hide()
        self._say(text, tone, button, pressed)
        self._on_closed = closed
        self._close.show()
        if tone is Tone.INFO:
            self._timer.start(QUIET_MS if not button else QUIET_MS * 2)

    def show_progress(
        self,
        text: str,
        fraction: float | None,
        *,
        button: str = "",
        pressed: Callable[[], None] | None = None,
    ) -> None:
        """Say what is going on, 0 to 1 of it done, or None where that is not known."""
        self._progress.setRange(0, 0 if fraction is None else 1000)
        if fraction is not None:
            self._progress.setValue(round(fraction * 1000))
        self._progress.show()
        self._say(text, Tone.INFO, button, pressed)
        self._close.hide()

    @Slot()
    def end_progress(self) -> None:
        """What went on is over: say nothing, unless something else was said since."""
        if not self._progress.isHidden():
            self.clear()

    def dismiss(self) -> bool:
        """Close what asks for no answer; False where there is no such message."""
        dismissed = bool(self.text) and self._progress.isHidden() and self._on_closed is None
        if dismissed:
            self.clear()
        return dismissed

    @Slot()
    def clear(self) -> None:
        """Say nothing."""
        self._progress.hide()
        self._timer.stop()
        self._on_press = self._on_closed = None
        self.hide()

    def _say(self, text: str, tone: Tone, button: str, pressed: Callable[[], None] | None) -> None:
        self._timer.stop()
        self._text.setText(text)
        self._button.setText(button)
        self._button.setAccessibleName(button)
        self._button.setToolTip(button)
        self._button.setVisible(bool(button))
        self._on_press, self._on_closed = pressed, None
        if tone is not self._tone or self.property("tone") is None:
            self._tone = tone
            self.setProperty("tone", tone.value)
            self.style().unpolish(self)
            self.style().polish(self)
        self.show()

    @Slot()
    def _on_button(self) -> None:
        pressed = self._on_press
        self.clear()
        if pressed is not None:
            pressed()

    @Slot()
    def _on_close(self) -> None:
        closed = self._on_closed
        self.clear()
        if closed is not None:
            closed()
