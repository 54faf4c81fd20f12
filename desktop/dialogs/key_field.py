"""A button that, once asked to, takes the next keys that are pressed instead of acting on them."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.keymap import MODIFIER_KEYS, key_name, pressed_name, tidy
from desktop.language import marked, tr

WAITING = marked("Press the new keys… (Esc: none)")
WAITING_HELD = marked("Press the key to hold… (Esc: none)")


class KeyField(QPushButton):
    """`recorded` carries the keys as the keymap has them, `refused` a sentence, `ended` that it is over."""

    recorded = Signal(object)  # str
    refused = Signal(object)  # str
    ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoDefault(False)
        self._recording = False
        self._held = False
        self._modifier: Qt.Key | None = None

    @property
    def recording(self) -> bool:
        """Whether the next keys are taken."""
        return self._recording

    def record(self, *, held: bool) -> None:
        """Take the next keys; for a key to hold, one key alone, which may be Alt or its like."""
        self._recording, self._held, self._modifier = True, held, None
        self.setText(tr(WAITING_HELD if held else WAITING))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def stop(self) -> None:
        """Take no keys any more."""
        if self._recording:
            self._recording = False
            self.ended.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.stop()
        super().focusOutEvent(event)

    def event(self, event: QEvent) -> bool:
        if not self._recording or not isinstance(event, QKeyEvent):
            return super().event(event)
        event.accept()
        if event.type() == QEvent.Type.KeyPress and not event.isAutoRepeat():
            self._press(event)
        elif event.type() == QEvent.Type.KeyRelease and Qt.Key(event.key()) == self._modifier:
            self._take(MODIFIER_KEYS[self._modifier])
        return True

    def _press(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.stop()
        elif key in MODIFIER_KEYS:
            self._modifier = key if self._held else None
        elif self._held and event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._modifier = None
            self.refused.emit(tr("A key to hold is one key alone."))
        else:
            self._take(key_name(key) if self._held else pressed_name(event.keyCombination()))

    def _take(self, name: str) -> None:
        usable = tidy(name, held=self._held)
        if not usable:
            self.refused.emit(tr("That key moves about in the window and presses its buttons; take another."))
            return
        self._recording = False
        self.recorded.emit(usable)
