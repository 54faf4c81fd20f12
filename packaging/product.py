"""What every installer has to know of the program: its names, its version, its file type."""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

NAME = "SAMuraiVision"
COMMAND = "samuraivision"
"""The command line's executable; on Linux the app's too."""
WINDOW = "samuraivision-app"
"""The app's executable where a system tells windowed programs from others: Windows and macOS."""
SUMMARY = "Annotate video with a segmenter that follows what you click"
PUBLISHER = "The SAMuraiVision project"
IDENTIFIER = "org.samuraivision.SAMuraiVision"
FILE_SUFFIX = ".samurai"
FILE_TYPE = "SAMuraiVision project"
MIME_TYPE = "application/x-samuraivision"


def version(pyproject: Path = ROOT / "pyproject.toml") -> str:
    """The version in pyproject.toml."""
    import tomllib  # new in 3.11; the scripts' start must be readable by an older Python

    return str(tomllib.loads(pyproject.read_text(encoding="utf-8"))["project"]["version"])


def version_of_four(text: str) -> tuple[int, int, int, int]:
    """Windows' four numbers of a version: "1.2.3rc1" is 1.2.3.0."""
    numbers = [int(number) for number in re.findall(r"\d+", text.split("rc")[0].split("+")[0])][:4]
    return tuple(numbers + [0] * (4 - len(numbers)))  # type: ignore[return-value]


def machine() -> str:
    """The processor as file names call it: x86_64 or arm64."""
    import platform

    name = platform.machine().lower()
    return {"amd64": "x86_64", "aarch64": "arm64"}.get(name, name)


def archive_name(kind: str) -> str:
    """A finished installer's file name, `SAMuraiVision-0.1.0-linux-x86_64.run`; `kind` is its ending."""
    system = {"win32": "windows", "darwin": "macos"}.get(sys.platform, "linux")
    return f"{NAME}-{version()}-{system}-{machine()}.{kind}"
