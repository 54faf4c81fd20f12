"""Whether a window can be shown: a screen, Qt's plugin for it, and the system libraries that it loads."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from core.cancel import CancelToken
from core.doctor.finding import Finding, Health
from core.doctor.machine import installed
from core.wording import say

PLUGINS = {"win32": "qwindows.dll", "darwin": "libqcocoa.dylib", "linux": "libqxcb.so"}
SCREEN_VARIABLES = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def check_screen(_cancel: CancelToken) -> Iterator[Finding]:
    """Looked at from outside: Qt itself would end the process where it finds no screen."""
    linux = sys.platform.startswith("linux")
    if linux and not any(os.environ.get(name) for name in SCREEN_VARIABLES):
        advice = say("The commands work without one; for the window use a desktop, or set DISPLAY.")
        yield Finding("Screen", Health.NOTE, say("there is none here"), advice)
    folder = _pyside()
    if folder is None:
        yield Finding("Qt", Health.FAULT, say("PySide6 is not installed"), say("Set the program up again."))
        return
    plugin = PLUGINS.get("linux" if linux else sys.platform, "")
    if plugin and not any(folder.rglob(f"plugins/platforms/{plugin}")):
        found = say("its plugin for this system, {plugin}, is missing", plugin=plugin)
        yield Finding("Qt", Health.FAULT, found, say("Install the program again."))
    elif missing := missing_libraries(folder):
        advice = say(
            "On Debian and Ubuntu install them with apt (python3 run.py does it by itself); elsewhere "
            "install the packages that hold them."
        )
        yield Finding(
            "Qt",
            Health.FAULT,
            say("system libraries are missing: {names}", names=", ".join(missing)),
            advice,
        )
    else:
        yield Finding("Qt", Health.OK, f"Qt {installed('PySide6-Essentials') or 'of the bundle'}")


def _pyside() -> Path | None:
    spec = importlib.util.find_spec("PySide6")
    places = list(spec.submodule_search_locations or ()) if spec is not None else []
    return Path(places[0]) if places else None


def missing_libraries(folder: Path) -> list[str]:
    """The libraries that Qt's own files need and the system lacks; Linux only."""
    ldd = shutil.which("ldd")
    if not sys.platform.startswith("linux") or ldd is None:
        return []
    missing: set[str] = set()
    env = dict(os.environ)
    if getattr(sys, "frozen", False):  # what the package brings lies beside it, and is looked for there
        env["LD_LIBRARY_PATH"] = str(folder.parent)
    for part in ("lib/libQt6Widgets.so.6", "plugins/platforms/libqxcb.so"):
        file = folder / "Qt" / part
        listed = subprocess.run(
            [ldd, str(file)], env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        ).stdout
        missing.update(re.findall(r"(\S+) => not found", listed))
    return sorted(missing)
