"""`samuraivision`: find the command, run it, and turn what goes wrong into one clear line.

Exit codes: 0 done; 1 a fault of the program; 2 what was given cannot be used; 130 stopped with Ctrl+C.
"""

import argparse
import importlib
import logging
import os
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NoReturn, Protocol, cast

from core.cancel import CancelToken
from core.cli.console import Console
from core.cli.interrupt import cancel_on_interrupt
from core.errors import AppError, Cancelled, InputError
from core.settings import folders

log = logging.getLogger(__name__)

DONE, FAULT, BAD_INPUT, STOPPED = 0, 1, 2, 130


class CommandModule(Protocol):
    """What a command's file has."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the command's arguments. Called before anything heavy is imported."""

    def run(self, arguments: argparse.Namespace, console: Console, cancel: CancelToken) -> int | None:
        """Do it; an exit code, or None for done. Raises `AppError` where it cannot."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command and the module that does it; the module is imported only when it is asked for."""

    name: str
    summary: str
    module: str


COMMANDS = {
    command.name: command
    for command in (
        Command("track", "follow an object through a video and export its masks", "core.cli.track"),
        Command("eval", "measure a model: on videos, by clicks, on images", "core.cli.eval"),
        Command("bench", "measure how much work a model saves an annotator", "core.cli.bench"),
        Command("train", "teach a model from masks, and compare", "core.cli.train"),
        Command("export", "write a project's masks in a format", "core.cli.export"),
        Command("import", "read masks from files into a project", "core.cli.import_masks"),
        Command("models", "list, download, import, time and remove models", "core.cli.models"),
        Command("doctor", "look for what is missing or wrong on this machine", "core.cli.doctor"),
        Command("demo", "track the demo video from one click, without a screen", "core.cli.demo"),
    )
}

USAGE = """\
samuraivision [PROJECT | MEDIA]      open the app
samuraivision COMMAND …              do it without a screen

{commands}

samuraivision COMMAND --help tells what a command takes. With --json a command's last line is one JSON object.
Exit codes: 0 done, 2 something given cannot be used, 1 a fault of the program, 130 stopped with Ctrl+C.
"""


class _Parser(argparse.ArgumentParser):
    """argparse that complains in one line, and takes -5,3 as a value."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed through
        # Coordinates may be negative; no option of ours begins with a digit.
        self._negative_number_matcher = re.compile(r"^-[\d.][-\d.,]*$")

    def error(self, message: str) -> NoReturn:
        raise InputError(f"{message[:1].upper()}{message[1:]}; see “{self.prog} --help”.")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code. Never raises for what a user did."""
    words = list(sys.argv[1:] if argv is None else argv)
    console = Console(as_json="--json" in words)
    log_file = _log_to_file()
    try:
        with cancel_on_interrupt() as cancel:
            return _dispatch(words, console, cancel)
    except (Cancelled, KeyboardInterrupt) as stop:
        console.note(str(stop) or "Stopped.")
        return STOPPED
    except AppError as error:
        console.problem(error)
        return BAD_INPUT
    except BrokenPipeError:
        # Whoever read our output has gone, as in "… | head": say nothing, and let exit not flush into it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:
        log.exception("Unexpected")
        console.problem(
            f"Something went wrong that should not have ({type(error).__name__}: {error}). "
            f"A report of it is in {log_file}."
        )
        return FAULT


def _log_to_file() -> Path:
    """Send what is logged to a file in this user's logs folder, which appears with the first line."""
    path = folders().logs / "samuraivision.log"
    if not logging.getLogger().handlers:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handler = logging.FileHandler(path, delay=True, encoding="utf-8")
            handler._samuraivision = True  # type: ignore[attr-defined]  # the window takes its place by this
            logging.basicConfig(handlers=[handler], format="%(asctime)s %(levelname)s %(name)s: %(message)s")
        except OSError:
            logging.basicConfig()
    return path


def _dispatch(words: list[str], console: Console, cancel: CancelToken) -> int:
    if words[:1] in (["-h"], ["--help"], ["help"]):
        width = max(map(len, COMMANDS))
        lines = (f"  {command.name:{width}}  {command.summary}" for command in COMMANDS.values())
        console.print(USAGE.format(commands="\n".join(lines)))
        return DONE
    if words == ["--version"]:
        console.print(f"samuraivision {program_version()}")
        return DONE
    if not words or words[0] not in COMMANDS:
        return _open_window(words, console, cancel)
    command = COMMANDS[words[0]]
    module = cast(CommandModule, importlib.import_module(command.module))
    parser = _Parser(prog=f"samuraivision {command.name}", description=f"{command.summary.capitalize()}.")
    module.add_arguments(parser)
    try:
        arguments = parser.parse_args(words[1:])
    except SystemExit as exit_:  # --help
        return int(exit_.code or 0)
    return module.run(arguments, console, cancel) or DONE


def _open_window(words: list[str], console: Console, cancel: CancelToken) -> int:
    from core.cli.window import has_screen, open_window

    if len(words) > 1 or any(word.startswith("-") for word in words):
        raise InputError(f"“{words[0]}” is not a command; see “samuraivision --help”.")
    if words and not Path(words[0]).exists():
        raise InputError(f"“{words[0]}” is neither a command nor a file; see “samuraivision --help”.")
    if not has_screen():
        if words:
            raise InputError(
                "There is no screen to open a window on; see “samuraivision --help” for commands."
            )
        from core.cli.demo import run_demo

        console.note("There is no screen to open a window on, so the demo runs without one.")
        run_demo(None, console, cancel)
        return DONE
    return open_window(words)


def program_version() -> str:
    """The version that is installed."""
    try:
        return version("samuraivision")
    except PackageNotFoundError:
        return "(not installed)"
