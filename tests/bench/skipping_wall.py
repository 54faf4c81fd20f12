"""What the parts of a tracked frame cost with a model of some size. Random weights cost the same."""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tests.bench.skipping_results import Result

FRAMES = 300
SIZE_WH = (1280, 720)
REPEATS = 3
LONG_S = 3.0
"""What takes longer is measured once."""


@dataclass(frozen=True)
class Costs:
    """Seconds: a frame's embedding; a look at it with full memory; remembering what was found."""

    embed: float
    look: float
    remember: float
    device: str

    def every_frame(self) -> float:
        """A frame on which the model runs, without skipping."""
        return self.embed + self.look + self.remember

    def skipping(self, counted: Result, fill_s: float) -> float:
        """A frame on average, with a run's counts; nothing is taken to happen at the same time."""
        model = counted.inferred * (self.embed + self.remember) + counted.asked * self.look
        return model + fill_s


def costs(name: str) -> Costs:
    """Measure them on 720p noise, on the device that the program would choose."""
    import torch

    from core.engine.device import describe_device
    from core.engine.loader import random_model
    from core.masks import Mask
    from core.tracking.session import TrackerSession
    from core.types import FramePrompt

    loaded = random_model(name)
    session = TrackerSession(loaded, frame_count=FRAMES, backward=False, hole_area=0, closes_gaps=True)
    frame = np.random.default_rng(0).integers(0, 255, (SIZE_WH[1], SIZE_WH[0], 3), dtype=np.uint8)
    picture = np.zeros(SIZE_WH[::-1], dtype=np.bool_)
    picture[200:500, 300:700] = True

    def timed(call: Callable[[], object]) -> float:
        seconds = []
        for _ in range(REPEATS):
            began = time.perf_counter()
            call()
            if loaded.device.type == "cuda":
                torch.cuda.synchronize()
            seconds.append(time.perf_counter() - began)
            if seconds[0] > LONG_S:
                break
        return min(seconds)

    with torch.inference_mode():  # here for the masks; the session enters it by itself
        embedding = session.embed(frame)
        output = session.answer(embedding, FramePrompt(0, mask=Mask.from_array(picture)))
        session.condition(1, 0, embedding, output)
        for number in range(1, 16):
            session.remember(number, embedding, {1: output})
        print(f"{name} has seen enough to be timed", file=sys.stderr, flush=True)
        return Costs(
            timed(lambda: session.embed(frame)),
            timed(lambda: session.infer(16, embedding, [1])[1].mask(SIZE_WH, lambda: frame)),
            timed(lambda: session.remember(16, embedding, {1: output})),
            describe_device(loaded.device),
        )
