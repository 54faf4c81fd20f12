"""A correction knows its stretch; what tracking it again changed is kept or dropped; before and after."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from core.document.change import Place
from core.document.edits import ChangeObject, SetMarks
from core.masks import Mask
from core.types import Box, Origin, State
from desktop.canvas.rect import Rect
from desktop.controllers.correcting import CorrectingController, Offer
from desktop.tools.intents import BoxDrawn, ClickAdded, MaskPainted
from tests.desktop.controllers.conftest import FRAMES, SIZE_WH, Desk

LAST = FRAMES - 1


@pytest.fixture
def correcting(desk: Desk, video: object) -> CorrectingController:
    """Object 1 is clicked on frame 0 and tracked to the end."""
    desk.open(video)  # type: ignore[arg-type]
    desk.load()
    controller = CorrectingController(desk.documents, desk.frames, desk.tracking, desk)
    controller.said.connect(desk.said.append)
    desk.click()
    track(desk, 0, LAST)
    return controller


def track(desk: Desk, start: int, stop: int) -> None:
    desk.tracking.start(start, stop)
    desk.qtbot.waitUntil(lambda: not desk.tracking.running, timeout=20_000)


def painted() -> Mask:
    picture = np.zeros((SIZE_WH[1], SIZE_WH[0]), bool)
    picture[50:75, 60:110] = True
    return Mask.from_array(picture)


def paint(desk: Desk, frame_index: int) -> None:
    desk.go(frame_index)
    desk.prompts.take(MaskPainted("Brush stroke", 1, painted(), Rect(60, 50, 110, 75)))


def offered(desk: Desk, correcting: CorrectingController) -> Offer:
    desk.qtbot.waitUntil(lambda: correcting.offer is not None)
    assert correcting.offer is not None
    return correcting.offer


def again(desk: Desk, correcting: CorrectingController) -> None:
    offered(desk, correcting)
    correcting.track_again()
    assert desk.tracking.running
    desk.qtbot.waitUntil(lambda: not desk.tracking.running, timeout=20_000)


def masks(desk: Desk) -> dict[int, Mask | None]:
    return {i: desk.document.mask(1, i) for i in range(FRAMES)}


def test_a_first_click_offers_nothing(desk: Desk, correcting: CorrectingController) -> None:
    desk.objects.add()
    desk.click(90, 60)
    desk.qtbot.wait(80)
    assert correcting.offer is None


def test_the_offer_reaches_to_what_is_settled(desk: Desk, correcting: CorrectingController) -> None:
    paint(desk, 12)
    assert offered(desk, correcting) == Offer(1, 12, 1, LAST)  # frame 0 has the first click
    desk.objects.set_state(State.APPROVED, range(18, 20), "Approve")
    desk.qtbot.waitUntil(lambda: correcting.offer == Offer(1, 12, 1, 17))
    desk.documents.undo()
    desk.documents.undo()
    desk.qtbot.waitUntil(lambda: correcting.offer is None)
    desk.documents.redo()
    assert offered(desk, correcting).corrected == 12


def test_a_click_and_a_box_on_a_tracked_frame_are_corrections(
    desk: Desk, correcting: CorrectingController
) -> None:
    desk.go(8)
    desk.click(40, 40, positive=False)
    assert offered(desk, correcting).corrected == 8
    assert desk.document.marks(1)[8].state is State.CORRECTED
    desk.go(15)
    desk.prompts.take(BoxDrawn(Box(50, 20, 80, 60)))
    desk.qtbot.waitUntil(lambda: desk.prompts.pending is None)
    assert desk.document.marks(1)[15].state is State.CORRECTED
    desk.qtbot.waitUntil(lambda: correcting.offer == Offer(1, 15, 9, LAST))


def test_tracked_again_is_one_step_and_dropping_it_is_undo(
    desk: Desk, correcting: CorrectingController
) -> None:
    paint(desk, 12)
    before = masks(desk)
    again(desk, correcting)
    result = correcting.result
    assert result is not None
    after = masks(desk)
    assert result.changed == {i for i in range(FRAMES) if after[i] != before[i]}
    assert result.changed
    assert {0, 12}.isdisjoint(result.changed)
    assert after[12] == painted()
    assert correcting.offer is None
    steps = desk.undo_names
    correcting.drop()
    assert masks(desk) == before
    assert correcting.result is None
    assert desk.undo_names == steps[1:]
    assert desk.document.prompt(1, 12) is not None  # the correction stays


def test_what_people_settled_is_never_overwritten(desk: Desk, correcting: CorrectingController) -> None:
    desk.objects.set_state(State.APPROVED, range(4, 7), "Approve")
    desk.objects.set_state(State.CORRECTED, range(20, 21), "Correct")
    mark = desk.document.marks(1)[16]
    desk.documents.do(SetMarks(((1, 16, replace(mark, origin=Origin.PAINTED)),)), "Paint")
    before = masks(desk)
    paint(desk, 12)
    assert offered(desk, correcting) == Offer(1, 12, 7, 15)
    again(desk, correcting)
    after = masks(desk)
    assert all(after[i] == before[i] for i in (*range(7), *range(16, FRAMES)))
    assert any(after[i] != before[i] for i in range(7, 16) if i != 12)


def test_what_comes_before_the_first_frame_is_told(
    desk: Desk, correcting: CorrectingController, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.controllers.tracking.SHOW_EVERY_S", 0.0)
    told: list[float] = []
    desk.tracking.prepared.connect(told.append)
    paint(desk, 4)
    again(desk, correcting)
    told.clear()
    paint(desk, 9)
    again(desk, correcting)
    assert told
    assert told[0] < told[-1] <= 1


def test_before_and_after(desk: Desk, correcting: CorrectingController) -> None:
    shown: list[Mapping[Place, Mask | None]] = []
    correcting.before_changed.connect(shown.append)
    correcting.show_before(True)
    assert not correcting.before_shown
    paint(desk, 12)
    before = masks(desk)
    again(desk, correcting)
    assert correcting.result is not None
    correcting.show_before(True)
    assert correcting.before_shown
    assert shown[-1] == {(1, i): before[i] for i in correcting.result.changed}
    correcting.keep()
    assert not correcting.before_shown
    assert shown[-1] == {}
    assert correcting.result is None
    assert masks(desk) != before


def test_dropping_after_other_work_keeps_that_work(desk: Desk, correcting: CorrectingController) -> None:
    paint(desk, 12)
    before = masks(desk)
    again(desk, correcting)
    result = correcting.result
    assert result is not None
    approved = result.last
    kept = desk.document.mask(1, approved)
    desk.objects.set_state(State.APPROVED, range(approved, approved + 1), "Approve")
    desk.objects.change(replace(desk.document.objects[1], name="Dog"))
    assert correcting.result is result
    correcting.drop()
    after = masks(desk)
    assert after[approved] == kept
    assert {i: m for i, m in after.items() if i != approved} == {
        i: m for i, m in before.items() if i != approved
    }
    assert desk.document.objects[1].name == "Dog"
    assert desk.undo_names[0] == "Drop New Masks"


def test_undo_and_correcting_on_end_the_choice(desk: Desk, correcting: CorrectingController) -> None:
    paint(desk, 12)
    again(desk, correcting)
    desk.documents.undo()
    assert correcting.result is None
    desk.documents.redo()
    assert correcting.result is None
    paint(desk, 13)
    again(desk, correcting)
    result = correcting.result
    assert result is not None
    paint(desk, result.last)
    assert correcting.result is None
    assert offered(desk, correcting).corrected == result.last


def test_cancelled_half_way_keeps_its_frames_and_the_offer(
    desk: Desk, correcting: CorrectingController
) -> None:
    paint(desk, 2)
    before = masks(desk)
    offered(desk, correcting)
    correcting.track_again()
    desk.qtbot.waitUntil(lambda: masks(desk) != before or not desk.tracking.running)
    desk.tracking.cancel()
    desk.qtbot.waitUntil(lambda: not desk.tracking.running)
    changed = {i for i, mask in masks(desk).items() if mask != before[i]}
    assert correcting.result is not None
    assert correcting.result.changed == changed
    if len(changed) < 15:  # it was in time
        correcting.keep()
        assert offered(desk, correcting).corrected == 2


def test_a_locked_object_and_a_closed_project_have_no_offer(
    desk: Desk, correcting: CorrectingController
) -> None:
    paint(desk, 12)
    offered(desk, correcting)
    desk.documents.do(ChangeObject(replace(desk.document.objects[1], locked=True)), "Lock")
    desk.qtbot.waitUntil(lambda: correcting.offer is None)
    desk.documents.undo()
    offered(desk, correcting)
    desk.opening.close()
    assert correcting.offer is None


def test_a_negative_click_after_tracking_changes_what_follows(
    desk: Desk, correcting: CorrectingController
) -> None:
    before = masks(desk)
    desk.go(10)
    mask = before[10]
    assert mask is not None
    x0, y0, x1, y1 = mask.box_xyxy_px
    desk.prompts.take(ClickAdded((x0 + x1) / 2, (y0 + y1) / 2, False))
    desk.qtbot.waitUntil(lambda: desk.prompts.pending is None)
    again(desk, correcting)
    after = masks(desk)
    assert after[10] != before[10]
    assert any(after[i] != before[i] for i in range(11, FRAMES))
