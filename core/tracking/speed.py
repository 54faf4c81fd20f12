"""How fast a model is on this machine, measured with a made-up film, and remembered."""

import dataclasses
import json
import logging
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import cv2
import numpy as np

from core.cancel import CancelToken
from core.engine.device import describe_device, read_memory
from core.engine.loader import LoadedModel
from core.engine.prompts import ImagePrompt
from core.engine.segmenter import Segmenter
from core.errors import StorageError
from core.settings import folders, write_atomically
from core.tracking.request import FrameTracked, ObjectPrompts, TrackRequest
from core.tracking.tracker import track
from core.types import Click, FramePrompt, FrameRGB

log = logging.getLogger(__name__)

SPEEDS_FILE = "speeds.json"
SIZE_WH = (854, 480)
WARM_UP, FRAMES = 2, 9
ENOUGH_S = 20.0
"""Frames are measured until this many seconds are spent, but at least one after the warm-up."""


@dataclass(frozen=True, slots=True)
class SpeedStep:
    """So many of the steps are done; fewer than `total` may be needed."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Speed:
    """What was measured.

    Args:
        click_s: seconds from a click on a new frame to its mask.
        frame_s: seconds for a tracked frame with one object.
        gpu_mib: most memory that was held on the GPU; 0 without one.
        device, precision: as the status bar says them.
    """

    click_s: float
    frame_s: float
    gpu_mib: float
    device: str
    precision: str


SpeedEvent: TypeAlias = SpeedStep | Speed


class _Film:
    """A disc that moves over a speckled wall. A `FrameSource`."""

    frame_count = WARM_UP + FRAMES + 1
    size_wh = SIZE_WH

    def __init__(self) -> None:
        self._wall = np.random.default_rng(0).integers(60, 140, (*SIZE_WH[::-1], 3), dtype=np.uint8)

    def centre(self, frame_index: int) -> tuple[int, int]:
        return 200 + 12 * frame_index, SIZE_WH[1] // 2

    def read(self, frame_index: int) -> FrameRGB:
        frame = self._wall.copy()
        cv2.circle(frame, self.centre(frame_index), 90, (210, 60, 40), -1)
        return frame


def measure_speed(loaded: LoadedModel, cancel: CancelToken) -> Iterator[SpeedEvent]:
    """Click twice and track a few frames; about a second for nano, up to a minute for the largest on a CPU.

    Random weights cost the same as taught ones, so a model can be measured before it is downloaded.

    Raises:
        Cancelled: asked for through `cancel`, seen between frames.
    """
    film = _Film()
    total = 1 + WARM_UP + FRAMES
    yield SpeedStep(0, total)
    segmenter = Segmenter(loaded)
    segmenter.segment(film.read(0), ImagePrompt(clicks=(Click(*film.centre(0)),)), frame_key=0)
    cancel.check()
    began = time.perf_counter()
    segmenter.segment(film.read(1), ImagePrompt(clicks=(Click(*film.centre(1)),)), frame_key=1)
    click_s = time.perf_counter() - began
    segmenter.forget()
    yield SpeedStep(1, total)
    prompt = FramePrompt(0, clicks=(Click(*film.centre(0)),))
    request = TrackRequest((ObjectPrompts(1, (prompt,)),), 0, film.frame_count - 1)
    seconds: list[float] = []
    began = time.perf_counter()
    for event in track(film, loaded, request, cancel):
        if not isinstance(event, FrameTracked):
            continue
        seconds.append(event.seconds)
        yield SpeedStep(min(1 + len(seconds), total), total)
        if len(seconds) > WARM_UP and time.perf_counter() - began > ENOUGH_S:
            break
    memory = read_memory(loaded.device)
    yield Speed(
        click_s,
        statistics.median(seconds[WARM_UP:]),
        memory.gpu_peak_mib,
        describe_device(loaded.device),
        str(loaded.precision).removeprefix("torch."),
    )


class SpeedNotes:
    """Measured speeds of this machine, by the model's fingerprint and device; kept in the cache folder."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file or folders().cache / SPEEDS_FILE

    def find(self, fingerprint: str, device: str = "") -> Speed | None:
        """What was measured for a model, on that device or, where none is given, on the latest one."""
        found = [speed for key, speed in self._read() if key == fingerprint]
        if device:
            found = [speed for speed in found if speed.device == device]
        return found[-1] if found else None

    def keep(self, fingerprint: str, speed: Speed) -> None:
        """Remember a measurement in place of an earlier one. Where it cannot be written it is forgotten."""
        kept = [
            (key, old)
            for key, old in self._read()
            if (key, old.device, old.precision) != (fingerprint, speed.device, speed.precision)
        ]
        rows = [{"model": key, **dataclasses.asdict(old)} for key, old in [*kept, (fingerprint, speed)]]
        try:
            write_atomically(self._file, json.dumps(rows, indent=1).encode())
        except StorageError as error:
            log.warning("%s", error)

    def _read(self) -> list[tuple[str, Speed]]:
        try:
            rows = json.loads(self._file.read_text("utf-8"))
            return [(str(row.pop("model")), Speed(**row)) for row in rows]
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return []
