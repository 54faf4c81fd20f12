"""What a person says is a fact, whatever the model makes of it.

A click that says “not this”: what hangs together there, and holds nothing that was said to be the object, is
not the object. A box: nothing outside it is the object.

A correction: a click on the object takes nothing away, and a “not this” adds nothing and leaves something.

A mask that is corrected: it grows where it is, and where it is clicked, not somewhere else in the picture.

A small model often keeps a second thing that it took for part of the object, and lets go of no more than the
place that was clicked. What is joined to the object is left to the model.
"""

import math

import cv2
import numpy as np
import torch
from torch import Tensor

from core.engine.prompts import PointInputs

ABSENT = -10.0
"""The logit of what was refused."""
SPECK = 0.25
"""An island of less than this part of the largest is not taken for the object in its place."""


SLACK = 0.1
"""How far outside a box, as a share of its sides, an object may still reach: boxes are drawn by hand."""


LEAST = 0.05
"""A “not this” that would leave less of the object than this share is not answered by the model: what was
clicked is then cut out by its colours alone."""


def within_box(logits_11hw: Tensor, points: PointInputs, image_size: int) -> Tensor:
    """The answer without what lies outside the box, if there is one and no click on the object does.

    Args:
        logits_11hw: (1, 1, s, s), positive on the object.
        points: all that were given, in pixels of the model's square; a box's corners come first.
    """
    labels = points.labels[0].tolist()
    if labels[:2] != [2, 3]:
        return logits_11hw
    height, width = logits_11hw.shape[-2:]
    places = (points.coords[0].cpu() / image_size * torch.tensor([width, height])).tolist()
    (x0, y0), (x1, y1), *clicks = places
    across, down = SLACK * (x1 - x0), SLACK * (y1 - y0)
    left, right, top, bottom = x0 - across, x1 + across, y0 - down, y1 + down
    outside = [not (left <= x <= right and top <= y <= bottom) for x, y in clicks]
    if any(out and label == 1 for out, label in zip(outside, labels[2:], strict=True)):
        return logits_11hw
    inside = np.s_[
        ..., max(0, math.floor(top)) : math.ceil(bottom), max(0, math.floor(left)) : math.ceil(right)
    ]
    kept = torch.full_like(logits_11hw, ABSENT)
    kept[inside] = logits_11hw[inside]
    return torch.minimum(kept, logits_11hw)


def one_way(logits_11hw: Tensor, points: PointInputs, previous_11hw: Tensor) -> Tensor:
    """The answer to a correction, changed from the answer before it only the way its click goes.

    Args:
        logits_11hw: (1, 1, s, s), positive on the object.
        points: all that were given; the last one corrects.
        previous_11hw: (1, 1, s, s), the answer before. Where it is empty, everything may change.
    """
    label = int(points.labels[0, -1])
    before, now = previous_11hw > 0, logits_11hw > 0
    if label not in (0, 1) or not bool(before.any()):
        return logits_11hw
    previous = previous_11hw.to(logits_11hw)
    if label == 0 and int(now.sum()) < LEAST * int(before.sum()):
        return previous
    return torch.where(before & ~now if label == 1 else now & ~before, previous, logits_11hw)


def without_refused(logits_11hw: Tensor, points: PointInputs, image_size: int) -> Tensor:
    """The answer without the islands in which there are only “not this” clicks.

    Args:
        logits_11hw: (1, 1, s, s), positive on the object.
        points: all that were given, in pixels of the model's square. Where none of them is on an island and
            says that it is the object, the largest island is taken for it: of those not refused, where one
            of them is not a mere speck beside it.
    """
    labels = points.labels[0].tolist()
    if 0 not in labels:
        return logits_11hw
    height, width = (int(side) for side in logits_11hw.shape[-2:])
    picture = (logits_11hw[0, 0] > 0).to("cpu", torch.uint8).numpy()
    count, found, statistics, _ = cv2.connectedComponentsWithStats(picture, connectivity=8)
    places = points.coords[0].cpu().numpy() / image_size * (width, height)
    clicked = [
        (int(found[int(y), int(x)]), label)
        for (x, y), label in zip(places.tolist(), labels, strict=True)
        if 0 <= x < width and 0 <= y < height  # a closer look may leave earlier clicks outside
    ]
    wanted = {island for island, label in clicked if label == 1 and island}
    denied = {island for island, label in clicked if label == 0 and island}
    if not wanted and count > 1:
        areas = np.asarray(statistics)[:, cv2.CC_STAT_AREA]
        wanted = {_likeliest([int(area) for area in areas], denied)}
    refused = denied - wanted
    if not refused:
        return logits_11hw
    gone = np.isin(found, list(refused))
    return torch.where(torch.from_numpy(gone).to(logits_11hw.device), ABSENT, logits_11hw)


def without_newcomers(
    logits_11hw: Tensor, points: PointInputs, before_11hw: Tensor, image_size: int
) -> Tensor:
    """The answer to a correction without islands that the mask before does not touch and no click asks for.

    Args:
        logits_11hw: (1, 1, s, s), positive on the object.
        points: all that were given, in pixels of the model's square.
        before_11hw: (1, 1, s, s), positive on the mask that is corrected. Where it is empty, nothing goes.
    """
    height, width = (int(side) for side in logits_11hw.shape[-2:])
    before = (before_11hw[0, 0] > 0).cpu().numpy()
    picture = (logits_11hw[0, 0] > 0).to("cpu", torch.uint8).numpy()
    count, found = cv2.connectedComponents(picture, connectivity=8)
    if count <= 2 or not before.any():
        return logits_11hw
    known = set(np.unique(found[before]).tolist())
    places = points.coords[0].cpu().numpy() / image_size * (width, height)
    for (x, y), label in zip(places.tolist(), points.labels[0].tolist(), strict=True):
        if label == 1 and 0 <= x < width and 0 <= y < height:
            known.add(int(found[int(y), int(x)]))
    strangers = set(range(1, count)) - known
    if not strangers or len(strangers) == count - 1:
        return logits_11hw
    gone = np.isin(found, list(strangers))
    return torch.where(torch.from_numpy(gone).to(logits_11hw.device), ABSENT, logits_11hw)


def _likeliest(areas: list[int], denied: set[int]) -> int:
    """The island, by its number, that is the object where no click says so; areas[0] is the background's."""
    islands = range(1, len(areas))
    largest = max(islands, key=lambda island: areas[island])
    left = max(
        (island for island in islands if island not in denied), key=lambda i: areas[i], default=largest
    )
    return left if areas[left] >= SPECK * areas[largest] else largest
