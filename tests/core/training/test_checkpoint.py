from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from core.engine.fingerprint import weights_sha256
from core.engine.loader import build, load_model, place
from core.engine.registry import MODELS, ModelSpec, TunedSpec
from core.errors import ModelError, StorageError
from core.training.checkpoint import (
    export_full,
    read_provenance,
    rounded,
    save_tuned,
    with_weights,
)
from core.training.config import PRESETS
from tests.tiny_model import tiny_model

TOKEN = "sam_mask_decoder.iou_token.weight"
BEST = PRESETS["best"]


def changed(spec: ModelSpec, by: float = 0.5) -> dict[str, torch.Tensor]:
    return {TOKEN: load_model(spec.name, "cpu").model.state_dict()[TOKEN] + by}


def test_a_tuned_file_loads_onto_its_base_and_tells_its_story(named: ModelSpec, tmp_path: Path) -> None:
    base, path = load_model(named.name, "cpu", "float32"), tmp_path / "polyps.safetensors"
    weights = rounded(changed(named))
    save_tuned(path, base, weights, BEST, data={"train": 8}, measured={"before": 0.5}, run={"seconds": 3})
    loaded = load_model(path, "cpu", "float32")
    assert isinstance(loaded.spec, TunedSpec) and loaded.base is named
    state, before = loaded.model.state_dict(), base.model.state_dict()
    assert torch.equal(state[TOKEN], weights[TOKEN])
    assert [name for name in state if not torch.equal(state[name], before[name])] == [TOKEN]
    told = read_provenance(path)
    assert (told.base, told.config) == ("tiny-test", BEST)
    assert (told.data, told.measured, told.run) == ({"train": 8}, {"before": 0.5}, {"seconds": 3})
    assert told.made.startswith("20")
    assert set(load_file(path)) == {TOKEN} and load_file(path)[TOKEN].dtype == torch.float16
    assert path.stat().st_size < 8192
    assert not list(tmp_path.glob("*.part"))


def test_a_tuned_file_is_refused_on_another_version_of_its_base(named: ModelSpec, tmp_path: Path) -> None:
    path = tmp_path / "polyps.safetensors"
    save_tuned(path, load_model(named.name, "cpu"), changed(named), BEST)
    other = {k: v.half().contiguous() for k, v in tiny_model(seed=8).model.state_dict().items()}
    save_file(other, named.config_path.with_name(named.weights_file))
    with pytest.raises(
        ModelError, match=r"polyps.safetensors was not tuned from this version of “tiny-test”"
    ):
        load_model(path, "cpu")


def test_a_tuned_file_of_an_unknown_base_or_none_is_refused(named: ModelSpec, tmp_path: Path) -> None:
    path = tmp_path / "t.safetensors"
    save_file({TOKEN: torch.zeros(1)}, path, {"base": "sam9"})
    with pytest.raises(ModelError, match="does not say which model it was tuned from"):
        load_model(path, "cpu")
    save_file({TOKEN: torch.zeros(1)}, path, {"base": "tiny-test"})
    with pytest.raises(ModelError, match="does not say how it was tuned"):
        read_provenance(path)
    with pytest.raises(ModelError, match="not a tuned model"):
        read_provenance(named.config_path.with_name(named.weights_file).rename(tmp_path / "x.pt"))


def test_tuning_a_tuned_model_keeps_what_was_tuned_before(named: ModelSpec, tmp_path: Path) -> None:
    first, second = tmp_path / "a.safetensors", tmp_path / "b.safetensors"
    save_tuned(first, load_model(named.name, "cpu"), changed(named), BEST)
    again = load_model(first, "cpu")
    embed = "sam_prompt_encoder.no_mask_embed.weight"
    save_tuned(second, again, {embed: again.model.state_dict()[embed] + 1}, BEST)
    state = load_model(second, "cpu").model.state_dict()
    assert torch.equal(state[TOKEN], again.model.state_dict()[TOKEN])
    assert torch.allclose(state[embed], again.model.state_dict()[embed] + 1, atol=1e-2)


def test_a_checkpoint_file_cannot_be_a_base_but_can_be_saved_whole(named: ModelSpec, tmp_path: Path) -> None:
    whole = tmp_path / "whole.pt"
    export_full(load_model(named.name, "cpu"), whole, changed(named))
    loaded = load_model(whole, "cpu")
    with pytest.raises(ModelError, match=r"give the result a name that ends in \.pt"):
        save_tuned(tmp_path / "t.safetensors", loaded, {}, BEST)
    assert torch.equal(loaded.model.state_dict()[TOKEN], changed(named)[TOKEN])


def test_a_whole_checkpoint_is_loaded_by_sam2_itself(tmp_path: Path) -> None:
    from sam2.build_sam import build_sam2

    spec = MODELS["sam2.1-tiny"]
    loaded = place(build(spec.config()), spec, spec, torch.device("cpu"), torch.float32)
    token = loaded.model.state_dict()[TOKEN] + 0.5
    path = tmp_path / "whole.pt"
    export_full(loaded, path, {TOKEN: token})
    state = build_sam2("configs/sam2.1/sam2.1_hiera_t.yaml", str(path), device="cpu").state_dict()
    expected = {**loaded.model.state_dict(), TOKEN: token}
    assert state.keys() == expected.keys()
    assert all(torch.equal(state[name], expected[name]) for name in expected)


def test_weights_are_put_in_place_for_a_while_even_through_an_error(named: ModelSpec) -> None:
    loaded = load_model(named.name, "cpu")
    before = loaded.model.state_dict()[TOKEN].clone()
    with pytest.raises(ZeroDivisionError), with_weights(loaded, changed(named)):  # noqa: PT012
        assert torch.equal(loaded.model.state_dict()[TOKEN], before + 0.5)
        raise ZeroDivisionError
    assert torch.equal(loaded.model.state_dict()[TOKEN], before)


def test_values_too_great_to_save_are_refused() -> None:
    with pytest.raises(ModelError, match="cannot be saved"):
        rounded({"a": torch.tensor([1e9])})


def test_a_place_that_cannot_be_written_is_a_sentence(named: ModelSpec, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match=r"“t.safetensors” cannot be written"):
        save_tuned(tmp_path / "file" / "t.safetensors", load_model(named.name, "cpu"), changed(named), BEST)
    with pytest.raises(StorageError, match=r"“t.pt” cannot be written"):
        export_full(load_model(named.name, "cpu"), tmp_path / "file" / "t.pt")


def test_a_fingerprint_tells_values_names_and_shapes_apart_but_not_precisions() -> None:
    plain = {"a": torch.tensor([1.0, 2.0]), "b": torch.tensor([3])}
    same = weights_sha256(plain)
    assert weights_sha256({"b": plain["b"], "a": plain["a"].half()}) == same
    for other in (
        {"a": torch.tensor([1.0, 2.5]), "b": plain["b"]},
        {"a": torch.tensor([[1.0, 2.0]]), "b": plain["b"]},
        {"c": plain["a"], "b": plain["b"]},
        {"a": plain["a"]},
    ):
        assert weights_sha256(other) != same
