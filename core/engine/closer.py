"""A closer look at what a prompt is about, for a model with a small input.

An object that is small in the frame covers a few cells of such a model's answer. Where that is so, the answer
on the whole frame only says where to look, and the prompt is answered again in a view around it.
"""

from collections.abc import Callable

from core.engine.prompts import ImagePrompt
from core.engine.view import View
from core.masks import Mask
from core.types import Box

MARGIN = 1.5
"""Side of the view over side of what it is about."""
CLOSEST = 0.1
"""Share of the frame's side below which no view goes."""
STEP = 0.75
"""Views come in sizes of these ratios, so that a view serves for many prompts: the largest is one step."""
PLACES = 8
"""Views are moved by this part of their side."""


def view_for(prompt: ImagePrompt, size_wh: tuple[int, int], found_on_whole: Callable[[], Box | None]) -> View:
    """What to show a model of a picture to answer a prompt: a function of the prompt alone.

    Args:
        found_on_whole: where the object is by the model's answer on the whole picture, if it is; asked for
            only where the prompt has neither a box nor a mask that it refines.
    """
    whole = View.whole(size_wh)
    if prompt.previous_logits is not None:
        return whole
    if prompt.box is not None:
        about: Box | None = prompt.box
    elif prompt.refines is not None:
        about = box_of(prompt.refines)
    else:
        about = found_on_whole()
    if about is None:
        return whole
    for click in prompt.clicks:
        if click.positive:
            about = Box(
                min(about.x0, click.x),
                min(about.y0, click.y),
                max(about.x1, click.x),
                max(about.y1, click.y),
            )
    return _stepped(about, size_wh)


def _stepped(about: Box, size_wh: tuple[int, int]) -> View:
    wanted = MARGIN * max(about.width / size_wh[0], about.height / size_wh[1])
    share = 1.0
    while share * STEP >= max(wanted, CLOSEST):
        share *= STEP
    if share == 1.0:
        return View.whole(size_wh)
    centre = []
    for low, high, side in ((about.x0, about.x1, size_wh[0]), (about.y0, about.y1, size_wh[1])):
        step = share * side / PLACES
        centre.append(round((low + high) / 2 / step) * step)
    return View.centred((centre[0], centre[1]), share, size_wh)


def box_of(mask: Mask) -> Box | None:
    """A mask's box, None where it is empty."""
    return None if mask.is_empty else Box(*mask.box_xyxy_px)
