"""What skipping does with each kind of video, given a model that is never wrong."""

from collections.abc import Iterator

import numpy as np
import pytest

from core.cancel import CancelToken
from core.errors import Cancelled
from core.masks import Mask
from core.skipping.intervals import FrameDone
from core.skipping.policy import SkipPolicy
from tests.core.skipping.moving import Scene, Truth, line, skip_through, skipping


def test_a_slow_object_needs_few_key_frames_and_stays_exact() -> None:
    run = skip_through(Scene(line(48, 1.5)))
    assert run.fraction <= 0.25
    assert run.worst() > 0.93


def test_the_camera_may_move_along() -> None:
    run = skip_through(Scene(line(40, 3.0), shift=6.0))
    assert run.fraction <= 0.35
    assert run.worst() > 0.9


def test_a_still_camera_costs_next_to_nothing_however_noisy() -> None:
    run = skip_through(Scene([(120, 80, 0)] * 150, noise=6.0))
    assert run.fraction <= 0.02
    assert run.worst() == 1.0


def test_a_drift_too_slow_to_be_seen_between_neighbours_is_noticed() -> None:
    run = skip_through(Scene(line(120, 0.1)))
    assert run.worst() > 0.93
    assert run.fraction < 0.3


def test_duplicate_frames_are_never_key_frames() -> None:
    places = [place for place in line(16, 3.0) for _ in range(4)]
    run = skip_through(Scene(places), SkipPolicy(0.99))
    # Even a policy that asks for nearly every frame runs once on each picture, but for the last one.
    pictures = [place // 4 for place in run.key_places]
    assert len(pictures) <= len(set(pictures)) + 1
    assert run.worst() > 0.95
    single = skip_through(Scene(line(16, 3.0)), SkipPolicy(0.99))
    assert len(run.key_places) <= len(single.key_places) + 1


def test_no_mask_crosses_a_cut() -> None:
    # Ten cuts; after each, the object is somewhere else.
    rng = np.random.default_rng(4)
    starts = [(int(rng.integers(50, 190)), int(rng.integers(40, 120))) for _ in range(11)]
    places = [(x + 0.5 * t, y, 0.0) for x, y in starts for t in range(9)]
    cuts = [9 * n for n in range(1, 11)]
    scene = Scene(list(places), backgrounds=[n for n in range(11) for _ in range(9)])
    for policy in (SkipPolicy.auto(1.0), SkipPolicy.every(30)):
        run = skip_through(scene, policy)
        assert set(cuts) <= set(run.key_places)  # the model itself looks at the first frame of a shot
        assert run.worst() > 0.85


def test_fast_rotation_is_not_trusted() -> None:
    turning = [(120.0, 80.0, 35.0 * t) for t in range(24)]
    run = skip_through(Scene(list(turning)))
    assert run.fraction > 0.6
    assert run.worst() > 0.8
    slow = skip_through(Scene([(120.0, 80.0, 2.0 * t) for t in range(24)]))
    assert slow.fraction < 0.4
    assert slow.worst() > 0.93


def test_an_object_that_leaves_and_comes_back() -> None:
    places: list[tuple[float, float, float] | None] = [(120 + 2.0 * t, 80, 0) for t in range(20)]
    places += [None] * 21
    places += [(160 - 2.0 * t, 80, 0) for t in range(19)]
    # The camera moves, so that nothing is still.
    run = skip_through(Scene(places, shift=2.0))
    assert run.worst() > 0.9  # to the very frame
    gone = [place for place in run.key_places if 20 <= place <= 40]
    assert np.diff(gone).max() <= 3


def test_nothing_to_see_in_a_still_picture_costs_nothing_until_something_comes() -> None:
    places: list[tuple[float, float, float] | None] = [(120, 80, 0), *[None] * 90, *line(10, 2.0)]
    run = skip_through(Scene(places, noise=2.0))
    assert run.worst() > 0.9
    assert len([place for place in run.key_places if 3 < place < 90]) <= 1


def test_several_objects_share_key_frames_and_the_worst_one_decides() -> None:
    slow, fast = line(24, 1.0, 40), [(120.0, 80.0, 40.0 * t) for t in range(24)]
    alone = skip_through(Scene(slow))
    both = skip_through(Scene(slow, list(fast)))
    assert alone.fraction < 0.4 < both.fraction
    assert both.worst(2) > 0.75
    assert all(set(frame.masks) == {1, 2} for frame in both.done)


def test_what_is_given_is_a_key_frame() -> None:
    run = skip_through(Scene(line(30, 1.0)), given=(7, 8, 19))
    assert {7, 8, 19} <= set(run.key_places)
    still = skip_through(Scene([(120, 80, 0)] * 30), given=(11,))
    assert still.key_places == [0, 11]


@pytest.mark.parametrize("count", [1, 2, 3])
def test_videos_of_a_few_frames(count: int) -> None:
    run = skip_through(Scene(line(count, 2.0)))
    assert run.key_places[0] == 0
    assert run.key_places[-1] == count - 1
    assert run.worst() > 0.9


def test_every_so_many_frames() -> None:
    run = skip_through(Scene(line(23, 1.0)), SkipPolicy.every(5))
    assert run.key_places == [0, 5, 10, 15, 20, 22]
    assert run.keys.found == run.key_places
    assert skip_through(Scene(line(6, 1.0)), SkipPolicy.every(1)).fraction == 1


def test_a_frame_found_far_ahead_of_its_turn_is_found_again_from_nearer() -> None:
    calm, wild = [(60.0 + t, 80.0, 0.0) for t in range(24)], [(84.0, 80.0, 35.0 * t) for t in range(24)]
    run = skip_through(Scene([*calm, *wild]), SkipPolicy(0.83, longest=16))
    found = run.keys.found
    again = [place for place in run.key_places if found.count(place) > 1]
    assert len(again) == 1  # the end of the long gap that ran into the turning, and no other
    # It settles in order all the same.
    assert run.key_places == sorted(run.key_places)


def test_a_model_that_doubts_itself_is_not_asked_more_often_for_that() -> None:
    sure = skip_through(Scene([(120.0, 80.0, 12.0 * t) for t in range(24)]), SkipPolicy(0.97))
    unsure = skip_through(Scene([(120.0, 80.0, 12.0 * t) for t in range(24)]), SkipPolicy(0.97), score=0.7)
    assert unsure.fraction < sure.fraction
    filled = [frame for frame in unsure.done if not frame.key]
    assert all(frame.masks[1].score <= 0.7 for frame in filled)


def test_key_frames_are_held_to_where_motion_carries_the_objects() -> None:
    run = skip_through(Scene(line(30, 2.0)), SkipPolicy.every(6))
    assert list(run.keys.held) == [6, 12, 18, 24, 29]
    for place, boxes in run.keys.held.items():
        x0, y0, x1, y1 = Mask.from_array(run.scene.truth(1, place)).box_xyxy_px
        held = boxes[1]
        assert (held.x0, held.y0) <= (x0, y0) and (held.x1, held.y1) >= (x1, y1)
        assert held.width < 1.3 * (x1 - x0)


def test_neighbours_and_given_frames_are_not_held() -> None:
    assert not skip_through(Scene(line(10, 2.0)), SkipPolicy.every(1)).keys.held
    assert list(skip_through(Scene(line(9, 2.0)), SkipPolicy.every(4), given=(4,)).keys.held) == [8]


def test_what_is_not_there_is_not_held() -> None:
    gone = skip_through(Scene([(120, 80, 0), *[None] * 12]), SkipPolicy.every(4))
    assert all(not boxes for place, boxes in gone.keys.held.items() if place > 4)


def test_what_reaches_out_of_the_frame_is_not_held_since_more_of_it_may_come_in() -> None:
    held = skip_through(Scene([(20.0 + 4 * t, 80.0, 0.0) for t in range(13)]), SkipPolicy.every(6)).keys.held
    assert {place: set(boxes) for place, boxes in held.items()} == {6: set(), 12: {1}}


def test_frames_are_read_once_and_in_order() -> None:
    scene = Scene(line(40, 2.0))
    skip_through(scene)
    assert scene.reads == list(range(40))


def consume(frames: Iterator[FrameDone], seen: list[FrameDone], cancel: CancelToken, last: int) -> None:
    """Note the frames that come, and cancel after one of them."""
    for frame in frames:
        seen.append(frame)
        if frame.place == last:
            cancel.cancel()


def test_cancelling_inside_an_interval() -> None:
    scene = Scene(line(60, 1.0))
    cancel = CancelToken()
    keys = Truth(scene)
    seen: list[FrameDone] = []
    with skipping(scene, SkipPolicy.every(10), keys, cancel=cancel) as run, pytest.raises(Cancelled):
        consume(run.frames(), seen, cancel, 14)
    assert [frame.place for frame in seen] == list(range(15))
    assert not seen[-1].key


def test_cancelling_while_the_model_runs() -> None:
    scene = Scene(line(60, 1.0))
    cancel = CancelToken()

    class Stops(Truth):
        def find(self, place: int) -> dict:
            if place == 10:
                cancel.cancel()
            return super().find(place)

    keys = Stops(scene)
    with skipping(scene, SkipPolicy.every(10), keys, cancel=cancel) as run, pytest.raises(Cancelled):
        list(run.frames())
    assert keys.settled == [0]
