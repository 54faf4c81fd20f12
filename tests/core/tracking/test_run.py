"""What a run makes of a frame before it remembers it."""

import pytest
import torch

from core.engine.loader import LoadedModel
from core.engine.view import View
from core.tracking.output import ObjectOutput
from core.tracking.request import ObjectPrompts, TrackRequest
from core.tracking.run import Sight, TrackRun
from core.tracking.search import SearchRegion
from core.types import Box, Click, FramePrompt
from tests.core.tracking.calm_frames import CalmFrames
from tests.tiny_model import tiny_model


def run_of(loaded: LoadedModel, frames: CalmFrames) -> TrackRun:
    prompt = FramePrompt(0, clicks=(Click(*frames.centre(0)),))
    return TrackRun(frames, loaded, TrackRequest((ObjectPrompts(1, (prompt,)),), 0, frames.frame_count - 1))


def found_in(columns: slice) -> Sight:
    """Something found in some of sixteen columns of a picture 160 pixels wide."""
    logits = torch.full((1, 1, 16, 16), -3.0)
    logits[..., 4:8, columns] = 3.0
    one = torch.ones(1, 1)
    output = ObjectOutput(logits, logits, one, one, 0.9, prompted=False, view=View(0, 0, 160, 90))
    return Sight(3, {}, {1: output}, {}, {}, (), (1,))


HELD = {1: Box(0, 0, 100, 90)}


def test_what_runs_over_is_left_out(nano: LoadedModel) -> None:
    sight = found_in(slice(2, 12))  # two of ten columns too far
    held = run_of(nano, CalmFrames(4)).hold(sight, HELD)
    assert held.held == HELD
    assert held.found[1].area == 0.8 * sight.found[1].area
    columns = (held.found[1].enlarged() > 0).nonzero()[:, 3]
    assert (int(columns.min()), int(columns.max())) == (4 * 2, 4 * 10 - 1)


@pytest.mark.parametrize("columns", [slice(2, 10), slice(8, 14), slice(12, 16)])
def test_what_lies_inside_or_mostly_elsewhere_is_left_as_it_is(nano: LoadedModel, columns: slice) -> None:
    sight = found_in(columns)
    held = run_of(nano, CalmFrames(4)).hold(sight, HELD)
    assert not held.held
    assert held.found[1] is sight.found[1]


def test_a_model_that_sees_whole_frames_is_not_held() -> None:
    sight = found_in(slice(2, 12))
    assert run_of(tiny_model(), CalmFrames(4)).hold(sight, HELD) is sight


def test_a_place_is_noted_when_it_is_settled(nano: LoadedModel, monkeypatch: pytest.MonkeyPatch) -> None:
    """A frame that was looked at ahead, and is split away from, must not tell where to look next."""
    noted: list[int] = []
    monkeypatch.setattr(SearchRegion, "saw", lambda _self, _id, frame_index, *_: noted.append(frame_index))
    frames = CalmFrames(6)
    run = run_of(nano, frames)
    with run.feed(()) as feed:
        run.settle(run.look(feed, 0))
        noted.clear()
        sight = run.look(feed, 5)
        assert noted == []
        run.settle(sight)
    assert noted == [5]
