"""One tracking run: what is known of each object, and the frames being looked at one by one."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from functools import partial

from core.engine.closer import box_of
from core.engine.embedding import ImageEmbedding
from core.engine.loader import LoadedModel
from core.engine.prompts import ImagePrompt
from core.engine.segmenter import can_start
from core.errors import PromptError
from core.masks import Mask
from core.tracking.feed import FrameFeed
from core.tracking.memory import nearest_conditioning
from core.tracking.output import ObjectOutput
from core.tracking.request import ObjectPrompts, Timeline, TrackedMask, TrackRequest
from core.tracking.search import SearchRegion
from core.tracking.session import TrackerSession
from core.tracking.strays import Apart, Strays
from core.tracking.views import FrameViews
from core.types import Box, FramePrompt, FrameSource, Origin
from core.wording import say

RECENT_KNOWN = 6
"""How many settled masks before the range are shown to the model: as many as SAM 2 attends maps of recent
frames. A model that attends fewer learns from all of them what the object looks like."""

LEAST_KEPT = 0.7
"""The share of a mask that must lie where motion carries its object for the rest to have run over."""

CLOSER = 1.6
"""Times as large as in its view that something must be in a closer one, for that to be worth a look."""


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


@dataclass(frozen=True, slots=True)
class _Answer:
    """The answer to a prompt: as it is shown to a person, and as it goes into memory with its embedding."""

    shown: ObjectOutput
    remembered: ObjectOutput
    embedding: ImageEmbedding


@dataclass(frozen=True, slots=True, eq=False)
class Sight:
    """What was found on a frame and is not remembered yet.

    Args:
        embeddings: of what each object was sought in, by object id; none for prompts answered before.
        found: the model's answers by object id.
        known: what the model makes of masks that are settled.
        held: the boxes outside which something of `found` was left out.
        corrected: those of `found` that answer a person's clicks.
        tracked: those of `found` that come from memory alone.
        apart: what lay apart from them, left out or not.
    """

    frame_index: int
    embeddings: Mapping[int, ImageEmbedding]
    found: Mapping[int, ObjectOutput]
    known: Mapping[int, ObjectOutput]
    held: Mapping[int, Box]
    corrected: tuple[int, ...]
    tracked: tuple[int, ...]
    apart: Mapping[int, Apart] = field(default_factory=dict)


class TrackRun:
    """The state of one tracking run.

    Args:
        closes_gaps: whether frames that the model does not see leave no gap in memory (see `TrackerSession`).
        embeddings: of how many frames embeddings are kept. One is enough where frames are visited in order:
            several objects and prompts ask for the same.
    """

    def __init__(
        self,
        frames: FrameSource,
        loaded: LoadedModel,
        request: TrackRequest,
        *,
        closes_gaps: bool = False,
        embeddings: int = 1,
    ) -> None:
        self._request = request
        self._frames = frames
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
            closes_gaps=closes_gaps,
        )
        self._objects = [o for o in map(self._object, request.objects) if o is not None]
        self._search = SearchRegion(frames.size_wh) if loaded.base.search_region else None
        self._views = FrameViews(frames, self._session, self._search, embeddings)
        self._strays = Strays()

    def feed(self, plan: Sequence[int]) -> FrameFeed:
        """Frames as the run wants them."""
        return self._views.feed(plan)

    def order(self) -> list[int]:
        """The frames to visit: those of the range on which at least one object can be tracked."""
        begins = min((self._step * o.begins for o in self._objects), default=None)
        order = [i for i in self._range[:: self._step] if begins is not None and self._step * i >= begins]
        if not order:
            raise PromptError(
                "Nothing is tracked: every prompt lies after the range."
                if self._step > 0
                else "Nothing is tracked: every prompt lies before the range."
            )
        return order

    def _object(self, prompts: ObjectPrompts) -> _Object | None:
        """The object's plan, or None if nothing lies at or before the range's end in the run's direction."""
        by_frame = {p.frame_index: p for p in prompts.frames}
        known = [i for object_id, i in self._request.known if object_id == prompts.object_id]
        hints = sorted({*by_frame, *known}, key=lambda i: self._step * i)
        if not hints:
            raise PromptError(say("Object {object} has no prompt: click it first.", object=prompts.object_id))
        first = by_frame.get(hints[0])
        if first is not None and first.mask is None and not can_start(ImagePrompt.of(first)):
            raise PromptError(
                say(
                    "Object {object} begins with negative points only, on frame {frame}: "
                    "click on the object first.",
                    object=prompts.object_id,
                    frame=hints[0],
                )
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

    def reading_ahead(self) -> AbstractContextManager[None]:
        """Meanwhile, `visit` begins to read the frame that follows."""
        return self._views.reading_ahead()

    def visit(
        self, feed: FrameFeed, frame_index: int, following: int | None = None
    ) -> tuple[dict[int, TrackedMask], bool]:
        """Track every object on one frame. Returns the masks to report, and whether the model found any of
        them.

        Args:
            following: the frame that will be visited next.
        """
        with self._views.sharing():
            sight = self.look(feed, frame_index, following)
            self.settle(sight)
            return self.report(sight), bool(sight.tracked)

    def expect(self, object_id: int, frame_index: int, box: Box) -> None:
        """Say where an object is likely to be on a frame that is to be looked at, in media pixels."""
        if self._search is not None:
            self._search.expect(object_id, frame_index, box)

    def look(self, feed: FrameFeed, frame_index: int, following: int | None = None) -> Sight:
        """Find every object on one frame, remembering nothing yet but the answers to prompts."""
        number = self._timeline.number(frame_index)
        active = self._active(frame_index)
        for item in active:
            self._condition(feed, item, number)
        found: dict[int, ObjectOutput] = {}
        known: dict[int, ObjectOutput] = {}
        corrected: list[int] = []
        tracked: list[int] = []
        for item in active:
            if (answer := item.answers.get(frame_index)) is not None:
                found[item.object_id] = answer
        asked = [item for item in active if item.object_id not in found]
        if not asked:
            return Sight(frame_index, {}, found, known, {}, (), ())
        given = {item.object_id: self._boxes_on(item, frame_index) for item in asked}
        embeddings = self._views.for_objects(feed, frame_index, given)
        if following is not None:
            self._look_ahead(feed, following)
        for item in asked:
            embedding = embeddings[item.object_id]
            prompt = item.prompts.get(frame_index)
            settled = self._request.known.get((item.object_id, frame_index))
            if settled is not None and not (prompt is not None and prompt.clicks):
                known[item.object_id] = self._session.answer(
                    embedding, FramePrompt(frame_index, mask=settled)
                )
            elif prompt is not None:
                # Clicks that only make sense upon what memory finds here.
                found[item.object_id] = self._session.correct(item.object_id, number, embedding, prompt)
                corrected.append(item.object_id)
            else:
                tracked.append(item.object_id)
        for embedding, together in _by_embedding(tracked, embeddings):
            found.update(self._session.infer(number, embedding, together))
        for object_id in tracked:
            if (closer := self._closer(feed, frame_index, found[object_id])) is None:
                continue
            output = self._session.infer(number, closer, [object_id])[object_id]
            if output.object_score > 0:
                found[object_id], embeddings[object_id] = output, closer
        held: dict[int, Box] = {}
        lying: dict[int, Apart] = {}
        if self._search is not None:
            for object_id in tracked:
                if (box := self._search.held(object_id, frame_index)) is not None:
                    held[object_id], found[object_id] = box, found[object_id].within(box)
                likeness = partial(self._session.likeness, object_id, embeddings[object_id])
                if (apart := Apart.of(found[object_id], likeness)) is not None:
                    lying[object_id] = apart
                    found[object_id] = self._strays.without(object_id, frame_index, found[object_id], apart)
        return Sight(frame_index, embeddings, found, known, held, tuple(corrected), tuple(tracked), lying)

    def _active(self, frame_index: int) -> list[_Object]:
        return [o for o in self._objects if self._step * o.begins <= self._step * frame_index]

    def _look_ahead(self, feed: FrameFeed, following: int) -> None:
        """Begin to read the next frame for those objects that memory will have to find there."""
        sought = [o for o in self._active(following) if following not in o.prompts]
        boxes = {o.object_id: self._boxes_on(o, following) for o in sought}
        self._views.look_ahead(feed, following, boxes)

    def _closer(self, feed: FrameFeed, frame_index: int, output: ObjectOutput) -> ImageEmbedding | None:
        """A view of what was doubted, where it was too small in its view to be known again."""
        if self._search is None or output.doubted is None:
            return None
        view = self._search.around(output.doubted)
        if view.width * CLOSER > output.view.width:
            return None
        return self._views.embedding(feed, frame_index, view)

    def hold(self, sight: Sight, boxes: Mapping[int, Box]) -> Sight:
        """The sight without what runs over from tracked objects out of these boxes, in media pixels.

        An object of which a large part lies outside is left as it is: the model knows better then. So are
        all, where the model is shown whole frames and holds nothing by itself.
        """
        if self._search is None:
            return sight
        found, held = dict(sight.found), dict(sight.held)
        for object_id in set(sight.tracked).intersection(boxes):
            output, box = found[object_id], boxes[object_id]
            kept = output.within(box)
            if output.area > kept.area >= LEAST_KEPT * output.area:
                found[object_id], held[object_id] = kept, box
        return replace(sight, found=found, held=held)

    def settle(self, sight: Sight) -> None:
        """Remember what was found on a frame.

        With a search region, frames on which an object is not found are not remembered: they would push out
        what it looks like, and it is to be known again by that when it comes back.
        """
        for item in self._objects:
            item.answers.pop(sight.frame_index, None)
        if self._search is not None:
            for object_id in (*sight.corrected, *sight.tracked):
                output, held = sight.found[object_id], sight.held.get(object_id)
                self._search.saw(object_id, sight.frame_index, output.box(), output.view, held)
        self._strays.saw(sight.frame_index, sight.apart)
        number, session = self._timeline.number(sight.frame_index), self._session
        for object_id, output in sight.known.items():
            embedding = sight.embeddings[object_id]
            if object_id in session.banks:
                session.remember(number, embedding, {object_id: output})
            else:
                session.condition(object_id, number, embedding, output)
        for object_id in sight.corrected:
            session.condition(object_id, number, sight.embeddings[object_id], sight.found[object_id])
            self._strays.shown(object_id, sight.found[object_id])
        for embedding, together in _by_embedding(sight.tracked, sight.embeddings):
            found = {i: sight.found[i] for i in together}
            if self._search is not None:
                found = {i: output for i, output in found.items() if output.object_score > 0}
            session.remember(number, embedding, found)

    def report(self, sight: Sight) -> dict[int, TrackedMask]:
        """The masks that were found on a frame, but those that are to be kept."""
        found = (o for o in self._objects if o.object_id in sight.found)
        return {
            o.object_id: self._report(o, sight.frame_index, sight.found[o.object_id])
            for o in found
            if (o.object_id, sight.frame_index) not in self._request.keep
        }

    def masks(self, sight: Sight) -> dict[int, TrackedMask]:
        """All masks of a frame, also those that are kept or were settled before."""
        masks = {}
        for item in self._objects:
            object_id, frame_index = item.object_id, sight.frame_index
            if (output := sight.found.get(object_id)) is not None:
                masks[object_id] = self._report(item, frame_index, output)
            elif (output := sight.known.get(object_id)) is not None:
                settled = self._request.known[object_id, frame_index]
                masks[object_id] = TrackedMask(settled, Origin.PAINTED, 1.0, output.object_score)
        return masks

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
            answer = self._answer(feed, item.object_id, prompt)
            session.condition(item.object_id, missing, answer.embedding, answer.remembered)
            self._strays.shown(item.object_id, answer.shown)
            if self._step * missing >= self._step * number:
                item.answers[prompt.frame_index] = answer.shown
        if item.object_id in session.banks:
            session.banks[item.object_id] = session.banks[item.object_id].trimmed(number, session.limits)

    def _remember_mask(
        self, feed: FrameFeed, item: _Object, frame_index: int, mask: Mask, *, conditioning: bool
    ) -> None:
        number = self._timeline.number(frame_index)
        answer = self._answer(feed, item.object_id, FramePrompt(frame_index, mask=mask))
        if conditioning:
            self._session.condition(item.object_id, number, answer.embedding, answer.remembered)
        else:
            self._session.remember(number, answer.embedding, {item.object_id: answer.remembered})

    def _answer(self, feed: FrameFeed, object_id: int, prompt: FramePrompt) -> _Answer:
        """Answer a prompt in the view that the canvas takes; remember it in the search region's."""
        frame_index, mask = prompt.frame_index, prompt.mask
        if self._search is None:
            embedding = self._views.embedding(feed, frame_index, self._views.whole)
            output = self._session.answer(embedding, prompt)
            return _Answer(output, output, embedding)
        shown: ObjectOutput | None = None
        if mask is None:
            embedding, prompt = self._views.for_prompt(feed, prompt)
            shown = self._session.answer(embedding, prompt)
            mask = shown.mask(self._frames.size_wh, lambda: self._frames.read(frame_index))
        box = box_of(mask)
        view = self._views.whole if box is None else self._search.around(box)
        self._search.saw(object_id, frame_index, box)
        if shown is not None and view == shown.view:
            return _Answer(shown, shown, embedding)
        embedding = self._views.embedding(feed, frame_index, view)
        remembered = self._session.answer(embedding, FramePrompt(frame_index, mask=mask))
        return _Answer(shown or remembered, remembered, embedding)

    def _boxes_on(self, item: _Object, frame_index: int) -> list[Box]:
        """Where a person says that the object is on a frame."""
        boxes: list[Box] = []
        if (settled := self._request.known.get((item.object_id, frame_index))) is not None:
            boxes += [] if (box := box_of(settled)) is None else [box]
        if (prompt := item.prompts.get(frame_index)) is not None:
            boxes += [Box(c.x, c.y, c.x, c.y) for c in prompt.clicks]
            boxes += [] if prompt.box is None else [prompt.box]
        return boxes

    def _report(self, item: _Object, frame_index: int, output: ObjectOutput) -> TrackedMask:
        prompt = item.prompts.get(frame_index)
        if prompt is not None and prompt.mask is not None:
            return TrackedMask(prompt.mask, Origin.PAINTED, 1.0, output.object_score)
        # The reader keeps the last frames, and this one was just seen.
        mask = output.mask(self._frames.size_wh, lambda: self._frames.read(frame_index))
        return TrackedMask(mask, Origin.INFERRED, output.score, output.object_score)


def _by_embedding(
    object_ids: Iterable[int], embeddings: Mapping[int, ImageEmbedding]
) -> list[tuple[ImageEmbedding, list[int]]]:
    """Object ids that are sought in the same view go through the model together."""
    together: dict[int, tuple[ImageEmbedding, list[int]]] = {}
    for object_id in object_ids:
        embedding = embeddings[object_id]
        together.setdefault(id(embedding), (embedding, []))[1].append(object_id)
    return list(together.values())
