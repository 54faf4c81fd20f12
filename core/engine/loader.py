"""From a name or a path to a model that is ready to compute."""

import contextlib
import pickle
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import torch
from hydra.utils import instantiate
from omegaconf import DictConfig
from safetensors import SafetensorError
from safetensors.torch import load_file
from sam2.modeling.sam2_base import SAM2Base
from torch import Tensor

from core.engine.device import choose_device, choose_precision, computing
from core.engine.fingerprint import weights_sha256
from core.engine.registry import MODELS, AnySpec, CheckpointSpec, ModelSpec, TunedSpec, find_model
from core.errors import ModelError
from core.settings import folders
from core.wording import say

HIERA_STAGES = (2, 3, 16, 3)
"""Blocks of sam2's Hiera where a configuration does not say: those of base-plus."""


@dataclass(frozen=True, slots=True)
class LoadedModel:
    """A model in memory, in eval mode on its device.

    Not thread-safe: one thread computes with it at a time.

    Args:
        model: sam2's own architecture.
        spec: what was asked for.
        base: the named model whose architecture it has (`spec` itself, unless a file was given).
        precision: float32, or the type that autocast computes in.
    """

    model: SAM2Base
    spec: AnySpec
    base: ModelSpec
    device: torch.device
    precision: torch.dtype

    @property
    def name(self) -> str:
        return self.spec.name

    @property
    def image_size(self) -> int:
        """Side in pixels of the square that the model sees."""
        return int(self.model.image_size)

    def autocast(self) -> contextlib.AbstractContextManager[None]:
        """Inference mode and autocast for one step; see `core.engine.device.computing`."""
        return computing(self.device, self.precision)


def load_model(
    name: str | Path = "nano",
    device: str = "auto",
    precision: str = "auto",
    *,
    models_folder: Path | None = None,
) -> LoadedModel:
    """Load a model by name ("nano", "sam2.1-tiny" …) or from a `.pt` or tuned `.safetensors` file.

    Takes from a tenth of a second (nano) to several seconds (large). `models_folder` is where downloaded
    checkpoints lie; by default the user's.

    Raises:
        ModelError: no such model, not downloaded, damaged, or made for another architecture.
        InputError: no such device or precision.
    """
    spec = find_model(name)
    chosen = choose_device(device)
    folder = models_folder or user_models_folder()
    if isinstance(spec, ModelSpec):
        base, weights = spec, named_weights(spec, folder)
    elif isinstance(spec, CheckpointSpec):
        weights = checkpoint_weights(spec.path)
        base = recognise(weights, spec.path.name)
    else:
        base, weights = tuned_weights(spec, folder)
    model = build(base.config())
    fill(model, weights, spec.name)
    return place(model, spec, base, chosen, choose_precision(chosen, precision))


def random_model(
    name: str = "nano", device: str = "auto", precision: str = "auto", *, seed: int = 0
) -> LoadedModel:
    """A named architecture with random weights, for measuring speed and memory where there are no weights."""
    spec = find_model(name)
    if not isinstance(spec, ModelSpec):
        raise ModelError(say("{spec} is a file, not an architecture.", spec=spec.name))
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        model = build(spec.config())
    chosen = choose_device(device)
    return place(model, spec, spec, chosen, choose_precision(chosen, precision))


def place(
    model: SAM2Base, spec: AnySpec, base: ModelSpec, device: torch.device, precision: torch.dtype
) -> LoadedModel:
    """Bring a built model onto its device, in eval mode."""
    model.eval().to(device)
    for owner in (model.image_encoder.neck, model.memory_encoder):
        if not isinstance(owner.position_encoding, SharedPositions):
            owner.position_encoding = SharedPositions(owner.position_encoding)
    if device.type == "cpu":
        # Convolutions are two to three times as fast on channels-last pictures.
        model.image_encoder.to(memory_format=torch.channels_last)
    return LoadedModel(model, spec, base, device, precision)


class SharedPositions(torch.nn.Module):
    """sam2's position encoding, computed once for each size and shared by all frames.

    sam2 copies it for every frame: 80 MiB and a tenth of a second at 1024 pixels on a CPU.
    """

    def __init__(self, encoding: torch.nn.Module) -> None:
        super().__init__()
        self.encoding = encoding
        self._shared: dict[tuple[torch.Size, torch.dtype, torch.device], Tensor] = {}

    def forward(self, x: Tensor) -> Tensor:
        """(B, C, h, w) of any content to its encoding (B, C', h, w) in x's dtype, not to be written to."""
        key = (x.shape[-2:], x.dtype, x.device)
        if key not in self._shared:
            # Not an inference tensor, so that training may use it too.
            with torch.inference_mode(False), torch.no_grad():
                self._shared[key] = self.encoding(torch.empty_like(x[:1])).to(x.dtype)
        return self._shared[key].expand(x.shape[0], -1, -1, -1)


def build(config: DictConfig) -> SAM2Base:
    """The model that a configuration describes, on the CPU, with random weights."""
    model = instantiate(config, _recursive_=True)
    if not isinstance(model, SAM2Base):
        raise ModelError(
            say("The configuration makes a {kind}, which is not a SAM 2 model.", kind=type(model).__name__)
        )
    return model


def user_models_folder() -> Path:
    """Where downloaded models are kept for this user."""
    return folders().models


def named_weights(spec: ModelSpec, folder: Path) -> dict[str, Tensor]:
    """Tensors of a named model, float32, from the program's resources or the models folder."""
    path = spec.weights_path(folder)
    if not path.is_file():
        if spec.embedded:
            raise ModelError(
                say(
                    "The built-in model “{spec}” is missing ({file}); reinstall the program.",
                    spec=spec.name,
                    file=path.name,
                )
            )
        raise ModelError(
            say(
                "The model “{spec}” is not on this computer: fetch it under Model > Manage Models, "
                "or with “samuraivision models download {spec}”.",
                spec=spec.name,
            )
        )
    return safetensors_weights(path) if path.suffix == ".safetensors" else checkpoint_weights(path)


def checkpoint_weights(path: Path) -> dict[str, Tensor]:
    """Tensors of a `.pt` file as sam2 has them: `{"model": state_dict}`. Nothing in it is executed."""
    try:
        content = torch.load(path, map_location="cpu", weights_only=True)
    except pickle.UnpicklingError as error:
        raise ModelError(
            say("{file} is not a plain checkpoint of tensors, so it is not opened.", file=path.name)
        ) from error
    except (OSError, RuntimeError, EOFError, ValueError) as error:
        raise ModelError(
            say("{file} is damaged and cannot be read as a checkpoint.", file=path.name)
        ) from error
    state = content.get("model", content) if isinstance(content, Mapping) else None
    if not isinstance(state, Mapping) or not state or not all(isinstance(v, Tensor) for v in state.values()):
        raise ModelError(
            say("{file} holds no model: a SAM 2 checkpoint has its tensors under “model”.", file=path.name)
        )
    return {
        str(name): tensor.float() if tensor.is_floating_point() else tensor for name, tensor in state.items()
    }


def safetensors_weights(path: Path) -> dict[str, Tensor]:
    """Tensors of a `.safetensors` file, upcast to float32."""
    try:
        state = load_file(path)
    except (OSError, SafetensorError) as error:
        raise ModelError(say("{file} is damaged and cannot be read as a model.", file=path.name)) from error
    return {name: tensor.float() if tensor.is_floating_point() else tensor for name, tensor in state.items()}


def tuned_weights(spec: TunedSpec, folder: Path) -> tuple[ModelSpec, dict[str, Tensor]]:
    """The base model and its tensors with the tuned ones laid over them.

    Raises:
        ModelError: the base is missing or another one, or a tensor does not fit it.
    """
    base = MODELS[spec.base]
    weights = named_weights(base, folder)
    tuned = safetensors_weights(spec.path)
    foreign = [name for name, t in tuned.items() if name not in weights or weights[name].shape != t.shape]
    other = spec.base_sha256 and spec.base_sha256 != weights_sha256(weights)
    if foreign or other:
        raise ModelError(
            say("{file} was not tuned from this version of “{base}”.", file=spec.path.name, base=spec.base)
        )
    return base, {**weights, **tuned}


def recognise(weights: Mapping[str, Tensor], file_name: str) -> ModelSpec:
    """The named model that a checkpoint was made for, judged by its trunk; `fill` checks the rest.

    Raises:
        ModelError: it is none of them.
    """
    embed = weights.get("image_encoder.trunk.patch_embed.proj.weight")
    blocks = {name.split(".")[3] for name in weights if name.startswith("image_encoder.trunk.blocks.")}
    for spec in MODELS.values():
        if not spec.config_path.is_file():
            continue
        trunk = spec.config().image_encoder.trunk
        if "embed_dim" in trunk:  # Hiera: width and depth tell the sizes apart
            depth = sum(trunk.get("stages", HIERA_STAGES))
            if embed is not None and embed.shape[0] == trunk.embed_dim and len(blocks) == depth:
                return spec
        elif embed is None and build(spec.config()).state_dict().keys() == weights.keys():
            return spec
    raise ModelError(
        say(
            "{file_name} is a checkpoint of another model than {models}.",
            file_name=file_name,
            models=", ".join(MODELS),
        )
    )


def fill(model: SAM2Base, weights: Mapping[str, Tensor], name: str) -> None:
    """Copy tensors into a model; every name and shape must agree.

    Raises:
        ModelError: they do not.
    """
    own = cast("dict[str, Any]", model.state_dict())
    missing = own.keys() - weights.keys()
    unknown = weights.keys() - own.keys()
    misshapen = [k for k in own.keys() & weights.keys() if own[k].shape != weights[k].shape]
    if missing or unknown or misshapen:
        raise ModelError(
            say(
                "The weights of “{name}” do not fit its architecture: {missing} tensors are missing, "
                "{unknown} unknown, {misshapen} of another shape.",
                name=name,
                missing=len(missing),
                unknown=len(unknown),
                misshapen=len(misshapen),
            )
        )
    model.load_state_dict(dict(weights))
