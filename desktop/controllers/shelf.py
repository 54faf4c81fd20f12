"""The models of this user, for the window that keeps them: import, measure, remove, notes."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from core.cancel import CancelToken
from core.errors import AppError
from desktop.controllers.models import ModelController
from desktop.controllers.preferences import Preferences
from desktop.jobs.job import Job, JobEnd, JobId, Outcome
from desktop.jobs.lane import Lane
from desktop.language import tr

if TYPE_CHECKING:  # it needs OmegaConf and torch, which the window does without at its start
    from core.engine.shelf import ShelvedModel
    from core.tracking.speed import Speed

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Work:
    """What goes on with a model: words for it, and how far it is, 0 to 1 or None."""

    model: str
    text: str
    share: float | None


class ShelfController(QObject):
    """One import and one measurement at a time; downloads are the `ModelController`'s.

    `changed`: the list is another. `progressed` carries a `Work`, `ended` nothing, `said` a sentence.
    """

    changed = Signal()
    progressed = Signal(object)
    ended = Signal()
    said = Signal(object)  # str
    problem_met = Signal(object)  # Exception

    def __init__(
        self,
        engine: Lane,
        io: Lane,
        models: ModelController,
        preferences: Preferences,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._engine = engine
        self._io = io
        self._models = models
        self._preferences = preferences
        self._running: tuple[Lane, JobId] | None = None
        self._words = ""
        models.download_ended.connect(self.changed)
        models.state_changed.connect(self._on_state)
        preferences.changed.connect(self._on_state)

    @property
    def busy(self) -> bool:
        """Whether something is imported or measured."""
        return self._running is not None

    def models(self) -> "list[ShelvedModel]":
        """All of them, as they are now; one in use from elsewhere on the disk is the last."""
        from core.engine.shelf import shelved_file, shelved_models

        found = shelved_models()
        used = self._preferences.settings.model
        if used not in {model.name for model in found} and Path(used).is_file():
            found.append(shelved_file(Path(used)))
        return found

    def in_use(self, model: "ShelvedModel") -> bool:
        """Whether it is the one that answers."""
        return self._preferences.settings.model == model.name

    def speed(self, model: "ShelvedModel") -> "Speed | None":
        """What was measured for it, on the device in use where that is known."""
        from core.engine.shelf import fingerprint
        from core.tracking.speed import SpeedNotes

        return SpeedNotes().find(fingerprint(model), self._models.state.device)

    def note(self, model: "ShelvedModel") -> str:
        """What the user wrote about it."""
        from core.engine.shelf import read_notes

        return read_notes().get(model.name, "")

    def write_note(self, model: "ShelvedModel", text: str) -> None:
        """Keep what the user wrote about it."""
        from core.engine.shelf import write_note

        try:
            write_note(model, text)
        except AppError as error:
            self.problem_met.emit(error)

    def import_file(self, path: Path) -> None:
        """Take a model in from a file, checked, in the io lane."""

        def work(cancel: CancelToken) -> Iterator[object]:
            from core.engine.shelf import import_model

            yield from import_model(path, cancel)

        job = Job(f"import the model {path.name}", work, key="import a model")
        self._begin(self._io, job, Work(path.name, tr("Checking {file}…", file=path.name), 0.0))

    def measure(self, model: "ShelvedModel") -> None:
        """Time clicks and tracking with it, in the engine lane; one that is not here is measured too."""
        settings = self._preferences.settings
        name, here, device, precision = model.name, model.here, settings.device, settings.precision

        def work(cancel: CancelToken) -> Iterator[object]:
            from core.engine.loader import load_model, random_model
            from core.engine.shelf import fingerprint
            from core.tracking.speed import Speed, SpeedNotes, measure_speed

            loaded = (load_model if here else random_model)(name, device, precision)
            for event in measure_speed(loaded, cancel):
                if isinstance(event, Speed):
                    SpeedNotes().keep(fingerprint(model), event)
                yield event

        job = Job(f"measure the model {model.title}", work, key="measure")
        self._begin(self._engine, job, Work(name, tr("Measuring {name}…", name=tr(model.title)), 0.0))

    def remove(self, model: "ShelvedModel") -> None:
        """Delete it from the disk; where it is in use, the built-in model takes over first."""
        from core.engine.registry import DEFAULT_MODEL
        from core.engine.shelf import remove_model

        try:
            if self.in_use(model):
                self._models.choose(DEFAULT_MODEL)
            remove_model(model)
        except AppError as error:
            self.problem_met.emit(error)
        else:
            self.said.emit(tr("{name} is removed.", name=tr(model.title)))
        self.changed.emit()

    @Slot()
    def cancel(self) -> None:
        """Stop what goes on."""
        if self._running is not None:
            lane, job_id = self._running
            lane.cancel(job_id)

    def _begin(self, lane: Lane, job: Job, first: Work) -> None:
        if self.busy:
            return
        self._work, self._words = first, ""
        self.progressed.emit(first)
        self._running = lane, lane.submit(job, reported=self._on_reported, ended=self._on_ended)

    def _on_reported(self, event: object) -> None:
        from core.engine.shelf import Imported, ImportProgress
        from core.tracking.speed import SpeedStep

        share = None
        if isinstance(event, ImportProgress):
            share = event.share
        elif isinstance(event, SpeedStep):
            share = event.done / event.total
        elif isinstance(event, Imported):
            model, base = event.model, event.base_title
            self._words = (
                tr("{name} is here already.", name=tr(model.title))
                if event.was_here
                else tr("{name} is here ({base}).", name=tr(model.title), base=base)
            )
        if share is not None:
            self.progressed.emit(Work(self._work.model, self._work.text, share))

    def _on_ended(self, end: JobEnd) -> None:
        self._running = None
        self.ended.emit()
        if self._words and end.outcome is Outcome.FINISHED:
            self.said.emit(self._words)
        if end.outcome is Outcome.FAILED and end.error is not None:
            self.problem_met.emit(end.error)
        self.changed.emit()

    @Slot(object)
    def _on_state(self, _state: object) -> None:
        self.changed.emit()
