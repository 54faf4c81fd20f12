"""The Undo and Redo commands: they name what they would do.

The steps themselves are kept, with what undoes them, by `core.document.history.History` in the project
file, so that they survive closing and crashes; a second stack in Qt would only have to agree with it.
"""

import re
from typing import Final

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction

from desktop.controllers.document import DocumentController
from desktop.language import marked, shown, tr

STEPS: Final = (
    marked("Delete {name}"),
    marked("Move {name}"),
    marked("Import {title}"),
    marked("Track {names}"),
)
"""Names of steps with something in them: of those in the project file only the finished text is known."""


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
            shown_step(name).replace("&", "&&")
            for name in (self._documents.undo_name, self._documents.redo_name)
        )
        self._undo.setText(tr("&Undo {step}", step=undo) if undo else tr("&Undo"))
        self._redo.setText(tr("&Redo {step}", step=redo) if redo else tr("&Redo"))


def shown_step(name: str) -> str:
    """The name of a step in the language of the window."""
    told = shown(name)
    if told != name:
        return told
    if again := re.fullmatch(r"(Track .+) Again", name):
        return tr("{name} Again", name=shown_step(again[1]))
    for template in STEPS:
        pattern = re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+)", re.escape(template))
        if found := re.fullmatch(pattern, name):
            return tr(template, **found.groupdict())
    return name
