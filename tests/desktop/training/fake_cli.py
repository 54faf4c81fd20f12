"""Stands in for `samuraivision train`: says what a run says, at once, and does what is asked of it.

The first argument is what it does: finish, worse, error, crash, wait (for orders).
"""

import base64
import json
import os
import sys
import time
from pathlib import Path

import cv2
import numpy as np

from core.masks import Mask

JPEG = base64.b64encode(cv2.imencode(".jpg", np.full((40, 60, 3), 120, np.uint8))[1].tobytes()).decode()
SQUARE = np.zeros((32, 32), np.uint8)
SQUARE[8:20, 8:20] = 1
COUNTS = Mask.from_array(SQUARE).counts.decode()
EMPTY = Mask.empty(32, 32).counts.decode()


def say(**values: object) -> None:
    print(json.dumps(values), flush=True)


def epoch(number: int, miou: float, best: int, *, picture: bool = False) -> None:
    preview = {"title": "one.png", "size": [32, 32], "truth": COUNTS, "before": EMPTY, "now": COUNTS}
    say(
        event="epoch", epoch=number, epochs=3, train_loss=None if number == 0 else 1 / number,
        validation_loss=1 / (number + 1), miou=miou, miou_click=miou - 0.05, miou_box=miou + 0.05,
        is_best=best == number, best_epoch=best, patience_left=4 - (number - best), rate=1e-3, seconds=1.0,
        left_s=3.0 - number, memory_mib=512.0, previews=[preview | ({"picture": JPEG} if picture else {})],
    )  # fmt: skip


def figures(miou: float) -> dict[str, float]:
    return {
        "mIoU": miou, "iou_click": miou, "iou_box": miou, "f_click": miou, "f_box": miou, "clicks": 10 - miou
    }  # fmt: skip


def main() -> int:
    mode, words = sys.argv[1], sys.argv[2:]
    out, folder = Path(words[words.index("--out") + 1]), Path(words[words.index("--run") + 1])
    if mode == "error":
        say(error="There is nothing to train with.")
        return 2
    resumed = 2 if (folder / "state.pt").exists() else 0
    say(
        event="started", train=8, validation=4, copies=2, parameters=10, steps_per_epoch=2, epochs=3,
        device="CPU", resumed_after=resumed,
    )  # fmt: skip
    say(event="note", text="Only 4 masks to judge by: the figures will be rough.")
    say(event="encoded", done=12, total=12)
    if not resumed:
        epoch(0, 0.5, 0, picture=True)
    for number in range(resumed + 1, 3):
        say(event="step", epoch=number, step=1, steps=2, loss=1.0, rate=1e-3)
        epoch(number, 0.5 + number / 10, number)
        (folder / "state.pt").write_bytes(b"state")
    if mode == "crash" and not resumed:
        os.abort()
    discarded = False
    if mode == "wait":
        for line in sys.stdin:
            if line.strip() in ("stop", "discard"):
                discarded = line.strip() == "discard"
                break
        else:
            return 130
    if discarded:
        return 130
    after = 0.4 if mode == "worse" else 0.7
    epoch(3, after, 3 if after > 0.5 else 2)
    say(event="finished", ending="stopped" if mode == "wait" else "epochs", best_epoch=3, epochs_made=3)
    shown = {"size": [32, 32], "picture": JPEG, "truth": COUNTS, "before": EMPTY, "after": COUNTS}
    picture = {"title": "one.png", "scene": "s", "frame_index": 0, "shown": shown}
    objection = "It is worse on pictures that it has not seen." if mode == "worse" else None
    compared = {"examples": 4, "before": figures(0.5), "after": figures(after), "objection": objection}
    say(
        event="compared", **compared, classes={"": {"before": figures(0.5), "after": figures(after)}},
        pictures=[picture | {"before": figures(0.5), "after": figures(after)}],
    )  # fmt: skip
    out.write_bytes(b"tuned")
    say(
        out=str(out), model="nano", preset="best", mIoU_before=0.5, mIoU=after, ending="epochs",
        best_epoch=3, epochs_made=3, seconds=4.0, objection=objection, comparison=compared,
    )  # fmt: skip
    time.sleep(0)
    return 0


if __name__ == "__main__":
    sys.exit(main())
