"""Reading and writing the small pictures that formats are made of, with errors a user can read."""

import re
import struct
import zlib
from collections.abc import Iterable
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.errors import FormatError, StorageError
from core.types import FrameRGB, MaskHW
from core.wording import say

MAX_PIXELS = 2**28
_BAD_PICTURE = (OSError, ValueError, SyntaxError, EOFError, struct.error, zlib.error, IndexError, TypeError)


def davis_palette() -> NDArray[np.uint8]:
    """(256, 3) RGB: the palette of the DAVIS 2017 annotations, 22 colours and then greys.

    The colours follow the rule of Pascal VOC (the bits of the index, interleaved), with 191 for 192.
    """
    palette = np.repeat(np.arange(256, dtype=np.int64)[:, None], 3, axis=1)
    index = np.arange(22)
    for channel in range(3):
        value = 128 * (index >> channel & 1) + 64 * (index >> (channel + 3) & 1)
        palette[:22, channel] = np.where(value == 192, 191, value)
    return palette.astype(np.uint8)


_PALETTE = davis_palette()


def write_numbers(path: Path, numbers_hw: NDArray[np.uint8]) -> None:
    """Write object numbers as a PNG with the DAVIS palette."""
    picture = Image.fromarray(numbers_hw)
    picture.putpalette(_PALETTE.tobytes())
    _save(picture, path)


def write_binary(path: Path, mask_hw: MaskHW) -> None:
    """Write a mask as a grey PNG of 0 and 255."""
    _save(Image.fromarray(mask_hw.astype(np.uint8) * 255), path)


def write_numbers_16(path: Path, numbers_hw: NDArray[np.uint16]) -> None:
    """Write numbers up to 65535 as a grey PNG of 16 bits."""
    _save(Image.fromarray(numbers_hw), path)


def write_rgba(path: Path, rgba: NDArray[np.uint8]) -> None:
    """Write a picture with transparency as PNG."""
    _save(Image.fromarray(rgba), path)


def write_jpeg(path: Path, frame: FrameRGB) -> None:
    """Write a frame as JPEG of high quality."""
    ok, data = cv2.imencode(".jpg", cv2.cvtColor(frame, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, 95])
    if not ok:
        raise StorageError(say("“{file}” could not be encoded.", file=path.name))
    path.write_bytes(data.tobytes())


def _save(picture: Image.Image, path: Path) -> None:
    picture.save(path, format="PNG", compress_level=4)


def read_numbers(path: Path) -> NDArray[np.integer]:
    """(H, W) numbers of a picture: palette indices, grey values, or colours of the DAVIS palette.

    Raises `FormatError` for a file that is no such picture.
    """
    picture = _read(path)
    if picture.mode in ("P", "L", "I;16", "I", "1"):
        if picture.mode == "1":
            picture = picture.convert("L")
        numbers: NDArray[np.integer] = np.asarray(picture)
        return numbers
    return _palette_numbers(np.asarray(picture.convert("RGB")).astype(np.int64), path)


def read_binary(path: Path) -> MaskHW:
    """(H, W) bool: every pixel that is not black (or, with transparency only, not transparent)."""
    picture = _read(path)
    values = np.asarray(picture.convert("RGB") if picture.mode in ("RGBA", "LA") else picture)
    found: MaskHW = values != 0 if values.ndim == 2 else (values != 0).any(axis=2)
    return found


def values_in(numbers_hw: NDArray[np.integer]) -> list[int]:
    """The different numbers in a picture but 0, rising."""
    if numbers_hw.min() < 0 or numbers_hw.max() > 0xFFFF:
        found = np.unique(numbers_hw)
    else:
        found = np.flatnonzero(np.bincount(numbers_hw.ravel()))
    return [int(value) for value in found if value != 0]


def read_size(path: Path) -> tuple[int, int]:
    """(width, height) of a picture, from its head alone."""
    try:
        with Image.open(path) as picture:
            return picture.size
    except _BAD_PICTURE as error:
        raise FormatError(say("“{file}” is not a picture that can be read.", file=path.name)) from error


def _read(path: Path) -> Image.Image:
    try:
        with Image.open(path) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise FormatError(
                    say(
                        "“{file}” is {width}×{height} pixels: too large.",
                        file=path.name,
                        width=picture.width,
                        height=picture.height,
                    )
                )
            picture.load()
            return picture
    except FormatError:
        raise
    except (*_BAD_PICTURE, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise FormatError(say("“{file}” is damaged or not a picture.", file=path.name)) from error


def _palette_numbers(rgb: NDArray[np.int64], path: Path) -> NDArray[np.int64]:
    codes = rgb[..., 0] << 16 | rgb[..., 1] << 8 | rgb[..., 2]
    known = _PALETTE.astype(np.int64)
    known_codes = known[:, 0] << 16 | known[:, 1] << 8 | known[:, 2]
    if set(np.unique(codes)) == {0, 0xFFFFFF}:
        return np.where(codes != 0, 255, 0)
    numbers = np.full(codes.shape, -1, dtype=np.int64)
    for number, code in enumerate(known_codes):
        numbers[codes == code] = number
    if (numbers < 0).any():
        raise FormatError(
            say("“{file}” has colours that are not those of the DAVIS palette.", file=path.name)
        )
    return numbers


def numbered_files(folder: Path, suffixes: Iterable[str]) -> list[tuple[int, Path]]:
    """(frame index, file) for the pictures of a folder, in order.

    The last number in a file's name is its frame index; where a name has none or a number comes twice,
    the files are counted in the order of their names instead.
    """
    endings = tuple(suffixes)
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() in endings and path.is_file())
    numbers = [re.findall(r"\d+", path.stem) for path in files]
    if all(numbers) and len({int(found[-1]) for found in numbers}) == len(files):
        return sorted((int(found[-1]), path) for found, path in zip(numbers, files, strict=True))
    return list(enumerate(files))


def frame_name(frame_index: int) -> str:
    """A frame's file name without its ending, as DAVIS and YouTube-VOS have it."""
    return f"{frame_index:05d}"
