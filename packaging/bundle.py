"""Make the program's folder for this system: `python packaging/bundle.py [--out dist] [--work build]`.

Run with the Python of an environment that has the program and its `package` extra; `linux/build.py` makes one
from nothing. The folder is OUT/SAMuraiVision (on macOS also OUT/SAMuraiVision.app). A second run takes up
what the first one left in WORK and is quicker.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

import product
from icons import write_icons
from licences import write_licences
from trim import STRIPPED

HERE = Path(__file__).resolve().parent


def generate(folder: Path) -> None:
    """What the spec reads beside the sources: icons, licences, Windows' version resource."""
    write_icons(folder / "icons")
    write_licences(folder / "licences")
    (folder / "version.txt").write_text(version_resource(), encoding="utf-8")


def version_resource(version: str | None = None) -> str:
    """What Windows shows as the executable's properties, in PyInstaller's notation."""
    version = version or product.version()
    numbers = product.version_of_four(version)
    strings = {
        "CompanyName": product.PUBLISHER,
        "FileDescription": product.NAME,
        "FileVersion": version,
        "InternalName": product.COMMAND,
        "LegalCopyright": "Apache-2.0; see the licences in the program's folder",
        "ProductName": product.NAME,
        "ProductVersion": version,
    }
    table = ",\n        ".join(f"StringStruct({key!r}, {value!r})" for key, value in strings.items())
    return f"""\
VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3f, flags=0, OS=0x40004, fileType=1),
  kids=[
    StringFileInfo([StringTable('040904B0', [
        {table},
    ])]),
    VarFileInfo([VarStruct('Translation', [1033, 1200])]),
  ],
)
"""


def build(out: Path, work: Path) -> Path:
    """The folder with the program in it."""
    generated = work / "generated"
    generate(generated)
    environment = dict(os.environ, SAMURAIVISION_GENERATED=str(generated), PYTHONHASHSEED="1")
    words = ["--noconfirm", "--log-level", "WARN", "--distpath", str(out), "--workpath", str(work)]
    command = [sys.executable, "-m", "PyInstaller", *words, str(HERE / "samuraivision.spec")]
    subprocess.run(command, check=True, env=environment)
    folder = out / product.NAME
    if sys.platform.startswith("linux"):
        strip(folder / "_internal")
    return folder


def strip(folder: Path) -> None:
    """Take the symbol tables out of the libraries that are large by them.

    Raises:
        FileNotFoundError: binutils' strip is not installed.
    """
    for pattern in STRIPPED:
        for library in folder.glob(pattern):
            subprocess.run(["strip", "--strip-unneeded", str(library)], check=True)


def size_bytes(folder: Path) -> int:
    """What the files of a folder take; a link counts nothing."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=product.ROOT / "dist")
    parser.add_argument("--work", type=Path, default=product.ROOT / "build")
    arguments = parser.parse_args()
    folder = build(arguments.out.absolute(), arguments.work.absolute())
    print(f"{folder}: {size_bytes(folder) / 2**20:.0f} MiB")


if __name__ == "__main__":
    main()
