"""On which frames the model runs: the choice, the slider, and what either is likely to take."""

from dataclasses import replace
from functools import partial
from typing import Final, get_args

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QRadioButton,
    QSlider,
    QSpinBox,
    QWidget,
    QWidgetAction,
)

from desktop.controllers.frames import FrameController
from desktop.controllers.models import ModelController
from desktop.controllers.skipping import GAPS, Mode, SkippingController
from desktop.language import marked, tr
from desktop.window.action_set import ActionSet
from desktop.window.track_bar import duration_text
from desktop.window.track_commands import TrackCommands

WIDTH_PX: Final = 400
WIDEST: Final = marked("about 59 min 59 s, perhaps 100 % of them")
STEPS: Final = 20
"""Positions of the slider."""

EXPLAINED: Final = marked(
    "The model runs on key frames. Between them masks are <b>filled</b>: carried along from both sides by "
    "the motion in the picture. The timeline shows filled masks as a thin, pale bar."
)


class SkipMenu(QMenu):
    """Drops down from the track bar. What is chosen holds for the next run and is kept with the project."""

    def __init__(
        self,
        actions: ActionSet,
        skipping: SkippingController,
        models: ModelController,
        frames: FrameController,
        tracks: TrackCommands,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("skip_menu")
        self._skipping = skipping
        self._models = models
        self._frames = frames
        self._tracks = tracks
        page = QWidget(self)
        grid = QGridLayout(page)
        grid.setContentsMargins(14, 12, 14, 12)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(8)
        self._off = self._choice(page, tr("Every frame"), tr("Run the model on every frame."), "off")
        self._auto = self._choice(
            page,
            tr("Auto"),
            tr("Run it on as many key frames as the motion asks for: many where it is wild."),
            "auto",
        )
        self._every = self._choice(
            page, tr("Every"), tr("Run it on every so many frames, whatever moves."), "every"
        )
        self._gap = QSpinBox(page)
        self._gap.setRange(*GAPS)
        self._gap.setAccessibleName(tr("Frames from one key frame to the next"))
        self._gap.setToolTip(tr("From one frame that the model sees to the next."))
        self._gap.valueChanged.connect(self._on_gap)
        self._slider = QSlider(Qt.Orientation.Horizontal, page)
        self._slider.setRange(0, STEPS)
        self._slider.setPageStep(STEPS // 4)
        self._slider.setAccessibleName(tr("From quality to speed"))
        self._slider.setToolTip(
            tr(
                "How well masks carried from both sides must agree. To the left: more key frames; "
                "to the right: fewer."
            )
        )
        self._slider.valueChanged.connect(self._on_slider)
        self._takes: dict[Mode, QLabel] = {mode: self._time_label(page) for mode in get_args(Mode)}

        grid.addWidget(self._off, 0, 0)
        grid.addWidget(self._takes["off"], 0, 1)
        grid.addWidget(self._auto, 1, 0)
        grid.addWidget(self._takes["auto"], 1, 1)
        ends = QWidget(page)
        row = QHBoxLayout(ends)
        row.setContentsMargins(22, 0, 0, 4)
        row.addWidget(_faint(tr("Quality"), ends))
        row.addWidget(self._slider, 1)
        row.addWidget(_faint(tr("Speed"), ends))
        grid.addWidget(ends, 2, 0, 1, 2)
        gap = QWidget(page)
        row = QHBoxLayout(gap)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._every)
        row.addWidget(self._gap)
        row.addWidget(QLabel(tr("frames"), gap))
        row.addStretch(1)
        grid.addWidget(gap, 3, 0)
        grid.addWidget(self._takes["every"], 3, 1)
        explained = _faint(tr(EXPLAINED), page)
        explained.setWordWrap(True)
        explained.setFixedWidth(WIDTH_PX)
        # A menu asks no widget how high it is at a width.
        explained.setFixedHeight(explained.heightForWidth(WIDTH_PX))
        grid.addWidget(explained, 4, 0, 1, 2)
        page.setFixedWidth(page.sizeHint().width())
        holder = QWidgetAction(self)
        holder.setDefaultWidget(page)
        self.addAction(holder)
        self.addSeparator()
        self.addAction(actions["track.second_pass"])

        self.aboutToShow.connect(self._on_about_to_show)
        skipping.changed.connect(self.refresh)
        models.state_changed.connect(self.refresh)
        self.refresh()

    def _choice(self, page: QWidget, text: str, tooltip: str, mode: Mode) -> QRadioButton:
        button = QRadioButton(text, page)
        button.setToolTip(tooltip)
        button.setAutoExclusive(False)  # the choice says which of them is on
        button.clicked.connect(partial(self._choose, mode))
        return button

    def _time_label(self, page: QWidget) -> QLabel:
        label = _faint("", page)
        label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        label.setAccessibleName(tr("Expected time"))
        label.setFixedWidth(label.fontMetrics().horizontalAdvance(tr(WIDEST)))
        return label

    def takes(self, mode: Mode) -> str:
        """What is said of the time that a way to track takes."""
        return self._takes[mode].text()

    @property
    def expected(self) -> str:
        """How long the next run takes, in a sentence; empty while nothing was timed."""
        mode, off = self._skipping.choice.mode, self._expected("off")
        if not off or mode == "off":
            return tr("Takes {time}.", time=off) if off else ""
        return tr("Takes {time}; without skipping {off}.", time=self._expected(mode), off=off)

    def _choose(self, mode: Mode, _checked: bool = False) -> None:
        self._skipping.choose(mode=mode)
        self.refresh()

    @Slot(int)
    def _on_gap(self, gap: int) -> None:
        self._skipping.choose(gap=gap, mode="every")

    @Slot(int)
    def _on_slider(self, position: int) -> None:
        self._skipping.choose(speed=position / STEPS, mode="auto")

    @Slot()
    def _on_about_to_show(self) -> None:
        self._skipping.sample()
        self.refresh()

    @Slot()
    @Slot(object)
    def refresh(self, _state: object = None) -> None:
        """Show the choice, and how long it takes through the marked range, or from here to the end."""
        choice = self._skipping.choice
        for button, on in (
            (self._off, choice.mode == "off"),
            (self._auto, choice.mode == "auto"),
            (self._every, choice.mode == "every"),
        ):
            button.setChecked(on)
        for field, value in ((self._gap, choice.gap), (self._slider, round(choice.speed * STEPS))):
            field.blockSignals(True)
            field.setValue(value)
            field.blockSignals(False)
        for mode, label in self._takes.items():
            label.setText(self._expected(mode))

    def _expected(self, mode: Mode) -> str:
        start, stop = self._tracks.range or (self._frames.index, self._frames.frame_count - 1)
        frames = stop - start + 1
        if frames < 2:
            return ""
        choice = replace(self._skipping.choice, mode=mode)
        told = self._skipping.forecast(self._models.state.name, frames, choice)
        if mode == "off":
            if told.off_s is None:
                return ""
            return tr("about {time} for {frames} frames", time=duration_text(told.off_s), frames=frames)
        if told.share is None:
            return "" if told.skipping_s is None else tr("about {time}", time=duration_text(told.skipping_s))
        percent = 100 * told.share
        if told.skipping_s is None:
            return tr("{percent:.0f} % of them", percent=percent)
        time = duration_text(told.skipping_s)
        if told.measured:
            return tr("about {time}, {percent:.0f} % of them", time=time, percent=percent)
        return tr("about {time}, perhaps {percent:.0f} % of them", time=time, percent=percent)


def _faint(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setObjectName("faint")
    return label
