"""Which part of a picture a prompt is answered in."""

import numpy as np
import pytest

from core.engine.closer import CLOSEST, MARGIN, view_for
from core.engine.prompts import ImagePrompt
from core.engine.view import View
from core.masks import Mask
from core.types import Box, Click

SIZE = (1600, 900)
WHOLE = View.whole(SIZE)


def nobody() -> Box | None:
    raise AssertionError("the whole picture was asked for nothing")


def test_a_small_box_is_looked_at_closely() -> None:
    box = Box(400, 300, 500, 380)
    view = view_for(ImagePrompt(box=box), SIZE, nobody)
    assert view.contains(box)
    assert MARGIN * 100 <= view.width <= 2.5 * MARGIN * 100
    assert view.width / view.height == pytest.approx(16 / 9, rel=0.02)


def test_a_large_object_is_looked_at_whole() -> None:
    assert view_for(ImagePrompt(box=Box(100, 100, 1300, 800)), SIZE, nobody) == WHOLE


def test_no_view_is_too_close() -> None:
    view = view_for(ImagePrompt(box=Box(800, 450, 802, 452)), SIZE, nobody)
    assert CLOSEST * SIZE[0] <= view.width < 1.4 * CLOSEST * SIZE[0]


def test_clicks_are_looked_for_on_the_whole_picture_first() -> None:
    prompt = ImagePrompt((Click(450, 340), Click(1500, 100, False)))
    view = view_for(prompt, SIZE, lambda: Box(400, 300, 500, 380))
    assert view.contains(Box(400, 300, 500, 380)) and view.width < 400
    assert view_for(prompt, SIZE, lambda: None) == WHOLE


def test_every_positive_click_is_inside() -> None:
    prompt = ImagePrompt((Click(450, 340), Click(700, 340)))
    view = view_for(prompt, SIZE, lambda: Box(400, 300, 500, 380))
    assert view.contains(Box(400, 300, 700, 380))


def test_a_mask_that_is_refined_says_where_to_look() -> None:
    picture = np.zeros((900, 1600), dtype=np.bool_)
    picture[300:380, 400:500] = True
    view = view_for(ImagePrompt((Click(450, 340),), refines=Mask.from_array(picture)), SIZE, nobody)
    assert view.contains(Box(400, 300, 500, 380)) and view.width < 400


def test_logits_that_are_fed_back_cover_the_whole_picture() -> None:
    prompt = ImagePrompt((Click(450, 340),), previous_logits=np.zeros((96, 96), dtype=np.float32))
    assert view_for(prompt, SIZE, nobody) == WHOLE


def test_boxes_that_hardly_differ_share_a_view() -> None:
    boxes = [Box(400 + d, 300, 500 + d, 380) for d in range(0, 12, 2)]
    views = {view_for(ImagePrompt(box=box), SIZE, nobody) for box in boxes}
    assert len(views) <= 2
