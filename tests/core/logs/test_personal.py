"""Reports hold nothing of the person who sends them."""

import getpass
import platform
import sysconfig
from pathlib import Path

import pytest

from core.logs.personal import PROGRAM, without_personal


@pytest.fixture(autouse=True)
def someone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: Path("/home/marie.curie"))
    monkeypatch.setattr(getpass, "getuser", lambda: "mcurie")
    monkeypatch.setattr(platform, "node", lambda: "radium-3.lab.example.org")


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("/home/marie.curie/videos/patient 7.mp4: no such file", "<path>.mp4: no such file"),
        ("“/home/marie.curie/My Films/a b.mov” cannot be read", "“<path>.mov” cannot be read"),
        ("~/secret/x is gone", "<path> is gone"),
        (r"C:\Users\Marie\Desktop\film.avi is damaged", "<path>.avi is damaged"),
        ("'/media/disk one/x.samurai'", "'<path>.samurai'"),
        ("/data/study cannot be written", "<path> cannot be written"),
        ("mcurie on radium-3 and radium-3.lab.example.org", "<name> on <name> and <name>"),
        ("1/2 of it, and/or https://example.org/a/b", "1/2 of it, and/or https://example.org/a/b"),
        ("Speed 3 frames/s (CPU, 2 threads)", "Speed 3 frames/s (CPU, 2 threads)"),
    ],
)
def test_what_is_personal_is_taken_out(text: str, cleaned: str) -> None:
    assert without_personal(text) == cleaned


def test_what_helps_a_programmer_stays() -> None:
    ours, theirs = PROGRAM / "desktop" / "app.py", Path(sysconfig.get_path("purelib")) / "torch" / "nn.py"
    assert without_personal(f'File "{ours}", line 3, in main') == 'File "desktop/app.py", line 3, in main'
    assert without_personal(f'File "{theirs}", line 9') == 'File "torch/nn.py", line 9'


def test_the_programs_folders_are_named(home: Path) -> None:
    text = without_personal(f"{home / 'logs' / 'samuraivision.log'} and {home / 'models'}")
    assert text == "<logs>/samuraivision.log and <models>/"


def test_a_common_name_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: "root")
    assert without_personal("the root of it") == "the root of it"
