import pytest

from core.cancel import CancelToken
from core.doctor import examination
from core.doctor.finding import Finding, Health
from tests.core.cli.conftest import Run


def test_everything_is_looked_at(run: Run) -> None:
    done = run("doctor", "--json")
    names = {finding["name"] for finding in done.json["findings"]}
    assert {
        "Installation",
        "Graphics card",
        "Memory",
        "Processor",
        "Folders",
        "Disk",
        "Qt",
        "Video",
        "Models",
    } <= names
    told = done.json["findings"]
    assert all(finding["advice"] for finding in told if finding["state"] in ("warning", "fault"))
    assert done.code == (0 if done.json["ok"] else 2)


@pytest.mark.parametrize(("state", "code"), [(Health.FAULT, 2), (Health.WARNING, 0), (Health.OK, 0)])
def test_only_a_fault_ends_with_2(
    run: Run, monkeypatch: pytest.MonkeyPatch, state: Health, code: int
) -> None:
    def check(_cancel: CancelToken) -> list[Finding]:
        return [Finding("x", state, "is gone", "Bring it back.")]

    monkeypatch.setattr(examination, "CHECKS", [("x", check)])
    done = run("doctor")
    assert done.code == code
    assert "x              is gone" in done.out
    assert "-> Bring it back." in done.out
    assert run("doctor", "--json").json["state"] == str(state)


def test_the_report_holds_nothing_personal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def check(_cancel: CancelToken) -> list[Finding]:
        return [Finding("Folders", Health.OK, "models are in /home/somebody/models")]

    monkeypatch.setattr(examination, "CHECKS", [("x", check)])
    told = run("doctor", "--report").out
    assert "Folders: models are in <path>" in told
    assert "Python 3" in told and "somebody" not in told
