"""Settled masks are carried to the frames between them, where they can be trusted more than the model's."""

from collections.abc import Mapping

import pytest

from core.cancel import CancelToken, NeverCancel
from core.errors import Cancelled
from core.masks import Mask
from core.tracking.carry import LONGEST, End, carry, worth
from core.tracking.correction import SURE, requests_for, retrack, stretch_around
from core.tracking.request import (
    Carrying,
    FrameTracked,
    ObjectPrompts,
    TrackedMask,
    TrackFinished,
    TrackStarted,
)
from core.types import FramePrompt, Origin
from tests.core.skipping.moving import Scene
from tests.tiny_model import tiny_model


def walk(count: int = 24, pace: float = 2.0) -> Scene:
    return Scene([(60 + pace * i, 80, 0) for i in range(count)])


def truth(scene: Scene, frame_index: int) -> Mask:
    return Mask.from_array(scene.truth(1, frame_index))


def carried(
    scene: Scene, one: End, other: End, cancel: CancelToken | None = None
) -> Mapping[int, TrackedMask]:
    """What there is in the end; how far it was on the way never goes back."""
    work, done = carry(scene, one, other, cancel or NeverCancel()), 0.0
    while True:
        try:
            before, done = done, next(work)
        except StopIteration as finished:
            found: Mapping[int, TrackedMask] = finished.value
            return found
        assert before <= done <= 1


def between(scene: Scene, first: int, last: int) -> Mapping[int, TrackedMask]:
    return carried(scene, End(first, truth(scene, first)), End(last, truth(scene, last)))


def test_a_calm_walk_is_carried_whole_and_known_to_be_good() -> None:
    scene = walk()
    found = between(scene, 4, 14)
    assert sorted(found) == list(range(5, 14))
    for index, mask in found.items():
        assert mask.mask.iou(truth(scene, index)) > 0.93
        assert mask.score > 0.9
        assert mask.origin is Origin.FILLED
    assert between(scene, 14, 4).keys() == found.keys()


def test_nothing_is_carried_across_a_cut_too_far_or_from_where_the_object_is_not() -> None:
    cut = Scene([(60 + 2 * i, 80, 0) for i in range(12)], backgrounds=[1] * 6 + [7] * 6)
    assert between(cut, 2, 4)
    assert not between(cut, 2, 9)
    scene = walk(LONGEST + 3, 0.5)
    assert not between(scene, 0, LONGEST + 1)
    assert not between(scene, 3, 4)
    empty = Mask.empty(scene.size_wh[1], scene.size_wh[0])
    assert not carried(scene, End(0, truth(scene, 0)), End(6, empty))


def test_a_mask_is_worth_most_next_to_an_end() -> None:
    values = [worth(0.7, n / 10) for n in range(1, 10)]
    assert values[4] == pytest.approx(0.7)
    assert values == pytest.approx(values[::-1])
    assert values[0] > values[1] > values[4]


def test_what_is_carried_is_worth_no_more_than_what_it_comes_from() -> None:
    scene = walk()
    mask = truth(scene, 4)
    whole = carried(scene, End(2, truth(scene, 2)), End(4, mask))[3]
    half = carried(scene, End(2, truth(scene, 2)), End(4, mask, 0.5))[3]
    assert whole.mask == half.mask
    assert half.score < 0.5 < whole.score


def test_it_can_be_cancelled() -> None:
    scene, cancel = walk(), CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        carried(scene, End(0, truth(scene, 0)), End(9, truth(scene, 9)), cancel)


def again(scene: Scene, settled: Mapping[int, Mask], corrected: int) -> list[object]:
    prompts = ObjectPrompts(1, tuple(FramePrompt(i, mask=m) for i, m in settled.items()))
    runs = requests_for(prompts, stretch_around(corrected, settled, scene.frame_count), settled)
    return list(retrack(scene, tiny_model(), runs, lambda _o, _i: None, NeverCancel()))


def test_a_stretch_between_corrections_gets_their_masks_not_the_models() -> None:
    """The tiny model's weights are random: what comes out right was carried."""
    scene = walk()
    events = again(scene, {i: truth(scene, i) for i in (2, 8, 14)}, 8)
    tracked = {e.frame_index: e.masks[1] for e in events if isinstance(e, FrameTracked) and 1 in e.masks}
    assert sorted(tracked) == [3, 4, 5, 6, 7, 9, 10, 11, 12, 13]
    assert all(mask.mask.iou(truth(scene, i)) > 0.93 for i, mask in tracked.items())


def test_how_far_carrying_is_comes_before_the_run_that_it_is_for() -> None:
    scene = walk()
    events = again(scene, {i: truth(scene, i) for i in (2, 8, 14)}, 8)
    kinds = [type(event) for event in events]
    assert set(kinds[: kinds.index(TrackStarted)]) == {Carrying}
    assert kinds[kinds.index(TrackFinished) + 1] is Carrying  # for the way back


def test_the_model_need_not_run_where_everything_carried_is_sure() -> None:
    scene = walk(24, 0.5)
    settled = {i: truth(scene, i) for i in (2, 6, 10)}
    assert all(m.score >= SURE for m in between(scene, 2, 6).values())
    finished = [e for e in again(scene, settled, 6) if isinstance(e, TrackFinished)]
    assert [(e.frames, e.inferred) for e in finished] == [(3, 0), (3, 0)]


def test_where_nothing_can_be_carried_the_model_tracks() -> None:
    scene = Scene([(60 + 2 * i, 80, 0) for i in range(12)], backgrounds=[1] * 5 + [7] * 7)
    events = again(scene, {0: truth(scene, 0), 9: truth(scene, 9)}, 9)
    tracked = [e for e in events if isinstance(e, FrameTracked) and 1 in e.masks]
    assert all(e.masks[1].origin is Origin.INFERRED for e in tracked)
    assert {e.frame_index for e in tracked} == {1, 2, 3, 4, 5, 6, 7, 8, 10, 11}
