import errno
import os
from pathlib import Path

import numpy as np
import pytest
import torch

from core.engine.loader import LoadedModel
from core.errors import StorageError
from core.training import embeddings
from core.training.embeddings import FeatureBatch, FeatureStore, encode, frozen_sha256, seen
from tests.core.training.conftest import DiscPicture
from tests.tiny_model import tiny_model


def keep(store: FeatureStore, picture: DiscPicture, copy: int) -> None:
    store.add(store.entry(picture, copy))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "features"


def test_features_come_back_from_disk_to_the_bit(
    folder: Path, model: LoadedModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, picture = FeatureStore(folder, model), DiscPicture(1)
    computed = store.features(picture, 1)
    keep(store, picture, 1)
    kept = FeatureStore(folder, model)
    assert kept.entry_bytes > 0
    monkeypatch.setattr(embeddings, "encode", None)  # from now on nothing is computed
    read = kept.features(picture, 1)
    assert np.array_equal(read.top, computed.top)
    assert all(np.array_equal(a, b) for a, b in zip(read.finer, computed.finer, strict=True))
    assert read.top.dtype == np.float16 and not read.top.flags.writeable
    with pytest.raises(TypeError):
        kept.features(picture, 2)


def test_features_are_those_that_the_decoder_is_given(model: LoadedModel) -> None:
    from core.engine.embedding import embed, without_memory

    picture = DiscPicture(1)
    features = encode(model, picture, 0)
    with model.autocast():
        embedding = embed(model, picture.read(), (96, 96))
        top, finer = without_memory(model.model, embedding), embedding.high_resolution(1)
    assert finer is not None and len(features.finer) == 2
    for kept, level in zip((features.top, *features.finer), (top, *finer), strict=True):
        assert np.allclose(kept, level[0].numpy(), rtol=1e-3, atol=1e-3)


def test_raw_features_become_the_same_through_the_neck(folder: Path, model: LoadedModel) -> None:
    picture = DiscPicture(1)
    plain = encode(model, picture, 1)
    store = FeatureStore(folder, model).of_kind(raw=True)
    keep(store, picture, 1)
    raw = store.features(picture, 1)
    assert raw.raw and len(raw.finer) == 3
    through = seen(model, raw)
    for kept, level in zip((plain.top, *plain.finer), (through.top, *through.finer), strict=True):
        assert np.allclose(kept, level, rtol=1e-2, atol=1e-2)
    assert seen(model, plain) is plain
    assert store.of_kind(raw=True) is store
    batch = FeatureBatch.of([raw, raw], model.model)
    batch.top.sum().backward()
    assert model.model.image_encoder.neck.convs[0].conv.weight.grad is not None
    # A neck that was tuned needs no other features of the trunk; another trunk does.
    before = frozen_sha256(model), frozen_sha256(model, raw=True)
    with torch.no_grad():
        model.model.image_encoder.neck.convs[0].conv.weight.add_(1.0)
    assert frozen_sha256(model) != before[0] and frozen_sha256(model, raw=True) == before[1]
    assert frozen_sha256(tiny_model(seed=9), raw=True) != before[1]


def test_another_model_or_copy_has_features_of_its_own(folder: Path, model: LoadedModel) -> None:
    other = tiny_model(seed=9)
    keep(FeatureStore(folder, model), DiscPicture(1), 0)
    assert len(list(folder.glob("*/*.npz"))) == 1
    keep(FeatureStore(folder, other), DiscPicture(1), 0)
    keep(FeatureStore(folder, model), DiscPicture(1), 3)
    assert len(list(folder.glob("*/*.npz"))) == 3
    with torch.no_grad():
        model.model.sam_mask_decoder.iou_token.weight.add_(1.0)  # taught: features do not depend on it
    keep(FeatureStore(folder, model), DiscPicture(1), 0)
    assert len(list(folder.glob("*/*.npz"))) == 3


@pytest.mark.parametrize("content", [b"", b"nonsense", b"PK\x03\x04 cut off"])
def test_a_damaged_file_is_computed_anew(folder: Path, model: LoadedModel, content: bytes) -> None:
    store = FeatureStore(folder, model)
    keep(store, DiscPicture(1), 0)
    (path,) = folder.glob("*/*.npz")
    right = store.features(DiscPicture(1), 0)
    path.write_bytes(content)
    assert np.array_equal(store.features(DiscPicture(1), 0).top, right.top)


def test_the_longest_unused_files_go_first(folder: Path, model: LoadedModel) -> None:
    big = FeatureStore(folder, model)
    for number in range(4):
        keep(big, DiscPicture(number), 0)
        (path,) = folder.glob(f"*/{DiscPicture(number).key}-0.npz")
        os.utime(path, (1000 + number, 1000 + number))
    small = FeatureStore(folder, model)
    small._limit_bytes = 3 * small.entry_bytes
    assert small.room_for([small.entry(DiscPicture(n), 0) for n in (0, 8)]) == 2
    left = {int(path.name[:40]) for path in folder.glob("*/*.npz")}
    assert left == {0, 3}  # 0 is wanted, 1 and 2 are the oldest of the others
    assert small.room_for([small.entry(DiscPicture(n), 0) for n in range(10, 20)]) == 3
    assert small.copies_that_fit(pictures=1, copies=8) == 3


def test_a_limit_of_0_keeps_nothing(folder: Path, model: LoadedModel) -> None:
    store = FeatureStore(folder, model, 0)
    assert store.room_for([store.entry(DiscPicture(0), 0)]) == 0
    assert store.copies_that_fit(10, 4) == 0


def test_a_full_disk_is_a_sentence_and_leaves_no_part(
    folder: Path, model: LoadedModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = FeatureStore(folder, model)
    keep(store, DiscPicture(0), 0)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(embeddings.np, "savez", full)
    with pytest.raises(StorageError, match=r"Features cannot be kept in .*: the disk is full"):
        keep(store, DiscPicture(1), 0)
    assert len(list(folder.rglob("*.*"))) == 1


def test_gradients_of_several_rounds_go_through_the_neck_at_once(folder: Path, model: LoadedModel) -> None:
    store = FeatureStore(folder, model).of_kind(raw=True)
    raw = [store.features(DiscPicture(1), 0)]
    weight = model.model.image_encoder.neck.convs[0].conv.weight
    seen_by_all = FeatureBatch.of(raw, model.model)
    loss = sum((seen_by_all.top * factor).square().sum() for factor in (1.0, 2.0))
    (direct,) = torch.autograd.grad(loss, weight)
    batch = FeatureBatch.of(raw, model.model)
    apart = batch.apart()
    rounds = [
        torch.autograd.grad((apart.top * factor).square().sum(), apart.learning, allow_unused=True)
        for factor in (1.0, 2.0)
    ]
    together = [None if one is None else one + other for one, other in zip(*rounds, strict=True)]
    (passed_on,) = batch.passed_on(together, [weight])
    assert passed_on is not None
    assert torch.allclose(passed_on, direct, rtol=1e-4)
    kept = FeatureBatch.of([encode(model, DiscPicture(1), 0)], model.model)
    assert kept.apart().learning == []
    assert kept.passed_on([], [weight]) == [None]  # nothing there is taught
