"""A look at what would go into a run: counts, warnings and a few pictures. Runs in the io lane."""

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np

from core.cancel import CancelToken
from core.document.store import SUFFIX
from core.errors import AppError, Cancelled
from core.settings import folders
from core.types import FrameRGB
from desktop.language import shown, tr

if TYPE_CHECKING:  # imported in the lane: they read media
    from core.training.dataset import Dataset, Example

THUMBNAILS = 4
THUMBNAIL_PX = 132
ALIKE_OF = 40
"""Pictures of each set that are read to see whether validation looks like training."""

TINT_RGB = (255, 176, 32)


@dataclass(frozen=True, slots=True)
class DataChoice:
    """What a person chose to learn from and to judge by; see `RunSpec`."""

    data: tuple[str, ...]
    validation: str
    filled: bool


@dataclass(frozen=True, slots=True)
class SourceLook:
    """One source. `problem`: why it cannot be used, else ""."""

    path: str
    masks: int = 0
    pictures: int = 0
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """A picture with the mask laid over it, (H, W, 3) uint8 RGB."""

    title: str
    picture_rgb: FrameRGB


@dataclass(frozen=True, slots=True)
class DataLook:
    """What goes in. `problem`: why a run cannot begin, else "".

    `names`: how many masks each class has, or, where there are no classes, each object.
    """

    choice: DataChoice
    sources: tuple[SourceLook, ...] = ()
    train: int = 0
    validation: int = 0
    names: tuple[tuple[str, int], ...] = ()
    thumbnails: tuple[Thumbnail, ...] = ()
    warnings: tuple[str, ...] = ()
    problem: str = ""
    complete: bool = False

    @property
    def ready(self) -> bool:
        """Whether a run could begin with it."""
        return bool(self.train) and not self.problem


def look(choice: DataChoice, cancel: CancelToken) -> Iterator[DataLook]:
    """Count first, then show pictures, then warn: each `DataLook` knows more than the one before.

    Raises:
        Cancelled: through `cancel`.
    """
    from core.training.dataset import Dataset
    from core.training.split import check, split

    with ExitStack() as stack:
        sources: list[SourceLook] = []
        found: list[Dataset] = []
        for path in choice.data:
            try:
                dataset = _open(Path(path), choice.filled, stack, cancel)
            except Cancelled:
                raise
            except AppError as error:
                sources.append(SourceLook(path, problem=shown(error)))
                continue
            found.append(dataset)
            pictures = len({(example.scene, example.frame_index) for example in dataset.examples})
            sources.append(SourceLook(path, len(dataset), pictures))
        if problem := next((source.problem for source in sources if source.problem), ""):
            yield DataLook(choice, tuple(sources), problem=problem, complete=True)
            return
        cancel.check()
        examples = tuple(example for dataset in found for example in dataset.examples)
        joined = Dataset(examples, sum(d.empty for d in found), all(d.ordered for d in found))
        names = Counter(example.class_name or example.object_name or tr("no name") for example in examples)
        told = DataLook(choice, tuple(sources), len(joined), names=tuple(names.most_common()))
        try:
            if _is_share(choice.validation):
                if not examples:
                    check(joined, joined)
                train, validation = split(joined, float(choice.validation))
            else:
                train, validation = joined, _open(Path(choice.validation), choice.filled, stack, cancel)
            told = replace(told, train=len(train), validation=len(validation))
            yield told
            told = replace(told, thumbnails=tuple(_thumbnails(examples, cancel)))
            yield told
            yield replace(told, warnings=tuple(check(train, validation, ALIKE_OF)), complete=True)
        except Cancelled:
            raise
        except AppError as error:
            yield replace(told, problem=shown(error), complete=True)


def _is_share(text: str) -> bool:
    try:
        return 0 < float(text) < 1
    except ValueError:
        return False


def _open(path: Path, filled: bool, stack: ExitStack, cancel: CancelToken) -> "Dataset":
    from core.training.dataset import open_dataset
    from core.training.project import project_dataset

    cancel.check()
    if path.suffix == SUFFIX:
        cache = folders().cache
        return stack.enter_context(project_dataset(path, cancel, filled=filled, cache_folder=cache))
    return open_dataset(path)


def _thumbnails(examples: "tuple[Example, ...]", cancel: CancelToken) -> Iterator[Thumbnail]:
    count = min(THUMBNAILS, len(examples))
    for place in range(count):
        cancel.check()
        example = examples[place * len(examples) // count]
        yield Thumbnail(example.title, overlaid(example.picture.read(), example.mask.to_array()))


def overlaid(picture_rgb: FrameRGB, mask_hw: np.ndarray) -> FrameRGB:
    """A small copy of the picture with the mask tinted over it."""
    height, width = picture_rgb.shape[:2]
    scale = THUMBNAIL_PX / max(height, width)
    size_wh = max(1, round(width * scale)), max(1, round(height * scale))
    small = cv2.resize(picture_rgb, size_wh, interpolation=cv2.INTER_AREA)
    mask = cv2.resize(mask_hw.astype(np.uint8) * 255, size_wh, interpolation=cv2.INTER_AREA)
    share = (mask.astype(np.float32) / 255 * 0.5)[..., None]
    mixed = small * (1 - share) + np.array(TINT_RGB, np.float32) * share
    return np.asarray(mixed.round(), np.uint8)
