"""From a correction to the stretch it changes: what can be tracked again, what came out, keep or drop."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.document.change import Change, Place
from core.document.document import Document
from core.document.edits import Edit, EditGroup, MaskEntry, RemoveMasks, set_masks
from core.document.protection import is_protected
from core.masks import Mask
from desktop.controllers.document import DocumentController
from desktop.controllers.frames import FrameController
from desktop.controllers.track_plan import Plan, correction_plan
from desktop.controllers.tracking import TrackEnd, TrackingController
from desktop.jobs.job import Outcome
from desktop.language import marked, tr

OFFER_AFTER_MS = 30


@dataclass(frozen=True, slots=True)
class Offer:
    """A stretch that a correction can change: frames `first` to `last` of an object, both included."""

    object_id: int
    corrected: int
    first: int
    last: int


@dataclass(slots=True)
class Result:
    """What tracking a stretch again changed. `before`: what was there; None where there was no mask."""

    object_id: int
    corrected: int
    before: dict[int, MaskEntry | None]
    changed: set[int] = field(default_factory=set)
    alone: bool = True
    """Nothing else was done since: to undo is to drop."""

    @property
    def first(self) -> int:
        return min(self.changed)

    @property
    def last(self) -> int:
        return max(self.changed)


class CorrectingController(QObject):
    """Knows which corrections were not tracked yet, and holds the last result until it is kept or dropped.

    `changed`: the offer, the result, or which of before and after is shown. `before_changed`: masks to show
    instead of the document's, by (object id, frame index); empty for the document's own.
    """

    changed = Signal()
    before_changed = Signal(object)  # Mapping[Place, Mask | None]
    said = Signal(object)  # str

    def __init__(
        self,
        documents: DocumentController,
        frames: FrameController,
        tracking: TrackingController,
        parent: QObject | None = None,
        *,
        gesturing: Callable[[], bool] = bool,
    ) -> None:
        """`gesturing` tells whether something is being drawn: no time to change masks under it."""
        super().__init__(parent)
        self._documents = documents
        self._frames = frames
        self._tracking = tracking
        self._gesturing = gesturing
        self._corrected: dict[Place, None] = {}  # the latest last
        self._offer: Offer | None = None
        self._running: Result | None = None
        self._result: Result | None = None
        self._before_shown = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(OFFER_AFTER_MS)
        self._soon.timeout.connect(self._find_offer)
        documents.changed.connect(self._on_changed)
        documents.project_changed.connect(self._on_project_changed)
        documents.selected_changed.connect(self._on_selected)
        tracking.began.connect(self._on_began)
        tracking.ended.connect(self._on_ended)

    @property
    def offer(self) -> Offer | None:
        """What can be tracked again now: of the selected object, else the latest."""
        return self._offer if self._result is None and not self._tracking.running else None

    @property
    def result(self) -> Result | None:
        """What was tracked again and is neither kept nor dropped yet."""
        return self._result

    @property
    def before_shown(self) -> bool:
        """Whether the canvas shows what was there before the result."""
        return self._before_shown

    @property
    def conditions(self) -> frozenset[str]:
        """For `ActionSet.set_conditions`."""
        held = {"offer"} if self.offer is not None else set()
        return frozenset(held | {"result"} if self._result is not None else held)

    # ---- what a person does

    def track_again(self) -> None:
        """Track the offered stretch."""
        offer = self.offer
        if self._gesturing():
            self.said.emit(tr("Finish what you are drawing first, or press Esc."))
        elif offer is not None:
            self._documents.select(offer.object_id)
            self._tracking.correct(offer.corrected)

    def keep(self) -> None:
        """The result stays; nothing is left to decide."""
        self._settle()

    def drop(self) -> None:
        """Bring back what was there before: undo, or where more was done since, an edit of its own.

        Masks that a person approved or changed in the meantime stay.
        """
        result, document = self._result, self._documents.document
        if result is None or document is None or self._tracking.running:
            return
        if self._gesturing():
            self.said.emit(tr("Finish what you are drawing first, or press Esc."))
            return
        self._settle()
        if result.alone:
            self._documents.undo()
        else:
            self._documents.do(_restoring(document, result), marked("Drop New Masks"))

    def show_before(self, shown: bool) -> None:
        """Show what was there before the result, or the result."""
        shown = shown and self._result is not None
        if shown == self._before_shown:
            return
        self._before_shown = shown
        masks: Mapping[Place, Mask | None] = {}
        if shown and self._result is not None:
            before = self._result.before
            masks = {
                (self._result.object_id, i): entry.mask if entry is not None else None
                for i in self._result.changed
                for entry in (before.get(i),)
            }
        self.before_changed.emit(masks)
        self.changed.emit()

    # ---- what happens

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        running, result = self._running, self._result
        if running is not None:
            self._note_run(running, change)
        elif result is not None:
            mine = any(o == result.object_id and i in result.changed for o, i in change.masks)
            if mine or result.object_id not in self._known_objects():
                self._settle()  # changed by hand, undone, or gone: nothing to decide any more
            else:
                result.alone = False
        if len(change.prompts) == 1 and not change.objects:
            (place,) = change.prompts
            self._corrected.pop(place, None)
            document = self._documents.document
            if document is not None and document.prompt(*place) is not None:
                self._corrected[place] = None
        if self._corrected and running is None and not self._soon.isActive():
            self._soon.start()

    def _note_run(self, running: Result, change: Change) -> None:
        """Note which masks a run really changes, and whether anything else is done meanwhile."""
        document = self._documents.document
        others = change.objects or change.prompts or change.media or change.settings
        if others or (change.marks and not change.masks) or document is None:
            running.alone = False
            return
        for object_id, frame_index in change.masks:
            if object_id == running.object_id and frame_index != running.corrected:
                before = running.before.get(frame_index)
                if before is None or before.mask != document.mask(object_id, frame_index):
                    running.changed.add(frame_index)

    @Slot(object)
    def _on_began(self, plan: Plan) -> None:
        self._settle()
        document = self._documents.document
        if document is None:
            return
        if plan.corrected is None:
            low, high = sorted((plan.start, plan.stop))
            for place in [p for p in self._corrected if p[0] in plan.object_ids and low <= p[1] <= high]:
                del self._corrected[place]
        else:
            (object_id,) = plan.object_ids
            before: dict[int, MaskEntry | None] = {}
            for frame_index, mark in document.marks(object_id).items():
                mask = None
                if plan.start <= frame_index <= plan.stop:
                    mask = document.stored_mask(object_id, frame_index)
                if mask is not None:
                    before[frame_index] = MaskEntry(object_id, frame_index, mask, mark)
            self._running = Result(object_id, plan.corrected, before)
        self.changed.emit()

    @Slot(object)
    def _on_ended(self, end: TrackEnd) -> None:
        running, self._running = self._running, None
        if running is not None and end.frames:
            if end.outcome is Outcome.FINISHED:
                self._corrected.pop((running.object_id, running.corrected), None)
            if running.changed:
                self._result = running
            elif end.correction:
                self.said.emit(
                    tr("Nothing else changes: the masks around this correction stay as they were.")
                )
        self._find_offer()

    @Slot(object)
    def _on_selected(self, _selected: object) -> None:
        self._find_offer()

    @Slot(object)
    def _on_project_changed(self, _project: object) -> None:
        self._corrected.clear()
        self._running = None
        self._settle()
        self._find_offer()

    @Slot()
    def _find_offer(self) -> None:
        document = self._documents.document
        self._offer = None
        if document is not None:
            selected = self._documents.selected
            latest_first = list(self._corrected)[::-1]
            for place in sorted(latest_first, key=lambda place: place[0] != selected):
                self._offer = _offer_at(document, *place)
                if self._offer is not None:
                    break
        self.changed.emit()

    def _known_objects(self) -> tuple[int, ...]:
        return tuple(item.id for item in self._documents.objects)

    def _settle(self) -> None:
        if self._result is not None:
            self.show_before(False)
            self._result = None
            self.changed.emit()


def _offer_at(document: Document, object_id: int, frame_index: int) -> Offer | None:
    """The stretch around a correction, if there are masks in it that may change."""
    item = document.objects.get(object_id)
    if item is None or item.locked:
        return None
    plan = correction_plan(document, object_id, frame_index)
    if plan is None or plan.start == plan.stop:
        return None
    return Offer(object_id, frame_index, plan.start, plan.stop)


def _restoring(document: Document, result: Result) -> Edit:
    """Puts back what was there before a result, where no person has settled the new mask."""
    frames = [i for i in sorted(result.changed) if not is_protected(document, result.object_id, i)]
    entries = [entry for i in frames if (entry := result.before.get(i)) is not None]
    new = tuple((result.object_id, i) for i in frames if result.before.get(i) is None)
    edits: list[Edit] = [RemoveMasks(new)] if new else []
    if entries:
        edits.append(set_masks(entries))
    return EditGroup(tuple(edits))
