import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from core.cli import main as cli
from core.cli.interrupt import cancel_on_interrupt
from core.errors import Cancelled, InputError
from tests.core.cli.conftest import Run

ROOT = Path(__file__).parents[3]


def test_help_names_every_command_and_ends_well(run_for_real: Run) -> None:
    done = run_for_real("--help")
    assert done.code == 0
    assert all(f"  {name} " in done.out for name in cli.COMMANDS)


def test_every_command_has_help(run_for_real: Run) -> None:
    for name in cli.COMMANDS:
        done = run_for_real(name, "--help")
        assert done.code == 0, name
        assert done.out.startswith(f"usage: samuraivision {name}")


def test_version(run_for_real: Run) -> None:
    done = run_for_real("--version")
    assert done.code == 0
    assert done.out.startswith("samuraivision ")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("tarck", "a.mp4"), "“tarck” is not a command; see “samuraivision --help”."),
        (("tarck",), "“tarck” is neither a command nor a file; see “samuraivision --help”."),
        (("--frobnicate",), "“--frobnicate” is not a command; see “samuraivision --help”."),
        (("track",), "The following arguments are required: MEDIA, --out; see “samuraivision track --help”."),
        (("eval",), "The following arguments are required: video | clicks | images; see “samuraivision eval"),
        (("track", "a.mp4", "--out", "o", "--frame", "x"), "Argument --frame: invalid int value: 'x'"),
    ],
)
def test_a_wrong_command_line_is_one_sentence_and_exit_2(
    run_for_real: Run, words: tuple[str, ...], expected: str
) -> None:
    done = run_for_real(*words)
    assert done.code == 2
    assert done.sentence.startswith(expected)
    assert done.out == ""


def test_a_fault_of_the_program_is_exit_1_and_leaves_a_report(
    run_for_real: Run, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr("core.cli.models.run", broken)
    done = run_for_real("models", "list", "--json")
    assert done.code == 1
    assert "ZeroDivisionError" in done.sentence
    assert str(home / "logs" / "samuraivision.log") in done.sentence
    assert "ZeroDivisionError" in done.json["error"]


def test_bad_input_is_also_said_in_json(run_for_real: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(*_: object) -> None:
        raise InputError("No.")

    monkeypatch.setattr("core.cli.models.run", refuses)
    done = run_for_real("models", "list", "--json")
    assert (done.code, done.sentence, done.json) == (2, "No.", {"error": "No."})


def test_stopping_is_exit_130_and_no_error(run_for_real: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise Cancelled("Stopped: 3 of 9 frames are in out.")

    monkeypatch.setattr("core.cli.models.run", stopped)
    done = run_for_real("models", "list", "--json")
    assert (done.code, done.sentence, done.out) == (130, "Stopped: 3 of 9 frames are in out.", "")


def test_the_first_interrupt_asks_and_the_second_insists() -> None:
    before = signal.getsignal(signal.SIGINT)
    with cancel_on_interrupt() as cancel:
        os.kill(os.getpid(), signal.SIGINT)
        assert cancel.cancelled
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before


def test_without_a_screen_a_file_cannot_be_opened(
    run_for_real: Run, video: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    done = run_for_real(video)
    assert done.code == 2
    assert "no screen" in done.sentence


def test_with_a_screen_the_window_gets_the_words(
    run_for_real: Run, video: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[list[str]] = []

    def window(words: list[str]) -> int:
        opened.append(words)
        return 0

    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setattr("core.cli.window.open_window", window)
    assert run_for_real(video).code == 0
    assert run_for_real().code == 0
    assert opened == [[str(video)], []]


def test_help_is_quick_because_torch_and_qt_stay_out() -> None:
    program = (
        "import sys; from core.cli.main import main; code = main(['track', '--help']); "
        "print(sorted({'torch', 'PySide6', 'av'} & set(sys.modules))); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_terminal_without_our_signs_gets_plain_ones() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "core.cli", "tarck"],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 2
    said = done.stderr.decode("ascii").strip()
    assert said == '"tarck" is neither a command nor a file; see "samuraivision --help".'
