"""The Edit menu: undo and redo, finding a command, the settings."""

from typing import Final

from desktop.actions.spec import ActionSpec, command

EDIT: Final[tuple[ActionSpec, ...]] = (
    command(
        "edit.undo",
        "&Undo",
        "Take back the last change.",
        "Ctrl+Z",
        needs=frozenset({"can_undo"}),
        icon="undo",
    ),
    command(
        "edit.redo",
        "&Redo",
        "Make the change again that was taken back.",
        "Ctrl+Shift+Z",
        "Ctrl+Y",
        needs=frozenset({"can_redo"}),
        icon="redo",
    ),
    command(
        "edit.palette",
        "&Find a Command…",
        "Find any command by its name and run it.",
        "Ctrl+K",
        section=True,
    ),
    command(
        "edit.settings",
        "&Settings…",
        "Theme, folders, device and model, memory, and the keys of every command.",
        "Ctrl+,",
    ),
    command("edit.keys", "&Keyboard Shortcuts…", "Choose the keys of every command."),
)
