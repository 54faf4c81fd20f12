"""Build the Windows installer: `python packaging/windows/build.py`, on Windows with Inno Setup 6.3 or newer.

Run with the Python of an environment that has the program and its `package` extra. The variable
SAMURAIVISION_SIGN_TOOL tells how to sign: a command with $f for the file, as Inno Setup's SignTool has it.
"""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

import bundle  # noqa: E402
import product  # noqa: E402

SCRIPT = HERE / "samuraivision.iss"


def compiler() -> str:
    """Where Inno Setup's compiler is.

    Raises:
        FileNotFoundError: nowhere that one looks.
    """
    roots = (os.environ.get(name, "") for name in ("ProgramFiles(x86)", "ProgramFiles", "LOCALAPPDATA"))
    places = [
        Path(root, *parts) for root in roots for parts in (("Inno Setup 6",), ("Programs", "Inno Setup 6"))
    ]
    found = shutil.which("iscc") or next(
        (str(p / "ISCC.exe") for p in places if (p / "ISCC.exe").is_file()), None
    )
    if found is None:
        raise FileNotFoundError("Inno Setup 6 is not installed: see jrsoftware.org.")
    return found


def defines(folder: Path, generated: Path, out: Path, sign: str | None = None) -> list[str]:
    """What the script has to be told, as arguments of its compiler."""
    values = {
        "Version": product.version(),
        "VersionOfFour": ".".join(map(str, product.version_of_four(product.version()))),
        "Bundle": folder,
        "Generated": generated,
        "Out": out,
        "FileName": product.archive_name("exe").removesuffix(".exe"),
    }
    words = [f"/D{name}={value}" for name, value in values.items()]
    return [*words, "/DSignTool=ours", f"/Sours={sign}"] if sign else words


def main() -> None:
    parser = argparse.ArgumentParser(description="Build the Windows installer.")
    parser.add_argument("--out", type=Path, default=product.ROOT / "dist")
    parser.add_argument("--work", type=Path, default=product.ROOT / "build")
    arguments = parser.parse_args()
    out, work = arguments.out.absolute(), arguments.work.absolute()
    iscc = compiler()
    folder = bundle.build(out, work)
    words = defines(folder, work / "generated", out, os.environ.get("SAMURAIVISION_SIGN_TOOL"))
    subprocess.run([iscc, *words, str(SCRIPT)], check=True)


if __name__ == "__main__":
    main()
