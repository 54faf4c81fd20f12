"""What the decoder is given while tracking: a picture's features in the light of memory.

Teaching the decoder on these too keeps it able to follow objects. The memories are made of true masks by the
model as it was before training, so a recollection is computed once, like the features themselves. Only where
the neck is taught they are made by the model as it is, each time.
"""

import copy
import dataclasses
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from core.engine.embedding import ImageEmbedding
from core.engine.loader import LoadedModel
from core.engine.view import View
from core.masks import Mask
from core.tracking.session import TrackerSession
from core.training.dataset import Dataset, Example
from core.training.embeddings import Features, seen
from core.types import FramePrompt

STILL_COPIES = 3
"""Copies of a still picture that are recalled from another copy of it."""

FARTHEST = 16
"""Frames of a video, at most, between the one that is remembered and the one that is looked at."""


@dataclass(frozen=True, slots=True)
class Recollection:
    """Which pictures are remembered when one is looked at: (example index, version), prompted one first."""

    index: int
    version: int
    seen: tuple[tuple[int, int], ...]


def recollections(dataset: Dataset, looks: Sequence[int], copies: int, seed: int) -> list[Recollection]:
    """What may be asked from memory: in a video, each frame after earlier ones; else one copy after another.

    All in the closest look, as tracking shows them. A function of its arguments.

    Args:
        looks: how many there are of each example; versions count through them first.
    """

    def closest(index: int, copy: int) -> tuple[int, int]:
        return index, copy * looks[index] + looks[index] - 1

    if not dataset.ordered:
        several = range(min(copies, STILL_COPIES)) if copies > 1 else ()
        return [
            Recollection(*closest(index, number), (closest(index, (number + 1) % copies),))
            for index in range(len(dataset))
            for number in several
        ]
    tracks: dict[tuple[str, str], list[int]] = {}
    for index, example in enumerate(dataset.examples):
        tracks.setdefault((example.scene, example.object_name), []).append(index)
    rng = np.random.default_rng([seed, 4])
    found: list[Recollection] = []
    for indices in tracks.values():
        indices.sort(key=lambda index: dataset.examples[index].frame_index)
        for place in range(1, len(indices)):
            near = [i for i in indices[:place] if _distance(dataset, i, indices[place]) <= FARTHEST]
            if near:
                first = int(rng.integers(len(near)))
                after = near[first + 1 :][-2:]
                seen = tuple(closest(i, 0) for i in (near[first], *after))
                found.append(Recollection(*closest(indices[place], 0), seen))
    return found


def _distance(dataset: Dataset, one: int, other: int) -> int:
    return abs(dataset.examples[one].frame_index - dataset.examples[other].frame_index)


def recollection_key(model_sha256: str, parts: Sequence[tuple[Example, int]]) -> str:
    """A name for what `recollect` makes: (example, copy) of what is seen, and last of what is looked at."""
    digest = hashlib.sha256(model_sha256.encode())
    for example, number in parts:
        digest.update(f"{example.picture.key} {number} ".encode() + example.mask.counts)
    return digest.hexdigest()


def as_it_was(loaded: LoadedModel) -> LoadedModel:
    """The same model with a decoder and a prompt encoder of its own, which training does not change."""
    frozen = copy.copy(loaded.model)
    frozen._modules = dict(loaded.model._modules)
    for name in ("sam_mask_decoder", "sam_prompt_encoder"):
        frozen._modules[name] = copy.deepcopy(loaded.model._modules[name])
    return dataclasses.replace(loaded, model=frozen)


def recollect(
    loaded: LoadedModel, earlier: Sequence[tuple[Features, Mask]], now: Features
) -> NDArray[np.float16]:
    """The top features of a picture in the light of others, as tracking makes them: (C, h, w) float16.

    Args:
        earlier: the prompted picture first, then the latest ones in order; masks in the model's square.
    """
    loaded.model.sam_mask_decoder.eval()
    session = TrackerSession(loaded, frame_count=len(earlier) + 1)
    for number, (features, mask) in enumerate(earlier):
        embedding = _embedding(loaded, features)
        output = session.answer(embedding, FramePrompt(number, mask=mask))
        if number == 0:
            session.condition(1, number, embedding, output)
        else:
            session.remember(number, embedding, {1: output})
    top = session.recollect(1, len(earlier), _embedding(loaded, now))
    array: NDArray[np.float16] = top[0].half().cpu().contiguous().numpy()
    array.flags.writeable = False
    return array


def _embedding(loaded: LoadedModel, features: Features) -> ImageEmbedding:
    """Kept features as tracking takes them: without the "no memory" embedding, and with positions."""
    model, features = loaded.model, seen(loaded, features)
    with loaded.autocast():
        top = torch.from_numpy(features.top.astype(np.float32)).to(loaded.device)[None]
        finer = [torch.from_numpy(f.astype(np.float32)).to(loaded.device)[None] for f in features.finer]
        positions = model.image_encoder.neck.position_encoding(top)
        tokens = [level.flatten(2).permute(2, 0, 1) for level in (*finer, top)]
        if model.directly_add_no_mem_embed:
            tokens[-1] = tokens[-1] - model.no_mem_embed
        sizes = [(int(level.shape[-2]), int(level.shape[-1])) for level in (*finer, top)]
        place = positions.flatten(2).permute(2, 0, 1)
    view = View.whole((loaded.image_size, loaded.image_size))
    return ImageEmbedding(tuple(tokens), place, tuple(sizes), view)
