"""What a command says: results on standard output, everything else on standard error."""

import json
import math
import sys
import time
from collections.abc import Mapping
from typing import Any, TextIO

from core.wording import wording_of

PLAIN = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
        "…": "...",
        "×": "x",
        "–": "-",
        "—": "--",
        "·": "-",
        "≥": ">=",
        "→": "->",
    }
)
"""Signs of ours that an ASCII terminal does not know, and what to write there."""

SPARSE_S = 15.0
"""Seconds between progress lines where they cannot be drawn over each other: a log file, a pipe."""

LIVE_S = 0.1


class Console:
    """A command's voice.

    Args:
        as_json: results are one JSON object on the last line instead of words.
        out, err: by default the process's own, looked up when used.
    """

    def __init__(
        self, *, as_json: bool = False, out: TextIO | None = None, err: TextIO | None = None
    ) -> None:
        self.as_json = as_json
        self._out, self._err = out, err
        self._line = ""
        """The progress line that is being drawn over; "" where there is none."""

    @property
    def out(self) -> TextIO:
        return self._out or sys.stdout

    @property
    def err(self) -> TextIO:
        return self._err or sys.stderr

    def print(self, text: str) -> None:
        """Words on standard output."""
        self._write(self.out, text + "\n")

    def result(self, values: Mapping[str, Any], words: str) -> None:
        """The command's result: `values` as JSON where that was asked for, else `words`."""
        self.print(json.dumps(_plain_values(values), allow_nan=False) if self.as_json else words)

    def note(self, text: str) -> None:
        """A line on standard error."""
        self._wipe()
        self._write(self.err, text + "\n")

    def problem(self, said: Exception | str) -> None:
        """Why the command ends: one line on standard error; with --json, also an object with `error`."""
        self.note(str(said))
        if self.as_json:
            self.print(json.dumps(_plain_values({"error": str(said)} | made_of(said)), allow_nan=False))

    def progress(self, title: str, total: int, unit: str = "frames") -> "Progress":
        """Begin to tell how far something is."""
        return Progress(self, title, total, unit)

    def draw(self, line: str) -> None:
        """Put a line on standard error over the one drawn before; terminals only."""
        self._wipe()
        self._write(self.err, line)
        self._line = line

    def _wipe(self) -> None:
        if self._line:
            self._write(self.err, "\r" + " " * len(self._line) + "\r")
            self._line = ""

    def _write(self, stream: TextIO, text: str) -> None:
        encoding = stream.encoding or "utf-8"
        try:
            text.encode(encoding)
        except UnicodeEncodeError:
            text = text.translate(PLAIN).encode(encoding, "replace").decode(encoding)
        stream.write(text)
        stream.flush()


class Progress:
    """How far something is: one line that changes on a terminal, a line now and then elsewhere."""

    def __init__(self, console: Console, title: str, total: int, unit: str) -> None:
        self._console, self._title, self._total, self._unit = console, title, total, unit
        self._live = console.err.isatty()
        self._began = self._told = time.monotonic()
        self._first = 0

    def update(self, done: int) -> None:
        """Tell that `done` of the total are done; cheap enough for every frame."""
        now = time.monotonic()
        if now - self._told < (LIVE_S if self._live else SPARSE_S):
            return
        self._told = now
        line = self.line(done, now - self._began)
        if self._live:
            self._console.draw(line)
        else:
            self._console.note(line)

    def line(self, done: int, seconds: float) -> str:
        """ASCII only."""
        share = f"{done}/{self._total} {self._unit}" if self._total else f"{done} {self._unit}"
        if not done or seconds <= 0:
            return f"{self._title}: {share}"
        rate = done / seconds
        left = f", {duration((self._total - done) / rate)} left" if self._total > done else ""
        return f"{self._title}: {share}, {rate:.3g} a second{left}"

    def close(self) -> None:
        """End the line that changes, leaving nothing of it."""
        if self._live:
            self._console._wipe()


def made_of(said: object) -> dict[str, Any]:
    """For JSON beside a sentence: what it was made from, so that it can be said in another language."""
    wording = wording_of(said)
    return {} if wording is None else {"wording": wording.as_json}


def duration(seconds: float) -> str:
    """A time span in few letters: 8 s, 3 min 20 s, 1 h 5 min."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return f"{minutes} min {rest} s"
    return f"{minutes // 60} h {minutes % 60} min"


def _plain_values(value: Any) -> Any:
    """For JSON: floats to six digits after the point, NaN as null, paths as text."""
    if isinstance(value, float):
        return None if math.isnan(value) or math.isinf(value) else round(value, 6)
    if isinstance(value, Mapping):
        return {str(key): _plain_values(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain_values(item) for item in value]
    if isinstance(value, bool | int | str) or value is None:
        return value
    return str(value)
