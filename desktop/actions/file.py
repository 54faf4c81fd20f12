"""The File menu: opening, saving, exporting and importing."""

from typing import Final

from desktop.actions.spec import MEDIA, PROJECT, ActionSpec, command

FILE: Final[tuple[ActionSpec, ...]] = (
    command("file.open", "&Open…", "Open a video or a project.", "Ctrl+O", icon="open"),
    command(
        "file.open_folder", "Open &Folder of Frames…", "Open a folder of pictures as a video.", "Ctrl+Shift+O"
    ),
    command(
        "file.new",
        "&New Project…",
        "Start a fresh project on a video, leaving any earlier one as it is.",
        "Ctrl+N",
    ),
    command("file.demo", "Open the &Demo", "Open a fresh copy of the demo project."),
    command(
        "file.save",
        "&Save",
        "Nothing to do: every change is on disk as you make it. Shows where.",
        "Ctrl+S",
        needs=MEDIA,
        section=True,
    ),
    command(
        "file.save_as",
        "Save &As…",
        "Go on working in a copy of this project under another name.",
        "Ctrl+Shift+S",
        needs=MEDIA,
    ),
    command(
        "file.export",
        "&Export…",
        "Write the masks as files that other programs read.",
        "Ctrl+E",
        needs=MEDIA,
        icon="export",
        section=True,
    ),
    command(
        "file.import",
        "&Import Masks…",
        "Read masks from files of another program; each object becomes a new one.",
        "Ctrl+Shift+I",
        needs=MEDIA,
        icon="import",
    ),
    command("file.locate", "&Locate Video…", "Tell where the video of this project is now.", needs=PROJECT),
    command(
        "file.show_folder",
        "Show Project in &Folder",
        "Open the folder in which this project is saved.",
        needs=PROJECT,
    ),
    command(
        "file.close",
        "&Close Project",
        "Close this project; everything is saved already.",
        "Ctrl+W",
        needs=PROJECT,
        section=True,
    ),
    command("file.quit", "&Quit", "Close the program; everything is saved already.", "Ctrl+Q"),
)
