"""`samuraivision doctor`: what is missing or wrong on this machine, each with what to do about it."""

import importlib.metadata
import importlib.util
import os
import platform
import re
import shutil
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Literal

from core.cancel import CancelToken
from core.cli.arguments import add_json, writable_folder
from core.cli.console import Console
from core.cli.window import has_screen
from core.errors import AppError
from core.settings import folders, load_settings

GIB = 2**30


class Health(StrEnum):
    """How serious a finding is."""

    GOOD = "good"
    NOTE = "note"  # works, could be better
    BAD = "bad"  # something will not work


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: what it is like, and what to do where it is not good."""

    check: str
    health: Health
    text: str
    advice: str = ""


def add_arguments(parser: ArgumentParser) -> None:
    """Nothing but --json."""
    add_json(parser)


def run(arguments: Namespace, console: Console, cancel: CancelToken) -> int:
    """Look at everything; 2 where something is bad, so that a script notices."""
    findings = []
    for check in CHECKS:
        cancel.check()
        findings += examine(check)
    good = all(finding.health is not Health.BAD for finding in findings)
    lines = []
    for finding in findings:
        sign = {Health.GOOD: "ok  ", Health.NOTE: "note", Health.BAD: "BAD "}[finding.health]
        lines.append(f"{sign}  {finding.check:12} {finding.text}")
        if finding.advice:
            lines.append(f"{'':19}{finding.advice}")
    lines.append("All is well." if good else "Something is wrong; see above.")
    values = {"ok": good, "findings": [asdict(finding) for finding in findings]}
    console.result(values, "\n".join(lines))
    return 0 if good else 2


def examine(check: Callable[[], list[Finding]]) -> list[Finding]:
    """Run one check; a check that fails is itself a finding, and the others go on."""
    try:
        return check()
    except Exception as error:  # a broken installation may raise anything at all
        name = check.__name__.removeprefix("check_")
        return [Finding(name, Health.BAD, f"{type(error).__name__}: {error}", "Run the set-up again.")]


def check_python() -> list[Finding]:
    """The interpreter and the packages, against what this version was made for."""
    where = f"Python {platform.python_version()} on {platform.platform(terse=True)}, {sys.prefix}"
    found = [Finding("python", Health.GOOD, where)]
    try:
        wanted = importlib.metadata.requires("samuraivision") or []
    except importlib.metadata.PackageNotFoundError:
        return [
            *found,
            Finding("packages", Health.NOTE, "not installed as a package", "python3 run.py sets it up."),
        ]
    wrong = []
    # Those with a marker behind a semicolon are extras, for development.
    pins = [match for pin in wanted if (match := re.fullmatch(r"([A-Za-z0-9_.-]+)==([^;\s]+)", pin))]
    for match in pins:
        version = installed(match[1])
        if version is None or version.split("+")[0] != match[2]:
            wrong.append(f"{match[1]} {version or 'is missing'} (made for {match[2]})")
    if wrong:
        return [
            *found,
            Finding("packages", Health.BAD, "; ".join(wrong), "python3 run.py brings them in order."),
        ]
    return [*found, Finding("packages", Health.GOOD, f"all {len(pins)} as they should be")]


def installed(package: str) -> str | None:
    """The installed version of a package."""
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def check_device() -> list[Finding]:
    """What the model will compute on."""
    import torch

    from core.engine.device import choose_device, choose_precision, describe_device

    device = choose_device()
    precision = str(choose_precision(device)).removeprefix("torch.")
    text = f"{describe_device(device)}, {precision}, torch {torch.__version__}"
    if device.type == "cpu" and shutil.which("nvidia-smi"):
        advice = "This torch has no CUDA, or the driver is too old: update it and run python3 run.py again."
        return [Finding("device", Health.NOTE, f"{text}, though there is an NVIDIA GPU", advice)]
    return [Finding("device", Health.GOOD, text)]


def check_memory() -> list[Finding]:
    """Enough for the model and the frame cache."""
    import psutil

    memory = psutil.virtual_memory()
    text = f"{memory.available / GIB:.1f} of {memory.total / GIB:.1f} GiB free"
    if memory.available < 2 * GIB:
        return [
            Finding(
                "memory", Health.NOTE, text, "Close other programs, or lower the frame cache in the settings."
            )
        ]
    return [Finding("memory", Health.GOOD, text)]


def check_window() -> list[Finding]:
    """Whether a window could be shown: a screen, and the system libraries that Qt loads."""
    findings = []
    if not has_screen():
        advice = "The commands work without one; for the window set DISPLAY, or use a desktop."
        findings.append(Finding("screen", Health.NOTE, "there is no screen here", advice))
    missing = missing_qt_libraries()
    if missing:
        advice = "On Debian and Ubuntu python3 run.py installs them; elsewhere install what holds them."
        findings.append(Finding("qt", Health.BAD, f"libraries are missing: {', '.join(missing)}", advice))
    else:
        findings.append(Finding("qt", Health.GOOD, f"Qt {installed('PySide6-Essentials')}"))
    return findings


def missing_qt_libraries() -> list[str]:
    """The libraries that Qt's own files need and the system lacks; Linux only."""
    spec, ldd = importlib.util.find_spec("PySide6"), shutil.which("ldd")
    if not sys.platform.startswith("linux") or ldd is None or spec is None:
        return []
    missing: set[str] = set()
    for folder in spec.submodule_search_locations or ():
        for part in ("lib/libQt6Widgets.so.6", "plugins/platforms/libqxcb.so"):
            file = Path(folder, "Qt", part)
            listed = subprocess.run([ldd, str(file)], capture_output=True, text=True, check=False).stdout
            missing.update(re.findall(r"(\S+) => not found", listed))
    return sorted(missing)


def check_codecs() -> list[Finding]:
    """What videos can be read and written."""
    import av

    def has(name: str, mode: Literal["r", "w"]) -> bool:
        try:
            av.codec.Codec(name, mode)
        except Exception:  # its error type moved between versions
            return False
        return True

    missing = [
        name for name in ("h264", "hevc", "vp9", "av1", "mpeg4", "mjpeg", "prores") if not has(name, "r")
    ]
    missing += [f"{name} (writing)" for name in ("libx264", "prores_ks") if not has(name, "w")]
    if missing:
        advice = "Install PyAV's own wheel: pip install --force-reinstall av"
        return [Finding("codecs", Health.BAD, f"missing: {', '.join(missing)}", advice)]
    return [Finding("codecs", Health.GOOD, f"all there (PyAV {av.__version__})")]


def check_models() -> list[Finding]:
    """The built-in model loads, and downloaded ones have the right size."""
    from core.engine.loader import load_model
    from core.engine.registry import DEFAULT_MODEL, MODELS

    findings = []
    try:
        load_model(DEFAULT_MODEL, "cpu")
        findings.append(Finding("models", Health.GOOD, f"{DEFAULT_MODEL} loads"))
    except AppError as error:
        findings.append(Finding("models", Health.BAD, str(error), "Install the program again."))
    for spec in MODELS.values():
        path = spec.weights_path(folders().models)
        if spec.embedded or not path.is_file():
            continue
        if spec.size_bytes and path.stat().st_size != spec.size_bytes:
            advice = f"samuraivision models download {spec.name}"
            findings.append(Finding("models", Health.BAD, f"{spec.name} is damaged", advice))
        else:
            findings.append(Finding("models", Health.GOOD, f"{spec.name} is here"))
    return findings


def check_folders() -> list[Finding]:
    """The user's folders can be written and have room, and the settings can be read."""
    findings = []
    where = folders()
    for name, folder in (("config", where.config), ("cache", where.cache), ("models", where.models)):
        try:
            writable_folder(folder)
        except AppError as error:
            advice = "Give yourself the right to write there, or set SAMURAIVISION_HOME to another folder."
            findings.append(Finding("folders", Health.BAD, f"{name}: {error}", advice))
            continue
        free = shutil.disk_usage(folder).free
        if free < GIB:
            advice = "Make room: converted videos and models need it."
            findings.append(
                Finding("disk", Health.NOTE, f"only {free / GIB:.1f} GiB free at {folder}", advice)
            )
    if not findings:
        free = shutil.disk_usage(where.cache).free
        text = f"{free / GIB:.0f} GiB free; settings in {where.config}, models in {where.models}"
        findings.append(Finding("folders", Health.GOOD, text))
    _, note = load_settings()
    if note is not None:
        findings.append(Finding("settings", Health.NOTE, note))
    return findings


def check_threads() -> list[Finding]:
    """Variables that make the model slow without saying so."""
    limits = [
        f"{name}={os.environ[name]}" for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS") if name in os.environ
    ]
    if limits:
        return [
            Finding("threads", Health.NOTE, f"limited by {', '.join(limits)}", "Unset it unless it is meant.")
        ]
    return []


CHECKS = (
    check_python,
    check_device,
    check_memory,
    check_threads,
    check_codecs,
    check_models,
    check_folders,
    check_window,
)
