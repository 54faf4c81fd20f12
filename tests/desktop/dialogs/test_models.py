"""Model > Manage Models, on files of this test's own and a server on this machine."""

import contextlib
import hashlib
import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import torch
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot
from safetensors.torch import save_file

from core.engine import loader, registry, shelf
from core.engine.download import MIRROR_VARIABLE
from core.errors import ModelError
from desktop.app import Application
from desktop.dialogs.model_card import facts_of, figures_of, memory_text, seconds_text, size_text
from desktop.dialogs.models import ModelsDialog
from desktop.window.message_bar import Tone
from tests.tiny_model import tiny_model

CONTENT = bytes(range(256)) * 9000
MEASURED = {
    "before": {"mIoU": 0.7, "iou_click": 0.65, "iou_box": 0.75, "clicks": 4.25},
    "after": {"mIoU": 0.8, "iou_click": 0.78, "iou_box": 0.82, "clicks": 2.5},
}


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def tiny(monkeypatch: pytest.MonkeyPatch) -> None:
    """SAM 2.1 Tiny is a small file, by its hash."""
    spec = registry.MODELS["sam2.1-tiny"]
    known = replace(spec, size_bytes=len(CONTENT), sha256=hashlib.sha256(CONTENT).hexdigest())
    monkeypatch.setattr(registry, "MODELS", {**registry.MODELS, "sam2.1-tiny": known})


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = tmp_path / "mirror"
    folder.mkdir()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    monkeypatch.setenv(MIRROR_VARIABLE, f"http://127.0.0.1:{server.server_address[1]}/")
    yield folder
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def dialog(application: Application, tiny: None) -> Iterator[ModelsDialog]:
    application.parts.actions["model.manage"].trigger()
    dialog = application.window.findChildren(ModelsDialog)[-1]
    yield dialog
    with contextlib.suppress(RuntimeError):  # a test may have closed it
        dialog.close()


def row(dialog: ModelsDialog, title: str) -> list[str]:
    table = dialog.table
    found = table.findItems(title, Qt.MatchFlag.MatchExactly)[0].row()
    return [item.text() for column in range(4) if (item := table.item(found, column)) is not None]


def test_every_model_is_listed_with_its_cost(dialog: ModelsDialog) -> None:
    assert dialog.table.rowCount() == 5
    assert row(dialog, "Nano (built in)")[1] == "in use"
    assert row(dialog, "SAM 2.1 Large")[1:3] == ["not here", "898 MB"]
    dialog.select("sam2.1-large")
    assert dialog.card.facts["Licence"] == "Apache-2.0"
    assert dialog.card.facts["Memory needed"].startswith("about")
    assert dialog.card.facts["Speed here"] == "not measured yet"
    assert dialog.card.facts["Comes from"].endswith("/sam2.1_hiera_large.pt")
    assert dialog.download.isVisible() and not dialog.use.isVisible() and not dialog.remove.isVisible()


def test_a_model_is_fetched_used_and_removed(
    dialog: ModelsDialog,
    application: Application,
    server: Path,
    home: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (server / "sam2.1_hiera_tiny.pt").write_bytes(CONTENT)
    dialog.select("sam2.1-tiny")
    dialog.download.click()
    qtbot.waitUntil(lambda: row(dialog, "SAM 2.1 Tiny")[1] == "downloaded")
    assert application.parts.preferences.settings.model == "nano"
    dialog.use.click()
    assert application.parts.preferences.settings.model == "sam2.1-tiny"
    qtbot.waitUntil(lambda: row(dialog, "SAM 2.1 Tiny")[1] == "in use")
    asked: list[str] = []

    def yes(_parent: object, _title: str, text: str) -> QMessageBox.StandardButton:
        asked.append(text)
        return QMessageBox.StandardButton.Yes

    monkeypatch.setattr(QMessageBox, "question", yes)
    dialog.remove.click()
    assert asked == ["Remove SAM 2.1 Tiny? This frees 2.3 MB. It can be downloaded again."]
    assert row(dialog, "SAM 2.1 Tiny")[1] == "not here"
    assert application.parts.preferences.settings.model == "nano"
    assert not (home / "models" / "sam2.1_hiera_tiny.pt").exists()


def test_wrong_content_and_no_network_are_one_sentence_each(
    dialog: ModelsDialog, server: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    (server / "sam2.1_hiera_tiny.pt").write_bytes(b"something else")
    dialog.select("sam2.1-tiny")
    dialog.download.click()
    qtbot.waitUntil(lambda: dialog.bar.tone is Tone.ERROR)
    assert "not the file that it should be" in dialog.bar.text
    monkeypatch.setenv(MIRROR_VARIABLE, "http://127.0.0.1:9/")  # the discard port: nobody listens
    qtbot.waitUntil(dialog.download.isEnabled)
    dialog.download.click()
    qtbot.waitUntil(lambda: "cannot be reached" in dialog.bar.text)


def take_in(dialog: ModelsDialog, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    dialog.take_in.click()


def test_an_official_file_is_taken_in(
    dialog: ModelsDialog, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "stick.pt").write_bytes(CONTENT)
    take_in(dialog, tmp_path / "stick.pt", monkeypatch)
    qtbot.waitUntil(lambda: row(dialog, "SAM 2.1 Tiny")[1] == "downloaded")
    qtbot.waitUntil(lambda: "SAM 2.1 Tiny is here" in dialog.bar.text)


def test_a_file_of_another_model_is_refused(
    dialog: ModelsDialog, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise ModelError("other.pt is a checkpoint of another model than nano.")

    monkeypatch.setattr(loader, "load_model", refuse)
    (tmp_path / "other.pt").write_bytes(b"x")
    take_in(dialog, tmp_path / "other.pt", monkeypatch)
    qtbot.waitUntil(lambda: "another model" in dialog.bar.text)
    assert dialog.bar.tone is Tone.ERROR
    assert dialog.table.rowCount() == 5


def test_a_tuned_model_shows_its_figures_and_keeps_a_note(
    dialog: ModelsDialog, home: Path, qtbot: QtBot
) -> None:
    path = home / "models" / "leaves.safetensors"
    path.parent.mkdir(parents=True, exist_ok=True)
    data = {"train": {"sources": ["garden.samurai"], "examples": 12}}
    header = {
        "base": "nano",
        "measured": json.dumps(MEASURED),
        "data": json.dumps(data),
        "made": "2026-11-02",
    }
    save_file({"a": torch.zeros(3)}, path, header)
    dialog.refresh()
    dialog.select(str(path))
    assert dialog.card.facts["Learnt from"] == "garden.samurai (12 masks)"
    assert dialog.card.facts["Stands on"] == "nano"
    dialog.card.set_note("for the greenhouse")
    dialog.select("nano")
    assert dialog.card.note == ""
    assert shelf.read_notes() == {str(path): "for the greenhouse"}
    dialog.select(str(path))
    assert dialog.card.note == "for the greenhouse"
    dialog.card.set_note("and the garden")
    dialog.close()
    assert shelf.read_notes() == {str(path): "and the garden"}


def test_the_speed_is_measured_and_remembered(
    dialog: ModelsDialog, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loader, "random_model", lambda *_: tiny_model())
    dialog.select("sam2.1-small")
    dialog.measure.click()
    qtbot.waitUntil(lambda: "a tracked frame" in dialog.card.facts["Speed here"], timeout=20_000)
    dialog.select("nano")
    assert dialog.card.facts["Speed here"] == "not measured yet"
    dialog.select("sam2.1-small")
    assert "CPU" in dialog.card.facts["Speed here"]


def test_a_measurement_can_be_cancelled(
    dialog: ModelsDialog, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    began = threading.Event()

    def slow(*_: object) -> object:
        began.set()
        return tiny_model()

    monkeypatch.setattr(loader, "random_model", slow)
    dialog.select("sam2.1-small")
    dialog.measure.click()
    qtbot.waitUntil(began.is_set)
    dialog._shelf.cancel()
    qtbot.waitUntil(lambda: not dialog._shelf.busy)
    assert dialog.measure.isEnabled()


def test_figures_and_numbers_are_written_for_people() -> None:
    assert figures_of(MEASURED)[:2] == [("", "Before", "Tuned"), ("mIoU", "0.700", "0.800")]
    assert figures_of({}) == [] and figures_of({"before": 1, "after": {}}) == []
    assert [size_text(n) for n in (0, 12_300_000, 2_500_000, 898_083_611, 2_100_000_000)] == [
        "unknown",
        "12 MB",
        "2.5 MB",
        "898 MB",
        "2.1 GB",
    ]
    assert [memory_text(n) for n in (0, 700, 2200)] == ["unknown", "700 MB", "2.2 GB"]
    assert [seconds_text(s) for s in (0.041, 2.64)] == ["41 ms", "2.6 s"]
    assert ("Licence", "as its maker says") in facts_of(shelf.shelved_file(Path("mine.pt")), None)
