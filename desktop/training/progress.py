"""How far a run is, from what it told: every line is added to it, live or read back later."""

import base64
import binascii
import contextlib
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

import numpy as np

from core.errors import AppError
from core.masks import Mask
from core.types import MaskHW
from core.wording import Wording
from desktop.language import marked


class Stage(Enum):
    """What is going on."""

    STARTING = marked("Starting")
    ENCODING = marked("Computing features")
    TRAINING = marked("Training")
    COMPARING = marked("Comparing")
    DONE = marked("Done")


@dataclass(frozen=True, slots=True)
class EpochPoint:
    """One epoch on the curves; NaN where a figure is not known."""

    epoch: int
    train_loss: float
    validation_loss: float
    miou: float
    miou_click: float
    miou_box: float
    rate: float


@dataclass(slots=True)
class PreviewPicture:
    """A validation picture: a JPEG, and masks as (H, W) bool in a square that it is stretched to."""

    title: str
    jpeg: bytes
    truth: MaskHW
    before: MaskHW
    now: MaskHW


@dataclass(slots=True)
class RunProgress:
    """A run as the window shows it."""

    stage: Stage = Stage.STARTING
    train: int = 0
    validation: int = 0
    device: str = ""
    epochs_at_most: int = 0
    points: list[EpochPoint] = field(default_factory=list)
    best_epoch: int = 0
    patience_left: int = -1
    rate: float = math.nan
    left_s: float = math.nan
    memory_mib: float = math.nan
    done: int = 0
    total: int = 0
    epoch: int = 0
    notes: list[str] = field(default_factory=list)
    previews: list[PreviewPicture] = field(default_factory=list)
    comparison: dict[str, Any] = field(default_factory=dict)
    result: dict[str, Any] = field(default_factory=dict)
    error: str = ""

    @classmethod
    def read(cls, lines: Iterable[Mapping[str, Any]]) -> "RunProgress":
        """What these lines tell together; damaged ones are left out."""
        told = cls()
        for line in lines:
            with contextlib.suppress(ValueError, TypeError, KeyError, AttributeError, AppError):
                told.add(line)
        return told

    @property
    def best_miou(self) -> float:
        """NaN before the first epoch is judged."""
        return max((point.miou for point in self.points), default=math.nan)

    @property
    def base_miou(self) -> float:
        """Of the model before any training."""
        return self.points[0].miou if self.points else math.nan

    def add(self, line: Mapping[str, Any]) -> None:
        """Take up one line of `samuraivision train --json`; lines that it does not know change nothing."""
        kind = line.get("event")
        if kind == "started":
            self._start(line)
        elif kind == "note":
            if line["text"] not in self.notes:
                self.notes.append(said_in(line, "text"))
        elif kind == "encoded":
            self.stage, self.done, self.total = Stage.ENCODING, int(line["done"]), int(line["total"])
        elif kind == "step":
            self.stage, self.epoch = Stage.TRAINING, int(line["epoch"])
            self.done, self.total = int(line["step"]), int(line["steps"])
            self.rate = number(line.get("rate"))
        elif kind == "epoch":
            self._epoch(line)
        elif kind == "finished":
            self.stage, self.done, self.total = Stage.COMPARING, 0, 0
        elif kind == "compared":
            self.comparison = dict(line)
        elif "error" in line:
            self.error = said_in(line, "error")
        elif "best_epoch" in line and "out" in line:
            self.stage, self.result = Stage.DONE, dict(line)

    def _start(self, line: Mapping[str, Any]) -> None:
        self.stage, self.error = Stage.STARTING, ""
        self.done = self.total = 0
        self.train, self.validation = int(line["train"]), int(line["validation"])
        self.device, self.epochs_at_most = str(line["device"]), int(line["epochs"])
        after = int(line["resumed_after"])
        self.points = [point for point in self.points if after and point.epoch <= after]
        if not self.points:
            self.previews = []
        self.epoch = after

    def _epoch(self, line: Mapping[str, Any]) -> None:
        names = ("train_loss", "validation_loss", "miou", "miou_click", "miou_box", "rate")
        self.stage, self.epoch = Stage.TRAINING, int(line["epoch"])
        self.points.append(EpochPoint(self.epoch, *(number(line.get(name)) for name in names)))
        self.best_epoch, self.patience_left = int(line["best_epoch"]), int(line["patience_left"])
        if self.epoch:
            self.rate, self.left_s = self.points[-1].rate, number(line.get("left_s"))
        self.memory_mib = number(line.get("memory_mib"))
        self.done = self.total = 0
        for place, preview in enumerate(line.get("previews", ())):
            self._preview(place, preview)

    def _preview(self, place: int, line: Mapping[str, Any]) -> None:
        now = mask_of(line, "now")
        if place < len(self.previews):
            self.previews[place].now = now
        elif place == len(self.previews) and "picture" in line:
            before, truth = mask_of(line, "before"), mask_of(line, "truth")
            self.previews.append(PreviewPicture(str(line["title"]), jpeg_of(line), truth, before, now))


def said_in(line: Mapping[str, Any], name: str) -> str:
    """A sentence of a line, with what it was made from where the line has that too; "" where it has none."""
    with contextlib.suppress(KeyError, ValueError, TypeError, AttributeError, IndexError):
        return Wording.from_json(line["wording"])
    return str(line.get(name) or "")


def number(value: object) -> float:
    """A JSON number; null is NaN."""
    return float(value) if isinstance(value, int | float) else math.nan


def mask_of(line: Mapping[str, Any], name: str) -> MaskHW:
    """A mask from its run lengths, (H, W) bool."""
    height, width = (int(side) for side in line["size"])
    return np.asarray(Mask.checked(height, width, str(line[name]).encode("ascii")).to_array(), np.bool_)


def jpeg_of(line: Mapping[str, Any]) -> bytes:
    """The picture that goes with masks, as a JPEG file; empty where it is damaged."""
    try:
        return base64.b64decode(str(line["picture"]))
    except (KeyError, binascii.Error):
        return b""
