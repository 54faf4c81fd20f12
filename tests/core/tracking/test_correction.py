"""A correction is tracked through the stretch that it can change, and no further."""

import numpy as np
import pytest

from core.cancel import CancelToken, NeverCancel
from core.errors import Cancelled
from core.masks import Mask
from core.tracking.correction import AGREEMENT_FRAMES, Stretch, requests_for, retrack, stretch_around
from core.tracking.request import FrameTracked, ObjectPrompts
from core.types import Click, FramePrompt, Origin
from tests.tiny_model import BlobFrames, tiny_model


def disc(frames: BlobFrames, frame_index: int) -> Mask:
    return Mask.from_array(frames.disc(frame_index))


@pytest.mark.parametrize(
    ("settled", "expected"),
    [
        ((), Stretch(0, 7, 19)),
        ((7,), Stretch(0, 7, 19)),
        ((2, 7, 12, 15), Stretch(3, 7, 11)),
        ((6, 8), Stretch(7, 7, 7)),
        ((0, 19), Stretch(1, 7, 18)),
    ],
)
def test_the_stretch_ends_at_the_nearest_settled_frames(settled: tuple[int, ...], expected: Stretch) -> None:
    assert stretch_around(7, settled, 20) == expected


def test_settled_frames_are_known_and_kept_and_the_runs_go_both_ways() -> None:
    frames = BlobFrames(20)
    prompts = ObjectPrompts(4, (FramePrompt(2, mask=disc(frames, 2)), FramePrompt(7, mask=disc(frames, 7))))
    settled = {2: disc(frames, 2), 7: disc(frames, 7), 12: disc(frames, 12)}
    forward, backward = requests_for(prompts, Stretch(3, 7, 11), settled)
    assert (forward.start, forward.stop, forward.direction) == (7, 11, "forward")
    assert (backward.start, backward.stop, backward.direction) == (7, 3, "backward")
    assert forward.keep == backward.keep == {(4, 2), (4, 7), (4, 12)}
    assert forward.known[4, 12] == settled[12]


def test_a_stretch_at_either_end_is_one_run() -> None:
    prompts = ObjectPrompts(1, (FramePrompt(0, clicks=(Click(1, 1),)),))
    assert [r.direction for r in requests_for(prompts, Stretch(0, 0, 9), {})] == ["forward"]
    assert [r.direction for r in requests_for(prompts, Stretch(0, 9, 9), {})] == ["backward"]


def run(
    frames: BlobFrames, settled: dict[int, Mask], was: dict[int, Mask], corrected: int
) -> dict[int, Mask]:
    prompts = ObjectPrompts(1, tuple(FramePrompt(i, mask=m) for i, m in settled.items()))
    stretch = stretch_around(corrected, settled, frames.frame_count)
    runs = requests_for(prompts, stretch, settled)
    events = retrack(frames, tiny_model(), runs, lambda _, i: was.get(i), NeverCancel())
    return {e.frame_index: e.masks[1].mask for e in events if isinstance(e, FrameTracked) and 1 in e.masks}


def test_only_the_stretch_is_tracked_and_settled_frames_stay() -> None:
    frames = BlobFrames(20)
    settled = {i: disc(frames, i) for i in (3, 8, 14)}
    tracked = run(frames, settled, {}, 8)
    assert sorted(tracked) == [4, 5, 6, 7, 9, 10, 11, 12, 13]
    assert not {i for i in frames.reads if i < 2 or i > 14}


def test_a_run_ends_where_it_makes_no_difference_any_more() -> None:
    frames = BlobFrames(24)
    settled = {2: disc(frames, 2)}
    before = run(frames, settled, {}, 2)
    again = run(BlobFrames(24), settled, before, 2)
    forward = [i for i in again if i > 2]
    assert len(forward) == AGREEMENT_FRAMES  # the same prompts give the same masks: it stops at once
    changed = {i: m if i > 10 else Mask.empty(m.height, m.width) for i, m in before.items()}
    longer = run(BlobFrames(24), settled, changed, 2)
    assert max(longer) == 10 + AGREEMENT_FRAMES


def test_a_cancelled_run_keeps_what_it_has_done() -> None:
    frames, cancel = BlobFrames(20), CancelToken()
    prompts = ObjectPrompts(1, (FramePrompt(5, mask=disc(frames, 5)),))
    runs = requests_for(prompts, stretch_around(5, (5,), 20), {5: disc(frames, 5)})
    done = []
    with pytest.raises(Cancelled):  # noqa: PT012 - which frame raises is the point
        for event in retrack(frames, tiny_model(), runs, lambda _o, _i: None, cancel):
            if isinstance(event, FrameTracked) and 1 in event.masks:
                assert event.masks[1].origin is Origin.INFERRED
                done.append(event.frame_index)
                if len(done) == 3:
                    cancel.cancel()
    assert done == [6, 7, 8]


def test_a_negative_click_after_tracking_changes_the_frames_that_follow() -> None:
    """In sam2's own predictor it famously does not."""
    frames, loaded = BlobFrames(12), tiny_model()
    start = FramePrompt(0, mask=disc(frames, 0))
    first = ObjectPrompts(1, (start,))
    once = {
        e.frame_index: e.masks[1].mask
        for e in retrack(
            frames, loaded, requests_for(first, Stretch(0, 0, 11), {}), lambda _o, _i: None, NeverCancel()
        )
        if isinstance(e, FrameTracked)
    }
    x, y = frames.centre(4)
    correction = FramePrompt(4, clicks=(Click(x + 0.5, y + 0.5, positive=False),), refines=once[4])
    both = ObjectPrompts(1, (start, correction))
    runs = requests_for(both, stretch_around(4, (0,), 12), {0: disc(frames, 0)})
    after = {
        e.frame_index: e.masks[1].mask
        for e in retrack(frames, loaded, runs, lambda _o, _i: None, NeverCancel())
        if isinstance(e, FrameTracked)
    }
    assert set(after) >= set(range(4, 12))
    assert any(after[i].iou(once[i]) < 0.999 for i in range(5, 12))
    assert np.any(after[4].to_array() != once[4].to_array())
