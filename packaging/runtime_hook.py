"""Runs first in both packaged executables, before anything of ours or of our packages is imported."""

import os
import sys


def have_streams() -> None:
    """A windowed program on Windows has no streams, and libraries (tqdm for one) write to them."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115


def give_back_library_path() -> None:
    """Programs that we start (a file manager, a browser) must load the system's libraries, not ours.

    The loader has read the variable already, so this process keeps finding its own.
    """
    if not sys.platform.startswith("linux"):
        return
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if before:
        os.environ["LD_LIBRARY_PATH"] = before
    else:
        os.environ.pop("LD_LIBRARY_PATH", None)


have_streams()
give_back_library_path()
