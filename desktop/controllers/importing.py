"""Imports: files are read in the io lane; what they hold becomes one edit here, or none."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from core.cancel import CancelToken
from core.document.document import SegObject
from core.errors import AppError
from core.wording import say
from desktop.controllers.document import DocumentController
from desktop.jobs.job import Job, JobEnd, JobId, Outcome, once
from desktop.jobs.lane import Lane
from desktop.theme import next_object_colour

if TYPE_CHECKING:  # imported in the lane: the window is up before the formats are
    from core.formats.contract import Imported


@dataclass(frozen=True, slots=True)
class ImportEnd:
    """What came in."""

    objects: int
    masks: int


class ImportController(QObject):
    """One import at a time, into the project that was open when it began."""

    finished = Signal(object)  # ImportEnd
    ended = Signal(object)  # Outcome
    problem_met = Signal(object)  # Exception

    def __init__(self, io: Lane, documents: DocumentController, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._io = io
        self._documents = documents
        self._job: JobId | None = None
        self._title = ""
        self._cancelled = False
        documents.project_changed.connect(self._on_project_changed)

    @property
    def running(self) -> bool:
        return self._job is not None

    def start(self, path: Path, format_name: str, title: str) -> None:
        """Read files of a format; `title` names the step to undo."""
        document = self._documents.document
        if document is None or self.running:
            return
        size_wh = document.media.size_wh if document.media is not None else None
        self._title = title
        self._cancelled = False

        def work(cancel: CancelToken) -> object:
            from core.formats.importing import read

            return read(path, format_name, size_wh=size_wh, cancel=cancel)

        self._job = self._io.submit(
            Job(f"import {format_name}", once(work)), reported=self._on_read, ended=self._on_ended
        )

    @Slot()
    def cancel(self) -> None:
        """Stop; nothing has changed."""
        if self._job is not None:
            self._cancelled = True
            self._io.cancel(self._job)

    def _on_read(self, event: object) -> None:
        imported: Imported = event  # type: ignore[assignment]  # the job's one event
        document = self._documents.document
        if document is None or self._cancelled:  # read already, when it was called off
            return
        from core.formats.importing import import_edit

        try:
            told_apart = distinct(imported.objects, document.objects.values())
            edit = import_edit(document, replace(imported, objects=told_apart))
        except AppError as error:
            self.problem_met.emit(error)
            return
        first = document.new_object_id
        if self._documents.do(edit, say("Import {title}", title=self._title)):
            self._documents.select(first)
            self.finished.emit(ImportEnd(len(imported.objects), len(imported.masks)))

    def _on_ended(self, end: JobEnd) -> None:
        self._job = None
        if end.outcome is Outcome.FAILED and end.error is not None:
            self.problem_met.emit(end.error)
        self.ended.emit(Outcome.CANCELLED if self._cancelled else end.outcome)

    @Slot(object)
    def _on_project_changed(self, _project: object) -> None:
        if self._job is not None:
            self._io.drop(self._job)


def distinct(imported: Sequence[SegObject], there: Iterable[SegObject]) -> tuple[SegObject, ...]:
    """The imported objects with names and colours that tell them from each other and from those there are."""
    known = list(there)
    count = len(known)
    for item in imported:
        names, colours = {other.name for other in known}, [other.colour for other in known]
        name, number = item.name, 2
        while name in names:
            name, number = f"{item.name} ({number})", number + 1
        colour = next_object_colour(colours) if item.colour in colours else item.colour
        known.append(replace(item, name=name, colour=colour))
    return tuple(known[count:])
