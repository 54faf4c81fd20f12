"""Which models are here; taking one in and removing one."""

import hashlib
import json
import shutil
from collections import namedtuple
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from core.cancel import CancelToken, NeverCancel
from core.engine import loader, registry, shelf
from core.engine.shelf import Imported, ImportProgress, Place, ShelvedModel, import_model, shelved_models
from core.errors import Cancelled, InputError, ModelError, StorageError
from tests.tiny_model import tiny_model

CONTENT = bytes(range(256)) * 9000


def find(name: str, folder: Path) -> ShelvedModel:
    return next(model for model in shelved_models(folder) if name in (model.name, model.title))


@pytest.fixture
def official(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that is, by its hash, SAM 2.1 Tiny."""
    tiny = registry.MODELS["sam2.1-tiny"]
    known = replace(tiny, size_bytes=len(CONTENT), sha256=hashlib.sha256(CONTENT).hexdigest())
    monkeypatch.setattr(registry, "MODELS", {**registry.MODELS, "sam2.1-tiny": known})
    file = tmp_path / "from-a-stick.pt"
    file.write_bytes(CONTENT)
    return file


@pytest.fixture
def tuned(tmp_path: Path) -> Path:
    file = tmp_path / "leaves.safetensors"
    measured = {"before": {"mIoU": 0.7}, "after": {"mIoU": 0.8}}
    data = {"train": {"sources": ["garden.samurai"], "examples": 12}}
    header = {"base": "nano", "base_sha256": "", "measured": json.dumps(measured), "data": json.dumps(data)}
    save_file({"a": torch.zeros(3)}, file, header)
    return file


def take_in(file: Path, folder: Path) -> Imported:
    *steps, last = import_model(file, NeverCancel(), folder)
    assert isinstance(last, Imported)
    shares = [step.share for step in steps if isinstance(step, ImportProgress)]
    assert shares == sorted(shares) and shares[-1] <= 1
    return last


def test_every_official_model_tells_size_licence_and_memory(tmp_path: Path) -> None:
    models = shelved_models(tmp_path)
    assert [model.place for model in models] == [Place.BUILT_IN] + [Place.ABSENT] * 4
    assert all(model.size_bytes > 0 and model.memory_mib > 0 and model.licence for model in models)
    assert not models[0].removable and not models[1].removable


def test_an_official_file_becomes_the_registered_model(official: Path, tmp_path: Path) -> None:
    folder = tmp_path / "models"
    done = take_in(official, folder)
    assert (done.model.name, done.model.place, done.was_here) == ("sam2.1-tiny", Place.DOWNLOADED, False)
    assert (folder / "sam2.1_hiera_tiny.pt").read_bytes() == CONTENT
    assert take_in(official, folder).was_here
    shelf.remove_model(find("sam2.1-tiny", folder), folder)
    assert find("sam2.1-tiny", folder).place is Place.ABSENT


def test_a_part_of_a_download_is_told_and_can_be_removed(official: Path, tmp_path: Path) -> None:
    (tmp_path / "sam2.1_hiera_tiny.pt.part").write_bytes(b"x")
    model = find("sam2.1-tiny", tmp_path)
    assert (model.place, model.here, model.removable) == (Place.PARTLY, False, True)
    shelf.remove_model(model, tmp_path)
    assert find("sam2.1-tiny", tmp_path).place is Place.ABSENT


def test_a_damaged_official_file_does_not_take_its_place(official: Path, tmp_path: Path) -> None:
    damaged = official.with_name("sam2.1_hiera_tiny.pt")
    damaged.write_bytes(CONTENT[:-5])
    with pytest.raises(ModelError, match=r"not the official SAM 2.1 Tiny: it is damaged or changed"):
        take_in(damaged, tmp_path / "models")
    assert not (tmp_path / "models").exists()


def test_a_tuned_file_comes_with_its_figures(
    tuned: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loader, "load_model", lambda *_: tiny_model())
    model = take_in(tuned, tmp_path / "models").model
    assert (model.place, model.base, model.licence) == (Place.TUNED, "nano", "Apache-2.0")
    assert model.told["measured"]["after"]["mIoU"] == 0.8
    assert model.told["data"]["train"]["sources"] == ["garden.samurai"]
    assert shelf.fingerprint(model) == shelf.fingerprint(find("nano", tmp_path))


def test_a_checkpoint_of_another_model_is_refused(tmp_path: Path) -> None:
    torch.save({"model": {"weight": torch.zeros(2)}}, tmp_path / "other.pt")
    with pytest.raises(ModelError, match=r"other.pt is a checkpoint of another model"):
        take_in(tmp_path / "other.pt", tmp_path / "models")
    (tmp_path / "notes.txt").touch()
    with pytest.raises(ModelError, match=r"a .pt or .safetensors file is needed"):
        take_in(tmp_path / "notes.txt", tmp_path / "models")
    with pytest.raises(InputError, match="There is no file"):
        take_in(tmp_path / "none.pt", tmp_path / "models")


def test_a_full_disk_is_one_sentence_and_leaves_nothing(
    official: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10, 9, 1))
    with pytest.raises(StorageError, match="not enough space"):
        take_in(official, tmp_path / "models")
    assert list((tmp_path / "models").iterdir()) == []


def test_cancelling_leaves_nothing_behind(official: Path, tmp_path: Path) -> None:
    cancel = CancelToken()
    events = import_model(official, cancel, tmp_path / "models")
    assert any(isinstance(event, ImportProgress) and event.share > 0.5 for event in events)
    cancel.cancel()
    with pytest.raises(Cancelled):
        next(events)
    assert list((tmp_path / "models").iterdir()) == []


def test_notes_stay_until_the_model_goes(tuned: Path, tmp_path: Path) -> None:
    model = find("leaves", tmp_path)
    shelf.write_note(model, " for the greenhouse ", tmp_path)
    assert shelf.read_notes(tmp_path) == {str(tuned): "for the greenhouse"}
    shelf.remove_model(model, tmp_path)
    assert shelf.read_notes(tmp_path) == {}
    assert not tuned.exists()


def test_a_file_of_the_users_own_is_not_removed(tuned: Path, tmp_path: Path) -> None:
    model = shelf.shelved_file(tuned, tmp_path / "models")
    assert (model.place, model.here, model.removable) == (Place.ELSEWHERE, True, False)
    with pytest.raises(InputError, match="in a folder of your own"):
        shelf.remove_model(model, tmp_path / "models")
    assert tuned.is_file()


def test_the_built_in_model_is_not_removed(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="ships with the program"):
        shelf.remove_model(find("nano", tmp_path), tmp_path)
