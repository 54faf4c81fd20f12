"""What a person does with the list of objects: one small method for each command."""

from dataclasses import replace

from PySide6.QtCore import QObject, Slot

from core.document.document import Mark, Overlap, SegObject
from core.document.edits import (
    AddObject,
    ChangeObject,
    Edit,
    EditGroup,
    MoveObject,
    RemoveMasks,
    RemoveObject,
    RemovePrompt,
    SetSettings,
    set_state,
)
from core.document.protection import is_protected
from core.types import State
from core.wording import say
from desktop.controllers.document import DocumentController
from desktop.language import marked, tr
from desktop.theme import next_object_colour


class ObjectController(QObject):
    """Adds, changes and removes objects, and sets the states of their masks."""

    def __init__(self, documents: DocumentController, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._documents = documents

    def new_object(self) -> SegObject | None:
        """An object that is not in the project yet: the next number, a name and a free colour."""
        document = self._documents.document
        if document is None:
            return None
        object_id = document.new_object_id
        names = {item.name for item in document.objects.values()}
        number = len(document.objects) + 1
        while (name := tr("Object {number}", number=number)) in names:
            number += 1
        colour = next_object_colour([item.colour for item in document.objects.values()])
        return SegObject(object_id, name, colour=colour)

    @Slot()
    def add(self) -> int | None:
        """Add an object and select it."""
        item = self.new_object()
        if item is None or not self._documents.do(AddObject(item), marked("Add Object")):
            return None
        self._documents.select(item.id)
        return item.id

    @Slot(object)
    def change(self, item: SegObject) -> None:
        """Give an object another name, class, colour, visibility or lock."""
        document = self._documents.document
        before = document.objects.get(item.id) if document is not None else None
        if before is None or before == item:
            return
        self._documents.do(ChangeObject(item), _change_name(before, item))

    def toggle_visible(self) -> None:
        """Show or hide the selected object."""
        item = self._documents.selected_object
        if item is not None:
            self.change(replace(item, visible=not item.visible))

    def toggle_locked(self) -> None:
        """Lock or unlock the selected object."""
        item = self._documents.selected_object
        if item is not None:
            self.change(replace(item, locked=not item.locked))

    def toggle_solo(self) -> None:
        """Show the selected object alone; where it is alone already, show all."""
        selected = self._documents.selected_object
        if selected is None:
            return
        items = self._documents.objects
        alone = selected.visible and not any(item.visible for item in items if item.id != selected.id)
        edits: list[Edit] = []
        for item in items:
            visible = alone or item.id == selected.id
            if item.visible != visible:
                edits.append(ChangeObject(replace(item, visible=visible)))
        if edits:
            self._documents.do(
                EditGroup(tuple(edits)), marked("Show All") if alone else marked("Show Only This")
            )

    def remove(self) -> None:
        """Remove the selected object with all its prompts and masks."""
        item = self._documents.selected_object
        if item is not None:
            self._documents.do(RemoveObject(item.id), say("Delete {name}", name=item.name))

    def move(self, places: int) -> None:
        """Move the selected object down the list by so many places, up where negative."""
        item = self._documents.selected_object
        if item is None:
            return
        ids = [other.id for other in self._documents.objects]
        position = ids.index(item.id) + places
        if 0 <= position < len(ids):
            self._documents.do(MoveObject(item.id, position), say("Move {name}", name=item.name))

    def select_by(self, places: int) -> None:
        """Select the object so many places further down the list."""
        ids = [item.id for item in self._documents.objects]
        if not ids:
            return
        selected = self._documents.selected
        at = ids.index(selected) + places if selected in ids else 0
        self._documents.select(ids[max(0, min(at, len(ids) - 1))])

    def set_state(self, state: State, frames: range, name: str) -> int:
        """Give the selected object's masks on these frames a state; returns how many there are."""
        document, selected = self._documents.document, self._documents.selected
        if document is None or selected is None:
            return 0
        places = [(selected, frame) for frame in sorted(document.marks(selected)) if frame in frames]
        if places:
            self._documents.do(set_state(document, places, state), name)
        return len(places)

    def clear(self, frame_index: int) -> bool:
        """Remove the selected object's mask and prompt on a frame; False where there is nothing."""
        document, item = self._documents.document, self._documents.selected_object
        if document is None or item is None or item.locked:
            return False
        edits: list[Edit] = []
        if document.prompt(item.id, frame_index) is not None:
            edits.append(RemovePrompt(item.id, frame_index))
        if document.mark(item.id, frame_index) is not None:
            edits.append(RemoveMasks(((item.id, frame_index),)))
        return bool(edits) and self._documents.do(EditGroup(tuple(edits)), marked("Clear Mask"))

    def clear_tracked(self, frames: range) -> int:
        """Remove the selected object's unprotected masks on these frames, but those with a prompt."""
        document, selected = self._documents.document, self._documents.selected
        if document is None or selected is None:
            return 0
        places = [
            (selected, frame)
            for frame in sorted(document.marks(selected))
            if frame in frames
            and document.prompt(selected, frame) is None
            and not is_protected(document, selected, frame)
        ]
        if places:
            self._documents.do(RemoveMasks(tuple(places)), marked("Clear Masks"))
        return len(places)

    def allow_overlap(self, allowed: bool) -> None:
        """Whether two objects may have one pixel in this project."""
        document = self._documents.document
        if document is not None:
            overlap = Overlap.ALLOWED if allowed else Overlap.EXCLUSIVE
            name = marked("Allow Overlaps") if allowed else marked("Forbid Overlaps")
            self._documents.do(SetSettings(replace(document.settings, overlap=overlap)), name)

    def add_classes(self, names: tuple[str, ...]) -> int:
        """Add classes to the project's list; returns how many are new."""
        document = self._documents.document
        known = document.settings.classes if document is not None else ()
        new = tuple(name for name in dict.fromkeys(names) if name not in known)
        if document is None or not new:
            return 0
        settings = replace(document.settings, classes=(*known, *new))
        return len(new) if self._documents.do(SetSettings(settings), marked("Import Class List")) else 0

    def mark_here(self, frame_index: int) -> Mark | None:
        """What is known of the selected object's mask on a frame."""
        document, selected = self._documents.document, self._documents.selected
        return document.mark(selected, frame_index) if document is not None and selected is not None else None


def _change_name(before: SegObject, item: SegObject) -> str:
    if before.name != item.name:
        return marked("Rename")
    if before.class_name != item.class_name:
        return marked("Set Class")
    if before.colour != item.colour:
        return marked("Set Colour")
    if before.visible != item.visible:
        return marked("Show") if item.visible else marked("Hide")
    return marked("Lock") if item.locked else marked("Unlock")
