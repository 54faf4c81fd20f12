from dataclasses import replace

import numpy as np
import pytest

from core.masks import Mask
from desktop.canvas.mask_pixels import decode, decode_whole
from desktop.canvas.overlay import OverlayLayer, OverlayStyle, compose
from desktop.canvas.rect import Rect
from desktop.canvas.viewport import Viewport

WHOLE = Rect(0, 0, 300, 200)
PLAIN = OverlayStyle(opacity=0.5, outline=False)


def view(zoom=1.0, left=0, top=0):
    return Viewport((300, 200), (300, 200), 1.0, zoom, left, top, fitted=False)


def rectangle(x0, y0, x1, y1):
    pixels = np.zeros((200, 300), dtype=np.bool_)
    pixels[y0:y1, x0:x1] = True
    return Mask.from_array(pixels)


def composed(layers, viewport=None, style=PLAIN, rect=WHOLE):
    target = np.zeros((200, 300, 4), dtype=np.uint8)
    compose(target, rect, layers, viewport or view(), style)
    return target


@pytest.mark.parametrize("seed", range(4))
def test_decoding_gives_the_masks_px(seed):
    rng = np.random.default_rng(seed)
    pixels = rng.random((97, 131)) > (0.5, 0.97, 0.03, 0.999)[seed]
    pixels[: rng.integers(0, 40)] = False
    mask = Mask.from_array(pixels)
    whole = decode_whole(mask, (131, 97)).picture
    np.testing.assert_array_equal(whole, pixels * np.uint8(255))
    part = decode(mask)
    here = part.media_rect.cut(Rect(0, 0, 131, 97))
    rebuilt = np.zeros_like(whole)
    rebuilt[here.slices] = part.picture[: here.height, : here.width]
    np.testing.assert_array_equal(rebuilt, whole)


@pytest.mark.parametrize("pixels", [np.zeros((9, 7)), np.ones((9, 7))])
def test_decoding_nothing_and_everything(pixels):
    mask = Mask.from_array(pixels)
    assert decode_whole(mask, (7, 9)).picture.sum() == pixels.sum() * 255
    assert decode(mask).picture.sum() == pixels.sum() * 255
    assert decode_whole(None, (7, 9)).picture.sum() == 0


def test_a_fill_has_the_colour_premultiplied_and_nothing_beside_it():
    target = composed([OverlayLayer(decode(rectangle(20, 30, 60, 80)), "#ff8000", True)])
    np.testing.assert_array_equal(target[50, 40], [0, 64, 128, 128])
    assert target[30:80, 20:60, 3].min() == 128
    target[30:80, 20:60] = 0
    assert not target.any()


def test_later_layers_lie_over_earlier_ones_and_both_show():
    below = OverlayLayer(decode(rectangle(0, 0, 50, 50)), "#ff0000", True)
    above = OverlayLayer(decode(rectangle(20, 20, 70, 70)), "#0000ff", True)
    blue, _, red, alpha = (int(v) for v in composed([below, above])[30, 30])
    assert blue == pytest.approx(128, abs=1)
    assert red == pytest.approx(64, abs=2)
    assert alpha == pytest.approx(192, abs=2)


def test_where_masks_exclude_each_other_only_the_topmost_shows():
    below = OverlayLayer(decode(rectangle(0, 0, 50, 50)), "#ff0000", True)
    above = OverlayLayer(decode(rectangle(20, 20, 70, 70)), "#0000ff", True)
    target = composed([below, above], style=replace(PLAIN, exclusive=True))
    np.testing.assert_array_equal(target[30, 30], [128, 0, 0, 128])
    np.testing.assert_array_equal(target[10, 10], [0, 0, 128, 128])


@pytest.mark.parametrize("zoom", [0.3, 1.0, 1.6, 6.0])
@pytest.mark.parametrize("outline", [False, True])
def test_recomposing_a_part_gives_what_composing_all_would(zoom, outline):
    rng = np.random.default_rng(5)
    style = OverlayStyle(0.4, outline, 2.0)
    layers = [
        OverlayLayer(decode(rectangle(10, 10, 150, 90)), "#e69f00", True),
        OverlayLayer(decode(rectangle(60, 40, 250, 180)), "#56b4e9", False),
        OverlayLayer(decode_whole(rectangle(100, 0, 130, 200), (300, 200)), "#009e73", True),
    ]
    viewport = view(zoom, 5, 3)
    whole = composed(layers, viewport, style)
    target = whole.copy()
    for _ in range(10):
        x, y = int(rng.integers(0, 280)), int(rng.integers(0, 180))
        rect = Rect(x, y, x + int(rng.integers(1, 90)), y + int(rng.integers(1, 90)))
        target[rect.cut(WHOLE).slices] = 77
        compose(target, rect, layers, viewport, style)
    assert np.abs(target.astype(int) - whole).max() <= 4


def test_an_outline_is_as_wide_at_every_zoom():
    for zoom in (1.0, 4.0):
        style = OverlayStyle(0.0, True, 1.0)
        layer = OverlayLayer(decode(rectangle(10, 10, 60, 40)), "#ffffff", True)
        row = composed([layer], view(zoom), style)[round(25 * zoom), :, 0]  # white shows where the edge is
        assert np.count_nonzero(row[: round(35 * zoom)] > 200) == 2


def test_an_island_of_one_px_is_seen_from_far_out():
    mask = rectangle(150, 100, 151, 101)
    target = composed([OverlayLayer(decode(mask), "#ffffff", False)], view(1 / 8), OverlayStyle())
    assert target[..., 3].max() > 80


def test_holes_are_seen():
    pixels = np.zeros((200, 300), dtype=np.bool_)
    pixels[50:150, 50:150] = True
    pixels[90:110, 90:110] = False
    target = composed([OverlayLayer(decode(Mask.from_array(pixels)), "#ffffff", True)])
    assert target[100, 100, 3] == 0
    assert target[60, 60, 3] > 0


def test_a_mask_ends_where_the_media_ends():
    full = OverlayLayer(decode(Mask.from_array(np.ones((200, 300)))), "#ffffff", True)
    target = composed([full], view(0.5, 20, 20), OverlayStyle())
    assert target[20:120, 20:170, 3].min() > 0
    target[20:120, 20:170] = 0
    assert not target.any()
