"""The box that a first click makes for itself."""

from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
import pytest
import torch

from core.engine import embedding as embedding_module
from core.engine.embedding import decode_prompt, embed, without_memory
from core.engine.loader import LoadedModel
from core.engine.own_box import LARGEST, PAD, boxed, can_box, is_kept, own_box
from core.engine.prompts import ImagePrompt, squash
from core.engine.segmenter import Segmenter
from core.engine.view import View
from core.masks import Mask
from core.types import Box, Click, FrameRGB

VIEW = View(100, 200, 80, 40)


def logits(*islands: tuple[int, int, int, int]) -> np.ndarray:
    """(8, 8), positive on islands given as x, y, width, height."""
    cells = np.full((8, 8), -1, dtype=np.float32)
    for x, y, width, height in islands:
        cells[y : y + height, x : x + width] = 1
    return cells


def edges(box: Box | None) -> tuple[float, float, float, float]:
    assert box is not None
    return box.x0, box.y0, box.x1, box.y1


def test_the_box_is_round_the_clicked_island_with_a_margin() -> None:
    found = logits((1, 1, 2, 2), (4, 3, 3, 4))
    box = own_box(found, VIEW, Click(115, 210))
    assert edges(box) == pytest.approx((110 - PAD * 20, 205 - PAD * 10, 130 + PAD * 20, 215 + PAD * 10))


def test_the_box_is_round_the_largest_island_where_none_is_clicked() -> None:
    box = own_box(logits((1, 1, 2, 2), (4, 3, 3, 4)), VIEW, Click(105, 235))
    assert edges(box) == pytest.approx((140 - PAD * 30, 215 - PAD * 20, 170 + PAD * 30, 235 + PAD * 20))


def test_the_box_stays_in_the_view_and_is_none_for_nothing() -> None:
    assert edges(own_box(logits((0, 0, 8, 8)), VIEW, Click(120, 220))) == (100, 200, 180, 240)
    assert own_box(logits(), VIEW, Click(120, 220)) is None
    assert own_box(logits((1, 1, 2, 2)), VIEW, Click(1000, 0)) is not None


def test_a_box_of_nearly_everything_is_not_kept() -> None:
    side = LARGEST**0.5
    assert is_kept(Box(100, 200, 100 + 79 * side, 200 + 40 * side), VIEW)
    assert not is_kept(Box(100, 200, 100 + 80 * side, 200 + 41 * side), VIEW)


def test_the_box_grows_with_the_clicks_on_the_object_only() -> None:
    prompt = ImagePrompt((Click(20, 20), Click(32, 25), Click(90, 90, False)))
    assert edges(boxed(prompt, Box(10, 10, 30, 30)).box) == (10, 10, 32, 30)


@pytest.mark.parametrize("missed", [Click(20, 33), Click(7, 20)])
def test_a_box_that_misses_a_clicked_part_of_the_object_by_far_is_let_go(missed: Click) -> None:
    prompt = ImagePrompt((Click(20, 20), missed))
    assert boxed(prompt, Box(10, 10, 30, 30)) == prompt


def test_only_a_prompt_that_begins_with_a_click_on_the_object_boxes_itself() -> None:
    on, off = Click(1, 1), Click(2, 2, False)
    assert can_box(ImagePrompt((on, off)))
    assert not can_box(ImagePrompt((off, on)))
    assert not can_box(ImagePrompt())
    assert not can_box(ImagePrompt((on,), box=Box(0, 0, 2, 2)))
    assert not can_box(ImagePrompt((on,), refines=Mask.empty(4, 4)))
    assert not can_box(ImagePrompt((on,), previous_logits=np.zeros((8, 8), dtype=np.float32)))


@pytest.fixture(scope="module")
def frame() -> FrameRGB:
    """A red shape on a wall of many colours."""
    wall = np.random.default_rng(3).integers(60, 190, (12, 16, 3))
    picture = np.kron(wall, np.ones((20, 20, 1))).astype(np.uint8)
    rows, columns = np.ogrid[:240, :320]
    picture[(rows - 120) ** 2 / 2 + (columns - 160) ** 2 <= 40**2] = (230, 30, 30)
    return picture


def test_a_click_is_answered_as_with_the_box_that_it_made(nano: LoadedModel, frame: FrameRGB) -> None:
    view = View.whole((320, 240))
    without = replace(nano, base=replace(nano.base, boxes_itself=False))
    click = ImagePrompt((Click(160, 120),))
    with nano.autocast():
        embedding = embed(nano, squash(frame, nano.image_size), view)
        features = without_memory(nano.model, embedding)
        ask = partial(decode_prompt, features_bchw=features, embedding=embedding)
        bare = ask(without, prompt=click)
        box = own_box(bare.logits[0, 0].numpy(), view, click.clicks[0])
        assert box is not None
        told = ask(without, prompt=replace(click, box=box))
        answer = ask(nano, prompt=click)
    assert torch.equal(answer.logits, told.logits) and not torch.equal(answer.logits, bare.logits)
    assert torch.equal(answer.all_logits, bare.all_logits), "the other masks that were possible stay"


def test_clicks_are_answered_alike_one_by_one_and_all_at_once(nano: LoadedModel, frame: FrameRGB) -> None:
    clicks = (Click(160, 120), Click(40, 60, False), Click(160, 170))
    one_by_one = Segmenter(nano)
    for count in (1, 2, 3):
        last = one_by_one.segment(frame, ImagePrompt(clicks[:count]), frame_key=0)
    at_once = Segmenter(nano).segment(frame, ImagePrompt(clicks), frame_key=0)
    assert np.array_equal(last.mask, at_once.mask)
    assert np.array_equal(last.logits_low, at_once.logits_low)


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_the_box_is_given_with_later_clicks_unless_it_is_too_large(
    nano: LoadedModel, frame: FrameRGB, monkeypatch: pytest.MonkeyPatch, share: float
) -> None:
    asked: list[list[int]] = []
    encoded = embedding_module.Asked.of

    def noting(model: Any, points: Any, masks: Any) -> Any:
        asked.append(points["point_labels"][0].tolist())
        return encoded(model, points, masks)

    monkeypatch.setattr(embedding_module.Asked, "of", noting)
    monkeypatch.setattr("core.engine.own_box.LARGEST", share)
    prompt = ImagePrompt((Click(160, 120), Click(160, 170)))
    with nano.autocast():
        embedding = embed(nano, squash(frame, nano.image_size), View.whole((320, 240)))
        decode_prompt(nano, without_memory(nano.model, embedding), embedding, prompt)
    assert asked == ([[1], [2, 3], [2, 3, 1], [2, 3, 1, 1]] if share else [[1], [1, 1]])
