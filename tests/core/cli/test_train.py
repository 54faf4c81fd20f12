import base64
import json
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from core.cancel import CancelToken
from core.cli import steering
from core.cli.steering import listen
from core.training.checkpoint import read_provenance
from core.training.control import FitControl
from tests.core.cli.conftest import Outcome, Run
from tests.core.training.conftest import DiscPicture, named  # noqa: F401 - a fixture

COMPUTE = ("--device", "cpu", "--precision", "float32", "--json")
SMALL = ("--preset", "specified", "--rate", "2e-3", "--epochs", "2", "--copies", "2", *COMPUTE)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Eight discs to train with and four to judge by."""
    for name, numbers in (("train", range(8)), ("val", range(100, 104))):
        for kind in ("images", "masks"):
            (tmp_path / name / kind).mkdir(parents=True)
        for number in numbers:
            picture = DiscPicture(number)
            mask = picture.mask().to_array().astype(np.uint8) * 255
            cv2.imwrite(str(tmp_path / name / "images" / f"{number}.png"), picture.read()[..., ::-1])
            cv2.imwrite(str(tmp_path / name / "masks" / f"{number}.png"), mask)
    return tmp_path


def lines(outcome: Outcome) -> list[dict[str, Any]]:
    return [json.loads(line) for line in outcome.out.splitlines()]


@pytest.mark.usefixtures("named")
def test_training_tells_its_way_and_leaves_a_tuned_model(run_for_real: Run, data: Path) -> None:
    out = data / "tuned"  # as good a name as one that ends in .safetensors
    outcome = run_for_real(
        "train", data / "train", "--val", data / "val", "--model", "tiny-test", "--out", out, *SMALL
    )
    assert outcome.code == 0, outcome.err
    told = lines(outcome)
    events = [line.get("event", "result") for line in told]
    assert [event for event in events if event not in ("step", "encoded")] == [
        "started", "note", "note", "epoch", "epoch", "epoch", "finished", "compared", "result"
    ]  # fmt: skip
    made = [line for line in told if line.get("event") == "epoch"]
    assert made[0]["train_loss"] is None and made[1]["train_loss"] > 0
    shown = {"title", "size", "truth", "before", "now"}
    assert set(made[0]["previews"][0]) == shown | {"picture"}
    assert set(made[1]["previews"][0]) == shown
    assert base64.b64decode(made[0]["previews"][0]["picture"])[:3] == b"\xff\xd8\xff"
    compared = told[-2]
    assert [len(item["shown"]["size"]) for item in compared["pictures"]] == [2, 2, 2, 2]
    assert set(compared["classes"]) == {""}
    result = outcome.json
    assert (result["epochs_made"], result["ending"], result["preset"]) == (2, "epochs", "specified")
    assert result["mIoU"] >= result["mIoU_before"]
    assert result["comparison"]["examples"] == 4
    told_by_file = read_provenance(out)
    assert told_by_file.data["train"] == {"sources": ["train"], "examples": 8}
    assert told_by_file.measured["after"] == pytest.approx(result["comparison"]["after"], abs=1e-6)
    assert told_by_file.config.epochs == 2

    images, masks = data / "val" / "images", data / "val" / "masks"
    before = run_for_real("eval", "images", images, masks, "--model", "tiny-test", *COMPUTE).json
    after = run_for_real("eval", "images", images, masks, "--model", out, *COMPUTE).json
    assert after["mIoU"] == pytest.approx(result["comparison"]["after"]["iou_box"], abs=1e-4)
    assert before["mIoU"] == pytest.approx(result["comparison"]["before"]["iou_box"], abs=1e-4)


@pytest.mark.usefixtures("named")
def test_words_for_a_person_and_a_share_to_judge_by(run_for_real: Run, data: Path) -> None:
    out = data / "whole.pt"
    outcome = run_for_real(
        "train", data / "train", "--val", "0.25", "--model", "tiny-test", "--out", out, "--no-compare",
        *SMALL[:-1]
    )  # fmt: skip
    assert outcome.code == 0, outcome.err
    assert "6 masks to train with, 2 to judge by" in outcome.out
    assert "Epoch 2: loss" in outcome.out and "Validation mIoU" in outcome.out
    assert out.is_file()


@pytest.mark.usefixtures("named")
def test_a_run_that_was_kept_goes_on(run_for_real: Run, data: Path) -> None:
    words = ("train", data / "train", "--val", data / "val", "--model", "tiny-test", "--no-compare", *SMALL)
    whole = run_for_real(*words, "--out", data / "one.safetensors", "--run", data / "run")
    again = run_for_real(*words, "--out", data / "two.safetensors", "--run", data / "run", "--resume")
    assert lines(again)[0]["resumed_after"] == 2
    assert (data / "one.safetensors").read_bytes()[-4096:] == (data / "two.safetensors").read_bytes()[-4096:]
    assert whole.json["mIoU"] == again.json["mIoU"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("train", "{data}/train", "--out", "{data}/t.bin"), "must end in .safetensors"),
        (("train", "{data}/train", "--out", "{data}/train"), "is a folder; name the file"),
        (("train", "{data}/nowhere", "--out", "{data}/t.safetensors"), "There is no folder"),
        (
            ("train", "{data}/train", "--val", "1.5", "--out", "{data}/t.pt"),
            "a share must lie between",
        ),
        (
            ("train", "{data}/train", "--rate", "7", "--out", "{data}/t.pt"),
            "The learning rate must lie",
        ),
        (("train", "{data}/train", "--rate", "x", "--out", "{data}/t.pt"), "“x” is not a number"),
        (("train", "{data}/train", "--resume", "--out", "{data}/t.pt"), "--resume needs --run"),
        (("train", "{data}/none.samurai", "--out", "{data}/t.pt"), "There is no project"),
    ],
)
def test_bad_input_is_one_line_and_exit_2(
    run: Run, data: Path, words: tuple[str, ...], sentence: str
) -> None:
    outcome = run(*(word.format(data=data) for word in words))
    assert outcome.code == 2
    assert sentence in outcome.sentence
    assert not list(data.glob("t.*"))


def orders(text: bytes, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], bytes]:
    reader, writer = os.pipe()
    os.write(writer, text)
    os.close(writer)
    monkeypatch.setattr(steering, "STDIN", reader)
    return lambda count: os.read(reader, count)


@pytest.mark.parametrize("steered", [True, False])
def test_orders_are_followed(monkeypatch: pytest.MonkeyPatch, steered: bool) -> None:
    control, cancel = FitControl(), CancelToken()
    orders(b"pause\nnonsense\n\xff\nST", monkeypatch)
    listen(control, cancel, ends_with_input=steered)
    join_orders()
    assert control.paused and not control.stopped
    assert cancel.cancelled is steered
    orders(b"stop\r\n", monkeypatch)
    listen(control, cancel, ends_with_input=False)
    join_orders()
    assert control.stopped and not control.paused
    orders(b"discard\n", monkeypatch)
    listen(control, cancel, ends_with_input=False)
    join_orders()
    assert cancel.cancelled


def join_orders() -> None:
    for thread in threading.enumerate():
        if thread.name == "orders":
            thread.join(5)
