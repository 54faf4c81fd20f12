"""Files that the system asks the running program to open, as macOS does for a double click in the Finder."""

from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication


class RequestedApplication(QApplication):
    """Tells of each file that the system asks for. On other systems a file comes as an argument."""

    file_requested = Signal(object)  # Path

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent) and event.file():
            self.file_requested.emit(Path(event.file()))
            return True
        return super().event(event)
