"""A project's list of classes out of a file: a text file, YOLO's data.yaml, or a COCO file."""

from pathlib import Path
from typing import Any

import yaml

from core.errors import FormatError
from core.formats.reading import damaged, load_json
from core.wording import say

MAX_CLASSES = 10_000


def read_classes(path: Path) -> tuple[str, ...]:
    """The names in the file's order, each once. Raises `FormatError`.

    A text file has a name in each line; empty lines and those that begin with # are left out.
    """
    if not path.is_file():
        raise FormatError(say("There is no file “{path}” to read classes from.", path=path))
    try:
        ending = path.suffix.lower()
        if ending == ".json":
            names = _of_json(load_json(path), path)
        elif ending in (".yaml", ".yml"):
            names = _of_yaml(path)
        else:
            with damaged(path, "it is not text"):
                lines = path.read_text(encoding="utf-8-sig").splitlines()
            names = [line.strip() for line in lines if not line.lstrip().startswith("#")]
    except OSError as error:
        raise FormatError(
            say("“{file}” cannot be read: {reason}.", file=path.name, reason=error.strerror or error)
        ) from error
    found = tuple(dict.fromkeys(name for name in names if name))
    if not found or len(found) > MAX_CLASSES or any(not name.isprintable() for name in found):
        raise FormatError(say("“{file}” is no list of classes.", file=path.name))
    return found


def _of_json(values: Any, path: Path) -> list[str]:
    with damaged(path, "it is no list of classes"):
        if isinstance(values, dict):
            categories = sorted(values["categories"], key=lambda category: int(category["id"]))
            return [str(category["name"]) for category in categories]
        return [name if isinstance(name, str) else str(name["name"]) for name in values]


def _of_yaml(path: Path) -> list[str]:
    try:
        with damaged(path, "it has no list “names”"):
            names = yaml.safe_load(path.read_text(encoding="utf-8"))["names"]
            return (
                [str(names[key]) for key in sorted(names)]
                if isinstance(names, dict)
                else [str(n) for n in names]
            )
    except yaml.YAMLError as error:
        raise FormatError(say("“{file}” is damaged: it is not YAML.", file=path.name)) from error
