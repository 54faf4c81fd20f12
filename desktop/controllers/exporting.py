"""Exports, in the io lane. Their files appear whole at the end or not at all."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from core.cancel import CancelToken
from core.document.snapshot import Snapshot
from core.errors import AppError
from desktop.controllers.document import DocumentController
from desktop.controllers.opening import OpeningController
from desktop.controllers.tracking import MODELS_KEY
from desktop.jobs.job import Job, JobEnd, JobId, Outcome, Work
from desktop.jobs.lane import Lane

if TYPE_CHECKING:  # imported in the lane: the window is up before the formats and PyAV are
    from core.formats.contract import ExportOptions
    from core.media.reader import MediaReader

READER_CACHE_MIB = 64


@dataclass(frozen=True, slots=True)
class ExportOrder:
    """What to export, and where to."""

    format_name: str
    target: Path
    options: "ExportOptions"


class ExportController(QObject):
    """One export at a time, of the document as it was when it began."""

    began = Signal(object)  # ExportOrder
    progressed = Signal(object)  # FrameExported
    finished = Signal(object)  # ExportFinished
    ended = Signal(object)  # Outcome
    problem_met = Signal(object)  # Exception

    def __init__(
        self,
        io: Lane,
        documents: DocumentController,
        opening: OpeningController,
        parent: QObject | None = None,
        *,
        model_name: Callable[[], str] = str,
    ) -> None:
        """`model_name` tells which model is in use, for a project that no model has tracked yet."""
        super().__init__(parent)
        self._io = io
        self._documents = documents
        self._opening = opening
        self._model_name = model_name
        self._job: JobId | None = None

    @property
    def running(self) -> bool:
        return self._job is not None

    def start(self, order: ExportOrder) -> bool:
        """Begin an export; False where it cannot begin, which is said."""
        project = self._documents.project
        if project is None or self.running:
            return False
        try:
            snapshot = project.snapshot()
        except AppError as error:
            self.problem_met.emit(error)
            return False
        names = project.recall(MODELS_KEY)
        tracked_by = ", ".join(map(str, names)) if isinstance(names, list) else ""
        options = replace(order.options, model_name=tracked_by or self._model_name())
        order = replace(order, options=options)
        reader = self._opening.reader
        self._job = self._io.submit(
            Job(f"export {order.format_name}", _exporting(snapshot, reader, order)),
            reported=self._on_event,
            ended=self._on_ended,
        )
        self.began.emit(order)
        return True

    @Slot()
    def cancel(self) -> None:
        """Stop; nothing is left half done."""
        if self._job is not None:
            self._io.cancel(self._job)

    def stop_now(self) -> None:
        """Want nothing more of it: the project is closed."""
        if self._job is not None:
            self._io.drop(self._job)

    def _on_event(self, event: object) -> None:
        from core.formats.export import ExportFinished, FrameExported

        if isinstance(event, FrameExported):
            self.progressed.emit(event)
        elif isinstance(event, ExportFinished):
            self.finished.emit(event)

    def _on_ended(self, end: JobEnd) -> None:
        self._job = None
        if end.outcome is Outcome.FAILED and end.error is not None:
            self.problem_met.emit(end.error)
        self.ended.emit(end.outcome)


def _exporting(snapshot: Snapshot, reader: "MediaReader | None", order: ExportOrder) -> Work:
    def work(cancel: CancelToken) -> Iterator[object]:
        from core.formats.export import export

        frames = reader.another(cache_mib=READER_CACHE_MIB) if reader is not None else None
        try:
            yield from export(
                snapshot, order.format_name, order.target, order.options, frames=frames, cancel=cancel
            )
        finally:
            snapshot.close()
            if frames is not None:
                frames.close()

    return work
