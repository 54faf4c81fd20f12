"""Which part of a picture a prompt is answered in."""

import numpy as np
import pytest
from numpy.typing import NDArray

from core.engine.closer import CLOSEST, MARGIN, Answer, look
from core.engine.prompts import ImagePrompt
from core.engine.view import View
from core.masks import Mask
from core.types import Box, Click

SIZE = (1600, 900)
WHOLE = View.whole(SIZE)


CELLS = 96


def view_for(prompt: ImagePrompt, size_wh: tuple[int, int], answer: Answer) -> View:
    return look(prompt, size_wh, answer)[0]


def nobody(_view: View, _prompt: ImagePrompt) -> NDArray[np.float32]:
    raise AssertionError("an answer was asked for nothing")


def drawn(box: Box | None, view: View = WHOLE) -> NDArray[np.float32]:
    """The logits of an answer in a view: positive on the box."""
    logits = np.full((CELLS, CELLS), -5.0, dtype=np.float32)
    if box is not None:
        x0, x1 = ((x - view.x) / view.width * CELLS for x in (box.x0, box.x1))
        y0, y1 = ((y - view.y) / view.height * CELLS for y in (box.y0, box.y1))
        logits[max(0, round(y0)) : max(0, round(y1)), max(0, round(x0)) : max(0, round(x1))] = 5.0
    return logits


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
    view = view_for(prompt, SIZE, lambda view, _: drawn(Box(400, 300, 500, 380), view))
    assert view.contains(Box(400, 300, 500, 380)) and view.width < 400
    assert view_for(prompt, SIZE, lambda *_: drawn(None)) == WHOLE


def test_every_positive_click_is_inside() -> None:
    prompt = ImagePrompt((Click(450, 340), Click(700, 340)))
    view = view_for(prompt, SIZE, lambda view, _: drawn(Box(400, 300, 500, 380), view))
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


BALL, PLAYER = Box(760, 420, 840, 470), Box(650, 100, 900, 880)
"""The one is held by the other."""
HELD = ImagePrompt((Click(800, 440), Click(800, 250, False)))


def seen(view: View, _prompt: ImagePrompt) -> NDArray[np.float32]:
    """A model that tells them apart from close by."""
    return drawn(BALL if view.width < SIZE[0] / 2 else PLAYER, view)


def test_a_refusal_that_is_not_heard_is_answered_from_closer() -> None:
    view = view_for(HELD, SIZE, seen)
    assert view.width < SIZE[0] / 2 and view.contains(BALL)
    assert view_for(ImagePrompt(HELD.clicks[:1]), SIZE, seen) == WHOLE


def test_a_closer_look_that_does_not_help_is_not_taken() -> None:
    assert view_for(HELD, SIZE, lambda view, _: drawn(PLAYER, view)) == WHOLE


def test_a_closer_look_that_cuts_the_object_off_is_not_taken() -> None:
    wide = Box(0, 420, 1600, 470)
    assert view_for(HELD, SIZE, lambda view, _: drawn(PLAYER if view == WHOLE else wide, view)) == WHOLE


def test_a_closer_look_keeps_all_that_was_clicked() -> None:
    far = ImagePrompt((*HELD.clicks, Click(680, 860)))
    assert view_for(far, SIZE, seen) == WHOLE


def test_a_refusal_that_is_heard_costs_nothing() -> None:
    asked: list[View] = []

    def answer(view: View, _prompt: ImagePrompt) -> NDArray[np.float32]:
        asked.append(view)
        return drawn(PLAYER, view)

    view_for(ImagePrompt((Click(800, 440), Click(1500, 100, False))), SIZE, answer)
    assert set(asked) == {WHOLE}


def test_a_mask_in_which_a_refusal_is_not_heard_is_let_go() -> None:
    player = np.zeros((900, 1600), dtype=np.bool_)
    player[100:880, 650:900] = True
    held = ImagePrompt(HELD.clicks, refines=Mask.from_array(player))
    view, asked = look(held, SIZE, lambda view, given: drawn(BALL if given.refines is None else PLAYER, view))
    assert asked == HELD and view.contains(BALL) and view != WHOLE
    assert look(held, SIZE, lambda view, _: drawn(PLAYER, view))[1] == held
    alone = ImagePrompt(HELD.clicks[1:], refines=held.refines)
    assert look(alone, SIZE, nobody)[1] == alone
