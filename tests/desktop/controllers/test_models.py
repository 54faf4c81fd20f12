"""Loading, choosing and downloading models."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.cancel import CancelToken
from core.engine import download, loader
from core.engine.download import DownloadFinished, DownloadProgress
from core.errors import DownloadError, ModelError
from desktop.controllers.models import ModelState, ModelStatus
from tests.desktop.controllers.conftest import Desk
from tests.tiny_model import tiny_model


def states(desk: Desk) -> list[ModelState]:
    seen: list[ModelState] = []
    desk.models.state_changed.connect(seen.append)
    return seen


def test_loading_tells_model_and_device(desk: Desk) -> None:
    seen = states(desk)
    desk.load()
    assert [state.status for state in seen] == [ModelStatus.LOADING, ModelStatus.READY]
    assert "CPU" in seen[-1].device
    assert not seen[-1].gpu


def test_the_newest_choice_wins(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[str] = []

    def load(name: str, *_more: object) -> object:
        loaded.append(name)
        return tiny_model()

    monkeypatch.setattr(loader, "load_model", load)
    for name in ("sam2.1-tiny", "sam2.1-small", "nano"):
        desk.models.choose(name)
    desk.qtbot.waitUntil(lambda: desk.models.model is not None)
    assert loaded[-1] == "nano"
    assert len(loaded) <= 2
    assert desk.preferences.settings.model == "nano"


def test_a_model_that_cannot_be_loaded_is_said(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object) -> None:
        raise ModelError("x.pt is a checkpoint of another model.")

    monkeypatch.setattr(loader, "load_model", refuse)
    desk.models.load("x.pt")
    desk.qtbot.waitUntil(lambda: bool(desk.problems))
    assert desk.models.state.status is ModelStatus.FAILED
    assert "another model" in str(desk.problems[0])


def fetching(spec: object, folder: Path, cancel: CancelToken) -> Iterator[object]:
    yield DownloadProgress(5_000_000, 10_000_000, False)
    cancel.check()
    yield DownloadFinished(folder / "x.pt")


def test_a_download_tells_its_progress_and_is_used_then(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download, "download", fetching)
    told: list[tuple[str, float | None]] = []
    desk.models.downloading.connect(told.append)
    desk.models.download("sam2.1-tiny")
    desk.qtbot.waitUntil(lambda: desk.models.model is not None)
    assert told == [("Downloading sam2.1-tiny, 5 of 10 MB", 0.5)]
    assert desk.preferences.settings.model == "sam2.1-tiny"


def test_a_failed_download_leaves_the_model_as_it_was(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(spec: object, folder: Path, cancel: CancelToken) -> Iterator[object]:
        yield DownloadProgress(1, 2, False)
        raise DownloadError("The model cannot be fetched: there is no network.")

    monkeypatch.setattr(download, "download", broken)
    ended: list[bool] = []
    desk.models.download_ended.connect(lambda: ended.append(True))
    desk.models.download("sam2.1-tiny")
    desk.qtbot.waitUntil(lambda: bool(ended))
    assert "no network" in str(desk.problems[0])
    assert desk.preferences.settings.model == "nano"
