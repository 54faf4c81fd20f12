"""What a tracking run must not overwrite: what a person approved, painted or corrected."""

from collections.abc import Iterable, Sequence

from core.document.change import Place
from core.document.document import Document
from core.document.edits import MaskEntry
from core.types import Origin, State


def is_protected(document: Document, object_id: int, frame_index: int) -> bool:
    """Whether no run may write here: approved, corrected, painted, a painted prompt, a locked object."""
    item = document.objects.get(object_id)
    if item is None or item.locked:
        return True
    prompt = document.prompt(object_id, frame_index)
    if prompt is not None and prompt.mask is not None:
        return True
    mark = document.mark(object_id, frame_index)
    return mark is not None and (
        mark.origin is Origin.PAINTED or mark.state in (State.APPROVED, State.CORRECTED)
    )


def protected_places(document: Document, object_ids: Iterable[int] | None = None) -> frozenset[Place]:
    """Every protected place that has a mask or a painted prompt, for a run's request.

    A locked object's frames without a mask are not among them: leave locked objects out of a request.
    """
    places: set[Place] = set()
    for object_id in document.objects if object_ids is None else object_ids:
        prompts = document.prompts(object_id)
        painted = {frame for frame, prompt in prompts.items() if prompt.mask is not None}
        for frame_index in document.marks(object_id).keys() | painted:
            if is_protected(document, object_id, frame_index):
                places.add((object_id, frame_index))
    return frozenset(places)


def unprotected(document: Document, entries: Sequence[MaskEntry]) -> tuple[MaskEntry, ...]:
    """Those of a run's results that may be written; ask for each frame, for people edit meanwhile."""
    return tuple(entry for entry in entries if not is_protected(document, entry.object_id, entry.frame_index))
