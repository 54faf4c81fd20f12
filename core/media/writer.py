"""Writing video files: H.264 for everybody, ProRes 4444 with transparency for cut-outs."""

import contextlib
import errno
import os
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Self

import av
import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange, Colorspace
from av.video.stream import VideoStream
from numpy.typing import NDArray

from core.errors import AppError, MediaError, StorageError
from core.wording import say

_TICKS = 90_000
"""Ticks a second where frames have times of their own."""


class VideoWriter:
    """Writes frames of one size to a video file that appears under its name only when it is complete.

    - `size_wh`: pixels. H.264 stores even sizes only, so an odd size gains one column or row, a copy of
      the last one.
    - `fps`, or `pts_s`: the time of every frame to come in seconds, strictly increasing; exactly one of
      the two. The video begins with its first frame, whatever time that has.
    - `alpha`: ProRes 4444 with transparency in a .mov, instead of H.264 in an .mp4.
    - `quality`: H.264's constant rate factor: 0 is lossless, 18 looks the same, 28 is small.

    As a context manager it closes at the end and abandons the file where an error passes through.
    Raises `StorageError` where the place cannot be written. Not thread-safe.
    """

    def __init__(
        self,
        path: str | Path,
        size_wh: tuple[int, int],
        *,
        fps: float | Fraction | None = None,
        pts_s: Sequence[float] | NDArray[np.float64] | None = None,
        alpha: bool = False,
        quality: int = 18,
    ) -> None:
        if (fps is None) == (pts_s is None):
            raise ValueError("A video has either a frame rate or a time for each frame.")
        if min(size_wh) < 1:
            raise MediaError(
                say(
                    "A video of {width}×{height} pixels cannot be written.",
                    width=size_wh[0],
                    height=size_wh[1],
                )
            )
        self.path = Path(path)
        self._size_wh = size_wh
        self._alpha = alpha
        self._written = 0
        self._ticks: list[int] | None = None
        if pts_s is not None:
            self._ticks = [round((float(time) - float(pts_s[0])) * _TICKS) for time in pts_s]
            if any(late <= early for early, late in zip(self._ticks, self._ticks[1:], strict=False)):
                raise MediaError("The times of a video's frames must increase.")
            rate = Fraction(_mean_rate(self._ticks)).limit_denominator(1001)
            self._time_base = Fraction(1, _TICKS)
        else:
            rate = Fraction(fps or 0).limit_denominator(100_000)
            if rate <= 0:
                raise MediaError(say("A video cannot have {fps} frames a second.", fps=fps))
            self._time_base = 1 / rate
        self._part = part_beside(self.path)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._container = av.open(
                str(self._part.absolute()), "w", format="mov" if alpha else "mp4", options=_MOOV
            )
        except (OSError, av.FFmpegError) as error:
            raise storage_error(self.path, error) from error
        try:
            self._stream = self._add_stream(rate, quality)
            self._container.start_encoding()  # creates the file, so that a place which takes none is told now
        except (OSError, av.FFmpegError) as error:
            self.abandon()
            raise storage_error(self.path, error) from error

    def _add_stream(self, rate: Fraction, quality: int) -> VideoStream:
        width, height = self._size_wh
        if self._alpha:
            stream = self._container.add_stream(
                "prores_ks", rate=rate, options={"profile": "4444", "vendor": "apl0"}
            )
            stream.pix_fmt = "yuva444p10le"
        else:
            options = {"crf": str(quality), "preset": "veryfast"}
            stream = self._container.add_stream("libx264", rate=rate, options=options)
            stream.pix_fmt = "yuv420p"
            width, height = width + width % 2, height + height % 2
        stream.width, stream.height = width, height
        context = stream.codec_context
        context.time_base = self._time_base
        context.colorspace = Colorspace.ITU709
        context.color_range = ColorRange.MPEG
        context.color_primaries = context.color_trc = 1  # BT.709, which players assume for such pictures
        return stream

    @property
    def frames_written(self) -> int:
        return self._written

    def write(self, picture: NDArray[np.uint8]) -> None:
        """Add the next frame: (height, width, 3) uint8 RGB, or (height, width, 4) RGBA with `alpha`.

        Alpha is straight, not premultiplied: 0 is transparent. Raises `MediaError` for another size.
        """
        width, height = self._size_wh
        channels = 4 if self._alpha else 3
        if picture.shape != (height, width, channels) or picture.dtype != np.uint8:
            raise MediaError(
                say(
                    "A frame of this video is a uint8 array of {height}×{width}×{channels}; this one is "
                    "{shape} of {dtype}.",
                    height=height,
                    width=width,
                    channels=channels,
                    shape="×".join(map(str, picture.shape)),
                    dtype=picture.dtype,
                )
            )
        if self._ticks is not None and self._written >= len(self._ticks):
            raise MediaError(
                say("This video was to have {n} frames and gets another one.", n=len(self._ticks))
            )
        if not self._alpha and (width % 2 or height % 2):
            picture = np.pad(picture, ((0, height % 2), (0, width % 2), (0, 0)), mode="edge")
        frame = VideoFrame.from_ndarray(
            np.ascontiguousarray(picture), format="rgba" if self._alpha else "rgb24"
        )
        frame = frame.reformat(
            format=self._stream.pix_fmt, dst_colorspace=Colorspace.ITU709, dst_color_range=ColorRange.MPEG
        )
        frame.pts = self._written if self._ticks is None else self._ticks[self._written]
        frame.time_base = self._time_base
        self._mux(frame)
        self._written += 1

    def _mux(self, frame: VideoFrame | None) -> None:
        try:
            for packet in self._stream.encode(frame):
                self._container.mux(packet)
        except (OSError, av.FFmpegError) as error:
            raise storage_error(self.path, error) from error

    def close(self) -> None:
        """Finish the file and give it its name. A video without any frame is not written at all."""
        if self._written == 0:
            self.abandon()
            raise MediaError(
                say("{file} was not written: there was no frame to put in.", file=self.path.name)
            )
        try:
            self._mux(None)
            self._container.close()
            self._part.replace(self.path)
        except AppError:
            self.abandon()
            raise
        except (OSError, av.FFmpegError) as error:
            self.abandon()
            raise storage_error(self.path, error) from error

    def abandon(self) -> None:
        """Leave no file behind; one that had the name before is untouched."""
        with contextlib.suppress(OSError, av.FFmpegError):  # the disk may be full: it is deleted anyway
            self._container.close()
        with contextlib.suppress(OSError):
            self._part.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self.close()
        else:
            self.abandon()


_MOOV = {"movflags": "+faststart"}
"""The index comes first, so that a player can begin before it has the whole file."""


def _mean_rate(ticks: list[int]) -> float:
    return _TICKS * (len(ticks) - 1) / (ticks[-1] - ticks[0]) if len(ticks) > 1 else 25.0


def part_beside(path: Path) -> Path:
    """Where a file is written until it is complete: on the same disk, so that it can be renamed."""
    return path.with_name(f".{path.stem}.{os.getpid()}.part{path.suffix}")


def storage_error(path: Path, error: Exception) -> StorageError:
    """What went wrong when a file was written, in one sentence; `error` is the system's or libav's."""
    number = getattr(error, "errno", None)
    if number == errno.ENOSPC:
        return StorageError(say("{file} could not be written: the disk is full.", file=path.name))
    if number in (errno.EACCES, errno.EPERM, errno.EROFS):
        return StorageError(
            say(
                "{file} could not be written: the folder {folder} may not be changed.",
                file=path.name,
                folder=path.parent,
            )
        )
    if number in (errno.ENOTDIR, errno.EEXIST):
        return StorageError(
            say("{file} could not be written: {folder} is not a folder.", file=path.name, folder=path.parent)
        )
    return StorageError(
        say(
            "{file} could not be written: {reason}.",
            file=path.name,
            reason=getattr(error, "strerror", None) or error,
        )
    )
