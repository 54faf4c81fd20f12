import json
import math
from typing import Any

import numpy as np

from core.cli.console import made_of
from core.masks import Mask
from core.wording import say, wording_of
from desktop.training.progress import RunProgress, Stage

STARTED = {
    "event": "started", "train": 8, "validation": 4, "epochs": 5, "device": "CPU", "resumed_after": 0
}  # fmt: skip


def epoch(number: int, miou: float, best: int, **more: Any) -> dict[str, Any]:
    return {
        "event": "epoch", "epoch": number, "train_loss": None if number == 0 else 0.5, "validation_loss": 0.7,
        "miou": miou, "miou_click": miou, "miou_box": miou, "best_epoch": best, "patience_left": 3,
        "rate": 1e-4, "left_s": 12.0, "memory_mib": 100.0, **more,
    }  # fmt: skip


def test_a_run_is_followed_from_its_lines() -> None:
    told = RunProgress()
    told.add(STARTED)
    assert (told.stage, told.train, told.epochs_at_most) == (Stage.STARTING, 8, 5)
    told.add({"event": "encoded", "done": 3, "total": 9})
    assert (told.stage, told.done, told.total) == (Stage.ENCODING, 3, 9)
    told.add(epoch(0, 0.5, 0))
    assert math.isnan(told.points[0].train_loss)
    assert math.isnan(told.left_s)
    told.add({"event": "step", "epoch": 1, "step": 2, "steps": 4, "loss": 1.0, "rate": 1e-3})
    assert (told.epoch, told.done, told.total, told.rate) == (1, 2, 4, 1e-3)
    told.add(epoch(1, 0.8, 1))
    told.add(epoch(2, 0.7, 1))
    assert (told.base_miou, told.best_miou, told.best_epoch, told.left_s) == (0.5, 0.8, 1, 12.0)
    for _ in range(2):
        told.add({"event": "note", "text": "Few."})
    assert told.notes == ["Few."]
    told.add({"event": "finished"})
    assert told.stage is Stage.COMPARING
    told.add({"event": "something new"})
    told.add({"out": "x", "best_epoch": 1, "mIoU": 0.8})
    assert told.stage is Stage.DONE
    told.add({"error": "No."})
    assert told.error == "No."


def test_a_run_that_goes_on_forgets_what_was_not_kept() -> None:
    told = RunProgress()
    for line in (STARTED, epoch(0, 0.5, 0), epoch(1, 0.6, 1), epoch(2, 0.7, 2)):
        told.add(line)
    told.add(STARTED | {"resumed_after": 1})
    assert [point.epoch for point in told.points] == [0, 1]
    told.add(epoch(2, 0.65, 2))
    assert [point.miou for point in told.points] == [0.5, 0.6, 0.65]
    told.add(STARTED)
    assert told.points == []


def test_pictures_keep_their_first_mask_and_get_new_ones() -> None:
    told = RunProgress()
    square = np.zeros((16, 16), np.uint8)
    square[4:8, 4:8] = 1
    full, none = Mask.from_array(square).counts.decode(), Mask.empty(16, 16).counts.decode()
    preview = {"title": "a", "size": [16, 16], "truth": full, "before": none, "now": none}
    told.add(epoch(0, 0.5, 0, previews=[preview | {"picture": "/9j/"}]))
    told.add(epoch(1, 0.6, 1, previews=[preview | {"now": full}]))
    (shown,) = told.previews
    assert shown.now.sum() == 16
    assert shown.before.sum() == 0
    assert shown.truth.tolist() == square.astype(bool).tolist()
    assert shown.jpeg == b"\xff\xd8\xff"


def test_sentences_come_with_what_they_were_made_from() -> None:
    note = say("Only {masks} to train with: expect little.", masks=say("{n} masks", n=3))
    progress = RunProgress()
    progress.add(json.loads(json.dumps({"event": "note", "text": note} | made_of(note))))
    progress.add({"event": "note", "text": "a line of another version"})
    progress.add({"error": "It broke.", "wording": {"template": "{no}", "values": {"yes": 1}}})
    assert progress.notes == [str(note), "a line of another version"]
    wording = wording_of(progress.notes[0])
    assert wording is not None
    assert wording.template == note.template
    assert wording.values["masks"].values == {"n": 3}
    assert progress.error == "It broke."
