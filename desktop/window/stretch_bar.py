"""In the transport row: track a corrected stretch again, then see before and after, keep it or drop it."""

import time

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QToolButton, QWidget

from desktop.canvas.canvas import Canvas
from desktop.controllers.correcting import CorrectingController
from desktop.language import counted, tr, without_mnemonic
from desktop.timeline.lane_view import StretchMark
from desktop.timeline.timeline import Timeline
from desktop.timeline.transport import action_button
from desktop.window.action_set import ActionSet

HELD_S = 0.25


def frames_text(first: int, last: int) -> str:
    """Frames, both included, as “45” or “45–120”."""
    return f"{first}" if first == last else f"{first}–{last}"


class StretchBar(QWidget):
    """Hidden while no correction asks for anything. Also frames the stretch on the timeline."""

    def __init__(
        self,
        actions: ActionSet,
        correcting: CorrectingController,
        timeline: Timeline,
        canvas: Canvas,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._actions = actions
        self._correcting = correcting
        self._timeline = timeline
        self._canvas = canvas
        self._held = HeldKey(actions, correcting, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 0, 0)
        row.setSpacing(4)
        self._text = QLabel(self)
        self._text.setAccessibleName(tr("Changed frames"))
        row.addWidget(self._text)
        self._again = self._button("track.again")
        self._before = self._button("track.before")
        self._keep = self._button("track.keep")
        self._drop = self._button("track.drop")
        for button in (self._again, self._before, self._keep, self._drop):
            row.addWidget(button)
        correcting.changed.connect(self.refresh)
        canvas.installEventFilter(self)
        self.refresh()

    def _button(self, action_id: str) -> QToolButton:
        button = action_button(self._actions[action_id], self, text=True)
        button.setObjectName("stretch_button")
        button.setAutoRaise(False)
        return button

    @property
    def text(self) -> str:
        """What it says; empty while hidden."""
        if self.isHidden():
            return ""
        return self._text.text() if not self._text.isHidden() else self._again.text()

    @Slot()
    def refresh(self) -> None:
        """Show what there is to decide now."""
        offer, result = self._correcting.offer, self._correcting.result
        again, before = self._actions["track.again"], self._actions["track.before"]
        again.setText(
            tr("Track {frames} &Again", frames=frames_text(offer.first, offer.last))
            if offer
            else tr("Track &Again")
        )
        again.setIconText(without_mnemonic(again.text()))
        before.setChecked(self._correcting.before_shown)
        self._again.setVisible(offer is not None)
        for widget in (self._text, self._before, self._keep, self._drop):
            widget.setVisible(result is not None)
        mark = None
        if result is not None:
            self._text.setText(tr("{frames} changed", frames=frames_text(result.first, result.last)))
            self._text.setToolTip(
                counted(
                    len(result.changed), "{n} mask came out differently.", "{n} masks came out differently."
                )
            )
            mark = StretchMark(result.object_id, result.first, result.last, changed=True)
        elif offer is not None:
            mark = StretchMark(offer.object_id, offer.first, offer.last, changed=False)
        self._timeline.set_stretch(mark)
        self.setVisible(offer is not None or result is not None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Nobody draws on what was there before: a press on the canvas brings the result back first."""
        if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.TabletPress):
            self._correcting.show_before(False)
        return False


class HeldKey(QObject):
    """Before and after: the command toggles; where its key is held down, letting go toggles back."""

    def __init__(
        self, actions: ActionSet, correcting: CorrectingController, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._action = actions["track.before"]
        self._action.setAutoRepeat(False)
        self._correcting = correcting
        self._since_s: float | None = None
        app = QApplication.instance()
        assert app is not None
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and not event.isAutoRepeat() and self._is_ours(event):
            if event.type() == QEvent.Type.ShortcutOverride and self._since_s is None:
                self._since_s = time.monotonic()
            elif event.type() == QEvent.Type.KeyRelease and self._since_s is not None:
                held_s, self._since_s = time.monotonic() - self._since_s, None
                if held_s >= HELD_S:
                    self._correcting.show_before(False)
        return False

    def _is_ours(self, event: QKeyEvent) -> bool:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        return QKeySequence(event.key()) in self._action.shortcuts()
