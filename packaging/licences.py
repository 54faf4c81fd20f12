"""Whose work is in the bundle, under which licence, with the full texts: collected, not kept by hand.

    python packaging/licences.py FOLDER

Follows what is installed from our own requirements on, and reads each package's metadata. What metadata does
not tell is in `INSIDE` (libraries in the wheels), `BY_HAND` and `beside` (Python, PyInstaller's start code).
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from product import NAME, ROOT, version

TEXTS = Path(__file__).resolve().parent / "licence_texts"
FILE_NAME = "THIRD-PARTY.txt"
MAX_WORDS = 900
"""Of what a package says its licence is; longer it is the licence itself."""
NOT_BUNDLED = frozenset({"torchvision"})
"""Required, since sam2 asks for it, but left out of the bundle (see trim.py)."""

GPL_NOTE = f"""\
{NAME}'s own source is under the Apache License 2.0. This package also holds PyAV's build of FFmpeg with the
encoders x264 and x265, which are under the GNU General Public License, version 2 or later. The package as a
whole may therefore be passed on under the terms of the GNU General Public License, version 3; the texts are
below.
Their source: https://www.videolan.org/developers/x264.html, https://bitbucket.org/multicoreware/x265_git,
https://ffmpeg.org, and the scripts that build them for PyAV: https://github.com/PyAV-Org/pyav-ffmpeg.
Qt is used under the GNU Lesser General Public License, version 3. Its libraries lie in this package as files
of their own (_internal/PySide6) and may be replaced by others. Its source: https://download.qt.io.
"""


@dataclass(frozen=True, slots=True)
class Work:
    """One package or library: its name, version, licence in a word, and the licence's text."""

    name: str
    version: str
    licence: str
    text: str
    inside: tuple[str, ...] = ()


INSIDE = {
    "av": (
        "x264: GPL-2.0-or-later",
        "x265: GPL-2.0-or-later",
        "FFmpeg, built with the two above: GPL-3.0-or-later",
        "GnuTLS, GMP, Nettle, libunistring: LGPL-3.0-or-later",
        "LAME: LGPL-2.0-or-later",
        "SVT-AV1, dav1d, libvpx, Opus, libwebp, libvpl, libdrm, libxcb: BSD and MIT",
        "opencore-amr: Apache-2.0",
    ),
    "opencv-python-headless": (
        "FFmpeg, built without the GPL's parts: LGPL-2.1-or-later",
        "OpenBLAS, libvpx, libaom, libavif, libpng: BSD and alike",
        "OpenSSL: OpenSSL licence",
        "libgfortran, libquadmath: GPL-3.0 with the GCC Runtime Library Exception",
    ),
    "numpy": (
        "OpenBLAS: BSD-3-Clause",
        "libgfortran, libquadmath: GPL-3.0 with the GCC Runtime Library Exception",
    ),
    "torch": ("oneDNN, MKL, FBGEMM, sleef and others: see its text",),
    "PySide6-Essentials": ("Qt 6: LGPL-3.0-only",),
}
"""Libraries in the wheels, which no metadata names. Keys are packages."""

BY_HAND = {"antlr4-python3-runtime": "BSD-3-Clause", "iopath": "MIT", "pycocotools": "BSD-2-Clause"}
"""Licences of packages whose metadata is silent or vague."""

STANDARD_TEXTS = {
    "GNU General Public License, version 3": "GPL-3.txt",
    "GNU General Public License, version 2": "GPL-2.txt",
    "GNU Lesser General Public License, version 3": "LGPL-3.txt",
    "GNU Lesser General Public License, version 2.1": "LGPL-2.1.txt",
    "Mozilla Public License, version 2.0": "MPL-2.0.txt",
}


def normal(name: str) -> str:
    """A package's name as all its spellings have it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def required(package: str = "samuraivision") -> list[str]:
    """Every package that `package` needs here, directly or not, without extras and without itself.

    Raises:
        metadata.PackageNotFoundError: one of them is not installed.
    """
    seen: dict[str, str] = {}
    waiting = [package]
    while waiting:
        for line in metadata.requires(waiting.pop()) or []:
            match = re.match(r"[A-Za-z0-9._-]+", line)
            marker = line.partition(";")[2]
            if match is None or not _applies(marker):
                continue
            name = match[0]
            if normal(name) not in seen:
                seen[normal(name)] = name
                waiting.append(name)
    return sorted(name for key, name in seen.items() if key not in NOT_BUNDLED)


def _applies(marker: str) -> bool:
    if not marker.strip():
        return True
    from packaging.markers import Marker

    return Marker(marker).evaluate({"extra": ""})


def work_of(package: str) -> Work:
    """What a package's metadata says of its licence, and the texts that came with it."""
    distribution = metadata.distribution(package)
    about = distribution.metadata
    classifiers = [
        line.rpartition(" :: ")[2] for line in about.get_all("Classifier") or [] if line.startswith("License")
    ]
    said = str(about.get("License-Expression") or about.get("License") or "")
    if not said or "\n" in said or len(said) > MAX_WORDS or said == "UNKNOWN":
        said = "; ".join(classifiers)
    inside = {normal(key): value for key, value in INSIDE.items()}
    licence = BY_HAND.get(normal(package)) or said
    if not licence:
        raise LookupError(f"Nothing tells the licence of {package}: add it to BY_HAND.")
    text = "\n\n".join(_texts(distribution))
    return Work(about["Name"], distribution.version, licence, text, inside.get(normal(package), ()))


def _texts(distribution: metadata.Distribution) -> Iterator[str]:
    for file in distribution.files or []:
        own = ".dist-info" in file.as_posix().split("/")[0]
        if own and re.match(r"(licen[cs]e|copying|notice)", file.name.lower()) and file.suffix != ".py":
            try:
                yield file.read_text(encoding="utf-8").strip()
            except (OSError, UnicodeDecodeError):
                continue


def beside() -> list[Work]:
    """What is in the bundle without being a package."""
    python = Path(sys.base_prefix)
    places = [python / "LICENSE.txt", *python.glob("lib/python3*/LICENSE.txt")]
    text = next((place.read_text(encoding="utf-8") for place in places if place.is_file()), "")
    start = "GPL-2.0-or-later, with an exception that lets the bundle be under any licence"
    return [
        Work("Python", sys.version.split()[0], "PSF-2.0", text.strip()),
        Work("PyInstaller's start code", metadata.version("pyinstaller"), start, ""),
        Work(
            "Noto Sans CJK, a part of it",
            "2.004",
            "OFL-1.1",
            (ROOT / "resources" / "fonts" / "OFL.txt").read_text(encoding="utf-8").strip(),
        ),
    ]


def document(works: list[Work]) -> str:
    """The file: a table, the note on the GPL, each text, and the standard texts at the end."""
    rule = "=" * 110
    width = max(len(work.name) for work in works)
    lines = [f"{NAME} {version()}: the work of others in this package", "", GPL_NOTE]
    for work in works:
        lines.append(f"{work.name:{width}}  {work.version:14}  {work.licence}")
        lines += [f"{'':{width}}    with {part}" for part in work.inside]
    for work in works:
        if work.text:
            lines += ["", rule, f"{work.name} {work.version}: {work.licence}", rule, "", work.text]
    for title, name in STANDARD_TEXTS.items():
        text = (TEXTS / name).read_text(encoding="utf-8").rstrip()
        lines += ["", rule, title, rule, "", text]
    return "\n".join(lines) + "\n"


def write_licences(folder: Path) -> list[Work]:
    """Write our own licence and `THIRD-PARTY.txt` into a folder; what is named in it."""
    works = sorted([*map(work_of, required()), *beside()], key=lambda work: work.name.lower())
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "LICENSE.txt").write_bytes((ROOT / "LICENSE").read_bytes())
    (folder / FILE_NAME).write_text(document(works), encoding="utf-8", newline="\n")
    return works


if __name__ == "__main__":
    for each in write_licences(Path(sys.argv[1] if len(sys.argv) > 1 else ".")):
        print(f"{each.name} {each.version}: {each.licence}{'' if each.text else ' (no text of its own)'}")
