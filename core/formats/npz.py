"""NumPy: masks.npz with an array for each frame, which is never in memory with the others.

`np.load("masks.npz")["00012"]` is (objects, height, width) bool. Beside the frames: `frame_indices`,
`pts_s`, `object_names`, `class_names`, and `present` (frames, objects), whether an object has a mask there.
The reader also takes one array `masks`: (frames, height, width) of numbers, or (frames, objects, height,
width) of bool.
"""

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.errors import FormatError
from core.formats.contract import ExportJob, Format, Imported, ReadContext
from core.formats.pictures import frame_name, values_in
from core.formats.reading import Collector, damaged, only_file
from core.masks import Mask
from core.wording import say

NAME = "masks.npz"
_MOST_BYTES = 2**33


def write(job: ExportJob, folder: Path) -> Iterator[int]:
    """Write masks.npz."""
    width, height = job.size_wh
    places = {item.id: place for place, item in enumerate(job.objects)}
    present = np.zeros((len(job.frame_indices), len(job.objects)), dtype=np.bool_)
    with zipfile.ZipFile(folder / NAME, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for at, frame_index in enumerate(job.frame_indices):
            stack = np.zeros((len(job.objects), height, width), dtype=np.bool_)
            for object_id, mask in job.masks(frame_index).items():
                stack[places[object_id]] = mask.to_array()
                present[at, places[object_id]] = True
            _put(archive, frame_name(frame_index), stack)
            yield frame_index
        _put(archive, "frame_indices", np.array(job.frame_indices, dtype=np.int64))
        _put(archive, "pts_s", np.array([job.pts_s(frame) for frame in job.frame_indices]))
        _put(archive, "object_names", np.array([item.name for item in job.objects]))
        _put(archive, "class_names", np.array([item.class_name for item in job.objects]))
        _put(archive, "present", present)


def _put(archive: zipfile.ZipFile, name: str, values: NDArray[np.generic]) -> None:
    with archive.open(f"{name}.npy", "w", force_zip64=True) as file:
        np.lib.format.write_array(file, values, allow_pickle=False)


def read(path: Path, context: ReadContext) -> Imported:
    """Read a file, or the one in a folder."""
    file = only_file(path, "*.npz", "npz file")
    found = Collector(file, context)
    try:
        with damaged(file), zipfile.ZipFile(file) as archive:
            names = {name.removesuffix(".npy") for name in archive.namelist()}
            if "frame_indices" in names:
                _read_ours(archive, names, found)
            elif "masks" in names:
                _read_one_array(_get(archive, "masks"), found)
            else:
                raise FormatError(say("“{file}” has no array “masks” in it.", file=file.name))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise FormatError(say("“{file}” is damaged or not an npz file.", file=file.name)) from error
    return found.imported()


def _get(archive: zipfile.ZipFile, name: str) -> NDArray[np.generic]:
    """An array whose head promises no more than we can hold."""
    with archive.open(f"{name}.npy") as file:
        version = np.lib.format.read_magic(file)
        read_head = (
            np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
        )
        shape, _, kind = read_head(file)
    size = kind.itemsize
    for side in shape:
        size *= side
    if not 0 <= size <= _MOST_BYTES or kind.hasobject:
        raise ValueError("an array is too large or holds no numbers")
    with archive.open(f"{name}.npy") as file:
        values: NDArray[np.generic] = np.lib.format.read_array(file, allow_pickle=False)
    return values


def _read_ours(archive: zipfile.ZipFile, names: set[str], found: Collector) -> None:
    titles = [str(name) for name in _get(archive, "object_names")]
    classes = [str(name) for name in _get(archive, "class_names")]
    present = _get(archive, "present").astype(np.bool_)
    numbers = [
        found.item(at, name, class_name, number=at + 1)
        for at, (name, class_name) in enumerate(zip(titles, classes, strict=True))
    ]
    for at, frame_index in enumerate(_get(archive, "frame_indices").tolist()):
        stack = _get(archive, frame_name(frame_index)).astype(np.bool_)
        count, height, width = stack.shape
        found.frame(frame_index, width, height)
        if count != len(numbers):
            raise ValueError("a frame has masks of other objects")
        for number, mask_hw, is_there in zip(numbers, stack, present[at], strict=True):
            if is_there:
                found.mask(number, frame_index, Mask.from_array(mask_hw))


def _read_one_array(masks: NDArray[np.generic], found: Collector) -> None:
    if masks.ndim == 3 and masks.dtype.kind == "b":
        masks = masks[:, None]
    for frame_index, frame in enumerate(masks):
        found.frame(frame_index, frame.shape[-1], frame.shape[-2])
        if frame.ndim == 3:
            for at, mask_hw in enumerate(frame):
                found.mask(found.item(at, "", "", number=at + 1), frame_index, Mask.from_array(mask_hw))
        elif frame.dtype.kind in "iu":
            for value in values_in(frame):
                number = found.item(value, "", "", number=value if 0 < value < 100_000 else None)
                found.mask(number, frame_index, Mask.from_array(frame == value))
        else:
            raise ValueError("masks are bool, or whole numbers of objects")


NPZ = Format(name="npz", title="NumPy (npz)", write=write, read=read)
