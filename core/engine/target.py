"""What tells the object from what is around it in this very film, learnt from the masks there are so far.

A small model knows what objects look like in general and has seen few of them; of the one that is tracked,
the first mask alone shows thousands of cells, and thousands that are not it. So on every frame that is
remembered a line is drawn between the two, and the next frame's cells are asked on which side they lie. That
is ridge regression on the picture's colours and finer features, and on random cosines of them (Rahimi and
Recht, 2007), since an object's colours are seldom all on one side of a plane; solved exactly, it takes no
rate and no steps. Robinson et al. (CVPR 2020) showed how far such a target model takes a tracker.

It sees cells one by one and knows nothing of shapes, so it does not answer alone: what it says is added to
the model's logits, the more, the better it tells the sides apart and the less sure the model is.

The figures were chosen on DAVIS training sequences, above all on those that nano was not trained on.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, reduce

import cv2
import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from core.engine.edges import EdgeGuide

GRID = 96
"""Side of the grid of cells that are told apart."""
EVERY = 2
"""Of the cells, one in so many each way is learnt from: neighbours say the same."""
LEVEL = 1
"""Which of the model's levels is looked at, from the finest: deeper ones have too many channels to learn
from one mask, and the finest says little that colours do not."""
COSINES = 48
"""Random cosines of the features. With 100 twenty films have the same J (0.827, 0.828 with these), with none
0.008 less."""
FREQUENCY = 2.0
"""Their scale: how fast they turn with the features, which are of variance 1."""
RIDGE = 10.0
"""The ridge, where a frame's cells weigh `WEIGHT` in all, on what is of variance 1; cosines are of one half,
and half of it is as much to them."""
WEIGHT = 1000.0
FEWEST = 20.0
"""Sides with fewer sure cells than that weigh less."""
NEAR = 0.5
"""How fast what is around the object counts less with its distance, in roots of the object's area."""
FADING = 0.99
"""How much less a tracked frame counts than the one after it. Prompted frames do not fade."""
VOICE = 0.5
"""How much of what the learner says is added to the logits, where the model is not sure."""
SURE = 0.2
"""Share that the model must expect to have wrong (one less its predicted IoU) for the learner to be heard
fully; the surer it is, the less."""
FAINT = 2.0
"""Islands of a tracked mask whose highest logit is lower, and less than half of the highest, are not kept."""
FARTHEST = 3.0
"""Values beyond that count as this."""
CLOSEST = 0.95
"""How well the sides can be told apart, at most: masks are not that good themselves."""


class Cells:
    """A picture's cells as the learner sees them; computed when first asked for.

    Args:
        features: a (hw, 1, C) tensor a level, fine to coarse.
        sizes: (h, w) of each.
        guide: the picture.
    """

    def __init__(
        self, features: Sequence[Tensor], sizes: Sequence[tuple[int, int]], guide: EdgeGuide
    ) -> None:
        self._features, self._size = features[LEVEL], sizes[LEVEL]
        self._guide = guide

    @cached_property
    def described(self) -> Tensor:
        """(D, GRID²) float32, a column a cell, in the order of `F.pixel_unshuffle`: first those that are
        learnt from, then their neighbours to the right, those below, and those below to the right.

        Written into one array as it comes: it is as large as all else that a frame makes.
        """
        device, channels = self._features.device, self._features.shape[-1]
        side, width = GRID // EVERY, channels + 10
        described = torch.empty(width + COSINES, GRID * GRID, device=device)
        level = self._features[:, 0].float()
        level = ((level - level.mean()) / level.std().clamp(min=1e-6)).T.reshape(channels, *self._size)
        if self._size != (side, side):
            level = F.interpolate(level[None], size=(side, side), mode="bilinear")[0]
        _enlarge(level, described[:channels].view(channels, EVERY, EVERY, side, side))
        colours = [cv2.resize(c, (GRID, GRID), interpolation=cv2.INTER_AREA) for c in self._guide.colours]
        planes = torch.from_numpy(np.stack(colours)).to(device)
        centred = 4 * F.pixel_unshuffle(planes, EVERY).view(3, -1) - 2
        red, green, blue = centred
        described[channels : channels + 3] = centred
        described[channels + 3 : width] = torch.stack(
            [*(centred**2 - 1), red * green, green * blue, red * blue, torch.ones_like(red)]
        )
        waves = _random_waves(width).to(device)
        torch.mm(waves, described[:width], out=described[width:]).cos_()
        return described

    @property
    def learnt_from(self) -> Tensor:
        """Those of them that are learnt from: (D, (GRID / EVERY)²), row after row."""
        return self.described[:, : (GRID // EVERY) ** 2]


def _enlarge(level_chw: Tensor, parts: Tensor) -> None:
    """Write a level, bilinearly enlarged `EVERY` times each way, into (C, EVERY, EVERY, h, w): a part holds
    the cells that lie alike within the level's own.
    """
    height, width = level_chw.shape[1:]
    beyond = F.pad(level_chw, (1, 1, 1, 1), mode="replicate")
    offsets = [(i + 0.5) / EVERY - 0.5 for i in range(EVERY)]  # in cells of the level
    for row, down in enumerate(offsets):
        top = 0 if down < 0 else 2
        rows = torch.lerp(beyond[:, 1:-1], beyond[:, top : top + height], abs(down))
        for column, right in enumerate(offsets):
            left = 0 if right < 0 else 2
            part = parts[:, row, column]
            torch.lerp(rows[:, :, 1:-1], rows[:, :, left : left + width], abs(right), out=part)


@lru_cache(maxsize=4)
def _random_waves(width: int) -> Tensor:
    """Directions, always the same, (COSINES, width), of features whose last is 1: with it comes the phase."""
    dice = torch.Generator().manual_seed(0)
    turns = torch.randn(width, COSINES, generator=dice) * FREQUENCY / math.sqrt(width)
    turns[-1] += torch.rand(COSINES, generator=dice) * 2 * math.pi
    return turns.T.contiguous()


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one frame's mask says of its cells: the sums that the regression needs.

    Args:
        products: (D, D), of the cells' features with each other.
        answers: (D,), of the features with the side, 1 on the object and -1 beside it.
        weight: of all cells together.
    """

    products: Tensor
    answers: Tensor
    weight: float

    @classmethod
    def of(cls, cells: Cells, logits_11hw: Tensor) -> "Evidence | None":
        """From logits (1, 1, s, s), positive on the object; None where nothing is.

        Both sides count the same, what is near the object more than what is far, and sure cells more than
        those along the outline.
        """
        side = GRID // EVERY
        on = F.interpolate(
            torch.sigmoid(logits_11hw.float()), size=(GRID, GRID), mode="bilinear", antialias=True
        )[0, 0, ::EVERY, ::EVERY]
        inside = on > 0.5
        if not bool(inside.any()):
            return None
        sides = (2 * on - 1).flatten()
        beside = (~inside).cpu().numpy().astype(np.uint8)
        away = torch.from_numpy(cv2.distanceTransform(beside, cv2.DIST_L2, 3)).to(on.device)
        near = torch.exp(-away / (NEAR * math.sqrt(float(inside.sum())))).flatten()
        counts = sides.abs() * near
        weights = torch.zeros(side * side, device=on.device)
        for part in (inside.flatten(), ~inside.flatten()):
            weights += part * counts / (part * counts).sum().clamp(min=FEWEST / EVERY**2)
        weights *= WEIGHT / 2
        weighted = cells.learnt_from * weights
        return cls(weighted @ cells.learnt_from.T, weighted @ sides, float(weights @ sides.abs()))

    def after(self, earlier: "Evidence | None") -> "Evidence":
        """With that of the frames before it, faded."""
        return self if earlier is None else self.plus(earlier, FADING)

    def plus(self, other: "Evidence", share: float = 1.0) -> "Evidence":
        """Both together, the other counting that much."""
        return Evidence(
            self.products + share * other.products,
            self.answers + share * other.answers,
            self.weight + share * other.weight,
        )


@dataclass(frozen=True, slots=True)
class TargetModel:
    """The regression: which side a cell lies on.

    Args:
        slopes: (D,).
        apart: how far the two sides' means are from each other, 0 to 1: the share of the variance that is
            explained.
    """

    slopes: Tensor
    apart: float

    @classmethod
    def fitted(cls, evidence: Sequence[Evidence]) -> "TargetModel":
        """To what one or more frames say."""
        known = reduce(Evidence.plus, evidence)
        ridge = torch.full_like(known.answers, RIDGE)
        ridge[-COSINES:] /= 2
        slopes = torch.linalg.solve(known.products + ridge.diag(), known.answers)
        apart = float(known.answers @ slopes) / known.weight
        return cls(slopes, min(max(apart, 0.0), CLOSEST))

    def values(self, cells: Cells) -> "TargetValues":
        """Which side each of a picture's cells lies on."""
        values = (self.slopes @ cells.described).clamp(-FARTHEST, FARTHEST)
        side = GRID // EVERY
        grid = F.pixel_shuffle(values.view(1, EVERY**2, side, side), EVERY)
        return TargetValues(grid, self.apart)


@dataclass(frozen=True, slots=True)
class TargetValues:
    """What the regression says of a picture.

    Args:
        grid: (1, 1, GRID, GRID), about 1 on the object and -1 beside it.
        apart: as of the `TargetModel`.
    """

    grid: Tensor
    apart: float

    def mean_over(self, logits_11hw: Tensor) -> float:
        """The mean where logits (1, 1, s, s) are positive; 0 where none are."""
        found = logits_11hw > 0
        return float((self._at(logits_11hw) * found).sum() / found.sum().clamp(min=1))

    def heard(self, logits_11hw: Tensor, predicted_iou: float) -> Tensor:
        """Logits (1, 1, s, s) with what the regression says added.

        Were the cells of either side spread alike about their mean, the logarithm of their odds would grow
        by 2 / (1 - apart) with the regression's value; they are not independent of what the model saw, so
        less is added.
        """
        unsure = min(1.0, (1 - predicted_iou) / SURE)
        return logits_11hw + VOICE * unsure / (1 - self.apart) * self._at(logits_11hw)

    def _at(self, logits_11hw: Tensor) -> Tensor:
        size = logits_11hw.shape[-2:]
        return F.interpolate(self.grid, size=size, mode="bilinear").to(logits_11hw)


def without_faint_islands(logits_11hw: Tensor) -> Tensor:
    """Logits (1, 1, s, s) in which islands that are nowhere sure are no longer on the object.

    Crowds behind a dancer look a little like her all over; what is cut off from her by a pole, wholly.
    """
    logits = logits_11hw[0, 0].float().cpu().numpy()
    found = logits > 0
    count, labels = cv2.connectedComponents(found.astype(np.uint8))
    if count <= 2:
        return logits_11hw
    islands, peaks = labels.astype(np.intp), np.zeros(count, dtype=np.float32)
    np.maximum.at(peaks, islands[found], logits[found])
    faint = peaks < min(FAINT, peaks[1:].max() / 2)
    faint[0] = False
    off = torch.from_numpy(faint[islands]).to(logits_11hw.device)
    return torch.where(off, -logits_11hw, logits_11hw)


def in_agreement(cells: Cells, logits_11hw: Tensor, predicted_iou: float) -> Tensor:
    """An answer to clicks, brought to agree with itself: learnt from it alone, and heard.

    What looks like the rest of it is taken in, what looks like all that is around it goes.
    """
    with torch.autocast(logits_11hw.device.type, enabled=False):
        logits = logits_11hw.float()
        if (evidence := Evidence.of(cells, logits)) is None:
            return logits_11hw
        return TargetModel.fitted([evidence]).values(cells).heard(logits, predicted_iou)
