"""Starting the desktop app from the command line: the one place in core that knows of it."""

import os
import sys
from collections.abc import Sequence


def has_screen() -> bool:
    """Whether a window could be shown."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def open_window(words: Sequence[str]) -> int:
    """Show the main window, with the project or media that was named, until it is closed."""
    from desktop.app import main

    return main(list(words))
