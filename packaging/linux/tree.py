"""The tree of files that the .deb and the self-extracting archive install."""

import gzip
import os
import shutil
from pathlib import Path

import product
from manual import man_page

HERE = Path(__file__).resolve().parent
PLACE = Path("opt", product.COMMAND)
"""Where the bundle lies below the root: a third party's program, by the Filesystem Hierarchy Standard."""


def lay_out(bundle: Path, icons: Path, root: Path, date: str) -> None:
    """Fill the empty folder `root` with everything that is installed, as it will lie below /.

    The bundle's files are hard links where that is possible: nobody may write to them.
    """
    place = root / PLACE
    shutil.copytree(bundle, place, symlinks=True, copy_function=_link)
    shared = root / "usr" / "share"
    link = root / "usr" / "bin" / product.COMMAND
    link.parent.mkdir(parents=True)
    link.symlink_to(f"/{PLACE / product.COMMAND}")
    desktop = (HERE / "samuraivision.desktop").read_text(encoding="utf-8")
    entry = shared / "applications" / f"{product.COMMAND}.desktop"
    _write(entry, desktop.replace("@COMMAND@", product.COMMAND))
    types = (HERE / "samuraivision.xml").read_text(encoding="utf-8")
    _write(shared / "mime" / "packages" / f"{product.COMMAND}.xml", types)
    for picture in icons.glob("app-*.png"):
        size = picture.stem.partition("-")[2]
        _copy(picture, shared / "icons" / "hicolor" / f"{size}x{size}" / "apps" / f"{product.COMMAND}.png")
    svg = product.ROOT / "resources" / "icons" / "app.svg"
    _copy(svg, shared / "icons" / "hicolor" / "scalable" / "apps" / f"{product.COMMAND}.svg")
    man = shared / "man" / "man1" / f"{product.COMMAND}.1.gz"
    _write_gzip(man, man_page(date))
    documents = shared / "doc" / product.COMMAND
    _write_gzip(documents / "changelog.gz", (product.ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    licences = f"/{PLACE}/_internal/resources/licences"
    _write(documents / "copyright", COPYRIGHT.format(name=product.NAME, licences=licences))
    for folder, _, files in os.walk(root):
        Path(folder).chmod(0o755)
        for name in files:
            file = Path(folder, name)
            if not file.is_symlink() and PLACE.parts[0] not in file.relative_to(root).parts[:1]:
                file.chmod(0o644)


COPYRIGHT = """\
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: {name}

Files: *
Copyright: the authors of {name} and of the works it holds
License: Apache-2.0 and GPL-3 and others
 {name} itself is under the Apache License 2.0 (/usr/share/common-licenses/Apache-2.0). With it come works of
 others, among them x264 and x265 under the GNU General Public License and Qt under the GNU Lesser General
 Public License. Each is named, with its licence's text, in
 {licences}/THIRD-PARTY.txt
"""


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, target)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _write(target: Path, text: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8", newline="\n")


def _write_gzip(target: Path, text: str) -> None:
    """Without name and time in it, so that the same text gives the same file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
