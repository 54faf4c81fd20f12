"""One calm dialog for what nobody foresaw: an error while it runs, or a run before that ended in a crash."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QFont, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.icons import icon
from desktop.language import counted, marked, tr

ERROR_HEADING = marked("Something went wrong. Your project is safe.")
ERROR_TEXT = marked(
    "Every change is on disk as you make it, so nothing is lost and you can go on. If it happens again, "
    "copy the details into a bug report: they hold no names of your folders, videos or projects."
)
CRASH_HEADING = marked("SAMuraiVision did not end as it should the last time.")
CRASH_TEXT = marked(
    "Your project is safe: every change was on disk as you made it. The details say what is known of the "
    "crash, without names of your folders, videos or projects."
)
WIDTH, WIDE = 520, 720
ICON_PX = 32


class CrashDialog(QDialog):
    """Says it in two sentences and offers the details. It blocks nothing.

    Args:
        details: as they may be shown to anyone, see `core.logs.personal`.
        logs: the folder that "Show Log Folder" opens.
    """

    def __init__(self, parent: QWidget | None, heading: str, text: str, details: str, logs: Path) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        self.setWindowTitle("SAMuraiVision")
        self._logs = logs
        sign = QLabel(self)
        sign.setPixmap(icon("warning").pixmap(QSize(ICON_PX, ICON_PX)))
        sign.setAlignment(Qt.AlignmentFlag.AlignTop)
        title = QLabel(heading, self)
        bold = QFont(title.font())
        bold.setWeight(QFont.Weight.DemiBold)
        bold.setPointSizeF(bold.pointSizeF() * 1.15)
        title.setFont(bold)
        title.setWordWrap(True)
        words = QLabel(text, self)
        words.setWordWrap(True)
        self._more = QLabel(self)
        self._more.setObjectName("faint")
        self._more.setWordWrap(True)
        self._more.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._more.hide()
        texts = QVBoxLayout()
        texts.setSpacing(8)
        for label in (title, words, self._more):
            texts.addWidget(label)
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(sign)
        top.addLayout(texts, 1)

        self._details = QPlainTextEdit(details, self)
        self._details.setReadOnly(True)
        self._details.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._details.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._details.setAccessibleName(tr("Details"))
        self._details.setToolTip(tr("What Copy Details copies."))
        self._details.setMinimumHeight(220)
        self._details.hide()

        self._toggle = self._button(tr("Show Details"), tr("Show what would be copied."), self._on_toggle)
        self._copy = self._button(
            tr("Copy Details"), tr("Copy the details, for a bug report."), self._on_copy
        )
        folder = self._button(
            tr("Show Log Folder"), tr("Open the folder with the program's log."), self._on_folder
        )
        box = QDialogButtonBox(self)
        go_on = box.addButton(tr("Go On"), QDialogButtonBox.ButtonRole.RejectRole)
        go_on.setToolTip(tr("Close this and go on working."))
        go_on.setDefault(True)
        box.rejected.connect(self.reject)
        buttons = QHBoxLayout()
        for button in (self._toggle, self._copy, folder):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(box)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(16)
        layout.addLayout(top)
        layout.addWidget(self._details, 1)
        layout.addLayout(buttons)
        self.setMinimumWidth(WIDTH)
        self._count = 1
        self._fit(WIDTH)

    @property
    def details(self) -> str:
        """What "Copy Details" copies."""
        return self._details.toPlainText()

    def add(self, details: str) -> None:
        """Another error while this one is still shown: it joins the details."""
        self._count += 1
        self._details.setPlainText(f"{self.details}\n\n{details}")
        rest = self._count - 1
        self._say(counted(rest, "It happened {n} more time since.", "It happened {n} more times since."))

    def _say(self, text: str) -> None:
        """A faint line below the others."""
        self._more.setText(text)
        self._more.show()
        self._fit(self.width())

    def _fit(self, width: int) -> None:
        """As high as the texts need at that width."""
        column = self.layout()
        assert column is not None
        column.activate()
        self.resize(width, column.totalHeightForWidth(width))

    def _button(self, text: str, tooltip: str, pressed: object) -> QPushButton:
        button = QPushButton(text, self)
        button.setToolTip(tooltip)
        button.setAutoDefault(False)
        button.clicked.connect(pressed)
        return button

    @Slot()
    def _on_toggle(self) -> None:
        shown = self._details.isHidden()
        self._details.setVisible(shown)
        self._toggle.setText(tr("Hide Details") if shown else tr("Show Details"))
        self._fit(max(self.width(), WIDE) if shown else WIDTH)

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details)
        self._copy.setText(tr("Copied"))

    @Slot()
    def _on_folder(self) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._logs))):
            self._say(no_browser_text(self._logs))


def no_browser_text(folder: Path) -> str:
    """Where a folder is that the system cannot show."""
    return tr("No file browser answers here. The folder is {folder}.", folder=folder)
