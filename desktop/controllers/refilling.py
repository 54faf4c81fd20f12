"""A corrected frame among filled ones is a key frame from then on: what lies round it is filled anew."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, Slot

from core.cancel import CancelToken
from core.document.change import Change, Place
from core.document.document import Document, Mark
from core.document.edits import MaskEntry, set_masks
from core.document.protection import unprotected
from core.masks import Mask
from core.types import Origin
from desktop.controllers.document import DocumentController
from desktop.controllers.frames import FrameController, own_reader
from desktop.controllers.track_plan import Plan
from desktop.controllers.tracking import TrackingController
from desktop.jobs.job import Job, JobEnd, JobId, Outcome
from desktop.jobs.lane import Lane
from desktop.language import marked

BY_HAND: Final = 4
"""An edit of more masks at once is no correction of a frame."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A corrected frame of an object and the key frames on either side, with masks and scores."""

    object_id: int
    corrected: int
    keys: dict[int, tuple[Mask, float]]


class RefillController(QObject):
    """Fills anew when the person leaves a frame that they corrected, so that many strokes are one step.

    Tracking the object again does it as well, and better; then nothing is left to do here.
    """

    def __init__(
        self,
        io: Lane,
        documents: DocumentController,
        frames: FrameController,
        tracking: TrackingController,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._io = io
        self._documents = documents
        self._frames = frames
        self._tracking = tracking
        self._corrected: set[Place] = set()
        self._job: JobId | None = None
        self._gaps: list[Gap] = []
        self._found: list[MaskEntry] = []
        documents.changed.connect(self._on_changed)
        documents.project_changed.connect(self._on_project_changed)
        frames.index_changed.connect(self._on_index)
        tracking.began.connect(self._on_track_began)

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        document = self._documents.document
        if document is None or self._tracking.running or len(change.masks) > BY_HAND:
            return
        for place in change.masks:
            self._corrected.discard(place)
            if _is_among_filled(document, *place):
                self._corrected.add(place)

    @Slot(object)
    def _on_index(self, frame_index: int) -> None:
        document, media = self._documents.document, self._frames.media
        # What was undone can be done again as long as nothing new is done.
        if document is None or media is None or self._tracking.running or self._documents.redo_name:
            return
        left = {place for place in self._corrected if place[1] != frame_index}
        if not left or self._job is not None:
            return
        self._corrected -= left
        self._gaps = [gap for place in sorted(left) if (gap := _gap_round(document, *place)) is not None]
        self._found = []
        gaps = tuple(self._gaps)

        def work(cancel: CancelToken) -> Iterator[object]:
            from core.skipping.refill import refill

            with own_reader(media) as own:
                for gap in gaps:
                    for index, found in refill(own, gap.keys, cancel):
                        mark = Mark(Origin.FILLED, score=found.score)
                        yield MaskEntry(gap.object_id, index, found.mask, mark)

        self._job = self._io.submit(
            Job("fill round a correction", work), reported=self._on_filled, ended=self._on_ended
        )

    def _on_filled(self, entry: object) -> None:
        assert isinstance(entry, MaskEntry)
        self._found.append(entry)

    def _on_ended(self, end: JobEnd) -> None:
        self._job = None
        gaps, self._gaps = self._gaps, []
        found, self._found = self._found, []
        document = self._documents.document
        stale = document is None or self._tracking.running or self._documents.redo_name
        if end.outcome is not Outcome.FINISHED or document is None or stale:
            return
        # Where anything was changed meanwhile, the person knows better.
        changed = {
            gap.object_id
            for gap in gaps
            if any(document.mask(gap.object_id, i) != mask for i, (mask, _) in gap.keys.items())
        }
        latest = {(entry.object_id, entry.frame_index): entry for entry in found}
        entries = [
            entry
            for entry in unprotected(document, list(latest.values()))
            if entry.object_id not in changed and _is_filled(document, entry.object_id, entry.frame_index)
        ]
        if entries:
            self._documents.do(set_masks(entries), marked("Fill Again"))

    @Slot(object)
    def _on_track_began(self, plan: Plan) -> None:
        self._corrected = {place for place in self._corrected if place[0] not in plan.object_ids}

    @Slot(object)
    def _on_project_changed(self, _project: object) -> None:
        self._corrected.clear()
        if self._job is not None:
            self._io.drop(self._job)


def _is_filled(document: Document, object_id: int, frame_index: int) -> bool:
    mark = document.mark(object_id, frame_index)
    return mark is not None and not mark.is_key


def _is_among_filled(document: Document, object_id: int, frame_index: int) -> bool:
    """Whether there is a key frame whose neighbour is filled."""
    mark = document.mark(object_id, frame_index)
    beside = (frame_index - 1, frame_index + 1)
    return mark is not None and mark.is_key and any(_is_filled(document, object_id, i) for i in beside)


def _gap_round(document: Document, object_id: int, corrected: int) -> Gap | None:
    """The filled frames on either side, with the key frames that end them; None where nothing does."""
    if object_id not in document.objects or not _is_among_filled(document, object_id, corrected):
        return None
    keys: dict[int, tuple[Mask, float]] = {}
    for step in (-1, 1):
        at = corrected + step
        while _is_filled(document, object_id, at):
            at += step
        for frame_index in (at, corrected):
            mark, mask = document.mark(object_id, frame_index), document.mask(object_id, frame_index)
            if mark is not None and mask is not None:
                keys[frame_index] = mask, 1.0 if mark.score is None else mark.score
    return Gap(object_id, corrected, keys) if len(keys) > 1 else None
