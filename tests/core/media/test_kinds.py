"""Every kind of video, frame by frame: forwards, backwards and at random, against plain decoding in order."""

import hashlib
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from core.media.reader import MediaReader, open_media
from tests.core.media.numbered_video import (
    decode_in_order,
    encode,
    hide_beginning,
    hide_end,
    number_in,
    rotate,
    without_beginning,
)

Make = Callable[[Path], Path]

VFR_MS = [0, 40, 47, 130, 131, 200, 205, 300, 333, 367, 400, 1000, 1033, 1040, 1500]
VFR_MS += [1500 + 17 * n + n % 3 * 5 for n in range(1, 26)]


def kind(name: str, codec: str = "libx264", **options: object) -> Make:
    return lambda folder: encode(folder / name, codec, **options)  # type: ignore[arg-type]


def x264(params: str) -> dict[str, str]:
    return {"x264-params": params}


B_FRAMES = {"bf": "3", "g": "12", "x264-params": "b-adapt=0"}
OPEN_GOP = x264("open-gop=1:bframes=3:b-adapt=0:keyint=10:min-keyint=5:scenecut=0")
X265 = {"x265-params": "log-level=none:keyint=10:min-keyint=10:open-gop=1:bframes=3:pools=1:frame-threads=1"}
VPX = {"g": "12", "deadline": "realtime", "cpu-used": "8"}
VPX_HIDDEN = {"g": "20", "lag-in-frames": "16", "auto-alt-ref": "1", "cpu-used": "8"}
MPEG4_B = {"g": "12", "bf": "2"}
EVERY_FRAGMENT = {"movflags": "frag_keyframe+empty_moov+default_base_moof"}


@dataclass(frozen=True)
class Case:
    make: Make
    numbers: list[int] = field(default_factory=lambda: list(range(40)))
    """The numbers that the pictures carry, in order."""
    upright: bool = True
    """Whether they can be read off the picture as it is shown."""
    converted: bool = False


def rotated(clockwise: int) -> Make:
    return lambda folder: rotate(encode(folder / f"rotated{clockwise}.mp4", options=B_FRAMES), clockwise)


def edited(frames: int) -> Make:
    def make(folder: Path) -> Path:
        return hide_beginning(
            folder / "edited.mp4", encode(folder / "unedited.mp4", options=B_FRAMES), frames
        )

    return make


def begun_late(name: str, packets: int, options: dict[str, str]) -> Make:
    def make(folder: Path) -> Path:
        return without_beginning(folder / f"late-{name}", encode(folder / name, options=options), packets)

    return make


def joined(folder: Path) -> Path:
    """Two recordings behind each other in one file, so that the times jump back in its middle."""
    both = folder / "joined.ts"
    halves = [
        encode(
            folder / f"{n}.ts",
            options=B_FRAMES,
            count=20,
            first_number=n,
            times_ms=range(start, start + 800, 40),
        )
        for n, start in ((0, 10_000), (20, 13))
    ]
    both.write_bytes(b"".join(half.read_bytes() for half in halves))
    return both


def tuned_in(folder: Path) -> Path:
    """A broadcast of which the beginning was missed."""
    path = encode(folder / "tuned.ts", options=B_FRAMES)
    data = path.read_bytes()
    late = data.index(b"\x47", len(data) // 3 // 188 * 188)
    path.write_bytes(data[: 188 * 3] + data[late:])
    return path


def without_key_flags(codec: str, options: dict[str, str]) -> Make:
    """An AVI whose index, as some recorders write it, does not say where decoding can begin."""

    def make(folder: Path) -> Path:
        path = encode(folder / f"flagless-{codec}.avi", codec, options=options)
        data = bytearray(path.read_bytes())
        index = data.rindex(b"idx1") + 8
        for entry in range(index, index + 40 * 16, 16):
            data[entry + 4 : entry + 8] = bytes(4)
        path.write_bytes(data)
        return path

    return make


CASES = {
    "mp4 with B-frames": Case(kind("b.mp4", options=B_FRAMES)),
    "mp4 with every frame a key frame": Case(kind("intra.mp4", options={"g": "1"})),
    "mp4 with one key frame": Case(kind("onekey.mp4", options={"g": "250", "bf": "2"})),
    "mp4 with varying distances": Case(kind("vfr.mp4", options=B_FRAMES, times_ms=VFR_MS)),
    "mp4 with sound": Case(kind("sound.mp4", options=B_FRAMES, sound=True)),
    "mp4 in fragments": Case(kind("fragments.mp4", options=B_FRAMES, container_options=EVERY_FRAGMENT)),
    "mp4 with one frame": Case(kind("single.mp4", count=1), [0]),
    "mp4 with two frames": Case(kind("two.mp4", count=2, options=B_FRAMES), [0, 1]),
    "mp4 with an edit list": Case(edited(17), list(range(17, 40))),
    "mp4 with an edit list that hides the end": Case(
        lambda folder: hide_end(encode(folder / "h.mp4", options=B_FRAMES), 1.0), list(range(25))
    ),
    "mp4 turned 90": Case(rotated(90), upright=False),
    "mp4 turned 180": Case(rotated(180), upright=False),
    "mp4 turned 270": Case(rotated(270), upright=False),
    "open GOP": Case(kind("open.mp4", options=OPEN_GOP)),
    "open GOP in mkv": Case(kind("open.mkv", options=OPEN_GOP)),
    "open GOP begun late": Case(begun_late("o.mkv", 11, OPEN_GOP), []),
    "intra refresh": Case(kind("refresh.mp4", options=x264("intra-refresh=1:keyint=12:bframes=0"))),
    "interlaced": Case(kind("interlaced.mp4", options=x264("tff=1:keyint=10:bframes=2"))),
    "H.265": Case(kind("h265.mp4", "libx265", options=X265)),
    "H.265 with 10 bits in mkv": Case(kind("h265.mkv", "libx265", options=X265, pix_fmt="yuv420p10le")),
    "H.264 with 10 bits and full colour": Case(kind("hi444.mp4", options=B_FRAMES, pix_fmt="yuv444p10le")),
    "mkv with varying distances": Case(kind("vfr.mkv", options=B_FRAMES, times_ms=VFR_MS)),
    "webm VP9": Case(kind("vp9.webm", "libvpx-vp9", options=VPX)),
    "webm VP9 with hidden frames": Case(kind("arf.webm", "libvpx-vp9", options=VPX_HIDDEN)),
    "webm VP8 with hidden frames": Case(kind("vp8.webm", "libvpx", options=VPX_HIDDEN)),
    "AV1": Case(kind("av1.mp4", "libsvtav1", options={"g": "16", "preset": "12"})),
    "avi MJPEG": Case(kind("mjpeg.avi", "mjpeg", pix_fmt="yuvj420p")),
    "avi MPEG-4": Case(kind("mpeg4.avi", "mpeg4", options={"g": "12"})),
    "avi MPEG-4 without key flags": Case(without_key_flags("mpeg4", {"g": "12"})),
    "avi H.264 without key flags": Case(without_key_flags("libx264", B_FRAMES), converted=True),
    "avi FFV1": Case(kind("ffv1.avi", "ffv1", pix_fmt="yuv420p")),
    "mp4 MPEG-4 with B-frames": Case(kind("mpeg4.mp4", "mpeg4", options=MPEG4_B)),
    "mkv MPEG-2 with open GOP": Case(kind("mpeg2.mkv", "mpeg2video", options=MPEG4_B)),
    "mov": Case(kind("h264.mov", options=B_FRAMES)),
    "mov ProRes": Case(kind("prores.mov", "prores_ks", pix_fmt="yuv422p10le")),
    "mov with one frame and alpha": Case(kind("argb.mov", "qtrle", pix_fmt="argb", count=1), [0]),
    "odd size": Case(kind("odd.mkv", options=B_FRAMES, size=(97, 65), pix_fmt="yuv444p")),
    "odd size, halved colour": Case(kind("odd.webm", "libvpx-vp9", size=(97, 65), options={"cpu-used": "8"})),
    "MPEG-TS": Case(kind("h264.ts", options=B_FRAMES), converted=True),
    "MPEG-TS with open GOP": Case(kind("open.ts", options=OPEN_GOP), converted=True),
    "MPEG-TS begun late": Case(tuned_in, [], converted=True),
    "MPEG-TS of two recordings": Case(joined, converted=True),
    "MPEG-TS H.265": Case(kind("h265.ts", "libx265", options=X265), converted=True),
    "MPEG-PS": Case(kind("mpeg2.mpg", "mpeg2video", options=MPEG4_B), converted=True),
    "avi H.264": Case(kind("h264.avi", options=B_FRAMES), converted=True),
    "avi H.264 with open GOP": Case(kind("open.avi", options=OPEN_GOP), converted=True),
    "avi MPEG-4 with B-frames": Case(kind("bmpeg4.avi", "mpeg4", options=MPEG4_B), converted=True),
    "flv H.264": Case(kind("h264.flv", options=B_FRAMES), converted=True),
}  # fmt: skip


def digest(picture: np.ndarray) -> bytes:
    return hashlib.sha256(np.ascontiguousarray(picture).tobytes()).digest()


@pytest.mark.parametrize("name", CASES)
def test_every_frame_in_every_order(name: str, tmp_path: Path) -> None:
    case = CASES[name]
    path = case.make(tmp_path)
    expected = decode_in_order(path)
    digests = [digest(picture) for picture in expected]
    count = len(expected)
    if case.numbers:
        assert count == len(case.numbers)
    orders = {
        "forwards": list(range(count)),
        "backwards": list(range(count))[::-1],
        "at random": random.Random(3).sample(range(count), count),
    }
    with open_media(path, cache_dir=tmp_path / "cache") as reader:
        assert reader.frame_count == count
        assert reader.index.truncated_at is None
        assert any("A copy is used" in note for note in reader.index.notes) == case.converted
        for cache_mib in (0, 64):
            for order, indexes in orders.items():
                with reader.another(cache_mib=cache_mib) as other:
                    wrong = [index for index in indexes if digest(other.read(index)) != digests[index]]
                assert not wrong, f"{order}, {cache_mib} MiB"
        if case.numbers and case.upright:
            assert [number_in(reader.read(index)) for index in range(count)] == case.numbers
        check_index(reader)


def check_index(reader: MediaReader) -> None:
    index = reader.index
    assert index.pts_s.shape == (index.frame_count,)
    assert index.pts_s[0] == 0
    assert np.all(np.diff(index.pts_s) > 0)
    assert set(index.key_frames) <= set(range(index.frame_count))
    assert [reader.frame_at(reader.pts_s(n)) for n in range(index.frame_count)] == list(
        range(index.frame_count)
    )
    picture = reader.read(0)
    assert picture.shape == (reader.size_wh[1], reader.size_wh[0], 3)
    assert picture.dtype == np.uint8
    assert not picture.flags.writeable
