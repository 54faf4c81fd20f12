"""Keeping some examples back to judge by, and warning where the judgement would be worth little."""

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from core.errors import TrainingError
from core.training.dataset import Dataset, Example
from core.wording import say

FEW = 10
"""Fewer examples than this are called few."""

WHOLE_SCENES = 5
"""From so many scenes on, whole ones are kept back rather than the end of each."""

ALIKE = 6.0
"""Two pictures of 16×16 grey cells are called alike below this mean difference, of 255."""


def split(dataset: Dataset, share: float = 0.2) -> tuple[Dataset, Dataset]:
    """Train and validation, never neighbours of each other in a video.

    With five scenes or more, every so many-th scene is kept back as a whole; with fewer, the last stretch of
    each, and, where frames follow each other in time, as many frames before it as a tenth of the stretch
    are in neither, because they look like it. Empty masks are counted once, with what is trained on.

    Raises:
        TrainingError: too few examples to keep any back.
    """
    if len(dataset) < 2:
        raise TrainingError(
            "1 approved mask is too few: some are needed to train with, and others to judge by."
            if len(dataset)
            else "0 approved masks are too few: some are needed to train with, and others to judge by."
        )
    scenes = dataset.scenes
    if len(scenes) >= WHOLE_SCENES:
        step = max(2, round(1 / share))
        kept_back = set(scenes[step - 1 :: step] or scenes[-1:])
        judging = replace(dataset.keep(lambda e: e.scene in kept_back), empty=0)
        return dataset.keep(lambda e: e.scene not in kept_back), judging
    begins: dict[str, tuple[int, int]] = {}
    for scene in scenes:
        frames = sorted({e.frame_index for e in dataset.examples if e.scene == scene})
        count = round(share * len(frames)) if len(frames) > 1 else 0
        count = max(count, 1) if len(frames) > 1 else count
        gap = -(-count // 10) if dataset.ordered and len(frames) - count > 2 else 0
        stop = len(frames) - count
        begins[scene] = (
            frames[stop - gap - 1] if stop > gap else -1,
            frames[stop] if count else frames[-1] + 1,
        )
    if all(first > _last(dataset, scene) for scene, (_, first) in begins.items()):
        begins[scenes[-1]] = (-1, 0)  # one frame a scene: the last scene judges
    return (
        dataset.keep(lambda e: e.frame_index <= begins[e.scene][0]),
        replace(dataset.keep(lambda e: e.frame_index >= begins[e.scene][1]), empty=0),
    )


def _last(dataset: Dataset, scene: str) -> int:
    return max(e.frame_index for e in dataset.examples if e.scene == scene)


def check(train: Dataset, validation: Dataset, most: int = 200) -> list[str]:
    """Refuse what cannot work; say in a sentence each what a person should know before starting.

    Args:
        most: pictures of each set that are read to see whether they are alike.

    Raises:
        TrainingError: nothing to train with or to judge by, or the same picture in both.
    """
    if not train.examples:
        if train.empty:
            raise TrainingError(
                say(
                    "There is nothing to train with: the masks of all {n} pictures are empty. "
                    "Approve or correct some masks first.",
                    n=train.empty,
                )
            )
        raise TrainingError("There is nothing to train with. Approve or correct some masks first.")
    if not validation.examples:
        raise TrainingError("There is nothing to judge the training by: validation holds no mask.")
    keys = {example.picture.key for example in train.examples}
    both = [example.title for example in validation.examples if example.picture.key in keys]
    if both:
        raise TrainingError(say("“{name}” is in training and in validation; keep them apart.", name=both[0]))
    warnings: list[str] = []
    if len(train) < FEW:
        warnings.append(say("Only {masks} to train with: expect little.", masks=_masks(len(train))))
    if len(validation) < FEW:
        masks = _masks(len(validation))
        warnings.append(say("Only {masks} to judge by: the figures will be rough.", masks=masks))
    if train.ordered and len(train.scenes) == 1:
        warnings.append(say("All training masks are from one scene: others may get worse."))
    if empty := train.empty + validation.empty:
        one = say("1 picture has an empty mask and is left out.")
        warnings.append(
            one if empty == 1 else say("{n} pictures have an empty mask and are left out.", n=empty)
        )
    alike = share_alike(train, validation, most)
    if alike > 0.5:
        warnings.append(
            say(
                "{alike:.0%} of the validation pictures look like training pictures: "
                "the figures will be better than the truth.",
                alike=alike,
            )
        )
    return warnings


def _masks(count: int) -> str:
    return say("1 mask") if count == 1 else say("{n} masks", n=count)


def share_alike(train: Dataset, validation: Dataset, most: int = 200) -> float:
    """The share of validation pictures that nearly equal a training picture; judges up to `most` of each."""
    known = np.stack([_cells(e) for e in _some(train.examples, most)])
    asked = [_cells(e) for e in _some(validation.examples, most)]
    alike = [float(np.abs(known - cells).mean(axis=1).min()) < ALIKE for cells in asked]
    return sum(alike) / len(alike)


def _some(examples: tuple[Example, ...], most: int) -> tuple[Example, ...]:
    return examples[:: -(-len(examples) // most)]


def _cells(example: Example) -> NDArray[np.float32]:
    grey = cv2.cvtColor(example.picture.read(), cv2.COLOR_RGB2GRAY)
    return np.asarray(cv2.resize(grey, (16, 16), interpolation=cv2.INTER_AREA), np.float32).ravel()
