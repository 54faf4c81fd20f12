"""Tracking with skipping, through the real model's architecture."""

import threading
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest
import torch

from core.cancel import CancelToken, NeverCancel
from core.engine.loader import LoadedModel
from core.errors import Cancelled, MediaError, PromptError
from core.masks import Mask
from core.media.reader import open_media
from core.media.writer import VideoWriter
from core.skipping.policy import SkipPolicy
from core.tracking.correction import requests_for, retrack, stretch_around
from core.tracking.request import (
    FrameTracked,
    ObjectPrompts,
    TrackedMask,
    TrackEvent,
    TrackFinished,
    TrackRequest,
    TrackStarted,
)
from core.tracking.run import TrackRun
from core.tracking.skipped import track_skipping
from core.tracking.tracker import track
from core.types import Box, Click, FramePrompt, FrameRGB, Origin
from tests.core.tracking.calm_frames import CalmFrames
from tests.tiny_model import BlobFrames, tiny_model

Masks = dict[int, dict[int, TrackedMask]]


@pytest.fixture(scope="module")
def loaded() -> LoadedModel:
    torch.set_num_threads(1)
    return tiny_model()


def click(frames: BlobFrames, frame_index: int) -> FramePrompt:
    x, y = frames.centre(frame_index)
    return FramePrompt(frame_index, clicks=(Click(x, y),))


def one(frames: BlobFrames) -> TrackRequest:
    return TrackRequest((ObjectPrompts(1, (click(frames, 0),)),), 0, frames.frame_count - 1)


def masks_of(events: Iterable[TrackEvent]) -> Masks:
    return {e.frame_index: dict(e.masks) for e in events if isinstance(e, FrameTracked)}


def skip(frames: BlobFrames, loaded: LoadedModel, request: TrackRequest, policy: SkipPolicy | None) -> Masks:
    return masks_of(track_skipping(frames, loaded, request, policy, NeverCancel()))


def two_objects(frames: BlobFrames) -> TrackRequest:
    """One clicked, clicked again and painted on the way; another that begins later."""
    ring = Mask.from_array(~frames.disc(9))
    first = ObjectPrompts(1, (click(frames, 0), click(frames, 6), FramePrompt(9, mask=ring)))
    second = ObjectPrompts(2, (click(frames, 4),))
    return TrackRequest((first, second), 0, frames.frame_count - 1)


@pytest.mark.parametrize("backward", [False, True])
def test_where_every_frame_is_a_key_frame_it_is_plain_tracking(loaded: LoadedModel, backward: bool) -> None:
    frames = CalmFrames(20)
    request = two_objects(frames)
    if backward:
        request = TrackRequest(request.objects, 19, 0, "backward")
    plain = masks_of(track(frames, loaded, request, NeverCancel()))
    assert skip(frames, loaded, request, SkipPolicy.every(1)) == plain
    # Nothing agrees so well: every interval is split to the end.
    split = skip(frames, loaded, request, SkipPolicy(1.1))
    assert {found.origin for masks in split.values() for found in masks.values()} <= {
        Origin.INFERRED,
        Origin.PAINTED,
    }
    assert skip(frames, loaded, request, None) == plain


@pytest.mark.parametrize("backward", [False, True])
def test_frames_between_are_filled_and_say_so(loaded: LoadedModel, backward: bool) -> None:
    frames = CalmFrames(22)
    request = TrackRequest((ObjectPrompts(1, (click(frames, 18 if backward else 3),)),), 0, 21)
    if backward:
        request = TrackRequest(request.objects, 21, 0, "backward")
    first, *middle, last = track_skipping(frames, loaded, request, SkipPolicy.every(5), NeverCancel())
    order = list(range(18, -1, -1)) if backward else list(range(3, 22))
    assert first == TrackStarted(19, order[0], order[-1])
    assert [e.frame_index for e in middle] == order
    keys = [order[place] for place in (0, 5, 10, 15, 18)]
    origins = {e.frame_index: e.masks[1].origin for e in middle}
    assert [i for i in order if origins[i] is Origin.INFERRED] == keys
    assert {origins[i] for i in order if i not in keys} == {Origin.FILLED}
    assert isinstance(last, TrackFinished)
    assert (last.frames, last.inferred) == (19, 4)  # a person's click answered the first
    assert all(0 <= e.masks[1].score <= 1 and e.seconds >= 0 for e in middle)
    assert all((e.masks[1].mask.width, e.masks[1].mask.height) == frames.size_wh for e in middle)


def test_prompts_are_key_frames_and_painted_masks_come_back_exactly(loaded: LoadedModel) -> None:
    frames = CalmFrames(24)
    lines = np.zeros((90, 160), dtype=np.bool_)
    lines[::7, :] = True
    painted = Mask.from_array(lines)
    prompts = (click(frames, 0), FramePrompt(13, mask=painted))
    masks = skip(frames, loaded, TrackRequest((ObjectPrompts(1, prompts),), 0, 23), SkipPolicy.every(10))
    assert (masks[13][1].mask, masks[13][1].origin) == (painted, Origin.PAINTED)
    keys = [i for i, found in masks.items() if found[1].origin is not Origin.FILLED]
    assert keys == [0, 10, 13, 23]


def test_kept_frames_are_used_and_not_reported(loaded: LoadedModel) -> None:
    frames = CalmFrames(16)
    approved = {(1, 6): Mask.from_array(frames.disc(6))}
    objects = (ObjectPrompts(1, (click(frames, 0),)), ObjectPrompts(2, (click(frames, 0),)))
    keep = frozenset({(1, 6), (1, 7)})  # 7 is filled, 6 is settled
    request = TrackRequest(objects, 0, 15, keep=keep, known=approved)
    masks = skip(frames, loaded, request, SkipPolicy.every(4))
    assert [set(masks[i]) for i in (5, 6, 7, 8)] == [{1, 2}, {2}, {2}, {1, 2}]
    assert masks[6][2].origin is Origin.INFERRED


def test_a_correction_inside_a_filled_interval_redoes_that_interval(loaded: LoadedModel) -> None:
    frames = CalmFrames(30)
    policy = SkipPolicy.every(10)
    before = skip(frames, loaded, one(frames), policy)
    assert before[14][1].origin is Origin.FILLED
    settled = {10: before[10][1].mask, 20: before[20][1].mask}
    painted = Mask.from_array(~frames.disc(14))
    prompts = ObjectPrompts(1, (click(frames, 0), FramePrompt(14, mask=painted)))
    runs = requests_for(prompts, stretch_around(14, settled, 30), settled)

    def was(object_id: int, frame_index: int) -> Mask:
        return before[frame_index][object_id].mask

    after: Masks = {}
    for event in retrack(frames, loaded, runs, was, NeverCancel(), policy):
        if isinstance(event, FrameTracked):
            after.setdefault(event.frame_index, {}).update(event.masks)
    assert (after[14][1].mask, after[14][1].origin) == (painted, Origin.PAINTED)
    assert set(after) <= set(range(11, 20))  # nothing outside the interval
    assert any(after[i][1].mask != before[i][1].mask for i in after if i != 14)


def test_filled_from_two_settled_masks_without_the_model(loaded: LoadedModel) -> None:
    frames = CalmFrames(9)
    ends = {(1, 0): Mask.from_array(frames.disc(0)), (1, 8): Mask.from_array(frames.disc(8))}
    request = TrackRequest((ObjectPrompts(1, ()),), 0, 8, known=ends, keep=frozenset(ends))
    *events, last = track_skipping(frames, loaded, request, SkipPolicy.every(8), NeverCancel())
    masks = masks_of(events)
    assert isinstance(last, TrackFinished)
    assert last.inferred == 0
    assert {masks[i][1].origin for i in range(1, 8)} == {Origin.FILLED}
    assert min(masks[i][1].mask.iou(Mask.from_array(frames.disc(i))) for i in range(1, 8)) > 0.9


def test_time_plays_no_part(loaded: LoadedModel) -> None:
    """Frames of a variable rate are neighbours all the same."""

    class Irregular(CalmFrames):
        def pts_s(self, frame_index: int) -> float:
            raise AssertionError("nobody should ask when a frame is shown")

    frames = CalmFrames(20)
    policy = SkipPolicy.auto(0.5)
    assert skip(Irregular(20), loaded, one(frames), policy) == skip(frames, loaded, one(frames), policy)


def test_a_video_of_variable_rate(loaded: LoadedModel, tmp_path: Path) -> None:
    calm = CalmFrames(16)
    times = np.cumsum([0, *np.random.default_rng(1).choice([0.02, 0.04, 0.2], 15)])
    with VideoWriter(tmp_path / "irregular.mp4", calm.size_wh, pts_s=times) as writer:
        for frame_index in range(16):
            writer.write(calm.read(frame_index))
    policy = SkipPolicy.every(5)
    with open_media(tmp_path / "irregular.mp4") as media:
        events = track_skipping(media, loaded, one(calm), policy, NeverCancel())
        masks = masks_of(events)
    assert list(masks) == list(range(16))
    assert [i for i, found in masks.items() if found[1].origin is Origin.INFERRED] == [0, 5, 10, 15]


@pytest.mark.parametrize("count", [1, 2])
def test_videos_of_one_or_two_frames(loaded: LoadedModel, count: int) -> None:
    frames = CalmFrames(count)
    masks = skip(frames, loaded, one(frames), SkipPolicy.auto())
    assert [found[1].origin for found in masks.values()] == [Origin.INFERRED] * count


def consume(events: Iterable[TrackEvent], seen: list[int], cancel: CancelToken, last: int) -> None:
    for event in events:
        if isinstance(event, FrameTracked):
            seen.append(event.frame_index)
            if event.frame_index == last:
                cancel.cancel()


@pytest.mark.parametrize("last", [0, 3, 10, 17])
def test_cancelling_at_any_frame_keeps_what_came(loaded: LoadedModel, last: int) -> None:
    frames, cancel, seen = CalmFrames(40), CancelToken(), list[int]()
    events = track_skipping(frames, loaded, one(frames), SkipPolicy.every(10), cancel)
    with pytest.raises(Cancelled):
        consume(events, seen, cancel, last)
    assert seen == list(range(last + 1))


def test_closing_the_generator_ends_its_threads(loaded: LoadedModel) -> None:
    events = track_skipping(CalmFrames(60), loaded, one(CalmFrames(60)), SkipPolicy.auto(), NeverCancel())
    for event in events:
        if isinstance(event, FrameTracked) and event.frame_index == 5:
            break
    events.close()
    assert not [t for t in threading.enumerate() if t.name.startswith(("motion", "frames"))]


def test_a_frame_that_cannot_be_read_is_said_so(loaded: LoadedModel) -> None:
    class Damaged(CalmFrames):
        def read(self, frame_index: int) -> FrameRGB:
            if frame_index == 12:
                raise MediaError("Frame 12 cannot be read.")
            return super().read(frame_index)

    seen: list[int] = []
    events = track_skipping(Damaged(20), loaded, one(CalmFrames(20)), SkipPolicy.every(4), NeverCancel())
    with pytest.raises(MediaError, match="Frame 12"):
        consume(events, seen, CancelToken(), -1)
    assert seen
    assert max(seen) < 12


def test_what_cannot_be_tracked_is_refused_before_anything_is_read(loaded: LoadedModel) -> None:
    frames = CalmFrames(10)
    request = TrackRequest((ObjectPrompts(1, (FramePrompt(30, clicks=(Click(1, 1),)),)),), 0, 9)
    with pytest.raises(PromptError, match="no frame 30"):
        next(track_skipping(frames, loaded, request, SkipPolicy.auto(), NeverCancel()))
    assert frames.reads == []


def test_the_model_is_told_where_to_look_on_frames_far_ahead(
    loaded: LoadedModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    frames = CalmFrames(16)
    told: dict[int, Box] = {}
    monkeypatch.setattr(TrackRun, "expect", lambda _run, _id, index, box: told.__setitem__(index, box))
    disc = FramePrompt(0, mask=Mask.from_array(frames.disc(0)))
    request = TrackRequest((ObjectPrompts(1, (disc,)),), 0, 5)
    skip(frames, loaded, request, SkipPolicy.every(5))
    assert set(told) == {5}
    x, y = frames.centre(5)
    assert (told[5].x0 + told[5].x1) / 2 == pytest.approx(x, abs=6)
    assert (told[5].y0 + told[5].y1) / 2 == pytest.approx(y, abs=6)
