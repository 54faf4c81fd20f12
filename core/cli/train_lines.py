"""What `train` says on the way: a JSON object a line, or words."""

import base64
import time
from collections.abc import Mapping
from typing import Any

import cv2
import numpy as np

from core.cli.console import Console, Progress, duration, made_of
from core.masks import Mask
from core.training.compare import Compared, Comparison
from core.training.events import (
    Encoded,
    EpochMade,
    FitEvent,
    FitFinished,
    FitStarted,
    Noted,
    Preview,
    StepMade,
)
from core.types import FrameRGB

STEP_EVERY_S = 0.1

SHOWN = 4
"""Pictures that a comparison shows with their masks: of the worst, and of the best, so many."""

STRIP_SIDE, SHOWN_SIDE = 224, 480
"""Longer side in pixels of the pictures in the strip, and of those in a comparison."""


class TrainLines:
    """Tells a run's events. JSON lines have `event`: started, note, encoded, step, epoch or finished."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._progress: Progress | None = None
        self._title = ""
        self._told = 0.0

    def tell(self, event: FitEvent) -> None:
        """Say what happened; steps at most ten times a second."""
        if isinstance(event, StepMade):
            self._step(event)
        elif isinstance(event, Encoded):
            self._advance("Encoding", event.done, event.total, "pictures")
            self._json({"event": "encoded", "done": event.done, "total": event.total})
        elif isinstance(event, EpochMade):
            self.close()
            self._console.result(epoch_line(event), epoch_words(event))
        elif isinstance(event, Noted):
            self.close()
            self._json({"event": "note", "text": event.text} | made_of(event.text))
            self._console.note(event.text)
        elif isinstance(event, FitStarted):
            values = {name: getattr(event, name) for name in FitStarted.__slots__}
            words = f"{event.train} masks to train with, {event.validation} to judge by, on {event.device}."
            self._console.result({"event": "started"} | values, words)
        else:
            self.close()
            self._json(finished_line(event))

    def close(self) -> None:
        """End the progress line."""
        if self._progress is not None:
            self._progress.close()
            self._progress, self._title = None, ""

    def _step(self, event: StepMade) -> None:
        self._advance(f"Epoch {event.epoch}", event.step, event.steps, "steps")
        now = time.monotonic()
        if now - self._told >= STEP_EVERY_S or event.step == event.steps:
            self._told = now
            self._json({"event": "step"} | {name: getattr(event, name) for name in StepMade.__slots__})

    def _advance(self, title: str, done: int, total: int, unit: str) -> None:
        if self._console.as_json:
            return
        if self._progress is None or title != self._title:
            self.close()
            self._progress, self._title = self._console.progress(title, total, unit), title
        self._progress.update(done)

    def _json(self, values: Mapping[str, Any]) -> None:
        if self._console.as_json:
            self._console.result(values, "")


def epoch_line(event: EpochMade) -> dict[str, Any]:
    """An epoch as JSON values. Masks are COCO run lengths in the model's square; epoch 0 has the pictures."""
    values = {name: getattr(event, name) for name in EpochMade.__slots__ if name != "previews"}
    previews = [preview_line(item, with_picture=event.epoch == 0) for item in event.previews]
    return {"event": "epoch"} | values | {"previews": previews}


def preview_line(preview: Preview, *, with_picture: bool = False) -> dict[str, Any]:
    """A preview as JSON values; the picture, where it is wanted, is a small JPEG in base64."""
    masks = {name: getattr(preview, name).counts.decode("ascii") for name in ("truth", "before", "now")}
    size = [preview.truth.height, preview.truth.width]
    line: dict[str, Any] = {"title": preview.title, "size": size} | masks
    if with_picture:
        line["picture"] = jpeg(shrunk(preview.example.picture.read(), STRIP_SIDE))
    return line


def shrunk(picture: FrameRGB, side: int) -> FrameRGB:
    """A picture whose longer side is at most `side` pixels."""
    scale = min(1.0, side / max(picture.shape[:2]))
    size_wh = (max(1, round(picture.shape[1] * scale)), max(1, round(picture.shape[0] * scale)))
    return np.asarray(cv2.resize(picture, size_wh, interpolation=cv2.INTER_AREA), np.uint8)


def jpeg(picture: FrameRGB) -> str:
    """A picture as a JPEG file in base64."""
    bgr = np.ascontiguousarray(picture[..., ::-1])
    return base64.b64encode(cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, 85])[1].tobytes()).decode()


def epoch_words(event: EpochMade) -> str:
    """An epoch in a line."""
    if event.epoch == 0:
        return f"Before: mIoU {event.miou:.4f} (click {event.miou_click:.4f}, box {event.miou_box:.4f})"
    best = ", the best so far" if event.is_best else ""
    return (
        f"Epoch {event.epoch}: loss {event.train_loss:.4f}, validation {event.validation_loss:.4f}, "
        f"mIoU {event.miou:.4f} (click {event.miou_click:.4f}, box {event.miou_box:.4f}){best}; "
        f"{duration(event.seconds)}"
    )


def finished_line(event: FitFinished) -> dict[str, Any]:
    """The end of training as JSON values, without the weights."""
    values = {name: getattr(event, name) for name in FitFinished.__slots__ if name != "weights"}
    return {"event": "finished"} | values


def comparison_line(comparison: Comparison) -> dict[str, Any]:
    """A comparison as JSON values, with every picture's figures, the greatest loss first.

    The first and the last few have the picture and its masks from one click: `shown`.
    """
    worst_first = sorted(comparison.examples, key=lambda item: item.gain)
    last = len(worst_first) - SHOWN
    classes = {
        name: {"before": before.as_json(), "after": after.as_json()}
        for name, (before, after) in comparison.by_class().items()
    }
    pictures = [
        {
            "title": item.example.title,
            "scene": item.example.scene,
            "frame_index": item.example.frame_index,
            "before": item.before.as_json(),
            "after": item.after.as_json(),
        }
        | ({"shown": shown_line(item)} if place < SHOWN or place >= last else {})
        for place, item in enumerate(worst_first)
    ]
    return {"event": "compared"} | comparison.as_json() | {"classes": classes, "pictures": pictures}


def shown_line(item: Compared) -> dict[str, Any]:
    """A small copy of a compared picture, and its masks at that size as COCO run lengths."""
    picture = shrunk(item.example.picture.read(), SHOWN_SIDE)
    height, width = picture.shape[:2]

    def small(mask: Mask) -> str:
        full = mask.to_array().astype(np.uint8)
        cut = cv2.resize(full, (width, height), interpolation=cv2.INTER_AREA) if full.size else full
        return Mask.from_array(cut).counts.decode("ascii")

    masks = {"truth": item.example.mask, "before": item.mask_before, "after": item.mask_after}
    return {"size": [height, width], "picture": jpeg(picture)} | {k: small(m) for k, m in masks.items()}
