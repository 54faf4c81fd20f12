"""What `track` promises beside the reference's numbers."""

import dataclasses
import gc
import threading
from collections.abc import Iterable

import numpy as np
import psutil
import pytest
import torch

from core.cancel import CancelToken, NeverCancel
from core.engine.loader import LoadedModel
from core.errors import Cancelled, MaskError, MediaError, PromptError
from core.masks import Mask
from core.tracking import run as run_module
from core.tracking import session as session_module
from core.tracking import tracker
from core.tracking.request import Timeline
from core.tracking.tracker import (
    FrameTracked,
    ObjectPrompts,
    TrackEvent,
    TrackFinished,
    TrackRequest,
    TrackStarted,
    track,
)
from core.types import Box, Click, FramePrompt, Origin
from tests.tiny_model import BlobFrames, tiny_model


@pytest.fixture(scope="module")
def loaded() -> LoadedModel:
    torch.set_num_threads(1)
    return tiny_model()


def click(frames: BlobFrames, frame_index: int) -> FramePrompt:
    x, y = frames.centre(frame_index)
    return FramePrompt(frame_index, clicks=(Click(x, y),))


Masks = dict[int, dict[int, tracker.TrackedMask]]


def run(frames: BlobFrames, loaded: LoadedModel, request: TrackRequest) -> Masks:
    events = list(track(frames, loaded, request, NeverCancel()))
    return {e.frame_index: dict(e.masks) for e in events if isinstance(e, FrameTracked)}


def one(frames: BlobFrames) -> TrackRequest:
    """One object, clicked on the first frame, through all frames."""
    return TrackRequest((ObjectPrompts(1, (click(frames, 0),)),), 0, frames.frame_count - 1)


def consume(events: Iterable[TrackEvent], seen: list[int], cancel: CancelToken, last: int) -> None:
    """Note the frames that come, and cancel after one of them."""
    for event in events:
        if isinstance(event, FrameTracked):
            seen.append(event.frame_index)
            if event.frame_index == last:
                cancel.cancel()


def test_events_tell_the_whole_story(loaded: LoadedModel) -> None:
    frames = BlobFrames(10)
    request = TrackRequest((ObjectPrompts(4, (click(frames, 2),)),), 0, 9)
    first, *middle, last = track(frames, loaded, request, NeverCancel())
    assert first == TrackStarted(8, 2, 9)
    assert [e.frame_index for e in middle] == list(range(2, 10))
    assert isinstance(last, TrackFinished)
    assert (last.frames, last.inferred) == (8, 7)
    tracked = middle[3].masks[4]
    assert (tracked.mask.width, tracked.mask.height) == frames.size_wh
    assert tracked.origin is Origin.INFERRED
    assert 0 <= tracked.score <= 1
    assert tracked.object_score > 0


def test_a_painted_mask_comes_back_as_it_was_painted(loaded: LoadedModel) -> None:
    frames = BlobFrames(8)
    lines = np.zeros((90, 160), dtype=np.bool_)
    lines[::7, :] = True  # would not survive the model's resolution
    painted = Mask.from_array(lines)
    prompts = (click(frames, 0), FramePrompt(4, mask=painted))
    masks = run(frames, loaded, TrackRequest((ObjectPrompts(1, prompts),), 0, 7))
    assert masks[4][1] == tracker.TrackedMask(painted, Origin.PAINTED, 1.0, masks[4][1].object_score)
    assert masks[5][1].origin is Origin.INFERRED


def test_a_correction_reaches_the_frames_after_it(loaded: LoadedModel) -> None:
    frames = BlobFrames(16)
    painted = Mask.from_array(~frames.disc(8))
    start = click(frames, 0)
    before = run(frames, loaded, TrackRequest((ObjectPrompts(1, (start,)),), 0, 15))
    request = TrackRequest((ObjectPrompts(1, (start, FramePrompt(8, mask=painted))),), 8, 15)
    after = run(frames, loaded, request)
    assert list(after) == list(range(8, 16))
    assert all(before[t][1].mask.iou(after[t][1].mask) < 0.99 for t in range(9, 16))


def test_a_run_may_begin_in_the_middle(loaded: LoadedModel) -> None:
    """With the masks before it as memory, it goes on much as if it came from the start."""
    frames = BlobFrames(14)
    prompts = (ObjectPrompts(1, (click(frames, 0),)),)
    whole = run(frames, loaded, TrackRequest(prompts, 0, 13))
    known = {(1, t): whole[t][1].mask for t in range(1, 8)}
    frames.reads.clear()
    resumed = run(frames, loaded, TrackRequest(prompts, 8, 13, known=known))
    assert list(resumed) == list(range(8, 14))
    assert set(frames.reads) == {0, *range(2, 14)}  # the prompt, six frames of context, the range
    assert resumed[8][1].mask.iou(whole[8][1].mask) > 0.8


def test_known_masks_are_enough_to_begin(loaded: LoadedModel) -> None:
    frames = BlobFrames(6)
    known = {(1, 2): Mask.from_array(frames.disc(2))}
    masks = run(frames, loaded, TrackRequest((ObjectPrompts(1, ()),), 3, 5, known=known))
    assert list(masks) == [3, 4, 5]
    inside = run(
        frames, loaded, TrackRequest((ObjectPrompts(1, ()),), 0, 5, known=known, keep=frozenset({(1, 2)}))
    )
    assert [t for t, found in inside.items() if found] == [3, 4, 5]


def test_kept_frames_are_not_reported_but_remembered(loaded: LoadedModel) -> None:
    frames = BlobFrames(10)
    objects = (ObjectPrompts(1, (click(frames, 0),)), ObjectPrompts(2, (click(frames, 0),)))
    keep = frozenset({(1, 4), (1, 5)})
    plain = run(frames, loaded, TrackRequest(objects, 0, 9))
    masks = run(frames, loaded, TrackRequest(objects, 0, 9, keep=keep))
    assert [set(masks[t]) for t in (3, 4, 5, 6)] == [{1, 2}, {2}, {2}, {1, 2}]
    assert masks[6] == plain[6]
    approved = {(1, t): Mask.from_array(~frames.disc(t)) for t in (4, 5)}
    with_truth = run(frames, loaded, TrackRequest(objects, 0, 9, keep=keep, known=approved))
    assert set(with_truth[5]) == {2}
    assert with_truth[6][1].mask != plain[6][1].mask
    assert with_truth[6][2].mask == plain[6][2].mask


def test_backward_begins_at_the_last_prompt(loaded: LoadedModel) -> None:
    frames = BlobFrames(10)
    request = TrackRequest((ObjectPrompts(1, (click(frames, 6),)),), 9, 1, "backward")
    assert list(run(frames, loaded, request)) == [6, 5, 4, 3, 2, 1]


def test_only_some_frames_are_seen_and_count_as_neighbours(loaded: LoadedModel) -> None:
    class EveryFourth(BlobFrames):
        def read(self, frame_index: int) -> np.ndarray:
            return BlobFrames.read(self, frame_index * 4)

    frames = BlobFrames(40)
    some = TrackRequest((ObjectPrompts(1, (click(frames, 0),)),), 0, 39, frame_indices=tuple(range(0, 40, 4)))
    masks = run(frames, loaded, some)
    assert list(masks) == list(range(0, 40, 4))
    assert set(frames.reads) == set(masks)
    dense = run(EveryFourth(10), loaded, TrackRequest(some.objects, 0, 9))
    assert [m[1].mask for m in masks.values()] == [m[1].mask for m in dense.values()]


def test_a_timeline_numbers_what_lies_outside() -> None:
    timeline = Timeline([100, 104, 108], [0, 50, 106, 120])
    seen = [timeline.number(i) for i in (0, 50, 100, 104, 106, 108, 120)]
    assert seen == sorted(set(seen))
    assert timeline.number(100) - timeline.number(0) == 26  # a pace of 4, and frame 50 between
    assert timeline.number(108) - timeline.number(106) == 1


def test_objects_share_one_embedding_and_one_batch(
    loaded: LoadedModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    embeddings, batches = [], []
    embed, decode = session_module.embed, session_module.decode
    monkeypatch.setattr(session_module, "embed", lambda *a: (embeddings.append(1), embed(*a))[1])
    monkeypatch.setattr(
        session_module, "decode", lambda *a, **k: (batches.append(a[1].shape[0]), decode(*a, **k))[1]
    )
    frames = BlobFrames(6)
    objects = tuple(ObjectPrompts(i, (click(frames, 0),)) for i in range(5))
    run(frames, loaded, TrackRequest(objects, 0, 5))
    assert len(embeddings) == 6
    assert batches == [5] * 5


def test_cancel_is_seen_between_frames(loaded: LoadedModel) -> None:
    frames = BlobFrames(20)
    cancel = CancelToken()
    seen: list[int] = []
    with pytest.raises(Cancelled):
        consume(track(frames, loaded, one(frames), cancel), seen, cancel, 5)
    assert seen == [0, 1, 2, 3, 4, 5]


def test_closing_ends_the_reading_thread(loaded: LoadedModel) -> None:
    frames = BlobFrames(20)
    events = track(frames, loaded, one(frames), NeverCancel())
    next(events), next(events)
    assert any(t.name.startswith("frames") for t in threading.enumerate())
    events.close()
    assert not any(t.name.startswith("frames") for t in threading.enumerate())
    assert len(frames.reads) < 6


def test_nothing_of_torchs_modes_leaks_between_frames(loaded: LoadedModel) -> None:
    frames = BlobFrames(5)
    bf16 = dataclasses.replace(loaded, precision=torch.bfloat16)
    for _ in track(frames, bf16, one(frames), NeverCancel()):
        assert not torch.is_inference_mode_enabled()
        assert not torch.is_autocast_enabled("cpu")


def test_bfloat16_gives_nearly_the_same_masks(loaded: LoadedModel) -> None:
    frames = BlobFrames(6)
    exact = run(frames, loaded, one(frames))
    rough = run(frames, dataclasses.replace(loaded, precision=torch.bfloat16), one(frames))
    assert all(exact[t][1].mask.iou(rough[t][1].mask) > 0.9 for t in exact)


def test_an_unreadable_frame_ends_the_run_after_the_good_ones(loaded: LoadedModel) -> None:
    class Truncated(BlobFrames):
        def read(self, frame_index: int) -> np.ndarray:
            if frame_index >= 4:
                raise MediaError("The video ends at frame 4.")
            return BlobFrames.read(self, frame_index)

    frames = Truncated(10)
    seen: list[int] = []
    with pytest.raises(MediaError, match="ends at frame 4"):
        consume(track(frames, loaded, one(frames), NeverCancel()), seen, CancelToken(), -1)
    assert seen == [0, 1, 2, 3]


def test_a_frame_of_another_size_is_refused(loaded: LoadedModel) -> None:
    class Uneven(BlobFrames):
        def read(self, frame_index: int) -> np.ndarray:
            return BlobFrames.read(self, frame_index)[: 90 - frame_index]

    frames = Uneven(3)
    with pytest.raises(MediaError, match="Frame 1 is 160×89 pixels, but the media is 160×90"):
        run(frames, loaded, one(frames))


def mask_of(width: int, height: int) -> Mask:
    return Mask.from_array(np.ones((height, width), dtype=np.bool_))


@pytest.mark.parametrize(
    ("objects", "start", "stop", "kind", "sentence"),
    [
        ((), 0, 5, PromptError, "no object to track"),
        ((ObjectPrompts(1, ()),), 0, 5, PromptError, "Object 1 has no prompt"),
        (
            (FramePrompt(0, clicks=(Click(5, 5),)),),
            0,
            99,
            PromptError,
            "no frame 99: the media has frames 0 to 9",
        ),
        ((FramePrompt(10, clicks=(Click(5, 5),)),), 0, 5, PromptError, "no frame 10"),
        ((FramePrompt(0, clicks=(Click(161, 5),)),), 0, 5, PromptError, "point 161,5 lies outside"),
        ((FramePrompt(0, box=Box(5, 5, 500, 20)),), 0, 5, PromptError, "reaches outside the frame of 160×90"),
        ((FramePrompt(0, box=Box(30, 5, 20, 20)),), 0, 5, PromptError, "is empty"),
        ((FramePrompt(0),), 0, 5, PromptError, "no click, no box and no mask"),
        ((FramePrompt(0, clicks=(Click(5, 5, False),)),), 0, 5, PromptError, "negative points only"),
        (
            (FramePrompt(0, mask=mask_of(16, 9)),),
            0,
            5,
            MaskError,
            "mask is 16×9 pixels, but the frame is 160×90",
        ),
        ((FramePrompt(8, clicks=(Click(5, 5),)),), 0, 5, PromptError, "every prompt lies after the range"),
    ],
)
def test_what_does_not_fit_is_refused_in_a_sentence(
    loaded: LoadedModel, objects: tuple, start: int, stop: int, kind: type[Exception], sentence: str
) -> None:
    prompts = tuple(o if isinstance(o, ObjectPrompts) else ObjectPrompts(1, (o,)) for o in objects)
    frames = BlobFrames(10)
    with pytest.raises(kind, match=sentence):
        next(track(frames, loaded, TrackRequest(prompts, start, stop), NeverCancel()))
    assert frames.reads == []


def test_many_prompts_cost_no_more_than_what_matters(
    loaded: LoadedModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = []
    visit = run_module.TrackRun.visit

    def watched(self: run_module.TrackRun, *args: object) -> object:
        result = visit(self, *args)
        sizes.append(sum(len(bank.conditioning) for bank in self._session.banks.values()))
        return result

    monkeypatch.setattr(run_module.TrackRun, "visit", watched)
    frames = BlobFrames(120)
    prompts = tuple(click(frames, t) for t in range(0, 120, 2))
    masks = run(frames, loaded, TrackRequest((ObjectPrompts(1, prompts),), 0, 119))
    assert len(masks) == 120
    assert max(sizes) <= 4 + 15
    assert max(frames.reads.count(t) for t in range(120)) <= 2


@pytest.mark.slow
def test_memory_does_not_grow_with_the_length_of_the_video() -> None:
    loaded = tiny_model(image_size=32)
    frames = BlobFrames(3000, (32, 32))
    process = psutil.Process()
    resident = {}
    for event in track(frames, loaded, one(frames), NeverCancel()):
        frames.reads.clear()
        if isinstance(event, FrameTracked) and event.frame_index % 200 == 199:
            gc.collect()
            resident[event.frame_index] = process.memory_info().rss / 2**20
    settled = max(mib for t, mib in resident.items() if t < 1000)
    # The frames alone, kept at the model's size in float32, would be 12 KiB each: 24 MiB.
    assert resident[2999] - settled < 6, resident
