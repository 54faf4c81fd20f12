"""What a reader promises apart from the right pictures."""

import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from core.cancel import CancelToken
from core.errors import Cancelled, MediaError, PromptError
from core.media import video as video_module
from core.media.decoder import VideoDecoder
from core.media.index import clock
from core.media.reader import ArraySource, MediaReader, open_media
from core.media.scan import scan_video
from core.types import FrameSource
from tests.core.media.numbered_video import encode, number_in, numbered_picture

GOP10 = {"g": "10", "bf": "2", "x264-params": "scenecut=0:b-adapt=0"}
SMALL_FRAME_MIB = 1


@pytest.fixture
def path(video: Callable[..., Path]) -> Path:
    return video("gop10.mp4", options=GOP10)


@pytest.fixture
def decodes(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Frames that were decoded while reading, in order."""
    seen: list[int] = []

    class Counting(VideoDecoder):
        def decode_to(self, *args: object) -> object:  # type: ignore[override]
            for index, frame in super().decode_to(*args):  # type: ignore[arg-type]
                seen.append(index)
                yield index, frame

    monkeypatch.setattr(video_module, "VideoDecoder", Counting)
    return seen


def test_is_a_frame_source(path: Path) -> None:
    with open_media(path) as reader:
        source: FrameSource = reader
        assert source.frame_count == 40
        assert source.size_wh == (96, 64)


@pytest.mark.parametrize("frame_index", [-1, 40, 10**12])
def test_frame_outside_the_media(frame_index: int, path: Path) -> None:
    with open_media(path) as reader:
        for read in (reader.read, reader.pts_s, reader.thumbnail):
            with pytest.raises(
                PromptError, match=rf"There is no frame {frame_index}: .* has frames 0 to 39\."
            ):
                read(frame_index)


def test_numpy_indexes_are_indexes(path: Path) -> None:
    with open_media(path) as reader:
        assert number_in(reader.read(np.int64(7))) == 7  # type: ignore[arg-type]


def test_reading_in_order_decodes_each_frame_once_and_never_seeks(path: Path) -> None:
    decoder = VideoDecoder(scan_video(path, cancel=CancelToken()))
    seen = [index for target in range(40) for index, _ in decoder.decode_to(target)]
    assert seen == list(range(40))
    assert decoder.seeks == 0
    decoder.close()


def test_small_steps_forward_do_not_seek(path: Path) -> None:
    decoder = VideoDecoder(scan_video(path, cancel=CancelToken()))
    for target in range(0, 40, 4):
        assert [index for index, _ in decoder.decode_to(target)][-1] == target
    assert decoder.seeks == 0
    decoder.close()


def test_long_jump_begins_at_the_key_frame(path: Path, decodes: list[int]) -> None:
    with open_media(path) as reader:
        reader.read(35)
        assert decodes == [30, 31, 32, 33, 34, 35]


def test_stepping_back_decodes_each_group_of_pictures_once(path: Path, decodes: list[int]) -> None:
    with open_media(path) as reader:
        for index in reversed(range(40)):
            assert number_in(reader.read(index)) == index
    assert sorted(decodes) == list(range(40))


def test_cache_keeps_to_its_limit(path: Path, decodes: list[int]) -> None:
    with open_media(path, cache_mib=0) as reader:
        for index in (5, 4, 3):
            assert number_in(reader.read(index)) == index
        assert len(decodes) == 6 + 5 + 4
        assert reader.is_cached(3)
        assert not reader.is_cached(4)


def test_same_frame_twice_is_the_same_array(path: Path) -> None:
    with open_media(path) as reader:
        assert reader.read(12) is reader.read(12)
        with pytest.raises(ValueError, match="read-only"):
            reader.read(12)[0, 0, 0] = 1


def test_times(path: Path) -> None:
    with open_media(path) as reader:
        assert reader.pts_s(0) == 0
        assert reader.pts_s(25) == pytest.approx(1)
        assert reader.index.fps_mean == pytest.approx(25)
        assert reader.index.duration_s == pytest.approx(1.6)
        assert reader.index.key_frames == (0, 10, 20, 30)
        at = {-1.0: 0, 0.0: 0, 0.039: 0, 0.04: 1, 0.0799999: 2, 1.0: 25, 99.0: 39}
        assert {time: reader.frame_at(time) for time in at} == at


def test_times_of_frames_at_varying_distances(tmp_path: Path) -> None:
    times_ms = [0, 40, 47, 130, 131, 200, 205, 300, 1000, 1500]
    with open_media(encode(tmp_path / "vfr.mp4", count=10, times_ms=times_ms, options=GOP10)) as reader:
        assert reader.index.pts_s * 1000 == pytest.approx(times_ms, abs=0.05)
        assert reader.index.fps_mean == pytest.approx(6)
        assert reader.frame_at(0.9) == 7


def test_thumbnail_is_the_key_frame_until_the_frame_is_in_memory(path: Path, decodes: list[int]) -> None:
    with open_media(path) as reader:
        small = reader.thumbnail(27, 48)
        assert small.shape == (32, 48, 3)
        assert decodes == [20]
        assert reader.thumbnail(29, 48) is small
        assert reader.thumbnail(20, 48) is small
        full = reader.read(27)
        exact = reader.thumbnail(27, 96)
        assert number_in(exact) == number_in(full) == 27
        assert number_in(reader.thumbnail(33, 200, exact=True)) == 33
        assert reader.thumbnail(33, 200, exact=True).shape == (64, 96, 3)  # never larger than the video
        with pytest.raises(PromptError):
            reader.thumbnail(0, 0)


def test_thumbnails_do_not_move_the_reading_position(path: Path, decodes: list[int]) -> None:
    with open_media(path) as reader:
        reader.read(0)
        reader.thumbnail(35)
        decodes.clear()
        reader.read(1)
        assert decodes == [1]


def test_thumbnail_comes_while_a_read_goes_on(path: Path) -> None:
    with open_media(path) as reader:
        reader._lock.acquire()
        try:
            assert reader.thumbnail(15, 48).shape == (32, 48, 3)
        finally:
            reader._lock.release()


def test_turned_video_has_turned_thumbnails(tmp_path: Path) -> None:
    from tests.core.media.numbered_video import rotate

    with open_media(rotate(encode(tmp_path / "r.mp4", count=3), 90)) as reader:
        assert reader.size_wh == (64, 96)
        assert reader.index.rotation == 270
        assert reader.thumbnail(0, 48).shape == (48, 32, 3)
        assert number_in(np.rot90(reader.read(2), 1)) == 2


def test_mirrored_video_is_shown_mirrored(tmp_path: Path) -> None:
    from tests.core.media.numbered_video import rotate

    with open_media(rotate(encode(tmp_path / "m.mp4", count=8), 0, mirrored=True)) as reader:
        assert reader.size_wh == (96, 64)
        assert number_in(reader.read(6)[:, ::-1]) == 6


def test_reading_can_be_cancelled_and_goes_on_after_that(path: Path) -> None:
    token = CancelToken()
    token.cancel()
    with open_media(path) as reader:
        with pytest.raises(Cancelled):
            reader.read(8, token)
        assert number_in(reader.read(8)) == 8
        assert number_in(reader.read(8, token)) == 8  # in memory: nothing to wait for


def test_another_reader_is_not_indexed_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_media(path) as reader:
        monkeypatch.setattr("core.media.reader.scan_video", None)
        with reader.another(cache_mib=1) as other:
            assert number_in(other.read(39)) == 39
            assert other.index is not None
            assert other.fingerprint() == reader.fingerprint()


def test_closed_reader_opens_again_when_it_is_read(path: Path) -> None:
    reader = open_media(path)
    reader.read(20)
    reader.close()
    assert not reader.is_cached(20)
    assert number_in(reader.read(21)) == 21
    reader.close()
    reader.close()


def test_threads_read_the_right_frames(path: Path) -> None:
    wrong: list[int] = []

    def read(reader: MediaReader, start: int) -> None:
        for step in range(60):
            index = (start + step * 7) % 40
            if number_in(reader.read(index)) != index:
                wrong.append(index)
            reader.thumbnail(index, 32)

    with open_media(path, cache_mib=0) as reader:
        threads = [threading.Thread(target=read, args=(reader, start)) for start in (0, 13, 26)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert wrong == []


def test_fingerprint_is_of_the_contents(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "elsewhere.mp4"
    shutil.copy(path, copy)
    with open_media(path) as one, open_media(copy) as two:
        fingerprint = one.fingerprint()
        assert fingerprint == two.fingerprint()
        assert len(fingerprint) == 64
        data = bytearray(copy.read_bytes())
        data[-1] ^= 1
        copy.write_bytes(data)
        assert two.fingerprint() != fingerprint
        copy.unlink()
        two.close()
        with pytest.raises(MediaError, match="can no longer be read"):
            two.fingerprint()


def test_progress_is_told(path: Path) -> None:
    told: list[tuple[float, str]] = []
    with open_media(path, progress=lambda fraction, doing: told.append((fraction, doing))):
        assert told
    assert all(0 <= fraction <= 1 for fraction, _ in told)


def test_file_that_vanishes_after_opening(tmp_path: Path) -> None:
    reader = open_media(encode(tmp_path / "gone.mp4", count=4))
    (tmp_path / "gone.mp4").unlink()
    with pytest.raises(MediaError, match="There is no file"):
        reader.read(0)


def test_network_addresses_are_not_opened() -> None:
    with pytest.raises(MediaError, match="There is no file"):
        open_media("http://127.0.0.1:9/video.mp4")


def test_array_source() -> None:
    frames = np.stack([numbered_picture(number) for number in range(3)])
    source: FrameSource = ArraySource(frames)
    assert source.frame_count == 3
    assert source.size_wh == (96, 64)
    assert number_in(source.read(2)) == 2
    assert not source.read(2).flags.writeable
    assert frames.flags.writeable
    assert ArraySource(frames, fps=10).pts_s(2) == pytest.approx(0.2)
    for outside in (-1, 3):
        with pytest.raises(PromptError):
            source.read(outside)
    with pytest.raises(MediaError):
        ArraySource([])
    with pytest.raises(MediaError):
        ArraySource([numbered_picture(0), numbered_picture(0, 98, 64)])


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "0:00.00"), (8.48, "0:08.48"), (59.999, "1:00.00"), (3723.45, "1:02:03.45")]
)
def test_clock(seconds: float, text: str) -> None:
    assert clock(seconds) == text
