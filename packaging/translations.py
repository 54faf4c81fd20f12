"""Bring the translations up to date with the texts in the source.

    python packaging/translations.py           collects the texts, updates each .ts, compiles each .qm
    python packaging/translations.py --check   changes nothing; tells what lacks a finished translation

To translate: run it, open resources/translations/samuraivision_zh_CN.ts in Qt Linguist (pyside6-linguist),
translate what is unfinished, run it again. desktop/language.py says how a text of the window is written.

Texts are found where they stand, by Python's own parser: in `tr`, `marked`, `say` and `counted`, in the rows
of commands and their other words, in errors, and in what the doctor and the formats say of themselves.
lupdate gets them as one small file, which keeps all of them in one context; what it does well, merging them
into what is translated already, stays with it.
"""

import argparse
import ast
import json
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "translations"
CONTEXT = "SAMuraiVision"
SOURCES = ("core", "desktop")

PLACES: dict[str, tuple[int | str, ...]] = {
    "tr": (0,),
    "marked": (0,),
    "say": (0,),
    "counted": (2,),
    "command": (1, 2),
    "Finding": (0, 2, 3),
    "Format": ("title", "loss"),
    "Noted": (0,),
}
"""Which arguments of these calls are texts."""

WRITTEN = frozenset({"tr", "marked", "say", "counted"})
"""What is written around a text: there must be one."""

COMMAND_WORDS = "desktop/command_words.py"
"""What a command is found by is the values of a table."""

ERROR = re.compile(r"\w+Error$")
"""The first argument of what is named so is a text too, where it is one."""

NOT_OURS = frozenset(
    {"ValueError", "RuntimeError", "TypeError", "KeyError", "LookupError", "ImportError", "OSError"}
)
"""Errors of Python: nobody sees them."""

PLACEHOLDER = re.compile(r"\{(\w+)[^{}]*\}")


@dataclass(slots=True)
class Text:
    """An English text, whether it comes in a singular and a plural, and the files that have it."""

    source: str
    plural: bool = False
    files: set[str] = field(default_factory=set)


def collect(root: Path = ROOT) -> dict[str, Text]:
    """Every text that is to be translated, in order.

    Raises:
        SystemExit: a text is put together where it should be a literal.
    """
    texts: dict[str, Text] = {}
    for folder in SOURCES:
        for path in sorted((root / folder).rglob("*.py")):
            if path.is_relative_to(root / "core" / "cli"):
                continue  # the command line speaks English
            name = path.relative_to(root).as_posix()
            for source, plural in _texts_of(ast.parse(path.read_text(encoding="utf-8")), name):
                if re.search(r"[^\W\d_]", PLACEHOLDER.sub("", source)):
                    text = texts.setdefault(source, Text(source))
                    text.plural |= plural
                    text.files.add(name)
    return dict(sorted(texts.items(), key=lambda item: (sorted(item[1].files)[0], item[0])))


def _texts_of(tree: ast.AST, name: str) -> Iterator[tuple[str, bool]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            function = node.func
            called = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
            places = PLACES.get(called, (0,) if ERROR.match(called) and called not in NOT_OURS else ())
            for place in places:
                argument = _argument(node, place)
                if isinstance(argument, ast.JoinedStr) and called in WRITTEN:
                    sys.exit(f"{name}:{node.lineno}: give the values by name: an f-string is not translated")
                for literal in _literals(argument):
                    yield literal, called == "counted"
        elif name == COMMAND_WORDS and isinstance(node, ast.Dict):
            for value in node.values:
                yield ast.literal_eval(value), False


def _argument(node: ast.Call, place: int | str) -> ast.expr | None:
    if isinstance(place, str):
        return next((keyword.value for keyword in node.keywords if keyword.arg == place), None)
    return node.args[place] if place < len(node.args) else None


def _literals(node: ast.expr | None) -> Iterator[str]:
    """The text, or both of "one if this else the other"."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)


# ---- what is translated


@dataclass(frozen=True, slots=True)
class Message:
    """A text in a .ts file; `translations` are its forms, empty where it is not finished."""

    source: str
    translations: tuple[str, ...]


def read_ts(path: Path) -> dict[str, Message]:
    """Every text of a .ts file by its English."""
    messages = {}
    for element in ET.parse(path).iter("message"):
        source = element.findtext("source") or ""
        told = element.find("translation")
        forms: tuple[str, ...] = ()
        if told is not None and told.get("type") is None:
            forms = tuple(form.text or "" for form in told.iter("numerusform")) or (told.text or "",)
        messages[source] = Message(source, forms if all(forms) else ())
    return messages


def faults(path: Path, texts: dict[str, Text]) -> list[str]:
    """What is wrong with a .ts file, a line each."""
    messages = read_ts(path)
    found = [f"not in {path.name}: {source!r}" for source in texts if source not in messages]
    found += [f"no longer in the source: {source!r}" for source in messages if source not in texts]
    for source, message in messages.items():
        if source in texts and not message.translations:
            found.append(f"not translated: {source!r}")
        for form in message.translations:
            if sorted(PLACEHOLDER.findall(form)) != sorted(PLACEHOLDER.findall(source)):
                found.append(f"other values than in the English: {source!r}: {form!r}")
    return found


# ---- Qt's programs


def update(path: Path, texts: dict[str, Text]) -> None:
    """Have lupdate merge the texts into a .ts file."""
    lines = ["from PySide6.QtCore import QCoreApplication", ""]
    for text in texts.values():
        number = ", None, 2" if text.plural else ""
        lines.append(f"#: {' '.join(sorted(text.files))}")
        quoted = json.dumps(text.source, ensure_ascii=False)
        lines.append(f'QCoreApplication.translate("{CONTEXT}", {quoted}{number})')
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "texts.py"
        listed.write_text("\n".join(lines) + "\n", encoding="utf-8")
        _run("pyside6-lupdate", str(listed), "-locations", "none", "-no-obsolete", "-ts", str(path))


def compile_qm(path: Path) -> Path:
    """Have lrelease compile a .ts file; returns the .qm beside it."""
    made = path.with_suffix(".qm")
    _run("pyside6-lrelease", "-silent", str(path), "-qm", str(made))
    return made


def _run(program: str, *words: str) -> None:
    beside = Path(sys.executable).with_name(program)
    subprocess.run(
        [str(beside) if beside.exists() else program, *words], check=True, stdout=subprocess.DEVNULL
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing")
    check = parser.parse_args().check
    texts, wrong = collect(), 0
    for path in sorted(FOLDER.glob("*.ts")):
        if not check:
            update(path, texts)
            print(f"{compile_qm(path).name}: {path.with_suffix('.qm').stat().st_size / 1000:.0f} KB")
        found = faults(path, texts)
        print(*found, f"{path.name}: {len(texts)} texts, {len(found)} to look at", sep="\n")
        wrong += len(found)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
