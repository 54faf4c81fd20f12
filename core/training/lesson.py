"""The examples of a run as the model takes them: which copies there are, in which order they are shown."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from core.engine.loader import LoadedModel
from core.masks import Mask
from core.training.augmentation import square_mask
from core.training.config import TuningConfig
from core.training.dataset import Dataset, Example
from core.training.embeddings import Entry, Features, FeatureStore, Level, seen
from core.training.recall import Recollection, recollect, recollection_key
from core.types import MaskHW

LEAST_AREA = 24
"""Pixels of the model's square that an object must keep on a copy; else the picture itself is shown."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One copy of one example, with features of the picture alone or in the light of memory."""

    example: Example
    copy: int
    truth: MaskHW
    features: Features


@dataclass
class Lessons:
    """Examples with their copies, and what is to be recalled of them.

    Args:
        side: of the model's square, in pixels.
        copies: versions of each picture, itself included.
        memory: the model to recall with, and the hash of its weights: as it was before training, or, where
            the neck is taught, as it is now; such recollections are made anew each time.
        recalls: what may be asked from memory.
    """

    dataset: Dataset
    store: FeatureStore
    side: int
    copies: int
    memory: tuple[LoadedModel, str] | None = None
    recalls: Sequence[Recollection] = ()
    _masks: dict[tuple[int, int], tuple[int, Mask]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.dataset)

    def entries(self) -> list[Entry]:
        """What is worth keeping: every picture once a copy, however many objects are on it, and memories."""
        pictures = {example.picture.key: example.picture for example in self.dataset.examples}
        encoded = [
            self.store.entry(picture, copy) for copy in range(self.copies) for picture in pictures.values()
        ]
        recalled = () if self.store.raw else self.recalls
        return encoded + [self._recalled(recollection) for recollection in recalled]

    def show(self, index: int, copy: int) -> Shown:
        """Example `index` as copy `copy`, or as itself where the copy shows too little of the object."""
        example = self.dataset.examples[index]
        copy, mask = self._mask(index, copy)
        return Shown(example, copy, mask.to_array(), self.store.features(example.picture, copy))

    def recall(self, number: int) -> Shown:
        """Recollection `number`: the picture with the features that tracking would give the decoder."""
        recollection = self.recalls[number]
        shown = self.show(recollection.index, recollection.copy)
        entry = self._recalled(recollection)
        if self.store.raw:
            assert self.memory is not None
            (top,), now = entry.compute(), seen(self.memory[0], shown.features)
        else:
            (top,), now = self.store.get(entry), shown.features
        return Shown(shown.example, shown.copy, shown.truth, Features(top, now.finer))

    def recalled_instead(self, epoch: int, step: int, config: TuningConfig) -> list[Shown] | None:
        """For a share of the steps, a batch of recollections in place of the one whose turn it is."""
        rng = np.random.default_rng([config.seed, 5, epoch, step])
        if not self.recalls or rng.random() >= config.recall:
            return None
        size = min(config.batch, len(self.recalls))
        return [self.recall(int(number)) for number in rng.choice(len(self.recalls), size, replace=False)]

    def order(self, seed: int, epoch: int, shows: int) -> list[tuple[int, int]]:
        """(example index, copy) in the order of an epoch in which every example is shown `shows` times.

        A function of its arguments. An example goes round its copies before it sees one again.
        """
        count = len(self)
        offsets = np.random.default_rng([seed, 1]).integers(self.copies, size=count)
        rng = np.random.default_rng([seed, 2, epoch])
        order: list[tuple[int, int]] = []
        for show in range(shows):
            turn = (epoch - 1) * shows + show
            order += [(int(i), int(offsets[i] + turn) % self.copies) for i in rng.permutation(count)]
        return order

    def _recalled(self, recollection: Recollection) -> Entry:
        assert self.memory is not None
        model, model_sha256 = self.memory
        places = (*recollection.seen, (recollection.index, recollection.copy))
        parts = [(self.dataset.examples[index], self._mask(index, copy)[0]) for index, copy in places]

        def compute() -> tuple[Level, ...]:
            *earlier, now = [self.store.features(example.picture, copy) for example, copy in parts]
            masks = [self._mask(index, copy)[1] for index, copy in recollection.seen]
            return (recollect(model, list(zip(earlier, masks, strict=True)), now),)

        return Entry(f"recalled-{recollection_key(model_sha256, parts)[:40]}", compute)

    def _mask(self, index: int, copy: int) -> tuple[int, Mask]:
        found = self._masks.get((index, copy))
        if found is None:
            example = self.dataset.examples[index]
            mask_hw = square_mask(example.mask, example.picture.key, copy, self.side)
            if copy and np.count_nonzero(mask_hw) < LEAST_AREA:
                found = self._mask(index, 0)
            else:
                found = copy, Mask.from_array(mask_hw)
            self._masks[index, copy] = found
        return found


def chunks(items: Sequence[tuple[int, int]], size: int) -> list[Sequence[tuple[int, int]]]:
    """Cut into pieces of `size`; the last may be shorter."""
    return [items[start : start + size] for start in range(0, len(items), size)]
