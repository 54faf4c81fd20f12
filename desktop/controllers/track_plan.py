"""What a tracking run is to do, frozen from the document, and the work that does it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from core.cancel import CancelToken
from core.document.document import Document
from core.document.encoding import Json
from core.document.protection import protected_places
from core.document.snapshot import Snapshot
from core.masks import Mask
from core.tracking.stretch import stretch_around
from core.types import Origin
from desktop.controllers.frames import TimedFrames
from desktop.controllers.models import ReadyModel
from desktop.jobs.job import Work

if TYPE_CHECKING:
    from core.tracking.request import TrackRequest

LEAD_IN: Final = 6
"""Masks before the range that the model is shown, so that a run can begin in the middle."""

READER_CACHE_MIB: Final = 64

Direction = Literal["forward", "backward"]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be tracked: `object_ids` from `start` to `stop`, both included, in running order.

    `corrected`: the frame of a correction; then the one object is tracked from there both ways, as far as
    the correction makes a difference.
    """

    object_ids: tuple[int, ...]
    start: int
    stop: int
    corrected: int | None = None

    @property
    def direction(self) -> Direction:
        return "forward" if self.stop >= self.start else "backward"

    @property
    def to_json(self) -> Json:
        """For the project file, to go on from after a crash; a correction is simply made again."""
        return {"object_ids": list(self.object_ids), "start": self.start, "stop": self.stop}

    @classmethod
    def from_json(cls, value: Json) -> "Plan | None":
        """Read back; None where it is none."""
        try:
            assert isinstance(value, dict)
            ids, start, stop = value["object_ids"], value["start"], value["stop"]
            assert isinstance(ids, list)
            return cls(tuple(int(i) for i in ids), int(start), int(stop))
        except (AssertionError, KeyError, TypeError, ValueError):
            return None


def correction_plan(document: Document, object_id: int, frame_index: int) -> Plan | None:
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
    return Plan((object_id,), min(within), max(within), frame_index)


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
        lead_in = (plan.start - step * back for back in range(1, LEAD_IN + 1))
        settled = (frame for owner, frame in keep if owner == object_id)
        for frame in (*lead_in, *settled):
            mask = document.mask(object_id, frame)
            if mask is not None:
                known[object_id, frame] = mask
        objects.append(ObjectPrompts(object_id, prompts))
    return TrackRequest(
        tuple(objects), plan.start, plan.stop, plan.direction, keep=frozenset(keep), known=known
    )


def tracking(media: TimedFrames, model: ReadyModel, document: Document, plan: Plan) -> Work:
    """Work for the engine lane that carries out a plan; its events are those of `core.tracking.track`."""
    request = build_request(document, plan)

    def work(cancel: CancelToken) -> Iterator[object]:
        from core.tracking.tracker import track

        with _own_reader(media) as own:
            yield from track(own.frames, model.loaded, request, cancel)

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
    frames = [frame for _, frame in protected_places(document, [object_id])]
    masks = {frame: document.mask(object_id, frame) for frame in {*frames, plan.corrected}}
    settled = {frame: mask for frame, mask in masks.items() if mask is not None}
    runs = requests_for(prompts, Stretch(plan.start, plan.corrected, plan.stop), settled)

    def work(cancel: CancelToken) -> Iterator[object]:
        with snapshot, _own_reader(media) as own:
            yield from retrack(own.frames, model.loaded, runs, snapshot.mask, cancel)

    return work


class _own_reader:  # noqa: N801 - used like a function
    """A reader for the run alone: the person may look elsewhere while it walks through the media."""

    def __init__(self, media: TimedFrames) -> None:
        from core.media.reader import MediaReader

        self._reader = media.another(cache_mib=READER_CACHE_MIB) if isinstance(media, MediaReader) else None
        self.frames: TimedFrames = self._reader or media

    def __enter__(self) -> "_own_reader":
        return self

    def __exit__(self, *_: object) -> None:
        if self._reader is not None:
            self._reader.close()
