"""The Go menu: playing, stepping, and the frames worth a look."""

from typing import Final

from desktop.actions.spec import MEDIA, ActionSpec, command

GO: Final[tuple[ActionSpec, ...]] = (
    command("go.play", "&Play", "Play or pause at true speed.", "Space", needs=MEDIA, icon="play"),
    command(
        "go.next",
        "&Next Frame",
        "One frame forward.",
        "Right",
        needs=MEDIA,
        icon="step_forward",
        section=True,
    ),
    command("go.previous", "&Previous Frame", "One frame back.", "Left", needs=MEDIA, icon="step_back"),
    command("go.next_10", "10 Frames Forward", "Ten frames forward.", "Shift+Right", needs=MEDIA),
    command("go.previous_10", "10 Frames Back", "Ten frames back.", "Shift+Left", needs=MEDIA),
    command(
        "go.next_prompt",
        "Next P&rompt",
        "To the next frame with a click, a box or a painted mask of the selected object.",
        "Ctrl+Right",
        ".",
        needs=MEDIA,
        icon="next_prompt",
        section=True,
    ),
    command(
        "go.previous_prompt",
        "Previous Pro&mpt",
        "To the frame before with a click, a box or a painted mask of the selected object.",
        "Ctrl+Left",
        ",",
        needs=MEDIA,
        icon="previous_prompt",
    ),
    command(
        "go.next_look",
        "&Look Here Next",
        "To the next frame of the review list: flagged ones first, then the least certain.",
        "J",
        needs=MEDIA,
        icon="step_forward",
        section=True,
    ),
    command(
        "go.previous_look",
        "Look at the One Be&fore",
        "To the frame before in the review list.",
        "Shift+J",
        needs=MEDIA,
        icon="step_back",
    ),
    command(
        "go.next_listed",
        "Next Listed in &Time",
        "To the next frame, in order of time, that the review list shows.",
        "Alt+Right",
        needs=MEDIA,
    ),
    command(
        "go.previous_listed",
        "Previous Listed in T&ime",
        "To the frame before, in order of time, that the review list shows.",
        "Alt+Left",
        needs=MEDIA,
    ),
    command(
        "go.first",
        "&First Frame",
        "To the start of the video.",
        "Home",
        needs=MEDIA,
        icon="to_start",
        section=True,
    ),
    command("go.last", "&Last Frame", "To the end of the video.", "End", needs=MEDIA, icon="to_end"),
    command("go.frame", "&Go to Frame…", "Type the number of a frame, or a time.", "Ctrl+G", needs=MEDIA),
)
