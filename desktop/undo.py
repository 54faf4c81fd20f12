"""The Undo and Redo commands: they name what they would do.

The steps themselves are kept, with what undoes them, by `core.document.history.History` in the project
file, so that they survive closing and crashes; a second stack in Qt would only have to agree with it.
"""

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction

from desktop.controllers.document import DocumentController
from desktop.language import shown, tr


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
        undo, redo = (
            shown(name).replace("&", "&&") for name in (self._documents.undo_name, self._documents.redo_name)
        )
        self._undo.setText(tr("&Undo {step}", step=undo) if undo else tr("&Undo"))
        self._redo.setText(tr("&Redo {step}", step=redo) if redo else tr("&Redo"))
