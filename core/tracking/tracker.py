"""Carrying masks through frames: a generator over frames that are read as they are needed.

Memory does not grow with the length of the media: a frame is dropped when it is done, and each object's bank
is bounded (see `core.tracking.memory`).
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from core.cancel import CancelToken
from core.engine.embedding import ImageEmbedding
from core.engine.loader import LoadedModel
from core.engine.prompts import ImagePrompt
from core.engine.segmenter import can_start
from core.errors import PromptError
from core.masks import Mask
from core.tracking.feed import FrameFeed
from core.tracking.memory import nearest_conditioning
from core.tracking.request import (
    FrameTracked,
    ObjectPrompts,
    Timeline,
    TrackedMask,
    TrackEvent,
    TrackFinished,
    TrackRequest,
    TrackStarted,
    check_request,
)
from core.tracking.session import ObjectOutput, TrackerSession
from core.types import FramePrompt, FrameSource, Origin

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

RECENT_KNOWN = 6
"""How many settled masks before the range are shown to the model: as many as it attends maps of recent
frames."""


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
    run = _Run(frames, loaded, request)
    order = run.order()
    with FrameFeed(frames, loaded.image_size, order) as feed:
        began = time.perf_counter()
        yield TrackStarted(len(order), order[0], order[-1])
        cancel.check()
        run.recall_known(feed, order[0])
        inferred = 0
        for frame_index in order:
            cancel.check()
            frame_began = time.perf_counter()
            masks, ran = run.visit(feed, frame_index)
            inferred += ran
            yield FrameTracked(frame_index, masks, time.perf_counter() - frame_began)
        yield TrackFinished(len(order), inferred, time.perf_counter() - began)


@dataclass(slots=True)
class _Object:
    """One object's side of a run.

    Args:
        prompts: by frame index.
        begins: the first frame, in the run's direction, on which there is something to go by.
        pending: prompted frames, by number, that are not in the bank yet.
        answers: the model's answers on prompted frames that are still to be visited.
    """

    object_id: int
    prompts: dict[int, FramePrompt]
    begins: int
    pending: dict[int, FramePrompt] = field(default_factory=dict)
    answers: dict[int, ObjectOutput] = field(default_factory=dict)


class _Run:
    """The state of one tracking run."""

    def __init__(self, frames: FrameSource, loaded: LoadedModel, request: TrackRequest) -> None:
        self._request = request
        self._size_wh = frames.size_wh
        self._step = -1 if request.direction == "backward" else 1
        low, high = sorted((request.start, request.stop))
        prompted = {p.frame_index for o in request.objects for p in o.frames}
        known = {frame_index for _, frame_index in request.known}
        self._range: list[int] = list(range(low, high + 1))
        seen: list[int] | None = None
        if request.frame_indices is not None:
            wanted = prompted.union(request.frame_indices)
            self._range = seen = [i for i in self._range if i in wanted]
        self._timeline = Timeline(seen, prompted | known)
        self._session = TrackerSession(
            loaded,
            frame_count=frames.frame_count if seen is None else max(len(seen), 2),
            backward=self._step < 0,
            hole_area=request.hole_area,
        )
        self._objects = [o for o in map(self._object, request.objects) if o is not None]
        self._embedded: tuple[int, ImageEmbedding] | None = None

    def order(self) -> list[int]:
        """The frames to visit: those of the range on which at least one object can be tracked."""
        begins = min((self._step * o.begins for o in self._objects), default=None)
        order = [i for i in self._range[:: self._step] if begins is not None and self._step * i >= begins]
        if not order:
            way = "after" if self._step > 0 else "before"
            raise PromptError(f"Nothing is tracked: every prompt lies {way} the range.")
        return order

    def _object(self, prompts: ObjectPrompts) -> _Object | None:
        """The object's plan, or None if nothing lies at or before the range's end in the run's direction."""
        by_frame = {p.frame_index: p for p in prompts.frames}
        known = [i for object_id, i in self._request.known if object_id == prompts.object_id]
        hints = sorted({*by_frame, *known}, key=lambda i: self._step * i)
        if not hints:
            raise PromptError(f"Object {prompts.object_id} has no prompt: click it first.")
        first = by_frame.get(hints[0])
        if first is not None and first.mask is None and not can_start(ImagePrompt.of(first)):
            raise PromptError(
                f"Object {prompts.object_id} begins with negative points only, on frame {hints[0]}: "
                "click on the object first."
            )
        pending = {
            self._timeline.number(i): p
            for i, p in by_frame.items()
            if p.mask is not None or can_start(ImagePrompt.of(p))
        }
        return _Object(prompts.object_id, by_frame, hints[0], pending)

    def recall_known(self, feed: FrameFeed, first: int) -> None:
        """Show the model the settled masks just before the range, the newest last."""
        for item in self._objects:
            behind = [
                i
                for object_id, i in self._request.known
                if object_id == item.object_id
                and self._step * i < self._step * first
                and i not in item.prompts
            ]
            behind.sort(key=lambda i: -self._step * i)
            standing = any(self._step * i <= self._step * first for i in item.prompts)
            for rank, frame_index in reversed(list(enumerate(behind[:RECENT_KNOWN]))):
                mask = self._request.known[item.object_id, frame_index]
                # Without a prompt, the oldest of them says what the object is.
                oldest = not standing and rank == len(behind[:RECENT_KNOWN]) - 1
                self._remember_mask(feed, item, frame_index, mask, conditioning=oldest)

    def visit(self, feed: FrameFeed, frame_index: int) -> tuple[dict[int, TrackedMask], bool]:
        """Track every object on one frame. Returns the masks to report, and whether the model found any of
        them.
        """
        number = self._timeline.number(frame_index)
        active = [o for o in self._objects if self._step * o.begins <= self._step * frame_index]
        for item in active:
            self._condition(feed, item, number)
        found: dict[int, ObjectOutput] = {}
        unprompted: list[int] = []
        for item in active:
            prompt, settled = item.prompts.get(frame_index), self._settled(item.object_id, frame_index)
            if (answer := item.answers.pop(frame_index, None)) is not None:
                found[item.object_id] = answer
            elif settled is not None and not (prompt is not None and prompt.clicks):
                bank_is_new = item.object_id not in self._session.banks
                self._remember_mask(feed, item, frame_index, settled, conditioning=bank_is_new)
            elif prompt is not None:
                found[item.object_id] = self._correct(feed, item, frame_index, prompt)
            else:
                unprompted.append(item.object_id)
        if unprompted:
            found.update(self._session.step(number, self._embedding(feed, frame_index), unprompted))
        masks = {
            o.object_id: self._report(o, frame_index, found[o.object_id])
            for o in active
            if o.object_id in found and (o.object_id, frame_index) not in self._request.keep
        }
        return masks, bool(unprompted)

    def _condition(self, feed: FrameFeed, item: _Object, number: int) -> None:
        """See to it that the prompted frames which matter at `number` are in the object's bank, and no
        others.
        """
        session = self._session
        bank = session.banks.get(item.object_id)
        present = [] if bank is None else [m.number for m in bank.conditioning]
        wanted = nearest_conditioning([*present, *item.pending], number, session.limits.conditioning)
        for missing in sorted(set(wanted).intersection(item.pending)):
            prompt = item.pending.pop(missing)
            embedding = self._embedding(feed, prompt.frame_index)
            output = session.answer(embedding, prompt)
            session.condition(item.object_id, missing, embedding, output)
            if self._step * missing >= self._step * number:
                item.answers[prompt.frame_index] = output
        if item.object_id in session.banks:
            session.banks[item.object_id] = session.banks[item.object_id].trimmed(number, session.limits)

    def _correct(self, feed: FrameFeed, item: _Object, frame_index: int, prompt: FramePrompt) -> ObjectOutput:
        """Clicks that only make sense upon what memory finds here."""
        number, embedding = self._timeline.number(frame_index), self._embedding(feed, frame_index)
        output = self._session.correct(item.object_id, number, embedding, prompt)
        self._session.condition(item.object_id, number, embedding, output)
        return output

    def _settled(self, object_id: int, frame_index: int) -> Mask | None:
        return self._request.known.get((object_id, frame_index))

    def _remember_mask(
        self, feed: FrameFeed, item: _Object, frame_index: int, mask: Mask, *, conditioning: bool
    ) -> None:
        number, embedding = self._timeline.number(frame_index), self._embedding(feed, frame_index)
        output = self._session.answer(embedding, FramePrompt(frame_index, mask=mask))
        if conditioning:
            self._session.condition(item.object_id, number, embedding, output)
        else:
            self._session.remember(number, embedding, {item.object_id: output})

    def _embedding(self, feed: FrameFeed, frame_index: int) -> ImageEmbedding:
        """The frame's embedding; the last one is kept, because several objects ask for the same."""
        if self._embedded is None or self._embedded[0] != frame_index:
            self._embedded = None
            square = feed.take(frame_index)
            self._embedded = frame_index, self._session.embed_square(square, self._size_wh)
        return self._embedded[1]

    def _report(self, item: _Object, frame_index: int, output: ObjectOutput) -> TrackedMask:
        prompt = item.prompts.get(frame_index)
        if prompt is not None and prompt.mask is not None:
            return TrackedMask(prompt.mask, Origin.PAINTED, 1.0, output.object_score)
        mask = Mask.from_array(output.mask_hw(self._size_wh))
        return TrackedMask(mask, Origin.INFERRED, output.score, output.object_score)
