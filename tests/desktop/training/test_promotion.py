from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal

from core.settings import Settings
from desktop.controllers import promotion
from desktop.controllers.preferences import Preferences
from desktop.controllers.promotion import PromotionController, tuned_models
from desktop.training.runs import RunRecord, RunShelf, RunSpec, RunStatus


class Models(QObject):
    """As much of the ModelController as promotion needs."""

    state_changed = Signal(object)

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self.preferences = preferences

    def choose(self, name: str) -> None:
        self.preferences.change(model=name)


class Desk:
    def __init__(self, folder: Path) -> None:
        self.preferences = Preferences(Settings())
        self.promotion = PromotionController(Models(self.preferences), self.preferences)  # type: ignore[arg-type]
        self.shelf = RunShelf(folder)
        self.problems: list[str] = []
        self.promotion.problem_met.connect(lambda error: self.problems.append(str(error)))

    def record(self, name: str, **result: object) -> RunRecord:
        record = self.shelf.create(RunSpec(name, ("a",)), name)
        record.status, record.result = RunStatus.FINISHED, {"best_epoch": 3, **result}
        record.tuned_path.write_bytes(name.encode())
        return record


@pytest.fixture
def desk(qapp: object, home: Path, tmp_path: Path) -> Desk:
    desk = Desk(tmp_path / "runs")
    yield desk
    desk.preferences._timer.stop()


def test_one_press_uses_it_and_one_takes_it_back(desk: Desk, home: Path) -> None:
    first, second = desk.record("first"), desk.record("second")
    assert desk.promotion.before == ""
    assert desk.promotion.promote(first)
    path = home / "models" / "first.safetensors"
    assert path.read_bytes() == b"first"
    assert desk.preferences.settings.model == str(path)
    assert desk.promotion.in_use(first)
    assert desk.promotion.before == "nano"
    assert desk.promotion.promote(first)  # a second press changes nothing
    assert desk.promotion.promote(second)
    assert tuned_models() == [path, home / "models" / "second.safetensors"]
    again = PromotionController(desk.promotion._models, desk.preferences)  # the program was closed meanwhile
    assert again.before == str(path)
    assert again.roll_back()
    assert desk.preferences.settings.model == str(path)
    assert again.roll_back()
    assert desk.preferences.settings.model == "nano"
    assert not again.roll_back()
    assert desk.problems == []


@pytest.mark.parametrize(
    ("result", "word"),
    [({"objection": "It tracks worse."}, "It tracks worse."), ({"best_epoch": 0}, "No epoch was better")],
)
def test_what_is_worse_is_refused_until_it_is_overridden(
    desk: Desk, result: dict[str, object], word: str
) -> None:
    record = desk.record("worse", **result)
    assert not desk.promotion.promote(record)
    assert word in desk.problems[0]
    assert desk.preferences.settings.model == "nano"
    assert tuned_models() == []
    assert desk.promotion.promote(record, override=True)
    assert desk.promotion.in_use(record)


def test_a_run_without_a_model_is_refused_whatever_is_said(desk: Desk) -> None:
    record = desk.record("gone")
    record.tuned_path.unlink()
    assert not desk.promotion.promote(record, override=True)
    assert "no tuned model" in desk.problems[0]


def test_a_disk_that_is_full_changes_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(promotion.shutil, "copyfile", full)
    assert not desk.promotion.promote(desk.record("big"))
    assert desk.problems == ["“big.safetensors” cannot be put among the models: No space left on device."]
    assert desk.preferences.settings.model == "nano"


def test_choosing_another_model_by_hand_ends_rolling_back(desk: Desk) -> None:
    desk.promotion.promote(desk.record("one"))
    changes: list[str] = []
    desk.promotion.changed.connect(lambda: changes.append(desk.promotion.before))
    desk.preferences.change(model="sam2.1-tiny")
    assert changes == [""]
