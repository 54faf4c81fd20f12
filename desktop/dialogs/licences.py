"""The licences of everything in an installed program. Packaging collects them; a source tree has none."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

import resources
from desktop.language import tr


def licences_file() -> Path | None:
    """Where the licences of others' work lie; None where the program runs from source."""
    file = resources.path("licences", "THIRD-PARTY.txt")
    return file if file.is_file() else None


class LicencesDialog(QDialog):
    """The file, to read and to copy from."""

    def __init__(self, parent: QWidget, file: Path) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Licences"))
        self.resize(860, 640)
        page = QPlainTextEdit(self)
        page.setReadOnly(True)
        page.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        page.setPlainText(file.read_text(encoding="utf-8"))
        page.setAccessibleName(tr("Licences of everything in this program"))
        page.setToolTip(tr("Whose work is in this program, under which licence, and the licences' texts."))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.button(QDialogButtonBox.StandardButton.Close).setToolTip(tr("Close this window."))
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(page, 1)
        layout.addWidget(buttons)
