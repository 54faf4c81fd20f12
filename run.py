#!/usr/bin/env python3
"""Set SAMuraiVision up, if it is not, and run it.

    python3 run.py                      open the app (without a screen: run the demo)
    python3 run.py VIDEO | PROJECT      open it in the app
    python3 run.py track …              any command of the command line; --help lists them
    python3 run.py test [ARGS]          all the checks, then the tests; ARGS go to pytest

Needs Python 3.11 or newer and nothing else: it makes a virtual environment in .venv (or where the variable
SAMURAIVISION_VENV says) and is a second's work once that is there.
"""

# An older Python must get as far as `require_python`: nothing newer than 3.7 at the top level.
from __future__ import annotations

import ctypes
import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

OLDEST_PYTHON = (3, 11)
ROOT = Path(__file__).resolve().parent
STAMP = "samuraivision.stamp"

# What Qt loads from the system, and the Debian package that brings it.
QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
}
QT_WINDOW_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}

# PyTorch's own index of CUDA builds: on Windows, PyPI's torch computes on the CPU only.
WINDOWS_CUDA_INDEX = "https://download.pytorch.org/whl/cu130"

# Commands that open no window and so need none of Qt's libraries.
WINDOWLESS = frozenset(
    [
        "track",
        "eval",
        "train",
        "export",
        "import",
        "models",
        "doctor",
        "bench",
        "demo",
        "-h",
        "--help",
        "--version",
    ]
)


class SetupError(Exception):
    """Set-up cannot go on; its text says what to do."""


def say(text: str) -> None:
    """One calm line on standard error, so that standard output stays the command's own."""
    print(text, file=sys.stderr, flush=True)


def main(arguments: list[str]) -> int:
    """Set up what is missing, then become the command."""
    try:
        require_python(arguments)
        python = ensure_venv()
        if arguments[:1] == ["test"]:
            ensure_libraries(QT_LIBRARIES)
            return run_checks(python, arguments[1:])
        if has_screen() and WINDOWLESS.isdisjoint(arguments[:1]):
            ensure_libraries({**QT_LIBRARIES, **QT_WINDOW_LIBRARIES})
        # -P: a folder named core where the user happens to be must not take the place of ours.
        return become([str(python), "-P", "-m", "core.cli", *arguments])
    except SetupError as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        say("\nStopped. Run it again to go on from here.")
        return 130


def require_python(arguments: list[str]) -> None:
    """Go on under a newer Python if this one is too old and a newer one is there."""
    if sys.version_info >= OLDEST_PYTHON:
        return
    for minor in (14, 13, 12, 11):
        newer = shutil.which(f"python3.{minor}")
        if newer:
            say(f"This is Python {platform.python_version()}; going on with {newer}.")
            sys.exit(become([newer, str(Path(__file__).resolve()), *arguments]))
    raise SetupError(
        f"SAMuraiVision needs Python 3.11 or newer; this is {platform.python_version()} ({sys.executable}).\n"
        "Install a newer one from your system's packages or python.org, then run this again with it."
    )


# --- The virtual environment -------------------------------------------------------------------------------


def ensure_venv() -> Path:
    """The environment's Python, after making or completing the environment if needed."""
    venv = Path(os.environ.get("SAMURAIVISION_VENV") or ROOT / ".venv").absolute()
    python = venv_python(venv)
    stamp = stamp_text()
    if read_text(venv / STAMP) == stamp and python.exists():
        return python
    began = time.monotonic()
    if not runs_this_version(python):
        say(f"Making a virtual environment in {short(venv)} …")
        make_venv(venv)
    install(python, venv / "setup.log")
    (venv / STAMP).write_text(stamp, encoding="utf-8")
    say(f"Set up in {time.monotonic() - began:.0f} s.")
    return python


def venv_python(venv: Path) -> Path:
    """Where a virtual environment keeps its interpreter on this system."""
    return venv / "Scripts" / "python.exe" if os.name == "nt" else venv / "bin" / "python"


def stamp_text() -> str:
    """What the environment depends on: if it changes, set-up runs again."""
    project = hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()
    return f"python {platform.python_version()}\nroot {ROOT}\nproject {project}\n"


def runs_this_version(python: Path) -> bool:
    """Whether there is an environment already, of this version of Python, that still works."""
    if not python.exists():
        return False
    question = "import platform, pip; print(platform.python_version())"
    asked = subprocess.run([str(python), "-c", question], capture_output=True, text=True, check=False)
    return asked.returncode == 0 and asked.stdout.strip() == platform.python_version()


def make_venv(venv: Path) -> None:
    """A new, empty environment; what a broken one left there is cleared."""
    try:
        import ensurepip  # noqa: F401 - Debian leaves it out of python3
    except ImportError:
        package = "python{}.{}-venv".format(*sys.version_info[:2])
        if not apt_install([package], "Python's venv module is missing"):
            raise SetupError("Python's venv module is missing. Install it, then run this again.") from None
    command = [sys.executable, "-m", "venv", "--clear", str(venv)]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    if made.returncode != 0:
        raise SetupError(
            f"The virtual environment could not be made:\n{(made.stderr or made.stdout).strip()}"
        )


def install(python: Path, log: Path) -> None:
    """Everything in pyproject.toml, and the program itself in place."""
    # sam2 is built from source, and a build environment of its own would fetch a second torch into it: so
    # setuptools comes first and the build uses this environment.
    pip(python, ["setuptools>=70.1", "wheel"], log, mode="w")
    if platform.system() == "Windows" and has_nvidia_gpu():
        say("An NVIDIA GPU is here: taking PyTorch's CUDA build from PyTorch's own index (about 3 GB) …")
        try:
            pip(python, [*torch_pins(), "--index-url", WINDOWS_CUDA_INDEX], log)
        except SetupError:
            say("That did not work; going on with the build that computes on the CPU.")
    say("Installing PyTorch, Qt and the rest …")
    pip(python, ["--no-build-isolation", "-e", f"{ROOT}[dev]"], log)


def pip(python: Path, arguments: list[str], log: Path, mode: str = "a") -> None:
    """Run pip install, telling only of large downloads; all that it says goes to the log."""
    environment = dict(os.environ, SAM2_BUILD_CUDA="0", PIP_DISABLE_PIP_VERSION_CHECK="1", PYTHONUTF8="1")
    command = [str(python), "-m", "pip", "install", "--no-input", "--progress-bar", "off", *arguments]
    process = subprocess.Popen(
        command,
        env=environment,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    with log.open(mode, encoding="utf-8") as file, process:
        assert process.stdout is not None
        for line in process.stdout:
            file.write(line)
            download = re.match(r"\s*Downloading (?:\S*/)?([A-Za-z0-9_.]+)-\S+ \(([\d.]+) ([MG])B\)", line)
            if download and (download[3] == "G" or float(download[2]) >= 10):
                say(f"  downloading {download[1]} ({download[2]} {download[3]}B)")
    if process.returncode != 0:
        lines = read_text(log).strip().splitlines()
        reasons = [line for line in lines if line.startswith("ERROR")] or lines
        raise SetupError("Set-up failed:\n" + "\n".join(reasons[-5:]) + f"\nAll of it is in {short(log)}.")


def torch_pins() -> list[str]:
    """The exact versions of torch and torchvision in pyproject.toml."""
    import tomllib  # new in 3.11

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [pin for pin in project["dependencies"] if pin.split("==")[0] in ("torch", "torchvision")]


def has_nvidia_gpu() -> bool:
    """Whether NVIDIA's driver is here and sees a GPU."""
    tool = shutil.which("nvidia-smi") or r"C:\Windows\System32\nvidia-smi.exe"
    try:
        listed = subprocess.run([tool, "-L"], capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return listed.returncode == 0 and "GPU" in listed.stdout


# --- System libraries --------------------------------------------------------------------------------------


def has_screen() -> bool:
    """Whether a window could be shown."""
    if platform.system() != "Linux":
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def ensure_libraries(wanted: dict[str, str]) -> None:
    """Install the system libraries that Qt needs and this machine lacks."""
    packages = missing_packages(wanted) if platform.system() == "Linux" else []
    if packages and not apt_install(packages, "Qt needs libraries that this system lacks"):
        raise SetupError(
            "Qt needs libraries that this system lacks; install them, then try again. Debian's names:\n  "
            + " ".join(packages)
        )


def missing_packages(wanted: dict[str, str]) -> list[str]:
    """The packages of those libraries that cannot be loaded."""
    missing = []
    for library, package in wanted.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(package)
    return missing


def apt_install(packages: list[str], reason: str) -> bool:
    """Install Debian packages, as root or by a sudo that asks nothing; False where there is no apt.

    Raises:
        SetupError: with the one command to type where it takes a password, or with what apt said.
    """
    if not shutil.which("apt-get"):
        return False
    as_root: list[str] = []
    if os.geteuid() != 0:
        sudo = shutil.which("sudo")
        if not sudo or subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode != 0:
            command = f"{'sudo ' if sudo else ''}apt-get install {' '.join(packages)}"
            raise SetupError(
                f"{reason}. Type this{'' if sudo else ' as root'}, then run this again:\n  {command}"
            )
        as_root = [sudo, "-n"]
    say(f"{reason}: installing {' '.join(packages)} …")
    apt = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    subprocess.run([*apt, "update"], capture_output=True, check=False)
    install_them = [*apt, "-y", "--no-install-recommends", "install", *packages]
    done = subprocess.run(install_them, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SetupError(
            f"{reason}, and apt-get could not install {' '.join(packages)}:\n{done.stderr.strip()}"
        )
    return True


# --- Running -----------------------------------------------------------------------------------------------


def run_checks(python: Path, pytest_arguments: list[str]) -> int:
    """Every check, then the tests; where all is well the tests' closing line is the last."""
    environment = dict(os.environ, QT_QPA_PLATFORM=os.environ.get("QT_QPA_PLATFORM", "offscreen"))
    checks = {
        "ruff": [str(python), "-m", "ruff", "check", "--quiet", "."],
        "mypy": [str(python), "-m", "mypy", "--strict", "core", "desktop", "run.py"],
        "import-linter": [str(python.with_name("lint-imports" + python.suffix)), "--no-logo"],
        "pytest": [str(python), "-m", "pytest", "-q", *pytest_arguments],
    }
    failed = []
    for name, command in checks.items():
        say(f"-- {name}")
        began = time.monotonic()
        if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode != 0:
            failed.append(name)
        if name != "pytest":
            say(f"   {'failed' if name in failed else 'fine'}, {time.monotonic() - began:.0f} s")
    if failed:
        say(f"Failed: {', '.join(failed)}.")
    return 1 if failed else 0


def become(command: list[str]) -> int:
    """Replace this process by the command; on Windows, which cannot, wait for it."""
    if os.name != "nt":
        os.execv(command[0], command)
    process = subprocess.Popen(command)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:  # the command has got it too, and stops in its own way
            continue


def short(path: Path) -> str:
    """A path as the user would type it from here."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def read_text(path: Path) -> str:
    """A file's text, or "" where there is none."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
