import dataclasses
import pickle
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from core.engine import loader, registry
from core.engine.loader import build, fill, load_model, random_model
from core.engine.registry import MODELS, ModelSpec, TunedSpec
from core.errors import InputError, ModelError
from tests.tiny_model import TINY, tiny_model


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModelSpec:
    """The test's model as if it shipped with the program, its weights in float16."""
    (tmp_path / "tiny-test.yaml").write_text(TINY.config_path.read_text())
    spec = dataclasses.replace(TINY, config_path=tmp_path / "tiny-test.yaml")
    weights = {k: v.half().contiguous() for k, v in tiny_model().model.state_dict().items()}
    save_file(weights, tmp_path / spec.weights_file)
    models = {**MODELS, spec.name: spec}
    monkeypatch.setattr(registry, "MODELS", models)
    monkeypatch.setattr(loader, "MODELS", models)
    return spec


def test_a_named_model_is_ready_to_compute(tiny: ModelSpec) -> None:
    loaded = load_model("tiny-test", "cpu", "float32")
    assert loaded.name == "tiny-test"
    assert loaded.image_size == 96
    assert not loaded.model.training
    assert all(p.dtype == torch.float32 for p in loaded.model.parameters())
    state, expected = loaded.model.state_dict(), tiny_model().model.state_dict()
    assert all(torch.allclose(state[k], expected[k], rtol=1e-3, atol=1e-3) for k in expected)
    with loaded.autocast():
        assert torch.is_inference_mode_enabled()
        assert not torch.is_autocast_enabled("cpu")
    with load_model("tiny-test", "cpu", "bfloat16").autocast():
        assert torch.is_autocast_enabled("cpu")


def test_a_checkpoint_is_recognised_by_its_tensors(tiny: ModelSpec, tmp_path: Path) -> None:
    path = tmp_path / "third-party.pt"
    torch.save({"model": tiny_model().model.state_dict(), "epoch": 3}, path)
    loaded = load_model(path, "cpu")
    assert loaded.base is tiny
    assert loaded.name == "third-party"


def test_a_checkpoint_of_another_model_is_refused(tiny: ModelSpec, tmp_path: Path) -> None:
    path = tmp_path / "other.pt"
    torch.save({"model": {"backbone.conv.weight": torch.zeros(3)}}, path)
    with pytest.raises(ModelError, match=r"other.pt is a checkpoint of another model than nano, sam2.1-tiny"):
        load_model(path, "cpu")
    state = tiny_model().model.state_dict()
    del state["no_mem_embed"]
    state["extra"] = torch.zeros(1)
    state["maskmem_tpos_enc"] = torch.zeros(3, 1, 1, 16)
    torch.save({"model": state}, path)
    with pytest.raises(ModelError, match="1 tensors are missing, 1 unknown, 1 of another shape"):
        load_model(path, "cpu")


class Evil:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return (print, ("executed",))


def test_nothing_in_a_checkpoint_is_executed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "evil.pt"
    torch.save({"model": Evil()}, path, pickle_module=pickle)
    with pytest.raises(ModelError, match="not a plain checkpoint of tensors"):
        load_model(path, "cpu")
    assert "executed" not in capsys.readouterr().out


@pytest.mark.parametrize("content", [b"", b"nonsense", b"PK\x03\x04 cut off"])
def test_a_damaged_checkpoint_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bad.pt"
    path.write_bytes(content)
    with pytest.raises(ModelError, match=r"bad.pt is"):
        load_model(path, "cpu")


def test_a_checkpoint_without_tensors_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "numbers.pt"
    torch.save({"model": {"a": 1}}, path)
    with pytest.raises(ModelError, match="holds no model"):
        load_model(path, "cpu")


def test_a_tuned_model_is_laid_over_its_base(tiny: ModelSpec, tmp_path: Path) -> None:
    path = tmp_path / "leaves.safetensors"
    save_file({"no_mem_embed": torch.full((1, 1, 64), 7.0)}, path, {"base": "tiny-test"})
    loaded = load_model(path, "cpu")
    assert isinstance(loaded.spec, TunedSpec)
    assert loaded.base is tiny
    assert (loaded.model.no_mem_embed == 7.0).all()
    save_file({"no_mem_embed": torch.zeros(1, 1, 32)}, path, {"base": "tiny-test"})
    with pytest.raises(ModelError, match="was not tuned from this version of “tiny-test”"):
        load_model(path, "cpu")


def test_missing_weights_are_named(tiny: ModelSpec, tmp_path: Path) -> None:
    (tmp_path / tiny.weights_file).unlink()
    with pytest.raises(ModelError, match="built-in model “tiny-test” is missing"):
        load_model("tiny-test", "cpu")
    with pytest.raises(
        ModelError,
        match=r"Manage Models, or with “samuraivision models download sam2.1-tiny”",
    ):
        load_model("sam2.1-tiny", "cpu", models_folder=tmp_path)


def test_an_unknown_device_is_refused(tiny: ModelSpec) -> None:
    with pytest.raises(InputError, match="“quantum” is not a device"):
        load_model("tiny-test", "quantum")


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", [name for name in MODELS if name.startswith("sam2.1") and "large" not in name]
)
def test_official_architectures_save_and_load(name: str, tmp_path: Path) -> None:
    spec = MODELS[name]
    model = build(spec.config())
    path = spec.weights_path(tmp_path)
    torch.save({"model": model.state_dict()}, path)
    loaded = load_model(name, "cpu", models_folder=tmp_path)
    assert torch.equal(loaded.model.no_mem_embed, model.no_mem_embed)
    renamed = path.rename(tmp_path / "renamed.pt")
    assert loader.recognise(loader.checkpoint_weights(renamed), "renamed.pt") is spec


def test_large_is_recognised_by_its_trunk() -> None:
    trunk = MODELS["sam2.1-large"].config().image_encoder.trunk
    weights = {f"image_encoder.trunk.blocks.{i}.x": torch.zeros(1) for i in range(sum(trunk.stages))}
    weights["image_encoder.trunk.patch_embed.proj.weight"] = torch.zeros(trunk.embed_dim, 3, 7, 7)
    assert loader.recognise(weights, "x.pt") is MODELS["sam2.1-large"]


def test_random_weights_repeat(tiny: ModelSpec) -> None:
    first, second = (random_model("tiny-test", "cpu", seed=5).model.no_mem_embed for _ in range(2))
    assert torch.equal(first, second)


def test_fill_refuses_what_does_not_fit() -> None:
    model = tiny_model().model
    with pytest.raises(ModelError, match="do not fit"):
        fill(model, {}, "nothing")
