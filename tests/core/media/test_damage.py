"""Files that are cut off, damaged, empty or no media at all."""

import random
import wave
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest
from av.stream import Disposition

from core.cancel import CancelToken
from core.errors import Cancelled, MediaError
from core.media.reader import open_media
from tests.core.media.numbered_video import decode_in_order, encode, number_in

FASTSTART = {"movflags": "faststart"}
GOP10 = {"g": "10", "bf": "2", "x264-params": "scenecut=0"}


def cut(path: Path, fraction: float) -> Path:
    data = path.read_bytes()
    short = path.with_name(f"cut-{path.name}")
    short.write_bytes(data[: int(len(data) * fraction)])
    return short


@pytest.mark.parametrize(
    ("name", "codec", "container_options"),
    [
        ("h264.mp4", "libx264", FASTSTART),
        ("h264.mov", "libx264", FASTSTART),
        ("fragments.mp4", "libx264", {"movflags": "frag_keyframe+empty_moov"}),
        ("h264.mkv", "libx264", {}),
        ("vp9.webm", "libvpx-vp9", {}),
        ("mjpeg.avi", "mjpeg", {}),
        ("h264.avi", "libx264", {}),
    ],
)
def test_file_that_is_cut_off_opens_as_far_as_it_is_good(
    name: str, codec: str, container_options: dict[str, str], tmp_path: Path
) -> None:
    options = {"libx264": GOP10, "libvpx-vp9": {"g": "10", "cpu-used": "8"}, "mjpeg": {}}[codec]
    pix_fmt = "yuvj420p" if codec == "mjpeg" else "yuv420p"
    whole = encode(
        tmp_path / name, codec, options=options, pix_fmt=pix_fmt, container_options=container_options
    )
    path = cut(whole, 0.7)
    expected = decode_in_order(path)
    with open_media(path, cache_dir=tmp_path / "cache") as reader:
        count = reader.frame_count
        assert 5 < count < 40
        assert reader.index.truncated_at == count
        note = reader.index.notes[-1]
        assert note.startswith(f"The file is cut off: its last readable frame is {count - 1}, at 0:0")
        # Plain decoding goes on a little: with half a picture, and with pictures stored ahead of lost ones.
        assert len(expected) - 4 <= count <= len(expected)
        for index in random.Random(1).sample(range(count), count):
            assert np.array_equal(reader.read(index), expected[index])
            assert number_in(reader.read(index)) == index
        assert reader.damaged_frames == ()


@pytest.mark.parametrize("name", ["b.mp4", "b.mkv", "b.avi", "b.ts"])
def test_no_frame_takes_the_number_of_a_lost_one(name: str, tmp_path: Path) -> None:
    options = {"bf": "3", "g": "14", "x264-params": "b-adapt=0:scenecut=0"}
    container_options = FASTSTART if name == "b.mp4" else {}
    whole = encode(tmp_path / name, options=options, container_options=container_options)
    data = whole.read_bytes()
    for packet in range(20, 36):
        position, size = places_of_packets(whole)[packet]
        for end in (position + size // 2, position + size):
            path = tmp_path / f"{end}-{name}"
            path.write_bytes(data[: end + 1 if name == "b.ts" and end % 188 == 0 else end])
            with open_media(path, cache_dir=tmp_path) as reader:
                count = reader.frame_count
                assert reader.index.truncated_at == count
                assert packet - 6 <= count <= packet + 1
                numbers = [number_in(reader.read(n)) for n in range(count)]
                assert numbers == list(range(count)), f"packet {packet} cut at {end}"


def test_whole_file_is_not_called_cut_off_for_lack_of_its_sound(tmp_path: Path) -> None:
    whole = encode(tmp_path / "sound.mp4", sound=True, container_options=FASTSTART)
    end = sum(places_of_packets(whole)[-1])
    assert end < whole.stat().st_size
    path = tmp_path / "cut.mp4"
    path.write_bytes(whole.read_bytes()[:end])
    with open_media(path) as reader:
        assert reader.frame_count == 40
        assert reader.index.truncated_at is None


def test_file_that_was_filled_with_zeros(tmp_path: Path) -> None:
    path = encode(tmp_path / "download.mp4", options=GOP10, container_options=FASTSTART)
    data = bytearray(path.read_bytes())
    start = int(len(data) * 0.75)
    data[start:] = bytes(len(data) - start)
    path.write_bytes(data)
    with open_media(path) as reader:
        assert 10 < reader.frame_count < 40
        assert reader.index.truncated_at == reader.frame_count
        assert [number_in(reader.read(n)) for n in range(reader.frame_count)] == list(
            range(reader.frame_count)
        )


def places_of_packets(path: Path) -> list[tuple[int, int]]:
    """Where each packet is in a file, and how many bytes it has."""
    with av.open(str(path)) as container:
        return [(packet.pos or 0, packet.size) for packet in container.demux(video=0) if packet.size]


def damage(path: Path, first: int, last: int) -> None:
    """Overwrite the packets of some frames with noise; these begin no group of pictures."""
    data = bytearray(path.read_bytes())
    for position, size in places_of_packets(path)[first : last + 1]:
        data[position + 5 : position + size] = random.Random(position).randbytes(size - 5)
    path.write_bytes(data)


@pytest.mark.parametrize("order", ["forwards", "backwards", "at random"])
def test_damage_inside_a_file_harms_nothing_around_it(order: str, tmp_path: Path) -> None:
    path = encode(tmp_path / "damaged.mp4", options={"g": "8", "bf": "0", "x264-params": "scenecut=0"})
    undamaged = decode_in_order(path)
    damage(path, 19, 21)
    indexes = list(range(40))
    if order == "backwards":
        indexes.reverse()
    elif order == "at random":
        random.Random(5).shuffle(indexes)
    with open_media(path) as reader:
        assert reader.frame_count == 40
        pictures = {index: reader.read(index) for index in indexes}
    for index in [*range(19), *range(24, 40)]:
        assert np.array_equal(pictures[index], undamaged[index]), index


def test_frames_that_do_not_decode_show_the_one_before_and_are_reported(tmp_path: Path) -> None:
    path = encode(
        tmp_path / "gap.mkv", "libvpx-vp9", options={"g": "8", "deadline": "realtime", "cpu-used": "8"}
    )
    undamaged = decode_in_order(path)
    damage(path, 18, 19)
    decoded = decode_in_order_with_gaps(path)
    missing = sorted(set(range(40)) - decoded)
    assert 18 in missing
    with open_media(path) as reader:
        assert np.array_equal(reader.read(18), undamaged[17])
        assert list(reader.damaged_frames) == missing
        assert np.array_equal(reader.read(39), undamaged[39])
        assert np.array_equal(reader.read(17), undamaged[17])
        for index in range(40):
            reader.read(index)
        assert list(reader.damaged_frames) == missing


def decode_in_order_with_gaps(path: Path) -> set[int]:
    found = set()
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        for packet in container.demux(stream):
            try:
                found.update(round(float(frame.time or 0) * 25) for frame in packet.decode())
            except av.FFmpegError:
                continue
    return found


def sentence(error: pytest.ExceptionInfo[MediaError]) -> str:
    text = str(error.value)
    assert text.endswith(".")
    assert "\n" not in text
    assert "Errno" not in text
    return text


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(MediaError) as error:
        open_media(tmp_path / "nothing.mp4")
    assert "There is no file or folder" in sentence(error)


@pytest.mark.parametrize(
    ("name", "contents"),
    [
        ("notes.txt", b"This is a text, which libav would draw as a video.\n" * 40),
        ("film.mp4", b"This is a text, whatever its name says.\n" * 40),
        ("noise.mp4", random.Random(1).randbytes(5000)),
        ("page.html", b"<html><body>404</body></html>"),
        ("list.m3u8", b"#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/x.ts\n"),
    ],
)
def test_not_a_video(name: str, contents: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(contents)
    with pytest.raises(MediaError) as error:
        open_media(tmp_path / name)
    assert name in sentence(error)
    assert "not a video" in str(error.value)


def test_empty_file(tmp_path: Path) -> None:
    (tmp_path / "empty.mp4").touch()
    with pytest.raises(MediaError) as error:
        open_media(tmp_path / "empty.mp4")
    assert sentence(error) == "empty.mp4 is empty."


def test_mp4_that_lacks_its_index(tmp_path: Path) -> None:
    path = cut(encode(tmp_path / "recording.mp4"), 0.5)
    with pytest.raises(MediaError) as error:
        open_media(path)
    assert "cut off before its index was written" in sentence(error)


def test_mkv_that_is_cut_off_before_its_first_frame(tmp_path: Path) -> None:
    whole = encode(tmp_path / "short.mkv")
    data = whole.read_bytes()
    whole.write_bytes(data[: data.index(b"\x1f\x43\xb6\x75") + 4])  # where the first cluster begins
    with pytest.raises(MediaError) as error:
        open_media(whole)
    assert "cut off so early" in sentence(error)


def test_sound_alone(tmp_path: Path) -> None:
    with wave.open(str(tmp_path / "sound.wav"), "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(bytes(8000))
    with pytest.raises(MediaError) as error:
        open_media(tmp_path / "sound.wav")
    assert "sound but no video" in sentence(error)


def test_song_with_a_cover_is_no_video(tmp_path: Path) -> None:
    path = tmp_path / "song.m4a"
    with av.open(str(path), "w", format="mp4") as container:
        audio = container.add_stream("aac", rate=16000)
        cover = container.add_stream("mjpeg", rate=1)
        cover.width, cover.height, cover.pix_fmt = 64, 64, "yuvj420p"
        cover.disposition = Disposition.attached_pic
        picture = av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8), format="rgb24")
        picture.pts = 0
        container.mux(cover.encode(picture))
        container.mux(cover.encode(None))
        for number in range(20):
            tone = av.AudioFrame.from_ndarray(np.zeros((1, 640), np.float32), format="fltp", layout="mono")
            tone.rate, tone.pts = 16000, number * 640
            container.mux(audio.encode(tone))
        container.mux(audio.encode(None))
    with pytest.raises(MediaError) as error:
        open_media(path)
    assert sentence(error) == "song.m4a holds sound but no video."


@pytest.mark.parametrize("name", ["none.avi", "none.mp4"])
def test_video_without_frames(name: str, tmp_path: Path) -> None:
    with av.open(str(tmp_path / name), "w") as container:
        stream = container.add_stream("mpeg4", rate=25)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        container.start_encoding()
    with pytest.raises(MediaError) as error:
        open_media(tmp_path / name)
    assert sentence(error) in (f"{name} holds no frame.", f"{name} holds no video.")


def test_opening_can_be_cancelled(video: Callable[..., Path], tmp_path: Path) -> None:
    token = CancelToken()
    token.cancel()
    for path in (video("plain.mp4"), video("plain.ts")):
        with pytest.raises(Cancelled):
            open_media(path, cancel=token, cache_dir=tmp_path)
    assert list(tmp_path.rglob("*.*")) == []
