"""The Object menu: what concerns one object on all frames."""

from typing import Final

from desktop.actions.spec import MEDIA, OBJECT_SELECTED, PROJECT, ActionSpec, command

OBJECT: Final[tuple[ActionSpec, ...]] = (
    command(
        "object.add",
        "&Add Object",
        "Add an object; your next click is its first.",
        "N",
        needs=MEDIA,
        icon="add",
    ),
    command("object.rename", "&Rename", "Rename the selected object.", "F2", needs=OBJECT_SELECTED),
    command("object.class", "Set &Class…", "Set the selected object's class.", needs=OBJECT_SELECTED),
    command("object.colour", "Set C&olour…", "Choose the selected object's colour.", needs=OBJECT_SELECTED),
    command(
        "object.visible",
        "&Visible",
        "Show or hide the selected object.",
        "H",
        needs=OBJECT_SELECTED,
        checkable=True,
        section=True,
    ),
    command(
        "object.solo",
        "Show &Only This",
        "Hide every other object; again to show all.",
        "Shift+H",
        needs=OBJECT_SELECTED,
    ),
    command(
        "object.locked",
        "&Locked",
        "Protect the selected object's masks from every change.",
        "Ctrl+L",
        needs=OBJECT_SELECTED,
        checkable=True,
    ),
    command(
        "object.next", "Select &Next", "Select the object below.", "Down", needs=OBJECT_SELECTED, section=True
    ),
    command("object.previous", "Select &Previous", "Select the object above.", "Up", needs=OBJECT_SELECTED),
    command("object.up", "Move &Up", "Move the object up in the list.", "Ctrl+Up", needs=OBJECT_SELECTED),
    command(
        "object.down", "Move Do&wn", "Move the object down in the list.", "Ctrl+Down", needs=OBJECT_SELECTED
    ),
    command(
        "object.overlap",
        "Objects May Overla&p",
        "Let two objects have the same pixel in exports; otherwise the upper one of the list has it.",
        needs=PROJECT,
        checkable=True,
        section=True,
    ),
    command(
        "object.import_classes",
        "&Import Class List…",
        "Take the names of classes from a text file, a data.yaml or a COCO file.",
        needs=PROJECT,
    ),
    command(
        "object.delete",
        "&Delete Object",
        "Delete the selected object with all its prompts and masks. Can be undone.",
        "Ctrl+Del",
        "Ctrl+Backspace",
        needs=OBJECT_SELECTED,
        icon="delete",
        section=True,
    ),
)
