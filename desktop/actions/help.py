"""The Help menu."""

from typing import Final

from desktop.actions.spec import ActionSpec, command

HELP: Final[tuple[ActionSpec, ...]] = (
    command("help.guide", "&Guide", "How each task is done, a page each.", "F1"),
    command("help.keys", "Commands and &Shortcuts", "Every command with its keys.", "Shift+F1"),
    command(
        "help.doctor",
        "Check This &Computer…",
        "Look for what is missing or wrong on this machine, and what to do about it.",
        section=True,
    ),
    command("help.log", "Show &Log Folder", "Open the folder with the program's log."),
    command("help.about", "&About SAMuraiVision", "Version, licences, and what it runs on."),
)
