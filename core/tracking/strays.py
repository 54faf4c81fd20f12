"""Parts of a mask that lie apart from its object and stand by themselves: something else, taken along.

Where an object parts from another that looks like it, a small model goes on finding both: two camels, of
which one was hidden behind the other. Looks do not tell them from an object whose halves are seen on either
side of a tree, but time does. What is half hidden shows more or less of itself on every frame; what stands by
itself stays as large as it is.

Which of the parts is the object, looks do tell where they differ: a dog that was taken together with the
woman who feeds it is smaller than she is, and stays.

The figures were chosen on DAVIS sequences, some of the validation ones among them.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from core.tracking.output import ObjectOutput

APART = 0.1
"""How far from the object others may be, in roots of its area."""
STEADY = 1.3
"""Times by which what lies apart grows or shrinks at most, beside the object, from one look to the next while
it stands by itself."""
PATIENCE = 2
"""Frames for which it must, to be left out."""
LIKELY = 0.2
"""Parts that are not smaller than this, beside the largest, may be the object in its place."""
MORE_ALIKE = 0.05
"""By how much more they must look like it."""
SHOWN = 0.05
"""Share of what lies apart from which on a person has shown an object in parts, and not with a speck."""

Likeness: TypeAlias = Callable[[Tensor], float]
"""How much what logits (1, 1, s, s) show looks like the object as a person showed it; up to 1."""


@dataclass(frozen=True, slots=True)
class Apart:
    """What of an answer lies apart from the object: its largest part, or one that looks more like it.

    Args:
        share: its area, of the object's.
        without: the answer without it.
    """

    share: float
    without: ObjectOutput

    @classmethod
    def of(cls, output: ObjectOutput, likeness: Likeness = lambda _: 0.0) -> "Apart | None":
        """None where everything hangs together, nearly, or nothing was found."""
        found = (output.logits_hw() > 0).astype(np.uint8)
        count, parts, statistics, _ = cv2.connectedComponentsWithStats(found, connectivity=8)
        if count <= 2:
            return None
        parts, areas = np.asarray(parts), np.asarray(statistics)[:, cv2.CC_STAT_AREA].tolist()
        main = areas.index(max(areas[1:]), 1)
        far = _far_from(main, parts, areas)
        rivals = [part for part in far if areas[part] >= LIKELY * areas[main]]
        if rivals:
            alike = {part: likeness(_without(output.logits, parts != part)) for part in (main, *rivals)}
            best = max(rivals, key=alike.__getitem__)
            if alike[best] > alike[main] + MORE_ALIKE:
                main, far = best, _far_from(best, parts, areas)
        if not far:
            return None
        without = output.with_logits(_without(output.logits, np.isin(parts, far)))
        return cls(sum(areas[part] for part in far) / areas[main], without)


def _far_from(main: int, parts: NDArray[Any], areas: list[int]) -> list[int]:
    """The parts, by number, that lie apart from one of them."""
    gaps = cv2.distanceTransform((parts != main).astype(np.uint8), cv2.DIST_L2, 3) - 1
    reach = APART * math.sqrt(areas[main])
    return [p for p in range(1, len(areas)) if p != main and np.asarray(gaps)[parts == p].min() > reach]


def _without(logits_11hw: Tensor, cells_hw: NDArray[np.bool_]) -> Tensor:
    """Logits that are nowhere positive in some cells."""
    off = torch.from_numpy(cells_hw).to(logits_11hw.device)
    return torch.where(off, -logits_11hw.abs(), logits_11hw)


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
        if (apart := Apart.of(output)) is not None and apart.share >= SHOWN:
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
