import cv2
import numpy as np
import pytest

from core.errors import MaskError
from core.metrics.clicks import ClickRun, click_amid, next_click, simulate
from core.types import Click


def disk(x: float, y: float, radius: float, shape: tuple[int, int] = (80, 120)) -> np.ndarray:
    rows, columns = np.mgrid[: shape[0], : shape[1]]
    return (columns - x) ** 2 + (rows - y) ** 2 <= radius**2


NOTHING = np.zeros((80, 120), dtype=bool)


def test_the_first_click_is_amid_the_object() -> None:
    assert next_click(NOTHING, disk(40, 30, 15)) == Click(40.5, 30.5, True)


def test_the_larger_error_comes_first() -> None:
    truth = disk(30, 40, 20)
    extra = disk(90, 40, 10)
    assert next_click(extra, truth) == Click(30.5, 40.5, True)
    found = next_click(truth | extra, truth)
    assert found is not None
    assert not found.positive
    assert (found.x, found.y) == (90.5, 40.5)


def test_the_largest_region_wins_over_the_thickest() -> None:
    thin = np.zeros_like(NOTHING)
    thin[10:14, 5:115] = True  # 440 pixels, never more than 2 from its rim
    found = next_click(NOTHING, thin | disk(60, 50, 8))
    assert found is not None
    assert 10 <= found.y < 14


def test_a_region_at_the_picture_s_edge_is_not_clicked_on_the_edge() -> None:
    corner = np.zeros_like(NOTHING)
    corner[:21, :21] = True
    assert click_amid(corner) == Click(10.5, 10.5, True)


def test_ignored_pixels_are_no_error() -> None:
    truth = disk(40, 40, 15)
    ring = disk(40, 40, 18) & ~truth
    assert next_click(truth | ring, truth, ring) is None


def test_no_pixel_is_clicked_twice() -> None:
    truth = disk(40, 30, 15)
    first = next_click(NOTHING, truth)
    assert first is not None
    assert next_click(NOTHING, truth, None, [first]) not in (None, first)


def test_simulation_stops_when_the_mask_is_good_but_not_before_five() -> None:
    truth = disk(40, 30, 20)

    def grows(clicks: tuple[Click, ...]) -> np.ndarray:
        return disk(40, 30, min(20, 10 + 2.4 * len(clicks)))

    run = simulate(grows, truth)
    assert len(run.ious) == 5
    assert run.clicks_to(0.85) == 4
    assert run.clicks_to(0.40) == 2
    assert run.iou_after(1) < run.iou_after(3) < run.iou_after(4)


def test_what_never_gets_there_costs_all_clicks() -> None:
    run = simulate(lambda clicks: NOTHING, disk(40, 30, 20), max_clicks=8)
    assert len(run.clicks) == 8
    assert run.clicks_to(0.85, 8) == 8
    assert run.clicks_to(0.85) == 20


def test_a_perfect_mask_needs_no_more_clicks() -> None:
    truth = disk(40, 30, 20)
    run = simulate(lambda clicks: truth, truth)
    assert run.ious == (1.0,)
    assert run.iou_after(5) == 1.0


def test_no_clicks_no_iou() -> None:
    assert ClickRun((), ()).iou_after(1) == 0.0


def test_sizes_must_agree() -> None:
    with pytest.raises(MaskError):
        next_click(NOTHING, NOTHING.T)


def test_ties_do_not_depend_on_opencvs_last_digits(monkeypatch: pytest.MonkeyPatch) -> None:
    two_squares = np.zeros((20, 40), dtype=bool)
    two_squares[5:14, 5:14] = two_squares[5:14, 25:34] = True
    precise = cv2.distanceTransform

    def off_by_the_last_digit(*arguments: object) -> np.ndarray:
        distances: np.ndarray = precise(*arguments)  # type: ignore[call-overload]
        distances[:, 20:] *= 1 + 1e-7
        return distances

    monkeypatch.setattr(cv2, "distanceTransform", off_by_the_last_digit)
    assert click_amid(two_squares) == Click(9.5, 9.5, True)
