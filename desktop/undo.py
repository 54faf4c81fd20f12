"""The Undo and Redo commands: they name what they would do.

The steps themselves are kept, with what undoes them, by `core.document.history.History` in the project
file, so that they survive closing and crashes; a second stack in Qt would only have to agree with it.
"""

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction

from desktop.controllers.document import DocumentController


class UndoActions(QObject):
    """Keeps the two actions' texts in step with the history."""

    def __init__(
        self, documents: DocumentController, undo: QAction, redo: QAction, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._documents = documents
        self._undo = undo
        self._redo = redo
        documents.history_moved.connect(self.refresh)

    @Slot()
    def refresh(self) -> None:
        """Name what would be undone and redone now."""
        self._undo.setText(_text("&Undo", self._documents.undo_name))
        self._redo.setText(_text("&Redo", self._documents.redo_name))


def _text(command: str, step: str) -> str:
    return f"{command} {step.replace('&', '&&')}" if step else command
