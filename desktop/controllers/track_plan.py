"""What a tracking run is to do, frozen from the document, and the work that does it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from core.cancel import CancelToken
from core.document.document import Document, Mark
from core.document.encoding import Json
from core.document.protection import protected_places
from core.document.snapshot import Snapshot
from core.masks import Mask
from core.tracking.stretch import stretch_around
from core.types import Origin, State
from desktop.controllers.frames import TimedFrames, own_reader
from desktop.controllers.models import ReadyModel
from desktop.controllers.skipping import EVERY_FRAME, Skipping
from desktop.jobs.job import Work

if TYPE_CHECKING:
    from core.tracking.request import TrackRequest
    from core.tracking.second_pass import Doubt

LEAD_IN: Final = 6
"""Masks before the range that the model is shown, so that a run can begin in the middle."""

Direction = Literal["forward", "backward"]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be tracked: `object_ids` from `start` to `stop`, both included, in running order.

    Args:
        corrected: the frame of a correction; then the one object is tracked from there both ways, as far as
            the correction makes a difference.
        skip: on which frames the model runs.
        doubts: so many of the least certain filled frames are inferred, and nothing else is.
    """

    object_ids: tuple[int, ...]
    start: int
    stop: int
    corrected: int | None = None
    skip: Skipping = EVERY_FRAME
    doubts: int = 0

    @property
    def direction(self) -> Direction:
        return "forward" if self.stop >= self.start else "backward"

    @property
    def to_json(self) -> Json:
        """For the project file, to go on from after a crash."""
        return {
            "object_ids": list(self.object_ids),
            "start": self.start,
            "stop": self.stop,
            "corrected": self.corrected,
            "skip": self.skip.to_json,
        }

    @classmethod
    def from_json(cls, value: Json) -> "Plan | None":
        """Read back; None where it is none."""
        try:
            assert isinstance(value, dict)
            ids, start, stop = value["object_ids"], value["start"], value["stop"]
            assert isinstance(ids, list)
            corrected = value.get("corrected")
            skip = Skipping.from_json(value.get("skip"))
            ends = int(start), int(stop), None if corrected is None else int(corrected)
            return cls(tuple(int(i) for i in ids), *ends, skip=skip)
        except (AssertionError, KeyError, TypeError, ValueError):
            return None


def correction_plan(
    document: Document, object_id: int, frame_index: int, skip: Skipping = EVERY_FRAME
) -> Plan | None:
    """The stretch that a correction on this frame can change; None where nothing was corrected here.

    It ends before the nearest frame that a person settled, prompted or imported, and where the masks end.
    """
    marks = document.marks(object_id)
    if document.media is None or document.prompt(object_id, frame_index) is None or frame_index not in marks:
        return None
    settled = {frame for _, frame in protected_places(document, [object_id])}
    settled.update(frame for frame in document.prompts(object_id) if frame in marks)
    settled.update(frame for frame, mark in marks.items() if mark.origin is Origin.IMPORTED)
    stretch = stretch_around(frame_index, settled - {frame_index}, document.media.frame_count)
    within = [frame for frame in marks if stretch.first <= frame <= stretch.last]
    return Plan((object_id,), min(within), max(within), frame_index, skip)


def build_request(document: Document, plan: Plan) -> "TrackRequest":
    """Freeze what a run needs to know of the document.

    Approved, corrected and painted masks stay as they are and are shown to the model, and so are the last
    masks before the range. An object without a prompt up to the start goes by its mask there.
    """
    from core.tracking.request import ObjectPrompts, TrackRequest

    keep = set(protected_places(document, plan.object_ids))
    step = 1 if plan.direction == "forward" else -1
    known: dict[tuple[int, int], Mask] = {}
    objects = []
    for object_id in plan.object_ids:
        prompts = tuple(document.prompts(object_id).values())
        if not any(step * prompt.frame_index <= step * plan.start for prompt in prompts):
            keep.add((object_id, plan.start))
        lead_in = _lead_in(document, object_id, plan)
        settled = (frame for owner, frame in keep if owner == object_id)
        for frame in (*lead_in, *settled):
            mask = document.mask(object_id, frame)
            if mask is not None:
                known[object_id, frame] = mask
        objects.append(ObjectPrompts(object_id, prompts))
    return TrackRequest(
        tuple(objects), plan.start, plan.stop, plan.direction, keep=frozenset(keep), known=known
    )


def _lead_in(document: Document, object_id: int, plan: Plan) -> list[int]:
    """The last frames before the range that the model is shown: when skipping only key frames, as memory
    has them.
    """
    marks, found = document.marks(object_id), list[int]()
    step = 1 if plan.direction == "forward" else -1
    frame_index = plan.start - step
    while len(found) < LEAD_IN and (mark := marks.get(frame_index)) is not None:
        if mark.is_key or plan.skip.policy is None:
            found.append(frame_index)
        frame_index -= step
    return found


def tracking(media: TimedFrames, model: ReadyModel, document: Document, plan: Plan) -> Work:
    """Work for the engine lane that carries out a plan; its events are those of `track_skipping`."""
    request = build_request(document, plan)

    def work(cancel: CancelToken) -> Iterator[object]:
        from core.tracking.skipped import track_skipping

        with own_reader(media) as own:
            yield from track_skipping(own, model.loaded, request, plan.skip.policy, cancel)

    return work


def correcting(
    media: TimedFrames, model: ReadyModel, document: Document, plan: Plan, snapshot: Snapshot
) -> Work:
    """Work that brings a correction to its stretch. Closes the snapshot: the masks as they were."""
    from core.tracking.correction import Stretch, requests_for, retrack
    from core.tracking.request import ObjectPrompts

    (object_id,) = plan.object_ids
    assert plan.corrected is not None
    prompts = ObjectPrompts(object_id, tuple(document.prompts(object_id).values()))
    frames = {frame for _, frame in protected_places(document, [object_id])}
    # What the stretch ends at was shown to a person, prompted or imported: good enough to carry masks from.
    frames |= {plan.start - 1, plan.corrected, plan.stop + 1}
    masks = {frame: document.mask(object_id, frame) for frame in frames}
    settled = {frame: mask for frame, mask in masks.items() if mask is not None}
    runs = requests_for(prompts, Stretch(plan.start, plan.corrected, plan.stop), settled)

    def work(cancel: CancelToken) -> Iterator[object]:
        with snapshot, own_reader(media) as own:
            yield from retrack(own, model.loaded, runs, snapshot.mask, cancel, plan.skip.policy)

    return work


def second_pass(media: TimedFrames, model: ReadyModel, document: Document, plan: Plan) -> tuple[Work, int]:
    """Work that infers the least certain filled frames and fills round them anew, and how many frames that
    changes at most.
    """
    from core.tracking.second_pass import frames_needed, track_again

    passes = []
    chosen = doubtful(document, plan.object_ids, plan.doubts)
    for object_ids, doubts in chosen:
        keys = _keys(document, object_ids)
        masks = {
            i: {o: mask for o in object_ids if (mask := document.mask(o, i)) is not None}
            for i in frames_needed(keys, doubts)
        }
        part = Plan(object_ids, doubts[0].before, doubts[0].after, skip=plan.skip)
        passes.append((replace(build_request(document, part), known={}), doubts, masks))

    def work(cancel: CancelToken) -> Iterator[object]:
        with own_reader(media) as own:
            for request, doubts, masks in passes:
                yield from track_again(own, model.loaded, request, doubts, masks, cancel)

    return work, sum(d.after - d.before - 1 for _, doubts in chosen for d in doubts)


def doubtful(
    document: Document, object_ids: tuple[int, ...], count: int
) -> list[tuple[tuple[int, ...], "list[Doubt]"]]:
    """The least certain filled frames, with the objects that were filled together there."""
    from core.tracking.second_pass import least_certain

    together: dict[tuple[int, ...], list[int]] = {}
    for object_id in object_ids:
        marks = document.marks(object_id)
        filled = tuple(i for i, mark in marks.items() if _doubted(mark))
        if filled:
            together.setdefault(tuple(sorted(filled)), []).append(object_id)
    found = []
    for ids in map(tuple, together.values()):
        scores: dict[int, float | None] = dict.fromkeys(_keys(document, ids))
        for object_id in ids:
            for i, mark in document.marks(object_id).items():
                known = scores.get(i, 1.0)
                if _doubted(mark) and known is not None:
                    scores[i] = min(known, 1.0 if mark.score is None else mark.score)
        found += [(doubt, ids) for doubt in least_certain(scores, count)]
    worst = sorted(found, key=lambda pair: pair[0].score)[:count]
    return [
        (ids, own) for ids in dict.fromkeys(i for _, i in worst) if (own := [d for d, i in worst if i == ids])
    ]


def _keys(document: Document, object_ids: tuple[int, ...]) -> list[int]:
    """The frames on which every one of the objects has a mask, and none of them is in doubt."""
    places = [document.marks(object_id) for object_id in object_ids]
    shared = set(places[0]).intersection(*places[1:])
    return sorted(i for i in shared if not any(_doubted(marks[i]) for marks in places))


def _doubted(mark: Mark) -> bool:
    """Whether a mask was filled, and no person has settled it."""
    return mark.origin is Origin.FILLED and mark.state not in (State.APPROVED, State.CORRECTED)
