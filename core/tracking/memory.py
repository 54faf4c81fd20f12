"""What the model remembers of one object: a bounded value.

sam2's predictor keeps the output of every frame for ever. Nothing but the following is ever read again, so
nothing else is kept: the conditioning frames nearest in time, the maps of the last 6 frames, and the object
pointers of the last 15 (for the official configurations). Source:
`SAM2Base._prepare_memory_conditioned_features`.
"""

from dataclasses import dataclass, replace

from sam2.modeling.sam2_base import SAM2Base
from torch import Tensor

from core.engine.presence import Appearance
from core.engine.target import Evidence

DEFAULT_CONDITIONING = 4
"""Conditioning frames attended at once where the configuration sets no limit; SAM 2 was trained with up to
4."""


@dataclass(frozen=True, slots=True)
class BankLimits:
    """How much is read, and therefore kept.

    Args:
        maps: recent frames whose maps are attended (6).
        pointers: recent frames whose object pointers are attended (15).
        conditioning: prompted frames attended at once, at least 2.
        past_pointers_only: leave out pointers of conditioning frames that are still to come.
        signed: whether a pointer's distance in time keeps its sign.
    """

    maps: int
    pointers: int
    conditioning: int
    past_pointers_only: bool
    signed: bool

    @classmethod
    def of(cls, model: SAM2Base, frame_count: int) -> "BankLimits":
        """The limits that a model's configuration sets, for media of that length (sam2 lowers one for short
        media).
        """
        most = int(model.max_cond_frames_in_attn)
        return cls(
            maps=int(model.num_maskmem) - 1,
            pointers=min(frame_count, int(model.max_obj_ptrs_in_encoder)) - 1,
            conditioning=DEFAULT_CONDITIONING if most < 0 else max(2, most),
            past_pointers_only=bool(model.only_obj_ptrs_in_the_past_for_eval),
            signed=bool(model.use_signed_tpos_enc_to_obj_ptrs),
        )

    @property
    def reach(self) -> int:
        """How many frames back anything is looked up."""
        return max(self.maps, self.pointers)


@dataclass(frozen=True, slots=True)
class Memory:
    """What one frame left behind about one object.

    Args:
        number: the frame's place on the timeline of the frames that the model sees; neighbours differ by 1.
        map_tokens: (hw, 1, C_mem) bfloat16, or None once it is too old to be read.
        pointer: (1, C) object pointer.
        appearance: what the object looks like there, for models that are judged by it.
        evidence: what is learnt of the object there, for models that are helped by it.
    """

    number: int
    map_tokens: Tensor | None
    pointer: Tensor
    appearance: Appearance | None = None
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Recall:
    """What is read from a bank for one frame, in the order in which sam2 concatenates it.

    Args:
        maps: tokens of each map, and its row in the model's temporal encoding.
        pointers: each pointer and its distance in frames.
    """

    maps: tuple[tuple[Tensor, int], ...]
    pointers: tuple[tuple[Tensor, int], ...]


@dataclass(frozen=True, slots=True)
class MemoryBank:
    """The memory of one object: immutable, so a copy is the value itself, and going back is keeping the old
    one.

    Args:
        learnt: what all tracked frames together said of the object, older ones less. Prompted frames keep
            theirs.
    """

    conditioning: tuple[Memory, ...] = ()
    recent: tuple[Memory, ...] = ()
    learnt: Evidence | None = None

    @property
    def is_empty(self) -> bool:
        return not self.conditioning and not self.recent

    def appearances(self) -> list[Appearance]:
        """What the object looked like on every frame that is remembered."""
        known = (memory.appearance for memory in (*self.conditioning, *self.recent))
        return [appearance for appearance in known if appearance is not None]

    def evidence(self) -> list[Evidence]:
        """All that was learnt of the object."""
        parts = (*(memory.evidence for memory in self.conditioning), self.learnt)
        return [evidence for evidence in parts if evidence is not None]

    def with_conditioning(self, memory: Memory) -> "MemoryBank":
        """Add a prompted frame, in place of whatever was known of that frame."""
        others = tuple(m for m in self.conditioning if m.number != memory.number)
        return MemoryBank(
            tuple(sorted((*others, memory), key=lambda m: m.number)),
            tuple(m for m in self.recent if m.number != memory.number),
            self.learnt,
        )

    def with_recent(self, memory: Memory, limits: BankLimits) -> "MemoryBank":
        """Add the newest tracked frame and let go of what is too old to be read after it."""
        kept = (m for m in self.recent if 0 < abs(m.number - memory.number) < limits.reach)
        aged = (
            replace(m, map_tokens=None) if abs(m.number - memory.number) >= limits.maps else m for m in kept
        )
        learnt = self.learnt if memory.evidence is None else memory.evidence.after(self.learnt)
        return MemoryBank(self.conditioning, (*aged, replace(memory, evidence=None)), learnt)

    def closed_up(self, number: int, *, backward: bool) -> "MemoryBank":
        """With the recent frames moved on, so that the newest is the neighbour of frame `number`, or of the
        conditioning frames just before it.

        For runs in which the model does not see every frame: numbers are frame indices, and memory, which is
        looked up by exact number, must find the last frames that were seen.
        """
        if not self.recent:
            return self
        step = -1 if backward else 1
        newest = max(m.number * step for m in self.recent)
        between = sum(newest < m.number * step < number * step for m in self.conditioning)
        shift = step * (number * step - 1 - between - newest)
        if shift == 0:
            return self
        moved = tuple(replace(m, number=m.number + shift) for m in self.recent)
        return replace(self, recent=moved)

    def trimmed(self, number: int, limits: BankLimits) -> "MemoryBank":
        """Without the conditioning frames that are too far from `number` to be read there or next to it."""
        near = set(nearest_conditioning([m.number for m in self.conditioning], number, limits.conditioning))
        kept = (m for m in self.conditioning if m.number in near or abs(m.number - number) <= limits.reach)
        return replace(self, conditioning=tuple(kept))

    def recall(self, number: int, limits: BankLimits, *, backward: bool) -> Recall:
        """What the model attends to at a frame.

        A frame is looked up by its exact number: one that is missing is left out, not replaced by a
        neighbour.
        """
        step = -1 if backward else 1
        ordered = self.conditioning[::step]
        near = set(nearest_conditioning([m.number for m in ordered], number, limits.conditioning))
        selected = [m for m in ordered if m.number in near]
        by_number = {m.number: m for m in ordered if m.number not in near}
        by_number.update((m.number, m) for m in self.recent)

        maps = [(m.map_tokens, limits.maps) for m in selected]
        for distance in range(limits.maps, 0, -1):
            if (past := by_number.get(number - step * distance)) is not None:
                maps.append((past.map_tokens, distance - 1))

        pointers = []
        for memory in selected:
            ahead = step * (number - memory.number)
            if ahead >= 0 or not limits.past_pointers_only:
                pointers.append((memory.pointer, ahead if limits.signed else abs(ahead)))
        for distance in range(1, limits.pointers + 1):
            if (past := by_number.get(number - step * distance)) is not None:
                pointers.append((past.pointer, distance))
        return Recall(tuple((tokens, row) for tokens, row in maps if tokens is not None), tuple(pointers))


def nearest_conditioning(numbers: list[int], number: int, most: int) -> list[int]:
    """The conditioning frames that matter at a frame: the nearest before, the nearest at or after, then by
    distance.

    Source: `select_closest_cond_frames` of sam2.
    """
    if len(numbers) <= most:
        return list(numbers)
    chosen = [
        *sorted((n for n in numbers if n < number), reverse=True)[:1],
        *sorted(n for n in numbers if n >= number)[:1],
    ]
    rest = sorted((n for n in numbers if n not in chosen), key=lambda n: abs(n - number))
    return chosen + rest[: most - len(chosen)]
