"""What a model is taught with: pictures, and a person's mask of one object on each.

From a folder with `images` and `masks`, or a tree in DAVIS layout; project files are in project.py.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol

from PIL import Image, UnidentifiedImageError

from core.errors import InputError, MaskError
from core.masks import Mask
from core.media.ground_truth import find_sequences, paired, pictures_in, read_objects, read_picture
from core.types import FrameRGB
from core.wording import say

_EXIF_ORIENTATION = 0x0112


class Picture(Protocol):
    """A picture that can be read again and again."""

    @property
    def name(self) -> str:
        """For a person."""

    @property
    def key(self) -> str:
        """The same for the same content, wherever it lies."""

    def read(self) -> FrameRGB:
        """(H, W, 3) uint8 RGB. Raises `InputError` where it is gone or damaged."""


@dataclass(frozen=True)
class PictureFile:
    """A picture in a file of its own."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.name

    @cached_property
    def key(self) -> str:
        try:
            return hashlib.sha256(self.path.read_bytes()).hexdigest()
        except OSError as error:
            raise InputError(
                say("“{path}” cannot be read: {reason}.", path=self.path, reason=error.strerror)
            ) from error

    def read(self) -> FrameRGB:
        return read_picture(self.path)


@dataclass(frozen=True)
class Example:
    """One object on one picture.

    Args:
        mask: at the picture's full resolution, not empty.
        scene: what it was taken from: a sequence, a video, a folder. Neighbours are told by it.
        frame_index: its place in the scene.
        object_name, class_name: as in the project; "" where there is none.
    """

    picture: Picture
    mask: Mask
    scene: str
    frame_index: int
    object_name: str = ""
    class_name: str = ""

    @property
    def title(self) -> str:
        """For a person: the picture, and the object where it has a name."""
        return f"{self.picture.name} ({self.object_name})" if self.object_name else self.picture.name


@dataclass(frozen=True)
class Dataset:
    """Examples in the order of their scenes and frames, and what was left out.

    Args:
        empty: pictures whose mask is empty; there is nothing on them to point at.
        ordered: whether neighbours in a scene follow each other in time, as in a video.
    """

    examples: tuple[Example, ...]
    empty: int = 0
    ordered: bool = False

    def __len__(self) -> int:
        return len(self.examples)

    @property
    def scenes(self) -> tuple[str, ...]:
        """Their names, in order, each once."""
        return tuple(dict.fromkeys(example.scene for example in self.examples))

    def keep(self, wanted: Callable[[Example], bool]) -> "Dataset":
        """The examples for which `wanted` is true."""
        return Dataset(tuple(filter(wanted, self.examples)), self.empty, self.ordered)

    @cached_property
    def fingerprint(self) -> str:
        """Changes with any picture or mask. Reads every picture's file once."""
        digest = hashlib.sha256()
        for example in self.examples:
            digest.update(f"{example.picture.key} {example.mask.height} {example.mask.width} ".encode())
            digest.update(example.mask.counts)
        return digest.hexdigest()


def open_dataset(root: Path, scenes: Sequence[str] | None = None) -> Dataset:
    """The dataset in a folder: ROOT/images with ROOT/masks, or ROOT/JPEGImages with ROOT/Annotations.

    Raises:
        InputError: it is neither, or a picture cannot be read.
        MaskError: a mask cannot be read, or is not of its picture's size.
    """
    if (root / "images").is_dir():
        return folder_dataset(root / "images", root / "masks")
    if (root / "JPEGImages").is_dir():
        return davis_dataset(root, scenes)
    if not root.exists():
        raise InputError(say("There is no folder “{root}”.", root=root))
    raise InputError(
        say(
            "“{root}” is nothing to train with: it needs the folders images and masks, or, in "
            "DAVIS layout, JPEGImages and Annotations.",
            root=root,
        )
    )


def folder_dataset(images: Path, masks: Path) -> Dataset:
    """A folder of pictures, each with a mask of the same name in the other."""
    pairs = paired(images, masks)
    return _dataset(
        ((images.parent.name, index, image, mask) for index, (image, mask) in enumerate(pairs)), ordered=False
    )


def davis_dataset(root: Path, scenes: Sequence[str] | None = None) -> Dataset:
    """Every annotated frame of a tree in DAVIS layout, or of some of its sequences."""

    def rows() -> Iterable[tuple[str, int, Path, Path]]:
        for sequence in find_sequences(root, None if scenes is None else list(scenes)):
            frames = pictures_in(sequence.frames)
            for index, annotation in sorted(sequence.annotations.items()):
                yield sequence.name, index, frames[index], annotation

    return _dataset(rows(), ordered=True)


def _dataset(rows: Iterable[tuple[str, int, Path, Path]], *, ordered: bool) -> Dataset:
    examples: list[Example] = []
    empty = 0
    for scene, index, image, mask_file in rows:
        size_wh = picture_size(image)
        found = read_objects(mask_file)
        for value, mask_hw in found.items():
            if mask_hw.shape[::-1] != size_wh:
                mask_size = "×".join(str(side) for side in mask_hw.shape[::-1])
                raise MaskError(
                    say(
                        "The mask “{mask_file}” is {mask_size} pixels, but its picture is {width}×{height}.",
                        mask_file=mask_file,
                        mask_size=mask_size,
                        width=size_wh[0],
                        height=size_wh[1],
                    )
                )
            if mask_hw.any():
                name = f"object {value}" if len(found) > 1 else ""
                examples.append(Example(PictureFile(image), Mask.from_array(mask_hw), scene, index, name))
        empty += not found
    return Dataset(tuple(examples), empty, ordered)


def picture_size(path: Path) -> tuple[int, int]:
    """A picture file's width and height as it is seen upright, from its head alone.

    Raises:
        InputError: it is not a picture.
    """
    try:
        with Image.open(path) as image:
            turned = int(image.getexif().get(_EXIF_ORIENTATION, 1)) >= 5
            return (image.height, image.width) if turned else (image.width, image.height)
    except (OSError, UnidentifiedImageError, ValueError, SyntaxError) as error:
        raise InputError(say("“{path}” is not a picture that can be read.", path=path)) from error
