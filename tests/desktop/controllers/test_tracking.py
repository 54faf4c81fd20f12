"""Runs: forward, backward, cancelled, superseded by closing, protected frames, going on after a crash."""

import numpy as np
import pytest

from core.errors import StorageError
from core.masks import Mask
from core.types import Origin, State
from desktop.canvas.rect import Rect
from desktop.controllers.track_plan import Plan
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


def run(desk: Desk, start: int, stop: int) -> TrackEnd:
    ends: list[TrackEnd] = []
    desk.tracking.ended.connect(ends.append)
    desk.tracking.start(start, stop)
    assert desk.tracking.running
    desk.qtbot.waitUntil(lambda: bool(ends), timeout=20_000)
    return ends[0]


def painted() -> Mask:
    picture = np.zeros((SIZE_WH[1], SIZE_WH[0]), bool)
    picture[5:15, 5:25] = True
    return Mask.from_array(picture)


def test_forward_to_the_end_is_one_step(ready: Desk) -> None:
    progress: list[TrackProgress] = []
    ready.tracking.progressed.connect(progress.append)
    end = run(ready, 0, FRAMES - 1)
    assert (end.outcome, end.frames) == (Outcome.FINISHED, FRAMES)
    assert sorted(ready.document.marks(1)) == list(range(FRAMES))
    assert ready.undo_names[0] == "Track Object 1"
    assert progress[-1].done == progress[-1].total == FRAMES
    assert len(progress) <= 2 + end.seconds / 0.1
    ready.documents.undo()
    assert sorted(ready.document.marks(1)) == [0]


def test_backward_from_the_middle(ready: Desk) -> None:
    ready.go(10)
    ready.click()
    run(ready, 10, 4)
    assert set(ready.document.marks(1)) >= set(range(4, 11))
    assert 3 not in ready.document.marks(1)


def test_cancel_keeps_the_finished_frames(ready: Desk) -> None:
    ends: list[TrackEnd] = []
    ready.tracking.ended.connect(ends.append)
    ready.tracking.start(0, FRAMES - 1)
    ready.qtbot.waitUntil(lambda: len(ready.document.marks(1)) >= 3)
    ready.tracking.cancel()
    ready.qtbot.waitUntil(lambda: bool(ends))
    assert ends[0].outcome is Outcome.CANCELLED
    assert len(ready.document.marks(1)) >= ends[0].frames >= 3
    assert ready.undo_names[0] == "Track Object 1"


def test_the_screen_follows_until_the_person_looks_elsewhere(ready: Desk) -> None:
    ready.tracking.start(0, FRAMES - 1)
    ready.qtbot.waitUntil(lambda: ready.frames.index >= 1)
    ready.frames.go_to(0)
    ready.qtbot.waitUntil(lambda: not ready.tracking.running)
    assert ready.frames.index == 0


def test_approved_and_painted_frames_are_never_overwritten(ready: Desk) -> None:
    run(ready, 0, FRAMES - 1)
    ready.objects.set_state(State.APPROVED, range(5, 8), "Approve")
    ready.go(12)
    ready.prompts.take(MaskPainted("Brush Stroke", 1, painted(), Rect(5, 5, 25, 15)))
    before = {i: ready.document.mask(1, i) for i in (5, 6, 7, 12)}
    ready.go(0)
    ready.click(90, 60)
    run(ready, 0, FRAMES - 1)
    assert {i: ready.document.mask(1, i) for i in (5, 6, 7, 12)} == before
    assert ready.document.marks(1)[12].origin is Origin.PAINTED


def test_an_object_without_a_prompt_goes_by_its_mask(ready: Desk) -> None:
    run(ready, 0, 6)
    ready.objects.clear_tracked(range(FRAMES))
    ready.documents.undo()
    before = ready.document.mask(1, 6)
    from core.document.edits import RemovePrompt

    ready.documents.do(RemovePrompt(1, 0), "Remove Prompt")
    run(ready, 6, 10)
    assert ready.document.mask(1, 6) == before
    assert 10 in ready.document.marks(1)


def test_editing_while_it_runs_undoes_in_order(ready: Desk) -> None:
    ready.tracking.start(0, FRAMES - 1)
    ready.qtbot.waitUntil(lambda: len(ready.document.marks(1)) >= 3)
    from dataclasses import replace

    ready.objects.change(replace(ready.document.objects[1], name="Dog"))
    ready.qtbot.waitUntil(lambda: not ready.tracking.running)
    assert ready.document.objects[1].name == "Dog"
    assert "Rename" in ready.undo_names[:2]
    while ready.undo_names[0] != "Click":
        ready.documents.undo()
    assert ready.document.objects[1].name == "Object 1"
    assert sorted(ready.document.marks(1)) == [0]


def test_a_click_is_answered_while_a_run_goes_on(ready: Desk) -> None:
    ready.tracking.start(0, FRAMES - 1)
    ready.qtbot.waitUntil(lambda: len(ready.document.marks(1)) >= 2)
    ready.documents.select(None)
    ready.click(90, 60)
    assert len(ready.document.objects) == 2
    ready.qtbot.waitUntil(lambda: not ready.tracking.running)
    assert len(ready.document.marks(1)) == FRAMES


def test_closing_drops_the_run_and_keeps_what_is_done(ready: Desk, video: object) -> None:
    ready.tracking.start(0, FRAMES - 1)
    ready.qtbot.waitUntil(lambda: len(ready.document.marks(1)) >= 3)
    done = len(ready.document.marks(1))
    ready.opening.close()
    assert not ready.tracking.running
    ready.open(video)  # type: ignore[arg-type]
    assert len(ready.document.marks(1)) >= done


def test_a_full_disk_stops_the_run_and_is_said(ready: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    history = ready.documents.history
    assert history is not None
    extend, count = history.extend, [0]

    def full(edit: object) -> object:
        count[0] += 1
        if count[0] > 3:
            raise StorageError("The disk is full.")
        return extend(edit)  # type: ignore[arg-type]

    monkeypatch.setattr(history, "extend", full)
    end = run(ready, 0, FRAMES - 1)
    assert end.outcome is Outcome.CANCELLED
    assert str(ready.problems[0]) == "The disk is full."
    assert len(ready.document.marks(1)) >= 3


def test_nothing_to_track_is_said(desk: Desk, video: object) -> None:
    desk.open(video)  # type: ignore[arg-type]
    desk.tracking.start(0, 5)
    assert "click on an object first" in desk.said[-1]
    desk.objects.add()
    desk.tracking.start(3, 3)
    assert not desk.tracking.running


def test_a_run_that_was_cut_short_goes_on(ready: Desk, video: object) -> None:
    from core.document.edits import MaskEntry, SetMasks

    project = ready.documents.project
    assert project is not None
    plan = Plan((1,), 0, FRAMES - 1)
    project.history.begin("Track Object 1", plan.to_json)
    mark = ready.document.mark(1, 0)
    assert mark is not None
    project.history.extend(SetMasks((MaskEntry(1, 1, painted(), mark),)))
    project.remember("run_reached", 1)
    # What a killed process leaves: no end, no close of the history's run.
    project.history._run_name = None
    ready.opening.close()
    ready.open(video)  # type: ignore[arg-type]
    assert ready.documents.history is not None
    assert ready.documents.history.interrupted_run is not None
    assert ready.tracking.resume()
    ready.qtbot.waitUntil(lambda: not ready.tracking.running, timeout=20_000)
    assert FRAMES - 1 in ready.document.marks(1)
    assert ready.documents.history.interrupted_run is None


def test_a_correction_that_was_cut_short_is_tracked_anew(ready: Desk, video: object) -> None:
    run(ready, 0, FRAMES - 1)
    ready.go(10)
    ready.click(50, 40)
    project = ready.documents.project
    assert project is not None
    before = {i: ready.document.mask(1, i) for i in range(FRAMES)}
    project.history.begin("Track Object 1 Again", Plan((1,), 0, FRAMES - 1, corrected=10).to_json)
    project.history._run_name = None
    ready.opening.close()
    ready.open(video)  # type: ignore[arg-type]
    assert ready.tracking.resume()
    ready.qtbot.waitUntil(lambda: not ready.tracking.running, timeout=20_000)
    assert ready.documents.history is not None
    assert ready.documents.history.interrupted_run is None
    assert ready.document.mask(1, 10) == before[10]
    assert any(ready.document.mask(1, i) != before[i] for i in range(FRAMES))


def test_a_run_of_which_nothing_is_left_is_forgotten(ready: Desk, video: object) -> None:
    project = ready.documents.project
    assert project is not None
    project.history.begin("Track Object 1", Plan((1,), 0, 5).to_json)
    project.remember("run_reached", 5)
    project.history._run_name = None
    ready.opening.close()
    ready.open(video)  # type: ignore[arg-type]
    assert not ready.tracking.resume()
    assert ready.documents.history is not None
    assert ready.documents.history.interrupted_run is None


def test_plan_survives_json() -> None:
    plan = Plan((1, 4), 10, 3)
    assert Plan.from_json(plan.to_json) == plan
    assert plan.direction == "backward"
    correction = Plan((1,), 3, 10, corrected=5)
    assert Plan.from_json(correction.to_json) == correction
    assert Plan.from_json({"start": 1}) is None
    assert Plan.from_json(None) is None


def test_a_correction_is_tracked_to_the_settled_frames_on_either_side(ready: Desk) -> None:
    run(ready, 0, FRAMES - 1)
    ready.objects.set_state(State.APPROVED, range(4, 5), "Approve")
    ready.objects.set_state(State.APPROVED, range(15, 16), "Approve")
    before = {i: ready.document.mask(1, i) for i in range(FRAMES)}
    ready.go(9)
    ready.prompts.take(MaskPainted("Brush Stroke", 1, painted(), Rect(5, 5, 25, 15)))
    ends: list[TrackEnd] = []
    ready.tracking.ended.connect(ends.append)
    ready.tracking.correct(9)
    ready.qtbot.waitUntil(lambda: bool(ends), timeout=20_000)
    assert ends[0].outcome is Outcome.FINISHED
    assert ends[0].correction
    after = {i: ready.document.mask(1, i) for i in range(FRAMES)}
    assert after[9] == painted()
    assert all(after[i] == before[i] for i in (*range(5), *range(15, FRAMES)))
    assert any(after[i] != before[i] for i in range(5, 15) if i != 9)
    assert ends[0].reach[0] >= 5
    assert ends[0].reach[1] <= 14
    assert ready.undo_names[0] == "Track Object 1 Again"
    ready.documents.undo()
    assert {i: ready.document.mask(1, i) for i in range(FRAMES) if i != 9} == {
        i: mask for i, mask in before.items() if i != 9
    }


def test_without_a_correction_there_is_nothing_to_track_again(ready: Desk) -> None:
    ready.go(3)
    ready.tracking.correct(3)
    assert "First correct" in ready.said[-1]
    assert not ready.tracking.running
