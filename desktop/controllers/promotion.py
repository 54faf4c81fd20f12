"""Which tuned model took over from which, so that one press uses the result and one takes it back."""

import json
import logging
import shutil
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from core.errors import StorageError, TrainingError
from core.settings import folders, write_atomically
from core.wording import say
from desktop.controllers.models import ModelController
from desktop.controllers.preferences import Preferences
from desktop.language import marked
from desktop.training.progress import said_in
from desktop.training.runs import RunRecord, RunStatus

log = logging.getLogger(__name__)

FILE = "promoted.json"


def tuned_models() -> list[Path]:
    """The tuned models of this user, by name."""
    return sorted(folders().models.glob("*.safetensors"))


def objection_to(record: RunRecord) -> str:
    """Why a run's model should not be used, in a sentence; "" where nothing speaks against it."""
    if record.status is not RunStatus.FINISHED or not record.tuned_path.is_file():
        return marked("This run has no tuned model.")
    if record.result.get("best_epoch") == 0:
        return marked("No epoch was better than the model before: the tuned model is the same as that.")
    return said_in(record.result, "objection")


class PromotionController(QObject):
    """Puts tuned models among the models and into use. `changed`: another one is in use, or can be."""

    changed = Signal()
    problem_met = Signal(object)  # Exception

    def __init__(
        self, models: ModelController, preferences: Preferences, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._models = models
        self._preferences = preferences
        self._file = folders().models / FILE
        preferences.changed.connect(self._on_preferences)
        self._in_use = preferences.settings.model

    @property
    def before(self) -> str:
        """The model that rolling back would use again; "" where there is nothing to roll back."""
        steps = self._steps()
        return steps[-1][1] if steps and steps[-1][0] == self._preferences.settings.model else ""

    def in_use(self, record: RunRecord) -> bool:
        """Whether a run's model is the one that answers now."""
        return self._preferences.settings.model == str(self._target(record))

    def promote(self, record: RunRecord, *, override: bool = False) -> bool:
        """Use a run's model from now on; False where it is refused or cannot be, which is said.

        `override`: although something speaks against it, as long as there is a model at all.
        """
        objection = objection_to(record)
        if not record.tuned_path.is_file() or (objection and not override):
            self.problem_met.emit(TrainingError(say("It is not used. {objection}", objection=say(objection))))
            return False
        target, before = self._target(record), self._preferences.settings.model
        if str(target) == before:
            return True
        part = target.with_name(f"{target.name}.part")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(record.tuned_path, part)
            part.replace(target)
            steps = [*self._steps(), (str(target), before)]
            write_atomically(self._file, json.dumps(steps).encode())
        except (OSError, StorageError) as error:
            part.unlink(missing_ok=True)
            why = getattr(error, "strerror", None) or error
            self.problem_met.emit(
                StorageError(
                    say("“{file}” cannot be put among the models: {why}.", file=target.name, why=why)
                )
            )
            return False
        self._models.choose(str(target))
        return True

    @Slot()
    def roll_back(self) -> bool:
        """Use the model before again; False where there is none."""
        before = self.before
        if not before:
            return False
        try:
            write_atomically(self._file, json.dumps(self._steps()[:-1]).encode())
        except StorageError as error:
            log.warning("%s", error)  # it is only remembered for rolling back
        self._models.choose(before)
        return True

    def _target(self, record: RunRecord) -> Path:
        return folders().models / record.spec.file_name

    def _steps(self) -> list[tuple[str, str]]:
        """(tuned, the one before) of every promotion, the latest last."""
        try:
            return [(str(tuned), str(before)) for tuned, before in json.loads(self._file.read_text("utf-8"))]
        except (OSError, ValueError, TypeError):
            return []

    @Slot(object)
    def _on_preferences(self, _settings: object) -> None:
        if self._preferences.settings.model != self._in_use:
            self._in_use = self._preferences.settings.model
            self.changed.emit()
