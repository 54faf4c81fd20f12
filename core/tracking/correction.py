"""What a correction changes: the stretch that it can touch, and tracking just that again.

A correction holds: its frame conditions the model from then on. Its effect ends at the nearest settled frame
on either side (one that a person corrected, painted or approved), or sooner, where what is tracked anew is
what was there before.
"""

from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import replace

from core.cancel import CancelToken
from core.engine.loader import LoadedModel
from core.masks import Mask
from core.skipping.policy import SkipPolicy
from core.tracking.blend import blended, snapped
from core.tracking.carry import End, carry
from core.tracking.request import (
    Carrying,
    Direction,
    FrameTracked,
    ObjectPrompts,
    TrackedMask,
    TrackEvent,
    TrackFinished,
    TrackRequest,
    TrackStarted,
)
from core.tracking.skipped import track_skipping
from core.tracking.stretch import Stretch, stretch_around, where_to_correct
from core.types import FrameSource

__all__ = [
    "AGREEMENT_FRAMES",
    "AGREEMENT_IOU",
    "SURE",
    "Stretch",
    "requests_for",
    "retrack",
    "stretch_around",
    "where_to_correct",
]

AGREEMENT_IOU = 0.97
AGREEMENT_FRAMES = 5
"""A run from a correction ends where so many frames in a row come out as they were, by so much IoU."""

CLICKED_WORTH = 0.9
"""What the model's answer to a person's clicks is worth, where they left it at that."""

SURE = 0.92
"""What is carried is as good as a person's where it is worth so much on every frame."""


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

    Where a run leads to another settled frame that is not far, masks are also carried there from both ends:
    each frame gets what lies between the two, nearer to the one that is worth more; and where all that is
    carried is `SURE`, the model need not run.

    Args:
        was: (object id, frame index) to the mask that was there before the correction, or None. Asked once a
            frame, before its event is yielded.
        policy: on which frames the model need not run; by default it runs on all.

    Yields the events of `track`, run by run: a `TrackStarted` for each run, and a `TrackFinished` for each
    that went to its end; before them `Carrying`, where masks are.

    Raises:
        as `track`.
    """
    for request in runs:
        carried = yield from _carried(frames, request, cancel)
        if carried and all(found.score >= SURE for found in carried.values()):
            yield from _without_model(frames, request, carried, cancel)
            continue
        alike = 0
        for event in track_skipping(frames, loaded, request, policy, cancel):
            if isinstance(event, FrameTracked) and event.frame_index != request.start:
                event = _with_carried(event, carried, frames)
                same = all(_agrees(was(i, event.frame_index), t.mask) for i, t in event.masks.items())
                alike = alike + 1 if same else 0
            elif isinstance(event, TrackStarted):
                alike = 0
            yield event
            if alike >= AGREEMENT_FRAMES and not carried:
                break


def _carried(
    frames: FrameSource, request: TrackRequest, cancel: CancelToken
) -> Generator[Carrying, None, Mapping[int, TrackedMask]]:
    """What can be carried into a run's range from its start and the settled frame that it leads to."""
    step = -1 if request.direction == "backward" else 1
    ((object_id, start),) = ((o.object_id, request.start) for o in request.objects)
    beyond = [i for owner, i in request.known if owner == object_id and step * i > step * request.stop]
    if (object_id, start) not in request.known or not beyond:
        return {}
    end = min(beyond, key=lambda i: step * i)
    carrying = carry(frames, _end(request, start), _end(request, end), cancel)
    while True:
        try:
            yield Carrying(next(carrying))
        except StopIteration as finished:
            found: Mapping[int, TrackedMask] = finished.value
            break
    low, high = sorted((request.start, request.stop))
    return {i: mask for i, mask in found.items() if low <= i <= high}


def _end(request: TrackRequest, frame_index: int) -> End:
    (item,) = request.objects
    prompt = next((p for p in item.frames if p.frame_index == frame_index), None)
    clicked = prompt is not None and prompt.mask is None and not prompt.is_empty
    mask = request.known[item.object_id, frame_index]
    return End(frame_index, mask, CLICKED_WORTH if clicked else 1.0)


def _with_carried(
    event: FrameTracked, carried: Mapping[int, TrackedMask], frames: FrameSource
) -> FrameTracked:
    """The event with what the model found put together with what was carried to its frame."""
    other = carried.get(event.frame_index)
    if other is None or not event.masks:
        return event
    frame_rgb = frames.read(event.frame_index)
    return replace(event, masks={i: blended(other, found, frame_rgb) for i, found in event.masks.items()})


def _without_model(
    frames: FrameSource, request: TrackRequest, carried: Mapping[int, TrackedMask], cancel: CancelToken
) -> Iterator[TrackEvent]:
    (item,) = request.objects
    step = -1 if request.direction == "backward" else 1
    order = sorted(carried, key=lambda i: step * i)
    yield TrackStarted(len(order), order[0], order[-1])
    for frame_index in order:
        cancel.check()
        masks = {}
        if (item.object_id, frame_index) not in request.keep:
            masks[item.object_id] = snapped(carried[frame_index], frames.read(frame_index))
        yield FrameTracked(frame_index, masks, 0.0)
    yield TrackFinished(len(order), 0, 0.0)


def _agrees(before: Mask | None, now: Mask) -> bool:
    return before is not None and before.iou(now) >= AGREEMENT_IOU
