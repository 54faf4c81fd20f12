"""The man page, made of what the command line says of itself."""

import argparse
import importlib
import sys
from typing import Any

import product

if str(product.ROOT) not in sys.path:
    sys.path.insert(0, str(product.ROOT))


def escaped(text: str) -> str:
    """Text as roff has it: no backslash, hyphen or leading dot means anything, and only ASCII."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    lines = "".join(c if c.isascii() else f"\\[u{ord(c):04X}]" for c in text).split("\n")
    return "\n".join(f"\\&{line}" if line[:1] in (".", "'") else line for line in lines)


def man_page(date: str) -> str:
    """samuraivision(1) as roff. `date` is an ISO date, for the foot of the page."""
    from core.cli.main import COMMANDS

    commands = list(COMMANDS.values())
    parts = [
        f'.TH {product.COMMAND.upper()} 1 "{date}" "{product.NAME} {product.version()}" "User commands"',
        ".SH NAME",
        f"{product.COMMAND} \\- {escaped(product.SUMMARY[:1].lower() + product.SUMMARY[1:])}",
        ".SH SYNOPSIS",
        f".B {product.COMMAND}\n.RI [ PROJECT | MEDIA ]\n.br",
        f".B {product.COMMAND}\n.I COMMAND\n.RI [ OPTIONS ]",
        ".SH DESCRIPTION",
        "Without a command it opens the window, with the project or the video that was named.",
        "The commands do without a screen.",
        ".SH COMMANDS",
    ]
    for command in commands:
        parts += [f".SS {escaped(command.name)}", escaped(command.summary.capitalize() + ".")]
        parser = argparse.ArgumentParser(prog=f"{product.COMMAND} {command.name}")
        importlib.import_module(command.module).add_arguments(parser)
        parts += list(_arguments(parser))
    parts += [
        ".SH EXIT STATUS",
        ".TP\n.B 0\nDone.\n.TP\n.B 1\nA fault of the program.",
        ".TP\n.B 2\nWhat was given cannot be used.\n.TP\n.B 130\nStopped with Ctrl+C.",
        ".SH ENVIRONMENT",
        ".TP\n.B SAMURAIVISION_HOME\nA folder for the settings, the cache, the models and the logs,",
        "in place of those of the system's custom.",
        ".SH FILES",
        ".TP\n.I ~/.config/samuraivision/settings.json\nThe settings.",
        ".TP\n.I ~/.local/share/samuraivision/models\nDownloaded, imported and tuned models.",
        ".TP\n.I ~/.local/state/samuraivision/logs\nThe log.",
    ]
    return "\n".join(parts) + "\n"


def _arguments(parser: argparse.ArgumentParser) -> Any:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, sub in action.choices.items():
                yield f".PP\n.B {escaped(parser.prog.split(' ', 1)[1])} {escaped(name)}\n.RS"
                yield from _arguments(sub)
                yield ".RE"
        elif action.help != argparse.SUPPRESS and "-h" not in action.option_strings:
            yield f".TP\n{_heading(action)}\n{escaped((action.help or '') % vars(action))}".rstrip()


def _heading(action: argparse.Action) -> str:
    metavar = action.metavar if isinstance(action.metavar, str) else action.dest.upper()
    if action.choices is not None and action.metavar is None:
        metavar = "|".join(map(str, action.choices))
    if not action.option_strings:
        return f".I {escaped(metavar)}"
    names = ", ".join(f"\\fB{escaped(name)}\\fR" for name in action.option_strings)
    return names if action.nargs == 0 else f"{names} \\fI{escaped(metavar)}\\fR"
