"""The examples of a run as the model takes them: which versions there are, in which order they are shown."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from core.engine.loader import LoadedModel
from core.engine.view import View
from core.masks import Mask
from core.training.augmentation import square_mask
from core.training.config import TuningConfig
from core.training.dataset import Dataset, Example
from core.training.embeddings import Entry, Features, FeatureStore, Level, seen
from core.training.looks import in_view, looks_at
from core.training.recall import Recollection, recollect, recollection_key
from core.types import MaskHW

LEAST_AREA = 24
"""Pixels of the model's square that an object must keep on a copy; else the picture itself is shown."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One version of one example, with features of the picture alone or in the light of memory.

    Args:
        example: as it is looked at: whole, or a view of it.
        truth: (S, S) bool in the model's square; empty where a view misses the object.
    """

    example: Example
    truth: MaskHW
    features: Features


@dataclass
class Lessons:
    """Examples with their versions, and what is to be recalled of them.

    An example is looked at whole and, if small, closer too (see `core.training.looks`); of each look there
    are as many copies. Versions count through the looks first: 0 is the picture itself.

    Args:
        side: of the model's square, in pixels.
        copies: versions of each look, the look itself included.
        closer: whether the model looks closer at small objects.
        memory: the model to recall with, and the hash of its weights: as it was before training, or, where
            the neck is taught, as it is now; such recollections are made anew each time.
        recalls: what may be asked from memory.
    """

    dataset: Dataset
    store: FeatureStore
    side: int
    copies: int
    closer: bool = False
    memory: tuple[LoadedModel, str] | None = None
    recalls: Sequence[Recollection] = ()
    _looks: dict[int, tuple[Example, ...]] = field(default_factory=dict)
    _masks: dict[tuple[int, int], tuple[int, Mask]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.dataset)

    def looks(self, index: int) -> tuple[Example, ...]:
        """The example as it is, and then as it is looked at closer, if it is."""
        if index not in self._looks:
            self._looks[index] = looks_at(self.dataset.examples[index], closer=self.closer)
        return self._looks[index]

    def entries(self) -> list[Entry]:
        """What is worth keeping: every picture and view once a copy, however many objects are on it, and
        memories.
        """
        looks = [look for index in range(len(self)) for look in self.looks(index)]
        pictures = {look.picture.key: look.picture for look in looks}
        encoded = [
            self.store.entry(picture, copy) for copy in range(self.copies) for picture in pictures.values()
        ]
        recalled = () if self.store.raw else self.recalls
        return encoded + [self._recalled(recollection) for recollection in recalled]

    def show(self, index: int, version: int) -> Shown:
        """A version of example `index`, or its look itself where the copy shows too little of the object."""
        look, copy, mask = self._version(index, version)
        return Shown(look, mask.to_array(), self.store.features(look.picture, copy))

    def show_closest(self, index: int) -> Shown:
        """Example `index` as it is looked at once its place is known."""
        return self.show(index, len(self.looks(index)) - 1)

    def show_in(self, index: int, view: View) -> Shown:
        """Example `index` in any view of its picture; such features are kept as far as there is room."""
        look = in_view(self.dataset.examples[index], view)
        truth = square_mask(look.mask, look.picture.key, 0, self.side)
        return Shown(look, truth, self.store.features(look.picture, 0, keep=True))

    def recall(self, number: int) -> Shown:
        """Recollection `number`: the picture with the features that tracking would give the decoder."""
        recollection = self.recalls[number]
        shown = self.show(recollection.index, recollection.version)
        entry = self._recalled(recollection)
        if self.store.raw:
            assert self.memory is not None
            (top,), now = entry.compute(), seen(self.memory[0], shown.features)
        else:
            (top,), now = self.store.get(entry), shown.features
        return Shown(shown.example, shown.truth, Features(top, now.finer))

    def recalled_instead(self, epoch: int, step: int, config: TuningConfig) -> list[Shown] | None:
        """For a share of the steps, a batch of recollections in place of the one whose turn it is."""
        rng = np.random.default_rng([config.seed, 5, epoch, step])
        if not self.recalls or rng.random() >= config.recall:
            return None
        size = min(config.batch, len(self.recalls))
        return [self.recall(int(number)) for number in rng.choice(len(self.recalls), size, replace=False)]

    def order(self, seed: int, epoch: int, shows: int) -> list[tuple[int, int]]:
        """(example index, version) in the order of an epoch in which every example is shown `shows` times.

        A function of its arguments. An example goes round its versions before it sees one again.
        """
        count = len(self)
        versions = [self.copies * len(self.looks(index)) for index in range(count)]
        offsets = np.random.default_rng([seed, 1]).integers(versions)
        rng = np.random.default_rng([seed, 2, epoch])
        order: list[tuple[int, int]] = []
        for show in range(shows):
            turn = (epoch - 1) * shows + show
            order += [(int(i), int(offsets[i] + turn) % versions[i]) for i in rng.permutation(count)]
        return order

    def _recalled(self, recollection: Recollection) -> Entry:
        assert self.memory is not None
        model, model_sha256 = self.memory
        parts = [
            self._version(*place)
            for place in (*recollection.seen, (recollection.index, recollection.version))
        ]

        def compute() -> tuple[Level, ...]:
            *earlier, now = [self.store.features(look.picture, copy) for look, copy, _ in parts]
            masks = [mask for *_, mask in parts[:-1]]
            return (recollect(model, list(zip(earlier, masks, strict=True)), now),)

        key = recollection_key(model_sha256, [(look, copy) for look, copy, _ in parts])
        return Entry(f"recalled-{key[:40]}", compute)

    def _version(self, index: int, version: int) -> tuple[Example, int, Mask]:
        """Look, number of its copy, and the mask in the model's square."""
        looks = self.looks(index)
        look, copy = looks[version % len(looks)], version // len(looks)
        if (index, version) not in self._masks:
            mask_hw = square_mask(look.mask, look.picture.key, copy, self.side)
            if copy and np.count_nonzero(mask_hw) < LEAST_AREA:
                copy, mask_hw = 0, square_mask(look.mask, look.picture.key, 0, self.side)
            self._masks[index, version] = copy, Mask.from_array(mask_hw)
        return look, *self._masks[index, version]


def chunks(items: Sequence[tuple[int, int]], size: int) -> list[Sequence[tuple[int, int]]]:
    """Cut into pieces of `size`; the last may be shorter."""
    return [items[start : start + size] for start in range(0, len(items), size)]
