import numpy as np
import torch

from core.training.annotator import boxes_around, clicks_on, corrections
from core.training.augmentation import Copy, square_mask, square_picture
from core.types import MaskHW
from tests.core.training.conftest import DiscPicture


def square(x0: int, y0: int, x1: int, y1: int) -> MaskHW:
    mask = np.zeros((64, 64), np.bool_)
    mask[y0:y1, x0:x1] = True
    return mask


def rngs(seed: int, count: int = 1) -> list[np.random.Generator]:
    return [np.random.default_rng([seed, number]) for number in range(count)]


def test_a_careful_annotator_clicks_the_middle_and_draws_the_tight_box() -> None:
    truth = square(10, 20, 31, 41)
    click = clicks_on([truth])
    assert click.coords.tolist() == [[[20.5, 30.5]]] and click.labels.tolist() == [[1]]
    box = boxes_around([truth])
    assert box.coords.tolist() == [[[10, 20], [31, 41]]] and box.labels.tolist() == [[2, 3]]
    assert torch.equal(clicks_on([truth]).coords, click.coords)


def test_an_annotator_varies_but_hits_the_object() -> None:
    truth = square(10, 20, 31, 41)
    clicks = [tuple(clicks_on([truth], rngs(seed)).coords[0, 0].tolist()) for seed in range(40)]
    assert len(set(clicks)) > 5
    assert all(truth[int(y), int(x)] for x, y in clicks)
    boxes = torch.cat([boxes_around([truth], rngs(seed)).coords.flatten(1) for seed in range(40)])
    assert boxes.std(0).min() > 0.2
    assert (boxes - torch.tensor([10.0, 20.0, 31.0, 41.0])).abs().max() <= 0.06 * 21 + 1e-4
    assert clicks_on([truth], rngs(3)).coords.equal(clicks_on([truth], rngs(3)).coords)


def test_corrections_go_into_the_error() -> None:
    truth = square(10, 10, 50, 50)
    missing, extra = square(10, 10, 20, 50), square(10, 10, 60, 63)
    for generators in (None, rngs(1, 2), rngs(2, 2), rngs(3, 2)):
        points = corrections([missing, extra], [truth, truth], generators)
        assert points.labels.tolist() == [[1], [0]]
        for mask, (x, y) in zip((missing, extra), points.coords[:, 0].tolist(), strict=True):
            assert (mask ^ truth)[int(y), int(x)]
    right = corrections([truth], [truth])
    assert right.labels.tolist() == [[1]]


def test_points_are_joined_picture_by_picture() -> None:
    one, two = square(0, 0, 9, 9), square(30, 30, 41, 41)
    points = boxes_around([one, two]).plus(clicks_on([one, two]))
    assert points.count == 3 and points.labels.tolist() == [[2, 3, 1], [2, 3, 1]]
    assert points.coords[1, 2].tolist() == [35.5, 35.5]


def test_copies_are_always_the_same_and_masks_follow_their_picture() -> None:
    picture = DiscPicture(3)
    for number in range(1, 6):
        one = square_picture(picture.read(), picture.key, number, 96)
        assert np.array_equal(one, square_picture(picture.read(), picture.key, number, 96))
        assert not np.array_equal(one, square_picture(picture.read(), picture.key, number + 1, 96))
        mask = square_mask(picture.mask(), picture.key, number, 96)
        red = one[..., 0].astype(int) - one[..., 2].astype(int)  # the disc is yellow, the noise grey
        assert red[mask].mean() > 100 > 20 > abs(red[~mask].mean())
    assert np.array_equal(square_picture(picture.read(), picture.key, 0, 96), picture.read())
    assert np.array_equal(square_mask(picture.mask(), picture.key, 0, 96), picture.mask().to_array())
    assert Copy.of(picture.key, 0, 96) is None
