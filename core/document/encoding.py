"""Edits and other values as JSON, for the project file.

Not pickle: opening a stranger's project must not run code. Only the classes named here can come out.
"""

import json
from dataclasses import fields
from typing import Any, TypeAlias

from core.document import document, edits
from core.errors import MaskError, ProjectError
from core.masks import Mask
from core.types import Box, Click, FramePrompt, Origin, State

Json: TypeAlias = Any
"""What json.loads gives: None, bool, int, float, str, list, dict."""

_CLASSES: dict[str, type] = {
    kind.__name__: kind
    for kind in (
        edits.EditGroup, edits.AddObject, edits.RemoveObject, edits.ChangeObject, edits.MoveObject,
        edits.SetPrompt, edits.RemovePrompt, edits.SetMask, edits.FlipMask, edits.SetMasks, edits.MaskEntry,
        edits.RemoveMasks, edits.SetMarks, edits.SetMedia, edits.SetSettings,
        document.SegObject, document.MediaRef, document.ProjectSettings,
        FramePrompt, Click, Box,
    )
}  # fmt: skip
_ORIGINS = {str(origin): origin for origin in Origin}
_STATES = {str(state): state for state in State}


def _mask_to_json(mask: Mask) -> Json:
    return {"_": "Mask", "size": [mask.height, mask.width], "rle": mask.counts.decode("ascii")}


def _mask_from_json(value: Json, check: bool) -> Mask:
    height, width = value["size"]
    make = Mask.checked if check else Mask
    return make(int(height), int(width), value["rle"].encode("ascii"))


def _mark_to_json(mark: document.Mark) -> Json:
    return {"_": "Mark", "mark": [mark.origin, mark.state, mark.score, mark.comment]}


def _mark_from_json(value: Json) -> document.Mark:
    origin, state, score, comment = value["mark"]
    return document.Mark(_ORIGINS[origin], _STATES[state], score, comment)


def _entries_to_json(entries: tuple[edits.MaskEntry, ...]) -> Json:
    """A row for each mask: a run has ten thousands of them."""
    return [
        [
            entry.object_id, entry.frame_index, entry.mask.height, entry.mask.width,
            entry.mask.counts.decode("ascii"),
            entry.mark.origin, entry.mark.state, entry.mark.score, entry.mark.comment,
        ]
        for entry in entries
    ]  # fmt: skip


def _entries_from_json(rows: Json, check: bool) -> tuple[edits.MaskEntry, ...]:
    make = Mask.checked if check else Mask
    return tuple(
        edits.MaskEntry(
            object_id,
            frame_index,
            make(int(height), int(width), counts.encode("ascii")),
            document.Mark(_ORIGINS[origin], _STATES[state], score, comment),
        )
        for object_id, frame_index, height, width, counts, origin, state, score, comment in rows
    )


def to_json(value: object) -> Json:
    """A value made of dataclasses, tuples and scalars as plain JSON values."""
    if isinstance(value, edits.SetMasks):
        return {"_": "SetMasks", "rows": _entries_to_json(value.entries)}
    if isinstance(value, Mask):
        return _mask_to_json(value)
    if isinstance(value, document.Mark):
        return _mark_to_json(value)
    if isinstance(value, tuple):
        return [to_json(item) for item in value]
    name = type(value).__name__
    if name in _CLASSES:
        return {"_": name} | {field.name: to_json(getattr(value, field.name)) for field in fields(value)}  # type: ignore[arg-type]
    return value


def from_json(value: Json, *, check: bool = True) -> Any:
    """The value that `to_json` was given; see `decode`."""
    if isinstance(value, list):
        return tuple([from_json(item, check=check) for item in value])
    if not isinstance(value, dict):
        return value
    name = value["_"]
    if name == "Mask":
        return _mask_from_json(value, check)
    if name == "Mark":
        return _mark_from_json(value)
    if name == "SetMasks" and "rows" in value:
        return edits.SetMasks(_entries_from_json(value["rows"], check))
    if name == "FramePrompt":
        check = True  # a prompt stays in memory, and so is read but once
    arguments = {key: from_json(item, check=check) for key, item in value.items() if key != "_"}
    if name == "ProjectSettings":
        arguments["overlap"] = document.Overlap(arguments["overlap"])
    return _CLASSES[name](**arguments)


def encode(value: object) -> bytes:
    """A value as UTF-8 JSON."""
    return json.dumps(to_json(value), separators=(",", ":"), ensure_ascii=False).encode()


def decode(data: bytes | str, *, check: bool = True) -> Any:
    """The value that `encode` was given; raises `ProjectError` for anything else.

    Without `check` run lengths are not looked at: for masks that are only moved within the file.
    """
    try:
        return from_json(json.loads(data), check=check)
    except (ValueError, KeyError, TypeError, AttributeError, MaskError) as error:
        raise ProjectError("The project file is damaged: a part of it cannot be read.") from error
