import numpy as np
import pytest
import torch

from core.engine.embedding import embed
from core.engine.loader import LoadedModel
from core.engine.view import View
from core.masks import Mask
from core.tracking.session import TrackerSession
from core.training.dataset import Dataset, Example
from core.training.embeddings import FeatureStore, encode
from core.training.events import StepMade
from core.training.recall import FARTHEST, as_it_was, recollect, recollection_key, recollections
from core.types import FramePrompt
from tests.core.training.conftest import DiscPicture, Run, discs, finished


def video(frame_indices: list[int], scene: str = "film") -> Dataset:
    examples = [Example(DiscPicture(i), DiscPicture(i).mask(), scene, i) for i in frame_indices]
    return Dataset(tuple(examples), ordered=True)


def test_a_recollection_is_what_tracking_gives_the_decoder(model: LoadedModel) -> None:
    pictures = [DiscPicture(number) for number in (1, 2, 3)]
    features = [encode(model, picture, 0) for picture in pictures]
    masks = [picture.mask() for picture in pictures]
    top = recollect(model, list(zip(features[:2], masks[:2], strict=True)), features[2])

    session = TrackerSession(model, frame_count=3)
    with model.autocast():
        embeddings = [embed(model, picture.read(), View.whole((96, 96))) for picture in pictures]
    outputs = [session.answer(embeddings[n], FramePrompt(n, mask=masks[n])) for n in (0, 1)]
    session.condition(1, 0, embeddings[0], outputs[0])
    session.remember(1, embeddings[1], {1: outputs[1]})
    expected = session.recollect(1, 2, embeddings[2])[0].numpy()
    assert top.dtype == np.float16 and not top.flags.writeable
    assert np.allclose(top, expected, atol=2e-2 * np.abs(expected).max())
    assert not np.allclose(top, features[2].top, atol=1e-1)


def test_a_video_is_recalled_from_earlier_frames_of_the_same_object() -> None:
    dataset = video([0, 1, 2, 3, 40, 41])
    found = recollections(dataset, [1] * 6, 8, seed=0)
    assert [r.index for r in found] == [1, 2, 3, 5]  # before 40 there is nothing near enough
    for recollection in found:
        seen = [dataset.examples[index].frame_index for index, _ in recollection.seen]
        now = dataset.examples[recollection.index].frame_index
        assert seen == sorted(seen) and 0 < now - seen[0] <= FARTHEST
        assert now - seen[-1] == 1 and len(seen) <= 3
    assert recollections(dataset, [1] * 6, 8, seed=0) == found
    other = [Example(e.picture, e.mask, e.scene, e.frame_index, "other") for e in dataset.examples[:1]]
    assert recollections(Dataset(tuple(other), ordered=True), [1], 8, seed=0) == []


def test_a_still_picture_is_recalled_from_another_copy() -> None:
    found = recollections(discs(0, 2), [1, 1], 4, seed=0)
    assert [(r.index, r.version, r.seen) for r in found[:3]] == [
        (0, 0, ((0, 1),)), (0, 1, ((0, 2),)), (0, 2, ((0, 3),))
    ]  # fmt: skip
    assert len(found) == 6
    assert recollections(discs(0, 2), [1, 1], 1, seed=0) == []


def test_a_key_tells_pictures_masks_copies_and_models_apart() -> None:
    one, two = discs(0, 2).examples
    keys = [
        recollection_key("model", [(one, 0), (two, 1)]),
        recollection_key("other", [(one, 0), (two, 1)]),
        recollection_key("model", [(one, 1), (two, 1)]),
        recollection_key("model", [(two, 0), (one, 1)]),
        recollection_key("model", [(Example(one.picture, Mask.empty(96, 96), "", 0), 0), (two, 1)]),
    ]
    assert len(set(keys)) == 5
    assert recollection_key("model", [(one, 0), (two, 1)]) == keys[0]


def test_what_recalls_does_not_change_while_the_model_learns(model: LoadedModel) -> None:
    frozen = as_it_was(model)
    features, mask = encode(model, DiscPicture(1), 0), DiscPicture(1).mask()
    before = recollect(frozen, [(features, mask)], features)
    with torch.no_grad():
        for parameter in model.model.sam_mask_decoder.parameters():
            parameter.zero_()
    assert np.array_equal(recollect(frozen, [(features, mask)], features), before)
    assert frozen.model.memory_attention is model.model.memory_attention


@pytest.mark.parametrize("ordered", [True, False])
def test_recalling_is_deterministic_with_the_cache_and_without(
    run: Run, model: LoadedModel, store: FeatureStore, monkeypatch: pytest.MonkeyPatch, ordered: bool
) -> None:
    train = Dataset(discs(0, 8).examples, ordered=ordered)
    events = run(train=train, recall=0.7)
    cached = finished(events).weights
    assert sum(isinstance(event, StepMade) for event in events) == 6
    monkeypatch.setattr(store, "get", lambda entry: entry.compute())
    computed = finished(run(train=train, recall=0.7)).weights
    without = finished(run(train=train, recall=0.0)).weights
    assert all(torch.equal(cached[name], computed[name]) for name in cached)
    assert any(not torch.equal(cached[name], without[name]) for name in cached)
