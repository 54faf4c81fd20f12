"""A crash is noticed at the next start, once, and two instances do not disturb each other."""

import faulthandler
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.logs.marker import CRASH_FILE, CRASH_MAX_BYTES, RunMarker

ROOT = Path(__file__).resolve().parents[3]

BEGIN = (
    "import sys; from pathlib import Path; from core.logs.marker import RunMarker\n"
    "marker = RunMarker(Path(sys.argv[1])); marker.begin('1.0')\n"
)
WAIT = "print('there', flush=True); sys.stdin.readline()\n"
ABORT = "import os; os.abort()\n"
END = "marker.end()\n"


def start(logs: Path, program: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", program, str(logs)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


@pytest.fixture(autouse=True)
def faults() -> Iterator[None]:
    """pytest has its own fault handler."""
    yield
    faulthandler.enable(2)


def test_a_run_that_ends_as_it_should_is_not_told(tmp_path: Path) -> None:
    process = start(tmp_path, BEGIN + END)
    process.communicate(timeout=60)
    assert process.returncode == 0
    assert RunMarker(tmp_path).take_crash() is None
    assert list((tmp_path / "running").iterdir()) == []


def test_a_native_crash_is_told_once_with_its_trace(tmp_path: Path) -> None:
    start(tmp_path, BEGIN + ABORT).communicate(timeout=60)
    crash = RunMarker(tmp_path).take_crash()
    assert crash is not None
    assert crash.version == "1.0"
    assert "Fatal Python error: Aborted" in crash.trace
    assert "Fatal Python error: Aborted" in (tmp_path / CRASH_FILE).read_text()
    assert RunMarker(tmp_path).take_crash() is None
    assert list((tmp_path / "running").iterdir()) == []


def test_a_killed_run_is_told_and_a_running_one_is_not(tmp_path: Path) -> None:
    killed, living = start(tmp_path, BEGIN + WAIT), start(tmp_path, BEGIN + WAIT + END)
    for process in (killed, living):
        assert process.stdout is not None and process.stdout.readline() == "there\n"
    assert RunMarker(tmp_path).take_crash() is None
    killed.kill()
    killed.communicate(timeout=60)
    crash = RunMarker(tmp_path).take_crash()
    assert crash is not None and crash.trace == ""
    living.communicate("go on\n", timeout=60)
    assert living.returncode == 0
    assert RunMarker(tmp_path).take_crash() is None


def test_a_process_that_got_the_number_of_a_dead_one_is_not_mistaken_for_it(tmp_path: Path) -> None:
    folder = tmp_path / "running"
    folder.mkdir()
    (folder / "1.json").write_text('{"pid": 1, "created": 12345.0, "started": "2020-01-01 00:00:00"}')
    crash = RunMarker(tmp_path).take_crash()
    assert crash is not None and crash.started == "2020-01-01 00:00:00"


def test_a_marker_that_was_cut_off_does_not_stop_the_start(tmp_path: Path) -> None:
    folder = tmp_path / "running"
    folder.mkdir()
    (folder / "999999999.json").write_text('{"pid"')
    (folder / "nonsense.json").write_text("")
    assert RunMarker(tmp_path).take_crash() is not None
    assert RunMarker(tmp_path).take_crash() is None


def test_the_crash_file_is_bounded(tmp_path: Path) -> None:
    (tmp_path / CRASH_FILE).write_text("x" * CRASH_MAX_BYTES)
    start(tmp_path, BEGIN + ABORT).communicate(timeout=60)
    assert RunMarker(tmp_path).take_crash() is not None
    text = (tmp_path / CRASH_FILE).read_text()
    assert len(text) <= CRASH_MAX_BYTES and "Aborted" in text


def test_a_folder_that_cannot_be_written_is_no_reason_to_stop(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    marker = RunMarker(tmp_path / "file" / "logs")
    began = time.monotonic()
    marker.begin("1.0")
    assert marker.take_crash() is None
    marker.end()
    assert time.monotonic() - began < 5
