"""Ground truth to measure against: folders in DAVIS layout, and folders of pictures with their masks."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from core.errors import InputError, MaskError
from core.types import FrameRGB, MaskHW
from core.wording import say

PICTURES = frozenset([".jpg", ".jpeg", ".png", ".bmp", ".webp", ".tif", ".tiff"])
IGNORE = 128
"""The value in a click benchmark's masks of pixels that count neither way."""


@dataclass(frozen=True, slots=True)
class Sequence:
    """One sequence in DAVIS layout.

    Args:
        frames: the folder of its pictures.
        annotations: by frame index (the place of the picture among its folder's), where there is one.
    """

    name: str
    frames: Path
    annotations: Mapping[int, Path]

    @property
    def first(self) -> int:
        """The first frame that is annotated."""
        return min(self.annotations)


def find_sequences(root: Path, names: list[str] | None = None) -> list[Sequence]:
    """The sequences under ROOT/JPEGImages and ROOT/Annotations, or in a resolution's folder inside these.

    Raises:
        InputError: no such folders, no such sequence, or one without annotations.
    """
    pictures, annotations = _resolution(root / "JPEGImages"), _resolution(root / "Annotations")
    if pictures is None or annotations is None:
        raise InputError(
            say(
                "“{root}” is not in DAVIS layout: it needs the folders JPEGImages and Annotations.", root=root
            )
        )
    found = sorted(folder.name for folder in pictures.iterdir() if folder.is_dir())
    for name in names or ():
        if name not in found:
            raise InputError(
                say("There is no sequence “{name}” in “{pictures}”.", name=name, pictures=pictures)
            )
    if not found:
        raise InputError(say("There are no sequences in “{pictures}”.", pictures=pictures))
    return [_sequence(name, pictures / name, annotations / name) for name in names or found]


def _resolution(folder: Path) -> Path | None:
    """The folder of sequences: `folder` itself or, as in DAVIS's own archives, its folder such as 480p."""
    if not folder.is_dir():
        return None
    inside = [path for path in folder.iterdir() if path.is_dir()]
    for path in sorted(inside, key=lambda path: path.name != "480p"):
        if any(deeper.is_dir() for deeper in path.iterdir()):
            return path
    return folder


def _sequence(name: str, frames: Path, annotations: Path) -> Sequence:
    by_stem = {path.stem: path for path in annotations.glob("*.png")} if annotations.is_dir() else {}
    found = {
        index: by_stem[path.stem] for index, path in enumerate(pictures_in(frames)) if path.stem in by_stem
    }
    if not found:
        raise InputError(
            say(
                "The sequence “{name}” has no annotations in “{annotations}”.",
                name=name,
                annotations=annotations,
            )
        )
    return Sequence(name, frames, found)


def pictures_in(folder: Path) -> list[Path]:
    """The pictures of a folder, by name.

    Raises:
        InputError: no such folder.
    """
    if not folder.is_dir():
        raise InputError(say("There is no folder “{folder}”.", folder=folder))
    return sorted(path for path in folder.iterdir() if path.suffix.lower() in PICTURES)


def paired(images: Path, masks: Path) -> list[tuple[Path, Path]]:
    """Each picture with the mask of the same name.

    Raises:
        InputError: no such folder, no pictures, or a picture without a mask.
    """
    pictures, by_stem = pictures_in(images), {path.stem: path for path in pictures_in(masks)}
    if not pictures:
        raise InputError(say("There are no pictures in “{images}”.", images=images))
    alone = [path.name for path in pictures if path.stem not in by_stem]
    if alone:
        more = f" (and {len(alone) - 1} more have none)" if len(alone) > 1 else ""
        raise InputError(
            say(
                "“{picture}” has no mask of the same name in “{masks}”{more}.",
                picture=alone[0],
                masks=masks,
                more=more,
            )
        )
    return [(path, by_stem[path.stem]) for path in pictures]


def read_picture(path: Path) -> FrameRGB:
    """A picture as (H, W, 3) uint8 RGB, upright.

    Raises:
        InputError: it cannot be read.
    """
    try:
        data = np.frombuffer(path.read_bytes(), dtype=np.uint8)
    except OSError as error:
        raise InputError(
            say("“{path}” cannot be read: {reason}.", path=path, reason=error.strerror)
        ) from error
    picture = cv2.imdecode(data, cv2.IMREAD_COLOR_RGB) if len(data) else None
    if picture is None:
        raise InputError(say("“{path}” is not a picture that can be read.", path=path))
    return np.asarray(picture, dtype=np.uint8)


def read_labels(path: Path) -> NDArray[np.uint8]:
    """A mask file's values as they are in it: a palette's indexes, or grey; (H, W) uint8.

    Raises:
        MaskError: it cannot be read.
    """
    try:
        with Image.open(path) as image:
            if image.mode not in ("P", "L", "1"):
                image = image.convert("L")  # type: ignore[assignment]
            labels = np.asarray(image).astype(np.uint8)
            return labels * np.uint8(255) if image.mode == "1" else labels
    except FileNotFoundError:
        raise MaskError(say("There is no file “{path}”.", path=path)) from None
    except (OSError, UnidentifiedImageError, ValueError, SyntaxError) as error:
        raise MaskError(say("“{path}” is not a mask that can be read.", path=path)) from error


def is_palette(path: Path) -> bool:
    """Whether a mask file's values are indexes of objects rather than brightness."""
    with Image.open(path) as image:
        return image.mode == "P"


def read_objects(path: Path) -> dict[int, MaskHW]:
    """The masks in one annotation by object id: (H, W) bool each.

    In a palette picture each value but 0 is an object (255 is void, unless it is the only one); in a grey one
    the small values are, or, if it is brighter, everything from 128 on is object 1.

    Raises:
        MaskError: it cannot be read.
    """
    labels = read_labels(path)
    values = [int(value) for value in np.unique(labels) if value]
    if values and max(values) > IGNORE and not is_palette(path):
        return {1: labels >= IGNORE}
    if values == [255]:
        return {1: labels == 255}
    return {value: labels == value for value in values if value != 255}


def read_binary(path: Path) -> MaskHW:
    """A black and white mask: (H, W) bool, set where it is bright; a palette's or a 0/1 mask where not 0.

    Raises:
        MaskError: it cannot be read.
    """
    labels = read_labels(path)
    if labels.max(initial=0) <= 1 or is_palette(path):
        return labels > 0
    return labels >= IGNORE


def read_trimap(path: Path) -> tuple[MaskHW, MaskHW]:
    """A click benchmark's mask: where the object is, and which pixels count neither way (value 128).

    Raises:
        MaskError: it cannot be read.
    """
    labels = read_labels(path)
    return labels > IGNORE if labels.max(initial=0) > 1 else labels > 0, labels == IGNORE
