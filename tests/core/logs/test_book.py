"""The log on disk."""

import logging
import logging.handlers
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.logs import book
from core.logs.book import LOG_FILE, keep_log, log_tail, stop_log


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    level = logging.getLogger().level
    yield
    stop_log()
    logging.getLogger().setLevel(level)


def test_it_begins_with_versions(tmp_path: Path) -> None:
    keep_log(folder=tmp_path)
    first = (tmp_path / LOG_FILE).read_text().splitlines()[0]
    assert "Python 3." in first and "torch 2." in first and "PySide6" in first


def test_it_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book, "MAX_BYTES", 2000)
    keep_log(folder=tmp_path)
    for number in range(400):
        logging.getLogger("test").info("line %d", number)
    files = sorted(path.name for path in tmp_path.iterdir())
    assert files == [LOG_FILE, f"{LOG_FILE}.1", f"{LOG_FILE}.2"]
    assert all(path.stat().st_size < 2400 for path in tmp_path.iterdir())
    assert log_tail(1, tmp_path).endswith("line 399")


def test_it_goes_on_where_the_file_cannot_be_renamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book, "MAX_BYTES", 500)

    def refuse(*_: object) -> None:
        raise PermissionError("another process has it")

    keep_log(folder=tmp_path)
    monkeypatch.setattr(logging.handlers.RotatingFileHandler, "rotate", refuse)
    for number in range(20):
        logging.getLogger("test").info("line %d", number)
    assert log_tail(1, tmp_path).endswith("line 19")


@pytest.mark.parametrize(
    ("level", "written"), [("warning", "W"), ("info", "IW"), ("debug", "DIW"), ("x", "IW")]
)
def test_the_level_is_a_setting(tmp_path: Path, level: str, written: str) -> None:
    keep_log(level, tmp_path)
    logger = logging.getLogger("test")
    logger.debug("D")
    logger.info("I")
    logger.warning("W")
    assert "".join(line[-1] for line in log_tail(9, tmp_path).splitlines() if "test: " in line) == written


def test_a_second_start_does_not_write_twice(tmp_path: Path) -> None:
    keep_log(folder=tmp_path)
    keep_log(folder=tmp_path)
    logging.getLogger("test").warning("once")
    assert (tmp_path / LOG_FILE).read_text().count("once") == 1


def test_no_folder_is_no_reason_to_stop(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    keep_log(folder=tmp_path / "file" / "logs")
    logging.getLogger("test").warning("to standard error")
    assert log_tail(folder=tmp_path / "file" / "logs") == ""
