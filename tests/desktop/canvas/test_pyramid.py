import numpy as np
import pytest

from desktop.canvas.pyramid import ALIGN, Pyramid
from desktop.canvas.rect import Rect
from desktop.canvas.viewport import Viewport


def view(zoom, left=0, top=0, media=(256, 192), size=(400, 300)):
    return Viewport(media, size, 1.0, zoom, left, top, fitted=False)


@pytest.fixture
def picture():
    return np.random.default_rng(3).integers(0, 255, (192, 256, 3), dtype=np.uint8)


def test_at_one_to_one_it_is_the_picture(picture):
    sampled = Pyramid(picture).sample(view(1.0, 7, 5), Rect(7, 5, 207, 105))
    np.testing.assert_array_equal(sampled, picture[:100, :200])


def test_far_in_every_px_is_a_square(picture):
    sampled = Pyramid(picture).sample(view(4.0), Rect(0, 0, 80, 40))
    np.testing.assert_array_equal(sampled, picture[:10, :20].repeat(4, axis=0).repeat(4, axis=1))


@pytest.mark.parametrize("zoom", [0.11, 0.25, 0.4, 0.77, 1.0, 1.4, 3.3, 9.0])
def test_a_part_looks_the_same_as_in_the_whole(picture, zoom):
    pyramid = Pyramid(picture, replicate=True)
    viewport = view(zoom, 3, -4)
    whole = pyramid.sample(viewport, Rect(0, 0, 60, 40)).astype(int)
    part = pyramid.sample(viewport, Rect(11, 13, 29, 31)).astype(int)
    assert np.abs(part - whole[13:31, 11:29]).max() <= 3


@pytest.mark.parametrize("zoom", [0.1, 0.3, 0.6, 1.3])
def test_it_lies_where_the_viewport_says(zoom):
    """The centre of mass of a square, seen from any zoom, is where its centre is in media px."""
    picture = np.zeros((192, 256), dtype=np.uint8)
    picture[60:140, 100:180] = 255
    viewport = view(zoom, 9, 4)
    sampled = Pyramid(picture).sample(viewport, Rect(0, 0, 360, 260)).astype(float)
    y, x = np.mgrid[0:260, 0:360] + 0.5
    middle = (x * sampled).sum() / sampled.sum(), (y * sampled).sum() / sampled.sum()
    assert middle == pytest.approx(viewport.to_widget(140, 100), abs=0.06)


@pytest.mark.parametrize("zoom", [0.12, 0.3, 0.9, 2.0, 5.0])
def test_a_part_of_the_media_lines_up_and_is_nothing_outside(zoom):
    whole = np.zeros((192, 256), dtype=np.uint8)
    whole[70:100, 70:120] = 255
    part = Pyramid(whole[ALIGN:128, ALIGN:128].copy(), (ALIGN, ALIGN))
    rect = Rect(0, 0, 700, 650)
    from_whole = Pyramid(whole).sample(view(zoom), rect).astype(int)
    from_part = part.sample(view(zoom), rect).astype(int)
    assert np.abs(from_whole - from_part).max() <= 2
    assert from_part.max() > 100


@pytest.mark.parametrize("size", [(192, 256), (191, 255), (5, 300)])
def test_touching_redoes_the_halvings_as_if_made_anew(size):
    rng = np.random.default_rng(1)
    picture = np.zeros(size, dtype=np.uint8)
    pyramid = Pyramid(picture)
    rect = Rect(0, 0, 40, 30)
    media = (size[1], size[0])
    pyramid.sample(view(0.11, media=media), rect)  # builds the levels
    for _ in range(5):
        x, y = rng.integers(0, size[1] - 4), rng.integers(0, size[0] - 4)
        picture[y : y + 4, x : x + 3] = 255
        pyramid.touch(Rect(int(x), int(y), int(x) + 3, int(y) + 4))
    for zoom in (0.11, 0.3, 0.6):
        np.testing.assert_array_equal(
            pyramid.sample(view(zoom, media=media), rect),
            Pyramid(picture.copy()).sample(view(zoom, media=media), rect),
        )


def test_touching_outside_is_no_error():
    pyramid = Pyramid(np.zeros((64, 64), dtype=np.uint8), (64, 64))
    pyramid.touch(Rect(-10, -10, 20, 20))
