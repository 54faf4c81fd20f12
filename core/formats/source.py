"""Where the masks to export come from: a project, or a plain mapping without one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

import numpy as np

from core.document.document import Mark, MediaRef, ProjectSettings, SegObject
from core.masks import Mask
from core.types import FrameRGB, Origin


class MaskSource(Protocol):
    """What an export reads. `Document`, `Snapshot` (for another thread) and `PlainMasks` are such."""

    @property
    def media(self) -> MediaRef | None: ...
    @property
    def settings(self) -> ProjectSettings: ...
    @property
    def objects(self) -> Mapping[int, SegObject]: ...
    def marks(self, object_id: int) -> Mapping[int, Mark]: ...
    def mask(self, object_id: int, frame_index: int) -> Mask | None: ...


class Frames(Protocol):
    """The media's frames, for formats that hold pictures; `MediaReader` is such."""

    @property
    def frame_count(self) -> int: ...
    @property
    def size_wh(self) -> tuple[int, int]: ...
    def read(self, frame_index: int) -> FrameRGB: ...
    def pts_s(self, frame_index: int) -> float: ...


@dataclass(frozen=True)
class PlainMasks:
    """Masks that belong to no project: what a tracking run on the command line gave.

    `mask_of` by (object_id, frame_index), complete from the start; `mark_of` likewise, `inferred` where
    it says nothing.
    """

    media: MediaRef
    objects: Mapping[int, SegObject]
    mask_of: Mapping[tuple[int, int], Mask]
    mark_of: Mapping[tuple[int, int], Mark] = field(default_factory=dict)
    settings: ProjectSettings = field(default_factory=ProjectSettings)

    @cached_property
    def _marks(self) -> dict[int, dict[int, Mark]]:
        inferred = Mark(Origin.INFERRED)
        marks: dict[int, dict[int, Mark]] = {}
        for object_id, frame in self.mask_of:
            marks.setdefault(object_id, {})[frame] = self.mark_of.get((object_id, frame), inferred)
        return marks

    def marks(self, object_id: int) -> Mapping[int, Mark]:
        return self._marks.get(object_id, {})

    def mask(self, object_id: int, frame_index: int) -> Mask | None:
        return self.mask_of.get((object_id, frame_index))


def without_overlaps(masks: Sequence[Mask]) -> list[Mask]:
    """Give each pixel to the first mask that has it."""
    if len(masks) < 2:
        return list(masks)
    taken = masks[0]
    kept = [masks[0]]
    for mask in masks[1:]:
        kept.append(mask.minus(taken))
        taken = taken.union(mask)
    return kept


def painted_numbers(masks: Mapping[int, Mask], height: int, width: int) -> np.ndarray:
    """(height, width) uint8 with each pixel the number of the first mask that has it, 0 where none has."""
    picture = np.zeros((height, width), dtype=np.uint8)
    for number in reversed(list(masks)):
        x0, y0, x1, y1 = masks[number].box_xyxy_px
        if x1 > x0:
            picture[y0:y1, x0:x1][masks[number].to_array()[y0:y1, x0:x1]] = number
    return picture
