import cv2
import numpy as np
import pytest
import torch

from core.engine.prompts import (
    ImagePrompt,
    check_prompt,
    mask_input,
    mask_logits,
    normalise,
    point_inputs,
    squash,
)
from core.engine.view import View
from core.errors import MaskError, PromptError
from core.masks import Mask
from core.types import Box, Click, FramePrompt

CPU = torch.device("cpu")


def test_points_are_scaled_each_way_and_the_box_comes_first() -> None:
    whole = View.whole((200, 100))
    points = point_inputs((Click(50, 50), Click(0, 100, False)), Box(10, 20, 100, 40), whole, 400, CPU)
    assert points is not None
    assert points.coords.tolist() == [[[20, 80], [200, 160], [100, 200], [0, 400]]]
    assert points.labels.tolist() == [[2, 3, 1, 0]]
    assert points.first(3).labels.tolist() == [[2, 3, 1]]
    assert point_inputs((), None, whole, 400, CPU) is None


def test_a_frame_is_squashed_whatever_its_shape() -> None:
    frame = np.zeros((90, 160, 3), dtype=np.uint8)
    frame[:, 80:] = (255, 0, 0)
    square = squash(frame, 64)
    assert square.shape == (64, 64, 3)
    assert (square[:, :32] == 0).all()
    assert (square[:, 32:] == (255, 0, 0)).all()
    assert squash(frame, 128).shape == (128, 128, 3)  # up one way, down the other


def test_squashing_averages_so_that_thin_things_do_not_flicker() -> None:
    frame = np.zeros((96, 96, 3), dtype=np.uint8)
    frame[::4] = 200
    assert set(np.unique(squash(frame, 24))) == {50}


def test_normalising_is_what_sam2_does() -> None:
    square = np.random.default_rng(0).integers(0, 256, (8, 8, 3), dtype=np.uint8)
    square.flags.writeable = False
    expected = (square / 255.0 - (0.485, 0.456, 0.406)) / (0.229, 0.224, 0.225)
    got = normalise(square, CPU)
    assert got.shape == (1, 3, 8, 8)
    np.testing.assert_allclose(got[0].permute(1, 2, 0).numpy(), expected, atol=1e-6)
    assert got.is_contiguous(memory_format=torch.channels_last)


def test_a_mask_is_resized_and_stays_binary() -> None:
    picture = np.zeros((90, 160), dtype=np.uint8)
    cv2.circle(picture, (80, 45), 30, 1, -1)
    square = mask_input(picture, 64, CPU)
    assert square.shape == (1, 1, 64, 64)
    assert set(square.unique().tolist()) == {0.0, 1.0}
    assert square.mean() == pytest.approx(picture.mean(), rel=0.03)
    low = mask_logits(picture, 16, CPU)
    assert (low.min(), low.max()) == (pytest.approx(-10), pytest.approx(10))


def test_good_prompts_pass() -> None:
    check_prompt(FramePrompt(0, box=Box(0, 0, 160, 90)), (160, 90))
    check_prompt(ImagePrompt(clicks=(Click(0, 0), Click(160, 90))), (160, 90))
    # A painted mask is the truth: whatever else there is does not matter.
    check_prompt(FramePrompt(0, clicks=(Click(999, 0),), mask=Mask.empty(90, 160)), (160, 90))


@pytest.mark.parametrize(
    ("prompt", "kind", "sentence"),
    [
        (ImagePrompt(), PromptError, "no click, no box and no mask"),
        (ImagePrompt(clicks=(Click(-1, 5),)), PromptError, "point -1,5 lies outside the frame of 160×90"),
        (ImagePrompt(clicks=(Click(5, float("nan")),)), PromptError, "lies outside"),
        (ImagePrompt(box=Box(-2, 0, 5, 5)), PromptError, "reaches outside"),
        (ImagePrompt(box=Box(5, 5, 5, 9)), PromptError, "is empty"),
        (
            ImagePrompt((Click(5, 5),), refines=Mask.empty(9, 9)),
            MaskError,
            "mask is 9×9 pixels, but the frame",
        ),
    ],
)
def test_bad_prompts_get_a_sentence(prompt: ImagePrompt, kind: type[Exception], sentence: str) -> None:
    with pytest.raises(kind, match=sentence):
        check_prompt(prompt, (160, 90))
