"""What was clicked as “not this” goes, where nothing in it was said to be the object."""

import torch
from torch import Tensor

from core.engine.prompts import PointInputs
from core.engine.refusal import one_way, within_box, without_newcomers, without_refused

SIZE = 64
"""Of the model's square; its answers are a quarter of that."""


def answer(*boxes: tuple[int, int, int, int]) -> Tensor:
    logits = torch.full((1, 1, SIZE // 4, SIZE // 4), -5.0)
    for x0, y0, x1, y1 in boxes:
        logits[0, 0, y0:y1, x0:x1] = 5.0
    return logits


def points(*given: tuple[float, float, int]) -> PointInputs:
    coords = torch.tensor([[(x * 4.0, y * 4.0) for x, y, _ in given]])
    return PointInputs(coords, torch.tensor([[label for *_, label in given]], dtype=torch.int32))


def kept(logits: Tensor, clicks: PointInputs) -> list[tuple[int, int]]:
    left = without_refused(logits, clicks, SIZE)[0, 0] > 0
    return [(int(x), int(y)) for y, x in left.nonzero()]


OBJECT, OTHER, THIRD = (1, 1, 5, 5), (8, 1, 12, 5), (1, 8, 3, 10)


def test_a_refused_island_goes_and_the_others_stay() -> None:
    left = kept(answer(OBJECT, OTHER, THIRD), points((2, 2, 1), (9, 3, 0)))
    assert (2, 2) in left
    assert (1, 8) in left
    assert not [x for x, _ in left if x >= 8]


def test_the_island_of_the_object_is_the_models_business() -> None:
    logits, clicks = answer(OBJECT), points((2, 2, 1), (4, 4, 0))
    assert without_refused(logits, clicks, SIZE) is logits


def test_without_a_click_on_the_object_the_largest_island_is_taken_for_it() -> None:
    assert kept(answer(OBJECT, THIRD), points((2, 9, 0))) == kept(answer(OBJECT), points((2, 2, 1)))
    both = points((2, 2, 0), (2, 9, 0))
    assert kept(answer(OBJECT, THIRD), both) == kept(answer(OBJECT), points((2, 2, 1)))


def test_without_a_click_on_the_object_a_refused_island_gives_way_to_one_like_it() -> None:
    larger, speck = (1, 1, 6, 6), (9, 9, 11, 11)
    assert kept(answer(larger, OTHER), points((2, 2, 0))) == kept(answer(OTHER), points((9, 3, 1)))
    assert (2, 2) in kept(answer(larger, speck), points((2, 2, 0)))


def test_clicks_beside_and_outside_and_boxes_take_nothing_away() -> None:
    for given in ((6, 12, 0), (15.9, 20, 0), (-1, 3, 0), (0, 0, 2), (9, 3, 3), (9, 3, 1)):
        logits = answer(OBJECT, OTHER)
        assert without_refused(logits, points((2, 2, 1), given), SIZE) is logits


def left_in(logits: Tensor, given: PointInputs) -> set[int]:
    """The columns in which something is left."""
    return {int(x) for _, x in (within_box(logits, given, SIZE)[0, 0] > 0).nonzero()}


def test_nothing_is_found_outside_a_box() -> None:
    assert left_in(answer(OBJECT, OTHER), points((1, 1, 2), (5, 5, 3))) == {1, 2, 3, 4}
    assert left_in(answer((0, 0, 16, 4)), points((5, 0, 2), (10, 4, 3))) == set(range(4, 11))


def test_a_click_outside_says_that_the_box_was_too_small() -> None:
    given = points((1, 1, 2), (5, 5, 3), (9, 3, 1))
    assert left_in(answer(OBJECT, OTHER), given) >= {1, 9}
    assert left_in(answer(OBJECT, OTHER), points((1, 1, 2), (5, 5, 3), (9, 3, 0))) == {1, 2, 3, 4}


def test_without_a_box_all_is_kept() -> None:
    assert left_in(answer(OBJECT, OTHER), points((2, 2, 1))) >= {1, 9}


def test_a_correction_brings_nothing_from_elsewhere() -> None:
    logits, before = answer(OBJECT, OTHER, THIRD), answer((2, 2, 6, 6))

    def left(*clicks: tuple[float, float, int]) -> list[tuple[int, int]]:
        found = without_newcomers(logits, points(*clicks), before, SIZE)[0, 0] > 0
        return [(int(x), int(y)) for y, x in found.nonzero()]

    assert left((3, 3, 1)) == kept(answer(OBJECT), points((2, 2, 1)))
    assert left((3, 3, 1), (9, 3, 1)) == kept(answer(OBJECT, OTHER), points((2, 2, 1)))
    assert left((3, 3, 0)) == left((3, 3, 1))


def test_a_mask_that_was_elsewhere_or_nowhere_tells_nothing_of_newcomers() -> None:
    logits, clicks = answer(OBJECT, OTHER), points((14, 14, 0))
    for before in (answer(), answer((13, 13, 15, 15))):
        assert without_newcomers(logits, clicks, before, SIZE) is logits


def test_a_click_on_the_object_takes_nothing_away_and_a_refusal_adds_nothing() -> None:
    before, now, both = answer(OBJECT, THIRD), answer(OBJECT, OTHER), answer(OBJECT, OTHER, THIRD)
    assert torch.equal(one_way(now, points((2, 2, 1), (9, 3, 1)), before), both)
    assert torch.equal(one_way(now, points((2, 2, 1), (2, 9, 0)), before), answer(OBJECT))


def test_boxes_and_what_follows_an_empty_answer_change_it_at_will() -> None:
    before, now = answer(OBJECT, THIRD), answer(OTHER)
    assert one_way(now, points((0, 0, 2), (9, 9, 3)), before) is now
    assert one_way(now, points((9, 3, 1)), answer()) is now


def test_a_refusal_that_would_leave_next_to_nothing_is_left_to_the_colours() -> None:
    before, click = answer((1, 1, 6, 6)), points((2, 2, 1), (5, 5, 0))
    assert torch.equal(one_way(answer((1, 1, 2, 2)), click, before), before)
    assert torch.equal(one_way(answer((1, 1, 3, 2)), click, before), answer((1, 1, 3, 2)))
