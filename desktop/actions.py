"""Every command of the application in one table.

Menus, shortcuts, tool tips, the command palette and the help page are all made from it.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One command. The part of `id` before the dot is its menu.

    `needs`: names of conditions (see `ActionSet.set_conditions`) that must all hold for it to be enabled.
    `section`: starts a new section of its menu. `group`: only one of the group is checked.
    """

    id: str
    text: str
    tooltip: str
    shortcuts: tuple[str, ...] = ()
    needs: frozenset[str] = frozenset()
    icon: str = ""
    checkable: bool = False
    group: str = ""
    section: bool = False

    @property
    def menu(self) -> str:
        return self.id.partition(".")[0]

    @property
    def plain_text(self) -> str:
        """The text without the mnemonic's ampersand and without the dots."""
        return self.text.replace("&", "").rstrip("…")


def _command(
    action_id: str,
    text: str,
    tooltip: str,
    *shortcuts: str,
    needs: frozenset[str] = frozenset(),
    icon: str = "",
    checkable: bool = False,
    group: str = "",
    section: bool = False,
) -> ActionSpec:
    return ActionSpec(action_id, text, tooltip, shortcuts, needs, icon, checkable, group, section)


MENUS: Final = (
    ("file", "&File"),
    ("edit", "&Edit"),
    ("view", "&View"),
    ("go", "&Go"),
    ("tool", "&Tool"),
    ("object", "&Object"),
    ("mask", "&Mask"),
    ("track", "T&rack"),
    ("model", "Mo&del"),
    ("help", "&Help"),
)

_PROJECT: Final = frozenset({"project"})
_MEDIA: Final = frozenset({"media"})
_OBJECT: Final = frozenset({"media", "object"})
_FREE: Final = frozenset({"media", "idle"})

ACTIONS: Final[tuple[ActionSpec, ...]] = (
    # ---- file
    _command("file.open", "&Open…", "Open a video or a project.", "Ctrl+O", icon="open"),
    _command(
        "file.open_folder", "Open &Folder of Frames…", "Open a folder of pictures as a video.", "Ctrl+Shift+O"
    ),
    _command(
        "file.new",
        "&New Project…",
        "Start a fresh project on a video, leaving any earlier one as it is.",
        "Ctrl+N",
    ),
    _command("file.demo", "Open the &Demo", "Open a fresh copy of the demo project."),
    _command(
        "file.save",
        "&Save",
        "Nothing to do: every change is on disk as you make it. Shows where.",
        "Ctrl+S",
        needs=_MEDIA,
        section=True,
    ),
    _command(
        "file.save_as",
        "Save &As…",
        "Go on working in a copy of this project under another name.",
        "Ctrl+Shift+S",
        needs=_MEDIA,
    ),
    _command(
        "file.export",
        "&Export…",
        "Write the masks as files that other programs read.",
        "Ctrl+E",
        needs=_MEDIA,
        icon="export",
        section=True,
    ),
    _command("file.locate", "&Locate Video…", "Tell where the video of this project is now.", needs=_PROJECT),
    _command(
        "file.show_folder",
        "Show Project in &Folder",
        "Open the folder in which this project is saved.",
        needs=_PROJECT,
    ),
    _command(
        "file.close",
        "&Close Project",
        "Close this project; everything is saved already.",
        "Ctrl+W",
        needs=_PROJECT,
        section=True,
    ),
    _command("file.quit", "&Quit", "Close the program; everything is saved already.", "Ctrl+Q"),
    # ---- edit
    _command(
        "edit.undo",
        "&Undo",
        "Take back the last change.",
        "Ctrl+Z",
        needs=frozenset({"can_undo"}),
        icon="undo",
    ),
    _command(
        "edit.redo",
        "&Redo",
        "Make the change again that was taken back.",
        "Ctrl+Shift+Z",
        "Ctrl+Y",
        needs=frozenset({"can_redo"}),
        icon="redo",
    ),
    _command(
        "edit.palette", "&Find a Command…", "Find any command by its name and run it.", "Ctrl+K", section=True
    ),
    # ---- view
    _command(
        "view.fit", "&Fit to Window", "Show the whole frame.", "F", "Ctrl+0", needs=_MEDIA, icon="zoom_fit"
    ),
    _command(
        "view.actual",
        "&Actual Size",
        "Show one pixel of the frame as one pixel of the screen.",
        "Ctrl+1",
        needs=_MEDIA,
        icon="zoom_actual",
    ),
    _command(
        "view.zoom_in", "Zoom &In", "Make the frame larger.", "Ctrl++", "Ctrl+=", needs=_MEDIA, icon="zoom_in"
    ),
    _command(
        "view.zoom_out", "Zoom &Out", "Make the frame smaller.", "Ctrl+-", needs=_MEDIA, icon="zoom_out"
    ),
    _command(
        "view.masks",
        "Show &Masks",
        "Show or hide all masks on the frame.",
        "M",
        needs=_MEDIA,
        checkable=True,
        section=True,
    ),
    _command(
        "view.outline",
        "Show Out&lines",
        "Draw a line around each mask.",
        "Shift+M",
        needs=_MEDIA,
        checkable=True,
    ),
    _command(
        "view.loupe",
        "L&oupe",
        "Enlarge what is under the pointer.",
        "Z",
        needs=_MEDIA,
        icon="loupe",
        checkable=True,
    ),
    _command(
        "view.opacity_up", "More Opa&que Masks", "Let less of the frame show through.", "+", needs=_MEDIA
    ),
    _command(
        "view.opacity_down",
        "More &Transparent Masks",
        "Let more of the frame show through.",
        "-",
        needs=_MEDIA,
    ),
    _command(
        "view.timeline_fit",
        "Show the &Whole Timeline",
        "Zoom the timeline out to the whole video.",
        "Shift+F",
        needs=_MEDIA,
        section=True,
    ),
    _command(
        "view.timeline_in",
        "Zoom Timeline In",
        "Show fewer frames around the playhead.",
        "Ctrl+Shift++",
        "Ctrl+Shift+=",
        needs=_MEDIA,
    ),
    _command("view.timeline_out", "Zoom Timeline Out", "Show more frames.", "Ctrl+Shift+-", needs=_MEDIA),
    _command(
        "view.objects",
        "&Objects Panel",
        "Show or hide the list of objects.",
        "F8",
        checkable=True,
        section=True,
    ),
    _command(
        "view.full_screen", "F&ull Screen", "Use the whole screen; again to return.", "F11", checkable=True
    ),
    _command("view.theme", "Li&ght Colours", "Light instead of dark surroundings.", checkable=True),
    # ---- go
    _command("go.play", "&Play", "Play or pause at true speed.", "Space", needs=_MEDIA, icon="play"),
    _command(
        "go.next",
        "&Next Frame",
        "One frame forward.",
        "Right",
        needs=_MEDIA,
        icon="step_forward",
        section=True,
    ),
    _command("go.previous", "&Previous Frame", "One frame back.", "Left", needs=_MEDIA, icon="step_back"),
    _command("go.next_10", "10 Frames Forward", "Ten frames forward.", "Shift+Right", needs=_MEDIA),
    _command("go.previous_10", "10 Frames Back", "Ten frames back.", "Shift+Left", needs=_MEDIA),
    _command(
        "go.next_prompt",
        "Next P&rompt",
        "To the next frame with a click, a box or a painted mask of the selected object.",
        "Ctrl+Right",
        ".",
        needs=_MEDIA,
        icon="next_prompt",
        section=True,
    ),
    _command(
        "go.previous_prompt",
        "Previous Pro&mpt",
        "To the frame before with a click, a box or a painted mask of the selected object.",
        "Ctrl+Left",
        ",",
        needs=_MEDIA,
        icon="previous_prompt",
    ),
    _command(
        "go.first",
        "&First Frame",
        "To the start of the video.",
        "Home",
        needs=_MEDIA,
        icon="to_start",
        section=True,
    ),
    _command("go.last", "&Last Frame", "To the end of the video.", "End", needs=_MEDIA, icon="to_end"),
    _command("go.frame", "&Go to Frame…", "Type the number of a frame, or a time.", "Ctrl+G", needs=_MEDIA),
    # ---- tool
    _command(
        "tool.pan",
        "&Move View",
        "Drag to move the frame; the wheel zooms at the cursor.",
        "V",
        icon="pan",
        checkable=True,
        group="tool",
    ),
    _command(
        "tool.click",
        "&Click",
        "Click on the object to include, right-click on what is not the object.",
        "C",
        icon="click",
        checkable=True,
        group="tool",
    ),
    _command(
        "tool.box", "&Box", "Drag a box around the object.", "B", icon="box", checkable=True, group="tool"
    ),
    _command(
        "tool.brush",
        "B&rush",
        "Paint the object's mask; the right button erases.",
        "P",
        checkable=True,
        group="tool",
        icon="brush",
        section=True,
    ),
    _command(
        "tool.eraser",
        "&Eraser",
        "Erase from the object's mask.",
        "E",
        checkable=True,
        group="tool",
        icon="eraser",
    ),
    _command(
        "tool.lasso",
        "&Lasso",
        "Draw around a part to add it; with the right button to take it away.",
        "Q",
        checkable=True,
        group="tool",
        icon="lasso",
    ),
    _command(
        "tool.polygon",
        "&Polygon",
        "Set corners around a part to add it; they can be moved afterwards.",
        "G",
        checkable=True,
        group="tool",
        icon="polygon",
    ),
    _command(
        "tool.fill_hole",
        "&Fill Hole",
        "Press a hole in the mask to fill it.",
        checkable=True,
        group="tool",
        icon="fill_hole",
        section=True,
    ),
    _command(
        "tool.remove_island",
        "Remove &Island",
        "Press a separate part of the mask to remove it.",
        checkable=True,
        group="tool",
        icon="remove_island",
    ),
    # ---- object
    _command(
        "object.add",
        "&Add Object",
        "Add an object; your next click is its first.",
        "N",
        needs=_MEDIA,
        icon="add",
    ),
    _command("object.rename", "&Rename", "Rename the selected object.", "F2", needs=_OBJECT),
    _command("object.class", "Set &Class…", "Set the selected object's class.", needs=_OBJECT),
    _command("object.colour", "Set C&olour…", "Choose the selected object's colour.", needs=_OBJECT),
    _command(
        "object.visible",
        "&Visible",
        "Show or hide the selected object.",
        "H",
        needs=_OBJECT,
        checkable=True,
        section=True,
    ),
    _command(
        "object.solo",
        "Show &Only This",
        "Hide every other object; again to show all.",
        "Shift+H",
        needs=_OBJECT,
    ),
    _command(
        "object.locked",
        "&Locked",
        "Protect the selected object's masks from every change.",
        "Ctrl+L",
        needs=_OBJECT,
        checkable=True,
    ),
    _command("object.next", "Select &Next", "Select the object below.", "Down", needs=_OBJECT, section=True),
    _command("object.previous", "Select &Previous", "Select the object above.", "Up", needs=_OBJECT),
    _command("object.up", "Move &Up", "Move the object up in the list.", "Ctrl+Up", needs=_OBJECT),
    _command("object.down", "Move Do&wn", "Move the object down in the list.", "Ctrl+Down", needs=_OBJECT),
    _command(
        "object.delete",
        "&Delete Object",
        "Delete the selected object with all its prompts and masks. Can be undone.",
        "Ctrl+Del",
        "Ctrl+Backspace",
        needs=_OBJECT,
        icon="delete",
        section=True,
    ),
    # ---- mask
    _command(
        "mask.approve",
        "&Approve",
        "Mark the selected object's mask on this frame as right. No run changes it any more.",
        "A",
        needs=_OBJECT,
        icon="approve",
    ),
    _command(
        "mask.flag",
        "&Flag",
        "Mark the selected object's mask on this frame as needing another look.",
        "X",
        needs=_OBJECT,
        icon="flag",
    ),
    _command("mask.draft", "Back to &Draft", "Take back the approval or the flag.", "D", needs=_OBJECT),
    _command(
        "mask.approve_range",
        "Approve &Range",
        "Approve the selected object's masks in the marked range, or to the end.",
        "Shift+A",
        needs=_OBJECT,
    ),
    _command(
        "mask.clear",
        "&Clear on This Frame",
        "Remove the selected object's mask and prompts on this frame.",
        "Del",
        "Backspace",
        needs=_OBJECT,
        section=True,
    ),
    _command(
        "mask.clear_range",
        "Clear in Ran&ge",
        "Remove the selected object's tracked masks in the marked range; approved and painted ones stay.",
        "Shift+Del",
        needs=_OBJECT,
    ),
    # ---- track
    _command(
        "track.forward",
        "Track &Forward",
        "Follow the objects from here to the end.",
        "T",
        needs=_FREE | {"prompted"},
        icon="track_forward",
    ),
    _command(
        "track.backward",
        "Track &Backward",
        "Follow the objects from here back to the start.",
        "Shift+T",
        needs=_FREE | {"prompted"},
        icon="track_backward",
    ),
    _command(
        "track.step",
        "Track &10 Frames",
        "Follow the objects through the next ten frames only.",
        "Alt+T",
        needs=_FREE | {"prompted"},
    ),
    _command(
        "track.range",
        "Track the &Range",
        "Follow the objects through the marked range.",
        "Ctrl+T",
        needs=_FREE | {"prompted", "range"},
        icon="track_range",
    ),
    _command(
        "track.selected_only",
        "Only the &Selected Object",
        "Track the selected object alone, not all of them.",
        needs=_MEDIA,
        checkable=True,
        section=True,
    ),
    _command(
        "track.follow",
        "Follo&w While Tracking",
        "Show each frame as the model reaches it.",
        needs=_MEDIA,
        checkable=True,
    ),
    _command(
        "track.mark_in",
        "Mark Range &Start",
        "Start the range at this frame.",
        "I",
        needs=_MEDIA,
        section=True,
    ),
    _command("track.mark_out", "Mark Range &End", "End the range at this frame.", "O", needs=_MEDIA),
    _command("track.mark_none", "&No Range", "Forget the marked range.", "Shift+I", needs=_MEDIA | {"range"}),
    _command(
        "track.cancel",
        "&Cancel Tracking",
        "Stop after the present frame; what is done stays.",
        "Esc",
        needs=frozenset({"tracking"}),
        icon="cancel",
        section=True,
    ),
    # ---- help
    _command("help.keys", "&Commands and Shortcuts", "Every command with its keys.", "F1"),
    _command("help.log", "Show &Log Folder", "Open the folder with the program's log."),
    _command("help.about", "&About SAMuraiVision", "Version, licences, and what it runs on."),
)
