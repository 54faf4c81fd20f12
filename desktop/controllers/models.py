"""Which model is loaded. Loading, and importing torch for it, happens in the engine lane."""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from core.cancel import CancelToken
from core.cli.console import duration
from core.settings import folders
from desktop.controllers.preferences import Preferences
from desktop.jobs.job import Job, JobEnd, JobId, Outcome, once
from desktop.jobs.lane import Lane
from desktop.language import counted, shown, tr

if TYPE_CHECKING:
    from core.engine.download import DownloadProgress
    from core.engine.loader import LoadedModel
    from core.engine.segmenter import Segmenter

log = logging.getLogger(__name__)


class ModelStatus(Enum):
    """Whether it can be used."""

    NONE = "none"
    LOADING = "loading"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ModelState:
    """What the window shows of the model. `gpu`: whether it computes on a graphics card."""

    status: ModelStatus
    name: str = ""
    title: str = ""
    device: str = ""
    gpu: bool = False


@dataclass(frozen=True, slots=True)
class ReadyModel:
    """The model in the engine lane. Only jobs of that lane may touch what it holds."""

    loaded: "LoadedModel"
    segmenter: "Segmenter"
    device: str


def download_words(name: str, progress: "DownloadProgress") -> str:
    """How far a download is: "Downloading sam2.1-tiny, 40 of 156 MB, 1 min 5 s left"."""
    done = f"{progress.done_bytes / 1e6:.0f}"
    so_far = (
        tr("{done} of {total:.0f} MB", done=done, total=progress.total_bytes / 1e6)
        if progress.total_bytes
        else tr("{done} MB so far", done=done)
    )
    if progress.seconds_left is None:
        return tr("Downloading {name}, {so_far}", name=name, so_far=so_far)
    left = shown(duration(progress.seconds_left))
    return tr("Downloading {name}, {so_far}, {left} left", name=name, so_far=so_far, left=left)


def device_words(device: str) -> str:
    """What core calls a device, in the language of the window: "NVIDIA H100", "CPU, 2 threads"."""
    found = re.fullmatch(r"CPU, (\d+) threads?", device)
    return counted(int(found[1]), "CPU, {n} thread", "CPU, {n} threads") if found else device


class ModelController(QObject):
    """Loads models; `ready` carries a `ReadyModel`, `state_changed` a `ModelState`."""

    state_changed = Signal(object)
    downloading = Signal(object)  # (str, float | None)
    download_ended = Signal()
    ready = Signal(object)
    problem_met = Signal(object)  # Exception

    def __init__(
        self, engine: Lane, io: Lane, preferences: Preferences, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._engine = engine
        self._io = io
        self._fetching, self._use = "", True
        self._job: JobId | None = None
        self._preferences = preferences
        self._state = ModelState(ModelStatus.NONE)
        self._model: ReadyModel | None = None

    @property
    def state(self) -> ModelState:
        return self._state

    @property
    def model(self) -> ReadyModel | None:
        """The model that is ready to be used; None while one is loaded."""
        return self._model

    def load(self, name: str | None = None) -> None:
        """Load a model by name or path; without one, the user's. The model before stays until then."""
        settings = self._preferences.settings
        wanted = name or settings.model
        device, precision, threads = settings.device, settings.precision, settings.threads
        embeddings = settings.embedding_cache

        def work(cancel: CancelToken) -> object:
            from core.engine.device import describe_device, set_threads
            from core.engine.loader import load_model
            from core.engine.segmenter import Segmenter

            set_threads(threads or None)
            loaded = load_model(wanted, device, precision)
            cancel.check()
            segmenter = Segmenter(loaded, embedding_cache=embeddings)
            return ReadyModel(loaded, segmenter, describe_device(loaded.device))

        self._tell(ModelState(ModelStatus.LOADING, wanted, wanted))
        self._engine.submit(
            Job(f"load the model {wanted}", once(work), key="model"),
            reported=self._on_loaded,
            ended=self._on_ended,
        )

    def choose(self, name: str) -> None:
        """Load a model and use it from now on."""
        self._preferences.change(model=name)
        self.load(name)

    @property
    def fetching(self) -> str:
        """Name of the model that is downloaded now; "" where none is."""
        return self._fetching

    def download(self, name: str, *, use: bool = True) -> None:
        """Fetch a model in the io lane, then use it, if that is wanted."""
        folder = folders().models

        def work(cancel: CancelToken) -> Iterator[object]:
            from core.engine.download import download
            from core.engine.registry import MODELS

            yield from download(MODELS[name], folder, cancel)

        self._fetching, self._use = name, use
        self._job = self._io.submit(
            Job(f"download the model {name}", work, key="download"),
            reported=self._on_downloaded,
            ended=self._on_download_ended,
        )

    @Slot()
    def cancel_download(self) -> None:
        """Stop fetching; what has come is kept, and the next time goes on from it."""
        if self._job is not None:
            self._io.cancel(self._job)

    def _on_downloaded(self, event: object) -> None:
        from core.engine.download import DownloadProgress

        if isinstance(event, DownloadProgress):
            share = event.done_bytes / event.total_bytes if event.total_bytes else None
            self.downloading.emit((download_words(self._fetching, event), share))

    def _on_download_ended(self, end: JobEnd) -> None:
        name, self._fetching, self._job = self._fetching, "", None
        if end.outcome is Outcome.SUPERSEDED:
            return
        self.download_ended.emit()
        if end.outcome is Outcome.FINISHED and self._use:
            self.choose(name)
        elif end.outcome is Outcome.FAILED and end.error is not None:
            self.problem_met.emit(end.error)

    def _on_loaded(self, event: object) -> None:
        assert isinstance(event, ReadyModel)
        self._model = event
        loaded = event.loaded
        log.info("Model %s on %s, %s", loaded.base.name, event.device, loaded.precision)
        title = getattr(loaded.spec, "title", loaded.name)
        self._tell(
            ModelState(
                ModelStatus.READY,
                loaded.name,
                tr(title),
                device_words(event.device),
                loaded.device.type != "cpu",
            )
        )
        self.ready.emit(event)

    def _on_ended(self, end: JobEnd) -> None:
        if end.outcome is not Outcome.FAILED:
            return
        self._model = None
        self._tell(ModelState(ModelStatus.FAILED, self._state.name, self._state.title))
        if end.error is not None:
            self.problem_met.emit(end.error)

    def _tell(self, state: ModelState) -> None:
        self._state = state
        self.state_changed.emit(state)
