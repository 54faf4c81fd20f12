"""Training runs on disk: what each was asked to do, how far it is, and what came out."""

import dataclasses
import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from core.errors import StorageError
from core.settings import folders, write_atomically
from core.wording import say
from desktop.language import tr

RUN_FILE, EVENTS_FILE, STATE_FILE = "run.json", "events.jsonl", "state.pt"
KEPT_BACK = "0.2"


class RunStatus(StrEnum):
    """Where a run stands."""

    RUNNING = "running"
    INTERRUPTED = "interrupted"
    FINISHED = "finished"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class RunSpec:
    """All that a person chose for a run; the same again gives the same run again.

    Args:
        data: projects and folders to learn from.
        validation: what to judge by: a folder, a project, or the share of `data` to keep back as text.
        filled: of projects, take filled frames too.
        model: name or path of the model to start from.
        epochs, batch, rate, patience: 0 leaves each to the recipe; patience -1 never ends early.
    """

    name: str
    data: tuple[str, ...]
    validation: str = KEPT_BACK
    filled: bool = False
    preset: str = "best"
    model: str = "nano"
    epochs: int = 0
    batch: int = 0
    rate: float = 0.0
    patience: int = 0
    seed: int = 0
    device: str = "auto"
    precision: str = "auto"
    threads: int = 0

    def words(self, folder: Path) -> list[str]:
        """The arguments of `samuraivision` for this run, kept in `folder`."""
        words = ["train", *self.data, "--val", self.validation, "--out", str(folder / self.file_name)]
        words += ["--preset", self.preset, "--model", self.model, "--seed", str(self.seed)]
        words += ["--device", self.device, "--precision", self.precision]
        for name in ("epochs", "batch", "rate", "threads"):
            if value := getattr(self, name):
                words += [f"--{name}", str(value)]
        if self.patience:
            words += ["--patience", str(max(self.patience, 0))]
        if self.filled:
            words.append("--filled")
        return [*words, "--run", str(folder), "--resume", "--steered", "--json"]

    @property
    def file_name(self) -> str:
        """Of the tuned model."""
        return f"{self.name}.safetensors"

    @property
    def data_title(self) -> str:
        """What it learns from, for a person."""
        return ", ".join(Path(path).stem for path in self.data)

    @property
    def judge_title(self) -> str:
        """What it is judged by, for a person."""
        try:
            return tr("{share:.0%} kept back", share=float(self.validation))
        except ValueError:
            return Path(self.validation).stem

    @property
    def model_title(self) -> str:
        """The model that it starts from, for a person."""
        path = Path(self.model)
        return path.stem if path.suffix in (".safetensors", ".pt") else self.model

    def as_json(self) -> dict[str, Any]:
        """Plain values; `from_json` reads them."""
        return dataclasses.asdict(self)

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "RunSpec":
        """What `as_json` gave; unknown values are left out. Raises `ValueError` or `TypeError`."""
        known = {field.name for field in dataclasses.fields(cls)}
        kept = {name: value for name, value in values.items() if name in known}
        return cls(**{**kept, "data": tuple(str(item) for item in kept["data"])})


def clean_name(text: str) -> str:
    """A name that can be a file's on every system; "" where nothing of it can."""
    return re.sub(r"[^\w.+-]+", "-", text).strip(".-")[:60]


@dataclass(slots=True)
class RunRecord:
    """One run in its folder.

    Args:
        ended: why it ended, in the command line's word, or the sentence that says what went wrong.
        result: the figures that the table shows: `mIoU_before`, `mIoU`, `best_epoch`, `objection` …
    """

    folder: Path
    spec: RunSpec
    made: str
    status: RunStatus = RunStatus.RUNNING
    ended: str = ""
    result: dict[str, Any] = field(default_factory=dict)

    @property
    def tuned_path(self) -> Path:
        return self.folder / self.spec.file_name

    @property
    def can_go_on(self) -> bool:
        """Whether it was cut short with something done."""
        return self.status in (RunStatus.INTERRUPTED, RunStatus.FAILED) and self._state.is_file()

    @property
    def _state(self) -> Path:
        return self.folder / STATE_FILE

    def save(self) -> None:
        """Write it. Raises `StorageError`."""
        values = {
            "spec": self.spec.as_json(),
            "made": self.made,
            "status": str(self.status),
            "ended": self.ended,
            "result": self.result,
        }
        write_atomically(self.folder / RUN_FILE, json.dumps(values, indent=1, ensure_ascii=False).encode())

    def events(self) -> list[dict[str, Any]]:
        """What the run told, in order; a last line that was cut off is left out."""
        try:
            text = (self.folder / EVENTS_FILE).read_text(encoding="utf-8")
        except (OSError, ValueError):
            return []
        found = []
        for line in text.splitlines():
            try:
                values = json.loads(line)
            except ValueError:
                continue
            if isinstance(values, dict):
                found.append(values)
        return found

    def tidy(self) -> None:
        """Let go of what is only needed to go on: the run has ended for good."""
        self._state.unlink(missing_ok=True)


class RunShelf:
    """The folder with all runs of this user."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or folders().models.parent / "runs"
        self._models = folders().models

    def records(self) -> list[RunRecord]:
        """Every run that can be read, the latest first."""
        found = [_read(path.parent) for path in self.folder.glob(f"*/{RUN_FILE}")]
        return sorted(
            (r for r in found if r is not None), key=lambda r: (r.made, r.folder.name), reverse=True
        )

    def create(self, spec: RunSpec, made: str) -> RunRecord:
        """A folder for a new run. Raises `StorageError`."""
        folder = self.folder / self.free_name(spec.name)
        try:
            folder.mkdir(parents=True)
        except OSError as error:
            raise StorageError(
                say(
                    "The run cannot be kept in {folder}: {reason}.",
                    folder=self.folder,
                    reason=error.strerror or error,
                )
            ) from error
        named = dataclasses.replace(spec, name=folder.name)
        record = RunRecord(folder, named, made)
        record.save()
        return record

    def free_name(self, wanted: str) -> str:
        """The name, with a number behind it where there is such a run or such a model already."""
        number, name = 1, wanted
        while (self.folder / name).exists() or (self._models / f"{name}.safetensors").exists():
            number += 1
            name = f"{wanted}-{number}"
        return name

    def remove(self, record: RunRecord) -> None:
        """Delete a run with all that came of it; a model that was promoted is a copy and stays."""
        shutil.rmtree(record.folder, ignore_errors=True)


def _read(folder: Path) -> RunRecord | None:
    try:
        values = json.loads((folder / RUN_FILE).read_text(encoding="utf-8"))
        return RunRecord(
            folder,
            RunSpec.from_json(values["spec"]),
            str(values["made"]),
            RunStatus(values["status"]),
            str(values["ended"]),
            dict(values["result"]),
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None
