import io
import json
from pathlib import Path

import pytest

from core.cli import console as module
from core.cli.console import Console, duration


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [0.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: now[0])
    return now


def test_json_is_one_line_with_plain_values() -> None:
    out = io.StringIO()
    Console(as_json=True, out=out).result(
        {"a": 1 / 3, "nan": float("nan"), "p": Path("x"), "l": (1, None)}, "words"
    )
    assert json.loads(out.getvalue()) == {"a": 0.333333, "nan": None, "p": "x", "l": [1, None]}
    assert out.getvalue().count("\n") == 1


def test_without_json_there_are_words() -> None:
    out = io.StringIO()
    Console(out=out).result({"a": 1}, "words")
    assert out.getvalue() == "words\n"


def test_a_terminal_sees_one_line_that_changes_and_goes(clock: list[float]) -> None:
    err = Terminal()
    console = Console(err=err)
    progress = console.progress("Tracking", 10)
    for done in range(1, 6):
        clock[0] += 0.5
        progress.update(done)
    progress.close()
    text = err.getvalue()
    assert "\n" not in text
    assert "Tracking: 5/10 frames, 2 a second, 2 s left" in text
    assert text.endswith("\r")
    assert text.isascii()


def test_a_note_does_not_run_into_the_progress_line(clock: list[float]) -> None:
    err = Terminal()
    console = Console(err=err)
    clock[0] += 1
    console.draw("Tracking: 5/10")
    console.note("It ends early.")
    assert err.getvalue().endswith("\rIt ends early.\n")


def test_a_log_file_sees_a_line_now_and_then(clock: list[float]) -> None:
    err = io.StringIO()
    progress = Console(err=err).progress("Tracking", 100)
    for done in range(1, 41):
        clock[0] += 1
        progress.update(done)
    progress.close()
    assert len(err.getvalue().splitlines()) == 2


@pytest.mark.parametrize(("seconds", "text"), [(8.4, "8 s"), (200, "3 min 20 s"), (3900, "1 h 5 min")])
def test_durations_are_short(seconds: float, text: str) -> None:
    assert duration(seconds) == text
