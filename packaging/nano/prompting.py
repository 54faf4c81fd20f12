"""Prompts as an annotator gives them, drawn from the truth for a whole batch on the training device.

Masks are (B, S, S) bool; points are (B, P, 2) float32 pixels of the model's square input, x then y, with
labels (B, P) int32 as sam2 numbers them: 1 on the object, 0 off it, 2 and 3 the corners of a box.
"""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

GRID = 64  # error regions are judged on a grid of this many cells a side


@dataclass(frozen=True)
class Points:
    """Clicks and box corners, one row a picture."""

    coordinates: Tensor
    labels: Tensor

    def plus(self, other: "Points") -> "Points":
        return Points(
            torch.cat([self.coordinates, other.coordinates], dim=1),
            torch.cat([self.labels, other.labels], dim=1),
        )

    def for_sam2(self) -> dict[str, Tensor]:
        return {"point_coords": self.coordinates, "point_labels": self.labels}


def depth(region: Tensor, steps: int = 16) -> Tensor:
    """How many 3×3 erosions each cell survives, its distance to the border: (B, G, G) float."""
    left = region.float()[:, None]
    total = left.clone()
    for _ in range(steps):
        left = -F.max_pool2d(-F.pad(left, (1, 1, 1, 1)), 3, stride=1)
        total += left
    return total[:, 0]


def cells_of(region: Tensor) -> Tensor:
    """The region (B, S, S) cut into cells: (B, G, G, pixels of a cell) bool, with G = GRID where S allows."""
    batch, size = len(region), region.shape[-1]
    side = min(GRID, size)
    step = size // side
    cells = region.view(batch, side, step, side, step).transpose(2, 3)
    return cells.reshape(batch, side, side, step * step)


def point_inside(region: Tensor, *, centred: float) -> Tensor:
    """A point (B, 2) in each region (B, S, S): its deepest place with probability `centred`, else anywhere.

    It lies on a pixel of the region, thin as it may be: a click that says "on the object" beside it would
    teach the model to ignore clicks. An empty region gives a point anywhere in the picture.
    """
    batch, size, device = len(region), region.shape[-1], region.device
    cells = cells_of(region)
    side, step = cells.shape[1], size // cells.shape[1]
    covered = cells.float().mean(dim=-1)
    deep = depth(covered > 0.5) + (covered > 0)
    middle = torch.rand(batch, 1, 1, device=device) < centred
    score = torch.where(middle, deep, (deep > 0).float() * 10) + torch.rand_like(deep)
    best = score.flatten(1).argmax(dim=1)
    inside = cells.flatten(1, 2)[torch.arange(batch, device=device), best]
    pixel = (inside + torch.rand_like(inside, dtype=torch.float32)).argmax(dim=1)
    x, y = best % side * step + pixel % step, best // side * step + pixel // step
    return torch.stack([x, y], dim=1).float() + 0.5


def first_click(truth: Tensor) -> Points:
    """A positive click, most often near the middle of the object."""
    where = point_inside(truth, centred=0.6)[:, None]
    return Points(where, torch.ones(len(truth), 1, dtype=torch.int32, device=truth.device))


def correction_click(predicted: Tensor, truth: Tensor, *, centred: float = 0.8) -> Points:
    """A click in the deeper of the two error regions: positive where the object was missed, else negative."""
    missed, extra = truth & ~predicted, predicted & ~truth
    deepest = [depth(cells_of(r).float().mean(-1) > 0.5).flatten(1).amax(1) for r in (missed, extra)]
    areas = [r.flatten(1).sum(1) / r[0].numel() for r in (missed, extra)]
    deepest = [d + area for d, area in zip(deepest, areas, strict=True)]  # area decides between thin errors
    positive = deepest[0] >= deepest[1]
    region = torch.where(positive.view(-1, 1, 1), missed, extra)
    nothing = ~region.flatten(1).any(dim=1)
    region = torch.where(nothing.view(-1, 1, 1), truth, region)
    where = point_inside(region, centred=centred)[:, None]
    return Points(where, (positive | nothing).int()[:, None])


def jittered_box(truth: Tensor, *, jitter: float = 0.08) -> Points:
    """The box of the object with each side moved by up to about `jitter` of its length."""
    size = truth.shape[-1]
    corners = []
    for axis in (1, 2):  # axis 1 folds rows away and leaves x
        occupied = truth.any(dim=axis)
        first = occupied.float().argmax(dim=1).float()
        last = size - occupied.flip(1).float().argmax(dim=1).float()
        length = last - first
        noise = (torch.randn(len(truth), 2, device=truth.device) * jitter * 0.5).clamp(-jitter, jitter)
        corners.append(
            ((first + noise[:, 0] * length).clamp(0, size), (last + noise[:, 1] * length).clamp(0, size))
        )
    (left, right), (top, bottom) = corners
    coordinates = torch.stack([torch.stack([left, top], 1), torch.stack([right, bottom], 1)], dim=1)
    labels = torch.tensor([[2, 3]], dtype=torch.int32, device=truth.device).expand(len(truth), 2)
    return Points(coordinates, labels)
