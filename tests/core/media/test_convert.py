"""Copies of files that cannot be stepped through."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import av
import pytest

from core.cancel import CancelToken
from core.errors import Cancelled, StorageError
from core.media import convert
from core.media.reader import open_media
from tests.core.media.numbered_video import encode, number_in

GOP = {"g": "12", "bf": "2"}


@pytest.fixture
def stream(video: Callable[..., Path]) -> Path:
    return video("gop.ts", options=GOP)


def copies(folder: Path) -> list[Path]:
    return sorted((folder / "media").iterdir())


def test_copy_is_told_and_used_again(stream: Path, tmp_path: Path) -> None:
    told: list[str] = []
    with open_media(stream, cache_dir=tmp_path, progress=lambda _, doing: told.append(doing)) as reader:
        assert reader.path == stream
        assert reader.index.container == "mpegts"
        assert reader.index.codec == "h264"
        (note,) = reader.index.notes
        assert note.startswith(f"{stream.name} cannot be stepped through exactly: its container has no index")
        assert note.endswith("A copy is used, with the very same pictures.")
        fingerprint = reader.fingerprint()
    assert f"Copying {stream.name}, so that it can be stepped through" in told
    (copy,) = copies(tmp_path)
    made = copy.stat().st_ino
    told.clear()
    with open_media(stream, cache_dir=tmp_path, progress=lambda _, doing: told.append(doing)) as reader:
        assert [number_in(reader.read(n)) for n in (39, 0, 20)] == [39, 0, 20]
        assert reader.fingerprint() == fingerprint
    assert copies(tmp_path) == [copy]
    assert copy.stat().st_ino == made
    assert set(told) == {"Reading the index"}


def test_what_mp4_cannot_hold_is_encoded_anew(tmp_path: Path) -> None:
    path = encode(tmp_path / "old.flv", "flv", options={"g": "12"}, size=(97, 65))
    with open_media(path, cache_dir=tmp_path) as reader:
        assert reader.size_wh == (97, 65)
        assert reader.frame_count == 40
        assert [number_in(reader.read(n)) for n in range(40)] == list(range(40))
        assert reader.index.notes[0].endswith("A copy is used, encoded anew, with no visible loss.")
        assert reader.pts_s(25) == pytest.approx(1, abs=0.002)


def test_packets_that_the_copy_does_not_take_are_encoded_anew(
    stream: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise av.error.InvalidDataError(1094995529, "Invalid data found when processing input")

    monkeypatch.setattr(convert, "_remux", refuse)
    with open_media(stream, cache_dir=tmp_path) as reader:
        assert [number_in(reader.read(n)) for n in range(40)] == list(range(40))
        assert "encoded anew" in reader.index.notes[0]


def test_damaged_copy_is_made_anew(stream: Path, tmp_path: Path) -> None:
    open_media(stream, cache_dir=tmp_path).close()
    (copy,) = copies(tmp_path)
    copy.write_bytes(copy.read_bytes()[:2000])
    with open_media(stream, cache_dir=tmp_path) as reader:
        assert reader.frame_count == 40
        assert number_in(reader.read(39)) == 39


def test_cancelling_leaves_nothing_behind(stream: Path, tmp_path: Path) -> None:
    token = CancelToken()

    def stop_when_copying(_: float, doing: str) -> None:
        if doing.startswith("Copying"):
            token.cancel()

    with pytest.raises(Cancelled):
        open_media(stream, cache_dir=tmp_path, cancel=token, progress=stop_when_copying)
    assert copies(tmp_path) == []


def test_copies_that_nobody_opened_for_a_month_go(stream: Path, tmp_path: Path) -> None:
    folder = tmp_path / "media"
    folder.mkdir()
    old, young, foreign = (
        folder / ("a" * 32 + "-2.mp4"),
        folder / ("b" * 32 + "-2.mp4"),
        folder / "my-film.mp4",
    )
    month_ago = time.time() - 40 * 86_400
    for file in (old, young, foreign):
        file.write_bytes(b"copy")
    for file in (old, foreign):
        os.utime(file, (month_ago, month_ago))
    open_media(stream, cache_dir=tmp_path).close()
    assert not old.exists()
    assert young.exists()
    assert foreign.exists()


def test_cache_folder_that_cannot_be_written(stream: Path, tmp_path: Path) -> None:
    (tmp_path / "media").write_text("a file where the folder should be")
    with pytest.raises(StorageError, match="could not be written"):
        open_media(stream, cache_dir=tmp_path)
