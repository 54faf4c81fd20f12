"""Prompts as an annotator gives them: a click on the object, a box around it, clicks into the error.

Everything is in pixels of the model's square. Without random generators (one a picture) the annotator is
careful and always does the same, as in a benchmark; with them, it varies as people do.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np
import torch
from torch import Tensor

from core.metrics.clicks import click_amid, largest_region, next_click
from core.types import Box, Click, MaskHW

MIDDLE = 0.6
"""How often a person clicks amid the object rather than anywhere on it."""

JITTER = 0.06
"""How far a side of a drawn box lies off, as a share of its length (standard deviation half of it)."""

Rngs: TypeAlias = Sequence[np.random.Generator] | None


@dataclass(frozen=True, slots=True)
class Points:
    """The prompts of a batch: (B, P, 2) float32 pixels of the square and (B, P) int32 labels as sam2 numbers
    them.

    1 on the object, 0 off it, 2 and 3 the corners of a box.
    """

    coords: Tensor
    labels: Tensor

    @property
    def count(self) -> int:
        return int(self.labels.shape[1])

    def plus(self, other: "Points") -> "Points":
        """Both, one picture's after the other's."""
        return Points(torch.cat([self.coords, other.coords], 1), torch.cat([self.labels, other.labels], 1))

    def to(self, device: torch.device) -> "Points":
        return Points(self.coords.to(device), self.labels.to(device))


def clicks_on(truths: Sequence[MaskHW], rngs: Rngs = None) -> Points:
    """A first click on each object."""
    return _points([_first_click(truth, rng) for truth, rng in _each(truths, rngs)])


def boxes_around(truths: Sequence[MaskHW], rngs: Rngs = None) -> Points:
    """A box around each object."""
    boxes = [_box(truth, rng) for truth, rng in _each(truths, rngs)]
    coords = torch.tensor([[(b.x0, b.y0), (b.x1, b.y1)] for b in boxes], dtype=torch.float32)
    return Points(coords, torch.tensor([[2, 3]] * len(boxes), dtype=torch.int32))


def corrections(masks: Sequence[MaskHW], truths: Sequence[MaskHW], rngs: Rngs = None) -> Points:
    """A click into the largest error of each answer; on the object where there is none."""
    clicks = []
    for mask, (truth, rng) in zip(masks, _each(truths, rngs), strict=True):
        careful = next_click(mask, truth)
        if careful is None or rng is None or rng.random() < MIDDLE:
            clicks.append(careful or _first_click(truth, rng))
        else:
            wrong = np.logical_xor(mask, truth) & (truth if careful.positive else ~truth)
            clicks.append(_anywhere(largest_region(wrong), careful.positive, rng))
    return _points(clicks)


def _each(truths: Sequence[MaskHW], rngs: Rngs) -> list[tuple[MaskHW, np.random.Generator | None]]:
    none: list[np.random.Generator | None] = [None] * len(truths)
    return list(zip(truths, rngs or none, strict=True))


def _first_click(truth: MaskHW, rng: np.random.Generator | None) -> Click:
    region = largest_region(truth)
    if rng is not None and rng.random() >= MIDDLE:
        return _anywhere(region, True, rng)
    click = click_amid(region)
    if click is None:
        raise ValueError("there is no object to click on")
    return click


def _anywhere(region: MaskHW, positive: bool, rng: np.random.Generator) -> Click:
    """A click somewhere in a region, off its rim where it is large enough to be."""
    inner = cv2.erode(region.astype(np.uint8), np.ones((5, 5), np.uint8))
    places = np.flatnonzero(inner if inner.any() else region)
    row, column = divmod(int(rng.choice(places)), region.shape[1])
    return Click(column + 0.5, row + 0.5, positive)


def _box(truth: MaskHW, rng: np.random.Generator | None) -> Box:
    rows, columns = np.flatnonzero(truth.any(1)), np.flatnonzero(truth.any(0))
    x0, x1, y0, y1 = columns[0], columns[-1] + 1, rows[0], rows[-1] + 1
    off = np.zeros(4) if rng is None else np.clip(rng.normal(0, JITTER / 2, 4), -JITTER, JITTER)
    height, width = truth.shape
    return Box(
        float(np.clip(x0 + off[0] * (x1 - x0), 0, width)),
        float(np.clip(y0 + off[1] * (y1 - y0), 0, height)),
        float(np.clip(x1 + off[2] * (x1 - x0), 0, width)),
        float(np.clip(y1 + off[3] * (y1 - y0), 0, height)),
    )


def _points(clicks: list[Click]) -> Points:
    return Points(
        torch.tensor([[(click.x, click.y)] for click in clicks], dtype=torch.float32),
        torch.tensor([[int(click.positive)] for click in clicks], dtype=torch.int32),
    )
