#!/usr/bin/env python3
"""Install the .deb in a bare Debian and do the main job there, without network and as a plain user.

    sudo python3 packaging/linux/clean_root.py dist/samuraivision_0.1.0_amd64.deb [--suite bookworm]

Makes the root with debootstrap, lets apt install the package with what it depends on, and runs smoke.py in
it: doctor, demo, track, export, training, and the window under Xvfb. Needs root, debootstrap, Xvfb and a
Debian mirror (debootstrap's own, or SAMURAIVISION_DEBIAN_MIRROR). `--base FOLDER` keeps the bare Debian for
the next time. Nothing of the machine outside FOLDER and the temporary root is written to.
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
MIRROR = "SAMURAIVISION_DEBIAN_MIRROR"
PLACE = "/opt/samuraivision"
TOOLS = ("debootstrap", "chroot", "unshare", "Xvfb")
PLAIN = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive"}


def main() -> int:
    """All of it; smoke.py's exit code."""
    parser = argparse.ArgumentParser(
        description="Install the .deb in a bare Debian and do the main job there."
    )
    parser.add_argument("package", type=Path, help="the .deb")
    parser.add_argument("--suite", default="bookworm", help="which Debian (bookworm)")
    parser.add_argument(
        "--base", type=Path, help="keep the bare Debian in this folder, or take it from there"
    )
    parser.add_argument("--keep", type=Path, help="make the root here, and leave it")
    parser.add_argument("--picture", type=Path, help="keep a picture of the window here (PNG)")
    arguments = parser.parse_args()
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if os.geteuid() != 0 or missing:
        print("It needs root" + (f", and these: {', '.join(missing)}" if missing else ""), file=sys.stderr)
        return 2
    if not arguments.package.is_file():
        print(f"{arguments.package} is not there; packaging/linux/build.py makes it.", file=sys.stderr)
        return 2
    root = arguments.keep or Path(tempfile.mkdtemp(prefix="samuraivision-root-", dir="/var/tmp"))
    try:
        bare_debian(root, arguments.suite, arguments.base)
        root.chmod(0o755)  # a temporary folder is its owner's alone, and a plain user is to work in it
        install(root, arguments.package)
        return try_out(root, arguments.picture)
    except subprocess.CalledProcessError as error:
        print(f"{error}\n{error.stdout or ''}", file=sys.stderr)
        return 1
    finally:
        if not arguments.keep:
            shutil.rmtree(root, ignore_errors=True)


def say(text: str) -> None:
    """A line, at once."""
    print(text, flush=True)


def bare_debian(root: Path, suite: str, base: Path | None) -> None:
    """The least that Debian calls a system, and nothing else."""
    began = time.monotonic()
    place = base / suite if base else root
    if not (place / "usr" / "bin" / "dpkg").exists():
        place.mkdir(parents=True, exist_ok=True)
        mirror = [os.environ[MIRROR]] if os.environ.get(MIRROR) else []
        run(["debootstrap", "--variant=minbase", suite, str(place), *mirror])
    if place != root:
        run(["cp", "-a", "--reflink=auto", f"{place}/.", str(root)])
    say(f"A bare Debian {suite} after {time.monotonic() - began:.0f} s")


def install(root: Path, package: Path) -> None:
    """The package and what it depends on, no more than that; and the user who will run it."""
    began = time.monotonic()
    shutil.copyfile("/etc/resolv.conf", root / "etc" / "resolv.conf")
    shutil.copyfile(package, root / "tmp" / package.name)
    inside(root, "apt-get", "-qq", "update")
    inside(root, "apt-get", "-qq", "-y", "--no-install-recommends", "install", f"/tmp/{package.name}")
    (root / "tmp" / package.name).unlink()
    inside(root, "useradd", "--uid", "1000", "--create-home", "annotator")
    missing = missing_libraries(root)
    if missing:
        raise subprocess.CalledProcessError(
            1, "ldd", "Not in the package's dependencies: " + ", ".join(missing)
        )
    took = time.monotonic() - began
    say(f"Installed {package.name}, {package.stat().st_size / 1e6:.0f} MB, after {took:.0f} s")


def missing_libraries(root: Path) -> list[str]:
    """What the libraries of the bundle need and neither the bundle nor the system has."""
    search = f"export LD_LIBRARY_PATH={PLACE}/_internal; "
    look = f"find {PLACE} -name '*.so*' -type f -exec ldd {{}} + 2> /dev/null | grep 'not found' | sort -u"
    found = inside(root, "sh", "-c", f"{search}{look} || true")
    return sorted({line.split()[0] for line in found.splitlines() if "=> not found" in line})


def try_out(root: Path, picture: Path | None) -> int:
    """The smoke test in it; also that the desktop was told what it should be."""
    for file in (
        "usr/share/applications/samuraivision.desktop",
        "usr/share/mime/packages/samuraivision.xml",
        "usr/share/icons/hicolor/256x256/apps/samuraivision.png",
        "usr/share/man/man1/samuraivision.1.gz",
        "usr/bin/samuraivision",
    ):
        if not (root / file).is_symlink() and not (root / file).exists():
            say(f"FAILED  /{file} is not installed")
            return 1
    words = [sys.executable, str(HERE.parent / "smoke.py"), PLACE, "--root", str(root), "--cold"]
    if picture is not None:
        words += ["--picture", str(picture)]
    run(["mount", "-t", "proc", "proc", str(root / "proc")])  # what a processor can do is read there
    try:
        return subprocess.run(words, check=False).returncode
    finally:
        run(["umount", str(root / "proc")])


def inside(root: Path, *words: str) -> str:
    """Run a command in the root, as root; what it said."""
    return run(["chroot", str(root), *words])


def run(words: list[str]) -> str:
    """Run a command with nothing of this session's environment; what it said."""
    done = subprocess.run(
        words,
        env=PLAIN,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise subprocess.CalledProcessError(done.returncode, words, done.stdout[-3000:])
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
