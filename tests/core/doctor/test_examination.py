"""Each check, on machines that lack something."""

import importlib.metadata
import json
import shutil
import subprocess
import sys
from collections import namedtuple
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
import torch

from core.cancel import CancelToken, NeverCancel
from core.doctor import graphics, machine, models, screen, video
from core.doctor.examination import CHECKS, Check, Examining, examine
from core.doctor.finding import Finding, Health, report, worst
from core.engine import loader
from core.errors import Cancelled, MediaError
from core.settings import Settings, save_settings
from tests.tiny_model import tiny_model

NEVER = NeverCancel()
NO_CUDA = "NVIDIA-SMI 470.1   Driver Version: 470.1   CUDA Version: 11.4 |"


def test_progress_and_findings_come_in_turn() -> None:
    def one(_cancel: CancelToken) -> list[Finding]:
        return [Finding("one", Health.OK, "fine")]

    def broken(_cancel: CancelToken) -> Iterator[Finding]:
        yield Finding("two", Health.NOTE, "so far")
        raise ImportError("libc10.so is missing")

    events = list(examine(NEVER, [("One", one), ("Two", broken), ("Three", one)]))
    assert [event.done for event in events if isinstance(event, Examining)] == [0, 1, 2]
    findings = [event for event in events if isinstance(event, Finding)]
    assert [finding.state for finding in findings] == [Health.OK, Health.NOTE, Health.FAULT, Health.OK]
    assert "libc10.so is missing" in findings[2].found and findings[2].advice
    assert worst(findings) is Health.FAULT


def test_it_can_be_cancelled() -> None:
    cancel = CancelToken()
    events = examine(cancel)
    next(events)
    cancel.cancel()
    with pytest.raises(Cancelled):
        list(events)


def test_a_report_holds_nothing_personal(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: Path("/home/marie"))
    found = f"models are in {home / 'models'}; /home/marie/x.samurai"
    text = report([Finding("Folders", Health.OK, found)])
    assert "models are in <models>/; <path>.samurai" in text
    assert "marie" not in text and str(home) not in text
    assert "Python 3." in text


def only(check: Check, name: str) -> Finding:
    return next(finding for finding in check(NEVER) if finding.name == name)


def test_packages_of_other_versions_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    pins = ["numpy==0.0.1", "nothing-of-the-kind==1.0", 'pytest==9.2.0; extra == "dev"']
    monkeypatch.setattr(importlib.metadata, "requires", lambda _: pins)
    finding = only(machine.check_installation, "Installation")
    assert finding.state is Health.FAULT
    assert "made for 0.0.1" in finding.found and "nothing-of-the-kind is missing" in finding.found
    assert "pytest" not in finding.found


def test_little_memory_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    memory = namedtuple("memory", "total available")
    monkeypatch.setattr(psutil, "virtual_memory", lambda: memory(2**33, 2**29))
    finding = only(machine.check_memory, "Memory")
    assert (finding.state, finding.found) == (Health.WARNING, "0.5 of 8.0 GiB free")


def test_more_threads_than_cores_are_noticed(home: Path) -> None:
    save_settings(Settings(threads=256))
    assert only(machine.check_processor, "Processor").state is Health.WARNING


def test_a_limit_by_a_variable_is_noticed(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    finding = only(machine.check_processor, "Processor")
    assert finding.state is Health.NOTE and "OMP_NUM_THREADS=1" in finding.found


@pytest.mark.parametrize(("free", "state"), [(2**40, Health.OK), (2**30, Health.WARNING), (1, Health.FAULT)])
def test_little_room_is_noticed(
    home: Path, monkeypatch: pytest.MonkeyPatch, free: int, state: Health
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10, 9, free))
    assert only(machine.check_folders, "Disk").state is state


def test_a_folder_that_cannot_be_written_is_noticed(home: Path) -> None:
    home.mkdir()
    (home / "cache").write_text("in the way")
    finding = only(machine.check_folders, "Folders")
    assert finding.state is Health.FAULT
    assert "for cache" in finding.found and "a file is in the way" in finding.found


def test_libraries_that_qt_lacks_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    class Listed:
        stdout = "\tlibGL.so.1 => /lib/libGL.so.1 (0x1)\n\tlibxcb-cursor.so.0 => not found\n"

    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: Listed)
    monkeypatch.setattr(shutil, "which", lambda _: "/usr/bin/ldd")
    finding = only(screen.check_screen, "Qt")
    assert finding.state is Health.FAULT and "libxcb-cursor.so.0" in finding.found


def test_no_screen_is_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in screen.SCREEN_VARIABLES:
        monkeypatch.delenv(name, raising=False)
    assert only(screen.check_screen, "Screen").state is Health.NOTE


@pytest.mark.parametrize(
    ("told", "built_for", "words"),
    [
        (NO_CUDA, None, "without CUDA"),
        (NO_CUDA, "12.6", "needs CUDA 12.6"),
        (NO_CUDA, "11.2", "finds no card that works"),
        ("NVIDIA-SMI has failed", "12.6", "does not answer"),
    ],
)
def test_a_card_that_cannot_be_used_is_explained(
    monkeypatch: pytest.MonkeyPatch, told: str, built_for: str | None, words: str
) -> None:
    class Told:
        stdout = told

    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: False)
    monkeypatch.setattr(torch.version, "cuda", built_for)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: Told)
    finding = only(graphics.check_graphics, "Graphics card")
    assert finding.state is Health.WARNING
    assert words in finding.found and finding.advice


def test_no_card_is_fine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: False)
    monkeypatch.setattr(shutil, "which", lambda _: None)
    finding = only(graphics.check_graphics, "Graphics card")
    assert finding.state is Health.OK and "CPU" in finding.found


def test_a_film_is_written_and_read() -> None:
    assert video.there_and_back(NEVER) == 0
    assert only(video.check_video, "Video").state is Health.OK


def test_a_codec_that_fails_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(video, "DECODERS", ("h264", "no-such-codec"))
    assert "no-such-codec" in only(video.check_video, "Video").found

    def refuse(_cancel: CancelToken) -> int:
        raise MediaError("check.mp4 is not a video.")

    monkeypatch.setattr(video, "DECODERS", ("h264",))
    monkeypatch.setattr(video, "there_and_back", refuse)
    assert only(video.check_video, "Video").state is Health.FAULT
    monkeypatch.setattr(video, "there_and_back", lambda _cancel: 2)
    assert "2 of 6 frames" in only(video.check_video, "Video").found


def test_damaged_models_are_named(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = home / "models"
    folder.mkdir(parents=True)
    (folder / "sam2.1_hiera_tiny.pt").write_bytes(b"half of it")
    (folder / "mine.pt").write_bytes(b"nonsense")
    found = list(models.check_models(NEVER))
    assert [finding.state for finding in found] == [Health.FAULT, Health.WARNING, Health.OK]
    assert "SAM 2.1 Tiny is damaged" in found[0].found
    assert "“mine” cannot be used" in found[1].found


def test_a_chosen_model_that_is_gone_is_noticed(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loader, "load_model", lambda *_: tiny_model())
    save_settings(Settings(model=str(home / "models" / "leaves.safetensors")))
    found = list(models.check_models(NEVER))
    assert found[-1].state is Health.WARNING and "leaves" in found[-1].found
    (home / "config" / "settings.json").write_text(json.dumps({"model": "nano"}))
    assert [finding.state for finding in models.check_models(NEVER)] == [Health.OK]


def test_every_check_has_its_own_name() -> None:
    assert len({title for title, _ in CHECKS}) == len(CHECKS)
