"""Where a run stands, on disk after every epoch, so that one that was killed goes on."""

import contextlib
import errno
import pickle
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from core.errors import StorageError, TrainingError
from core.wording import say

FILE_NAME = "state.pt"


@dataclass(slots=True)
class RunState:
    """All that the rest of a run depends on.

    Args:
        identity: what must be the same for going on to make sense, in words: config, data, base model.
        epoch: the last one made.
        weights, average, best: taught tensors now, their running average (empty where there is none), and
            those of the best epoch.
        history: validation mIoU of epoch 0 and every later one.
    """

    identity: dict[str, str]
    epoch: int
    best_epoch: int
    history: list[float]
    seconds: float
    weights: dict[str, Tensor]
    average: dict[str, Tensor]
    best: dict[str, Tensor]
    optimiser: dict[str, Any]


def save_state(folder: Path, state: RunState) -> None:
    """Write the state, whole or not at all.

    Raises:
        StorageError: the folder cannot be written.
    """
    part = folder / f"{FILE_NAME}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        torch.save({name: getattr(state, name) for name in RunState.__slots__}, part)
        part.replace(folder / FILE_NAME)
    except (OSError, RuntimeError) as error:  # torch's writer has errors of its own
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        full = getattr(error, "errno", errno.ENOSPC) in (errno.ENOSPC, errno.EDQUOT)
        why = say("the disk is full") if full else str(getattr(error, "strerror", error))
        raise StorageError(
            say("The run cannot be kept in {folder}: {why}.", folder=folder, why=why)
        ) from error


def load_state(folder: Path, identity: dict[str, str]) -> RunState | None:
    """The state that was saved there; None where there is none.

    Raises:
        TrainingError: it is damaged, or of a run with other settings, data or base model.
    """
    path = folder / FILE_NAME
    if not path.is_file():
        return None
    try:
        state = RunState(**torch.load(path, map_location="cpu", weights_only=True))
    except (OSError, RuntimeError, EOFError, TypeError, pickle.UnpicklingError) as error:
        raise TrainingError(
            say("The run in {folder} is damaged and cannot go on; start it anew.", folder=folder)
        ) from error
    other = [name for name, value in identity.items() if state.identity.get(name) != value]
    if other:
        raise TrainingError(
            say(
                "The run in {folder} cannot go on: it was begun with another {other}.",
                folder=folder,
                other=other[0],
            )
        )
    return state
