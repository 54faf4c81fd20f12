"""Rows of the command table about mending masks, tracking stretches again, and reviewing.

`desktop/actions.py` puts each group where it belongs in its menu.
"""

from typing import Final

from desktop.action_spec import ActionSpec, command

_MEDIA: Final = frozenset({"media"})
_OBJECT: Final = frozenset({"media", "object"})

BRUSH_SIZE: Final[tuple[ActionSpec, ...]] = (
    command(
        "tool.larger",
        "L&arger Brush",
        "Make the brush and the eraser larger.",
        "]",
        needs=_MEDIA,
        section=True,
    ),
    command("tool.smaller", "&Smaller Brush", "Make the brush and the eraser smaller.", "[", needs=_MEDIA),
)

MASK_EDITS: Final[tuple[ActionSpec, ...]] = (
    command(
        "mask.grow",
        "Gro&w",
        "Make the selected object's mask on this frame one pixel larger all around.",
        "Shift+G",
        needs=_OBJECT,
        icon="grow",
        section=True,
    ),
    command(
        "mask.shrink",
        "S&hrink",
        "Make the selected object's mask on this frame one pixel smaller all around.",
        "Shift+S",
        needs=_OBJECT,
        icon="shrink",
    ),
    command(
        "mask.smooth",
        "S&mooth Edge",
        "Round off what is jagged at the edge of the mask on this frame.",
        "S",
        needs=_OBJECT,
        icon="smooth",
    ),
    command(
        "mask.fill_holes",
        "Fill All H&oles",
        "Fill everything that the mask on this frame encloses.",
        "U",
        needs=_OBJECT,
        icon="fill_hole",
    ),
    command(
        "mask.remove_islands",
        "Remove Small &Islands",
        "Remove every separate part of the mask on this frame but the largest.",
        "Shift+U",
        needs=_OBJECT,
        icon="remove_island",
    ),
    command(
        "mask.copy",
        "&Copy Mask",
        "Copy the selected object's mask on this frame.",
        "Ctrl+C",
        needs=_OBJECT,
        icon="copy",
        section=True,
    ),
    command(
        "mask.paste",
        "&Paste Mask",
        "Make the copied mask the selected object's mask on this frame.",
        "Ctrl+V",
        needs=_MEDIA | {"copied"},
        icon="paste",
    ),
)

TRACK_AGAIN: Final[tuple[ActionSpec, ...]] = (
    command(
        "track.again",
        "Track &Again",
        "Track only the stretch that your correction can change, up to the nearest settled frames.",
        "R",
        needs=_MEDIA | {"idle", "offer"},
        icon="track_range",
        section=True,
    ),
    command(
        "track.before",
        "&Before",
        "Show the masks as they were before they were tracked again: press, or hold the key.",
        "W",
        needs=_MEDIA | {"result"},
        icon="eye",
        checkable=True,
    ),
    command(
        "track.keep",
        "&Keep",
        "Keep the masks that were tracked again.",
        "K",
        needs=_MEDIA | {"result"},
        icon="approve",
    ),
    command(
        "track.drop",
        "&Drop",
        "Bring back the masks that were there before. Your correction stays.",
        "Shift+K",
        needs=_MEDIA | {"idle", "result"},
        icon="undo",
    ),
)

GO_REVIEW: Final[tuple[ActionSpec, ...]] = (
    command(
        "go.next_look",
        "&Look Here Next",
        "To the next frame of the review list: flagged ones first, then the least certain.",
        "J",
        needs=_MEDIA,
        icon="step_forward",
        section=True,
    ),
    command(
        "go.previous_look",
        "Look at the One Be&fore",
        "To the frame before in the review list.",
        "Shift+J",
        needs=_MEDIA,
        icon="step_back",
    ),
    command(
        "go.next_listed",
        "Next Listed in &Time",
        "To the next frame, in order of time, that the review list shows.",
        "Alt+Right",
        needs=_MEDIA,
    ),
    command(
        "go.previous_listed",
        "Previous Listed in T&ime",
        "To the frame before, in order of time, that the review list shows.",
        "Alt+Left",
        needs=_MEDIA,
    ),
)

MASK_REVIEW: Final[tuple[ActionSpec, ...]] = (
    command(
        "mask.approve_on",
        "Approve to Next Co&rrection",
        "Approve the selected object from this frame up to its next correction, or to the end.",
        "Alt+A",
        needs=_OBJECT,
        icon="to_end",
    ),
    command(
        "mask.comment",
        "Co&mment…",
        "Write a comment on the selected object's mask on this frame.",
        "Shift+X",
        needs=_OBJECT,
    ),
)

VIEW_REVIEW: Final[tuple[ActionSpec, ...]] = (
    command(
        "view.review",
        "&Review Panel",
        "Show or hide the frames to look at and their states.",
        "F9",
        checkable=True,
    ),
)

OBJECT_RULES: Final[tuple[ActionSpec, ...]] = (
    command(
        "object.overlap",
        "Objects May Overla&p",
        "Let two objects have the same pixel in exports; otherwise the upper one of the list has it.",
        needs=frozenset({"project"}),
        checkable=True,
        section=True,
    ),
    command(
        "object.import_classes",
        "&Import Class List…",
        "Take the names of classes from a text file, a data.yaml or a COCO file.",
        needs=frozenset({"project"}),
    ),
)
