import numpy as np

from core.engine.view import View
from core.masks import Mask
from core.types import Box, Click


def test_a_view_keeps_the_frames_shape_and_stays_inside() -> None:
    assert View.centred((100, 50), 0.5, (200, 100)) == View(50, 25, 100, 50)
    assert View.centred((10, 95), 0.5, (200, 100)) == View(0, 50, 100, 50)
    assert View.centred((0, 0), 1.0, (200, 100)) == View.whole((200, 100))
    assert View.centred((3, 3), 0.001, (200, 100)) == View(2, 2, 1, 1)


def test_prompts_are_given_in_pixels_of_the_view() -> None:
    view = View(50, 25, 100, 50)
    assert view.of_click(Click(60, 30, False)) == Click(10, 5, False)
    assert view.of_box(Box(60, 30, 70, 45)) == Box(10, 5, 20, 20)
    assert view.of_box(Box(0, 0, 500, 30)) == Box(0, 0, 100, 5)
    assert view.contains(Box(50, 25, 150, 75)) and not view.contains(Box(49, 25, 150, 75))


def test_a_mask_goes_into_the_view_and_back() -> None:
    picture = np.zeros((100, 200), dtype=np.bool_)
    picture[30:60, 70:140] = True
    picture[40, 80] = False
    mask = Mask.from_array(picture)
    view = View(50, 25, 100, 50)
    part = view.of_mask(mask)
    assert part.shape == (50, 100) and part.sum() == mask.area
    assert view.to_mask(part, (200, 100)) == mask
    assert View.whole((200, 100)).to_mask(picture, (200, 100)) == mask


def test_a_frame_is_shown_in_part_without_a_copy() -> None:
    frame = np.arange(100 * 200 * 3, dtype=np.uint8).reshape(100, 200, 3)
    part = View(50, 25, 100, 50).of_frame(frame)
    assert part.shape == (50, 100, 3) and np.shares_memory(part, frame)
    assert part[0, 0].tolist() == frame[25, 50].tolist()
