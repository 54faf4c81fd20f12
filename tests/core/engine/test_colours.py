"""Corrections that go as far as the picture's colours do."""

import cv2
import numpy as np
import torch

from core.engine.colours import along_colours
from core.engine.prompts import PointInputs

SIDE, IMAGE = 192, 384
GREY, BLUE = (120, 120, 120), (40, 60, 200)


def picture() -> np.ndarray:
    """A blue disc on grey with a little noise."""
    rgb = np.full((SIDE, SIDE, 3), GREY, np.uint8)
    cv2.circle(rgb, (80, 96), 40, BLUE, -1)
    noise = np.random.default_rng(0).integers(-6, 7, rgb.shape)
    return np.clip(rgb + noise, 0, 255).astype(np.uint8)


def painted(*parts: str) -> np.ndarray:
    """The mask (G, G) of "disc" and a "square" of what is behind it, without a "bite" at the disc's side."""
    mask = np.zeros((SIDE, SIDE), np.uint8)
    if "disc" in parts:
        cv2.circle(mask, (80, 96), 40, 1, -1)
    if "square" in parts:
        cv2.rectangle(mask, (120, 84), (144, 108), 1, -1)
    if "bite" in parts:
        cv2.circle(mask, (108, 96), 12, 0, -1)
    return mask > 0


def logits(mask: np.ndarray) -> torch.Tensor:
    small = cv2.resize(mask.astype(np.float32), (96, 96), interpolation=cv2.INTER_AREA)
    return torch.from_numpy((small - 0.5) * 12)[None, None]


def clicks(*places: tuple[float, float, int]) -> PointInputs:
    """Clicks (x, y, label) in the grid's cells."""
    coords = torch.tensor([[(x * IMAGE / SIDE, y * IMAGE / SIDE) for x, y, _ in places]])
    return PointInputs(coords, torch.tensor([[label for *_, label in places]], dtype=torch.int32))


def found(answer: torch.Tensor) -> np.ndarray:
    return np.asarray(cv2.resize(answer[0, 0].numpy(), (SIDE, SIDE)) > 0)


def iou(one: np.ndarray, other: np.ndarray) -> float:
    return float((one & other).sum() / (one | other).sum())


def test_a_click_on_what_is_missing_brings_in_what_looks_like_it() -> None:
    before = logits(painted("disc", "bite"))
    after = along_colours(before, clicks((60, 96, 1), (108, 96, 1)), picture(), IMAGE, corrects=False)
    assert iou(found(before), painted("disc")) < 0.93
    assert iou(found(after), painted("disc")) > 0.97


def test_a_click_on_what_is_too_much_takes_away_what_looks_like_it() -> None:
    before = logits(painted("disc", "square"))
    after = along_colours(before, clicks((80, 96, 1), (134, 96, 0)), picture(), IMAGE, corrects=False)
    assert iou(found(before), painted("disc")) < 0.92
    assert iou(found(after), painted("disc")) > 0.97


def test_what_lies_far_from_every_correction_stays() -> None:
    wrong = painted("disc", "bite") | (np.indices((SIDE, SIDE)).sum(0) < 40)  # the model took a corner in
    after = along_colours(logits(wrong), clicks((60, 96, 1), (108, 96, 1)), picture(), IMAGE, corrects=False)
    assert found(after)[:12, :12].all()


def test_the_first_click_is_left_to_the_model_unless_something_came_before_it() -> None:
    before, one = logits(painted("disc", "bite")), clicks((108, 96, 1))
    assert torch.equal(along_colours(before, one, picture(), IMAGE, corrects=False), before)
    after = along_colours(before, one, picture(), IMAGE, corrects=True)
    assert iou(found(after), painted("disc")) > 0.97


def test_the_corners_of_a_box_are_no_clicks() -> None:
    before = logits(painted("disc", "bite"))
    box = clicks((40, 56, 2), (120, 136, 3))
    assert torch.equal(along_colours(before, box, picture(), IMAGE, corrects=True), before)


def test_where_one_side_is_empty_there_is_nothing_to_cut() -> None:
    for value in (-4.0, 4.0):
        flat = torch.full((1, 1, 96, 96), value)
        two = clicks((60, 96, 1), (108, 96, 1))
        assert torch.equal(along_colours(flat, two, picture(), IMAGE, corrects=False), flat)


def test_what_is_too_small_to_have_colours_stays() -> None:
    speck = torch.full((1, 1, 96, 96), -4.0)
    speck[..., 40, 40] = 4.0
    refused = clicks((81, 81, 0))
    assert torch.equal(along_colours(speck, refused, picture(), IMAGE, corrects=True), speck)


def test_the_same_prompt_gets_the_same_answer() -> None:
    before, two = logits(painted("disc", "bite")), clicks((60, 96, 1), (108, 96, 1))
    answers = []
    for seed in range(3):
        cv2.setRNGSeed(seed + 7)
        answers.append(along_colours(before, two, picture(), IMAGE, corrects=False))
    assert all(torch.equal(answers[0], other) for other in answers[1:])
