import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from core.engine.registry import (
    MODELS,
    CheckpointSpec,
    ModelSpec,
    TunedSpec,
    find_model,
    read_config,
    safetensors_metadata,
)
from core.errors import ModelError


def test_every_model_has_a_readable_configuration() -> None:
    assert list(MODELS) == ["nano", "sam2.1-tiny", "sam2.1-small", "sam2.1-base-plus", "sam2.1-large"]
    for spec in MODELS.values():
        if spec.name != "nano":
            assert spec.image_size == 1024
            assert len(spec.sha256) == 64
            assert spec.url.startswith("https://") and spec.url.endswith(spec.weights_file)


def test_the_configuration_has_what_the_video_predictor_adds() -> None:
    config = MODELS["sam2.1-tiny"].config()
    assert config.binarize_mask_from_pts_for_mem_enc is True
    assert config.sam_mask_decoder_extra_args.dynamic_multimask_stability_thresh == 0.98


def test_what_a_file_says_itself_wins(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("model: {image_size: 64, binarize_mask_from_pts_for_mem_enc: false}\n")
    assert read_config(path).binarize_mask_from_pts_for_mem_enc is False


def test_a_name_is_found_before_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "nano").write_bytes(b"")
    assert find_model("nano") is MODELS["nano"]


def test_files_are_told_apart_by_kind(tmp_path: Path) -> None:
    checkpoint = tmp_path / "mine.pt"
    checkpoint.write_bytes(b"")
    assert find_model(checkpoint) == CheckpointSpec(checkpoint)
    tuned = tmp_path / "leaves.safetensors"
    save_file({"a": torch.zeros(1)}, tuned, {"base": "nano", "base_sha256": "ab", "note": "x"})
    found = find_model(str(tuned))
    assert isinstance(found, TunedSpec)
    assert (found.name, found.base, found.base_sha256, found.metadata["note"]) == (
        "leaves",
        "nano",
        "ab",
        "x",
    )


def test_what_is_no_model_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(
        ModelError, match=r"no model “huge”: it is neither a file nor one of nano, sam2.1-tiny"
    ):
        find_model("huge")
    (tmp_path / "a.txt").write_text("hello")
    with pytest.raises(ModelError, match=r"a.txt is not a model: a .pt or .safetensors file is needed"):
        find_model(tmp_path / "a.txt")
    save_file({"a": torch.zeros(1)}, tmp_path / "b.safetensors")
    with pytest.raises(ModelError, match="does not say which model it was tuned from"):
        find_model(tmp_path / "b.safetensors")
    (tmp_path / "c.safetensors").write_bytes(b"nonsense")
    with pytest.raises(ModelError, match="damaged"):
        safetensors_metadata(tmp_path / "c.safetensors")


def test_a_broken_configuration_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="missing"):
        read_config(tmp_path / "gone.yaml")
    (tmp_path / "bad.yaml").write_text("model: [unclosed")
    with pytest.raises(ModelError, match="damaged"):
        read_config(tmp_path / "bad.yaml")
    (tmp_path / "empty.yaml").write_text("other: 1\n")
    with pytest.raises(ModelError, match="no 'model' section"):
        read_config(tmp_path / "empty.yaml")


def test_only_a_model_that_is_judged_by_looks_has_figures_for_it(tmp_path: Path) -> None:
    weights = MODELS["nano"].presence_weights()
    assert weights is not None and len(weights.likeness) == 3
    assert MODELS["sam2.1-tiny"].presence_weights() is None
    broken = tmp_path / "broken.yaml"
    for section in ("", "presence: {bias: 1.0}", "presence: {bias: many, likeness: 3}"):
        broken.write_text("model: {}\n" + section)
        broken = broken.rename(tmp_path / f"broken{len(section)}.yaml")
        with pytest.raises(ModelError, match="damaged"):
            replace(MODELS["nano"], config_path=broken).presence_weights()


def test_embedded_weights_lie_beside_their_configuration(tmp_path: Path) -> None:
    spec = ModelSpec("own", "Own", tmp_path / "own.yaml", "own.safetensors")
    assert spec.embedded
    assert spec.weights_path(Path("elsewhere")) == tmp_path / "own.safetensors"
    tiny = MODELS["sam2.1-tiny"]
    assert tiny.weights_path(tmp_path) == tmp_path / "sam2.1_hiera_tiny.pt"


def test_listing_models_does_not_load_torch() -> None:
    code = (
        "import sys; from core.engine.registry import MODELS; [m.title for m in MODELS.values()];"
        "assert MODELS['sam2.1-tiny'].image_size == 1024; assert 'torch' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
