"""At the right of the transport row: the Track button, or how far a run is."""

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QProgressBar,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from desktop.controllers.skipping import Skipping
from desktop.controllers.tracking import TrackEnd, TrackProgress
from desktop.language import tr
from desktop.window.action_set import ActionSet


def duration_text(seconds: float) -> str:
    """Time left, in words short enough for a bar: "4 s", "3 min 20 s", "2 h 5 min"."""
    whole = max(round(seconds), 0)
    if whole < 60:
        return tr("{seconds} s", seconds=whole)
    minutes, seconds_left = divmod(whole, 60)
    if minutes < 60:
        return (
            tr("{minutes} min {seconds} s", minutes=minutes, seconds=seconds_left)
            if seconds_left and minutes < 10
            else tr("{minutes} min", minutes=minutes)
        )
    hours, minutes = divmod(minutes, 60)
    return tr("{hours} h {minutes} min", hours=hours, minutes=minutes)


def ended_text(end: TrackEnd) -> str:
    """What a finished run did."""
    if end.second_pass:
        return tr(
            "The model ran on {inferred} filled frames; {others} round them are new.",
            inferred=end.inferred,
            others=end.frames - end.inferred,
        )
    time = duration_text(end.seconds)
    if end.inferred == end.frames:
        return tr("Tracked {frames} frames in {time}.", frames=end.frames, time=time)
    if end.correction:
        return tr(
            "Tracked {frames} frames in {time}; {others} masks are carried from the settled frames "
            "around them.",
            frames=end.frames,
            time=time,
            others=end.frames - end.inferred,
        )
    return tr(
        "Tracked {frames} frames in {time}; the model ran on {inferred} of them ({share:.0f} %), "
        "the rest is filled.",
        frames=end.frames,
        time=time,
        inferred=end.inferred,
        share=100 * end.inferred / max(end.frames, 1),
    )


class TrackBar(QStackedWidget):
    """Shows the choices while nothing runs, and progress with Cancel while a run goes on."""

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        idle = QWidget(self)
        row = QHBoxLayout(idle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addStretch(1)
        self._skip = QToolButton(idle)
        self._skip.setObjectName("skip_button")
        self._skip.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._skip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self._skip.setAutoRaise(True)
        self._skip.setAccessibleName(tr("Skipping"))
        self._skip.setToolTip(
            tr("On which frames the model runs. On the others masks are filled: carried along by motion.")
        )
        self._skip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row.addWidget(self._skip)
        back = QToolButton(idle)
        back.setDefaultAction(actions["track.backward"])
        back.setAccessibleName(tr("Track backward"))
        back.setIconSize(QSize(18, 18))
        back.setAutoRaise(True)
        back.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row.addWidget(back)
        self._expected = ""
        self._main = QToolButton(idle)
        self._main.setObjectName("track_button")
        self._forward = actions["track.forward"]
        self._main.setText(tr("Track"))
        self._main.setAccessibleName(tr("Track forward"))
        self._main.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self._main.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        self._main.clicked.connect(self._forward.trigger)
        self._forward.changed.connect(self._on_forward_changed)
        self._on_forward_changed()
        self._main.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        menu = QMenu(self._main)
        for action_id in (
            "track.forward",
            "track.backward",
            "track.step",
            "track.range",
            "",
            "track.skip_off",
            "track.skip_auto",
            "track.skip_every",
            "track.second_pass",
            "",
            "track.selected_only",
            "track.follow",
        ):
            if action_id:
                menu.addAction(actions[action_id])
            else:
                menu.addSeparator()
        self._main.setMenu(menu)
        row.addWidget(self._main)
        self.addWidget(idle)

        busy = QWidget(self)
        row = QHBoxLayout(busy)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addStretch(1)
        self._text = QLabel(busy)
        self._text.setAccessibleName(tr("Tracking progress"))
        self._text.setMinimumWidth(60)
        row.addWidget(self._text)
        self._bar = QProgressBar(busy)
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(8)
        self._bar.setMinimumWidth(30)
        self._bar.setMaximumWidth(90)
        self._bar.setAccessibleName(tr("Tracking progress"))
        row.addWidget(self._bar)
        self._cancel = QToolButton(busy)
        actions["track.cancel"].setIconText(tr("Cancel"))
        self._cancel.setDefaultAction(actions["track.cancel"])
        self._cancel.setAccessibleName(tr("Cancel tracking"))
        self._cancel.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._cancel.setIconSize(QSize(16, 16))
        self._cancel.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row.addWidget(self._cancel)
        self.addWidget(busy)
        self.currentChanged.connect(self.updateGeometry)

    def minimumSizeHint(self) -> QSize:
        """Of what it shows: while no run goes on, the room for its progress is for others in the row."""
        page = self.currentWidget()
        return super().minimumSizeHint() if page is None else page.minimumSizeHint()

    @Slot()
    def _on_forward_changed(self) -> None:
        self._main.setEnabled(self._forward.isEnabled())
        self._main.setToolTip(f"{self._forward.toolTip()}\n{self._expected}".strip())

    def set_skip_menu(self, menu: QMenu) -> None:
        """What drops down from the skipping button."""
        self._skip.setMenu(menu)

    def show_expected(self, sentence: str) -> None:
        """Say at the Track button how long a run takes."""
        self._expected = sentence
        self._on_forward_changed()

    def show_skipping(self, choice: Skipping) -> None:
        """Say on which frames the model runs."""
        self._skip.setText(tr("Skip: {choice}", choice=choice.text))

    def give_room(self, given: bool) -> None:
        """Leave the room of the skipping button to others in the row, or take it back."""
        self._skip.setHidden(given)
        self.updateGeometry()  # the pages that are not shown would hold the room

    @property
    def skipping_text(self) -> str:
        """What the skipping button says."""
        return self._skip.text()

    @property
    def text(self) -> str:
        """What it says of the run."""
        return self._text.text()

    def show_idle(self) -> None:
        """No run goes on."""
        self.setCurrentIndex(0)

    def show_waiting(self, text: str) -> None:
        """A run is about to begin."""
        self._text.setText(text)
        self._bar.setRange(0, 0)
        self.setCurrentIndex(1)

    @Slot(object)
    def show_prepared(self, done: float) -> None:
        """How much is done of what comes before a correction's first frame, 0 to 1."""
        self._text.setText(tr("Following the motion…"))
        self._text.setToolTip(tr("The masks of the settled frames are carried along by motion."))
        self._bar.setRange(0, 100)
        self._bar.setValue(round(100 * done))
        self.setCurrentIndex(1)

    @Slot(object)
    def show_progress(self, progress: TrackProgress) -> None:
        """How far the run is."""
        rate = f"{progress.fps:.1f}" if progress.fps < 10 else f"{progress.fps:.0f}"
        parts = [tr("{done} of {total}", done=progress.done, total=progress.total)]
        if progress.inferred is not None:
            parts.append(tr("{share:.0f} % inferred", share=100 * progress.inferred))
        if progress.left_s is not None:
            parts.append(tr("{time} left", time=duration_text(progress.left_s)))
        self._text.setText("  ·  ".join(parts))
        self._text.setToolTip(tr("{rate} frames a second", rate=rate))
        self._bar.setRange(0, max(progress.total, 1))
        self._bar.setValue(progress.done)
        self.setCurrentIndex(1)
