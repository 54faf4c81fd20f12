"""Where an object is expected, told by the flow of thumbnails."""

from itertools import pairwise

import numpy as np
import pytest

from core.masks import Mask
from core.skipping.expectation import expected_box
from core.skipping.keys import KeyMask
from core.skipping.motion import PairMotion, PairWatcher, glance
from tests.core.skipping.moving import SIZE_WH, Scene, line


def key_of(scene: Scene, frame_index: int) -> KeyMask:
    truth = scene.truth(1, frame_index)
    return KeyMask(Mask.from_array(truth), truth, 1.0, 9.0)


def motions_of(scene: Scene) -> list[PairMotion]:
    watcher = PairWatcher()
    glances = [glance(scene.read(i)) for i in range(scene.frame_count)]
    return [watcher.compare(*pair) for pair in pairwise(glances)]


@pytest.mark.parametrize("shift", [0.0, 3.0])
def test_an_object_is_expected_where_it_goes(shift: float) -> None:
    scene = Scene(line(9, 5.0), shift=shift)
    box = expected_box(key_of(scene, 0), motions_of(scene))
    assert box is not None
    true = np.array(key_of(scene, 8).mask.box_xyxy_px)
    found = np.array([box.x0, box.y0, box.x1, box.y1])
    side = max(true[2:] - true[:2])
    assert np.abs(found - true).max() < 0.25 * side
    stays = np.array(key_of(scene, 0).mask.box_xyxy_px)
    assert np.abs(stays - true).max() > 0.25 * side  # where it was is no answer


def test_nothing_is_expected_beyond_a_cut_or_of_what_is_not_there() -> None:
    scene = Scene(line(6, 1.0), backgrounds=[0, 0, 0, 7, 7, 7])
    motions = motions_of(scene)
    assert [motion.cut for motion in motions] == [False, False, True, False, False]
    assert expected_box(key_of(scene, 0), motions[:2]) is not None
    assert expected_box(key_of(scene, 0), motions) is None
    empty = np.zeros(SIZE_WH[::-1], dtype=np.bool_)
    assert expected_box(KeyMask(Mask.from_array(empty), empty, 1.0, -9.0), motions[:2]) is None
