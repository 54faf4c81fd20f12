"""What the bars of the timeline mean: drops down at its top left corner."""

from typing import Final

import numpy as np
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QGridLayout, QLabel, QMenu, QToolButton, QWidget, QWidgetAction

from core.types import Origin, State
from desktop.language import marked, tr
from desktop.theme import object_colours
from desktop.timeline.lane_view import LaneView, code_of
from desktop.timeline.lanes_item import ROW_PX, LanesItem

ORIGIN_WORDS: Final = {
    Origin.INFERRED: marked("inferred: the model found it on this frame"),
    Origin.FILLED: marked("filled: carried here by motion from the key frames on either side"),
    Origin.PAINTED: marked("painted by hand"),
    Origin.IMPORTED: marked("imported"),
}
STATE_WORDS: Final = {
    State.DRAFT: marked("draft"),
    State.CORRECTED: marked("corrected"),
    State.APPROVED: marked("approved"),
    State.FLAGGED: marked("flagged"),
}
SAMPLE_PX: Final = 63
FRAMES: Final = 7


class Legend(QToolButton):
    """The button, and the list of samples that it shows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("legend_button")
        self.setText(tr("Legend"))
        self.setAccessibleName(tr("Legend"))
        self.setToolTip(tr("What the bars of the timeline mean."))
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        page = QWidget(self)
        grid = QGridLayout(page)
        grid.setContentsMargins(12, 8, 14, 8)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        rows = [
            *((origin, State.DRAFT, words) for origin, words in ORIGIN_WORDS.items()),
            *((Origin.INFERRED, state, STATE_WORDS[state]) for state in State if state is not State.DRAFT),
        ]
        for row, (origin, state, words) in enumerate(rows):
            grid.addWidget(Sample(origin, state, page), row, 0)
            grid.addWidget(QLabel(tr(words), page), row, 1)
        grid.addWidget(Sample(Origin.INFERRED, State.DRAFT, page, prompted=True), len(rows), 0)
        grid.addWidget(QLabel(tr("a click, a box or a painted mask of yours"), page), len(rows), 1)
        menu = QMenu(self)
        holder = QWidgetAction(menu)
        holder.setDefaultWidget(page)
        menu.addAction(holder)
        self.setMenu(menu)


class Sample(QWidget):
    """A piece of a lane, drawn as the timeline draws it."""

    def __init__(
        self, origin: Origin, state: State, parent: QWidget | None = None, *, prompted: bool = False
    ) -> None:
        super().__init__(parent)
        self.setFixedSize(QSize(SAMPLE_PX, ROW_PX))
        codes = np.full(FRAMES, code_of(origin, state), np.uint8)
        lane = LaneView(0, "", object_colours()[0], codes)
        if prompted:
            lane.set_prompts([FRAMES // 2])
        self._lanes = LanesItem()
        self._lanes.set_lanes([lane], FRAMES)

    def paintEvent(self, _event: QPaintEvent) -> None:
        window = self.palette().color(QPalette.ColorRole.Window)
        self._lanes.base = window.lighter(122) if window.lightness() < 128 else window.darker(106)
        painter = QPainter(self)
        self._lanes.draw(painter, 0, FRAMES, 0, self.width(), self.height())
