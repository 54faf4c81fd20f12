"""Rows of the command table about skipping frames. `desktop/actions.py` puts them in the Track menu."""

from typing import Final

from desktop.action_spec import ActionSpec, command

_MEDIA: Final = frozenset({"media"})

SKIPPING: Final[tuple[ActionSpec, ...]] = (
    command(
        "track.skip_off",
        "Skip &Nothing",
        "Run the model on every frame.",
        needs=_MEDIA,
        checkable=True,
        group="skipping",
        section=True,
    ),
    command(
        "track.skip_auto",
        "Skip Where Motion Is &Enough",
        "Run the model only on key frames, as many as the motion asks for; masks between them are filled.",
        needs=_MEDIA,
        checkable=True,
        group="skipping",
    ),
    command(
        "track.skip_every",
        "Run on E&very Few Frames",
        "Run the model on every so many frames, whatever moves; masks between them are filled.",
        needs=_MEDIA,
        checkable=True,
        group="skipping",
    ),
    command(
        "track.second_pass",
        "&Check the 10 Least Certain Filled Frames",
        "Run the model on the ten filled frames that can be trusted least, and fill round them anew.",
        needs=frozenset({"media", "idle", "filled"}),
    ),
)
