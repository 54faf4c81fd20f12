"""Filling between known key frames, without a model."""

import pytest

from core.cancel import CancelToken, NeverCancel
from core.errors import Cancelled
from core.masks import Mask
from core.skipping.refill import refill
from tests.core.skipping.moving import Scene, line


def keys(scene: Scene, *frames: int, score: float = 1.0) -> dict[int, tuple[Mask, float]]:
    return {i: (Mask.from_array(scene.truth(1, i)), score) for i in frames}


def test_frames_between_known_ones_are_filled_in_order() -> None:
    scene = Scene(line(30, 2.0))
    found = list(refill(scene, keys(scene, 5, 12, 20, score=0.8), NeverCancel()))
    assert [i for i, _ in found] == [*range(6, 12), *range(13, 20)]
    assert min(mask.mask.iou(Mask.from_array(scene.truth(1, i))) for i, mask in found) > 0.9
    assert all(0 < mask.score <= 0.8 for _, mask in found)
    assert set(scene.reads) == set(range(5, 21))


def test_neighbours_have_nothing_between_them() -> None:
    scene = Scene(line(10, 2.0))
    assert list(refill(scene, keys(scene, 3, 4), NeverCancel())) == []


def test_nothing_is_carried_across_a_cut() -> None:
    scene = Scene(line(20, 2.0), backgrounds=[1] * 9 + [7] * 11)
    assert list(refill(scene, keys(scene, 2, 15), NeverCancel())) == []


def test_an_absent_object_between_absent_ones_is_absent() -> None:
    scene = Scene([None] * 12, shift=2.0)
    found = list(refill(scene, keys(scene, 0, 11), NeverCancel()))
    assert len(found) == 10
    assert all(mask.mask.is_empty for _, mask in found)


def test_it_can_be_called_off() -> None:
    scene, cancel = Scene(line(20, 2.0)), CancelToken()
    filling = refill(scene, keys(scene, 0, 19), cancel)
    next(filling)
    cancel.cancel()
    with pytest.raises(Cancelled):
        list(filling)
