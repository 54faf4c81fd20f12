"""What a correction changes: the stretch that it can touch, and tracking just that again.

A correction holds: its frame conditions the model from then on. Its effect ends at the nearest settled frame
on either side (one that a person corrected, painted or approved), or sooner, where what is tracked anew is
what was there before.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from core.cancel import CancelToken
from core.engine.loader import LoadedModel
from core.masks import Mask
from core.skipping.policy import SkipPolicy
from core.tracking.request import (
    Direction,
    FrameTracked,
    ObjectPrompts,
    TrackEvent,
    TrackRequest,
    TrackStarted,
)
from core.tracking.skipped import track_skipping
from core.tracking.stretch import Stretch, stretch_around
from core.types import FrameSource

__all__ = ["AGREEMENT_FRAMES", "AGREEMENT_IOU", "Stretch", "requests_for", "retrack", "stretch_around"]

AGREEMENT_IOU = 0.97
AGREEMENT_FRAMES = 5
"""A run from a correction ends where so many frames in a row come out as they were, by so much IoU."""


def requests_for(
    prompts: ObjectPrompts, stretch: Stretch, settled: Mapping[int, Mask]
) -> tuple[TrackRequest, ...]:
    """The runs that bring a correction to its stretch: to the end of it, then back to its beginning.

    Args:
        prompts: all prompts of the object, the correction among them.
        settled: the masks of the object's settled frames, by frame index; they are kept, and what the model
            remembers of those frames.
    """
    known = {(prompts.object_id, index): mask for index, mask in settled.items()}
    whole = TrackRequest((prompts,), stretch.corrected, stretch.last, keep=frozenset(known), known=known)
    runs = []
    ways: tuple[tuple[Direction, int], ...] = (("forward", stretch.last), ("backward", stretch.first))
    for direction, end in ways:
        if end != stretch.corrected or (direction == "forward" and len(stretch) == 1):
            runs.append(replace(whole, stop=end, direction=direction))
    return tuple(runs)


def retrack(
    frames: FrameSource,
    loaded: LoadedModel,
    runs: tuple[TrackRequest, ...],
    was: Callable[[int, int], Mask | None],
    cancel: CancelToken,
    policy: SkipPolicy | None = None,
) -> Iterator[TrackEvent]:
    """Track a stretch again, each run ending early where it makes no difference any more.

    Args:
        was: (object id, frame index) to the mask that was there before the correction, or None. Asked once a
            frame, before its event is yielded.
        policy: on which frames the model need not run; by default it runs on all.

    Yields the events of `track`, run by run: a `TrackStarted` for each run, and a `TrackFinished` for each
    that went to its end.

    Raises:
        as `track`.
    """
    for request in runs:
        alike = 0
        for event in track_skipping(frames, loaded, request, policy, cancel):
            if isinstance(event, FrameTracked) and event.frame_index != request.start:
                same = all(_agrees(was(i, event.frame_index), t.mask) for i, t in event.masks.items())
                alike = alike + 1 if same else 0
            elif isinstance(event, TrackStarted):
                alike = 0
            yield event
            if alike >= AGREEMENT_FRAMES:
                break


def _agrees(before: Mask | None, now: Mask) -> bool:
    return before is not None and before.iou(now) >= AGREEMENT_IOU
