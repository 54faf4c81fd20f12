"""A look at the motion tells calm from wild, and costs few frames."""

import pytest

from core.cancel import CancelToken, NeverCancel
from core.errors import Cancelled
from core.skipping.forecast import likely_share, sample_motion
from core.skipping.policy import SkipPolicy
from tests.core.skipping.moving import Scene, line


def looked(scene: Scene) -> list[float]:
    return list(sample_motion(scene, 0, scene.frame_count - 1, NeverCancel()))


def test_a_still_picture_a_pan_and_a_wild_one_are_told_apart() -> None:
    still = Scene([(120, 80, 0)] * 200)
    pan = Scene([(120, 80, 0)] * 200, shift=2.0)
    wild = Scene(
        [(120 + 14 * (t % 2), 80, 40 * t) for t in range(200)], [(60, 60, 70 * t) for t in range(200)]
    )
    shares = [likely_share(looked(scene), SkipPolicy.auto()) for scene in (still, pan, wild)]
    assert shares[0] < 0.1
    assert shares[0] <= shares[1] < shares[2]
    assert shares[2] > 0.25


def test_a_long_video_costs_no_more_than_a_short_one() -> None:
    scene = Scene(line(1000, 0.1))
    assert len(looked(scene)) <= 20
    assert len(scene.reads) <= 25


@pytest.mark.parametrize("count", [1, 2, 3])
def test_videos_of_a_few_frames(count: int) -> None:
    scene = Scene(line(count, 1.0))
    restless = looked(scene)
    assert (len(restless) > 0) == (count > 1)
    assert 0 < likely_share(restless, SkipPolicy.auto()) <= 1


def test_the_slider_and_fixed_gaps_count() -> None:
    restless = [6.0, 7.0]
    shares = [likely_share(restless, SkipPolicy.auto(speed)) for speed in (0, 0.25, 0.5, 0.75, 1)]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] > shares[-1]
    assert likely_share(restless, SkipPolicy.every(4)) == 0.25
    assert likely_share(restless, None) == 1.0


def test_it_can_be_called_off() -> None:
    cancel = CancelToken()
    looking = sample_motion(Scene(line(100, 1.0)), 0, 99, cancel)
    next(looking)
    cancel.cancel()
    with pytest.raises(Cancelled):
        next(looking)
