"""The child process: what it says, what it is told, and every way in which it can end."""

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.engine.registry import safetensors_metadata
from desktop.controllers.training import Order, TrainingController, cli_command
from desktop.training.progress import RunProgress, Stage
from desktop.training.runs import RunSpec, RunStatus
from tests.desktop.training.conftest import Ears

FAKE = str(Path(__file__).with_name("fake_cli.py"))
ROOT = str(Path(__file__).parents[3])
Make = Callable[..., TrainingController]


@pytest.fixture(autouse=True)
def found(monkeypatch: pytest.MonkeyPatch) -> None:
    """The stand-in imports core from here."""
    monkeypatch.setenv("PYTHONPATH", ROOT)


def fake(mode: str) -> list[str]:
    return [sys.executable, FAKE, mode]


def test_a_run_to_its_end(qtbot: QtBot, make_controller: Make, spec: RunSpec) -> None:
    controller = make_controller(fake("finish"))
    ears = Ears(controller)
    told: list[Stage] = []
    controller.told.connect(lambda: told.append(controller.progress.stage))
    assert controller.start(spec)
    assert controller.running
    record = controller.record
    assert record is not None
    assert [r.status for r in controller.records()] == [RunStatus.RUNNING]
    assert not controller.start(spec)
    assert ears.problems == ["A training run goes on already."]
    qtbot.waitUntil(lambda: not controller.running)
    assert ears.ended == [record]
    assert told[-1] is Stage.DONE
    (kept,) = controller.records()
    assert (kept.status, kept.ended) == (RunStatus.FINISHED, "epochs")
    assert kept.result["mIoU"] == 0.7
    assert kept.tuned_path.is_file()
    assert not kept.can_go_on
    # Read back from disk it is the same, but for steps.
    again = RunProgress()
    for line in kept.events():
        again.add(line)
    assert again.points == controller.progress.points
    assert again.comparison == controller.progress.comparison


def test_pause_and_stop(qtbot: QtBot, make_controller: Make, spec: RunSpec) -> None:
    controller = make_controller(fake("wait"))
    controller.start(spec)
    qtbot.waitUntil(lambda: len(controller.progress.points) == 3)
    controller.pause()
    assert controller.order is Order.PAUSE
    controller.pause()
    assert controller.order is Order.NONE
    controller.pause()
    controller.stop()
    assert controller.order is Order.STOP
    controller.pause()
    assert controller.order is Order.STOP
    qtbot.waitUntil(lambda: not controller.running)
    assert controller.records()[0].status is RunStatus.FINISHED


def test_what_is_discarded_is_gone(qtbot: QtBot, make_controller: Make, spec: RunSpec) -> None:
    controller = make_controller(fake("wait"))
    ears = Ears(controller)
    controller.start(spec)
    qtbot.waitUntil(lambda: len(controller.progress.points) == 3)
    controller.discard()
    qtbot.waitUntil(lambda: not controller.running)
    assert controller.records() == []
    assert not list(controller.shelf.folder.iterdir())
    assert ears.problems == []


def test_a_crash_is_a_sentence_and_the_run_goes_on(
    qtbot: QtBot, make_controller: Make, spec: RunSpec
) -> None:
    controller = make_controller(fake("crash"))
    ears = Ears(controller)
    controller.start(spec)
    qtbot.waitUntil(lambda: not controller.running)
    assert ears.problems == ["Training ended unexpectedly. It is kept up to epoch 2 and can go on."]
    (record,) = controller.records()
    assert record.status is RunStatus.INTERRUPTED
    assert record.can_go_on
    assert controller.go_on_with(record)
    assert [point.epoch for point in controller.progress.points] == [0, 1, 2]
    qtbot.waitUntil(lambda: not controller.running)
    assert [point.epoch for point in controller.progress.points] == [0, 1, 2, 3]
    assert controller.records()[0].status is RunStatus.FINISHED
    assert not (record.folder / "state.pt").exists()


def test_bad_input_is_its_own_sentence(qtbot: QtBot, make_controller: Make, spec: RunSpec) -> None:
    controller = make_controller(fake("error"))
    ears = Ears(controller)
    controller.start(spec)
    qtbot.waitUntil(lambda: not controller.running)
    assert ears.problems == ["There is nothing to train with."]
    assert controller.records()[0].status is RunStatus.FAILED
    assert not controller.records()[0].can_go_on
    controller.remove(controller.records()[0])
    assert controller.records() == []


def test_a_program_that_is_not_there(qtbot: QtBot, make_controller: Make, spec: RunSpec) -> None:
    controller = make_controller(["/nowhere/at/all"])
    ears = Ears(controller)
    controller.start(spec)
    qtbot.waitUntil(lambda: not controller.running)
    assert ears.problems == [
        "Training ended unexpectedly. The project is untouched; the log has the details."
    ]


def test_closing_the_program_leaves_a_run_that_can_go_on(
    qtbot: QtBot, make_controller: Make, spec: RunSpec
) -> None:
    first = make_controller(fake("wait"))
    ears = Ears(first)
    first.start(spec)
    qtbot.waitUntil(lambda: len(first.progress.points) == 3)
    second = make_controller(fake("finish"))
    assert second.records()[0].status is RunStatus.RUNNING  # in the first window, which holds its lock
    first.leave()
    qtbot.waitUntil(lambda: not first.running)
    assert ears.problems == []
    (record,) = second.records()
    assert record.status is RunStatus.INTERRUPTED
    assert second.go_on_with(record)
    qtbot.waitUntil(lambda: not second.running)
    assert second.records()[0].status is RunStatus.FINISHED


def test_a_run_whose_program_was_killed_is_found(qtbot: QtBot, make_controller: Make, spec: RunSpec) -> None:
    controller = make_controller(fake("finish"))
    record = controller.shelf.create(spec, "now")
    assert [r.status for r in controller.records()] == [RunStatus.INTERRUPTED]
    assert not controller.records()[0].can_go_on  # nothing is done yet
    (record.folder / "state.pt").touch()
    assert controller.records()[0].can_go_on


def test_our_own_command_line_learns_for_real(qtbot: QtBot, make_controller: Make, spec: RunSpec) -> None:
    controller = make_controller()
    ears = Ears(controller)
    controller.start(replace(spec, name="real"))
    qtbot.waitUntil(lambda: not controller.running, timeout=90_000)
    assert ears.problems == []
    (record,) = controller.records()
    assert record.status is RunStatus.FINISHED
    assert [point.epoch for point in controller.progress.points] == [0, 1, 2]
    assert len(controller.progress.previews) == 2
    assert controller.progress.previews[0].jpeg[:2] == b"\xff\xd8"
    assert controller.progress.comparison["pictures"][0]["shown"]["size"] == [96, 96]
    assert safetensors_metadata(record.tuned_path)["base"] == "tiny-test"


def test_the_real_command_is_ours() -> None:
    assert cli_command()[-2:] == ["-m", "core.cli"]


@pytest.mark.parametrize(
    ("app", "command"),
    [("samuraivision", "samuraivision"), ("samuraivision-app.exe", "samuraivision.exe")],
)
def test_a_packaged_app_takes_the_command_beside_it(
    app: str, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / app))
    assert cli_command()[-1] == str(tmp_path / command)
