"""The machine itself: the installation, memory, processor, and the folders."""

import importlib.metadata
import os
import platform
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil

from core.cancel import CancelToken
from core.doctor.finding import Finding, Health
from core.settings import folders, load_settings

GIB = 2**30
LITTLE_MEMORY, LITTLE_DISK, NO_DISK = 2 * GIB, 2 * GIB, GIB // 4
BUSY_SHARE = 0.5
THREAD_VARIABLES = ("OMP_NUM_THREADS", "MKL_NUM_THREADS")


def check_installation(_cancel: CancelToken) -> Iterator[Finding]:
    """Python and the packages, against what this version was made for."""
    where = f"Python {platform.python_version()} on {platform.platform(terse=True)}"
    if getattr(sys, "frozen", False):
        yield Finding("Installation", Health.OK, f"{where}, installed as a program")
        return
    try:
        wanted = importlib.metadata.requires("samuraivision") or []
    except importlib.metadata.PackageNotFoundError:
        advice = "Start it with python3 run.py, which sets it up."
        yield Finding("Installation", Health.NOTE, f"{where}; not set up as a package", advice)
        return
    # Those with a marker behind a semicolon are extras, for development.
    pins = [match for pin in wanted if (match := re.fullmatch(r"([A-Za-z0-9_.-]+)==([^;\s]+)", pin))]
    wrong = []
    for match in pins:
        version = installed(match[1])
        if version is None or version.split("+")[0] != match[2]:
            wrong.append(f"{match[1]} {version or 'is missing'} (made for {match[2]})")
    if wrong:
        yield Finding("Installation", Health.FAULT, "; ".join(wrong), "python3 run.py brings it in order.")
    else:
        yield Finding("Installation", Health.OK, f"{where}; all {len(pins)} packages as they should be")


def installed(package: str) -> str | None:
    """The installed version of a package."""
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def check_memory(_cancel: CancelToken) -> Iterator[Finding]:
    """Enough for the model and the frame cache."""
    memory = psutil.virtual_memory()
    found = f"{memory.available / GIB:.1f} of {memory.total / GIB:.1f} GiB free"
    if memory.available < LITTLE_MEMORY:
        advice = "Close other programs, or make the frame cache smaller in the settings."
        yield Finding("Memory", Health.WARNING, found, advice)
    else:
        yield Finding("Memory", Health.OK, found)


def check_processor(_cancel: CancelToken) -> Iterator[Finding]:
    """How many cores there are, and what keeps the model from using them."""
    from core.engine.device import usable_cores

    cores = usable_cores()
    words = f"{cores} core{'s' if cores != 1 else ''}"
    limits = [f"{name}={os.environ[name]}" for name in THREAD_VARIABLES if name in os.environ]
    settings, _ = load_settings()
    if settings.threads > cores:
        found = f"{words}, but the settings ask for {settings.threads} threads"
        advice = (
            "More threads than cores make the model many times slower: set the threads back to automatic."
        )
        yield Finding("Processor", Health.WARNING, found, advice)
    elif limits:
        advice = "That variable limits the model's threads; unset it unless it is meant."
        yield Finding("Processor", Health.NOTE, f"{words}, limited by {', '.join(limits)}", advice)
    elif (busy := psutil.cpu_percent(interval=0.3) / 100) > BUSY_SHARE:
        advice = "Close what else computes, or set fewer threads in the settings."
        yield Finding("Processor", Health.NOTE, f"{words}, {busy:.0%} busy at the moment", advice)
    else:
        yield Finding("Processor", Health.OK, words)


def check_folders(_cancel: CancelToken) -> Iterator[Finding]:
    """The user's folders can be written, and there is room where things are saved."""
    where = folders()
    settings, note = load_settings()
    last = [Path(path).parent for path in settings.recent if Path(path).parent.is_dir()][:1]
    named = [("settings", where.config), ("cache", where.cache), ("models", where.models)]
    named += [("log", where.logs), *(("projects", path) for path in last)]
    refused = [(name, path, why) for name, path in named if (why := refusal(path))]
    for name, path, why in refused:
        advice = (
            "Move the project to a folder that can be written."
            if name == "projects"
            else "Give yourself the right to write there, or set SAMURAIVISION_HOME to another folder."
        )
        yield Finding(
            "Folders", Health.FAULT, f"The folder for {name}, {path}, cannot be written: {why}.", advice
        )
    if not refused:
        names = ", ".join(name for name, _ in named)
        yield Finding("Folders", Health.OK, f"those for {names} can be written; models are in {where.models}")
    if note is not None:
        yield Finding("Settings", Health.NOTE, note)
    yield from _room(named)


def _room(named: list[tuple[str, Path]]) -> Iterator[Finding]:
    """Free room on each disk that holds something of ours."""
    disks: dict[int, tuple[list[str], int]] = {}
    for name, path in named:
        there = next((p for p in (path, *path.parents) if p.exists()), None)
        if there is not None:
            disks.setdefault(there.stat().st_dev, ([], shutil.disk_usage(there).free))[0].append(name)
    for names, free in disks.values():
        found = f"{free / GIB:.1f} GiB free for {', '.join(names)}"
        advice = "Make room: projects grow with every mask, and converted videos and models need it."
        state = Health.FAULT if free < NO_DISK else Health.WARNING if free < LITTLE_DISK else Health.OK
        yield Finding("Disk", state, found, "" if state is Health.OK else advice)


def refusal(folder: Path) -> str:
    """Why a folder cannot be written, in a few words; "" where it can. It is made if need be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(prefix=".samuraivision-", dir=folder):
            return ""
    except (FileExistsError, NotADirectoryError):
        return "a file is in the way"
    except OSError as error:
        return error.strerror or str(error)
