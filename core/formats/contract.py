"""What a format is, and what its writer and reader are given and give."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Protocol

from core.cancel import CancelToken
from core.document.document import Overlap, SegObject
from core.errors import FormatError
from core.formats.source import Frames, MaskSource, without_overlaps
from core.masks import Mask
from core.types import FrameRGB, State
from core.wording import say


class Only(StrEnum):
    """Which masks leave."""

    ALL = "all"
    APPROVED = "approved"
    KEY = "key"  # not those carried between key frames


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What to export. Frames `start` to `stop` (inclusive; None: to the end), every `step`-th.

    With `only` other than ALL, frames without such a mask are left out. `class_map` renames classes.
    `replace`: an earlier export in the target is replaced. `pictures`: formats that hold the media's
    pictures beside the masks get them too, where frames are given.
    """

    start: int = 0
    stop: int | None = None
    step: int = 1
    only: Only = Only.ALL
    object_ids: frozenset[int] | None = None
    class_map: Mapping[str, str] = field(default_factory=dict)
    replace: bool = False
    pictures: bool = True
    model_name: str = ""
    opacity: float = 0.5
    """Of the masks in `overlay`."""


@dataclass(frozen=True)
class ExportJob:
    """The plan of one export: which objects and frames, and their masks as they leave. See `plan`."""

    source: MaskSource
    options: ExportOptions
    objects: tuple[SegObject, ...]
    """In order, the first on top; their classes renamed."""
    frame_indices: tuple[int, ...]
    size_wh: tuple[int, int]
    frames: Frames | None
    cancel: CancelToken

    @property
    def name(self) -> str:
        """What the sequence is called: the media's name without its ending."""
        media = self.source.media
        return Path(media.absolute_path.replace("\\", "/")).stem or "media" if media else "media"

    @property
    def exclusive(self) -> bool:
        """Whether a pixel belongs to one object at most."""
        return self.source.settings.overlap is Overlap.EXCLUSIVE

    @cached_property
    def numbers(self) -> dict[int, int]:
        """1, 2, 3… by object id, in order: what formats with numbered objects write."""
        return {item.id: number for number, item in enumerate(self.objects, start=1)}

    @cached_property
    def class_names(self) -> tuple[str, ...]:
        """Every class, the project's own list first; "" where an object has none."""
        renamed = self.options.class_map
        listed = [renamed.get(name, name) for name in self.source.settings.classes]
        return tuple(dict.fromkeys([*listed, *(item.class_name for item in self.objects)]))

    def masks(self, frame_index: int) -> dict[int, Mask]:
        """The masks of a frame that leave, by object id in order; overlaps cut where the project has none."""
        found: dict[int, Mask] = {}
        for item in self.objects:
            if self.leaves(item.id, frame_index):
                mask = self.source.mask(item.id, frame_index)
                if mask is not None:
                    found[item.id] = mask
        if self.exclusive:
            return dict(zip(found, without_overlaps(list(found.values())), strict=True))
        return found

    def leaves(self, object_id: int, frame_index: int) -> bool:
        """Whether the object has a mask on the frame and `only` lets it through."""
        mark = self.source.marks(object_id).get(frame_index)
        if mark is None:
            return False
        if self.options.only == Only.APPROVED:
            return mark.state is State.APPROVED
        return self.options.only == Only.ALL or mark.is_key

    @property
    def writes_pictures(self) -> bool:
        """Whether the media's pictures are to stand beside the masks."""
        return self.options.pictures and self.frames is not None

    def picture(self, frame_index: int) -> FrameRGB:
        """The media's frame, (H, W, 3) uint8 RGB; only where `writes_pictures` or the format needs frames."""
        if self.frames is None:
            raise FormatError("This export needs the media, which is not open.")
        return self.frames.read(frame_index)

    def pts_s(self, frame_index: int) -> float:
        """The frame's time: the media's own where it is open, else by the mean rate."""
        if self.frames is not None:
            return self.frames.pts_s(frame_index)
        media = self.source.media
        return frame_index / media.fps if media and media.fps else float(frame_index)

    @property
    def times_s(self) -> list[float]:
        """When each frame is shown in a movie of them, from 0: at the media's own speed."""
        times = [self.pts_s(frame_index) for frame_index in self.frame_indices]
        return [time - times[0] for time in times]


@dataclass(frozen=True)
class Imported:
    """What a reader found: objects numbered from 1, their masks by (object number, frame index).

    `frame_indices`: every frame that the files speak of, with masks or without.
    """

    size_wh: tuple[int, int]
    objects: tuple[SegObject, ...]
    masks: Mapping[tuple[int, int], Mask]
    frame_indices: tuple[int, ...]
    values: tuple[int, ...] = ()
    """What the files called the objects, where they have numbers of their own."""


class Writer(Protocol):
    """Writes a job's files into an empty folder; yields each frame index when it is done."""

    def __call__(self, job: ExportJob, folder: Path) -> Iterator[int]: ...


@dataclass(frozen=True, slots=True)
class ReadContext:
    """What a reader may need besides the files: the media's size where the files do not say it.

    `progress`: called with the number of masks or frames read so far, on the reader's thread.
    """

    size_wh: tuple[int, int] | None
    cancel: CancelToken
    progress: Callable[[int], None] | None = None
    _count: list[int] = field(default_factory=lambda: [0])

    def step(self) -> None:
        """One more is read; raises `Cancelled` when the user stopped it."""
        self.cancel.check()
        self._count[0] += 1
        if self.progress is not None:
            self.progress(self._count[0])


Reader = Callable[[Path, ReadContext], Imported]
"""Reads a folder or file; raises `FormatError` with one sentence for whatever is wrong with it."""


@dataclass(frozen=True, slots=True)
class Format:
    """One format: its name on the command line, its title, and what it can do.

    `loss`: what is lost on the way, in words for the user; empty where every pixel survives.
    `keeps_overlaps`: two objects may have one pixel. `needs_frames`: cannot be written without the media.
    """

    name: str
    title: str
    write: Writer
    read: Reader | None
    loss: str = ""
    keeps_overlaps: bool = True
    needs_frames: bool = False
    max_objects: int | None = None

    @property
    def can_import(self) -> bool:
        return self.read is not None

    @property
    def lossless(self) -> bool:
        return not self.loss

    def require_reader(self) -> Reader:
        """The reader; raises `FormatError` for a format that only leaves."""
        if self.read is None:
            raise FormatError(say("{title} can be exported but not imported.", title=self.title))
        return self.read
