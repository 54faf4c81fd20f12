"""Writing videos and reading them back."""

import errno
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from core.errors import MediaError, StorageError
from core.media.reader import open_media
from core.media.writer import VideoWriter
from tests.core.media.numbered_video import number_in, numbered_picture


def test_h264_with_a_rate(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "out.mp4"
    with VideoWriter(path, (96, 64), fps=Fraction(30000, 1001)) as writer:
        for number in range(20):
            writer.write(numbered_picture(number))
            assert not path.exists()
        assert writer.frames_written == 20
    assert [file.name for file in path.parent.iterdir()] == ["out.mp4"]
    with open_media(path) as reader:
        assert reader.index.codec == "h264"
        assert reader.index.container == "mov"
        assert [number_in(reader.read(n)) for n in range(20)] == list(range(20))
        assert reader.index.fps_mean == pytest.approx(30000 / 1001, rel=1e-4)
        assert reader.index.truncated_at is None


def test_h264_keeps_colours(tmp_path: Path) -> None:
    colours = np.array(
        [[200, 30, 30], [30, 180, 40], [20, 60, 220], [128, 128, 128], [250, 250, 250], [5, 5, 5]]
    )
    picture = np.repeat(np.repeat(colours[None].astype(np.uint8), 16, axis=1), 32, axis=0)
    with VideoWriter(tmp_path / "c.mp4", (96, 32), fps=25, quality=1) as writer:
        writer.write(picture)
    with open_media(tmp_path / "c.mp4") as reader:
        centres = reader.read(0)[16, 8::16].astype(int)
        assert np.abs(centres - colours).max() <= 4


@pytest.mark.parametrize("times_s", [[0, 0.04, 0.05, 0.5, 2.0], [7.0, 7.04, 7.05, 7.5, 9.0]])
def test_h264_with_times(times_s: list[float], tmp_path: Path) -> None:
    with VideoWriter(tmp_path / "t.mp4", (96, 64), pts_s=times_s) as writer:
        for number in range(5):
            writer.write(numbered_picture(number))
    with av.open(str(tmp_path / "t.mp4")) as container:
        assert [frame.time for frame in container.decode(video=0)] == pytest.approx([0, 0.04, 0.05, 0.5, 2.0])


def test_odd_sizes_gain_a_copy_of_the_last_column_and_row(tmp_path: Path) -> None:
    with VideoWriter(tmp_path / "odd.mp4", (97, 65), fps=25, quality=5) as writer:
        writer.write(numbered_picture(3, 97, 65))
    with open_media(tmp_path / "odd.mp4") as reader:
        assert reader.size_wh == (98, 66)
        assert number_in(reader.read(0)) == 3
        assert np.abs(reader.read(0)[:, 97].astype(int) - reader.read(0)[:, 96]).mean() < 12


def test_prores_keeps_transparency(tmp_path: Path) -> None:
    path = tmp_path / "cut.mov"
    alpha = np.tile(np.linspace(0, 255, 96).astype(np.uint8), (64, 1))
    with VideoWriter(path, (96, 64), fps=24, alpha=True) as writer:
        for number in range(3):
            writer.write(np.dstack([numbered_picture(number), alpha]))
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        assert stream.codec_context.name == "prores"
        assert stream.codec_context.codec_tag == "ap4h"
        frames = [frame.to_ndarray(format="rgba") for frame in container.decode(stream)]
    assert len(frames) == 3
    assert np.abs(frames[1][..., 3].astype(int) - alpha).max() <= 2
    assert np.abs(frames[1][..., :3].astype(int) - numbered_picture(1)).mean() < 4


def write_both(writer: VideoWriter, one: np.ndarray, other: np.ndarray) -> None:
    writer.write(one)
    writer.write(other)


def test_error_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "out.mp4"
    path.write_bytes(b"the old one")
    with pytest.raises(MediaError), VideoWriter(path, (96, 64), fps=25) as writer:
        write_both(writer, numbered_picture(0), numbered_picture(0, 98, 64))
    assert path.read_bytes() == b"the old one"
    assert [file.name for file in tmp_path.iterdir()] == ["out.mp4"]


def test_frame_of_another_size(tmp_path: Path) -> None:
    with (
        pytest.raises(MediaError, match="64×96×3"),
        VideoWriter(tmp_path / "o.mp4", (96, 64), fps=25) as writer,
    ):
        writer.write(numbered_picture(0, 98, 64))
    assert list(tmp_path.iterdir()) == []


def test_video_without_a_frame_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="no frame"), VideoWriter(tmp_path / "o.mp4", (96, 64), fps=25):
        pass
    assert list(tmp_path.iterdir()) == []


def test_more_frames_than_times(tmp_path: Path) -> None:
    with (
        pytest.raises(MediaError, match="was to have 1 frames"),
        VideoWriter(tmp_path / "o.mp4", (96, 64), pts_s=[0.0]) as writer,
    ):
        write_both(writer, numbered_picture(0), numbered_picture(1))


def test_senseless_arguments(tmp_path: Path) -> None:
    path = tmp_path / "o.mp4"
    with pytest.raises(ValueError, match="either"):
        VideoWriter(path, (96, 64))
    with pytest.raises(MediaError, match="must increase"):
        VideoWriter(path, (96, 64), pts_s=[0.0, 0.0])
    with pytest.raises(MediaError, match="frames a second"):
        VideoWriter(path, (96, 64), fps=0)
    with pytest.raises(MediaError, match="0×64"):
        VideoWriter(path, (0, 64), fps=25)
    assert list(tmp_path.iterdir()) == []


def test_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(StorageError, match="is not a folder"):
        VideoWriter(tmp_path / "file" / "o.mp4", (96, 64), fps=25)


def test_full_disk_is_told_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        def mux(self, _: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

    writer = VideoWriter(tmp_path / "o.mp4", (96, 64), fps=25)
    writer.write(numbered_picture(0))
    container = writer._container
    monkeypatch.setattr(writer, "_container", Full())
    with pytest.raises(StorageError, match=r"^o\.mp4 could not be written: the disk is full\.$"):
        writer._mux(None)
    monkeypatch.setattr(writer, "_container", container)
    writer.abandon()
    assert list(tmp_path.iterdir()) == []
