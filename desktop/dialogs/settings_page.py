"""What the pages of the settings have in common: rows that can be found, and going back to the defaults."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QLabel,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from core.settings import Settings
from desktop.controllers.preferences import Preferences
from desktop.language import tr

NAME_PX = 150
SETTLED_AFTER_MS = 500


@dataclass(frozen=True, slots=True)
class _Row:
    words: str
    widgets: tuple[QWidget, ...]


class SettingsPage(QScrollArea):
    """One page. `names` are the fields of `Settings` that it is about; a change goes to `preferences`."""

    title = ""
    names: tuple[str, ...] = ()

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.preferences = preferences
        self._rows: list[_Row] = []
        self.setAccessibleName(tr(self.title))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 16, 20, 16)
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(16)
        self.grid.setVerticalSpacing(6)
        self.grid.setColumnMinimumWidth(0, NAME_PX)
        self.grid.setColumnStretch(1, 1)
        column.addLayout(self.grid)
        column.addStretch(1)
        self.setWidget(inside)

    def add_row(self, name: str, control: QWidget, explanation: str, words: str = "") -> QLabel:
        """A setting: its name, what sets it, and a line below. `words`: what else it is found by."""
        row = self.grid.rowCount()
        label = QLabel(name, self)
        label.setBuddy(control)
        if not control.accessibleName():
            control.setAccessibleName(name)
        if not control.toolTip():
            control.setToolTip(explanation)
        text = QLabel(explanation, self)
        text.setObjectName("faint")
        text.setWordWrap(True)
        text.setContentsMargins(0, 0, 0, 12)
        self.grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.grid.addWidget(control, row, 1, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.grid.addWidget(text, row + 1, 1)
        self._rows.append(_Row(f"{name} {explanation} {words}".lower(), (label, control, text)))
        return text

    def add_text(self, name: str, content: str, words: str = "") -> QLabel:
        """Something to know, with nothing to set."""
        row = self.grid.rowCount()
        label, text = QLabel(name, self), QLabel(content, self)
        text.setWordWrap(True)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        text.setAccessibleName(name)
        self.grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.grid.addWidget(text, row, 1)
        self._rows.append(_Row(f"{name} {content} {words}".lower(), (label, text)))
        return text

    def show_found(self, words: str) -> int:
        """Show only the rows that have all of these words, in any order; how many there are."""
        wanted, found = words.lower().split(), 0
        for row in self._rows:
            fits = all(word in row.words for word in wanted)
            found += fits
            for widget in row.widgets:
                widget.setVisible(fits)
        return found

    def show_settings(self, settings: Settings) -> None:
        """Show what is set; to be written by each page."""
        raise NotImplementedError

    def settle(self) -> None:
        """Take over now what was typed a moment ago."""

    def reset(self) -> None:
        """The defaults for everything on this page."""
        defaults = Settings()
        self.preferences.change(**{name: getattr(defaults, name) for name in self.names})


class SettledNumber(QObject):
    """A number field that sets its setting when it has come to rest, not at each step."""

    def __init__(self, field: QSpinBox, name: str, preferences: Preferences) -> None:
        super().__init__(field)
        self._field = field
        self._name = name
        self._preferences = preferences
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLED_AFTER_MS)
        self._timer.timeout.connect(self._take)
        field.valueChanged.connect(self._timer.start)

    def show(self, value: int) -> None:
        """Show what is set."""
        if not self._timer.isActive():
            self._field.blockSignals(True)
            self._field.setValue(value)
            self._field.blockSignals(False)

    def settle(self) -> None:
        """Do not wait any longer."""
        if self._timer.isActive():
            self._timer.stop()
            self._take()

    def forget(self) -> None:
        """Let what was typed be: it is reset."""
        self._timer.stop()

    @Slot()
    def _take(self) -> None:
        self._preferences.change(**{self._name: self._field.value()})


def in_language(choices: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Choices of a table in the language of the window."""
    return [(value, tr(text)) for value, text in choices]


def fill(box: QComboBox, choices: Iterable[tuple[str, str]], chosen: str) -> None:
    """Offer (value, text) pairs, one of them chosen."""
    box.blockSignals(True)
    box.clear()
    for value, text in choices:
        box.addItem(text, value)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    box.blockSignals(False)
