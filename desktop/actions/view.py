"""The View menu: zoom, how masks are shown, the panels, the theme."""

from typing import Final

from desktop.actions.spec import MEDIA, ActionSpec, command

VIEW: Final[tuple[ActionSpec, ...]] = (
    command(
        "view.fit", "&Fit to Window", "Show the whole frame.", "F", "Ctrl+0", needs=MEDIA, icon="zoom_fit"
    ),
    command(
        "view.actual",
        "&Actual Size",
        "Show one pixel of the frame as one pixel of the screen.",
        "Ctrl+1",
        needs=MEDIA,
        icon="zoom_actual",
    ),
    command(
        "view.zoom_in", "Zoom &In", "Make the frame larger.", "Ctrl++", "Ctrl+=", needs=MEDIA, icon="zoom_in"
    ),
    command("view.zoom_out", "Zoom &Out", "Make the frame smaller.", "Ctrl+-", needs=MEDIA, icon="zoom_out"),
    command(
        "view.masks",
        "Show &Masks",
        "Show or hide all masks on the frame.",
        "M",
        needs=MEDIA,
        checkable=True,
        section=True,
    ),
    command(
        "view.outline",
        "Show Out&lines",
        "Draw a line around each mask.",
        "Shift+M",
        needs=MEDIA,
        checkable=True,
    ),
    command(
        "view.loupe",
        "L&oupe",
        "Enlarge what is under the pointer.",
        "Z",
        needs=MEDIA,
        icon="loupe",
        checkable=True,
    ),
    command("view.opacity_up", "More Opa&que Masks", "Let less of the frame show through.", "+", needs=MEDIA),
    command(
        "view.opacity_down",
        "More &Transparent Masks",
        "Let more of the frame show through.",
        "-",
        needs=MEDIA,
    ),
    command(
        "view.timeline_fit",
        "Show the &Whole Timeline",
        "Zoom the timeline out to the whole video.",
        "Shift+F",
        needs=MEDIA,
        section=True,
    ),
    command(
        "view.timeline_in",
        "Zoom Timeline In",
        "Show fewer frames around the playhead.",
        "Ctrl+Shift++",
        "Ctrl+Shift+=",
        needs=MEDIA,
    ),
    command("view.timeline_out", "Zoom Timeline Out", "Show more frames.", "Ctrl+Shift+-", needs=MEDIA),
    command(
        "view.objects",
        "&Objects Panel",
        "Show or hide the list of objects.",
        "F8",
        checkable=True,
        section=True,
    ),
    command(
        "view.review",
        "&Review Panel",
        "Show or hide the frames to look at and their states.",
        "F9",
        checkable=True,
    ),
    command(
        "view.full_screen", "F&ull Screen", "Use the whole screen; again to return.", "F11", checkable=True
    ),
    command(
        "view.theme_system",
        "&Colours of the System",
        "Light or dark surroundings, as the system has them.",
        checkable=True,
        group="theme",
        section=True,
    ),
    command("view.theme_light", "Li&ght Colours", "Light surroundings.", checkable=True, group="theme"),
    command("view.theme_dark", "&Dark Colours", "Dark surroundings.", checkable=True, group="theme"),
)
