"""A second pass runs the model where filling can be trusted least."""

import pytest
import torch

from core.cancel import NeverCancel
from core.engine.loader import LoadedModel
from core.skipping.policy import SkipPolicy
from core.tracking.request import FrameTracked, ObjectPrompts, TrackedMask, TrackRequest
from core.tracking.second_pass import Doubt, frames_needed, least_certain, recent_keys, track_again
from core.tracking.skipped import track_skipping
from core.types import Click, FramePrompt, Origin
from tests.core.tracking.calm_frames import CalmFrames
from tests.tiny_model import tiny_model


@pytest.fixture(scope="module")
def loaded() -> LoadedModel:
    torch.set_num_threads(1)
    return tiny_model()


def scores_of(tracked: dict[int, dict[int, TrackedMask]]) -> dict[int, float | None]:
    return {
        i: min(found.score for found in masks.values()) if masks[1].origin is Origin.FILLED else None
        for i, masks in tracked.items()
    }


def test_the_worst_frame_of_each_interval_worst_first() -> None:
    scores = dict(enumerate([None, 0.8, 0.5, 0.6, None, None, 0.4, None, 0.7, None, 0.1]))
    assert least_certain(scores, 10) == [Doubt(6, 5, 7, 0.4), Doubt(2, 0, 4, 0.5), Doubt(8, 7, 9, 0.7)]
    assert [doubt.frame_index for doubt in least_certain(scores, 2)] == [6, 2]
    assert least_certain({0: None, 1: None}, 3) == []


def test_frames_without_masks_are_passed_over() -> None:
    assert least_certain({3: None, 5: 0.6, 9: 0.5, 11: None, 12: 0.1}, 5) == [Doubt(9, 3, 11, 0.5)]


def test_the_newest_key_frames_behind_are_shown_again() -> None:
    keys = list(range(0, 40, 2))
    assert recent_keys(keys, 20, forward=True) == [8, 10, 12, 14, 16, 18]
    assert recent_keys(keys, 34, forward=False) == [36, 38]


def test_only_key_frames_around_and_behind_are_needed() -> None:
    keys = list(range(0, 100, 4))
    doubt = Doubt(50, 48, 52, 0.5)
    assert frames_needed(keys, [doubt]) == {*range(24, 49, 4), 52}
    assert frames_needed(keys, [doubt], forward=False) == {48, *range(52, 77, 4)}


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
    doubts = least_certain(scores_of(tracked), 2)
    assert len(doubts) == 2
    keys = {i: {1: masks[1].mask} for i, masks in tracked.items() if masks[1].origin is not Origin.FILLED}
    again = {
        e.frame_index: e.masks[1] for e in track_again(frames, loaded, request, doubts, keys, NeverCancel())
    }
    inferred = {i for i, found in again.items() if found.origin is Origin.INFERRED}
    assert inferred == {doubt.frame_index for doubt in doubts}
    expected = {i for doubt in doubts for i in range(doubt.before + 1, doubt.after)}
    assert set(again) == expected
