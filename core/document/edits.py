"""Everything that can be done to a document, as values.

An edit is frozen and knows nothing of Qt or of the disk. `edit.apply(document)` does it, inside a
transaction that History opens, and returns the edit that undoes it and the `Change`. Applying the
inverse returns an edit that redoes it. An edit that cannot be done raises an `AppError`; the transaction
then leaves all as it was.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeAlias, TypeVar

from core.document.change import Change, Place, merge_changes
from core.document.document import Document, Mark, MediaRef, ProjectSettings, SegObject
from core.errors import ProjectError, PromptError
from core.masks import Mask
from core.types import FramePrompt, State
from core.wording import say

T = TypeVar("T")

BATCH = 256
"""Masks in one part of a large edit, so that no part of the history is large."""


class Edit(Protocol):
    """One thing that can be done to a document."""

    def apply(self, document: Document) -> "tuple[Edit, Change]": ...


Applied: TypeAlias = "tuple[Edit, Change]"


@dataclass(frozen=True, slots=True)
class EditGroup:
    """Several edits as one, done in order."""

    edits: tuple[Edit, ...]

    def apply(self, document: Document) -> Applied:
        done = [edit.apply(document) for edit in self.edits]
        inverse = EditGroup(tuple(edit for edit, _ in reversed(done)))
        return inverse, merge_changes(change for _, change in done)


# ---- objects


@dataclass(frozen=True, slots=True)
class AddObject:
    """Put a new object into the list; at its end, that is below the others, without a position."""

    item: SegObject
    position: int | None = None

    def apply(self, document: Document) -> Applied:
        if self.item.id in document.objects or self.item.id < 1:
            raise ProjectError(say("An object cannot have the number {object} here.", object=self.item.id))
        items = list(document.objects.values())
        items.insert(len(items) if self.position is None else self.position, self.item)
        document.write_objects(items)
        return RemoveObject(self.item.id), Change(objects=frozenset({self.item.id}))


@dataclass(frozen=True, slots=True)
class RemoveObject:
    """Take an object away with all its prompts and masks."""

    object_id: int

    def apply(self, document: Document) -> Applied:
        item = document.require_object(self.object_id)
        done: list[Applied] = []
        for frames in _in_parts(sorted(document.marks(self.object_id))):
            done.append(RemoveMasks(tuple((self.object_id, frame) for frame in frames)).apply(document))
        for frame in sorted(document.prompts(self.object_id)):
            done.append(RemovePrompt(self.object_id, frame).apply(document))
        items = list(document.objects.values())
        position = items.index(item)
        document.write_objects([other for other in items if other.id != self.object_id])
        done.append((AddObject(item, position), Change(objects=frozenset({self.object_id}))))
        change = merge_changes(change for _, change in done)
        if len(done) == 1:
            return done[0][0], change
        return EditGroup(tuple(edit for edit, _ in reversed(done))), change


@dataclass(frozen=True, slots=True)
class ChangeObject:
    """Give the object of the same id another name, class, colour, visibility or lock."""

    item: SegObject

    def apply(self, document: Document) -> Applied:
        before = document.require_object(self.item.id)
        if before == self.item:
            return self, Change()
        items = [self.item if other.id == before.id else other for other in document.objects.values()]
        document.write_objects(items)
        return ChangeObject(before), Change(objects=frozenset({before.id}))


@dataclass(frozen=True, slots=True)
class MoveObject:
    """Move an object to another place in the list; 0 is the top."""

    object_id: int
    position: int

    def apply(self, document: Document) -> Applied:
        item = document.require_object(self.object_id)
        items = list(document.objects.values())
        before = items.index(item)
        if before == self.position:
            return self, Change()
        del items[before]
        items.insert(self.position, item)
        document.write_objects(items)
        return MoveObject(self.object_id, before), Change(objects=frozenset({self.object_id}))


# ---- prompts


@dataclass(frozen=True, slots=True)
class SetPrompt:
    """Set what a person told the model about an object on a frame; an empty prompt takes it away."""

    object_id: int
    prompt: FramePrompt

    def apply(self, document: Document) -> Applied:
        if self.prompt.is_empty:
            return RemovePrompt(self.object_id, self.prompt.frame_index).apply(document)
        document.require_object(self.object_id)
        _check_prompt(document, self.prompt)
        frame_index = self.prompt.frame_index
        before = document.prompt(self.object_id, frame_index)
        if before == self.prompt:
            return self, Change()
        document.write_prompt(self.object_id, frame_index, self.prompt)
        inverse: Edit = (
            RemovePrompt(self.object_id, frame_index) if before is None else SetPrompt(self.object_id, before)
        )
        return inverse, Change(prompts=frozenset({(self.object_id, frame_index)}))


@dataclass(frozen=True, slots=True)
class RemovePrompt:
    """Take away what was told about an object on a frame."""

    object_id: int
    frame_index: int

    def apply(self, document: Document) -> Applied:
        document.require_object(self.object_id)
        before = document.prompt(self.object_id, self.frame_index)
        if before is None:
            return self, Change()
        document.write_prompt(self.object_id, self.frame_index, None)
        place = (self.object_id, self.frame_index)
        return SetPrompt(self.object_id, before), Change(prompts=frozenset({place}))


# ---- masks


@dataclass(frozen=True, slots=True)
class MaskEntry:
    """A mask with its place and mark, as `SetMasks` takes it."""

    object_id: int
    frame_index: int
    mask: Mask
    mark: Mark

    @property
    def place(self) -> Place:
        return self.object_id, self.frame_index


@dataclass(frozen=True, slots=True)
class SetMask:
    """Set one mask: a brush stroke, a click's result. Undo keeps only the pixels that differ."""

    object_id: int
    frame_index: int
    mask: Mask
    mark: Mark

    def apply(self, document: Document) -> Applied:
        entry = MaskEntry(self.object_id, self.frame_index, self.mask, self.mark)
        before, before_mark = _look_up(document, entry.place)
        if before is None or before_mark is None:
            return SetMasks((entry,)).apply(document)
        _check_entry(document, entry)
        if before == self.mask and before_mark == self.mark:
            return self, Change()
        document.write_masks([(*entry.place, self.mask, self.mark)])
        inverse: Edit = SetMask(*entry.place, before, before_mark)
        if (before.height, before.width) == (self.mask.height, self.mask.width):
            differing = before.xor(self.mask)
            if len(differing.counts) < len(before.counts):
                inverse = FlipMask(*entry.place, differing, before_mark)
        changed = frozenset({entry.place})
        return inverse, Change(masks=changed, marks=changed)


@dataclass(frozen=True, slots=True)
class FlipMask:
    """Turn over the pixels of `differing` in a mask: the way back, and forth, of a small `SetMask`."""

    object_id: int
    frame_index: int
    differing: Mask
    mark: Mark

    def apply(self, document: Document) -> Applied:
        place = (self.object_id, self.frame_index)
        before, before_mark = _look_up(document, place)
        if before is None or before_mark is None:
            raise ProjectError(
                say(
                    "Object {object} has no mask on frame {frame}.",
                    object=self.object_id,
                    frame=self.frame_index,
                )
            )
        document.write_masks([(*place, before.xor(self.differing), self.mark)])
        changed = frozenset({place})
        return FlipMask(*place, self.differing, before_mark), Change(masks=changed, marks=changed)


@dataclass(frozen=True, slots=True)
class SetMasks:
    """Set many masks, at most one for a place: a tracked frame, an import."""

    entries: tuple[MaskEntry, ...]

    def apply(self, document: Document) -> Applied:
        before: list[MaskEntry] = []
        new: list[Place] = []
        masks = document.stored_masks([entry.place for entry in self.entries])
        for entry in self.entries:
            _check_entry(document, entry)
            mask, mark = masks.get(entry.place), document.mark(*entry.place)
            if mask is None or mark is None:
                new.append(entry.place)
            elif (mask, mark) != (entry.mask, entry.mark):
                before.append(MaskEntry(*entry.place, mask, mark))
        same = len(self.entries) - len(new) - len(before)
        changed = frozenset(entry.place for entry in before) | frozenset(new)
        if len(changed) + same != len(self.entries):
            raise ProjectError("An edit sets two masks for one object on one frame.")
        document.write_masks(
            [(*entry.place, entry.mask, entry.mark) for entry in self.entries if entry.place in changed]
        )
        if not before:
            return RemoveMasks(tuple(new)), Change(masks=changed, marks=changed)
        inverse: Edit = SetMasks(tuple(before))
        if new:
            inverse = EditGroup((RemoveMasks(tuple(new)), inverse))
        return inverse, Change(masks=changed, marks=changed)


@dataclass(frozen=True, slots=True)
class RemoveMasks:
    """Take masks and their marks away; places without a mask are left out."""

    places: tuple[Place, ...]

    def apply(self, document: Document) -> Applied:
        before: list[MaskEntry] = []
        masks = document.stored_masks(self.places)
        for place in dict.fromkeys(self.places):
            document.require_object(place[0])
            mask, mark = masks.get(place), document.mark(*place)
            if mask is not None and mark is not None:
                before.append(MaskEntry(*place, mask, mark))
        changed = frozenset(entry.place for entry in before)
        document.remove_masks(entry.place for entry in before)
        return SetMasks(tuple(before)), Change(masks=changed, marks=changed)


@dataclass(frozen=True, slots=True)
class SetMarks:
    """Change origin, state, score or comment of masks that are there; see `set_state` for the usual case."""

    marks: tuple[tuple[int, int, Mark], ...]
    """(object_id, frame_index, mark)"""

    def apply(self, document: Document) -> Applied:
        before: list[tuple[int, int, Mark]] = []
        rows: list[tuple[int, int, Mark]] = []
        for object_id, frame_index, mark in self.marks:
            document.require_object(object_id)
            old = document.mark(object_id, frame_index)
            if old is None:
                raise ProjectError(
                    say("Object {object} has no mask on frame {frame}.", object=object_id, frame=frame_index)
                )
            if old != mark:
                before.append((object_id, frame_index, old))
                rows.append((object_id, frame_index, mark))
        document.write_marks(rows)
        changed = frozenset((object_id, frame) for object_id, frame, _ in rows)
        return SetMarks(tuple(before)), Change(marks=changed)


# ---- the project


@dataclass(frozen=True, slots=True)
class SetMedia:
    """Refer to this media. Masks that are there must fit it."""

    media: MediaRef | None

    def apply(self, document: Document) -> Applied:
        before = document.media
        if before == self.media:
            return self, Change()
        if self.media is not None and any(document.marks(object_id) for object_id in document.objects):
            if before is not None and before.size_wh != self.media.size_wh:
                raise ProjectError(
                    say(
                        "The masks of this project are {width}×{height} pixels; they do not fit media of "
                        "{other_width}×{other_height}.",
                        width=before.width,
                        height=before.height,
                        other_width=self.media.width,
                        other_height=self.media.height,
                    )
                )
            last = max((max(document.marks(i)) for i in document.objects if document.marks(i)), default=-1)
            if last >= self.media.frame_count:
                raise ProjectError(
                    say(
                        "This project has a mask on frame {last}; media of {frame_count} frames is too short "
                        "for it.",
                        last=last,
                        frame_count=self.media.frame_count,
                    )
                )
        document.write_media(self.media)
        return SetMedia(before), Change(media=True)


@dataclass(frozen=True, slots=True)
class SetSettings:
    """Change the project's own settings."""

    settings: ProjectSettings

    def apply(self, document: Document) -> Applied:
        before = document.settings
        if before == self.settings:
            return self, Change()
        document.write_settings(self.settings)
        return SetSettings(before), Change(settings=True)


# ---- making edits


def set_masks(entries: Sequence[MaskEntry]) -> Edit:
    """One edit for any number of masks, in parts that the history can take one at a time."""
    parts = tuple(SetMasks(part) for part in _in_parts(entries))
    return parts[0] if len(parts) == 1 else EditGroup(parts)


def set_state(
    document: Document, places: Sequence[Place], state: State, comment: str | None = None
) -> SetMarks:
    """Give the masks at `places` a state, and a comment unless it is None; the rest are left out."""
    rows: list[tuple[int, int, Mark]] = []
    for object_id, frame_index in places:
        mark = document.mark(object_id, frame_index)
        if mark is not None:
            text = mark.comment if comment is None else comment
            rows.append((object_id, frame_index, replace(mark, state=state, comment=text)))
    return SetMarks(tuple(rows))


def as_prompts(document: Document, places: Sequence[Place]) -> EditGroup:
    """Make masks that are there, imported ones say, what the model is told on their frames."""
    edits: list[Edit] = []
    for object_id, frame_index in places:
        mask = document.mask(object_id, frame_index)
        if mask is not None:
            edits.append(SetPrompt(object_id, FramePrompt(frame_index, mask=mask)))
    return EditGroup(tuple(edits))


def set_marks(marks: Mapping[Place, Mark]) -> SetMarks:
    """Give masks new marks."""
    return SetMarks(tuple((*place, mark) for place, mark in marks.items()))


# ---- checks


def _in_parts(items: Sequence[T]) -> Iterator[tuple[T, ...]]:
    return (tuple(items[start : start + BATCH]) for start in range(0, len(items), BATCH))


def _look_up(document: Document, place: Place) -> tuple[Mask | None, Mark | None]:
    return document.stored_mask(*place), document.mark(*place)


def _check_entry(document: Document, entry: MaskEntry) -> None:
    document.require_object(entry.object_id)
    document.require_frame(entry.frame_index)
    document.require_size(entry.mask)


def _check_prompt(document: Document, prompt: FramePrompt) -> None:
    document.require_frame(prompt.frame_index)
    if prompt.mask is not None:
        document.require_size(prompt.mask)
    if document.media is None:
        return
    width, height = document.media.size_wh
    for click in prompt.clicks:
        if not (0 <= click.x <= width and 0 <= click.y <= height):
            raise PromptError(
                say(
                    "The click at ({x:g}, {y:g}) is outside the frame of {width}×{height} pixels.",
                    x=click.x,
                    y=click.y,
                    width=width,
                    height=height,
                )
            )
    box = prompt.box
    if box is not None and (
        box.width <= 0 or box.height <= 0 or box.x1 <= 0 or box.y1 <= 0 or box.x0 >= width or box.y0 >= height
    ):
        raise PromptError(
            say(
                "The box ({x0:g}, {y0:g}, {x1:g}, {y1:g}) is empty or outside the frame of "
                "{width}×{height} pixels.",
                x0=box.x0,
                y0=box.y0,
                x1=box.x1,
                y1=box.y1,
                width=width,
                height=height,
            )
        )
