"""The row above the timeline: playing and stepping, where we are, and tracking."""

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from desktop.language import tr, without_mnemonic
from desktop.window.action_set import ActionSet


def clock_text(pts_s: float) -> str:
    """Seconds as m:ss.mmm, or h:mm:ss.mmm."""
    whole_ms = round(max(pts_s, 0.0) * 1000)
    seconds, ms = divmod(whole_ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    head = f"{hours}:{minutes:02}" if hours else f"{minutes}"
    return f"{head}:{seconds:02}.{ms:03}"


def seconds_of(text: str) -> float | None:
    """A time that a person typed, "1:05", "0:01:05.2" or "65.2 s"; None where it is none."""
    parts = text.strip().removesuffix("s").strip().split(":")
    try:
        values = [float(part) for part in parts]
    except ValueError:
        return None
    if len(values) > 3 or any(value < 0 for value in values):
        return None
    seconds = 0.0
    for value in values:
        seconds = seconds * 60 + value
    return seconds


def action_button(action: QAction, parent: QWidget, *, text: bool = False) -> QToolButton:
    """A flat button that does an action and takes its icon, tool tip and state."""
    button = QToolButton(parent)
    button.setDefaultAction(action)
    button.setAutoRaise(True)
    button.setIconSize(QSize(18, 18))
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    has_icon = not action.icon().isNull()
    if text and has_icon:
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    elif text or not has_icon:
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
    button.setAccessibleName(without_mnemonic(action.text()).rstrip("…"))
    return button


class WholeOrNothing(QLabel):
    """A label that gives way where others need the room: half a number would be a wrong one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.width() >= self.sizeHint().width():
            super().paintEvent(event)


class TransportBar(QWidget):
    """Buttons, the frame's number and time; `right` takes what belongs at the other end."""

    frame_typed = Signal(object)  # int
    time_typed = Signal(object)  # seconds, float

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("transport")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(2)
        for action_id in (
            "go.first",
            "go.previous_prompt",
            "go.previous",
            "go.play",
            "go.next",
            "go.next_prompt",
            "go.last",
        ):
            row.addWidget(action_button(actions[action_id], self))
        row.addSpacing(8)
        self._frame = QLineEdit(self)
        self._frame.setObjectName("frame_number")
        self._frame.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._frame.setFixedWidth(68)
        self._frame.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._frame.setAccessibleName(tr("Frame"))
        self._frame.setToolTip(tr("The frame's number, from 0, or a time as m:ss. Type one and press Enter."))
        self._frame.returnPressed.connect(self._on_frame_typed)
        self._frame.editingFinished.connect(self._show_number)
        row.addWidget(self._frame)
        self._count = QLabel(self)
        self._count.setToolTip(tr("The last frame's number."))
        self._count.setAccessibleName(tr("Last frame"))
        row.addWidget(self._count)
        row.addSpacing(10)
        self._time = WholeOrNothing(self)
        self._time.setToolTip(tr("The frame's time in the video, and the video's length."))
        self._time.setAccessibleName(tr("Time"))
        row.addWidget(self._time)
        row.addStretch(1)
        self._right = QHBoxLayout()
        self._right.setSpacing(6)
        row.addLayout(self._right)
        self._length = ""
        self.set_frame_count(0, 0.0)

    def add_right(self, widget: QWidget, *, first: bool = False) -> None:
        """Put a widget at the right end, or before what is there."""
        self._right.insertWidget(0 if first else -1, widget)

    def set_frame_count(self, frame_count: int, length_s: float) -> None:
        """Another media: so many frames, so long."""
        self._number = 0
        self._frame.setEnabled(frame_count > 0)
        self._show_number()
        self._count.setText(f"/ {frame_count - 1}" if frame_count else "")
        self._length = clock_text(length_s) if frame_count else ""
        if not frame_count:
            self._time.setText("")

    def set_frame(self, frame_index: int, pts_s: float) -> None:
        """Where the playhead is."""
        self._number = frame_index
        if not self._frame.hasFocus():
            self._show_number()
        self._time.setText(f"{clock_text(pts_s)} / {self._length}")

    def focus_frame(self) -> None:
        """Let the person type a frame number."""
        self._frame.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._frame.selectAll()

    @Slot()
    def _show_number(self) -> None:
        self._frame.setText(str(self._number) if self._frame.isEnabled() else "")

    @Slot()
    def _on_frame_typed(self) -> None:
        text = self._frame.text()
        self._frame.clearFocus()
        seconds = seconds_of(text)
        if text.strip().isdigit():
            self.frame_typed.emit(int(text))
        elif seconds is not None:
            self.time_typed.emit(seconds)


def thin_line(parent: QWidget) -> QWidget:
    """A one-pixel line between two parts."""
    line = QWidget(parent)
    line.setFixedHeight(1)
    line.setAutoFillBackground(True)
    line.setBackgroundRole(QPalette.ColorRole.Mid)
    return line
