"""What a tracking run is asked to do and what it tells on the way. All frozen, all free of torch."""

import bisect
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from core.engine.prompts import check_prompt, check_size
from core.errors import PromptError
from core.masks import Mask
from core.types import FramePrompt, Origin
from core.wording import say

Direction: TypeAlias = Literal["forward", "backward"]


@dataclass(frozen=True, slots=True)
class ObjectPrompts:
    """Everything that a person told the model about one object, on whatever frames, in any order."""

    object_id: int
    frames: tuple[FramePrompt, ...]


@dataclass(frozen=True, slots=True)
class TrackRequest:
    """Which objects to carry through which frames.

    Args:
        objects: with all their prompts, also those outside the range: they are what the model goes by.
        start, stop: the range, both inclusive, in either order.
        direction: the way through the range. An object is tracked from its first prompt in that direction on.
        keep: (object id, frame index) whose masks must not change: they are not in the events.
        known: masks that are settled, by (object id, frame index). The model takes them as memory instead of
            its own answer on their frames; give those of `keep`, and a few just before the range, so that a
            run can begin in the middle as if it came from further back.
        frame_indices: the frames that the model sees, if not all. They count as neighbours in memory.
            Prompted frames in the range are always seen.
        hole_area: holes of at most this many low-resolution cells are filled.
    """

    objects: tuple[ObjectPrompts, ...]
    start: int
    stop: int
    direction: Direction = "forward"
    keep: frozenset[tuple[int, int]] = frozenset()
    known: Mapping[tuple[int, int], Mask] = field(default_factory=dict)
    frame_indices: tuple[int, ...] | None = None
    hole_area: int = 8


@dataclass(frozen=True, slots=True)
class TrackedMask:
    """One object's mask on one frame.

    Args:
        mask: at the media's full resolution; a painted one exactly as it was painted.
        score: predicted IoU, 0 to 1.
        object_score: logit, positive where the object is thought to be in the frame.
    """

    mask: Mask
    origin: Origin
    score: float
    object_score: float


@dataclass(frozen=True, slots=True)
class TrackStarted:
    """The first event: how many frames will be visited, in order from `first` to `last`."""

    frame_count: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class FrameTracked:
    """A frame is done. `masks` is by object id; `seconds` is what the frame took, waiting for it included."""

    frame_index: int
    masks: Mapping[int, TrackedMask]
    seconds: float


@dataclass(frozen=True, slots=True)
class TrackFinished:
    """The last event of a run that was not cancelled.

    Args:
        frames: frames visited.
        inferred: frames on which the model ran.
    """

    frames: int
    inferred: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Carrying:
    """Masks are being carried into a run's range, before it starts: `done` of the work, 0 to 1."""

    done: float


TrackEvent: TypeAlias = TrackStarted | FrameTracked | TrackFinished | Carrying


class Timeline:
    """Numbers for the frames that the model sees, neighbours differing by 1, so that memory finds them.

    With all frames, a number is the frame index. With some, it is the place among them.

    Args:
        frame_indices: the frames that the model sees in the range, or None for all.
        others: more frames that need a number: prompted and known ones. Beyond the range, the gaps to them
            are counted as if the model saw frames there at the mean pace of those in the range.
    """

    def __init__(self, frame_indices: Sequence[int] | None, others: Iterable[int] = ()) -> None:
        self._frames: list[int] | None = None
        if frame_indices is None:
            return
        seen, more = sorted(set(frame_indices)), set(others)
        if seen:
            pace = max(1, round((seen[-1] - seen[0]) / max(1, len(seen) - 1)))
            more.update(range(seen[0], min(more, default=seen[0]), -pace))
            more.update(range(seen[-1], max(more, default=seen[-1]), pace))
        self._frames = sorted(more.union(seen))

    def number(self, frame_index: int) -> int:
        """The frame's number; one that was not named gets that of the next frame that was."""
        return frame_index if self._frames is None else bisect.bisect_left(self._frames, frame_index)


def check_request(request: TrackRequest, frame_count: int, size_wh: tuple[int, int]) -> None:
    """Refuse a request that cannot be carried out, in one sentence.

    Raises:
        PromptError: nothing to go by, or a frame, click or box outside the media.
        MaskError: a mask of another size.
    """
    if not request.objects:
        raise PromptError("There is no object to track: click one first.")
    for frame_index in (request.start, request.stop, *(request.frame_indices or ())):
        check_frame(frame_index, frame_count)
    seen: set[int] = set()
    for prompts in request.objects:
        if prompts.object_id in seen:
            raise PromptError(say("Object {object_id} is asked for twice.", object_id=prompts.object_id))
        seen.add(prompts.object_id)
        for prompt in prompts.frames:
            check_frame(prompt.frame_index, frame_count)
            check_prompt(prompt, size_wh)
    for (_, frame_index), mask in request.known.items():
        check_frame(frame_index, frame_count)
        check_size(mask, size_wh)


def check_frame(frame_index: int, frame_count: int) -> None:
    """Raise `PromptError` if there is no such frame."""
    if not 0 <= frame_index < frame_count:
        raise PromptError(
            say(
                "There is no frame {frame}: the media has frames 0 to {last}.",
                frame=frame_index,
                last=frame_count - 1,
            )
        )
