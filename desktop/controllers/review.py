"""Going through the masks: where to look next, what is flagged or approved, comments and counts."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.document.document import Document, Mark, SegObject
from core.document.edits import SetMarks, set_state
from core.document.protection import protected_places
from core.tracking.quality import UNSURE_BELOW, Concern, Quality
from core.tracking.stretch import where_to_correct
from core.types import Origin, State
from desktop.controllers.document import DocumentController
from desktop.controllers.frames import FrameController
from desktop.controllers.look_here import LookHere
from desktop.language import counted, marked, tr

GATHER_MS: Final = 250
LEAST_CERTAIN: Final = 10
APART: Final = 10
"""So many of the least certain frames are listed of each object, so far apart, even if nothing stands out."""

WORDS: Final = {
    Concern.UNSURE: marked("unsure"),
    Concern.LOST: marked("lost"),
    Concern.FOUND: marked("appears"),
    Concern.JUMPED: marked("jumps"),
    Concern.RESIZED: marked("resized"),
}


class Show(Enum):
    """Which frames are listed; the value is what a person reads."""

    LOOK = marked("To look at")
    FLAGGED = marked("Flagged")
    CORRECTED = marked("Corrected")
    APPROVED = marked("Approved")
    DRAFT = marked("Draft")


_STATE_OF: Final = {
    Show.FLAGGED: State.FLAGGED,
    Show.CORRECTED: State.CORRECTED,
    Show.APPROVED: State.APPROVED,
    Show.DRAFT: State.DRAFT,
}


@dataclass(frozen=True, slots=True)
class Spot:
    """Frames `first` to `last` of an object that are listed together; `at` is the one to look at.

    `trust`: 0 to 1, how far the mask there is to be trusted; None where that is not why it is listed.
    `helps_most`: of all that is in doubt of the object, a correction there mends most.
    """

    object_id: int
    first: int
    last: int
    at: int
    why: str
    trust: float | None = None
    helps_most: bool = False


class ReviewController(QObject):
    """`changed`: the spots, the counts, or what is known of the mask on screen are others now."""

    changed = Signal()
    said = Signal(object)  # str

    def __init__(
        self,
        documents: DocumentController,
        frames: FrameController,
        look_here: LookHere,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._documents = documents
        self._frames = frames
        self._look_here = look_here
        self._show = Show.LOOK
        self._spots: tuple[Spot, ...] | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(GATHER_MS)
        self._soon.timeout.connect(self.changed)
        documents.changed.connect(self._on_moved)
        documents.project_changed.connect(self._on_moved)
        documents.selected_changed.connect(self._on_here_changed)
        frames.index_changed.connect(self._on_here_changed)
        look_here.judged.connect(self._on_moved)

    # ---- what there is

    @property
    def show(self) -> Show:
        return self._show

    @Slot(object)
    def set_show(self, show: Show) -> None:
        """List other frames."""
        if show is not self._show:
            self._show = show
            self._spots = None
            self.changed.emit()

    @property
    def spots(self) -> Sequence[Spot]:
        """What is listed: what to look at first comes first, states in order of time."""
        if self._spots is None:
            self._spots = tuple(self._find_spots())
        return self._spots

    @property
    def here(self) -> Mark | None:
        """What is known of the selected object's mask on the current frame."""
        document, selected = self._documents.document, self._documents.selected
        return document.mark(selected, self._frames.index) if document and selected is not None else None

    def spot_here(self) -> int | None:
        """The place in the list of what is on screen; where several spots hold it, of the nearest."""
        selected, now = self._documents.selected, self._frames.index
        found = [
            (abs(spot.at - now), n)
            for n, spot in enumerate(self.spots)
            if spot.object_id == selected and spot.first <= now <= spot.last
        ]
        return min(found)[1] if found else None

    def item(self, object_id: int) -> SegObject | None:
        """The object of a spot."""
        document = self._documents.document
        return document.objects.get(object_id) if document is not None else None

    def counts(self) -> Mapping[State, int]:
        """How many masks of the selected object are of each state."""
        document, selected = self._documents.document, self._documents.selected
        if document is None or selected is None:
            return {}
        return Counter(mark.state for mark in document.marks(selected).values())

    # ---- what a person does

    @Slot(object)
    def go_to(self, spot: Spot) -> None:
        """Show a spot's frame with its object selected."""
        self._documents.select(spot.object_id)
        self._frames.go_to(spot.at)

    def go_on(self, places: int) -> None:
        """To the next spot of the list, the first where none is shown; negative: to the one before."""
        spots = self.spots
        if not spots:
            self.said.emit(self._nothing())
            return
        at = self.spot_here()
        start = (-1 if places > 0 else 0) if at is None else at
        self.go_to(spots[(start + places) % len(spots)])

    def go_in_time(self, direction: int) -> None:
        """To the nearest listed frame after this one, or before it; of the selected object if it has any."""
        selected, now = self._documents.selected, self._frames.index
        spots = [spot for spot in self.spots if spot.object_id == selected] or list(self.spots)
        ahead = [spot for spot in spots if (spot.at - now) * direction > 0]
        if not spots:
            self.said.emit(self._nothing())
        elif not ahead:
            self.said.emit(
                tr("There is none further on.") if direction > 0 else tr("There is none before this.")
            )
        else:
            self.go_to(min(ahead, key=lambda spot: abs(spot.at - now)))

    def approve_on(self) -> None:
        """Approve the selected object from this frame up to its next correction, or to its end."""
        document, selected = self._documents.document, self._documents.selected
        if document is None or selected is None:
            return
        here = self._frames.index
        marks = document.marks(selected)
        corrections = [
            i for i, mark in marks.items() if i > here and _is_correction(document, selected, i, mark)
        ]
        stop = min(corrections, default=self._frames.frame_count)
        places = [(selected, i) for i in sorted(marks) if here <= i < stop]
        if places and self._documents.do(
            set_state(document, places, State.APPROVED), marked("Approve to Next Correction")
        ):
            self.said.emit(
                counted(
                    len(places),
                    "{n} mask is approved, up to frame {frame}.",
                    "{n} masks are approved, up to frame {frame}.",
                    frame=places[-1][1],
                )
            )
        else:
            self.said.emit(tr("There is no mask to approve here."))

    @Slot(object)
    def set_comment(self, text: str) -> None:
        """Say something about the selected object's mask on this frame."""
        mark, selected, text = self.here, self._documents.selected, text.strip()
        if mark is None or selected is None or mark.comment == text:
            return
        new = replace(mark, comment=text)
        self._documents.do(SetMarks(((selected, self._frames.index, new),)), marked("Comment"))

    # ---- inside

    def _nothing(self) -> str:
        if self._show is Show.LOOK:
            return tr("There is nothing to look at: no mask is flagged, and none is a draft.")
        return tr("There is no mask of that state: {state}.", state=tr(self._show.value).lower())

    def _find_spots(self) -> Iterator[Spot]:
        document = self._documents.document
        if document is None:
            return
        state = _STATE_OF.get(self._show, State.FLAGGED)
        found = [spot for object_id in document.objects for spot in _of_state(document, object_id, state)]
        yield from sorted(found, key=lambda spot: spot.first)
        if self._show is Show.LOOK:
            first: list[Spot] = []
            doubtful: list[Spot] = []
            for object_id in document.objects:
                verdicts = self._look_here.verdicts(object_id)
                at = _helping_most(document, object_id, verdicts)
                for spot in _doubtful(document, object_id, verdicts):
                    if at is not None and spot.first <= at <= spot.last:
                        first.append(replace(spot, at=at, helps_most=True))
                    else:
                        doubtful.append(spot)
            for spots in (first, doubtful):
                yield from sorted(spots, key=lambda spot: spot.trust or 0.0)

    @Slot()
    @Slot(object)
    def _on_moved(self, _what: object = None) -> None:
        self._spots = None
        if not self._soon.isActive():
            self._soon.start()

    @Slot(object)
    def _on_here_changed(self, _what: object) -> None:
        if not self._soon.isActive():
            self._soon.start()


def _is_correction(document: Document, object_id: int, frame_index: int, mark: Mark) -> bool:
    return (
        mark.state is State.CORRECTED
        or mark.origin is Origin.PAINTED
        or document.prompt(object_id, frame_index) is not None
    )


def _of_state(document: Document, object_id: int, state: State) -> Iterator[Spot]:
    """Runs of frames of a state that share a comment."""
    run: list[int] = []
    comment = ""
    for frame_index, mark in sorted(document.marks(object_id).items()):
        fits = mark.state is state
        if run and (not fits or frame_index != run[-1] + 1 or mark.comment != comment):
            yield Spot(object_id, run[0], run[-1], run[0], _state_text(state, comment))
            run = []
        if fits:
            run.append(frame_index)
            comment = mark.comment
    if run:
        yield Spot(object_id, run[0], run[-1], run[0], _state_text(state, comment))


def _state_text(state: State, comment: str) -> str:
    return f"{tr(state.value)}: {comment}" if comment else tr(state.value)


def _helping_most(document: Document, object_id: int, verdicts: Mapping[int, Quality]) -> int | None:
    """The frame whose correction helps most of the drafts that are in doubt."""
    marks = document.marks(object_id)
    worth = {i: v.trust for i, v in verdicts.items() if i in marks and marks[i].state is State.DRAFT}
    settled = {frame for _, frame in protected_places(document, [object_id])}
    return where_to_correct(worth, settled, UNSURE_BELOW)


def _doubtful(document: Document, object_id: int, verdicts: Mapping[int, Quality]) -> Iterator[Spot]:
    """Drafts that stand out, neighbours together, and the least certain of the others."""
    marks = document.marks(object_id)
    drafts = [i for i in sorted(verdicts) if i in marks and marks[i].state is State.DRAFT]
    standing_out = [i for i in drafts if verdicts[i].concerns]
    listed: set[int] = set()
    for run in _runs(standing_out):
        worst = min(run, key=lambda i: verdicts[i].trust)
        listed.update(range(run[0] - APART, run[-1] + APART + 1))
        words = dict.fromkeys(WORDS[concern] for concern in verdicts[worst].concerns)
        why = ", ".join(map(tr, words))
        yield Spot(object_id, run[0], run[-1], worst, why, verdicts[worst].trust)
    others = 0
    for i in sorted(drafts, key=lambda i: verdicts[i].trust):
        if others == LEAST_CERTAIN or verdicts[i].trust >= 1:
            break
        if i not in listed:
            others += 1
            listed.update(range(i - APART, i + APART + 1))
            yield Spot(object_id, i, i, i, tr("least certain"), verdicts[i].trust)


def _runs(frames: Sequence[int]) -> Iterator[list[int]]:
    run: list[int] = []
    for frame in frames:
        if run and frame > run[-1] + 2:  # one sound frame between two bad ones parts nothing
            yield run
            run = []
        run.append(frame)
    if run:
        yield run
