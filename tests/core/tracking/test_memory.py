import pytest
import torch
from sam2.modeling.sam2_utils import select_closest_cond_frames

from core.tracking.memory import BankLimits, Memory, MemoryBank, nearest_conditioning

LIMITS = BankLimits(maps=6, pointers=15, conditioning=4, past_pointers_only=True, signed=True)


def memory(number: int) -> Memory:
    return Memory(number, torch.full((4, 1, 2), float(number)), torch.full((1, 8), float(number)))


def numbers(pairs: tuple[tuple[torch.Tensor, int], ...]) -> list[tuple[int, int]]:
    return [(int(tensor.flatten()[0]), row) for tensor, row in pairs]


def tracked(first: int, last: int, *, backward: bool = False) -> MemoryBank:
    bank = MemoryBank().with_conditioning(memory(first))
    step = -1 if backward else 1
    for number in range(first + step, last + step, step):
        bank = bank.with_recent(memory(number), LIMITS)
    return bank


def test_a_bank_stays_as_small_as_what_is_read() -> None:
    bank = tracked(0, 500)
    assert [m.number for m in bank.recent] == list(range(486, 501))
    assert [m.number for m in bank.recent if m.map_tokens is not None] == list(range(495, 501))


def test_recall_is_ordered_as_sam2_concatenates() -> None:
    recall = tracked(0, 20).recall(21, LIMITS, backward=False)
    assert numbers(recall.maps) == [(0, 6), (15, 5), (16, 4), (17, 3), (18, 2), (19, 1), (20, 0)]
    assert numbers(recall.pointers) == [(0, 21), *((21 - d, d) for d in range(1, 16))]


def test_recall_backward_mirrors() -> None:
    recall = tracked(30, 20, backward=True).recall(19, LIMITS, backward=True)
    assert numbers(recall.maps) == [(30, 6), (25, 5), (24, 4), (23, 3), (22, 2), (21, 1), (20, 0)]
    assert numbers(recall.pointers)[:3] == [(30, 11), (20, 1), (21, 2)]


def test_a_gap_in_the_numbers_is_not_bridged() -> None:
    bank = MemoryBank().with_conditioning(memory(0))
    for number in (4, 8, 12):
        bank = bank.with_recent(memory(number), LIMITS)
    assert [n for n, _ in numbers(bank.recall(16, LIMITS, backward=False).maps)] == [0, 12]


def test_a_prompt_to_come_lends_its_map_but_not_its_pointer() -> None:
    bank = tracked(0, 5).with_conditioning(memory(9))
    recall = bank.recall(6, LIMITS, backward=False)
    assert 9 in [n for n, _ in numbers(recall.maps)]
    assert 9 not in [n for n, _ in numbers(recall.pointers)]


def test_a_prompt_replaces_what_was_tracked_there() -> None:
    bank = tracked(0, 5).with_conditioning(memory(3))
    assert [m.number for m in bank.recent] == [1, 2, 4, 5]
    assert [m.number for m in bank.conditioning] == [0, 3]


def test_an_unselected_prompt_nearby_counts_as_recent() -> None:
    bank = MemoryBank()
    for number in range(10, 17):
        bank = bank.with_conditioning(memory(number))
    recall = bank.recall(17, LIMITS, backward=False)
    assert numbers(recall.maps) == [(13, 6), (14, 6), (15, 6), (16, 6), (11, 5), (12, 4)]


def test_trimming_keeps_what_is_read_next() -> None:
    bank = MemoryBank()
    for number in range(0, 300, 3):
        bank = bank.with_conditioning(memory(number))
    trimmed = bank.trimmed(150, LIMITS)
    assert len(trimmed.conditioning) <= 4 + 2 * LIMITS.reach / 3 + 1
    for number in range(150, 153):
        assert numbers(trimmed.recall(number, LIMITS, backward=False).maps) == numbers(
            bank.recall(number, LIMITS, backward=False).maps
        )


@pytest.mark.parametrize("number", [0, 3, 10, 11, 40, 100])
def test_nearest_conditioning_agrees_with_sam2(number: int) -> None:
    prompted = [0, 5, 10, 11, 12, 40, 41, 90]
    for most in (2, 3, 4, 20):
        theirs, _ = select_closest_cond_frames(number, dict.fromkeys(prompted), most)
        assert set(nearest_conditioning(prompted, number, most)) == set(theirs)


def test_values_do_not_change() -> None:
    bank = tracked(0, 3)
    assert bank.with_recent(memory(4), LIMITS) is not bank
    assert [m.number for m in bank.recent] == [1, 2, 3]
