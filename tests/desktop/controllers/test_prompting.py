"""From gestures to masks: one step each, latest wins, refusals in a sentence."""

import pytest

from core.errors import ModelError
from core.masks import Mask
from core.types import Box, Origin, State
from desktop.canvas.rect import Rect
from desktop.tools.intents import (
    BoxDrawn,
    BoxRemoved,
    ClickAdded,
    ClickMoved,
    ClickRemoved,
    HoverAsked,
    HoverEnded,
    MaskPainted,
)
from tests.desktop.controllers.conftest import SIZE_WH, Desk


@pytest.fixture
def ready(desk: Desk, video: object) -> Desk:
    desk.open(video)  # type: ignore[arg-type]
    desk.load()
    return desk


def some_mask() -> Mask:
    import numpy as np

    picture = np.zeros((SIZE_WH[1], SIZE_WH[0]), bool)
    picture[20:40, 30:60] = True
    return Mask.from_array(picture)


def test_the_first_click_makes_an_object_with_its_mask_in_one_step(ready: Desk) -> None:
    ready.click()
    assert list(ready.document.objects) == [1]
    assert ready.documents.selected == 1
    mark = ready.document.mark(1, 0)
    assert mark is not None
    assert (mark.origin, mark.state) == (Origin.INFERRED, State.DRAFT)
    assert ready.undo_names[0] == "Click"
    ready.documents.undo()
    assert not ready.document.objects
    ready.documents.redo()
    assert ready.document.mask(1, 0) is not None


def test_two_quick_clicks_are_one_answer_with_both(ready: Desk) -> None:
    ready.prompts.take(ClickAdded(30, 40, True))
    ready.click(60, 60, False)
    assert list(ready.document.objects) == [1]
    assert len(ready.document.prompts(1)[0].clicks) == 2
    assert ready.undo_names.count("Click") == 1


def test_a_click_before_the_model_is_there_is_answered_when_it_is(desk: Desk, video: object) -> None:
    desk.open(video)  # type: ignore[arg-type]
    desk.prompts.take(ClickAdded(30, 40, True))
    assert desk.prompts.pending is not None
    desk.load()
    desk.qtbot.waitUntil(lambda: desk.prompts.pending is None)
    assert desk.document.mask(1, 0) is not None


def test_undo_of_a_pending_click_takes_it_back(desk: Desk, video: object) -> None:
    desk.open(video)  # type: ignore[arg-type]
    desk.prompts.take(ClickAdded(30, 40, True))
    assert desk.prompts.discard()
    assert desk.prompts.pending is None
    assert not desk.document.objects


def test_a_pending_click_is_written_when_the_project_closes(desk: Desk, video: object) -> None:
    desk.open(video)  # type: ignore[arg-type]
    desk.prompts.take(ClickAdded(30, 40, True))
    desk.opening.close()
    desk.open(video)  # type: ignore[arg-type]
    assert len(desk.document.prompts(1)[0].clicks) == 1


def test_without_a_model_a_click_is_kept_and_said(
    desk: Desk, video: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    from core.engine import loader

    def missing(*_args: object, **_more: object) -> None:
        raise ModelError("The model is missing.")

    monkeypatch.setattr(loader, "load_model", missing)
    desk.open(video)  # type: ignore[arg-type]
    desk.models.load()
    desk.qtbot.waitUntil(lambda: bool(desk.problems))
    assert str(desk.problems[0]) == "The model is missing."
    desk.prompts.take(ClickAdded(30, 40, True))
    assert "no model" in desk.said[-1]
    assert len(desk.document.prompts(1)[0].clicks) == 1
    assert desk.document.mask(1, 0) is None


def test_clicks_are_moved_and_removed(ready: Desk) -> None:
    ready.click()
    ready.click(90, 60, False)
    ready.prompts.take(ClickMoved(0, 35, 45))
    ready.qtbot.waitUntil(lambda: ready.prompts.pending is None)
    assert (ready.document.prompts(1)[0].clicks[0].x, ready.undo_names[0]) == (35, "Move Click")
    ready.prompts.take(ClickRemoved(1))
    ready.qtbot.waitUntil(lambda: ready.prompts.pending is None)
    assert len(ready.document.prompts(1)[0].clicks) == 1
    ready.prompts.take(ClickRemoved(0))
    assert ready.document.prompt(1, 0) is None
    assert ready.document.mask(1, 0) is None
    ready.documents.undo()
    assert ready.document.mask(1, 0) is not None


def test_a_box_takes_the_place_of_the_clicks(ready: Desk) -> None:
    ready.click()
    ready.prompts.take(BoxDrawn(Box(10, 20, 60, 70)))
    ready.qtbot.waitUntil(lambda: ready.prompts.pending is None)
    prompt = ready.document.prompts(1)[0]
    assert prompt.box == Box(10, 20, 60, 70)
    assert prompt.clicks == ()
    ready.prompts.take(BoxRemoved())
    assert ready.document.prompt(1, 0) is None


def test_a_first_click_on_what_is_not_the_object_is_refused(ready: Desk) -> None:
    ready.prompts.take(ClickAdded(30, 40, False))
    assert "Click on the object first" in ready.said[-1]
    assert not ready.document.objects


def test_a_locked_object_is_not_changed(ready: Desk) -> None:
    ready.click()
    ready.objects.toggle_locked()
    ready.prompts.take(ClickAdded(60, 60, True))
    assert "locked" in ready.said[-1]
    assert len(ready.document.prompts(1)[0].clicks) == 1


def test_clicking_on_a_tracked_mask_corrects_it(ready: Desk) -> None:
    ready.click()
    ready.tracking.start(0, 5)
    ready.qtbot.waitUntil(lambda: not ready.tracking.running)
    before = ready.document.mask(1, 3)
    ready.go(3)
    ready.click(60, 40)
    prompt, mark = ready.document.prompt(1, 3), ready.document.mark(1, 3)
    assert prompt is not None
    assert prompt.refines == before
    assert mark is not None
    assert mark.state is State.CORRECTED


def test_a_painted_mask_is_kept_to_the_pixel_and_conditions_the_model(ready: Desk) -> None:
    ready.prompts.take(MaskPainted("Brush Stroke", None, some_mask(), Rect(30, 20, 60, 40)))
    assert ready.document.mask(1, 0) == some_mask()
    mark = ready.document.mark(1, 0)
    assert mark is not None
    assert (mark.origin, mark.state) == (Origin.PAINTED, State.CORRECTED)
    assert ready.document.prompts(1)[0].mask == some_mask()
    assert ready.undo_names[0] == "Brush Stroke"
    ready.documents.undo()
    assert not ready.document.objects


def test_a_preview_changes_nothing(ready: Desk) -> None:
    previews: list[object] = []
    ready.previews.preview_made.connect(previews.append)
    ready.previews.take(HoverAsked(30, 40, True))
    ready.qtbot.waitUntil(lambda: any(getattr(p, "mask", None) is not None for p in previews))
    ready.previews.take(HoverEnded())
    assert getattr(previews[-1], "mask", 0) is None
    assert not ready.document.objects
    assert ready.documents.undo_name == ""
