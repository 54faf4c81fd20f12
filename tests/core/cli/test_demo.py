import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

import resources
from core.cli.demo import load_demo
from core.media.reader import open_media
from core.metrics.region import jaccard
from tests.core.cli.conftest import Run


def test_the_demo_is_small_and_whole() -> None:
    demo = load_demo()
    size = sum(path.stat().st_size for path in resources.path("demo").glob("*.*"))
    assert size < 2_000_000
    with open_media(demo.video) as media:
        assert media.frame_count == len(demo.truth) == 64
        assert media.size_wh == (demo.truth[0].width, demo.truth[0].height) == (640, 360)
    assert demo.truth[0].to_array()[int(demo.click.y), int(demo.click.x)]
    areas = [mask.area for mask in demo.truth]
    assert min(areas) < 0.75 * max(areas), "something passes in front of it"
    assert min(areas) > 4000


@pytest.fixture(scope="module")
def program() -> ModuleType:
    path = resources.path("demo", "make_demo.py")
    spec = importlib.util.spec_from_file_location("make_demo", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["make_demo"] = module
    spec.loader.exec_module(module)
    return module


def test_the_program_makes_what_is_there(program: ModuleType) -> None:
    demo = load_demo()
    frame, truth = program.render(program.Landscape(), 36)
    assert jaccard(truth, demo.truth[36].to_array()) > 0.999
    with open_media(demo.video) as media:
        difference = np.abs(frame.astype(float) - media.read(36))
    assert difference.mean() < 6


def test_it_runs_without_a_screen_and_says_where_the_results_are(run: Run, tmp_path: Path) -> None:
    done = run("demo", "--out", tmp_path / "demo", "--json")
    assert done.code == 0, done.err
    assert done.json["frames"] == 64
    assert 0 <= done.json["J"] <= 1
    assert len(list((tmp_path / "demo" / "davis").glob("*.png"))) == 64
    assert (tmp_path / "demo" / "overlay" / "overlay.mp4").is_file()
    again = run("demo", "--out", tmp_path / "demo")
    assert again.code == 0
    assert str(tmp_path / "demo" / "overlay" / "overlay.mp4") in again.out


def test_no_command_and_no_screen_runs_the_demo(run_for_real: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    ran: list[object] = []
    monkeypatch.setattr("core.cli.demo.run_demo", lambda arguments, console, cancel: ran.append(arguments))
    done = run_for_real()
    assert done.code == 0, done.err
    assert "no screen" in done.sentence
    assert ran == [None]
