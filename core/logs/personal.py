"""Taking names and places of a person's own out of a text before it goes into a bug report."""

import contextlib
import getpass
import platform
import re
import sys
import sysconfig
from pathlib import Path

from core.settings import folders

PROGRAM = Path(__file__).resolve().parents[2]
"""The folder that holds `core` and `desktop`: paths below it are ours, and useful in a report."""

KNOWN_ENDINGS = (
    "mp4|mov|mkv|webm|avi|m4v|ts|mts|mpg|gif|png|jpe?g|bmp|tiff?|samurai|pt|pth|safetensors|json|ya?ml|csv|"
    "txt|xml|npz|zip|log|py"
)
TOO_COMMON = frozenset({"root", "user", "users", "home", "admin", "localhost", "runner"})

_PATH = re.compile(
    r"(?<![\w:/\\<>.)\]}])(?:~|[A-Za-z]:|\\\\)?[\\/](?=[\w.~ -])"  # where a path begins
    r"(?:[^\n\"'“”‘’*?<>|:\\/]+[\\/])*"  # its folders, which may have spaces in their names
    rf"(?:[^\n\"'“”‘’*?<>|:\\/]*?\.(?P<ending>{KNOWN_ENDINGS})\b|[^\s\"'“”‘’*?<>|:\\/]*)",
    re.IGNORECASE,
)


def without_personal(text: str) -> str:
    """The text with the user's folders, names of their files, and their and the machine's name taken out.

    Paths of the program and of Python's packages become short ones (`desktop/app.py`, `torch/nn/…`); any
    other path becomes `<path>`, with its ending where it tells the kind of file.
    """
    for folder, name in _own_folders():
        for written in {str(folder), folder.as_posix(), str(folder).replace("\\", "\\\\")}:
            text = text.replace(written + "/", name).replace(written + "\\", name)
            text = text.replace(written, name or ".")
    text = _PATH.sub(lambda found: f"<path>{'.' + found['ending'] if found['ending'] else ''}", text)
    for name in _own_names():
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "<name>", text, flags=re.IGNORECASE)
    return text


def _own_folders() -> list[tuple[Path, str]]:
    """Folders and what stands for them; those inside others first."""
    packages = {Path(sysconfig.get_path(kind)) for kind in ("purelib", "platlib")}
    found = [(path, "") for path in packages]
    found += [(Path(sysconfig.get_path("stdlib")), "python/"), (Path(sys.prefix), "<environment>/")]
    found += [(PROGRAM, "")]
    where = folders()
    found += [(getattr(where, name), f"<{name}>/") for name in ("config", "cache", "models", "logs")]
    return sorted(found, key=lambda item: len(str(item[0])), reverse=True)


def _own_names() -> list[str]:
    """What the user and the machine are called, longest first."""
    names = {Path.home().name, platform.node(), platform.node().partition(".")[0]}
    with contextlib.suppress(OSError, KeyError, ImportError):  # a user without a name, as in some containers
        names.add(getpass.getuser())
    return sorted((n for n in names if len(n) > 1 and n.lower() not in TOO_COMMON), key=len, reverse=True)
