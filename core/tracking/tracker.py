"""Carrying masks through frames: a generator over frames that are read as they are needed.

Memory does not grow with the length of the media: a frame is dropped when it is done, and each object's bank
is bounded (see `core.tracking.memory`).
"""

import time
from collections.abc import Iterator
from itertools import zip_longest

from core.cancel import CancelToken
from core.engine.loader import LoadedModel
from core.tracking.request import (
    FrameTracked,
    ObjectPrompts,
    TrackedMask,
    TrackEvent,
    TrackFinished,
    TrackRequest,
    TrackStarted,
    check_request,
)
from core.tracking.run import TrackRun
from core.types import FramePrompt, FrameSource

__all__ = [
    "FramePrompt",
    "FrameTracked",
    "ObjectPrompts",
    "TrackEvent",
    "TrackFinished",
    "TrackRequest",
    "TrackStarted",
    "TrackedMask",
    "track",
]


def track(
    frames: FrameSource, loaded: LoadedModel, request: TrackRequest, cancel: CancelToken
) -> Iterator[TrackEvent]:
    """Carry objects through frames.

    Yields `TrackStarted`, a `FrameTracked` for each frame from the first on which an object can be tracked,
    and `TrackFinished`. Every prompt is a conditioning frame: the nearest ones are attended wherever the
    model is, so a correction reaches the frames after it, and, where it was there before the run, those
    before it too.

    The generator computes in the thread that runs it, and reads frames in another. Close it to stop early, or
    cancel: the frames that were yielded stay valid.

    Raises:
        PromptError, MaskError: the request does not fit the media (before the first event).
        MediaError: a frame cannot be read.
        Cancelled: asked for through `cancel`, seen between frames.
    """
    check_request(request, frames.frame_count, frames.size_wh)
    run = TrackRun(frames, loaded, request)
    order = run.order()
    with run.feed(order) as feed, run.reading_ahead():
        began = time.perf_counter()
        yield TrackStarted(len(order), order[0], order[-1])
        cancel.check()
        run.recall_known(feed, order[0])
        inferred = 0
        for frame_index, following in zip_longest(order, order[1:]):
            cancel.check()
            frame_began = time.perf_counter()
            masks, ran = run.visit(feed, frame_index, following)
            inferred += ran
            yield FrameTracked(frame_index, masks, time.perf_counter() - frame_began)
        yield TrackFinished(len(order), inferred, time.perf_counter() - began)
