"""What every test stands on: no screen, and a home of its own."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

# Before anything imports Qt: without a screen Qt would abort the whole run.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Tiny models gain nothing from threads, and beside other busy processes they lose a factor of ten by them.
os.environ.setdefault("OMP_NUM_THREADS", "1")
_HOME = Path(tempfile.mkdtemp(prefix="samuraivision-tests-"))
os.environ["SAMURAIVISION_HOME"] = str(_HOME)
# Texts are tested in English, whatever language this system speaks.
os.environ["SAMURAIVISION_LANGUAGE"] = "en"


def pytest_unconfigure() -> None:
    shutil.rmtree(_HOME, ignore_errors=True)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty per-user folder for one test."""
    folder = tmp_path / "home"
    monkeypatch.setenv("SAMURAIVISION_HOME", str(folder))
    return folder
