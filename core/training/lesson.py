"""The examples of a run as the model takes them: which copies there are, in which order they are shown."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from core.masks import Mask
from core.training.augmentation import square_mask
from core.training.dataset import Dataset, Example
from core.training.embeddings import Features, FeatureStore
from core.types import MaskHW

LEAST_AREA = 24
"""Pixels of the model's square that an object must keep on a copy; else the picture itself is shown."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One copy of one example."""

    example: Example
    copy: int
    truth: MaskHW
    features: Features


@dataclass
class Lessons:
    """Examples with their copies.

    Args:
        side: of the model's square, in pixels.
        copies: versions of each picture, itself included.
    """

    dataset: Dataset
    store: FeatureStore
    side: int
    copies: int
    _masks: dict[tuple[int, int], tuple[int, Mask]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.dataset)

    def entries(self) -> list[tuple[Example, int]]:
        """What must be encoded: every picture once a copy, however many objects are on it."""
        pictures = {example.picture.key: example for example in self.dataset.examples}
        return [(example, copy) for copy in range(self.copies) for example in pictures.values()]

    def show(self, index: int, copy: int) -> Shown:
        """Example `index` as copy `copy`, or as itself where the copy shows too little of the object."""
        example = self.dataset.examples[index]
        copy, mask = self._mask(index, copy)
        return Shown(example, copy, mask.to_array(), self.store.features(example.picture, copy))

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
