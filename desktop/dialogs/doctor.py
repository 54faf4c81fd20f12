"""Check This Computer: what was found on this machine, and what to do about what is not well."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QCloseEvent, QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from core.cancel import CancelToken
from core.doctor.finding import Finding, Health, report, worst
from core.wording import say
from desktop.jobs.job import Job, JobEnd, JobId, Outcome
from desktop.jobs.lane import Lane
from desktop.language import marked, shown, tr
from desktop.theme import Theme

SMALL_WH = (1024, 700)
"""Of the screen, in logical pixels: on a smaller one the window does not fit."""

WORDS = {
    Health.OK: marked("OK"),
    Health.NOTE: marked("Note"),
    Health.WARNING: marked("Look at"),
    Health.FAULT: marked("Fault"),
}
VERDICTS = {
    Health.OK: marked("All is well."),
    Health.NOTE: marked("All is well."),
    Health.WARNING: marked("It works, but something could be better."),
    Health.FAULT: marked("Something does not work."),
}


def screen_finding(wanted: QWidget) -> Finding:
    """The screen that the widget is on: its size and scale."""
    screen = wanted.screen()
    size, scale = screen.availableGeometry().size(), screen.devicePixelRatio()
    found = say(
        "{size} at {scale:.0%}, {platform}",
        size=f"{size.width()} × {size.height()}",
        scale=scale,
        platform=QGuiApplication.platformName(),
    )
    if size.width() < SMALL_WH[0] or size.height() < SMALL_WH[1]:
        advice = marked("The window needs more room: choose a lower scale in the system's settings.")
        return Finding(marked("Screen"), Health.WARNING, found, advice)
    return Finding(marked("Screen"), Health.OK, found)


class DoctorDialog(QDialog):
    """Looks at everything in a lane, shows what was found, and copies it for a bug report."""

    def __init__(self, parent: QWidget, lane: Lane, theme: Theme) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        self.setWindowTitle(tr("Check This Computer"))
        self.resize(720, 560)
        self._lane = lane
        self._theme = theme
        self._job: JobId | None = None
        self.findings: list[Finding] = []

        self._headline = QLabel(self)
        font = self._headline.font()
        font.setPointSizeF(font.pointSizeF() * 1.25)
        font.setBold(True)
        self._headline.setFont(font)
        self._progress = QProgressBar(self)
        self._progress.setTextVisible(False)
        self._progress.setFixedHeight(8)
        self._progress.setAccessibleName(tr("Progress"))
        self._rows = QGridLayout()
        self._rows.setContentsMargins(14, 12, 14, 12)
        self._rows.setHorizontalSpacing(16)
        self._rows.setVerticalSpacing(4)
        self._rows.setColumnStretch(2, 1)
        inside = QWidget()
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(self._rows)
        box.addStretch(1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.StyledPanel)
        area.setAccessibleName(tr("Findings"))
        area.setWidget(inside)

        self._again = self._button(tr("Check Again"), tr("Look at everything once more."), self.start)
        self._cancel = self._button(tr("Cancel"), tr("Stop looking."), self.cancel)
        self._copy = self._button(
            tr("Copy Report"), tr("Copy what was found, without personal names."), self._on_copy
        )
        close = self._button(tr("Close"), tr("Close this window."), self.close)
        close.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addWidget(self._copy)
        buttons.addWidget(self._again)
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(12)
        layout.addWidget(self._headline)
        layout.addWidget(self._progress)
        layout.addWidget(area, 1)
        layout.addLayout(buttons)

    def _button(self, text: str, tooltip: str, pressed: object) -> QPushButton:
        button = QPushButton(text, self)
        button.setToolTip(tooltip)
        button.setAutoDefault(False)
        button.clicked.connect(pressed)
        return button

    def open(self) -> None:
        """Show it beside the window and begin."""
        self.show()
        self.start()

    @property
    def headline(self) -> str:
        """What it says in one line."""
        return self._headline.text()

    @Slot()
    def start(self) -> None:
        """Look at everything from the beginning."""
        if self._job is not None:
            return
        self._empty()
        self._headline.setText(tr("Looking…"))
        self._show_running(True)
        self._add(screen_finding(self))

        def work(cancel: CancelToken) -> Iterator[object]:
            from core.doctor.examination import examine

            yield from examine(cancel)

        # Urgent, so that it need not wait for a long download; its checks take a few seconds.
        job = Job("check this computer", work, key="doctor", urgent=True)
        self._job = self._lane.submit(job, reported=self._on_reported, ended=self._on_ended)

    @Slot()
    def cancel(self) -> None:
        """Stop; what was found so far stays."""
        if self._job is not None:
            self._lane.cancel(self._job)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._job is not None:
            self._lane.drop(self._job)
        super().closeEvent(event)

    def _on_reported(self, event: object) -> None:
        if isinstance(event, Finding):
            self._add(event)
            return
        from core.doctor.examination import Examining

        if isinstance(event, Examining):
            self._headline.setText(tr("Looking at: {part}…", part=tr(event.title)))
            self._progress.setRange(0, event.total)
            self._progress.setValue(event.done)

    def _on_ended(self, end: JobEnd) -> None:
        self._job = None
        if end.outcome is Outcome.SUPERSEDED:
            return
        self._show_running(False)
        if end.outcome is Outcome.FINISHED:
            self._headline.setText(tr(VERDICTS[worst(self.findings)]))
        elif end.outcome is Outcome.CANCELLED:
            self._headline.setText(tr("Stopped; not everything was looked at."))
        else:
            self._headline.setText(tr("It could not be finished; the log has the details."))

    def _show_running(self, running: bool) -> None:
        self._progress.setRange(0, 0)
        self._progress.setVisible(running)
        self._cancel.setVisible(running)
        self._again.setEnabled(not running)
        self._copy.setEnabled(not running)
        self._copy.setText(tr("Copy Report"))

    def _empty(self) -> None:
        self.findings.clear()
        _empty(self._rows)

    def _add(self, finding: Finding) -> None:
        self.findings.append(finding)
        colours = {
            Health.OK: self._theme.good,
            Health.NOTE: self._theme.text_faint,
            Health.WARNING: self._theme.attention,
            Health.FAULT: self._theme.bad,
        }
        row = self._rows.rowCount()
        state = QLabel(f"●  {tr(WORDS[finding.state])}")
        state.setStyleSheet(f"color: {colours[finding.state]};")
        name = QLabel(shown(finding.name))
        bold = name.font()
        bold.setBold(True)
        name.setFont(bold)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.setContentsMargins(0, 0, 0, 8)
        found = shown(finding.found)
        words.addWidget(_text(found[:1].upper() + found[1:]))
        if finding.advice:
            advice = _text(shown(finding.advice))
            palette = advice.palette()
            palette.setColor(QPalette.ColorRole.WindowText, QColor(self._theme.link))
            advice.setPalette(palette)
            words.addWidget(advice)
        top = Qt.AlignmentFlag.AlignTop
        self._rows.addWidget(state, row, 0, top)
        self._rows.addWidget(name, row, 1, top)
        self._rows.addLayout(words, row, 2)

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(report(self.findings))
        self._copy.setText(tr("Copied"))


def _empty(layout: QLayout) -> None:
    """Take everything out of a layout, and of those in it."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            _empty(inner)


def _text(words: str) -> QLabel:
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
