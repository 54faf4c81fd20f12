"""The box that a first click makes for itself.

A small model is better at boxes than at clicks: a click says little of how far the object goes. So what a
click finds is boxed, and asked for again with that box and the click, and so are the clicks after it. What
does not hang together with the clicked place stays out of the box: a person clicks one thing.
"""

from collections.abc import Iterable
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from core.engine.prompts import ImagePrompt
from core.engine.view import View
from core.types import Box, Click

PAD = 0.06
"""How much larger than what was found the box is on every side, as a share of its own: masks fall short."""
LARGEST = 0.55
"""Share of the view's area up to which the box is kept for the clicks that correct. Larger ones are mostly
wrong, and would hold the object to what was found at first."""


def can_box(prompt: ImagePrompt) -> bool:
    """Whether a prompt is one that begins with a click on the object, and with nothing else."""
    given = prompt.box or prompt.refines or prompt.previous_logits is not None
    return not given and bool(prompt.clicks) and prompt.clicks[0].positive


def own_box(logits_hw: NDArray[np.float32], view: View, click: Click) -> Box | None:
    """The box, in media pixels, of what a click found in a view; None if it found nothing.

    Args:
        logits_hw: (s, s) float32, positive on what was found. Of several islands the clicked one counts or,
            if none is, the largest.
    """
    count, islands, statistics, _ = cv2.connectedComponentsWithStats((logits_hw > 0).astype(np.uint8))
    if count < 2:
        return None
    rows, columns = logits_hw.shape
    across, down = view.width / columns, view.height / rows
    place = view.of_click(click)
    column, row = int(place.x / across), int(place.y / down)
    clicked = int(islands[row, column]) if 0 <= row < rows and 0 <= column < columns else 0
    island = clicked or 1 + int(np.argmax(np.asarray(statistics)[1:, cv2.CC_STAT_AREA]))
    left, top, width, height = np.asarray(statistics)[island, :4].tolist()
    x0, y0 = left - PAD * width, top - PAD * height
    x1, y1 = left + (1 + PAD) * width, top + (1 + PAD) * height
    return Box(
        view.x + max(0.0, x0) * across,
        view.y + max(0.0, y0) * down,
        view.x + min(columns, x1) * across,
        view.y + min(rows, y1) * down,
    )


def is_kept(box: Box, view: View) -> bool:
    """Whether the box is good enough for the clicks that correct."""
    return box.width * box.height <= LARGEST * view.width * view.height


def boxed(prompt: ImagePrompt, box: Box) -> ImagePrompt:
    """The prompt with that box, grown to hold all that was clicked as the object."""
    held: Iterable[Click] = [click for click in prompt.clicks if click.positive]
    return replace(
        prompt,
        box=Box(
            min(box.x0, *(click.x for click in held)),
            min(box.y0, *(click.y for click in held)),
            max(box.x1, *(click.x for click in held)),
            max(box.y1, *(click.y for click in held)),
        ),
    )
