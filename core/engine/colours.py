"""A correction goes as far as the picture's colours do.

A click that corrects says more than its own pixel: what looks like the place that was clicked, and hangs
together with it, is meant too. A small model hears the place and little around it. So around every
correction, and along the outline, the mask is cut anew by the colours of what the model is sure of on either
side (`cv2.grabCut`); everything else stays as the model has it.
"""

import math

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from core.engine.prompts import PointInputs
from core.types import FrameRGB, MaskHW

ZONE = 0.25
"""How far from a correction the mask is cut anew, as a share of the root of the object's area."""
OUTLINE = 0.02
"""How far from the outline it is, in the same measure."""
CLICK = 0.01
"""How much around a click is what was clicked, as a share of the picture's side."""
SURE = 4.0
"""The logit of a cell that lies wholly on one side by its colours."""
CLUSTERS = 5
"""Colours that GrabCut looks for on either side: so many cells there must be."""
CHANGED = 0.25
"""Share of a cell that must change sides for the cell to take another logit."""


def along_colours(
    logits_11hw: Tensor, points: PointInputs, picture_rgb: FrameRGB, image_size: int, *, corrects: bool
) -> Tensor:
    """The answer to a correction, cut along the picture's colours where it was corrected.

    Args:
        logits_11hw: (1, 1, s, s), positive on the object.
        points: all that were given, in pixels of the model's square.
        picture_rgb: (G, G, 3), the model's square at the size at which it is cut.
        corrects: whether the first of the clicks corrects as well: a box or a mask came before it.
    """
    side = len(picture_rgb)
    places = (points.coords[0].cpu() * (side / image_size)).tolist()
    labels = points.labels[0].tolist()
    clicks = [
        (int(x), int(y), label == 1) for (x, y), label in zip(places, labels, strict=True) if label in (0, 1)
    ]
    corrections = clicks if corrects else clicks[1:]
    logits_hw = logits_11hw[0, 0].float().cpu().numpy()
    mask_hw = cv2.resize(logits_hw, (side, side), interpolation=cv2.INTER_LINEAR) > 0
    if not corrections or not mask_hw.any() or mask_hw.all():
        return logits_11hw
    sides = _sides(mask_hw, corrections, clicks)
    on_object = np.count_nonzero((sides == cv2.GC_FGD) | (sides == cv2.GC_PR_FGD))
    if min(on_object, sides.size - on_object) < CLUSTERS:
        return logits_11hw
    cv2.setRNGSeed(0)  # its clusters of colours begin at random; the same prompt must get the same answer
    of_background, of_object, nowhere = np.zeros((1, 65)), np.zeros((1, 65)), (0, 0, 1, 1)
    cv2.grabCut(picture_rgb, sides, nowhere, of_background, of_object, 1, cv2.GC_INIT_WITH_MASK)
    now, before = (
        cv2.resize(on.astype(np.float32), logits_hw.shape[::-1], interpolation=cv2.INTER_AREA)
        for on in ((sides == cv2.GC_FGD) | (sides == cv2.GC_PR_FGD), mask_hw)
    )
    changed = np.abs(now - before) > CHANGED
    cut = torch.from_numpy(np.where(changed, (2 * now - 1) * SURE, logits_hw))
    return cut.to(logits_11hw)[None, None]


def _sides(
    mask_hw: MaskHW, corrections: list[tuple[int, int, bool]], clicks: list[tuple[int, int, bool]]
) -> NDArray[np.uint8]:
    """What OpenCV's GrabCut may change, and what is sure: (G, G) of its four values."""
    on = mask_hw.astype(np.uint8)
    unit = math.sqrt(np.count_nonzero(mask_hw))
    inner, outer = (cv2.distanceTransform(part, cv2.DIST_L2, 3) for part in (on, 1 - on))
    free = (np.maximum(inner, outer) <= OUTLINE * unit).astype(np.uint8)
    for x, y, _ in corrections:
        cv2.circle(free, (x, y), max(2, int(ZONE * unit)), 1, -1)
    sure, likely = (
        np.where(mask_hw, np.uint8(yes), np.uint8(no))
        for yes, no in ((cv2.GC_FGD, cv2.GC_BGD), (cv2.GC_PR_FGD, cv2.GC_PR_BGD))
    )
    sides = np.where(free > 0, likely, sure)
    for x, y, positive in clicks:
        cv2.circle(sides, (x, y), max(1, round(CLICK * len(on))), cv2.GC_FGD if positive else cv2.GC_BGD, -1)
    return sides
