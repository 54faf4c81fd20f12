"""A closer look at what a prompt is about, for a model with a small input.

An object that is small in the frame covers a few cells of such a model's answer. Where that is so, the answer
on the whole frame only says where to look, and the prompt is answered again in a view around it.

Such a model also takes a thing together with what holds it, a ball with its player, and goes on doing so when
it is told that the player is not meant. Seen from closer it finds the ball.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from core.engine.embedding import found_box
from core.engine.prompts import ImagePrompt
from core.engine.view import View
from core.masks import Mask
from core.types import Box, Click

MARGIN = 1.5
"""Side of the view over side of what it is about."""
CLOSEST = 0.1
"""Share of the frame's side below which no view goes."""
STEP = 0.75
"""Views come in sizes of these ratios, so that a view serves for many prompts: the largest is one step."""
PLACES = 8
"""Views are moved by this part of their side."""
REACH = 0.75
"""How far an object may reach around its clicks: this share of the way to a place that is not it."""
TRIES = 3
"""Steps closer that are taken to have a "not this" heard."""
RIM = 2
"""Cells at a view's rim: an answer that comes so near to it may be cut off there."""

Answer: TypeAlias = Callable[[View, ImagePrompt], NDArray[np.float32]]
"""The low-resolution logits (s, s) of a prompt's answer in a view."""


def look(prompt: ImagePrompt, size_wh: tuple[int, int], answer: Answer) -> tuple[View, ImagePrompt]:
    """What to show a model of a picture, and what to ask it there: a function of the prompt alone.

    Args:
        answer: not asked for where the prompt has a box; for the whole picture where it has no mask that it
            refines, and for more views where it says what the object is not.

    Returns:
        The view, and the prompt as given or, where the mask that it refines is no help, without that mask.
    """
    whole = View.whole(size_wh)
    if prompt.previous_logits is not None:
        return whole, prompt
    if prompt.box is not None:
        about: Box | None = prompt.box
    elif prompt.refines is not None:
        about = box_of(prompt.refines)
    else:
        about = found_box(answer(whole, prompt), whole)
    if about is None:
        return whole, prompt
    view = view_around(about.holding(prompt.clicks), size_wh)
    if prompt.box is not None:
        return view, prompt
    return _where_heard(prompt, size_wh, view, answer)


def _where_heard(
    prompt: ImagePrompt, size_wh: tuple[int, int], view: View, answer: Answer
) -> tuple[View, ImagePrompt]:
    """A closer view where the answer in this one takes in what was clicked as not the object.

    Only one in which the answer leaves that out, has all that was clicked as the object, and is not cut off.
    """
    meant = [click for click in prompt.clicks if click.positive]
    if not meant or len(meant) == len(prompt.clicks):
        return view, prompt
    logits = answer(view, prompt)
    unheard = [click for click in prompt.clicks if not click.positive and _on(logits, view, click)]
    afresh = replace(prompt, refines=None)
    for nearer in _nearer(meant, unheard, size_wh, view):
        logits = answer(nearer, afresh)
        if (
            all(_on(logits, nearer, click) == click.positive for click in prompt.clicks)
            and (found := found_box(logits, nearer)) is not None
            and _has_room(found, nearer, size_wh, RIM / logits.shape[0])
        ):
            return nearer, afresh
    return view, prompt


def _nearer(meant: list[Click], unheard: list[Click], size_wh: tuple[int, int], view: View) -> Iterator[View]:
    """Views around the clicks on the object, each closer than the one before."""
    if not unheard:
        return
    x0, x1 = min(click.x for click in meant), max(click.x for click in meant)
    y0, y1 = min(click.y for click in meant), max(click.y for click in meant)
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    width, height = size_wh
    away = min(max(abs(click.x - x) / width, abs(click.y - y) / height) for click in unheard)
    for tried in range(TRIES):
        reach = REACH * away * STEP**tried
        about = Box(x - reach * width, y - reach * height, x + reach * width, y + reach * height)
        nearer = view_around(about, size_wh)
        if nearer.width < view.width and nearer.contains(Box(x0, y0, x1, y1)):
            yield nearer
            view = nearer


def _on(logits_hw: NDArray[np.float32], view: View, click: Click) -> bool:
    """Whether the answer in a view has the place of a click."""
    cell = view.cell_of(click, logits_hw.shape)
    return cell is not None and bool(logits_hw[cell] > 0)


def _has_room(box: Box, view: View, size_wh: tuple[int, int], share: float) -> bool:
    """Whether a box keeps `share` of the view's sides from its rim, where that is not the frame's."""
    across, down = share * view.width, share * view.height
    return (
        (view.x == 0 or box.x0 >= view.x + across)
        and (view.y == 0 or box.y0 >= view.y + down)
        and (view.x + view.width == size_wh[0] or box.x1 <= view.x + view.width - across)
        and (view.y + view.height == size_wh[1] or box.y1 <= view.y + view.height - down)
    )


def view_around(about: Box, size_wh: tuple[int, int]) -> View:
    """The closer view of what is in a box: the whole picture where that is large."""
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
