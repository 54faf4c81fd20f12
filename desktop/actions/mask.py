"""The Mask menu: what concerns one object's masks: their states, removing and mending them."""

from typing import Final

from desktop.actions.spec import MEDIA, OBJECT_SELECTED, ActionSpec, command

MASK: Final[tuple[ActionSpec, ...]] = (
    command(
        "mask.approve",
        "&Approve",
        "Mark the selected object's mask on this frame as right. No run changes it any more.",
        "A",
        needs=OBJECT_SELECTED,
        icon="approve",
    ),
    command(
        "mask.flag",
        "&Flag",
        "Mark the selected object's mask on this frame as needing another look.",
        "X",
        needs=OBJECT_SELECTED,
        icon="flag",
    ),
    command(
        "mask.draft", "Back to &Draft", "Take back the approval or the flag.", "D", needs=OBJECT_SELECTED
    ),
    command(
        "mask.approve_range",
        "Approve &Range",
        "Approve the selected object's masks in the marked range, or to the end.",
        "Shift+A",
        needs=OBJECT_SELECTED,
    ),
    command(
        "mask.approve_on",
        "Approve to Next Co&rrection",
        "Approve the selected object from this frame up to its next correction, or to the end.",
        "Alt+A",
        needs=OBJECT_SELECTED,
        icon="to_end",
    ),
    command(
        "mask.comment",
        "Co&mment…",
        "Write a comment on the selected object's mask on this frame.",
        "Shift+X",
        needs=OBJECT_SELECTED,
    ),
    command(
        "mask.clear",
        "&Clear on This Frame",
        "Remove the selected object's mask and prompts on this frame.",
        "Del",
        "Backspace",
        needs=OBJECT_SELECTED,
        section=True,
    ),
    command(
        "mask.clear_range",
        "Clear in Ran&ge",
        "Remove the selected object's tracked masks in the marked range; approved and painted ones stay.",
        "Shift+Del",
        needs=OBJECT_SELECTED,
    ),
    command(
        "mask.grow",
        "Gro&w",
        "Make the selected object's mask on this frame one pixel larger all around.",
        "Shift+G",
        needs=OBJECT_SELECTED,
        icon="grow",
        section=True,
    ),
    command(
        "mask.shrink",
        "S&hrink",
        "Make the selected object's mask on this frame one pixel smaller all around.",
        "Shift+S",
        needs=OBJECT_SELECTED,
        icon="shrink",
    ),
    command(
        "mask.smooth",
        "S&mooth Edge",
        "Round off what is jagged at the edge of the mask on this frame.",
        "S",
        needs=OBJECT_SELECTED,
        icon="smooth",
    ),
    command(
        "mask.fill_holes",
        "Fill All H&oles",
        "Fill everything that the mask on this frame encloses.",
        "U",
        needs=OBJECT_SELECTED,
        icon="fill_hole",
    ),
    command(
        "mask.remove_islands",
        "Remove Small &Islands",
        "Remove every separate part of the mask on this frame but the largest.",
        "Shift+U",
        needs=OBJECT_SELECTED,
        icon="remove_island",
    ),
    command(
        "mask.copy",
        "&Copy Mask",
        "Copy the selected object's mask on this frame.",
        "Ctrl+C",
        needs=OBJECT_SELECTED,
        icon="copy",
        section=True,
    ),
    command(
        "mask.paste",
        "&Paste Mask",
        "Make the copied mask the selected object's mask on this frame.",
        "Ctrl+V",
        needs=MEDIA | {"copied"},
        icon="paste",
    ),
)
