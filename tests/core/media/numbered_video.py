"""Small videos of every kind, each frame of which carries its own number in its picture."""

import struct
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.video.frame import VideoFrame

BITS = 7
BLOCK = 12


def numbered_picture(number: int, width: int = 96, height: int = 64) -> np.ndarray:
    """A picture with its number as black and white blocks, and below them a square that moves."""
    rows, columns = np.mgrid[:height, :width]
    picture = np.stack([columns * 2 % 256, rows * 3 % 256, (rows + columns) % 256], -1).astype(np.uint8)
    for bit in range(BITS):
        picture[:BLOCK, bit * BLOCK : (bit + 1) * BLOCK] = 255 if number >> bit & 1 else 0
    left = number * 3 % (width - 16)
    picture[30:50, left : left + 16] = (250, 200 - number, 20)
    return picture


def number_in(picture: np.ndarray) -> int:
    """The number that a decoded picture carries."""
    centres = [picture[BLOCK // 2, bit * BLOCK + BLOCK // 2].mean() > 127 for bit in range(BITS)]
    return sum(1 << bit for bit, is_set in enumerate(centres) if is_set)


def encode(
    path: Path,
    codec: str = "libx264",
    *,
    count: int = 40,
    size: tuple[int, int] = (96, 64),
    pix_fmt: str = "yuv420p",
    options: dict[str, str] | None = None,
    container_options: dict[str, str] | None = None,
    times_ms: Sequence[int] | None = None,
    rate: int = 25,
    sound: bool = False,
    first_number: int = 0,
) -> Path:
    """Encode numbered pictures, with `times_ms` at those times, otherwise evenly."""
    with av.open(str(path), "w", options=container_options or {}) as container:
        audio = container.add_stream("aac", rate=16000) if sound else None
        stream = container.add_stream(codec, rate=rate, options=options or {})
        stream.width, stream.height = size
        stream.pix_fmt = pix_fmt
        base = Fraction(1, 1000) if times_ms is not None else Fraction(1, rate)
        stream.codec_context.time_base = base
        for number in range(count):
            frame = VideoFrame.from_ndarray(numbered_picture(first_number + number, *size), format="rgb24")
            frame.pts = number if times_ms is None else times_ms[number]
            frame.time_base = base
            container.mux(stream.encode(frame))
            if audio is not None:
                tone = av.AudioFrame.from_ndarray(
                    np.zeros((1, 640), np.float32), format="fltp", layout="mono"
                )
                tone.rate, tone.pts = 16000, number * 640
                container.mux(audio.encode(tone))
        container.mux(stream.encode(None))
        if audio is not None:
            container.mux(audio.encode(None))
    return path


def rotate(path: Path, clockwise: int, *, mirrored: bool = False) -> Path:
    """Write a display matrix into an mp4's track header."""
    data = bytearray(path.read_bytes())
    at = data.index(b"tkhd") + 4 + 40
    a, b, c, d = {0: (1, 0, 0, 1), 90: (0, 1, -1, 0), 180: (-1, 0, 0, -1), 270: (0, -1, 1, 0)}[clockwise]
    if mirrored:
        a, b = -a, -b
    one = 1 << 16
    data[at : at + 36] = struct.pack(">9i", a * one, b * one, 0, c * one, d * one, 0, 0, 0, 1 << 30)
    path.write_bytes(data)
    return path


def hide_beginning(path: Path, source: Path, frames: int) -> Path:
    """Copy an mp4 so that its edit list hides the first frames, as cutting without encoding anew does."""
    with (
        av.open(str(source)) as old,
        av.open(str(path), "w", options={"avoid_negative_ts": "disabled"}) as new,
    ):
        old_stream = old.streams.video[0]
        new_stream = new.add_stream_from_template(old_stream)
        base, rate = old_stream.time_base, old_stream.average_rate
        assert base is not None and rate is not None
        shift = round(frames / (rate * base))
        for packet in old.demux(old_stream):
            if packet.size:
                assert packet.pts is not None and packet.dts is not None
                packet.pts, packet.dts, packet.stream = packet.pts - shift, packet.dts - shift, new_stream
                new.mux(packet)
    return path


def hide_end(path: Path, shown_s: float) -> Path:
    """Shorten an mp4's edit list, so that what comes after `shown_s` is hidden."""
    data = bytearray(path.read_bytes())
    (movie_ticks_a_second,) = struct.unpack_from(">I", data, data.index(b"mvhd") + 16)
    struct.pack_into(">I", data, data.index(b"elst") + 12, round(shown_s * movie_ticks_a_second))
    path.write_bytes(data)
    return path


def without_beginning(path: Path, source: Path, packets: int) -> Path:
    """Copy a video without its first packets, so that it begins within a group of pictures."""
    with av.open(str(source)) as old, av.open(str(path), "w") as new:
        old_stream = old.streams.video[0]
        new_stream = new.add_stream_from_template(old_stream)
        for number, packet in enumerate(old.demux(old_stream)):
            if packet.size and number >= packets:
                packet.stream = new_stream
                new.mux(packet)
    return path


def decode_in_order(path: Path) -> list[np.ndarray]:
    """Every frame of a file as plain decoding from its beginning gives it, turned upright."""
    pictures: list[np.ndarray] = []
    with av.open(str(path)) as container:
        for packet in container.demux(container.streams.video[0]):
            try:
                frames = packet.decode()
            except av.FFmpegError:
                continue  # a damaged packet
            pictures += [np.rot90(frame.to_ndarray(format="rgb24"), frame.rotation // 90) for frame in frames]
    return pictures
