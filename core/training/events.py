"""What a training run tells on the way. All frozen; nothing in them changes afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from torch import Tensor

from core.masks import Mask
from core.training.dataset import Example


class Ending(StrEnum):
    """Why a run ended by itself."""

    PATIENCE = "patience"  # no better for so many epochs
    EPOCHS = "epochs"  # all made
    STOPPED = "stopped"  # asked for


@dataclass(frozen=True, slots=True)
class FitStarted:
    """The first event.

    Args:
        train, validation: numbers of examples.
        copies: versions of each picture.
        parameters: how many numbers are taught.
        device: in words.
        resumed_after: epochs that an earlier, interrupted run has made already.
    """

    train: int
    validation: int
    copies: int
    parameters: int
    steps_per_epoch: int
    epochs: int
    device: str
    resumed_after: int


@dataclass(frozen=True, slots=True)
class Noted:
    """Something that a person should know, in one sentence."""

    text: str


@dataclass(frozen=True, slots=True)
class Encoded:
    """Features are being computed, once for the whole run and for later ones."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class StepMade:
    """One step. `loss` is its mean over pictures and prompts; NaN where the step was left out."""

    epoch: int
    step: int
    steps: int
    loss: float
    rate: float


@dataclass(frozen=True, slots=True)
class Preview:
    """One validation picture: the truth, the mask before any training, and now; all in the model's square."""

    example: Example
    truth: Mask
    before: Mask
    now: Mask

    @property
    def title(self) -> str:
        return self.example.title


@dataclass(frozen=True, slots=True)
class EpochMade:
    """One epoch, judged. Epoch 0 is the base model before any training.

    Args:
        train_loss: mean over the epoch's steps; NaN for epoch 0.
        validation_loss, miou: over the validation set, each picture once from a click and once from a box.
        miou_click, miou_box: the two parts of `miou`.
        is_best: whether these weights are kept.
        patience_left: epochs that may still pass without a better one; -1 where nothing ends it early.
        seconds: what the epoch took, judging included. `left_s`: what the rest takes at most.
        memory_mib: of this process, or of the GPU where there is one.
    """

    epoch: int
    epochs: int
    train_loss: float
    validation_loss: float
    miou: float
    miou_click: float
    miou_box: float
    is_best: bool
    best_epoch: int
    patience_left: int
    rate: float
    seconds: float
    left_s: float
    memory_mib: float
    previews: tuple[Preview, ...] = ()


@dataclass(frozen=True, slots=True)
class FitFinished:
    """The last event of a run that was not cancelled.

    Args:
        weights: the taught tensors, float32 on the CPU, by their names in the model. At `best_epoch` 0 they
            are the base model's: nothing was better.
        share: of the way from the base model's weights to those of the best epoch, where these lie.
        miou_before, miou_best: on the validation set, of the base model's and of these.
        seconds: of the whole run, earlier parts of a resumed one included.
    """

    ending: Ending
    best_epoch: int
    epochs_made: int
    miou_before: float
    miou_best: float
    seconds: float
    weights: Mapping[str, Tensor]
    share: float = 1.0


FitEvent: TypeAlias = FitStarted | Noted | Encoded | StepMade | EpochMade | FitFinished
