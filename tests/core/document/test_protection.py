import pytest

from core.document.document import SegObject
from core.document.edits import ChangeObject, MaskEntry, SetMask, SetPrompt, set_state
from core.document.protection import is_protected, protected_places, unprotected
from core.types import Click, FramePrompt, Origin, State


@pytest.fixture
def guarded(project, make):
    """Object 1: a mask of each kind by frame. Object 2: one plain mask."""
    kinds = [
        (Origin.INFERRED, State.DRAFT), (Origin.FILLED, State.DRAFT), (Origin.IMPORTED, State.FLAGGED),
        (Origin.PAINTED, State.DRAFT), (Origin.INFERRED, State.APPROVED), (Origin.FILLED, State.CORRECTED),
    ]  # fmt: skip
    for frame, (origin, state) in enumerate(kinds):
        project.history.do(SetMask(1, frame, make.mask(), make.mark(origin, state=state)), "x")
    project.history.do(SetMask(2, 0, make.mask(), make.mark()), "x")
    project.history.do(SetPrompt(1, FramePrompt(10, mask=make.mask())), "x")
    project.history.do(SetPrompt(1, FramePrompt(11, (Click(3, 3),))), "x")
    return project


def test_what_a_run_must_leave_alone(guarded):
    document = guarded.document
    assert protected_places(document) == {(1, 3), (1, 4), (1, 5), (1, 10)}
    assert protected_places(document, [2]) == frozenset()
    assert not is_protected(document, 1, 11) and not is_protected(document, 1, 39)
    assert is_protected(document, 99, 0), "an object that was deleted during the run takes no masks"


def test_a_locked_object_is_protected_on_every_frame(guarded):
    guarded.history.do(ChangeObject(SegObject(2, "dog", locked=True)), "Lock")
    assert is_protected(guarded.document, 2, 39)
    assert (2, 0) in protected_places(guarded.document)


def test_a_runs_results_are_filtered_as_they_come(guarded, make):
    document, history = guarded.document, guarded.history
    old = {frame: document.mask(1, frame) for frame in range(6)}
    history.begin("Track")
    for frame in range(6):
        entries = [MaskEntry(object_id, frame, make.mask(), make.mark()) for object_id in (1, 2, 99)]
        if frame == 1:  # a person approves it while the run goes on
            history.do(set_state(document, [(1, 1)], State.APPROVED), "Approve")
        for entry in unprotected(document, entries):
            history.extend(SetMask(*entry.place, entry.mask, entry.mark))
    history.end()
    kept = {frame for frame in range(6) if document.mask(1, frame) == old[frame]}
    assert kept == {1, 3, 4, 5}
    assert set(document.marks(2)) == set(range(6))
