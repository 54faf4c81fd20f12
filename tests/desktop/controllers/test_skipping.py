"""The choice of skipping: kept with the project, taken by runs, forecast from what they took; second pass."""

from dataclasses import replace

import numpy as np
import pytest

from core.masks import Mask
from core.types import Origin, State
from desktop.canvas.rect import Rect
from desktop.controllers.skipping import EVERY_FRAME, RunTimes, Skipping
from desktop.controllers.track_plan import Plan, doubtful
from desktop.controllers.tracking import TrackEnd, TrackProgress
from desktop.jobs.job import Outcome
from desktop.tools.intents import MaskPainted
from tests.desktop.controllers.conftest import FRAMES, SIZE_WH, Desk


@pytest.fixture
def ready(desk: Desk, video: object) -> Desk:
    desk.open(video)  # type: ignore[arg-type]
    desk.load()
    desk.click()
    return desk


def finish(desk: Desk) -> TrackEnd:
    ends: list[TrackEnd] = []
    desk.tracking.ended.connect(ends.append)
    assert desk.tracking.running, desk.said
    desk.qtbot.waitUntil(lambda: bool(ends), timeout=20_000)
    desk.tracking.ended.disconnect(ends.append)
    return ends[0]


def run(desk: Desk, start: int = 0, stop: int = FRAMES - 1) -> TrackEnd:
    desk.tracking.start(start, stop)
    return finish(desk)


def filled(desk: Desk, object_id: int = 1) -> list[int]:
    marks = desk.document.marks(object_id)
    return sorted(i for i, mark in marks.items() if mark.origin is Origin.FILLED)


def painted() -> Mask:
    picture = np.zeros((SIZE_WH[1], SIZE_WH[0]), bool)
    picture[5:15, 5:25] = True
    return Mask.from_array(picture)


def test_every_frame_is_inferred_unless_skipping_is_chosen(ready: Desk) -> None:
    assert ready.skipping.choice == EVERY_FRAME
    end = run(ready)
    assert filled(ready) == []
    assert end.inferred == end.frames == FRAMES


def test_a_run_skips_as_it_was_chosen_and_says_what_it_did(ready: Desk) -> None:
    progress: list[TrackProgress] = []
    ready.tracking.progressed.connect(progress.append)
    ready.skipping.choose(mode="every", gap=6)
    end = run(ready)
    assert filled(ready) == [i for i in range(FRAMES) if i % 6 and i != FRAMES - 1]
    assert (end.frames, end.inferred) == (FRAMES, FRAMES - len(filled(ready)))
    assert progress[-1].inferred == pytest.approx(end.inferred / FRAMES)
    ready.documents.undo()
    assert filled(ready) == []


def test_backward_through_a_range(ready: Desk) -> None:
    ready.go(20)
    ready.click(70, 40)
    ready.skipping.choose(mode="every", gap=5)
    run(ready, 20, 6)
    assert filled(ready) == [i for i in range(7, 20) if i not in (10, 15)]


def test_the_choice_is_kept_with_the_project(ready: Desk, video: object) -> None:
    ready.skipping.choose(mode="auto", speed=0.8)
    ready.skipping.choose(gap=7)
    ready.opening.close()
    assert ready.skipping.choice == EVERY_FRAME
    ready.open(video)  # type: ignore[arg-type]
    assert ready.skipping.choice == Skipping("auto", 7, 0.8)


@pytest.mark.parametrize(
    "value", [None, 3, [], {"mode": "never"}, {"mode": "auto", "speed": 7, "gap": "x"}, {"gap": 10**6}]
)
def test_what_makes_no_sense_is_the_default(value: object) -> None:
    read = Skipping.from_json(value)  # type: ignore[arg-type]
    assert replace(read, mode="off") == EVERY_FRAME


def test_a_plan_keeps_how_it_skips_for_going_on_after_a_crash() -> None:
    plan = Plan((1,), 3, 9, skip=Skipping("every", 5))
    assert Plan.from_json(plan.to_json) == plan
    assert Plan.from_json({"object_ids": [1], "start": 3, "stop": 9}) == Plan((1,), 3, 9)


def test_nothing_is_forecast_before_anything_was_timed(ready: Desk) -> None:
    told = ready.skipping.forecast("tiny", 100, Skipping("every", 4))
    assert (told.off_s, told.skipping_s, told.share) == (None, None, 0.25)
    assert ready.skipping.forecast("tiny", 100, Skipping("auto")).share is None


def test_the_forecast_follows_what_runs_took(ready: Desk) -> None:
    skipping = ready.skipping
    skipping.learn("slow", EVERY_FRAME, RunTimes(50, 50, 100.0))
    skipping.learn("slow", Skipping("auto"), RunTimes(100, 20, 60.0, fill_s=0.01))
    told = skipping.forecast("slow", 200, Skipping("auto"))
    assert told.off_s == pytest.approx(400)  # the full run says what a frame takes, not the skipping one
    assert (told.share, told.measured) == (0.2, True)
    assert told.skipping_s is not None
    assert 80 < told.skipping_s < 130
    assert skipping.forecast("other", 200, Skipping("auto")).off_s is None


def test_a_run_that_skips_is_enough_to_forecast_one_that_does_not(ready: Desk) -> None:
    ready.skipping.learn("slow", Skipping("every", 5), RunTimes(100, 20, 56.0, fill_s=0.02))
    told = ready.skipping.forecast("slow", 100)
    assert told.off_s is not None
    assert 150 < told.off_s < 250


def test_real_runs_are_learnt_from(ready: Desk) -> None:
    run(ready)
    told = ready.skipping.forecast(ready.models.state.name, FRAMES, Skipping("every", 4))
    assert told.off_s is not None
    assert told.skipping_s is not None


def test_motion_is_looked_at_once_and_forgotten_with_the_video(ready: Desk, video: object) -> None:
    ready.skipping.sample()
    auto = Skipping("auto")
    ready.qtbot.waitUntil(lambda: ready.skipping.forecast("x", 9, auto).share is not None)
    ready.opening.close()
    assert ready.skipping.forecast("x", 9, auto).share is None
    ready.open(video)  # type: ignore[arg-type]
    ready.skipping.sample()
    ready.qtbot.waitUntil(lambda: ready.skipping.forecast("x", 9, auto).share is not None)


def test_a_corrected_filled_frame_is_a_key_frame_and_its_interval_is_filled_anew(ready: Desk) -> None:
    ready.skipping.choose(mode="every", gap=8)
    run(ready)
    ready.go(11)
    before = {i: ready.document.mask(1, i) for i in range(FRAMES)}
    assert 11 in filled(ready)
    ready.prompts.take(MaskPainted("Brush Stroke", 1, painted(), Rect(5, 5, 25, 15)))
    assert 11 not in filled(ready)
    ready.tracking.correct(11)
    assert finish(ready).correction
    assert ready.document.mask(1, 11) == painted()
    assert {10, 12} <= set(filled(ready))  # still filled, but from the correction
    assert ready.document.mask(1, 10) != before[10]
    assert ready.document.mask(1, 12) != before[12]


def test_the_least_certain_filled_frames_are_checked_as_one_step(ready: Desk) -> None:
    ready.skipping.choose(mode="every", gap=6)
    run(ready)
    before = filled(ready)
    expected = {doubt.frame_index for _, doubts in doubtful(ready.document, (1,), 2) for doubt in doubts}
    assert len(expected) == 2
    progress: list[TrackProgress] = []
    ready.tracking.progressed.connect(progress.append)
    ready.tracking.check_doubtful(2)
    end = finish(ready)
    assert end.outcome is Outcome.FINISHED
    assert end.second_pass
    assert end.inferred == 2
    assert progress[-1].done == progress[-1].total == end.frames
    assert set(before) - set(filled(ready)) == expected
    assert ready.undo_names[0] == "Second Pass"
    ready.documents.undo()
    assert filled(ready) == before


def test_what_a_person_settled_is_not_in_doubt(ready: Desk) -> None:
    ready.skipping.choose(mode="every", gap=6)
    run(ready)
    ready.objects.set_state(State.APPROVED, range(FRAMES), "Approve")
    ready.tracking.check_doubtful(10)
    assert not ready.tracking.running
    assert "No filled frame is in doubt" in ready.said[-1]


def test_objects_that_were_tracked_apart_are_checked_apart(ready: Desk) -> None:
    ready.skipping.choose(mode="every", gap=6)
    run(ready)
    ready.documents.select(None)
    ready.go(0)
    ready.click(90, 60)
    ready.skipping.choose(gap=4)
    ready.tracking.start(0, FRAMES - 1, selected_only=True)
    finish(ready)
    groups = dict(doubtful(ready.document, (1, 2), 20))
    assert set(groups) == {(1,), (2,)}
    assert all(doubt.frame_index in filled(ready, 2) for doubt in groups[2,])
    inferred = sorted(set(range(FRAMES)) - set(filled(ready, 2)))
    ready.tracking.check_doubtful(20)
    finish(ready)
    assert not set(inferred) & set(filled(ready, 2))  # what the model had found is not filled now


def test_cancelling_inside_an_interval_keeps_what_came(ready: Desk) -> None:
    ready.skipping.choose(mode="every", gap=8)
    ends: list[TrackEnd] = []
    ready.tracking.ended.connect(ends.append)
    ready.tracking.start(0, FRAMES - 1)
    ready.qtbot.waitUntil(lambda: bool(filled(ready)))
    ready.tracking.cancel()
    ready.qtbot.waitUntil(lambda: bool(ends))
    marks = ready.document.marks(1)
    assert sorted(marks) == list(range(len(marks)))  # without a hole, to wherever it came
    assert ends[0].frames >= len(filled(ready)) >= 1
    if ends[0].outcome is Outcome.CANCELLED:
        assert len(marks) < FRAMES
    # Going on from a filled frame: the model is shown key frames, and the rest comes.
    ready.go(len(marks) - 1)
    run(ready, len(marks) - 1, FRAMES - 1)
    assert sorted(ready.document.marks(1)) == list(range(FRAMES))
