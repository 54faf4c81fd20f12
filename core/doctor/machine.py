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
from core.wording import listed, marked, say

GIB = 2**30
LITTLE_MEMORY, LITTLE_DISK, NO_DISK = 2 * GIB, 2 * GIB, GIB // 4
BUSY_SHARE = 0.5
THREAD_VARIABLES = ("OMP_NUM_THREADS", "MKL_NUM_THREADS")


def check_installation(_cancel: CancelToken) -> Iterator[Finding]:
    """Python and the packages, against what this version was made for."""
    where = say(
        "Python {version} on {system}",
        version=platform.python_version(),
        system=platform.platform(terse=True),
    )
    if getattr(sys, "frozen", False):
        yield Finding("Installation", Health.OK, say("{where}, installed as a program", where=where))
        return
    try:
        wanted = importlib.metadata.requires("samuraivision") or []
    except importlib.metadata.PackageNotFoundError:
        advice = say("Start it with python3 run.py, which sets it up.")
        yield Finding(
            "Installation", Health.NOTE, say("{where}; not set up as a package", where=where), advice
        )
        return
    # Those with a marker behind a semicolon are extras, for development.
    pins = [match for pin in wanted if (match := re.fullmatch(r"([A-Za-z0-9_.-]+)==([^;\s]+)", pin))]
    wrong = []
    for match in pins:
        version = installed(match[1])
        if version is None or version.split("+")[0] != match[2]:
            there = version or "is missing"
            wrong.append(f"{match[1]} {there} (made for {match[2]})")
    if wrong:
        yield Finding(
            "Installation", Health.FAULT, "; ".join(wrong), say("python3 run.py brings it in order.")
        )
    else:
        yield Finding(
            "Installation",
            Health.OK,
            say("{where}; all {n} packages as they should be", where=where, n=len(pins)),
        )


def installed(package: str) -> str | None:
    """The installed version of a package."""
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def check_memory(_cancel: CancelToken) -> Iterator[Finding]:
    """Enough for the model and the frame cache."""
    memory = psutil.virtual_memory()
    found = say("{free:.1f} of {total:.1f} GiB free", free=memory.available / GIB, total=memory.total / GIB)
    if memory.available < LITTLE_MEMORY:
        advice = say("Close other programs, or make the frame cache smaller in the settings.")
        yield Finding("Memory", Health.WARNING, found, advice)
    else:
        yield Finding("Memory", Health.OK, found)


def check_processor(_cancel: CancelToken) -> Iterator[Finding]:
    """How many cores there are, and what keeps the model from using them."""
    from core.engine.device import usable_cores

    cores = usable_cores()
    words = say("{n} cores", n=cores) if cores != 1 else say("1 core")
    limits = [f"{name}={os.environ[name]}" for name in THREAD_VARIABLES if name in os.environ]
    settings, _ = load_settings()
    if settings.threads > cores:
        found = say(
            "{words}, but the settings ask for {threads} threads", words=words, threads=settings.threads
        )
        advice = say(
            "More threads than cores make the model many times slower: set the threads back to automatic."
        )
        yield Finding("Processor", Health.WARNING, found, advice)
    elif limits:
        advice = say("That variable limits the model's threads; unset it unless it is meant.")
        yield Finding(
            "Processor",
            Health.NOTE,
            say("{words}, limited by {limits}", words=words, limits=", ".join(limits)),
            advice,
        )
    elif (busy := psutil.cpu_percent(interval=0.3) / 100) > BUSY_SHARE:
        advice = say("Close what else computes, or set fewer threads in the settings.")
        yield Finding(
            "Processor",
            Health.NOTE,
            say("{words}, {busy:.0%} busy at the moment", words=words, busy=busy),
            advice,
        )
    else:
        yield Finding("Processor", Health.OK, words)


def check_folders(_cancel: CancelToken) -> Iterator[Finding]:
    """The user's folders can be written, and there is room where things are saved."""
    where = folders()
    settings, note = load_settings()
    last = [Path(path).parent for path in settings.recent if Path(path).parent.is_dir()][:1]
    named = [
        (marked("settings"), where.config),
        (marked("cache"), where.cache),
        (marked("models"), where.models),
    ]
    named += [(marked("log"), where.logs), *((marked("projects"), path) for path in last)]
    refused = [(name, path, why) for name, path in named if (why := refusal(path))]
    for name, path, why in refused:
        advice = (
            say("Move the project to a folder that can be written.")
            if name == "projects"
            else say("Give yourself the right to write there, or set SAMURAIVISION_HOME to another folder.")
        )
        yield Finding(
            "Folders",
            Health.FAULT,
            say(
                "The folder for {name}, {path}, cannot be written: {why}.", name=say(name), path=path, why=why
            ),
            advice,
        )
    if not refused:
        names = listed(name for name, _ in named)
        yield Finding(
            "Folders",
            Health.OK,
            say("those for {names} can be written; models are in {models}", names=names, models=where.models),
        )
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
        found = say("{free:.1f} GiB free for {names}", free=free / GIB, names=listed(names))
        advice = say("Make room: projects grow with every mask, and converted videos and models need it.")
        state = Health.FAULT if free < NO_DISK else Health.WARNING if free < LITTLE_DISK else Health.OK
        yield Finding("Disk", state, found, "" if state is Health.OK else advice)


def refusal(folder: Path) -> str:
    """Why a folder cannot be written, in a few words; "" where it can. It is made if need be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(prefix=".samuraivision-", dir=folder):
            return ""
    except (FileExistsError, NotADirectoryError):
        return say("a file is in the way")
    except OSError as error:
        return error.strerror or str(error)
