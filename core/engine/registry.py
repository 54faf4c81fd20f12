"""The models that the program knows, and how a name or a path becomes one of them.

Nothing here imports torch: listing models must be quick.
"""

import importlib.util
import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

from omegaconf import DictConfig, OmegaConf
from omegaconf.errors import OmegaConfBaseException

from core.errors import ModelError
from core.wording import marked, say

OFFICIAL_URL = "https://dl.fbaipublicfiles.com/segment_anything_2/092824/"
"""Where Meta serves the SAM 2.1 checkpoints."""

RESOURCE_MODELS = Path(__file__).resolve().parents[2] / "resources" / "models"
"""The folder of what ships with the program."""

PREDICTOR_DEFAULTS: Mapping[str, Any] = {
    "binarize_mask_from_pts_for_mem_enc": True,
    "sam_mask_decoder_extra_args": {
        "dynamic_multimask_via_stability": True,
        "dynamic_multimask_stability_delta": 0.05,
        "dynamic_multimask_stability_thresh": 0.98,
    },
}
"""What sam2's `build_sam2_video_predictor` adds to a configuration, for keys that the file leaves open.

Its fifth addition, `fill_hole_area: 8`, is no property of the model: the tracker fills holes itself.
"""


@dataclass(frozen=True, slots=True)
class PresenceWeights:
    """A logistic regression on whether what was tracked is the object (see `core.engine.presence`).

    Args:
        object_logit: of the model's own object score.
        predicted_iou: of the IoU that the model expects, 0 to 1.
        target: of how much what was found looks like the object and not like what is around it, by what was
            learnt (see `core.engine.target`).
        likeness: of two cosines a level of features, fine to coarse.
    """

    bias: float
    object_logit: float
    predicted_iou: float
    target: float
    likeness: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """A model known by name.

    Args:
        config_path: a YAML file with a `model:` root that instantiates to `SAM2Base`.
        weights_file: file name of the weights, in the models folder or, where `embedded`, beside the config.
        size_bytes, sha256: of the weights file; 0 and "" where it ships with the program.
        url: where to download it; "" where it ships with the program.
        memory_mib: what it takes to track one object, weights included, rounded up; on a GPU, of its memory.
        search_region: whether it tracks better when it is shown only where the objects can be (see
            `core.tracking.search`).
        guided_edges: whether its masks gain by following the picture's edges (see `core.engine.edges`).
        drops_refused: whether what was clicked as “not this” is taken from its answers where it leaves it
            there (see `core.engine.refusal`).
        boxes_itself: whether what a first click finds is asked for again with its box (see
            `core.engine.own_box`).
        judges_presence: whether it is also judged by its looks whether what was tracked is the object at all,
            with the figures of the configuration's `presence:` (see `core.engine.presence`).
        learns_target: whether it is helped by what is learnt of the object while it is tracked (see
            `core.engine.target`); for models with `guided_edges`.
    """

    name: str
    title: str
    config_path: Path
    weights_file: str
    size_bytes: int = 0
    sha256: str = ""
    url: str = ""
    licence: str = "Apache-2.0"
    memory_mib: int = 0
    search_region: bool = False
    guided_edges: bool = False
    drops_refused: bool = False
    boxes_itself: bool = False
    judges_presence: bool = False
    learns_target: bool = False

    @property
    def embedded(self) -> bool:
        """Whether the weights ship with the program."""
        return not self.url

    def config(self) -> DictConfig:
        """The configuration under `model:`, with `PREDICTOR_DEFAULTS` for what it leaves open."""
        return read_config(self.config_path)

    def presence_weights(self) -> PresenceWeights | None:
        """The configuration's `presence:`, None for a model that is not judged by it."""
        return read_presence(self.config_path) if self.judges_presence else None

    @property
    def image_size(self) -> int:
        """Side of the square, in pixels, that the model sees."""
        return int(self.config().image_size)

    def weights_path(self, models_folder: Path) -> Path:
        """Where the weights are, or will be once downloaded."""
        folder = self.config_path.parent if self.embedded else models_folder
        return folder / self.weights_file


@dataclass(frozen=True, slots=True)
class CheckpointSpec:
    """A `.pt` file given by path; the loader finds out from its tensors which model it fits."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.stem


@dataclass(frozen=True, slots=True)
class TunedSpec:
    """A tuned `.safetensors` file given by path: tensors that replace some of its base model's.

    Args:
        base: name of the base model, from the file's metadata.
        base_sha256: hash of the base weights it was made from, "" if the file does not say.
        metadata: all string metadata of the file.
    """

    path: Path
    base: str
    base_sha256: str
    metadata: Mapping[str, str]

    @property
    def name(self) -> str:
        return self.path.stem


AnySpec: TypeAlias = ModelSpec | CheckpointSpec | TunedSpec


def _sam2_config(file_name: str) -> Path:
    # find_spec does not run sam2's __init__, which would start Hydra.
    found = importlib.util.find_spec("sam2")
    if found is None or not found.submodule_search_locations:
        raise ModelError("The package sam2 is not installed; run the set-up again.")
    return Path(found.submodule_search_locations[0]) / "configs" / "sam2.1" / file_name


def _official(
    name: str, title: str, letter: str, size: str, size_bytes: int, sha256: str, memory_mib: int
) -> ModelSpec:
    weights = f"sam2.1_hiera_{size}.pt"
    return ModelSpec(
        name,
        title,
        _sam2_config(f"sam2.1_hiera_{letter}.yaml"),
        weights,
        size_bytes,
        sha256,
        OFFICIAL_URL + weights,
        memory_mib=memory_mib,
    )


DEFAULT_MODEL = "nano"

MODELS: Mapping[str, ModelSpec] = {
    spec.name: spec
    for spec in (
        ModelSpec(
            "nano",
            marked("Nano (built in)"),
            RESOURCE_MODELS / "nano.yaml",
            "nano.safetensors",
            memory_mib=150,
            search_region=True,
            guided_edges=True,
            drops_refused=True,
            boxes_itself=True,
            judges_presence=True,
            learns_target=True,
        ),
        _official(
            "sam2.1-tiny",
            "SAM 2.1 Tiny",
            "t",
            "tiny",
            156_008_466,
            "7402e0d864fa82708a20fbd15bc84245c2f26dff0eb43a4b5b93452deb34be69",
            750,
        ),
        _official(
            "sam2.1-small",
            "SAM 2.1 Small",
            "s",
            "small",
            184_416_285,
            "6d1aa6f30de5c92224f8172114de081d104bbd23dd9dc5c58996f0cad5dc4d38",
            800,
        ),
        _official(
            "sam2.1-base-plus",
            "SAM 2.1 Base+",
            "b+",
            "base_plus",
            323_606_802,
            "a2345aede8715ab1d5d31b4a509fb160c5a4af1970f199d9054ccfb746c004c5",
            1100,
        ),
        _official(
            "sam2.1-large",
            "SAM 2.1 Large",
            "l",
            "large",
            898_083_611,
            "2647878d5dfa5098f2f8649825738a9345572bae2d4350a2468587ece47dd318",
            1800,
        ),
    )
}
"""Every model known by name, the default first. `memory_mib` was measured on a CPU with bfloat16 (see
`core.tracking.speed`): the growth of the process from before loading to the peak of tracking 480p frames."""


@lru_cache(maxsize=16)
def _read_file(path: Path) -> DictConfig:
    try:
        loaded = OmegaConf.load(path)
    except FileNotFoundError:
        raise ModelError(
            say("The model configuration {file} is missing; reinstall the program.", file=path.name)
        ) from None
    except Exception as error:  # YAML errors have no common base with OmegaConf's
        raise ModelError(
            say("The model configuration {file} is damaged: {error}", file=path.name, error=error)
        ) from error
    if not isinstance(loaded, DictConfig) or "model" not in loaded:
        raise ModelError(say("The model configuration {file} has no 'model' section.", file=path.name))
    return loaded


@lru_cache(maxsize=16)
def _read_config(path: Path) -> DictConfig:
    loaded = _read_file(path)
    merged = OmegaConf.merge(OmegaConf.create(dict(PREDICTOR_DEFAULTS)), loaded.model)
    assert isinstance(merged, DictConfig)
    OmegaConf.resolve(merged)
    OmegaConf.set_readonly(merged, True)
    return merged


def read_config(path: Path) -> DictConfig:
    """The `model:` section of a sam2 configuration file, completed with `PREDICTOR_DEFAULTS`, read-only.

    Plain OmegaConf, not Hydra's compose: it takes any path and leaves no global state.
    """
    return _read_config(path)


def read_presence(path: Path) -> PresenceWeights:
    """The `presence:` section of a configuration file.

    Raises:
        ModelError: there is none, or it is damaged.
    """
    try:
        section = _read_file(path).presence
        likeness = tuple((float(found), float(apart)) for found, apart in section.likeness)
        return PresenceWeights(
            float(section.bias),
            float(section.object_logit),
            float(section.predicted_iou),
            float(section.target),
            likeness,
        )
    except (OmegaConfBaseException, TypeError, ValueError) as error:
        raise ModelError(
            say("The model configuration {file} is damaged: {error}", file=path.name, error=error)
        ) from error


def find_model(name_or_path: str | Path) -> AnySpec:
    """The model of that name, or the file at that path.

    Raises:
        ModelError: there is neither, or the file is of a kind that cannot be a model.
    """
    text = str(name_or_path)
    if text in MODELS:
        return MODELS[text]
    path = Path(text).expanduser()
    if not path.is_file():
        raise ModelError(
            say(
                "There is no model “{text}”: it is neither a file nor one of {models}.",
                text=text,
                models=", ".join(MODELS),
            )
        )
    if path.suffix in (".pt", ".pth"):
        return CheckpointSpec(path)
    if path.suffix in (".safetensors", ""):
        metadata = safetensors_metadata(path)
        base = metadata.get("base", "")
        if base not in MODELS:
            raise ModelError(say("{file} does not say which model it was tuned from.", file=path.name))
        return TunedSpec(path, base, metadata.get("base_sha256", ""), metadata)
    raise ModelError(say("{file} is not a model: a .pt or .safetensors file is needed.", file=path.name))


def safetensors_metadata(path: Path) -> dict[str, str]:
    """The string metadata in the header of a safetensors file, read without its tensors.

    Raises:
        ModelError: the file is damaged.
    """
    try:
        with path.open("rb") as file:
            (length,) = struct.unpack("<Q", file.read(8))
            if length > 100_000_000:
                raise ValueError("header too long")
            header = json.loads(file.read(length))
        return {str(key): str(value) for key, value in header.get("__metadata__", {}).items()}
    except (OSError, ValueError, AttributeError, struct.error) as error:
        raise ModelError(say("{file} is damaged and cannot be read as a model.", file=path.name)) from error
