"""Tuned models as files: the taught tensors in half precision, and where they come from.

The header of the safetensors file says all that a person or `find_model` wants to know without its tensors:
`base`, `base_sha256` (see `weights_sha256`), and JSON under `config`, `data`, `measured` and `made`.
"""

import contextlib
import datetime as dt
import errno
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import save_file
from torch import Tensor

from core.engine.fingerprint import weights_sha256
from core.engine.loader import LoadedModel, named_weights, safetensors_weights, user_models_folder
from core.engine.registry import CheckpointSpec, ModelSpec, TunedSpec, find_model
from core.errors import ModelError, StorageError
from core.training.config import TuningConfig
from core.wording import say

FORMAT = "samuraivision-tuned-1"


@dataclass(frozen=True)
class Provenance:
    """Where a tuned model comes from.

    Args:
        base: name of the base model; `base_sha256` of its weights.
        data: of the sets it was taught and judged with: fingerprints, numbers, folders' names.
        measured: figures before and after, as `Comparison.as_json` gives them; empty where not measured.
        run: how the training went: best epoch, epochs made, seconds.
    """

    base: str
    base_sha256: str
    config: TuningConfig
    data: Mapping[str, Any] = field(default_factory=dict)
    measured: Mapping[str, Any] = field(default_factory=dict)
    run: Mapping[str, Any] = field(default_factory=dict)
    made: str = ""


def rounded(weights: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The weights as they will be once saved and loaded: through half precision and back to float32.

    Raises:
        ModelError: a value that half precision cannot hold.
    """
    small = {name: tensor.half() for name, tensor in weights.items()}
    if not all(bool(torch.isfinite(tensor).all()) for tensor in small.values()):
        raise ModelError("The tuned weights have values that cannot be saved; try a smaller learning rate.")
    return {name: tensor.float() for name, tensor in small.items()}


def save_tuned(
    path: Path,
    loaded: LoadedModel,
    weights: Mapping[str, Tensor],
    config: TuningConfig,
    *,
    data: Mapping[str, Any] | None = None,
    measured: Mapping[str, Any] | None = None,
    run: Mapping[str, Any] | None = None,
) -> None:
    """Write a tuned model, whole or not at all.

    Args:
        loaded: the model that was taught; if it was a tuned one itself, what had been tuned there is kept.
        weights: the taught tensors, by their names in the model.

    Raises:
        ModelError: the model that was taught is a checkpoint file and not one known by name.
        StorageError: the file cannot be written.
    """
    spec = loaded.spec
    if isinstance(spec, CheckpointSpec):
        raise ModelError(
            say(
                "{file} is not a model known by name, so a tuned model cannot refer to it; give the "
                "result a name that ends in .pt to save it whole.",
                file=spec.path.name,
            )
        )
    earlier = safetensors_weights(spec.path) if isinstance(spec, TunedSpec) else {}
    metadata = {
        "format": FORMAT,
        "base": loaded.base.name,
        "base_sha256": base_sha256(loaded.base),
        "config": json.dumps(config.as_json()),
        "data": json.dumps(dict(data or {})),
        "measured": json.dumps(dict(measured or {})),
        "run": json.dumps(dict(run or {})),
        "made": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
    }
    tensors = {k: v.half().contiguous() for k, v in {**earlier, **weights}.items()}
    with _whole(path) as part:
        save_file(tensors, part, metadata=metadata)


def base_sha256(base: ModelSpec) -> str:
    """The hash that a tuned model of this base carries."""
    return weights_sha256(named_weights(base, user_models_folder()))


def read_provenance(path: Path) -> Provenance:
    """What a tuned file says of itself.

    Raises:
        ModelError: it is damaged or no tuned model.
    """
    spec = find_model(path)
    if not isinstance(spec, TunedSpec):
        raise ModelError(say("{file} is not a tuned model.", file=path.name))
    told = spec.metadata
    try:
        config = TuningConfig.from_json(json.loads(told["config"]))
        data, measured, run = (dict(json.loads(told.get(key, "{}"))) for key in ("data", "measured", "run"))
    except (KeyError, ValueError, TypeError) as error:
        raise ModelError(say("{file} does not say how it was tuned.", file=path.name)) from error
    return Provenance(spec.base, spec.base_sha256, config, data, measured, run, told.get("made", ""))


def export_full(loaded: LoadedModel, path: Path, weights: Mapping[str, Tensor] | None = None) -> None:
    """Write all tensors of a model as sam2 has them, `{"model": state_dict}`, for its own `build_sam2`.

    Args:
        weights: tensors to put in the place of the model's.

    Raises:
        StorageError: the file cannot be written.
    """
    state = {name: tensor.detach().cpu().clone() for name, tensor in loaded.model.state_dict().items()}
    state.update({name: tensor.detach().cpu() for name, tensor in (weights or {}).items()})
    with _whole(path) as part:
        torch.save({"model": state}, part)


@contextlib.contextmanager
def with_weights(loaded: LoadedModel, weights: Mapping[str, Tensor]) -> Iterator[None]:
    """The model with some tensors replaced for a while."""
    state = loaded.model.state_dict()
    before = {name: state[name].clone() for name in weights}
    with torch.no_grad():
        for name, value in weights.items():
            state[name].copy_(value)
    try:
        yield
    finally:
        with torch.no_grad():
            for name, value in before.items():
                state[name].copy_(value)


@contextlib.contextmanager
def _whole(path: Path) -> Iterator[Path]:
    """A file to write, which takes its name when it is complete."""
    part = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield part
        part.replace(path)
    except (OSError, RuntimeError, SafetensorError) as error:  # the writers have errors of their own
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        full = getattr(error, "errno", errno.ENOSPC) in (errno.ENOSPC, errno.EDQUOT)
        why = say("the disk is full") if full else str(getattr(error, "strerror", None) or error)
        raise StorageError(say("“{file}” cannot be written: {why}.", file=path.name, why=why)) from error
