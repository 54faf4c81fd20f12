"""A corrected filled frame: the frames up to the key frames on either side follow, as one step."""

import numpy as np
import pytest

from core.masks import Mask
from core.types import Origin, State
from desktop.canvas.rect import Rect
from desktop.tools.intents import MaskPainted
from tests.desktop.controllers.conftest import FRAMES, SIZE_WH, Desk

CORRECTED = 11


@pytest.fixture
def skipped(desk: Desk, video: object) -> Desk:
    """Key frames 0, 8, 16 and the last; the others filled; frame 11 is shown."""
    desk.open(video)  # type: ignore[arg-type]
    desk.load()
    desk.click()
    desk.skipping.choose(mode="every", gap=8)
    desk.tracking.start(0, FRAMES - 1)
    desk.qtbot.waitUntil(lambda: not desk.tracking.running, timeout=20_000)
    desk.go(CORRECTED)
    return desk


def painted(left: int = 40) -> Mask:
    picture = np.zeros((SIZE_WH[1], SIZE_WH[0]), bool)
    picture[28:52, left : left + 24] = True
    return Mask.from_array(picture)


def paint(desk: Desk, left: int = 40) -> None:
    desk.prompts.take(MaskPainted("Brush Stroke", 1, painted(left), Rect(0, 0, *SIZE_WH)))


def masks(desk: Desk) -> dict[int, Mask | None]:
    return {i: desk.document.mask(1, i) for i in range(FRAMES)}


def changed(desk: Desk, before: dict[int, Mask | None]) -> set[int]:
    return {i for i, mask in masks(desk).items() if mask != before[i]}


def settle(desk: Desk) -> None:
    desk.qtbot.waitUntil(lambda: not desk.lanes.io.busy)


def test_leaving_a_corrected_frame_fills_its_interval_anew(skipped: Desk) -> None:
    before = masks(skipped)
    paint(skipped)
    paint(skipped, left=44)
    settle(skipped)
    assert changed(skipped, before) == {CORRECTED}  # not while the person is still at it
    skipped.frames.go_to(12)
    skipped.qtbot.waitUntil(lambda: skipped.undo_names[0] == "Fill Again")
    assert {10, 11, 12} <= changed(skipped, before) <= set(range(9, 16))
    marks = skipped.document.marks(1)
    assert marks[CORRECTED].origin is Origin.PAINTED
    assert {marks[i].origin for i in (9, 10, 12, 15)} == {Origin.FILLED}
    near, mask = skipped.document.mask(1, 12), painted(44)
    assert near is not None
    assert near.iou(mask) > 0.6
    assert skipped.undo_names[1] == "Brush Stroke"


def test_undo_and_redo_start_nothing(skipped: Desk) -> None:
    before = masks(skipped)
    paint(skipped)
    skipped.frames.go_to(3)
    skipped.qtbot.waitUntil(lambda: skipped.undo_names[0] == "Fill Again")
    after = masks(skipped)
    skipped.documents.undo()
    skipped.documents.undo()
    assert masks(skipped) == before
    skipped.documents.redo()
    skipped.frames.go_to(20)
    settle(skipped)
    assert skipped.documents.redo_name == "Fill Again"
    skipped.documents.redo()
    assert masks(skipped) == after


def test_what_a_person_settled_stays(skipped: Desk) -> None:
    skipped.objects.set_state(State.APPROVED, range(9, 11), "Approve")
    before = masks(skipped)
    paint(skipped)
    skipped.frames.go_to(0)
    skipped.qtbot.waitUntil(lambda: skipped.undo_names[0] == "Fill Again")
    assert not changed(skipped, before) & {9, 10}


def test_tracking_again_takes_its_place(skipped: Desk) -> None:
    paint(skipped)
    skipped.tracking.correct(CORRECTED)
    skipped.qtbot.waitUntil(lambda: not skipped.tracking.running, timeout=20_000)
    skipped.frames.go_to(0)
    settle(skipped)
    assert skipped.undo_names[0] == "Track Object 1 Again"


def test_a_key_frame_between_key_frames_changes_nothing_round_it(skipped: Desk) -> None:
    skipped.skipping.choose(mode="off")
    skipped.tracking.start(0, FRAMES - 1)
    skipped.qtbot.waitUntil(lambda: not skipped.tracking.running, timeout=20_000)
    paint(skipped)
    skipped.frames.go_to(0)
    settle(skipped)
    assert skipped.undo_names[0] == "Brush Stroke"


def test_closing_at_once_is_no_harm(skipped: Desk) -> None:
    paint(skipped)
    skipped.frames.go_to(0)
    skipped.opening.close()
    settle(skipped)
    assert not skipped.problems
