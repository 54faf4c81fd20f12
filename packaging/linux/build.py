#!/usr/bin/env python3
"""Build the .deb and the self-extracting archive, from a fresh clone and with one command.

    python3 packaging/linux/build.py [--out dist] [--bundle FOLDER] [--level 6]

Sets the program's environment up as run.py does, adds PyInstaller, makes the bundle, packs it. With --bundle
it packs a bundle that is there already. Needs Python 3.11 or newer, dpkg-deb, xz and strip (Debian's
packages dpkg, xz-utils and binutils).
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
for place in (ROOT, HERE.parent, HERE):
    sys.path.insert(0, str(place))

import run  # noqa: E402

TOOLS = ("dpkg-deb", "xz", "strip")
MAX_UNPACKED_BYTES, MAX_PACKED_BYTES = 1_000_000_000, 320_000_000


def main() -> int:
    """Build, and say what came of it; 1 where something is missing or too large."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="where the packages go (dist)")
    parser.add_argument(
        "--work", type=Path, default=ROOT / "build", help="what a second build takes up (build)"
    )
    parser.add_argument("--bundle", type=Path, help="pack this bundle instead of building one")
    parser.add_argument("--level", type=int, default=6, help="of packing, 1 to 9 (6)")
    arguments = parser.parse_args()
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if not sys.platform.startswith("linux") or missing:
        run.say(f"This builds Debian packages, on Linux; it lacks {', '.join(missing) or 'that'}.")
        return 1
    try:
        run.require_python(sys.argv[1:])
        if os.environ.get("SAMURAIVISION_BUILDING") != "1":
            python = prepare()
            environment = dict(os.environ, SAMURAIVISION_BUILDING="1")
            os.execve(str(python), [str(python), str(Path(__file__).resolve()), *sys.argv[1:]], environment)
        return build(arguments)
    except (run.SetupError, subprocess.CalledProcessError) as error:
        run.say(str(error))
        return 1


def prepare() -> Path:
    """The Python of an environment that can build."""
    python = run.ensure_venv()
    run.ensure_libraries(run.QT_LIBRARIES)
    run.ensure_libraries(run.QT_WINDOW_LIBRARIES)
    asked = subprocess.run([str(python), "-c", "import PyInstaller"], capture_output=True, check=False)
    if asked.returncode != 0:
        run.say("Installing PyInstaller …")
        run.pip(python, ["--no-build-isolation", "-e", f"{ROOT}[package]"], python.parents[1] / "setup.log")
    return python


def build(arguments: argparse.Namespace) -> int:
    """Both packages."""
    import bundle
    import icons
    from archive import build_archive
    from deb import build_deb
    from tree import lay_out

    began = time.monotonic()
    out, work = arguments.out.absolute(), arguments.work.absolute()
    out.mkdir(parents=True, exist_ok=True)
    folder = arguments.bundle.absolute() if arguments.bundle else bundle.build(out, work)
    run.say(f"The bundle is in {run.short(folder)} ({time.monotonic() - began:.0f} s); packing it …")
    icons.write_icons(work / "generated" / "icons")
    epoch = last_change()
    with tempfile.TemporaryDirectory(prefix="samuraivision-", dir=out) as temporary:
        root = Path(temporary) / "root"
        root.mkdir()
        lay_out(folder, work / "generated" / "icons", root, time.strftime("%Y-%m-%d", time.gmtime(epoch)))
        installed = bundle.size_bytes(root)
        package = build_deb(root, out, installed, "xz", arguments.level, epoch)
    archive = build_archive(package, out, installed)
    for path in (package, archive):
        print(f"{run.short(path)}  {path.stat().st_size / 1e6:.0f} MB, {installed / 1e6:.0f} MB installed")
    run.say(f"Built in {time.monotonic() - began:.0f} s.")
    if installed > MAX_UNPACKED_BYTES or package.stat().st_size > MAX_PACKED_BYTES:
        run.say(
            "That is more than 1000 MB installed or 320 MB packed: see what packaging/trim.py can leave out."
        )
        return 1
    return 0


def last_change() -> int:
    """When the sources were last committed, in seconds since 1970; now, where there is no git to ask."""
    asked = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return int(asked.stdout) if asked.returncode == 0 and asked.stdout.strip() else int(time.time())


if __name__ == "__main__":
    sys.exit(main())
