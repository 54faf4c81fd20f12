"""Parts of a mask that lie apart from its object and stand by themselves: something else, taken along.

Where an object parts from another that looks like it, a small model goes on finding both: two camels, of
which one was hidden behind the other. Looks do not tell them from an object whose halves are seen on either
side of a tree, but time does. What is half hidden shows more or less of itself on every frame; what stands by
itself stays as large as it is.

The figures were chosen on DAVIS sequences that nano was not trained on.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import cv2
import numpy as np
import torch

from core.tracking.output import ObjectOutput

APART = 0.1
"""How far from the largest part others may be, in roots of that part's area."""
STEADY = 1.3
"""Times by which what lies apart grows or shrinks at most, beside the largest part, from one look to the next
while it stands by itself."""
PATIENCE = 2
"""Frames for which it must, to be left out."""


@dataclass(frozen=True, slots=True)
class Apart:
    """What of an answer lies apart from its largest part.

    Args:
        share: its area, of the largest part's.
        without: the answer without it.
    """

    share: float
    without: ObjectOutput

    @classmethod
    def of(cls, output: ObjectOutput) -> "Apart | None":
        """None where everything hangs together, nearly, or nothing was found."""
        found = (output.logits_hw() > 0).astype(np.uint8)
        count, parts, statistics, _ = cv2.connectedComponentsWithStats(found, connectivity=8)
        if count <= 2:
            return None
        areas = np.asarray(statistics)[:, cv2.CC_STAT_AREA]
        largest = 1 + int(areas[1:].argmax())
        gaps = cv2.distanceTransform((parts != largest).astype(np.uint8), cv2.DIST_L2, 3) - 1
        reach = APART * math.sqrt(areas[largest])
        far = [p for p in range(1, count) if p != largest and gaps[parts == p].min() > reach]
        if not far:
            return None
        off = torch.from_numpy(np.isin(parts, far)).to(output.logits.device)
        without = output.with_logits(torch.where(off, -output.logits, output.logits))
        return cls(float(areas[far].sum() / areas[largest]), without)


@dataclass(frozen=True, slots=True)
class _Standing:
    """What lay apart on the frame that was seen last.

    Args:
        since: the frame since which its share has been steady.
        out: whether it is left out by now, and goes on being so until nothing lies apart any more: the model,
            of whose memory it is gone, then finds more or less of it.
    """

    share: float
    since: int
    out: bool


class Strays:
    """What lies apart from the objects of one run."""

    def __init__(self) -> None:
        self._standing: dict[int, _Standing] = {}
        self._in_parts: set[int] = set()

    def shown(self, object_id: int, output: ObjectOutput) -> None:
        """An object as a person has it: one that is of several parts may go on being so."""
        if Apart.of(output) is not None:
            self._in_parts.add(object_id)

    def without(self, object_id: int, frame_index: int, output: ObjectOutput, apart: Apart) -> ObjectOutput:
        """What was found on a frame, without what has long stood by itself."""
        return apart.without if self._now(object_id, frame_index, apart).out else output

    def saw(self, frame_index: int, apart: Mapping[int, Apart]) -> None:
        """Remember what lay apart on a frame, by object id, left out or not."""
        self._standing = {i: self._now(i, frame_index, found) for i, found in apart.items()}

    def _now(self, object_id: int, frame_index: int, apart: Apart) -> _Standing:
        before = self._standing.get(object_id)
        if before is None or object_id in self._in_parts:
            return _Standing(apart.share, frame_index, out=False)
        steady = abs(math.log(apart.share / before.share)) <= math.log(STEADY)
        since = before.since if steady else frame_index
        return _Standing(apart.share, since, out=before.out or abs(frame_index - since) >= PATIENCE)
