"""Where to look next, by state and by trust; comments, counts, and approving up to a correction."""

import numpy as np
import pytest

from core.document.document import Mark, SegObject
from core.document.edits import AddObject, Edit, EditGroup, MaskEntry, SetMask, SetMasks
from core.masks import Mask
from core.types import Origin, State
from desktop.controllers.look_here import LookHere
from desktop.controllers.review import ReviewController, Show, Spot
from tests.desktop.controllers.conftest import FRAMES, SIZE_WH, Desk


def box(x: int, width: int = 20) -> Mask:
    picture = np.zeros((SIZE_WH[1], SIZE_WH[0]), bool)
    picture[30:50, x : x + width] = True
    return Mask.from_array(picture)


@pytest.fixture
def review(desk: Desk, video: object) -> ReviewController:
    """Two objects with a mask on every frame: the first is unsure on 5 and 6 and jumps on 15."""
    desk.open(video)  # type: ignore[arg-type]
    edits: list[Edit] = []
    for object_id, name in ((1, "Dog"), (2, "Cat")):
        edits.append(AddObject(SegObject(object_id, name)))
        for i in range(FRAMES):
            x = 90 if object_id == 1 and i == 15 else 20 + i
            score = 0.4 + i / 100 if object_id == 1 and i in (5, 6) else 1.0
            edits.append(SetMask(object_id, i, box(x), Mark(Origin.INFERRED, State.DRAFT, score)))
    desk.documents.do(EditGroup(tuple(edits)), "Import")
    desk.documents.select(1)
    controller = ReviewController(desk.documents, desk.frames, LookHere(desk.documents, desk), desk)
    controller.said.connect(desk.said.append)
    desk.documents.project_changed.emit(desk.documents.project)
    settle(desk, controller)
    return controller


def settle(desk: Desk, review: ReviewController) -> None:
    desk.qtbot.waitUntil(lambda: not review._look_here.busy)
    desk.qtbot.waitUntil(lambda: not review._soon.isActive())


def flag(desk: Desk, frame_index: int) -> None:
    desk.objects.set_state(State.FLAGGED, range(frame_index, frame_index + 1), "Flag")


def test_what_stands_out_is_listed_worst_first(desk: Desk, review: ReviewController) -> None:
    spots = review.spots
    jump = next(spot for spot in spots if "jumps" in spot.why)
    unsure = next(spot for spot in spots if "unsure" in spot.why)
    assert (jump.object_id, jump.first, jump.last) == (1, 15, 16)
    assert (unsure.first, unsure.last, unsure.at) == (5, 6, 5)
    assert unsure.trust == pytest.approx(0.45, abs=0.005)
    assert spots.index(jump) < spots.index(unsure)
    assert not any(spot.object_id == 2 for spot in spots)


def test_where_a_correction_helps_most_is_listed_before_all_that_stands_out(
    desk: Desk, review: ReviewController
) -> None:
    assert review.spots[0].helps_most and review.spots[0].why
    assert review.spots[0].first <= review.spots[0].at <= review.spots[0].last
    assert sum(spot.helps_most for spot in review.spots) == 1
    desk.objects.set_state(State.APPROVED, range(FRAMES), "Approve")
    settle(desk, review)
    assert not any(spot.helps_most for spot in review.spots)


def test_flagged_ones_come_first_with_their_comment(desk: Desk, review: ReviewController) -> None:
    desk.go(20)
    flag(desk, 20)
    review.set_comment("  tail is missing ")
    assert desk.undo_names[0] == "Comment"
    assert review.spots[0] == Spot(1, 20, 20, 20, "flagged: tail is missing")
    assert review.here is not None
    assert review.here.comment == "tail is missing"
    desk.objects.set_state(State.APPROVED, range(20, 21), "Approve")
    assert review.here.comment == "tail is missing"  # a comment outlives its flag
    review.set_comment("tail is missing")
    assert desk.undo_names[0] == "Approve"  # the same again is no step


def test_settled_masks_are_not_looked_at_again(desk: Desk, review: ReviewController) -> None:
    desk.objects.set_state(State.APPROVED, range(FRAMES), "Approve")
    settle(desk, review)
    assert review.spots == ()
    review.go_on(1)
    assert "nothing to look at" in desk.said[-1]


def test_verdicts_follow_changes_and_undo(desk: Desk, review: ReviewController) -> None:
    desk.documents.do(SetMasks((MaskEntry(1, 15, box(35), Mark(Origin.INFERRED, score=1.0)),)), "Track")
    settle(desk, review)
    assert not any("jumps" in spot.why for spot in review.spots)
    desk.documents.undo()
    settle(desk, review)
    assert any("jumps" in spot.why for spot in review.spots)


def test_going_through_the_list_and_through_time(desk: Desk, review: ReviewController) -> None:
    flag(desk, 10)
    settle(desk, review)
    seen = []
    for _ in range(len(review.spots) + 1):
        review.go_on(1)
        seen.append(desk.frames.index)
    assert seen[0] == 10
    assert seen[-1] == 10  # once around
    assert {5, 10}.issubset(seen)
    review.go_on(-1)
    assert desk.frames.index == seen[-2]
    desk.frames.go_to(0)
    review.set_show(Show.FLAGGED)
    review.go_in_time(1)
    assert desk.frames.index == 10
    review.go_in_time(1)
    assert "none further on" in desk.said[-1]
    review.set_show(Show.APPROVED)
    review.go_in_time(-1)
    assert "approved" in desk.said[-1]


def test_states_are_listed_in_runs(desk: Desk, review: ReviewController) -> None:
    desk.objects.set_state(State.APPROVED, range(3, 9), "Approve")
    desk.objects.set_state(State.APPROVED, range(12, 13), "Approve")
    review.set_show(Show.APPROVED)
    assert [(spot.first, spot.last) for spot in review.spots] == [(3, 8), (12, 12)]
    assert review.counts() == {State.APPROVED: 7, State.DRAFT: FRAMES - 7}


def test_approving_up_to_the_next_correction(desk: Desk, review: ReviewController) -> None:
    desk.objects.set_state(State.CORRECTED, range(14, 15), "Correct")
    desk.go(4)
    review.approve_on()
    marks = desk.document.marks(1)
    assert [i for i, mark in marks.items() if mark.state is State.APPROVED] == list(range(4, 14))
    assert desk.undo_names[0] == "Approve to Next Correction"
    assert "10 masks" in desk.said[-1]
    desk.go(20)
    review.approve_on()
    assert marks[FRAMES - 1].state is State.APPROVED
    desk.documents.select(None)
    review.approve_on()
