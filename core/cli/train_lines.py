"""What `train` says on the way: a JSON object a line, or words."""

import time
from collections.abc import Mapping
from typing import Any

from core.cli.console import Console, Progress, duration
from core.training.compare import Comparison
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

STEP_EVERY_S = 0.1


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
            self._json({"event": "note", "text": event.text})
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
    """An epoch as JSON values; masks are COCO run lengths in the model's square."""
    values = {name: getattr(event, name) for name in EpochMade.__slots__ if name != "previews"}
    return {"event": "epoch"} | values | {"previews": [preview_line(item) for item in event.previews]}


def preview_line(preview: Preview) -> dict[str, Any]:
    """A preview as JSON values."""
    masks = {name: getattr(preview, name).counts.decode("ascii") for name in ("truth", "before", "now")}
    return {"title": preview.title, "size": [preview.truth.height, preview.truth.width]} | masks


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
    """A comparison as JSON values, with every picture's figures, the greatest loss first."""
    worst_first = sorted(comparison.examples, key=lambda item: item.gain)
    return (
        {"event": "compared"}
        | comparison.as_json()
        | {
            "pictures": [
                {
                    "title": item.example.title,
                    "scene": item.example.scene,
                    "frame_index": item.example.frame_index,
                    "before": item.before.as_json(),
                    "after": item.after.as_json(),
                }
                for item in worst_first
            ]
        }
    )
