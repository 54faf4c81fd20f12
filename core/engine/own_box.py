"""The box that a first click makes for itself.

A small model is better at boxes than at clicks: a click says little of how far the object goes. So what a
click finds is boxed, and asked for again with that box and the click, and so are the clicks after it. What
does not hang together with the clicked place stays out of the box: a person clicks one thing.
"""

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
BEYOND = 0.1
"""How far outside the box, as a share of its sides, a click on the object may be: beyond, it was wrong."""


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
    cell = view.cell_of(click, logits_hw.shape)
    clicked = 0 if cell is None else int(islands[cell])
    island = clicked or 1 + int(np.argmax(np.asarray(statistics)[1:, cv2.CC_STAT_AREA]))
    left, top, width, height = np.asarray(statistics)[island, :4].tolist()
    rows, columns = logits_hw.shape
    return view.of_cells(
        max(0.0, left - PAD * width),
        max(0.0, top - PAD * height),
        min(columns, left + (1 + PAD) * width),
        min(rows, top + (1 + PAD) * height),
        logits_hw.shape,
    )


def is_kept(box: Box, view: View) -> bool:
    """Whether the box is good enough for the clicks that correct."""
    return box.width * box.height <= LARGEST * view.width * view.height


def boxed(prompt: ImagePrompt, box: Box) -> ImagePrompt:
    """The prompt with that box, grown to hold all that was clicked as the object; without, if that is far."""
    grown = box.holding(prompt.clicks)
    across, down = max(box.x0 - grown.x0, grown.x1 - box.x1), max(box.y0 - grown.y0, grown.y1 - box.y1)
    if across > BEYOND * box.width or down > BEYOND * box.height:
        return prompt
    return replace(prompt, box=grown)
