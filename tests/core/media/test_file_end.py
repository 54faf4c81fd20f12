from pathlib import Path

import pytest

from core.media.file_end import find_file_end
from tests.core.media.numbered_video import encode


@pytest.mark.parametrize(
    ("name", "codec", "container_options"),
    [
        ("a.mp4", "libx264", {}),
        ("faststart.mp4", "libx264", {"movflags": "faststart"}),
        ("fragments.mp4", "libx264", {"movflags": "frag_keyframe+empty_moov"}),
        ("a.mov", "libx264", {}),
        ("a.mkv", "libx264", {}),
        ("a.webm", "libvpx-vp9", {}),
        ("a.avi", "mpeg4", {}),
    ],
)
def test_whole_files_end_where_they_say(
    name: str, codec: str, container_options: dict[str, str], tmp_path: Path
) -> None:
    path = encode(tmp_path / name, codec, count=8, container_options=container_options)
    end = find_file_end(path)
    assert end.declared_bytes == end.actual_bytes == path.stat().st_size
    assert not end.is_cut_off
    path.write_bytes(path.read_bytes()[:-20])
    assert find_file_end(path).is_cut_off


def test_bytes_behind_the_end_do_no_harm(tmp_path: Path) -> None:
    for name in ("a.mp4", "a.mkv", "a.avi"):
        path = encode(tmp_path / name, "mpeg4", count=4)
        path.write_bytes(path.read_bytes() + bytes(100) + b"\xff" * 5)
        assert not find_file_end(path).is_cut_off


@pytest.mark.parametrize(
    "contents", [b"", b"RIFF", b"\x1a\x45\xdf\xa3", b"\x1a\x45\xdf\xa3\x00\x00", b"0000ftyp", b"no media"]
)
def test_files_that_are_none(contents: bytes, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(contents)
    assert find_file_end(path).actual_bytes == len(contents)


def test_live_matroska_does_not_say_where_it_ends(tmp_path: Path) -> None:
    path = encode(tmp_path / "live.mkv", count=4, container_options={"live": "1"})
    assert find_file_end(path).declared_bytes is None
