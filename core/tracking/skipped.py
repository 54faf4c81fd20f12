"""Tracking with skipping: the model runs on key frames, and masks are carried across the frames between.

What the model remembers are the key frames, in the order of time and as if they were neighbours. A frame that
is looked at ahead of its turn is found by the memory of what comes before it and is not remembered; once
there is a key frame much nearer to it, it is found again, which costs no new embedding. So memory never sees
the future, and where the model runs on every frame in turn the result is that of `track`.
"""

import time
from collections.abc import Iterator, Mapping

from core.cancel import CancelToken
from core.engine.loader import LoadedModel
from core.skipping.expectation import expected_box
from core.skipping.intervals import FrameDone, SkippingRun
from core.skipping.keys import KeyMask
from core.skipping.policy import SkipPolicy
from core.skipping.scout import Scout
from core.tracking.feed import FrameFeed
from core.tracking.request import (
    FrameTracked,
    TrackedMask,
    TrackEvent,
    TrackFinished,
    TrackRequest,
    TrackStarted,
    check_request,
)
from core.tracking.run import Sight, TrackRun
from core.tracking.tracker import track
from core.types import Box, FrameRGB, FrameSource, Origin

EMBEDDINGS = 6
"""Embeddings kept: frames found ahead of their turn are found again, one for each halving of an interval."""


def track_skipping(
    frames: FrameSource,
    loaded: LoadedModel,
    request: TrackRequest,
    policy: SkipPolicy | None,
    cancel: CancelToken,
    *,
    always: frozenset[int] = frozenset(),
) -> Iterator[TrackEvent]:
    """As `track`, with the model running only where it must; with None as policy, `track` itself.

    Every frame of the range gets a mask; those between key frames have the origin `FILLED`, and a score that
    says how far they can be trusted. Prompted and settled frames are always key frames. `TrackFinished` says
    on how many frames the model ran. `always` are frame indices on which it runs in any case.

    Three threads: the caller's, where the model runs; one that reads frames for it; one that watches motion
    ahead of it.

    Raises:
        as `track`; `Cancelled` also between frames that are filled.
    """
    if policy is None:
        yield from track(frames, loaded, request, cancel)
        return
    check_request(request, frames.frame_count, frames.size_wh)
    run = TrackRun(frames, loaded, request, closes_gaps=True, embeddings=EMBEDDINGS)
    order = run.order()

    def read(place: int) -> FrameRGB:
        return frames.read(order[place])

    with run.feed(()) as feed, Scout(read, len(order), cancel) as scout:
        began = time.perf_counter()
        yield TrackStarted(len(order), order[0], order[-1])
        cancel.check()
        run.recall_known(feed, order[0])
        keys = _Keys(run, feed, order, scout)
        skipping = SkippingRun(
            keys,
            scout,
            policy,
            count=len(order),
            given=_given(request, order, always),
            size_wh=frames.size_wh,
            cancel=cancel,
        )
        inferred = 0
        frame_began = time.perf_counter()
        for done in skipping.frames():
            inferred += done.key and keys.inferred
            frame_index = order[done.place]
            masks = keys.reported if done.key else _filled(done, frame_index, request)
            yield FrameTracked(frame_index, masks, time.perf_counter() - frame_began)
            frame_began = time.perf_counter()
        yield TrackFinished(len(order), inferred, time.perf_counter() - began)


class _Keys:
    """The model, asked by `SkippingRun`.

    `reported` are the masks of the key frame that was settled last, and `inferred` says whether memory alone
    found one of them.
    """

    def __init__(self, run: TrackRun, feed: FrameFeed, order: list[int], scout: Scout) -> None:
        self.reported: Mapping[int, TrackedMask] = {}
        self.inferred = False
        self._run = run
        self._feed = feed
        self._order = order
        self._scout = scout
        self._sights: dict[int, Sight] = {}
        self._found: dict[int, dict[int, KeyMask]] = {}
        self._last: tuple[int, dict[int, KeyMask]] = 0, {}

    def find(self, place: int) -> dict[int, KeyMask]:
        if place not in self._sights:  # else it was seen there, and its embedding is at hand
            self._expect(place)
        return self._see(place, self._run.look(self._feed, self._order[place]))

    def hold(self, place: int, boxes: Mapping[int, Box]) -> dict[int, KeyMask]:
        sight = self._run.hold(self._sights[place], boxes)
        return self._found[place] if sight.held == self._sights[place].held else self._see(place, sight)

    def _see(self, place: int, sight: Sight) -> dict[int, KeyMask]:
        self._sights[place] = sight
        self._found[place] = {
            object_id: KeyMask(found.mask, found.mask.to_array(), found.score, found.object_score)
            for object_id, found in self._run.masks(sight).items()
        }
        return self._found[place]

    def _expect(self, place: int) -> None:
        """Carry the objects' places along from the key frame before; the next frame needs no telling."""
        before, found = self._last
        if place - before < 2:
            return
        way = self._scout.way(before, place)
        for object_id, key in found.items():
            if (box := expected_box(key, way)) is not None:
                self._run.expect(object_id, self._order[place], box)

    def settle(self, place: int) -> None:
        sight = self._sights.pop(place)
        self._last = place, self._found.pop(place)
        self._run.settle(sight)
        self.reported = self._run.report(sight)
        self.inferred = bool(sight.tracked)


def _given(request: TrackRequest, order: list[int], always: frozenset[int]) -> list[int]:
    """The places that are key frames in any case."""
    frames = {p.frame_index for o in request.objects for p in o.frames} | always
    frames.update(frame_index for _, frame_index in request.known)
    return [place for place, frame_index in enumerate(order) if frame_index in frames]


def _filled(done: FrameDone, frame_index: int, request: TrackRequest) -> dict[int, TrackedMask]:
    return {
        object_id: TrackedMask(found.mask, Origin.FILLED, found.score, found.object_score)
        for object_id, found in done.masks.items()
        if (object_id, frame_index) not in request.keep
    }
