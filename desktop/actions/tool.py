"""The Tool menu: what the pointer does on the canvas."""

from typing import Final

from desktop.actions.spec import MEDIA, ActionSpec, command

TOOL: Final[tuple[ActionSpec, ...]] = (
    command(
        "tool.pan",
        "&Move View",
        "Drag to move the frame; the wheel zooms at the cursor.",
        "V",
        icon="pan",
        checkable=True,
        group="tool",
    ),
    command(
        "tool.click",
        "&Click",
        "Click on the object to include, right-click on what is not the object.",
        "C",
        icon="click",
        checkable=True,
        group="tool",
    ),
    command(
        "tool.box", "&Box", "Drag a box around the object.", "B", icon="box", checkable=True, group="tool"
    ),
    command(
        "tool.brush",
        "B&rush",
        "Paint the object's mask; the right button erases.",
        "P",
        checkable=True,
        group="tool",
        icon="brush",
        section=True,
    ),
    command(
        "tool.eraser",
        "&Eraser",
        "Erase from the object's mask.",
        "E",
        checkable=True,
        group="tool",
        icon="eraser",
    ),
    command(
        "tool.lasso",
        "&Lasso",
        "Draw around a part to add it; with the right button to take it away.",
        "L",
        checkable=True,
        group="tool",
        icon="lasso",
    ),
    command(
        "tool.polygon",
        "&Polygon",
        "Set corners around a part to add it; they can be moved afterwards.",
        "G",
        checkable=True,
        group="tool",
        icon="polygon",
    ),
    command(
        "tool.fill_hole",
        "&Fill Hole",
        "Press a hole in the mask to fill it.",
        checkable=True,
        group="tool",
        icon="fill_hole",
        section=True,
    ),
    command(
        "tool.remove_island",
        "Remove &Island",
        "Press a separate part of the mask to remove it.",
        checkable=True,
        group="tool",
        icon="remove_island",
    ),
    command(
        "tool.larger",
        "L&arger Brush",
        "Make the brush and the eraser larger.",
        "]",
        needs=MEDIA,
        section=True,
    ),
    command("tool.smaller", "&Smaller Brush", "Make the brush and the eraser smaller.", "[", needs=MEDIA),
)
