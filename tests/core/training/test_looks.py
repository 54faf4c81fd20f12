"""Small objects are taught and judged in the closer view in which they are answered."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from core.cancel import CancelToken
from core.engine.loader import LoadedModel
from core.engine.prompts import ImagePrompt
from core.engine.segmenter import Segmenter
from core.engine.view import View
from core.masks import Mask
from core.metrics.clicks import click_amid, largest_region
from core.training.checkpoint import with_weights
from core.training.dataset import Dataset, Example
from core.training.embeddings import FeatureStore
from core.training.judging import Look, judge
from core.training.lesson import Lessons
from core.training.looks import in_view, looks_at, seen_in
from core.training.losses import LossWeights
from core.types import Box
from tests.core.training.conftest import DiscPicture, Run, discs, finished
from tests.tiny_model import TINY, tiny_model


@pytest.fixture
def model() -> LoadedModel:
    """In place of the one that always sees the whole picture."""
    return tiny_model(spec=replace(TINY, search_region=True))


def small_and_large() -> Dataset:
    """Discs in large pictures, and in small ones much of which some of them fill."""
    pictures = [DiscPicture(number, 96 if number < 10 else 52) for number in range(20)]
    return Dataset(tuple(Example(p, p.mask(), "discs", p.number) for p in pictures))


def lessons_of(dataset: Dataset, model: LoadedModel, store: FeatureStore, copies: int = 1) -> Lessons:
    return Lessons(dataset, store, model.image_size, copies, closer=True)


def test_a_look_is_the_part_of_the_picture_with_the_same_part_of_the_mask() -> None:
    (example,) = discs(1, 1).examples
    look = in_view(example, View(10, 20, 60, 50))
    assert np.array_equal(look.picture.read(), example.picture.read()[20:70, 10:70])
    assert np.array_equal(look.mask.to_array(), example.mask.to_array()[20:70, 10:70])
    assert look.picture.key != example.picture.key
    assert look.picture.key != in_view(example, View(11, 20, 60, 50)).picture.key
    assert look.picture.name == example.picture.name
    assert in_view(example, View.whole((96, 96))) is example


def test_a_small_object_is_looked_at_twice_and_a_large_one_once() -> None:
    dataset = small_and_large()
    for example in dataset.examples:
        x0, y0, x1, y1 = example.mask.box_xyxy_px
        whole, *closer = looks_at(example, closer=True)
        assert whole is example
        assert len(closer) == (1.5 * max(x1 - x0, y1 - y0) <= 0.75 * example.mask.width)
        for look in closer:
            assert look.mask.area == example.mask.area  # all of it is in sight
            assert seen_in(look).width < example.mask.width == seen_in(whole).width
        assert looks_at(example, closer=False) == (example,)
    assert {len(looks_at(example, closer=True)) for example in dataset.examples} == {1, 2}


def test_versions_go_through_looks_and_copies(model: LoadedModel, store: FeatureStore) -> None:
    lessons = lessons_of(small_and_large(), model, store, copies=3)
    order = [item for epoch in range(1, 7) for item in lessons.order(0, epoch, 1)]
    for index in range(20):
        count = 3 * len(lessons.looks(index))
        versions = [version for i, version in order if i == index]
        assert sorted(versions[:count]) == list(range(count))
    assert len(lessons.entries()) == sum(3 * len(lessons.looks(index)) for index in range(20))
    small = next(index for index in range(20) if len(lessons.looks(index)) == 2)
    whole, closer = lessons.show(small, 0), lessons.show(small, 1)
    assert closer.truth.mean() > 1.5 * whole.truth.mean()
    assert not np.array_equal(closer.features.top, whole.features.top)
    assert np.array_equal(lessons.show_closest(small).features.top, closer.features.top)
    by_view = lessons.show_in(small, seen_in(closer.example))
    assert np.array_equal(by_view.features.top, closer.features.top)
    assert np.array_equal(by_view.truth, closer.truth)


def test_the_exam_asks_as_the_annotator_does(run: Run, model: LoadedModel, store: FeatureStore) -> None:
    """The same masks as the Segmenter's, but for holes and for the resolution at which they are compared."""
    weights = finished(run(epochs=8, rate=3e-3)).weights
    dataset = discs(100, 12)
    segmenter, clicked, boxed, closer = Segmenter(model), [], [], 0
    with with_weights(model, weights):
        judgement = judge(
            model.model, lessons_of(dataset, model, store), 5, LossWeights(), CancelToken(), range(12)
        )
        whole = judge(
            model.model,
            replace(lessons_of(dataset, model, store), closer=False),
            5,
            LossWeights(),
            CancelToken(),
        )
        for example, mask_hw in zip(dataset.examples, judgement.masks, strict=True):
            truth = example.mask.to_array()
            click = click_amid(largest_region(truth))
            assert click is not None
            for prompt, scores in (
                (ImagePrompt((click,)), clicked),
                (ImagePrompt(box=Box(*example.mask.box_xyxy_px)), boxed),
            ):
                answer = segmenter.segment(example.picture.read(), prompt, frame_key=example.picture.key)
                scores.append(Mask.from_array(answer.mask).iou(example.mask))
                closer += not answer.view.is_whole((96, 96))
            shown = segmenter.segment(
                example.picture.read(), ImagePrompt((click,)), frame_key=example.picture.key
            )
            assert Mask.from_array(shown.mask).iou(in_square(mask_hw)) > 0.8
    assert closer > 8
    assert judgement.miou_click == pytest.approx(np.mean(clicked), abs=0.02)
    assert judgement.miou_box == pytest.approx(np.mean(boxed), abs=0.02)
    assert abs(whole.miou_click - np.mean(clicked)) > 0.02
    assert abs(whole.miou_box - np.mean(boxed)) > 0.02


def in_square(mask_hw: np.ndarray) -> Mask:
    """A mask of the model's square at a disc's picture's size."""
    side = len(mask_hw)
    picked = (np.arange(96) * side) // 96
    return Mask.from_array(mask_hw[np.ix_(picked, picked)])


def test_what_a_view_misses_counts() -> None:
    square = np.zeros((8, 8), dtype=np.bool_)
    square[:4] = True
    assert Look(View(0, 0, 20, 20), square, square, 0.0).iou == 1.0
    assert Look(View(0, 0, 20, 20), square, square, 32.0).iou == 0.5
    assert Look(View(0, 0, 20, 20), ~square, square, 0.0).iou == 0.0
    nothing = np.zeros((8, 8), dtype=np.bool_)
    assert Look(View(0, 0, 20, 20), nothing, nothing, 0.0).iou == 1.0
    on_whole = Look(View(20, 10, 20, 20), square, square, 0.0).on_whole((40, 40))
    assert on_whole.nonzero()[0].tolist() == [2, 2, 2, 2, 3, 3, 3, 3]
    assert on_whole.nonzero()[1].tolist() == [4, 5, 6, 7] * 2


def test_views_of_the_exam_are_kept_as_far_as_there_is_room(model: LoadedModel, tmp_path: Path) -> None:
    index, view = 0, View(10, 10, 50, 50)
    roomy, full = FeatureStore(tmp_path / "a", model, 64), FeatureStore(tmp_path / "b", model, 64)
    full._limit_bytes = full.entry_bytes
    for store, kept in ((roomy, 1), (full, 0)):
        lessons = lessons_of(discs(0, 1), model, store)
        for entry in lessons.entries()[: store.room_for(lessons.entries())]:
            store.add(entry)
        before = len(list(store._root.glob("*/*.npz")))
        one, two = lessons.show_in(index, view), lessons.show_in(index, view)
        assert np.array_equal(one.features.top, two.features.top)
        assert len(list(store._root.glob("*/*.npz"))) == before + kept


@pytest.mark.parametrize("parts", [("decoder",), ("decoder", "prompts", "neck")])
def test_a_run_with_closer_looks_goes_on_as_if_uninterrupted(
    run: Run, tmp_path: Path, parts: tuple[str, ...]
) -> None:
    changes = {"parts": parts, "recall": 0.4, "average": 0.9}
    whole = finished(run(**changes))
    run(folder=tmp_path / "run", stop_after_epoch=1, **changes)
    resumed = finished(run(folder=tmp_path / "run", resume=True, **changes))
    assert all(torch.equal(whole.weights[name], resumed.weights[name]) for name in whole.weights)
    assert (whole.miou_best, whole.miou_before) == (resumed.miou_best, resumed.miou_before)


def test_what_is_taught_from_closer_too_differs_and_a_rate_of_0_changes_nothing(
    run: Run, model: LoadedModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {name: tensor.clone() for name, tensor in model.model.state_dict().items()}
    still = finished(run(rate=0.0))
    assert all(torch.equal(before[name], tensor) for name, tensor in still.weights.items())
    closer = finished(run())
    monkeypatch.setattr("core.training.lesson.looks_at", lambda example, *, closer: (example,))
    whole = finished(run())
    assert any(not torch.equal(closer.weights[name], whole.weights[name]) for name in whole.weights)
    after = model.model.state_dict()
    assert all(torch.equal(before[name], after[name]) for name in before)
