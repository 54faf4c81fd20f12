"""A small world to learn: discs on noise, and a model that sees it in milliseconds."""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pytest
from safetensors.torch import save_file

from core.cancel import CancelToken
from core.engine import loader, registry
from core.engine.loader import LoadedModel
from core.engine.registry import MODELS, ModelSpec
from core.masks import Mask
from core.training.config import TuningConfig
from core.training.dataset import Dataset, Example
from core.training.embeddings import FeatureStore
from core.training.events import EpochMade, FitEvent, FitFinished
from core.training.fit import FitRequest, fit
from core.types import FrameRGB
from tests.tiny_model import TINY, tiny_model


@dataclass(frozen=True)
class DiscPicture:
    """A bright disc on noise; the number decides all of it."""

    number: int
    size: int = 96

    @property
    def name(self) -> str:
        return f"disc {self.number}"

    @property
    def key(self) -> str:
        return f"{self.number:040d}"

    def place(self) -> tuple[int, int, int]:
        rng = np.random.default_rng(self.number)
        radius = int(rng.integers(10, 24))
        x, y = (int(v) for v in rng.integers(radius, self.size - radius, 2))
        return x, y, radius

    def read(self) -> FrameRGB:
        rng = np.random.default_rng(self.number)
        frame = rng.integers(30, 120, (self.size, self.size, 3), dtype=np.uint8)
        x, y, radius = self.place()
        cv2.circle(frame, (x, y), radius, (230, 200, 40), -1)
        return frame

    def mask(self) -> Mask:
        x, y, radius = self.place()
        picture = np.zeros((self.size, self.size), np.uint8)
        cv2.circle(picture, (x, y), radius, 1, -1)
        return Mask.from_array(picture)


def discs(first: int, count: int, scene: str = "discs") -> Dataset:
    pictures = [DiscPicture(number) for number in range(first, first + count)]
    return Dataset(tuple(Example(p, p.mask(), scene, p.number) for p in pictures))


@pytest.fixture
def model() -> LoadedModel:
    return tiny_model()


@pytest.fixture
def store(model: LoadedModel, tmp_path: Path) -> FeatureStore:
    return FeatureStore(tmp_path / "features", model, 64)


QUICK = TuningConfig(preset="test", rate=2e-3, epochs=3, copies=2, corrections=1, patience=0)

Run = Callable[..., list[FitEvent]]


@pytest.fixture
def run(model: LoadedModel, store: FeatureStore) -> Run:
    """Fits a quick recipe to eight discs, judged by four others; `changes` change the recipe."""

    def go(
        *,
        train: Dataset | None = None,
        validation: Dataset | None = None,
        folder: Path | None = None,
        resume: bool = False,
        stop_after_epoch: int | None = None,
        **changes: object,
    ) -> list[FitEvent]:
        cancel = CancelToken()
        config = QUICK.with_changes(**changes)
        train_set = discs(0, 8) if train is None else train
        exam = discs(100, 4) if validation is None else validation
        request = FitRequest(config, train_set, exam, folder, resume)
        events: list[FitEvent] = []
        for event in fit(request, model, store, cancel):
            events.append(event)
            if isinstance(event, EpochMade) and event.epoch == stop_after_epoch:
                break
        return events

    return go


def epochs(events: list[FitEvent]) -> list[EpochMade]:
    return [event for event in events if isinstance(event, EpochMade)]


def finished(events: list[FitEvent]) -> FitFinished:
    last = events[-1]
    assert isinstance(last, FitFinished)
    return last


@pytest.fixture
def named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModelSpec:
    """The small model as one known by name, its weights in a file as they ship."""
    folder = tmp_path / "shipped"
    folder.mkdir()
    (folder / "tiny-test.yaml").write_text(TINY.config_path.read_text())
    spec = dataclasses.replace(TINY, config_path=folder / "tiny-test.yaml")
    weights = {k: v.half().contiguous() for k, v in tiny_model().model.state_dict().items()}
    save_file(weights, folder / spec.weights_file)
    models = {**MODELS, spec.name: spec}
    monkeypatch.setattr(registry, "MODELS", models)
    monkeypatch.setattr(loader, "MODELS", models)
    return spec
