"""The document: media, objects, prompts, masks and marks of one project, in memory and on disk alike.

It is read by everybody on the GUI thread and changed only by edits (see edits.py), which History runs.
Masks stay in the project file and are fetched when asked for; all else is in memory.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Protocol, TypeVar

from core.document.change import Place
from core.errors import MaskError, ProjectError, PromptError
from core.masks import Mask
from core.types import FramePrompt, Origin, State
from core.wording import say

T = TypeVar("T")

MASK_CACHE_BYTES = 64 * 2**20


@dataclass(frozen=True, slots=True)
class MediaRef:
    """The video or folder of frames that a project is about, and how to know it again.

    `relative_path` is relative to the project file's folder, with forward slashes; empty where there is
    no such path (another drive). `fingerprint` is `MediaReader.fingerprint()`.
    """

    relative_path: str
    absolute_path: str
    fingerprint: str
    frame_count: int
    width: int
    height: int
    fps: float

    @property
    def size_wh(self) -> tuple[int, int]:
        return self.width, self.height


@dataclass(frozen=True, slots=True)
class SegObject:
    """One thing being segmented through the media. `colour` is "#rrggbb"; a locked object takes no masks."""

    id: int
    name: str
    class_name: str = ""
    colour: str = "#ff8000"
    visible: bool = True
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """What is known of a mask: every mask has one. `score` is the model's predicted IoU, 0 to 1."""

    origin: Origin
    state: State = State.DRAFT
    score: float | None = None
    comment: str = ""

    @property
    def is_key(self) -> bool:
        """Whether the frame is a key frame of the object: not carried there from its neighbours."""
        return self.origin is not Origin.FILLED


class Overlap(StrEnum):
    """What two objects may do on one pixel. Masks are stored whole; the policy is for showing and export."""

    EXCLUSIVE = "exclusive"  # the object that stands higher in the list has the pixel
    ALLOWED = "allowed"


@dataclass(frozen=True, slots=True)
class ProjectSettings:
    """Choices that belong to the project and can be undone."""

    overlap: Overlap = Overlap.EXCLUSIVE
    classes: tuple[str, ...] = ()


class Shelf(Protocol):
    """Where a document keeps its rows; tables.py has the one on SQLite. All writes are in a transaction."""

    def begin(self) -> None: ...
    def commit(self) -> None: ...
    def rollback(self) -> None: ...
    def load_mask(self, object_id: int, frame_index: int, *, check: bool) -> Mask | None: ...
    def load_masks(self, object_id: int, frames: Sequence[int]) -> Mapping[int, Mask]: ...
    def put_object(self, item: SegObject, position: int) -> None: ...
    def delete_object(self, object_id: int) -> None: ...
    def put_prompt(self, object_id: int, prompt: FramePrompt) -> None: ...
    def delete_prompt(self, object_id: int, frame_index: int) -> None: ...
    def put_masks(self, rows: Sequence[tuple[int, int, Mask]]) -> None: ...
    def put_marks(self, rows: Sequence[tuple[int, int, Mark]]) -> None: ...
    def delete_masks(self, places: Sequence[Place]) -> None: ...
    def put_media(self, media: MediaRef | None) -> None: ...
    def put_settings(self, settings: ProjectSettings) -> None: ...
    def put_last_object_id(self, object_id: int) -> None: ...


@dataclass(frozen=True, slots=True)
class Contents:
    """All of a document but its masks, as a shelf loads it. `objects` are in order."""

    media: MediaRef | None
    settings: ProjectSettings
    objects: Sequence[SegObject]
    prompts: Mapping[int, dict[int, FramePrompt]]
    marks: Mapping[int, dict[int, Mark]]
    last_object_id: int


class Document:
    """One project's contents. Reading is for everybody on its thread; `write_…` is for edits alone."""

    def __init__(self, shelf: Shelf, contents: Contents) -> None:
        self._shelf = shelf
        self._media = contents.media
        self._settings = contents.settings
        self._objects = {item.id: item for item in contents.objects}
        self._prompts = {item.id: dict(contents.prompts.get(item.id, {})) for item in contents.objects}
        self._marks = {item.id: dict(contents.marks.get(item.id, {})) for item in contents.objects}
        self._last_object_id = contents.last_object_id
        self._masks: OrderedDict[Place, Mask] = OrderedDict()
        self._masks_bytes = 0
        self._restores: list[Callable[[], None]] | None = None
        self._replaying = False
        self._kept_marks: dict[int, dict[int, Mark]] = {}  # while replaying: those saved whole, by their id()

    # ---- reading

    @property
    def media(self) -> MediaRef | None:
        return self._media

    @property
    def settings(self) -> ProjectSettings:
        return self._settings

    @property
    def objects(self) -> Mapping[int, SegObject]:
        """By id, in the order of the list: the first is on top."""
        return MappingProxyType(self._objects)

    @property
    def new_object_id(self) -> int:
        """An id that no object of this project has or had."""
        return self._last_object_id + 1

    def prompts(self, object_id: int) -> Mapping[int, FramePrompt]:
        """The object's prompts by frame index; empty for an unknown object."""
        return MappingProxyType(self._prompts.get(object_id, {}))

    def prompt(self, object_id: int, frame_index: int) -> FramePrompt | None:
        return self._prompts.get(object_id, {}).get(frame_index)

    def marks(self, object_id: int) -> Mapping[int, Mark]:
        """The marks of the object's masks by frame index; empty for an unknown object."""
        return MappingProxyType(self._marks.get(object_id, {}))

    def mark(self, object_id: int, frame_index: int) -> Mark | None:
        return self._marks.get(object_id, {}).get(frame_index)

    def mask(self, object_id: int, frame_index: int) -> Mask | None:
        """The object's mask on a frame, fetched from the project file at first; None where there is none."""
        place = (object_id, frame_index)
        if frame_index not in self._marks.get(object_id, {}):
            return None
        mask = self._masks.get(place)
        if mask is not None:
            self._masks.move_to_end(place)
            return mask
        mask = self._shelf.load_mask(object_id, frame_index, check=True)
        if mask is not None:
            self._remember(place, mask)
        return mask

    def stored_mask(self, object_id: int, frame_index: int) -> Mask | None:
        """The same for edits that only move it: neither kept in memory nor checked for damage."""
        if frame_index not in self._marks.get(object_id, {}):
            return None
        kept = self._masks.get((object_id, frame_index))
        return kept or self._shelf.load_mask(object_id, frame_index, check=False)

    def stored_masks(self, places: Sequence[Place]) -> dict[Place, Mask]:
        """The same for many places at once; those without a mask are left out."""
        found: dict[Place, Mask] = {}
        absent: dict[int, list[int]] = {}
        for place in places:
            object_id, frame_index = place
            if frame_index in self._marks.get(object_id, {}):
                kept = self._masks.get(place)
                if kept is not None:
                    found[place] = kept
                else:
                    absent.setdefault(object_id, []).append(frame_index)
        for object_id, frames in absent.items():
            loaded = self._shelf.load_masks(object_id, sorted(set(frames)))
            found.update(((object_id, frame_index), mask) for frame_index, mask in loaded.items())
        return found

    def masks_on(self, frame_index: int) -> dict[int, Mask]:
        """All masks of a frame by object id, in the objects' order."""
        found = {object_id: self.mask(object_id, frame_index) for object_id in self._objects}
        return {object_id: mask for object_id, mask in found.items() if mask is not None}

    # ---- checks that edits make before they write

    def require_object(self, object_id: int) -> SegObject:
        """The object; raises `ProjectError` for an unknown id."""
        try:
            return self._objects[object_id]
        except KeyError:
            raise ProjectError(
                say("There is no object {object} in this project.", object=object_id)
            ) from None

    def require_frame(self, frame_index: int) -> None:
        """Raise `PromptError` for a frame index outside the media."""
        last = self._media.frame_count - 1 if self._media else None
        if frame_index < 0 or (last is not None and frame_index > last):
            end = f" (its frames are 0 to {last})" if last is not None else ""
            raise PromptError(say("Frame {frame} is outside the media{end}.", frame=frame_index, end=end))

    def require_size(self, mask: Mask) -> None:
        """Raise `MaskError` for a mask of another size than the media."""
        if self._media and (mask.width, mask.height) != self._media.size_wh:
            raise MaskError(
                say(
                    "This mask is {width}×{height} pixels, but the media is {other_width}×{other_height}.",
                    width=mask.width,
                    height=mask.height,
                    other_width=self._media.width,
                    other_height=self._media.height,
                )
            )

    # ---- writing, for edits inside a transaction

    @contextmanager
    def transaction(self, *, replaying: bool = False) -> Iterator[None]:
        """All or nothing: if the block or the commit fails, disk and memory are as they were before.

        `replaying`: edits come from the history; they may be many, and their masks are not kept in memory.
        """
        if self._restores is not None:
            raise RuntimeError("a transaction is open already")
        self._shelf.begin()
        self._restores = [self._forget_all] if replaying else []
        self._replaying = replaying
        try:
            yield
            self._shelf.commit()
        except BaseException:
            for restore in reversed(self._restores):
                restore()
            self._shelf.rollback()
            raise
        finally:
            self._restores = None
            self._kept_marks.clear()

    def write_media(self, media: MediaRef | None) -> None:
        before = self._media
        self._on_rollback(lambda: setattr(self, "_media", before))
        self._media = media
        self._shelf.put_media(media)

    def write_settings(self, settings: ProjectSettings) -> None:
        before = self._settings
        self._on_rollback(lambda: setattr(self, "_settings", before))
        self._settings = settings
        self._shelf.put_settings(settings)

    def write_objects(self, objects: Sequence[SegObject]) -> None:
        """Make these, in this order, the objects. A removed object must have neither masks nor prompts."""
        before, before_last = self._objects, self._last_object_id
        before_prompts, before_marks = self._prompts, self._marks

        def restore() -> None:
            self._objects, self._last_object_id = before, before_last
            self._prompts, self._marks = before_prompts, before_marks

        self._on_rollback(restore)
        self._objects = {item.id: item for item in objects}
        positions = {object_id: position for position, object_id in enumerate(before)}
        for object_id in before:
            if object_id not in self._objects:
                self._shelf.delete_object(object_id)
        for position, item in enumerate(objects):
            if before.get(item.id) != item or positions[item.id] != position:
                self._shelf.put_object(item, position)
        self._prompts = {object_id: before_prompts.get(object_id, {}) for object_id in self._objects}
        self._marks = {object_id: before_marks.get(object_id, {}) for object_id in self._objects}
        if self._objects and max(self._objects) > self._last_object_id:
            self._last_object_id = max(self._objects)
            self._shelf.put_last_object_id(self._last_object_id)

    def write_prompt(self, object_id: int, frame_index: int, prompt: FramePrompt | None) -> None:
        """Set a prompt, or take it away with None."""
        prompts = self._prompts[object_id]
        before = prompts.get(frame_index)
        self._on_rollback(lambda: _put_back(prompts, frame_index, before))
        if prompt is None:
            prompts.pop(frame_index, None)
            self._shelf.delete_prompt(object_id, frame_index)
        else:
            prompts[frame_index] = prompt
            self._shelf.put_prompt(object_id, prompt)

    def write_masks(self, rows: Sequence[tuple[int, int, Mask, Mark]]) -> None:
        """Set masks with their marks: (object_id, frame_index, mask, mark)."""
        for object_id, frame_index, mask, mark in rows:
            self._write_mark(object_id, frame_index, mark)
            if self._replaying:
                self._forget((object_id, frame_index))
            else:
                self._forget_on_rollback((object_id, frame_index))
                self._remember((object_id, frame_index), mask)
        self._shelf.put_masks([(object_id, frame, mask) for object_id, frame, mask, _ in rows])
        self._shelf.put_marks([(object_id, frame, mark) for object_id, frame, _, mark in rows])

    def write_marks(self, rows: Sequence[tuple[int, int, Mark]]) -> None:
        """Change the marks of masks that are there: (object_id, frame_index, mark)."""
        for object_id, frame_index, mark in rows:
            self._write_mark(object_id, frame_index, mark)
        self._shelf.put_marks(rows)

    def remove_masks(self, places: Iterable[Place]) -> None:
        """Take masks and their marks away."""
        places = list(places)
        for object_id, frame_index in places:
            self._write_mark(object_id, frame_index, None)
            if not self._replaying:
                self._forget_on_rollback((object_id, frame_index))
            self._forget((object_id, frame_index))
        self._shelf.delete_masks(places)

    def _write_mark(self, object_id: int, frame_index: int, mark: Mark | None) -> None:
        marks = self._marks[object_id]
        if not self._replaying:
            before = marks.get(frame_index)
            self._on_rollback(lambda: _put_back(marks, frame_index, before))
        elif id(marks) not in self._kept_marks:  # once for all, which may be ten thousands
            kept = dict(marks)
            self._kept_marks[id(marks)] = marks
            self._on_rollback(lambda: _refill(marks, kept))
        _put_back(marks, frame_index, mark)

    def _on_rollback(self, restore: Callable[[], None]) -> None:
        if self._restores is None:
            raise RuntimeError("a document is written only inside a transaction: use History")
        self._restores.append(restore)

    # ---- the cache of masks

    def _remember(self, place: Place, mask: Mask) -> None:
        self._forget(place)
        self._masks[place] = mask
        self._masks_bytes += len(mask.counts)
        while self._masks_bytes > MASK_CACHE_BYTES and len(self._masks) > 1:
            _, dropped = self._masks.popitem(last=False)
            self._masks_bytes -= len(dropped.counts)

    def _forget(self, place: Place) -> None:
        dropped = self._masks.pop(place, None)
        if dropped is not None:
            self._masks_bytes -= len(dropped.counts)

    def _forget_all(self) -> None:
        self._masks.clear()
        self._masks_bytes = 0

    def _forget_on_rollback(self, place: Place) -> None:
        self._on_rollback(lambda: self._forget(place))


def _put_back(values: dict[int, T], key: int, value: T | None) -> None:
    if value is None:
        values.pop(key, None)
    else:
        values[key] = value


def _refill(values: dict[int, T], kept: dict[int, T]) -> None:
    values.clear()
    values.update(kept)
