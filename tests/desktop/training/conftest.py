"""Small data to learn from, and a command line that knows a model which learns in seconds."""

import sys
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from desktop.controllers.training import TrainingController
from desktop.training.runs import RunShelf, RunSpec
from tests.core.training.conftest import DiscPicture

TINY_CLI = Path(__file__).with_name("tiny_cli.py")
COMMAND = [sys.executable, str(TINY_CLI)]


def write_discs(folder: Path, numbers: range) -> Path:
    """Pictures of discs and their masks, in the layout of a folder dataset."""
    for kind in ("images", "masks"):
        (folder / kind).mkdir(parents=True)
    for number in numbers:
        picture = DiscPicture(number)
        mask = picture.mask().to_array().astype(np.uint8) * 255
        cv2.imwrite(str(folder / "images" / f"{number}.png"), picture.read()[..., ::-1])
        cv2.imwrite(str(folder / "masks" / f"{number}.png"), mask)
    return folder


@pytest.fixture
def discs(tmp_path: Path) -> Path:
    return write_discs(tmp_path / "discs", range(10))


@pytest.fixture
def spec(discs: Path) -> RunSpec:
    return RunSpec(
        "discs", (str(discs),), preset="specified", model="tiny-test", epochs=2, rate=2e-3,
        device="cpu", precision="float32", threads=1,
    )  # fmt: skip


class Ears:
    """What a controller said."""

    def __init__(self, controller: TrainingController) -> None:
        self.ended: list[object] = []
        self.problems: list[str] = []
        controller.ended.connect(self.ended.append)
        controller.problem_met.connect(lambda error: self.problems.append(str(error)))


@pytest.fixture
def make_controller(qtbot: QtBot, home: Path, tmp_path: Path) -> Iterator[object]:
    """Controllers on a shelf of their own; what still runs at the end is killed."""
    made: list[TrainingController] = []

    def make(command: list[str] | None = None) -> TrainingController:
        controller = TrainingController(RunShelf(tmp_path / "runs"), command or COMMAND)
        made.append(controller)
        return controller

    yield make
    for controller in made:
        if controller.running:
            controller.leave()
            controller._on_kill()
            qtbot.waitUntil(lambda c=controller: not c.running)
