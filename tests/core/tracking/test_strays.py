"""What lies apart from an object, and stands by itself, is left out of its mask."""

import pytest
import torch

from core.engine.loader import LoadedModel
from core.engine.view import View
from core.tracking.output import ObjectOutput
from core.tracking.request import ObjectPrompts, TrackRequest
from core.tracking.run import TrackRun
from core.tracking.session import TrackerSession
from core.tracking.strays import PATIENCE, Apart, Strays
from core.types import Click, FramePrompt
from tests.core.tracking.calm_frames import CalmFrames
from tests.tiny_model import tiny_model

LONG = PATIENCE + 4


def found(*parts: tuple[int, int]) -> ObjectOutput:
    """Parts of ten rows, from one column to another, of 40 columns."""
    logits = torch.full((1, 1, 40, 40), -3.0)
    for first, last in parts:
        logits[..., 10:20, first:last] = 3.0
    one = torch.ones(1, 1)
    return ObjectOutput(logits, logits, one, one, 0.9, prompted=False, view=View(0, 0, 160, 90))


def followed(strays: Strays, outputs: list[ObjectOutput], object_id: int = 1) -> list[int]:
    """The area that is kept on each frame."""
    areas = []
    for frame_index, output in enumerate(outputs):
        apart = Apart.of(output)
        if apart is not None:
            output = strays.without(object_id, frame_index, output, apart)
        strays.saw(frame_index, {} if apart is None else {object_id: apart})
        areas.append(output.area)
    return areas


WITH_TWIN = found((2, 18), (24, 32))


def test_a_twin_that_stands_by_itself_goes_after_a_while() -> None:
    assert followed(Strays(), [WITH_TWIN] * LONG) == [240] * PATIENCE + [160] * 4


def test_it_stays_gone_until_nothing_lies_apart() -> None:
    less = found((2, 18), (24, 26))
    seen = [WITH_TWIN] * LONG + [less, WITH_TWIN, found((2, 18)), WITH_TWIN]
    assert followed(Strays(), seen)[-4:] == [160, 160, 160, 240]


def test_halves_on_either_side_of_a_tree_stay() -> None:
    passing = [found((2, 20 - n), (24, 26 + 2 * n)) for n in range(LONG)]
    assert followed(Strays(), passing) == [output.area for output in passing]


def test_what_is_nearly_joined_does_not_lie_apart() -> None:
    assert Apart.of(found((2, 18))) is None
    assert Apart.of(found((2, 18), (19, 30))) is None
    assert Apart.of(found()) is None


def test_an_object_that_was_shown_in_parts_keeps_them() -> None:
    strays = Strays()
    strays.shown(1, WITH_TWIN)
    assert followed(strays, [WITH_TWIN] * LONG) == [240] * LONG
    assert followed(strays, [WITH_TWIN] * LONG, object_id=2)[-1] == 160


def test_a_speck_beside_what_was_shown_does_not_make_it_one_of_parts() -> None:
    strays = Strays()
    speck = found((2, 18))
    speck.logits[..., 10:12, 30:32] = 3.0
    strays.shown(1, speck)
    assert followed(strays, [WITH_TWIN] * LONG)[-1] == 160


def test_the_part_that_looks_like_the_object_stays_though_it_is_the_smaller() -> None:
    def on_the_right(logits: torch.Tensor) -> float:
        return 0.9 if bool((logits[..., 24:] > 0).any()) else 0.6

    apart = Apart.of(WITH_TWIN, on_the_right)
    assert apart is not None and apart.share == 2
    assert apart.without.area == 80
    alike = Apart.of(WITH_TWIN, lambda logits: on_the_right(logits) / 10)
    assert alike is not None and alike.without.area == 160
    small = Apart.of(found((2, 18), (24, 26)), on_the_right)
    assert small is not None and small.without.area == 160


def test_memory_and_person_get_the_same() -> None:
    apart = Apart.of(WITH_TWIN)
    assert apart is not None and apart.share == 0.5
    assert apart.without.memory_logits is apart.without.logits
    assert int((apart.without.logits > 0).sum()) == 160


def test_a_run_leaves_strays_out_and_looks_ahead_without_counting(
    nano: LoadedModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TrackerSession, "infer", lambda *_: {1: WITH_TWIN})
    monkeypatch.setattr(TrackerSession, "remember", lambda *_: None)
    frames = CalmFrames(LONG + 1)
    prompt = FramePrompt(0, clicks=(Click(*frames.centre(0)),))
    run = TrackRun(frames, nano, TrackRequest((ObjectPrompts(1, (prompt,)),), 0, LONG))
    monkeypatch.setattr(run._search, "held", lambda *_: None)
    with run.feed(()) as feed:
        run.settle(run.look(feed, 0))
        run.look(feed, LONG)
        areas = []
        for frame_index in range(1, LONG + 1):
            sight = run.look(feed, frame_index)
            run.settle(sight)
            areas.append(sight.found[1].area)
    assert areas == [240] * PATIENCE + [160] * (LONG - PATIENCE)


def test_what_a_model_cannot_judge_by_looks_is_alike() -> None:
    frames = CalmFrames(2)
    session = TrackerSession(tiny_model(), frame_count=2)
    embedding = session.embed(frames.read(0))
    assert session.likeness(1, embedding, WITH_TWIN.logits) == 0


def test_an_object_looks_like_itself_as_it_was_shown(nano: LoadedModel) -> None:
    frames = CalmFrames(2)
    session = TrackerSession(nano, frame_count=2)
    embedding = session.embed(frames.read(0))
    output = session.answer(embedding, FramePrompt(0, clicks=(Click(*frames.centre(0)),)))
    session.condition(1, 0, embedding, output)
    itself = session.likeness(1, embedding, output.logits)
    assert itself > 0.99 > session.likeness(1, embedding, -output.logits)
