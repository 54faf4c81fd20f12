"""What the frozen part of the model sees in a picture, computed once and kept on disk.

The features are those after `conv_s0` and `conv_s1`, in half precision: all that the prompt encoder and the
mask decoder need; or, where the neck is taught too, the trunk's, which it is given. A file's name is made of
the hash of the frozen weights, the picture's key and the number of its copy, so it is right for ever, for
every run.
"""

import contextlib
import errno
import hashlib
import os
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
import torch
from numpy.typing import NDArray
from sam2.modeling.sam2_base import SAM2Base
from torch import Tensor

from core.engine.embedding import embed, without_memory
from core.engine.fingerprint import weights_sha256
from core.engine.loader import LoadedModel
from core.engine.prompts import normalise
from core.engine.view import View
from core.errors import StorageError
from core.training.augmentation import square_picture
from core.training.dataset import Picture
from core.wording import say

DEFAULT_LIMIT_MIB = 8192
SUFFIX = ".npz"

Level: TypeAlias = NDArray[np.float16]
"""One map of features, (C, h, w)."""


@dataclass(frozen=True, slots=True)
class Features:
    """One picture's features: float16 arrays (C, h, w), read-only.

    Args:
        top: stride 16, with sam2's "no memory" embedding added; of `raw` ones the trunk's coarsest level.
        finer: the levels for the mask decoder, strides 4 and 8; empty if the model uses none. Of `raw` ones
            the trunk's other levels, fine to coarse.
        raw: whether they are the trunk's, which the neck has yet to see.
    """

    top: Level
    finer: tuple[Level, ...]
    raw: bool = False


@dataclass(frozen=True, slots=True)
class FeatureBatch:
    """The features of B pictures on the model's device, float32 (B, C, h, w)."""

    top: Tensor
    finer: tuple[Tensor, ...]

    @classmethod
    def of(cls, features: Sequence[Features], model: SAM2Base) -> "FeatureBatch":
        """Stack what was kept; raw ones go through the model's neck, with gradients."""
        device = model.device

        def stacked(arrays: Iterable[Level]) -> Tensor:
            return torch.from_numpy(np.stack(list(arrays))).to(device).float()

        levels = range(len(features[0].finer))
        batch = cls(
            stacked(f.top for f in features),
            tuple(stacked(f.finer[level] for f in features) for level in levels),
        )
        return _through_neck(model, batch) if features[0].raw else batch

    def apart(self) -> "FeatureBatch":
        """The same, where gradients stop; `passed_on` takes them further."""
        top, *finer = (t.detach().requires_grad_(t.requires_grad) for t in (self.top, *self.finer))
        return FeatureBatch(top, tuple(finer))

    @property
    def learning(self) -> list[Tensor]:
        """Those of the maps that come from something taught: all or none."""
        return [level for level in (self.top, *self.finer) if level.requires_grad]

    def passed_on(
        self, gradients: Sequence[Tensor | None], taught: Sequence[Tensor]
    ) -> Sequence[Tensor | None]:
        """Gradients of what is taught, from those of the `learning` maps."""
        pairs = [(own, g) for own, g in zip(self.learning, gradients, strict=True) if g is not None]
        if not pairs:
            return [None] * len(taught)
        own, given = zip(*pairs, strict=True)
        return torch.autograd.grad(own, taught, given, allow_unused=True)


def _through_neck(model: SAM2Base, raw: FeatureBatch) -> FeatureBatch:
    """What `SAM2Base.forward_image` and `without_memory` make of the trunk's levels."""
    levels, _ = model.image_encoder.neck([*raw.finer, raw.top])
    if model.image_encoder.scalp:
        levels = levels[: -model.image_encoder.scalp]
    finer: tuple[Tensor, ...] = ()
    if model.use_high_res_features_in_sam:
        decoder = model.sam_mask_decoder
        finer = decoder.conv_s0(levels[0]), decoder.conv_s1(levels[1])
    return FeatureBatch(levels[-1] + model.no_mem_embed.permute(0, 2, 1)[..., None], finer)


def seen(loaded: LoadedModel, features: Features) -> Features:
    """Raw features as the model's neck now sees them, without gradients; others as they are."""
    if not features.raw:
        return features
    with loaded.autocast():
        batch = FeatureBatch.of([features], loaded.model)
        return Features(_half(batch.top[0]), tuple(_half(level[0]) for level in batch.finer))


def frozen_sha256(loaded: LoadedModel, *, raw: bool = False) -> str:
    """Hash of all that the features depend on: the encoder's weights, the input size, the precision."""
    kept = ("image_encoder.trunk.",) if raw else ("image_encoder.", "sam_mask_decoder.conv_s", "no_mem_embed")
    state = {k: v for k, v in loaded.model.state_dict().items() if k.startswith(kept)}
    how = f"{loaded.image_size} {loaded.precision} {loaded.device.type}" + (" raw" if raw else "")
    return hashlib.sha256(f"{weights_sha256(state)} {how}".encode()).hexdigest()


def encode(loaded: LoadedModel, picture: Picture, copy: int, *, raw: bool = False) -> Features:
    """Run the frozen part of the model on one copy of a picture; for `raw` features the trunk alone."""
    frame = picture.read()
    square = square_picture(frame, picture.key, copy, loaded.image_size)
    with loaded.autocast():
        if raw:
            levels = loaded.model.image_encoder.trunk(normalise(square, loaded.device))
            *fine, coarse = (_half(level[0]) for level in levels)
            return Features(coarse, tuple(fine), raw=True)
        embedding = embed(loaded, square, View.whole((frame.shape[1], frame.shape[0])))
        top = without_memory(loaded.model, embedding)[0]
        finer = embedding.high_resolution(1)
        return Features(_half(top), tuple(_half(level[0]) for level in finer or []))


def _half(level_chw: Tensor) -> Level:
    array: Level = level_chw.half().cpu().contiguous().numpy()
    array.flags.writeable = False
    return array


@dataclass(frozen=True)
class Entry:
    """Something to keep: its name among the frozen model's, and how it is made. `compute` is a function of
    the name.
    """

    name: str
    compute: Callable[[], tuple[Level, ...]]


class FeatureStore:
    """Features on disk, at most so many bytes of them; what is not there is computed again.

    Args:
        folder: for all models and runs; made when first needed.
        limit_mib: of the folder's files together; 0 keeps nothing.
        raw: keep the trunk's features, for a neck that is taught.
    """

    def __init__(
        self, folder: Path, loaded: LoadedModel, limit_mib: int = DEFAULT_LIMIT_MIB, *, raw: bool = False
    ) -> None:
        self.raw = raw
        self._loaded = loaded
        self._root = folder
        self._folder = folder / frozen_sha256(loaded, raw=raw)[:24]
        self._limit_bytes = limit_mib << 20
        self._entry_bytes = 0
        self._left_bytes = 0

    def of_kind(self, *, raw: bool) -> "FeatureStore":
        """The same store, or one with the same folder and limit that keeps the other kind of features."""
        if raw == self.raw:
            return self
        return FeatureStore(self._root, self._loaded, self._limit_bytes >> 20, raw=raw)

    @property
    def entry_bytes(self) -> int:
        """What the features of one picture take on disk; found by encoding a grey one at first."""
        if not self._entry_bytes:
            grey = encode(self._loaded, _Grey(), 0, raw=self.raw)
            self._entry_bytes = grey.top.nbytes + sum(level.nbytes for level in grey.finer) + 4096
        return self._entry_bytes

    def entry(self, picture: Picture, copy: int) -> Entry:
        """The features of one copy of a picture."""

        def compute() -> tuple[Level, ...]:
            features = encode(self._loaded, picture, copy, raw=self.raw)
            return features.top, *features.finer

        return Entry(f"{picture.key[:40]}-{copy}", compute)

    def features(self, picture: Picture, copy: int, *, keep: bool = False) -> Features:
        """From disk, or computed where they are not there; then kept, if asked and there is room."""
        entry = self.entry(picture, copy)
        if keep and self._left_bytes >= self.entry_bytes and not self._path(entry).is_file():
            try:
                self.add(entry)
                self._left_bytes -= self.entry_bytes
            except StorageError:
                self._left_bytes = 0
        top, *finer = self.get(entry)
        return Features(top, tuple(finer), self.raw)

    def get(self, entry: Entry) -> tuple[Level, ...]:
        """From disk, or computed where it is not there or damaged, for instance by a power cut."""
        try:
            with self._path(entry).open("rb") as opened, np.load(opened) as file:
                levels = tuple(file[name] for name in file.files)
        except (OSError, ValueError, EOFError, KeyError, zipfile.BadZipFile):
            return entry.compute()
        for level in levels:
            level.flags.writeable = False
        return levels or entry.compute()

    def add(self, entry: Entry) -> None:
        """Compute and keep, unless it is there.

        Raises:
            StorageError: the disk is full or cannot be written. What was kept before is whole.
        """
        path = self._path(entry)
        if path.is_file():
            return
        levels = entry.compute()
        part = path.with_name(f"{path.name}.{os.getpid()}.part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with part.open("wb") as file:
                np.savez(file, *levels)
            part.replace(path)
        except OSError as error:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
            full = error.errno in (errno.ENOSPC, errno.EDQUOT)
            why = say("the disk is full") if full else f"{error.strerror or error}"
            raise StorageError(
                say("Features cannot be kept in {root}: {why}.", root=self._root, why=why)
            ) from error

    def copies_that_fit(self, pictures: int, copies: int) -> int:
        """How many copies of each of so many pictures the limit has room for, up to `copies`."""
        return min(copies, self._limit_bytes // max(1, pictures * self.entry_bytes))

    def room_for(self, wanted: Sequence[Entry]) -> int:
        """How many of the wanted, from the first on, the limit has room for.

        Lets the longest unused other files go until they fit in, and marks the wanted ones as used.
        """
        count = min(len(wanted), self._limit_bytes // self.entry_bytes)
        paths = {self._path(entry) for entry in wanted[:count]}
        others: list[tuple[float, int, Path]] = []
        taken = len(paths) * self.entry_bytes
        for path in self._root.glob(f"*/*{SUFFIX}"):
            try:
                status = path.stat()
                if path in paths:
                    os.utime(path)
                else:
                    others.append((status.st_mtime, status.st_size, path))
                    taken += status.st_size
            except OSError:  # another run took it away meanwhile
                continue
        for _, length, path in sorted(others):
            if taken <= self._limit_bytes:
                break
            path.unlink(missing_ok=True)
            taken -= length
        self._left_bytes = self._limit_bytes - taken
        return count

    def _path(self, entry: Entry) -> Path:
        return self._folder / f"{entry.name}{SUFFIX}"


class _Grey:
    """A picture to find the features' size with."""

    name = key = "grey"

    def read(self) -> NDArray[np.uint8]:
        return np.full((64, 64, 3), 128, np.uint8)
