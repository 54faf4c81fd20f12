"""What an edit changed, so that views refresh that and nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

Place: TypeAlias = tuple[int, int]
"""(object_id, frame_index)"""


@dataclass(frozen=True, slots=True)
class Change:
    """The parts of a document that differ after an edit.

    `objects`: ids added, removed, renamed, recoloured, moved… `masks`: places whose pixels changed.
    `marks`: places whose origin, state, score or comment changed; a place in `masks` that gained or
    lost its mask is in `marks` too. `prompts`: places whose prompt changed.
    """

    objects: frozenset[int] = frozenset()
    masks: frozenset[Place] = frozenset()
    marks: frozenset[Place] = frozenset()
    prompts: frozenset[Place] = frozenset()
    media: bool = False
    settings: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed."""
        return not (self.objects or self.masks or self.marks or self.prompts or self.media or self.settings)

    @property
    def frames(self) -> frozenset[int]:
        """Frame indices on which a mask, mark or prompt changed."""
        return frozenset(frame for places in (self.masks, self.marks, self.prompts) for _, frame in places)

    def touches(self, frame_index: int) -> bool:
        """Whether a picture of this frame has to be redrawn."""
        if self.objects or self.media or self.settings:
            return True
        groups = (self.masks, self.marks, self.prompts)
        return any(frame == frame_index for places in groups for _, frame in places)

    def __or__(self, other: "Change") -> "Change":
        return merge_changes((self, other))


def merge_changes(changes: Iterable[Change]) -> Change:
    """One change for several, in time linear in their sum."""
    objects: set[int] = set()
    masks: set[Place] = set()
    marks: set[Place] = set()
    prompts: set[Place] = set()
    media = settings = False
    for change in changes:
        objects |= change.objects
        masks |= change.masks
        marks |= change.marks
        prompts |= change.prompts
        media = media or change.media
        settings = settings or change.settings
    return Change(frozenset(objects), frozenset(masks), frozenset(marks), frozenset(prompts), media, settings)
