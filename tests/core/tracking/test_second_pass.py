"""A second pass runs the model where filling can be trusted least."""

import pytest
import torch

from core.cancel import NeverCancel
from core.engine.loader import LoadedModel
from core.masks import Mask
from core.skipping.policy import SkipPolicy
from core.tracking.request import FrameTracked, ObjectPrompts, TrackedMask, TrackRequest
from core.tracking.second_pass import Doubt, least_certain, track_again
from core.tracking.skipped import track_skipping
from core.types import Click, FramePrompt, Origin
from tests.core.tracking.calm_frames import CalmFrames
from tests.tiny_model import tiny_model


@pytest.fixture(scope="module")
def loaded() -> LoadedModel:
    torch.set_num_threads(1)
    return tiny_model()


def run_of(scores: list[float | None]) -> dict[int, dict[int, TrackedMask]]:
    """A run by the scores of its filled frames; None is a key frame."""
    blank = Mask.empty(4, 4)
    return {
        i: {
            1: TrackedMask(
                blank, Origin.INFERRED if s is None else Origin.FILLED, 0.9 if s is None else s, 1.0
            )
        }
        for i, s in enumerate(scores)
    }


def test_the_worst_frame_of_each_interval_worst_first() -> None:
    tracked = run_of([None, 0.8, 0.5, 0.6, None, None, 0.4, None, 0.7, None, 0.1])
    assert least_certain(tracked, 10) == [Doubt(6, 5, 7, 0.4), Doubt(2, 0, 4, 0.5), Doubt(8, 7, 9, 0.7)]
    assert [doubt.frame_index for doubt in least_certain(tracked, 2)] == [6, 2]
    assert least_certain(run_of([None, None]), 3) == []


def test_the_worst_object_of_a_frame_counts() -> None:
    tracked = run_of([None, 0.8, 0.7, None])
    tracked[1][2] = TrackedMask(Mask.empty(4, 4), Origin.FILLED, 0.2, 1.0)
    assert [doubt.frame_index for doubt in least_certain(tracked, 1)] == [1]


@pytest.mark.parametrize("backward", [False, True])
def test_doubtful_frames_are_inferred_and_their_neighbours_filled_anew(
    loaded: LoadedModel, backward: bool
) -> None:
    frames = CalmFrames(25)
    x, y = frames.centre(12)
    prompts = (ObjectPrompts(1, (FramePrompt(12, clicks=(Click(x, y),)),)),)
    request = TrackRequest(prompts, 12, 0, "backward") if backward else TrackRequest(prompts, 12, 24)
    tracked = {
        e.frame_index: dict(e.masks)
        for e in track_skipping(frames, loaded, request, SkipPolicy.every(4), NeverCancel())
        if isinstance(e, FrameTracked)
    }
    doubts = least_certain(tracked, 2)
    again = {
        e.frame_index: e.masks[1] for e in track_again(frames, loaded, request, tracked, 2, NeverCancel())
    }
    inferred = {i for i, found in again.items() if found.origin is Origin.INFERRED}
    assert inferred == {doubt.frame_index for doubt in doubts}
    expected = {i for doubt in doubts for i in range(doubt.before + 1, doubt.after)}
    assert set(again) == expected
