"""A second pass: the model runs on the filled frames that can be trusted least, and fills round them anew."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeAlias

from core.cancel import CancelToken
from core.engine.loader import LoadedModel
from core.masks import Mask
from core.skipping.policy import SkipPolicy
from core.tracking.request import FrameTracked, TrackRequest
from core.tracking.run import RECENT_KNOWN
from core.tracking.skipped import track_skipping
from core.types import FrameSource

Scores: TypeAlias = Mapping[int, float | None]
"""What a run left on each frame: the lowest score of a filled frame's masks, or None on a key frame."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A filled frame that is to be inferred, and the key frames on either side of it."""

    frame_index: int
    before: int
    after: int
    score: float


def least_certain(scores: Scores, count: int) -> list[Doubt]:
    """The filled frames with the lowest scores, one in an interval, worst first.

    One, because the frames around it are better known once it is. Filled frames without a key frame on both
    sides have nothing to be filled anew from and are left out.
    """
    order = sorted(scores)
    keys = [place for place, i in enumerate(order) if scores[i] is None]
    doubts: list[Doubt] = []
    for before, after in pairwise(keys):
        between = [(score, i) for i in order[before + 1 : after] if (score := scores[i]) is not None]
        if between:
            score, worst = min(between)
            doubts.append(Doubt(worst, order[before], order[after], score))
    return sorted(doubts, key=lambda doubt: doubt.score)[:count]


def track_again(
    frames: FrameSource,
    loaded: LoadedModel,
    request: TrackRequest,
    doubts: Sequence[Doubt],
    keys: Mapping[int, Mapping[int, Mask]],
    cancel: CancelToken,
) -> Iterator[FrameTracked]:
    """Run the model on doubtful frames, and fill their intervals from what it finds.

    Each costs some eight runs of the model, because it has to be shown the key frames before again.

    Args:
        request: the run's; where it goes to plays no part.
        keys: masks by frame index and object id, at least of `frames_needed`. They stay as they are.

    Yields the frames that are new.

    Raises:
        as `track_skipping`.
    """
    order = sorted(keys)
    forward = request.direction == "forward"
    for doubt in doubts:
        first, last = (doubt.before, doubt.after) if forward else (doubt.after, doubt.before)
        behind = recent_keys(order, first, forward=forward)
        settled = {
            (object_id, i): mask for i in (*behind, first, last) for object_id, mask in keys[i].items()
        }
        ends = frozenset((object_id, i) for i in (first, last) for object_id in keys[i])
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


def frames_needed(keys: Sequence[int], doubts: Sequence[Doubt], *, forward: bool = True) -> set[int]:
    """The key frames, of all there are in order, whose masks `track_again` must be given."""
    needed: set[int] = set()
    for doubt in doubts:
        first = doubt.before if forward else doubt.after
        needed.update((doubt.before, doubt.after), recent_keys(keys, first, forward=forward))
    return needed


def recent_keys(keys: Sequence[int], frame_index: int, *, forward: bool) -> list[int]:
    """The key frames that the model is shown again before it goes on from the one at `frame_index`."""
    if forward:
        return [i for i in keys if i < frame_index][-RECENT_KNOWN:]
    return [i for i in keys if i > frame_index][:RECENT_KNOWN]
