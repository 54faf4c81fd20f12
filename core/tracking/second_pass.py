"""A second pass: the model runs on the filled frames that can be trusted least, and fills round them anew."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeAlias

from core.cancel import CancelToken
from core.engine.loader import LoadedModel
from core.skipping.policy import SkipPolicy
from core.tracking.request import FrameTracked, TrackedMask, TrackRequest
from core.tracking.run import RECENT_KNOWN
from core.tracking.skipped import track_skipping
from core.types import FrameSource, Origin

Tracked: TypeAlias = Mapping[int, Mapping[int, TrackedMask]]
"""What a run gave: by frame index, then by object id."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A filled frame that is to be inferred, and the key frames on either side of it."""

    frame_index: int
    before: int
    after: int
    score: float


def least_certain(tracked: Tracked, count: int) -> list[Doubt]:
    """The filled frames with the lowest scores, one in an interval, worst first.

    One, because the frames around it are better known once it is. Filled frames without a key frame on both
    sides have nothing to be filled anew from and are left out.
    """
    order = sorted(tracked)
    keys = [i for i in order if not _is_filled(tracked[i])]
    doubts: list[Doubt] = []
    for before, after in pairwise(keys):
        between = [i for i in order if before < i < after]
        if between:
            worst = min(between, key=lambda i: _score(tracked[i]))
            doubts.append(Doubt(worst, before, after, _score(tracked[worst])))
    return sorted(doubts, key=lambda doubt: doubt.score)[:count]


def track_again(
    frames: FrameSource,
    loaded: LoadedModel,
    request: TrackRequest,
    tracked: Tracked,
    count: int,
    cancel: CancelToken,
) -> Iterator[FrameTracked]:
    """Run the model on the `count` least certain filled frames of a run, and fill their intervals from it.

    Each costs some eight runs of the model, because it has to be shown the key frames before again.

    Args:
        request: the run's.
        tracked: what it gave. Key frames stay as they are.

    Yields the frames that are new.

    Raises:
        as `track_skipping`.
    """
    keys = sorted(i for i, masks in tracked.items() if not _is_filled(masks))
    forward = request.direction == "forward"
    for doubt in least_certain(tracked, count):
        first, last = (doubt.before, doubt.after) if forward else (doubt.after, doubt.before)
        behind = [i for i in keys if (i < first if forward else i > first)]
        recent = behind[-RECENT_KNOWN:] if forward else behind[:RECENT_KNOWN]
        settled = {
            (object_id, i): found.mask
            for i in (*recent, first, last)
            for object_id, found in tracked[i].items()
        }
        ends = frozenset((object_id, i) for i in (first, last) for object_id in tracked[i])
        part = replace(
            request,
            start=first,
            stop=last,
            known={**request.known, **settled},
            keep=request.keep | ends,
            frame_indices=None,
        )
        fixed = SkipPolicy.every(max(1, doubt.after - doubt.before))
        always = frozenset({doubt.frame_index})
        for event in track_skipping(frames, loaded, part, fixed, cancel, always=always):
            if isinstance(event, FrameTracked) and event.frame_index not in (first, last):
                yield event


def _is_filled(masks: Mapping[int, TrackedMask]) -> bool:
    return any(found.origin is Origin.FILLED for found in masks.values())


def _score(masks: Mapping[int, TrackedMask]) -> float:
    return min((found.score for found in masks.values()), default=1.0)
