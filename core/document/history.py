"""Doing, undoing and redoing edits, each committed to the project file as it is made.

A step keeps only the edits that take it back (or, once undone, that do it again), and it keeps them in
the project file: memory holds the names. So the history survives closing, and a crash.
"""

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from core.document.change import Change, Place, merge_changes
from core.document.document import Document
from core.document.edits import BATCH, Edit, EditGroup, MaskEntry, RemoveMasks, SetMasks
from core.document.encoding import Json, decode, encode
from core.document.tables import StoredStep, Tables
from core.errors import ProjectError
from core.wording import say

MAX_STEPS = 500
MAX_BYTES = 512 * 2**20


@dataclass(frozen=True, slots=True)
class InterruptedRun:
    """A run that a crash cut short. Its finished frames are in the document, as one step to undo."""

    name: str
    request: Json
    """What `History.begin` was given, to go on from."""


class History:
    """The only way to change a document. For the document's thread."""

    def __init__(
        self, document: Document, tables: Tables, *, max_steps: int = MAX_STEPS, max_bytes: int = MAX_BYTES
    ) -> None:
        """Oldest steps are dropped beyond `max_steps` or `max_bytes`; the newest step always stays."""
        self.changed: list[Callable[[Change], None]] = []
        """Called after each change is on disk."""
        self._document = document
        self._tables = tables
        self._max_steps = max_steps
        self._max_bytes = max_bytes
        steps = tables.load_steps()
        self._undo = [step for step in steps if not step.undone]
        self._redo = [step for step in reversed(steps) if step.undone]
        self._run: StoredStep | None = None
        self._run_edits = 0
        self._run_name: str | None = None
        self._turning = ""
        stored = tables.value("run")
        self._interrupted = InterruptedRun(stored["name"], stored["request"]) if stored else None

    # ---- reading

    @property
    def undo_names(self) -> list[str]:
        """Names of the steps that can be undone, the next one first."""
        return [step.name for step in reversed(self._undo)]

    @property
    def redo_names(self) -> list[str]:
        """Names of the steps that can be redone, the next one first."""
        return [step.name for step in reversed(self._redo)]

    @property
    def position(self) -> int:
        """A number that is equal again when undo or redo leads back to the same state; 0 with no step."""
        return self._undo[-1].id if self._undo else 0

    @property
    def size_bytes(self) -> int:
        """What the steps hold in the project file."""
        return sum(step.size_bytes for step in self._undo) + sum(step.size_bytes for step in self._redo)

    @property
    def running(self) -> bool:
        """Whether `begin` was called and `end` was not."""
        return self._run_name is not None

    @property
    def interrupted_run(self) -> InterruptedRun | None:
        """The run that was going on when the program ended last, until it is begun again or dismissed."""
        return self._interrupted

    # ---- doing

    def do(self, edit: Edit, name: str) -> Change:
        """Apply an edit as one step that the user knows by `name`; it is on disk when this returns.

        An edit that changes nothing leaves no step. While a run goes on, this ends the run's step
        and the run's next edit begins another, so that steps undo in the order in which they were done.
        """
        self.require_still()
        with self._document.transaction():
            inverse, change = edit.apply(self._document)
            if change.is_empty:
                return change
            step = StoredStep(self._tables.add_step(name), name, False, 0)
            step, _ = self._add_edits(step, 0, inverse)
            kept, dropped = self._pruned([*self._undo, step])
            self._tables.delete_steps([*dropped, *(undone.id for undone in self._redo)])
        self._undo, self._redo = kept, []
        self._run = None
        self._tell(change)
        return change

    def begin(self, name: str, request: Json = None) -> None:
        """Begin a run: what `extend` does until `end` is one step.

        `request` is a JSON value to go on from if the program ends before `end` is called.
        """
        self.require_still()
        if self._run_name is not None:
            raise ProjectError(say("“{run}” is still going on.", run=self._run_name))
        with self._document.transaction():
            self._tables.put_value("run", {"name": name, "request": request})
        self._run_name, self._run, self._interrupted = name, None, None

    def extend(self, edit: Edit) -> Change:
        """Add to the run's step: a tracked frame; it is on disk when this returns."""
        if self._run_name is None:
            raise RuntimeError("History.extend without History.begin")
        with self._document.transaction():
            inverse, change = edit.apply(self._document)
            if change.is_empty:
                return change
            step = self._run
            if step is None:
                step = StoredStep(self._tables.add_step(self._run_name), self._run_name, False, 0)
            first = self._run_edits if self._run is not None else 0
            earlier = self._undo[:-1] if self._run is not None else self._undo
            step, count = self._add_edits(step, first, inverse)
            kept, dropped = self._pruned([*earlier, step])
            self._tables.delete_steps([*dropped, *(undone.id for undone in self._redo)])
        self._undo, self._redo = kept, []
        self._run, self._run_edits = step, count
        self._tell(change)
        return change

    def end(self) -> None:
        """End the run, finished or cancelled; a run that changed nothing leaves no step."""
        if self._run_name is None:
            return
        self._run_name, self._run = None, None  # also where the file cannot hear of it
        with self._document.transaction():
            self._tables.put_value("run", None)

    def dismiss_interrupted_run(self) -> None:
        """Forget the interrupted run; its finished frames stay."""
        if self._interrupted is not None:
            with self._document.transaction():
                self._tables.put_value("run", None)
            self._interrupted = None

    def undo(self) -> Change:
        """Take the newest step back. Raises `ProjectError` where there is none or while a run goes on."""
        return _finished(self.undoing())

    def redo(self) -> Change:
        """Do again what was undone last. Raises `ProjectError` as `undo` does."""
        return _finished(self.redoing())

    def undoing(self) -> Generator[float, None, Change]:
        """`undo` in parts of some milliseconds: yields the share that is done, 0 to 1.

        It is all or nothing on disk: closed before its end, it leaves everything as it was. Until it ends
        the document may be read, in a state between the two, and every change raises `ProjectError`.
        """
        if not self._undo:
            raise ProjectError("There is nothing to undo.")
        step, change = yield from self._turn(self._undo[-1], undone=True)
        self._undo.pop()
        self._redo.append(step)
        yield 1.0  # what was heard of takes its time too
        self._tell(change)
        return change

    def redoing(self) -> Generator[float, None, Change]:
        """`redo` in parts, as `undoing` is `undo`."""
        if not self._redo:
            raise ProjectError("There is nothing to redo.")
        step, change = yield from self._turn(self._redo[-1], undone=False)
        self._redo.pop()
        self._undo.append(step)
        yield 1.0
        self._tell(change)
        return change

    # ---- inside

    def require_still(self) -> None:
        """Raise `ProjectError` between the parts of `undoing` or `redoing`."""
        if self._turning:
            raise ProjectError(
                say("“{step}” is still being undone or redone; wait a moment.", step=self._turning)
            )

    def _turn(self, step: StoredStep, *, undone: bool) -> Generator[float, None, tuple[StoredStep, Change]]:
        """Apply a step's edits; their inverses take their places."""
        self.require_still()
        if self._run_name is not None:
            raise ProjectError(say("“{run}” is still going on; stop it first.", run=self._run_name))
        changes: list[Change] = []
        size = done = 0
        self._turning = step.name
        try:
            with self._document.transaction(replaying=True):
                numbers = self._tables.step_edit_numbers(step.id)
                if undone:
                    numbers.reverse()
                for part, edit in _joined((n, self._step_edit(step.id, n)) for n in numbers):
                    inverse, change = edit.apply(self._document)
                    data = encode(inverse)
                    self._tables.put_step_edit(step.id, part[0], data)
                    self._tables.delete_step_edits(step.id, part[1:])
                    size += len(data)
                    done += len(part)
                    changes.append(change)
                    yield done / len(numbers)
                self._tables.set_step(step.id, undone=undone, size_bytes=size)
        finally:
            self._turning = ""
        return replace(step, undone=undone, size_bytes=size), merge_changes(changes)

    def _step_edit(self, step_id: int, number: int) -> Edit:
        edit: Edit = decode(self._tables.step_edit(step_id, number), check=False)
        return edit

    def _add_edits(self, step: StoredStep, first: int, inverse: Edit) -> tuple[StoredStep, int]:
        """Store what undoes the newest part of a step; undo goes through the numbers downwards."""
        size, number = step.size_bytes, first
        for edit in reversed(_flat(inverse)):
            data = encode(edit)
            self._tables.put_step_edit(step.id, number, data)
            size += len(data)
            number += 1
        self._tables.set_step(step.id, undone=False, size_bytes=size)
        return replace(step, size_bytes=size), number

    def _pruned(self, steps: list[StoredStep]) -> tuple[list[StoredStep], list[int]]:
        """The steps to keep, and the ids of the oldest, which are beyond the bounds."""
        size = 0
        for count, step in enumerate(reversed(steps)):
            size += step.size_bytes
            if count == self._max_steps or (count > 0 and size > self._max_bytes):
                keep_from = len(steps) - count
                return steps[keep_from:], [old.id for old in steps[:keep_from]]
        return steps, []

    def _tell(self, change: Change) -> None:
        for callback in list(self.changed):
            callback(change)


def _flat(edit: Edit) -> Sequence[Edit]:
    """The edits of nested groups in order."""
    if isinstance(edit, EditGroup):
        return [part for inner in edit.edits for part in _flat(inner)]
    return [edit]


def _finished(parts: Generator[float, None, Change]) -> Change:
    """Go through all parts at once."""
    while True:
        try:
            next(parts)
        except StopIteration as end:
            change: Change = end.value
            return change


@dataclass(slots=True)
class _Joint:
    """Edits of masks on different places, whose order is therefore all the same."""

    numbers: list[int] = field(default_factory=list)
    removed: list[Place] = field(default_factory=list)
    entries: list[MaskEntry] = field(default_factory=list)
    places: set[Place] = field(default_factory=set)

    def takes(self, number: int, edits: Sequence[Edit]) -> bool:
        """Take these in, if they are of that kind and few enough."""
        removed: list[Place] = []
        entries: list[MaskEntry] = []
        for edit in edits:
            if isinstance(edit, RemoveMasks):
                removed += edit.places
            elif isinstance(edit, SetMasks):
                entries += edit.entries
            else:
                return False
        places = {*removed, *(entry.place for entry in entries)}
        if len(places) < len(removed) + len(entries) or not self.places.isdisjoint(places):
            return False
        if self.places and len(self.places) + len(places) > BATCH:
            return False
        self.numbers.append(number)
        self.removed += removed
        self.entries += entries
        self.places |= places
        return True

    def edit(self) -> Edit:
        if not self.entries:
            return RemoveMasks(tuple(self.removed))
        if not self.removed:
            return SetMasks(tuple(self.entries))
        return EditGroup((RemoveMasks(tuple(self.removed)), SetMasks(tuple(self.entries))))


def _joined(edits: Iterable[tuple[int, Edit]]) -> Iterator[tuple[list[int], Edit]]:
    """The numbered edits in their order; a run's many small ones, frame by frame, as fewer larger ones."""
    joint = _Joint()
    for number, edit in edits:
        parts = _flat(edit)
        if joint.takes(number, parts):
            continue
        if joint.numbers:
            yield joint.numbers, joint.edit()
        joint = _Joint()
        if not joint.takes(number, parts):
            yield [number], edit
    if joint.numbers:
        yield joint.numbers, joint.edit()
