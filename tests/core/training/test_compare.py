from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from core.cancel import CancelToken
from core.engine.loader import LoadedModel
from core.errors import Cancelled
from core.training.compare import (
    LEAST_TRACKED,
    MAX_CLICKS,
    MOVES,
    STILLS_TRACKED,
    Compared,
    Comparison,
    Figures,
    Progress,
    TrackedScene,
    compare,
    moved_stretches,
    tracked_stretches,
)
from core.training.dataset import Dataset, Example
from tests.core.training.conftest import DiscPicture, Run, discs, finished


def figures(miou: float, clicks: float = 5.0) -> Figures:
    return Figures(miou, miou, miou, miou, clicks)


def comparison(before: Figures, after: Figures, tracked: tuple[TrackedScene, ...] = ()) -> Comparison:
    example = discs(0, 1).examples[0]
    return Comparison((Compared(example, before, after, example.mask, example.mask),), tracked)


def video(frames: int) -> Dataset:
    """A disc that stands still, as a stretch of video."""
    return Dataset(
        tuple(Example(DiscPicture(3), DiscPicture(3).mask(), "film", index) for index in range(frames)),
        ordered=True,
    )


def test_what_was_learnt_shows_in_every_figure(run: Run, model: LoadedModel) -> None:
    weights = finished(run(epochs=8, rate=3e-3)).weights
    events = list(compare(model, weights, discs(100, 3), CancelToken()))
    result = events[-1]
    assert isinstance(result, Comparison)
    progress = [e for e in events[:-1] if isinstance(e, Progress)]
    assert [e.done for e in progress[:3]] == [1, 2, 3]
    assert progress[-1].done == progress[-1].total
    assert result.after.miou > result.before.miou + 0.1
    assert result.after.f_box > result.before.f_box
    assert result.after.clicks <= result.before.clicks <= MAX_CLICKS
    assert result.objection is None
    assert set(result.as_json()["after"]) == {"mIoU", "iou_click", "iou_box", "f_click", "f_box", "clicks"}
    for item in result.examples:
        assert item.mask_before.iou(item.example.mask) == pytest.approx(item.before.iou_click)
        assert item.mask_after.iou(item.example.mask) == pytest.approx(item.after.iou_click)


def test_the_same_weights_make_no_difference_and_the_model_is_given_back(model: LoadedModel) -> None:
    before = {name: tensor.clone() for name, tensor in model.model.state_dict().items()}
    own = {k: v.clone() for k, v in before.items() if k.startswith("sam_mask_decoder.")}
    worse = {name: torch.zeros_like(tensor) for name, tensor in own.items()}
    for weights, same in ((own, True), (worse, False)):
        result = list(compare(model, weights, discs(100, 1), CancelToken()))[-1]
        assert isinstance(result, Comparison)
        assert (result.before == result.after) is same
        assert result.objection is not None
    assert all(torch.equal(before[name], tensor) for name, tensor in model.model.state_dict().items())


def test_video_is_tracked_too(model: LoadedModel) -> None:
    own = {k: v.clone() for k, v in model.model.state_dict().items() if k.startswith("sam_mask_decoder.")}
    result = list(compare(model, own, video(4), CancelToken()))[-1]
    assert isinstance(result, Comparison)
    (scene,) = result.tracked
    assert (scene.scene, scene.frames) == ("film", 4) and scene.before == scene.after
    assert result.as_json()["J_tracking_before"] == scene.before


def test_single_pictures_are_followed_while_they_move(model: LoadedModel) -> None:
    dataset = discs(0, 30)
    films = moved_stretches(dataset, model.image_size)
    assert 8 <= len(films) <= STILLS_TRACKED
    for film in films:
        assert LEAST_TRACKED <= len(film) <= MOVES
        first, second = film[0], film[1]
        assert first.picture.read().shape == (model.image_size, model.image_size, 3)
        assert not np.array_equal(first.picture.read(), second.picture.read())
        red, mask_hw = second.picture.read()[..., 0], second.mask.to_array()
        assert red[mask_hw].mean() > red[~mask_hw].mean() + 40  # the disc goes with its mask
    assert moved_stretches(video(8), model.image_size) == []
    blind = {k: torch.zeros_like(v) for k, v in model.model.state_dict().items() if k.startswith("sam_mask_")}
    result = list(compare(model, blind, discs(0, 3), CancelToken()))[-1]
    assert isinstance(result, Comparison)
    assert len(result.tracked) == 3
    assert result.tracking_after != result.tracking_before


def test_a_neck_that_was_taught_sees_pictures_anew(model: LoadedModel) -> None:
    neck = {
        k: torch.zeros_like(v)
        for k, v in model.model.state_dict().items()
        if k.startswith("image_encoder.neck")
    }
    result = list(compare(model, neck, discs(100, 2), CancelToken()))[-1]
    assert isinstance(result, Comparison)
    assert all(item.mask_before != item.mask_after for item in result.examples)


def test_stretches_are_the_longest_without_gaps() -> None:
    frames = video(12).keep(lambda example: example.frame_index not in (2, 7))
    (stretch,) = tracked_stretches(frames)
    assert [example.frame_index for example in stretch] == [3, 4, 5, 6]
    assert tracked_stretches(video(2)) == []
    assert tracked_stretches(replace(video(9), ordered=False)) == []


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        (figures(0.7), figures(0.6), "worse on pictures that it has not seen: mIoU 0.600 against 0.700"),
        (figures(0.7), figures(0.7), "no better than before"),
        (figures(0.7, 5), figures(0.7, 4), None),
        (figures(0.7), figures(0.75), None),
        (figures(0.7), replace(figures(0.9), iou_box=0.66), "boxes worse: IoU 0.660 against 0.700"),
        (figures(0.7), replace(figures(0.9), iou_click=0.66), "clicks worse: IoU 0.660 against 0.700"),
        (figures(0.7), replace(figures(0.9), iou_box=0.69), None),
    ],
)
def test_promotion_is_refused_where_the_figures_are_worse(
    before: Figures, after: Figures, says: str | None
) -> None:
    objection = comparison(before, after).objection
    assert objection is None if says is None else says in str(objection)


def test_promotion_is_refused_where_tracking_loses() -> None:
    lost = (TrackedScene("film", 9, 0.80, 0.78),)
    assert "It tracks worse: J 0.780 against 0.800" in str(
        comparison(figures(0.7), figures(0.8), lost).objection
    )
    kept = (TrackedScene("film", 9, 0.80, 0.795),)
    assert comparison(figures(0.7), figures(0.8), kept).objection is None


def test_figures_are_told_by_class(tmp_path: Path) -> None:
    one, other = (replace(e, class_name=name) for e, name in zip(discs(0, 2).examples, "ab", strict=True))
    items = tuple(
        Compared(e, figures(0.5), figures(value), e.mask, e.mask) for e, value in ((one, 0.6), (other, 0.8))
    )
    by_class = Comparison(items).by_class()
    assert by_class["a"][1].miou == pytest.approx(0.6) and by_class["b"][1].miou == pytest.approx(0.8)


def test_comparing_can_be_stopped(model: LoadedModel) -> None:
    cancel = CancelToken()
    with pytest.raises(Cancelled):  # noqa: PT012 - the loop is what is tested
        for _ in compare(model, {}, discs(100, 3), cancel):
            cancel.cancel()
