"""How a model is tuned: every choice in one frozen value, and the presets."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Self, TypeAlias

from core.errors import InputError, TrainingError
from core.training.losses import LossWeights
from core.wording import say

Part: TypeAlias = Literal["decoder", "prompts", "neck"]
PARTS: tuple[Part, ...] = ("decoder", "prompts", "neck")
"""What may be taught: the mask decoder, the prompt encoder, the neck: what is handed on of the features that
the backbone finds. The backbone and the memory never are."""

Schedule: TypeAlias = Literal["constant", "cosine"]


@dataclass(frozen=True, slots=True)
class TuningConfig:
    """A recipe.

    Args:
        preset: the preset it began as.
        rate: AdamW's learning rate at its highest.
        schedule: "constant", or "cosine" down to a hundredth of the rate over all epochs.
        warm_up: share of all steps over which the rate rises from 0.
        batch: pictures a step. Memory may force fewer at a time; their gradients are then summed.
        epochs: at most so many.
        least_steps: steps an epoch has at least; a small set is shown several times, in other copies.
        patience: epochs without a better validation mIoU after which training ends; 0 never ends it early.
        dropout: in the decoder's transformer, on what each attention and each MLP hands on.
        parts: what is taught.
        copies: versions of each picture that are encoded once and kept: itself, and augmented ones.
        corrected: share of the steps that go on to click into the answer's error, once or more.
        corrections: such clicks, at most.
        recall: share of the steps that ask as tracking does, from memory instead of a prompt.
        others: how much all candidate masks for a click are taught, instead of only the best of them.
        average: share of the past that a running average of the weights keeps each step; 0 for none. The
            average is what is validated and kept.
        concession: validation mIoU given up, at most, for weights nearer the base model's, with which less of
            what it knew is forgotten (see `core.training.nearness`); 0 keeps the best as they are.
        clip: gradients are shortened to this norm.
        seed: of everything random.
    """

    preset: str = "specified"
    rate: float = 1e-5
    weight_decay: float = 0.01
    schedule: Schedule = "constant"
    warm_up: float = 0.0
    batch: int = 4
    epochs: int = 15
    least_steps: int = 0
    patience: int = 4
    dropout: float = 0.1
    parts: tuple[Part, ...] = ("decoder",)
    copies: int = 4
    corrected: float = 0.5
    corrections: int = 2
    recall: float = 0.0
    others: float = 0.0
    average: float = 0.0
    concession: float = 0.0
    clip: float = 1.0
    losses: LossWeights = field(default_factory=LossWeights)
    seed: int = 0

    def __post_init__(self) -> None:
        for name, value, low, high in (
            ("The learning rate", self.rate, 0.0, 1.0),
            ("The weight decay", self.weight_decay, 0.0, 1.0),
            ("The warm-up", self.warm_up, 0.0, 1.0),
            ("The batch", self.batch, 1, 256),
            ("The number of epochs", self.epochs, 1, 1000),
            ("The patience", self.patience, 0, 1000),
            ("The dropout", self.dropout, 0.0, 0.9),
            ("The number of copies", self.copies, 1, 64),
            ("The share of corrected steps", self.corrected, 0.0, 1.0),
            ("The number of correction clicks", self.corrections, 1, 8),
            ("The share of recalls", self.recall, 0.0, 1.0),
            ("The share of other masks", self.others, 0.0, 1.0),
            ("The average", self.average, 0.0, 0.9999),
            ("The concession", self.concession, 0.0, 1.0),
        ):
            if not low <= value <= high:
                raise InputError(
                    say(
                        "{name} must lie between {low:g} and {high:g}, not at {value:g}.",
                        name=name,
                        low=low,
                        high=high,
                        value=value,
                    )
                )
        if not self.parts or any(part not in PARTS for part in self.parts):
            raise InputError(say("What is taught must be some of {parts}.", parts=", ".join(PARTS)))

    def with_changes(self, **changes: Any) -> Self:
        """The same but for some values; None means unchanged."""
        return dataclasses.replace(self, **{k: v for k, v in changes.items() if v is not None})

    def as_json(self) -> dict[str, Any]:
        """Plain values for a file; `from_json` reads them."""
        return dataclasses.asdict(self)

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """What `as_json` gave, perhaps by an older version: what it did not know takes its default.

        Raises:
            TrainingError: a setting that this version does not know.
        """
        known = {field.name for field in dataclasses.fields(cls)}
        if unknown := sorted(values.keys() - known):
            raise TrainingError(
                say("This run was made by another version: it has the setting “{name}”.", name=unknown[0])
            )
        losses = LossWeights(**values["losses"]) if "losses" in values else LossWeights()
        return cls(**{**values, "losses": losses, "parts": tuple(values.get("parts", ("decoder",)))})


PRESETS: Mapping[str, TuningConfig] = {
    "specified": TuningConfig(),
    "best": TuningConfig(
        preset="best",
        rate=7e-4,
        schedule="cosine",
        warm_up=0.05,
        weight_decay=0.02,
        batch=4,
        epochs=20,
        least_steps=100,
        patience=6,
        dropout=0.0,
        parts=("decoder", "prompts", "neck"),
        copies=6,
        corrected=0.15,
        recall=0.1,
        others=0.5,
        average=0.98,
        concession=0.015,
        losses=LossWeights(focal=5.0, dice=5.0),
    ),
}


def find_preset(name: str) -> TuningConfig:
    """The preset of that name.

    Raises:
        InputError: there is none.
    """
    if name not in PRESETS:
        raise InputError(
            say("There is no preset “{name}”; use {presets}.", name=name, presets=" or ".join(PRESETS))
        )
    return PRESETS[name]
