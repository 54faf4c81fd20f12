"""What readers share: files that may be damaged, and sizes and objects that must agree."""

import json
import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from core.document.document import SegObject
from core.errors import FormatError, MaskError
from core.formats.contract import Imported, ReadContext
from core.formats.manifest import Manifest, read_manifest
from core.formats.outlines import Polygon
from core.formats.pictures import MAX_PIXELS, davis_palette
from core.masks import Mask
from core.wording import say

MAX_FRAME_INDEX = 10_000_000


@contextmanager
def damaged(path: Path, what: str = "") -> Iterator[None]:
    """Turn what Python says of values that are missing or of the wrong kind into one `FormatError`."""
    try:
        yield
    except (
        KeyError,
        TypeError,
        ValueError,
        IndexError,
        AttributeError,
        OverflowError,
        RecursionError,
    ) as error:
        raise FormatError(
            say("“{file}” is damaged: {what}.", file=path.name, what=say(what))
            if what
            else say("“{file}” is damaged.", file=path.name)
        ) from error
    except MaskError as error:
        raise FormatError(say("“{file}” is damaged: {reason}", file=path.name, reason=_low(error))) from error


def load_json(path: Path) -> Any:
    """A JSON file's value."""
    with damaged(path, "it is not JSON"):
        return json.loads(path.read_text(encoding="utf-8"))


def only_file(path: Path, pattern: str, what: str) -> Path:
    """`path` itself, or the one file in it that fits; raises `FormatError` for none and for several."""
    if path.is_file():
        return path
    found = sorted(file for file in path.rglob(pattern) if file.name != "manifest.json" and file.is_file())
    if not found:
        raise FormatError(say("“{file}” has no {what} in it.", file=path.name, what=what))
    if len(found) > 1:
        raise FormatError(
            say(
                "“{file}” has {n} {what}s in it; choose one of them.",
                file=path.name,
                n=len(found),
                what=what,
            )
        )
    return found[0]


def polygon_of(numbers: Any) -> Polygon:
    """(n, 2) from x, y, x, y… or from pairs; raises ValueError for anything else."""
    points = np.asarray(numbers, dtype=np.float64).reshape(-1, 2)
    if not np.isfinite(points).all():
        raise ValueError("a vertex is not a number")
    return points


def frame_index_of(value: Any) -> int:
    """A frame index; raises ValueError for what can be none."""
    number = int(value)
    if not 0 <= number <= MAX_FRAME_INDEX or (isinstance(value, float) and not math.isfinite(value)):
        raise ValueError(f"{value} is no frame index")
    return number


class Collector:
    """Gathers objects and masks while a file is read, and sees that they fit each other.

    Objects are known by any key: a track's id, a class and a place. They are numbered as they come, or as
    `numbers` says, where the format has our numbers in it.
    """

    def __init__(self, path: Path, context: ReadContext, manifest_at: Path | None = None) -> None:
        self.path = path
        self.context = context
        self.manifest: Manifest | None = read_manifest(manifest_at or path)
        self.size_wh: tuple[int, int] | None = None
        self._numbers: dict[object, int] = {}
        self._items: dict[int, SegObject] = {}
        self._masks: dict[tuple[int, int], Mask] = {}
        self._frames: set[int] = set()

    def frame(self, frame_index: int, width: Any = None, height: Any = None) -> None:
        """The files speak of this frame, and say that it is this large."""
        self.context.step()
        self._frames.add(frame_index_of(frame_index))
        if width is not None and height is not None:
            self.sized(int(width), int(height))

    def sized(self, width: int, height: int) -> None:
        """All frames must have one size."""
        if width < 1 or height < 1 or width * height > MAX_PIXELS:
            raise FormatError(
                say(
                    "“{file}” is damaged: a frame of {width}×{height} pixels.",
                    file=self.path.name,
                    width=width,
                    height=height,
                )
            )
        if self.size_wh is not None and self.size_wh != (width, height):
            one, other = f"{self.size_wh[0]}×{self.size_wh[1]}", f"{width}×{height}"
            raise FormatError(
                say(
                    "“{file}” has frames of {one} and of {other} pixels; a project has one size.",
                    file=self.path.name,
                    one=one,
                    other=other,
                )
            )
        self.size_wh = (width, height)

    def require_size(self) -> tuple[int, int]:
        """The frames' (width, height), from the files, the manifest or the media."""
        if self.size_wh is None:
            known = self.manifest.size_wh if self.manifest else self.context.size_wh
            if known is None:
                raise FormatError(
                    say("“{file}” does not say the frames' size; open the media first.", file=self.path.name)
                )
            self.sized(*known)
        assert self.size_wh is not None
        return self.size_wh

    def item(self, key: object, name: str, class_name: str, *, number: int | None = None) -> int:
        """The number of the object of this key, which is new or known."""
        known = self._numbers.get(key)
        if known is not None:
            return known
        if number is None or number in self._items:
            number = max(self._items, default=0) + 1
        self._numbers[key] = number
        if self.manifest is not None and number in self.manifest.objects:
            self._items[number] = self.manifest.objects[number]
        else:
            self._items[number] = plain_object(number, name or f"object {number}", class_name)
        return number

    def mask(self, number: int, frame_index: int, mask: Mask) -> None:
        """The object's mask on a frame; another piece of it where there is one already."""
        frame_index = frame_index_of(frame_index)
        self.sized(mask.width, mask.height)
        self._frames.add(frame_index)
        before = self._masks.get((number, frame_index))
        self._masks[number, frame_index] = mask if before is None else before.union(mask)

    def imported(self) -> Imported:
        """All that was gathered; with a manifest, also its objects and masks that have nothing in them."""
        if self.manifest is not None:
            self._items = dict(self.manifest.objects) | self._items
            self._frames |= set(self.manifest.present)
            if self.manifest.present:
                width, height = self.require_size()
                nothing = Mask.empty(height, width)
                for frame_index, numbers in self.manifest.present.items():
                    for number in numbers:
                        self._masks.setdefault((number, frame_index), nothing)
        unknown = {number for number, _ in self._masks} - set(self._items)
        if unknown:
            raise FormatError(
                say(
                    "“{file}” is damaged: object {object} is not in its list.",
                    file=self.path.name,
                    object=min(unknown),
                )
            )
        if not self._items:
            raise FormatError(say("“{file}” has no object in it.", file=self.path.name))
        order = {number: place for place, number in enumerate(sorted(self._items), start=1)}
        return Imported(
            size_wh=self.require_size(),
            objects=tuple(replace(self._items[number], id=place) for number, place in order.items()),
            masks={(order[number], frame): mask for (number, frame), mask in self._masks.items()},
            frame_indices=tuple(sorted(self._frames)),
        )


def plain_object(number: int, name: str, class_name: str) -> SegObject:
    """An object in the colour that the DAVIS palette gives its number."""
    red, green, blue = davis_palette()[1 + (number - 1) % 21]
    return SegObject(number, name, class_name, f"#{red:02x}{green:02x}{blue:02x}")


def _low(error: MaskError) -> str:
    """What an error says, to go on in the middle of a sentence."""
    text = str(error)
    return text[:1].lower() + text[1:]
