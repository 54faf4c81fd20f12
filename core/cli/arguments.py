"""Arguments that several commands take, and how they are read."""

import os
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import InputError, StorageError
from core.skipping.policy import DEFAULT_SPEED, SkipPolicy, parse_skip
from core.types import Box, Click

if TYPE_CHECKING:
    from core.engine.loader import LoadedModel

SKIP_OFF = "off"
READ_FORMATS = "davis, ytvos, coco, coco-polygon, yolo, labelme, cvat, mots, npz, png"
"""For the help, which does not wait for the formats themselves."""
WRITTEN_FORMATS = f"{READ_FORMATS}, overlay, cutout, cutout-movie"


def add_json(parser: ArgumentParser) -> None:
    """`--json`, which `main` has read already."""
    parser.add_argument("--json", action="store_true", help="print one JSON object on the last line")


def add_model(parser: ArgumentParser) -> None:
    """`--model`, and how it computes."""
    parser.add_argument(
        "--model", default="nano", metavar="M", help="a model's name, or the path of a tuned one"
    )
    parser.add_argument("--device", default="auto", metavar="D", help="auto, cuda, cuda:1, mps or cpu")
    parser.add_argument("--precision", default="auto", metavar="P", help="auto, float32 or bfloat16")
    parser.add_argument(
        "--threads", type=positive, default=None, metavar="N", help="CPU threads for the model"
    )


def load(arguments: Namespace) -> "LoadedModel":
    """The model that `add_model`'s arguments name. Imports torch."""
    from core.engine.device import set_threads
    from core.engine.loader import load_model

    if arguments.threads is not None or "OMP_NUM_THREADS" not in os.environ:
        set_threads(arguments.threads)
    return load_model(arguments.model, arguments.device, arguments.precision)


def add_skip(parser: ArgumentParser, *, several: bool = False) -> None:
    """`--skip`: on which frames the model need not run. Of several ways, each is a run of its own."""
    parser.add_argument(
        "--skip",
        default=SKIP_OFF,
        metavar="off|auto|N",
        help="run the model on every frame (off), where it must (auto), or on every N-th; "
        "the other masks are carried along by motion"
        + ("; several with commas between are compared: off,auto" if several else ""),
    )
    parser.add_argument(
        "--speed",
        type=float,
        default=DEFAULT_SPEED,
        metavar="0..1",
        help=f"for --skip auto: from quality (0) to speed (1), default {DEFAULT_SPEED:g}",
    )


def skip_policy(arguments: Namespace) -> SkipPolicy | None:
    """What `add_skip`'s arguments ask for; None for every frame.

    Raises:
        InputError: neither off, auto nor a number of frames, or a speed that is not from 0 to 1.
    """
    return _skip_policy(arguments.skip, arguments.speed)


def skip_policies(arguments: Namespace) -> "dict[str, SkipPolicy | None]":
    """The same for several ways with commas between, by what was written.

    Raises:
        as `skip_policy`.
    """
    names = [name.strip() for name in arguments.skip.split(",")]
    return {name: _skip_policy(name, arguments.speed) for name in names}


def _skip_policy(text: str, speed: float) -> SkipPolicy | None:
    try:
        return parse_skip(text, speed)
    except InputError as error:
        raise InputError(f"--skip {text}: {error}") from error


def positive(text: str) -> int:
    """A whole number above 0."""
    try:
        value = int(text)
    except ValueError:
        value = 0
    if value < 1:
        raise ArgumentTypeError(f"“{text}” is not a whole number above 0")
    return value


def point(text: str) -> Click:
    """`x,y` or `x,y,1` on the object, `x,y,0` off it; pixels of the media."""
    parts = text.split(",")
    try:
        x, y = float(parts[0]), float(parts[1])
        positive_ = {"1": True, "0": False}[parts[2].strip()] if len(parts) > 2 else True
    except (ValueError, IndexError, KeyError):
        parts = []
    if len(parts) not in (2, 3):
        raise ArgumentTypeError(f"“{text}” is not a point: write x,y or x,y,0 for one off the object")
    return Click(x, y, positive_)


def box(text: str) -> Box:
    """`x0,y0,x1,y1`: left, top, right, bottom in pixels of the media."""
    try:
        x0, y0, x1, y1 = (float(part) for part in text.split(","))
    except ValueError:
        raise ArgumentTypeError(f"“{text}” is not a box: write x0,y0,x1,y1") from None
    if x1 <= x0 or y1 <= y0:
        raise ArgumentTypeError(f"the box “{text}” is empty: x1 must be above x0, and y1 above y0")
    return Box(x0, y0, x1, y1)


def writable_folder(path: Path) -> Path:
    """The folder, made if need be, after trying whether a file can be written into it.

    Raises:
        StorageError: it cannot.
    """
    probe = path / ".samuraivision-probe"
    try:
        path.mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()
    except (FileExistsError, NotADirectoryError):
        raise StorageError(f"“{path}” is a file, not a folder to write into.") from None
    except OSError as error:
        raise StorageError(f"The folder “{path}” cannot be written: {error.strerror}.") from error
    return path
