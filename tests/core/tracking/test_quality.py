import numpy as np

from core.masks import Mask
from core.tracking.quality import Concern, judge
from core.tracking.tracker import TrackedMask
from core.types import Origin


def square(x: int, y: int, side: int, score: float = 0.95, origin: Origin = Origin.INFERRED) -> TrackedMask:
    picture = np.zeros((100, 100), dtype=np.bool_)
    picture[y : y + side, x : x + side] = True
    return TrackedMask(Mask.from_array(picture), origin, score, 5.0 if side else -5.0)


def test_a_steady_mask_is_trusted_as_much_as_the_model_trusts_it() -> None:
    verdict = judge(square(22, 20, 20), square(20, 20, 20))
    assert verdict.concerns == ()
    assert verdict.trust == 0.95
    assert judge(square(22, 20, 20), None).trust == 0.95


def test_a_small_fast_object_does_not_alarm() -> None:
    assert judge(square(26, 20, 6), square(20, 20, 6)).concerns == ()


def test_what_stands_out_is_named() -> None:
    here = square(20, 20, 20)
    assert judge(square(20, 20, 20, score=0.4), here).concerns == (Concern.UNSURE,)
    assert judge(square(0, 0, 0), here).concerns == (Concern.LOST,)
    assert judge(here, square(0, 0, 0)).concerns == (Concern.FOUND,)
    assert judge(square(70, 70, 20), here).concerns == (Concern.JUMPED,)
    assert set(judge(square(5, 5, 60), here).concerns) == {Concern.JUMPED, Concern.RESIZED}
    assert judge(square(70, 70, 20), here).trust < 0.1


def test_two_empty_masks_in_a_row_are_no_news() -> None:
    assert judge(square(0, 0, 0), square(0, 0, 0)).concerns == ()


def test_a_painted_mask_is_the_truth() -> None:
    verdict = judge(square(70, 70, 20, 0.1, Origin.PAINTED), square(20, 20, 20))
    assert (verdict.trust, verdict.concerns) == (1.0, ())
