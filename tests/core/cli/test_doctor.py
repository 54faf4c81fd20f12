import importlib.metadata
from collections import namedtuple

import pytest

from core.cli import doctor
from core.cli.doctor import Finding, Health
from tests.core.cli.conftest import Run


def healths(findings: list[Finding]) -> set[Health]:
    return {finding.health for finding in findings}


def test_everything_is_looked_at(run: Run) -> None:
    done = run("doctor", "--json")
    checks = {finding["check"] for finding in done.json["findings"]}
    assert {"python", "device", "memory", "codecs", "models", "folders", "qt"} <= checks
    assert all(finding["advice"] for finding in done.json["findings"] if finding["health"] == "bad")
    assert done.code == (0 if done.json["ok"] else 2)


def test_a_bad_finding_is_told_and_ends_with_2(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "CHECKS", (lambda: [Finding("x", Health.BAD, "is gone", "Bring it back.")],))
    done = run("doctor")
    assert done.code == 2
    assert "BAD   x            is gone" in done.out
    assert "Bring it back." in done.out


def test_a_check_that_breaks_is_a_finding_of_its_own(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def check_torch() -> list[Finding]:
        raise ImportError("libc10.so is missing")

    fine = [Finding("y", Health.GOOD, "fine")]
    monkeypatch.setattr(doctor, "CHECKS", (check_torch, lambda: fine))
    values = run("doctor", "--json").json
    assert [finding["check"] for finding in values["findings"]] == ["torch", "y"]
    assert "libc10.so" in values["findings"][0]["text"]


def test_packages_of_other_versions_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    pins = ["numpy==0.0.1", "nothing-of-the-kind==1.0", 'pytest==9.2.0; extra == "dev"']
    monkeypatch.setattr(importlib.metadata, "requires", lambda _: pins)
    finding = doctor.check_python()[-1]
    assert finding.health is Health.BAD
    assert "made for 0.0.1" in finding.text
    assert "nothing-of-the-kind is missing" in finding.text
    assert "pytest" not in finding.text


def test_libraries_that_qt_lacks_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    class Listed:
        stdout = "\tlibGL.so.1 => /lib/libGL.so.1 (0x1)\n\tlibxcb-cursor.so.0 => not found\n"

    monkeypatch.setattr(doctor.sys, "platform", "linux")
    monkeypatch.setattr(doctor.subprocess, "run", lambda *_, **__: Listed)
    monkeypatch.setattr(doctor.shutil, "which", lambda _: "/usr/bin/ldd")
    assert doctor.missing_qt_libraries() == ["libxcb-cursor.so.0"]
    assert Health.BAD in healths(doctor.check_window())


def test_little_room_is_noticed(home: object, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _: usage(10, 9, 1))
    assert healths(doctor.check_folders()) == {Health.NOTE}


def test_a_gpu_that_torch_cannot_use_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: False)
    monkeypatch.setattr(doctor.shutil, "which", lambda name: f"/usr/bin/{name}")
    (finding,) = doctor.check_device()
    assert finding.health is Health.NOTE
    assert "NVIDIA" in finding.text
