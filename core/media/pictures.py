"""A folder of pictures, or one picture, as media."""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, UnidentifiedImageError

from core.cancel import CancelToken
from core.errors import MediaError
from core.media.cache import ByteCache
from core.media.index import MediaIndex, Progress, shrunk_wh
from core.media.orientation import Orientation
from core.types import FrameRGB
from core.wording import say

SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".bmp", ".tif", ".tiff")
"""What is taken for a picture, in lower case."""

_EXIF_ORIENTATION = 0x0112


@dataclass(frozen=True, slots=True, eq=False)
class PictureScan:
    """The pictures of a folder in natural order, and how each is turned."""

    files: tuple[Path, ...]
    orientations: tuple[Orientation, ...]
    index: MediaIndex


def is_picture(path: Path) -> bool:
    """Whether a file's name is one of a picture; hidden files are none."""
    return path.suffix.lower() in SUFFIXES and not path.name.startswith(".")


def natural_key(name: str) -> tuple[list[tuple[int, int, str]], str]:
    """Sorts names as people count: frame2 before frame10, whatever the case."""
    parts = re.split(r"(\d+)", name.casefold())
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part], name


def scan_pictures(
    path: Path, *, fps: float, cancel: CancelToken, progress: Progress | None = None
) -> PictureScan:
    """Index a folder of pictures, or one picture. Reads only the pictures' heads.

    Where two pictures differ only in the suffix (frames as .jpg beside masks as .png), the pictures of
    the most frequent kind are the media. Raises `MediaError` for an empty folder, a file that is no
    picture, sizes that differ; `Cancelled`.
    """
    files, notes = _list_pictures(path)
    sizes: list[tuple[int, int]] = []
    orientations: list[Orientation] = []
    for number, file in enumerate(files):
        if number % 64 == 0:
            cancel.check()
            if progress is not None:
                progress(number / len(files), say("Reading the index"))
        size, orientation = _read_head(file)
        if sizes and size != sizes[0]:
            raise MediaError(
                say(
                    "The pictures in {file} differ in size: {name} has {first_width}×{first_height} "
                    "pixels, {other} has {width}×{height}.",
                    file=path.name,
                    name=files[0].name,
                    first_width=sizes[0][0],
                    first_height=sizes[0][1],
                    other=file.name,
                    width=size[0],
                    height=size[1],
                )
            )
        sizes.append(size)
        orientations.append(orientation)
    pts_s = np.arange(len(files), dtype=np.float64) / fps
    pts_s.setflags(write=False)
    index = MediaIndex(
        frame_count=len(files),
        pts_s=pts_s,
        key_frames=tuple(range(len(files))),
        size_wh=sizes[0],
        rotation=orientations[0].degrees,
        fps_mean=fps,
        codec=files[0].suffix.lower().lstrip("."),
        container="folder" if path.is_dir() else "picture",
        notes=notes,
    )
    return PictureScan(files, tuple(orientations), index)


def _list_pictures(path: Path) -> tuple[tuple[Path, ...], tuple[str, ...]]:
    if not path.is_dir():
        return (path,), ()
    try:
        files = [file for file in path.iterdir() if is_picture(file) and file.is_file()]
    except OSError as error:
        raise MediaError(
            say("The folder {path} cannot be read: {reason}.", path=path, reason=error.strerror or error)
        ) from error
    if not files:
        raise MediaError(
            say(
                "The folder {folder} holds no picture ({endings}).",
                folder=path.name or path,
                endings=", ".join(SUFFIXES),
            )
        )
    notes: tuple[str, ...] = ()
    if len({file.stem.casefold() for file in files}) < len(files):
        kinds = Counter(file.suffix.lower() for file in files)
        chosen = max(kinds, key=lambda suffix: (kinds[suffix], -SUFFIXES.index(suffix)))
        left_out = len(files) - kinds[chosen]
        if left_out:
            files = [file for file in files if file.suffix.lower() == chosen]
            notes = (
                say(
                    "Only the {kind} pictures are used; {n} others of the same names are left out.",
                    kind=chosen,
                    n=left_out,
                ),
            )
    return tuple(sorted(files, key=lambda file: natural_key(file.name))), notes


def _read_head(file: Path) -> tuple[tuple[int, int], Orientation]:
    try:
        with Image.open(file) as image:
            orientation = Orientation.from_exif(image.getexif().get(_EXIF_ORIENTATION, 1))
            return orientation.size_wh(*image.size), orientation
    except FileNotFoundError as error:
        raise MediaError(say("There is no file {file}.", file=file)) from error
    except PermissionError as error:
        raise MediaError(say("{file} cannot be read: permission denied.", file=file)) from error
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as error:
        raise MediaError(say("{file} is not a picture that can be read.", file=file.name)) from error


def read_picture(
    file: Path, orientation: Orientation, size_wh: tuple[int, int], *, reduce: int = 1
) -> FrameRGB:
    """Decode one picture upright to 8-bit RGB, (height, width, 3); transparency is dropped.

    `reduce` 2, 4 or 8 gives a smaller picture sooner. Raises `MediaError` where it is damaged, gone, or
    no longer of `size_wh`.
    """
    flags = {
        1: cv2.IMREAD_COLOR,
        2: cv2.IMREAD_REDUCED_COLOR_2,
        4: cv2.IMREAD_REDUCED_COLOR_4,
        8: cv2.IMREAD_REDUCED_COLOR_8,
    }[reduce]
    try:
        data = np.fromfile(file, np.uint8)  # imread cannot open every name on Windows
        stored = cv2.imdecode(data, flags | cv2.IMREAD_IGNORE_ORIENTATION) if len(data) else None
    except OSError as error:
        raise MediaError(
            say("{file} can no longer be read: {reason}.", file=file.name, reason=error.strerror or error)
        ) from error
    except cv2.error as error:
        raise MediaError(say("{file} is damaged.", file=file.name)) from error
    if stored is None:
        raise MediaError(say("{file} is damaged.", file=file.name))
    upright = orientation.apply(np.asarray(cv2.cvtColor(stored, cv2.COLOR_BGR2RGB), np.uint8))
    if reduce == 1 and (upright.shape[1], upright.shape[0]) != size_wh:
        raise MediaError(say("{file} has changed since the folder was opened.", file=file.name))
    return upright


class PictureFrames:
    """Frames by number from a scanned folder of pictures, kept decoded as far as memory allows."""

    def __init__(self, scan: PictureScan, limit_bytes: int) -> None:
        self.index = scan.index
        self._scan = scan
        self._held: ByteCache[int, FrameRGB] = ByteCache(limit_bytes, _bytes_of)

    def set_limit(self, limit_bytes: int) -> None:
        """Hold so many bytes of frames from now on."""
        self._held.set_limit(limit_bytes)

    def another(self, limit_bytes: int) -> "PictureFrames":
        """The same pictures with their own memory."""
        return PictureFrames(self._scan, limit_bytes)

    @property
    def damaged(self) -> tuple[int, ...]:
        """Always empty: a damaged picture is an error, since it can be replaced."""
        return ()

    def holds(self, frame_index: int) -> bool:
        return frame_index in self._held

    def rgb(self, frame_index: int, cancel: CancelToken | None) -> FrameRGB:
        """Decode a picture, or take it from memory."""
        picture = self._held.get(frame_index)
        if picture is None:
            picture = self._read(frame_index)
            self._held.put(frame_index, picture)
        return picture

    def small_held(self, frame_index: int, max_side: int) -> FrameRGB | None:
        """A small copy of a picture that is in memory."""
        picture = self._held.get(frame_index)
        return None if picture is None else shrink(picture, max_side)

    def small_frame(self, frame_index: int) -> int:
        """The frame that `small` shows: every picture stands for itself."""
        return frame_index

    def small(self, frame_index: int, max_side: int) -> FrameRGB:
        """A small copy of a picture, decoded no larger than needed."""
        side = max(self.index.size_wh)
        reduce = next((by for by in (8, 4, 2) if side // by >= max_side), 1)
        return shrink(self._read(frame_index, reduce), max_side)

    def release(self) -> None:
        """Let go of all pictures."""
        self._held.clear()

    def _read(self, frame_index: int, reduce: int = 1) -> FrameRGB:
        scan = self._scan
        return read_picture(
            scan.files[frame_index], scan.orientations[frame_index], scan.index.size_wh, reduce=reduce
        )


def shrink(picture: FrameRGB, max_side: int) -> FrameRGB:
    """A copy whose longer side is at most `max_side` pixels."""
    size_wh = shrunk_wh(picture.shape[1], picture.shape[0], max_side)
    return np.asarray(cv2.resize(picture, size_wh, interpolation=cv2.INTER_AREA), np.uint8)


def _bytes_of(picture: FrameRGB) -> int:
    return picture.nbytes
