"""Going once through a video file's packets to learn which frames it holds.

`stream.frames`, the durations and the rates in a file's header are not to be trusted: they count
hidden frames, round, or are left over from before an edit. The packets' own times are exact.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import cast

import av
import numpy as np
from av.buffer import Buffer
from av.container import InputContainer
from av.packet import Packet
from av.sidedata.sidedata import Type
from av.stream import Disposition
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from numpy.typing import NDArray

from core.cancel import CancelToken
from core.errors import MediaError
from core.media.file_end import find_file_end
from core.media.index import MediaIndex, Progress, clock, mean_fps
from core.media.orientation import Orientation
from core.wording import say

_STEPPABLE = frozenset({"mov", "matroska", "avi"})
"""Containers whose seeking and packet times are exact; any other one is copied into one of these."""
_DRAWN_TEXT = frozenset({"tty", "bin", "xbin", "adf", "idf"})
"""Formats by which libav draws a text file as if it were a video."""
_NEVER_ZERO = frozenset({"h264", "hevc", "vp8", "vp9", "av1", "mpeg4", "mjpeg", "mpeg2video", "prores"})
"""Codecs whose packets cannot begin with zeros: where they do, the file was never filled."""
_ZEROS = bytes(32)
_MOST_REORDERED = 16
"""H.264's and H.265's largest number of pictures that are stored ahead of one that is shown before them."""


@dataclass(frozen=True, slots=True, eq=False)
class VideoScan:
    """A video file's frames, as far as decoding needs them. Times are ticks of `time_base`.

    - `path`: the file that is decoded, which is a copy where the original was converted.
    - `pts`: (frame_count,) int64, strictly increasing where `unsteppable` is None: when frame n is shown.
    - `is_key`: (frame_count,) bool: whether decoding can begin at frame n.
    - `key_pts`: (K,) int64, increasing: where decoding can begin, frames hidden by an edit list included.
    - `stored_wh`: size of the pictures as they are stored, before `orientation` turns them.
    - `cut_off`: the file stops before its end.
    - `first_pts`: when the first frame that decodes says that it is shown.
    - `undecodable_head`: how many frames at the beginning were left out of all this.
    - `unsteppable`: why frames cannot be told apart by their times, in words; None where they can.
    """

    path: Path
    stream_index: int
    time_base: Fraction
    pts: NDArray[np.int64]
    is_key: NDArray[np.bool_]
    key_pts: NDArray[np.int64]
    stored_wh: tuple[int, int]
    orientation: Orientation
    codec: str
    container: str
    nominal_fps: float
    cut_off: bool = False
    unsteppable: str | None = None
    first_pts: int | None = None
    undecodable_head: int = 0
    notes: tuple[str, ...] = ()

    def index(self) -> MediaIndex:
        """What users of the media see of it."""
        count = len(self.pts)
        pts_s = ((self.pts - self.pts[0]) * float(self.time_base)).astype(np.float64)
        pts_s.setflags(write=False)
        notes = self.notes
        if self.cut_off:
            notes += (
                say(
                    "The file is cut off: its last readable frame is {last}, at {time}.",
                    last=count - 1,
                    time=clock(float(pts_s[-1])),
                ),
            )
        return MediaIndex(
            frame_count=count,
            pts_s=pts_s,
            key_frames=tuple(int(n) for n in np.flatnonzero(self.is_key)),
            size_wh=self.orientation.size_wh(*self.stored_wh),
            rotation=self.orientation.degrees,
            fps_mean=mean_fps(pts_s, self.nominal_fps),
            codec=self.codec,
            container=self.container,
            truncated_at=count if self.cut_off else None,
            notes=notes,
        )


@contextmanager
def open_video(path: Path) -> Iterator[tuple[InputContainer, VideoStream]]:
    """Open a file and its video stream. Raises `MediaError` where it is not a video."""
    container = open_container(path)
    try:
        yield container, video_stream(container, path)
    finally:
        container.close()


def open_container(path: Path) -> InputContainer:
    """Open a local file with libav; never a network address, whatever the file's contents say."""
    try:
        return av.open(str(path.absolute()), options={"protocol_whitelist": "file"})
    except FileNotFoundError as error:
        raise MediaError(say("There is no file {path}.", path=path)) from error
    except PermissionError as error:
        raise MediaError(say("{path} cannot be read: permission denied.", path=path)) from error
    except (av.FFmpegError, OSError, ValueError) as error:
        raise MediaError(_why_not_opened(path)) from error


def _why_not_opened(path: Path) -> str:
    try:
        end = find_file_end(path)
    except OSError as error:
        return f"{path} cannot be read: {error.strerror or error}."
    if end.actual_bytes == 0:
        return f"{path.name} is empty."
    if end.lacks_index:
        return f"{path.name} was cut off before its index was written, so no frame of it can be read."
    if end.is_cut_off:
        return f"{path.name} is cut off so early that no frame of it can be read."
    return f"{path.name} is not a video or picture that can be read."


def video_stream(container: InputContainer, path: Path) -> VideoStream:
    """The first stream of moving pictures; an album cover or a text file drawn by libav is none."""
    if container.format.name in _DRAWN_TEXT:
        raise MediaError(say("{file} is not a video or picture that can be read.", file=path.name))
    for stream in container.streams.video:
        if not stream.disposition & Disposition.attached_pic:
            return stream
    what = say("sound but no video") if container.streams.audio else say("no video")
    raise MediaError(say("{file} holds {what}.", file=path.name, what=what))


def scan_video(path: Path, *, cancel: CancelToken, progress: Progress | None = None) -> VideoScan:
    """Index a video file: reads all of it once and decodes its first picture.

    Raises `MediaError` where no frame of it can be decoded, `Cancelled`.
    """
    with open_video(path) as (container, stream):
        packets = _read_packets(container, stream, cancel, progress)
        container_name = container.format.name.split(",")[0]
        codec = stream.codec_context.name
        reorders = bool(stream.codec_context.has_b_frames)
        time_base = stream.time_base or Fraction(1, 90_000)
        nominal_fps = float(stream.average_rate or stream.guessed_rate or 25)
        stream_index = stream.index
    if not packets.pts:
        if packets.broke_off or find_file_end(path).is_cut_off:
            raise MediaError(
                say("{file} is cut off so early that no frame of it can be read.", file=path.name)
            )
        raise MediaError(say("{file} holds no frame.", file=path.name))
    first = packets.first
    if first is None:
        raise MediaError(say("{file} holds no frame that can be decoded.", file=path.name))
    order = np.argsort(np.asarray(packets.pts, np.int64), kind="stable")
    pts = np.asarray(packets.pts, np.int64)[order]
    is_key = np.asarray(packets.is_key, np.bool_)[order]
    cut_off = packets.broke_off or (not packets.complete and find_file_end(path).is_cut_off)
    unsteppable = None
    head = 0
    if container_name not in _STEPPABLE:
        unsteppable = say("its container has no index of its frames")
    elif packets.lacks_pts or (container_name == "avi" and (reorders or codec in ("h264", "hevc", "vc1"))):
        unsteppable = say("its frames do not say when they are shown")
    elif np.any(np.diff(pts) == 0):
        unsteppable = say("some of its frames have the same time")
    elif first.pts is None or pts[min(int(np.searchsorted(pts, first.pts)), len(pts) - 1)] != first.pts:
        unsteppable = say("its frames are not shown when its container says")
    else:
        if cut_off:
            count = _count_before_loss(pts, packets)
            pts, is_key = pts[:count], is_key[:count]
        # It may begin within a group of pictures: a recording, or a cut without encoding anew.
        head = int(np.searchsorted(pts, first.pts))
        pts, is_key = pts[head:], is_key[head:]
        if not len(pts):
            raise MediaError(
                say("{file} is cut off so early that no frame of it can be read.", file=path.name)
            )
    pts.setflags(write=False)
    return VideoScan(
        path=path,
        stream_index=stream_index,
        time_base=time_base,
        pts=pts,
        is_key=is_key,
        key_pts=np.unique(np.asarray(packets.key_pts, np.int64)),
        stored_wh=(first.width, first.height),
        orientation=orientation_of(first),
        codec=codec,
        container=container_name,
        nominal_fps=nominal_fps,
        cut_off=cut_off,
        unsteppable=unsteppable,
        first_pts=first.pts,
        undecodable_head=head,
        notes=(say("The first {n} stored frames cannot be decoded and are left out.", n=head),)
        if head
        else (),
    )


@dataclass(slots=True)
class _Packets:
    pts: list[int] = field(default_factory=list)
    is_key: list[bool] = field(default_factory=list)
    key_pts: list[int] = field(default_factory=list)
    first: VideoFrame | None = None
    lacks_pts: bool = False
    broke_off: bool = False
    halved_pts: int | None = None
    """When the packet that is there only in part is shown."""
    complete: bool = False
    """As many packets as the file's header says there are."""


def _read_packets(
    container: InputContainer, stream: VideoStream, cancel: CancelToken, progress: Progress | None
) -> _Packets:
    found = _Packets()
    total = max(1, container.size)
    check_zeros = stream.codec_context.name in _NEVER_ZERO
    zeros_from: int | None = None
    seen = 0
    is_halved = False
    try:
        for number, packet in enumerate(container.demux(stream)):
            if number % 256 == 0:
                cancel.check()
                if progress is not None:
                    progress(min(1.0, max(0, packet.pos or 0) / total), say("Reading the index"))
            if found.first is None:
                found.first = next(iter(decoded(packet)), None)
            if not packet.size:
                continue
            seen += 1
            is_halved = packet.is_corrupt
            if packet.pts is None:
                found.lacks_pts = True
            pts = packet.pts if packet.pts is not None else packet.dts if packet.dts is not None else number
            if packet.is_keyframe:
                found.key_pts.append(pts)
            if packet.is_discard:
                continue
            if check_zeros:
                if bytes(memoryview(packet)[:32]) != _ZEROS[: packet.size]:
                    zeros_from = None
                elif zeros_from is None:
                    zeros_from = len(found.pts)
            found.pts.append(pts)
            found.is_key.append(packet.is_keyframe)
    except av.FFmpegError:
        found.broke_off = True
    if is_halved and found.pts:  # the last one: a flag before that is a disturbance, not the end
        found.broke_off = True
        found.halved_pts = found.pts.pop()
        found.is_key.pop()
    found.complete = seen == stream.frames and container.format.name.startswith("mov") and not found.broke_off
    if zeros_from is not None:
        found.broke_off = True
        del found.pts[zeros_from:], found.is_key[zeros_from:]
    return found


def _count_before_loss(pts: NDArray[np.int64], packets: _Packets) -> int:
    """How many frames of a file that is cut off come before the first that is missing.

    A picture to which others refer is stored before pictures that are shown before it. Where a file
    stops between them, it would be shown under the number of the first of them.
    """
    count = len(pts)
    if packets.halved_pts is not None:
        count = int(np.searchsorted(pts, packets.halved_pts))
    stored_in_order = bool(np.all(np.diff(np.asarray(packets.pts, np.int64)) > 0))
    if stored_in_order or count < 3:
        return count
    steps = np.diff(pts[:count])
    from_step = max(0, len(steps) - _MOST_REORDERED)
    gaps = np.flatnonzero(steps[from_step:] > 1.75 * np.median(steps))
    return from_step + int(gaps[0]) + 1 if len(gaps) else count


def decode_all(packets: "Iterator[Packet[VideoStream]]") -> Iterator[VideoFrame]:
    """The frames of packets, as many as come out; what is damaged is left out."""
    while True:
        try:
            packet = next(packets, None)
        except av.FFmpegError:
            return
        if packet is None:
            return
        yield from decoded(packet)


def decoded(packet: "Packet[VideoStream]") -> list[VideoFrame]:
    """The frames that come out when a packet goes in; none where it is damaged."""
    try:
        return packet.decode()
    except av.FFmpegError:
        return []


def orientation_of(frame: VideoFrame) -> Orientation:
    """How a decoded frame is turned to be upright; PyAV leaves that to us."""
    # PyAV's own type hints name another class here.
    stored = cast(Mapping[Type, Buffer], frame.side_data).get(Type.DISPLAYMATRIX)
    return Orientation() if stored is None else Orientation.from_display_matrix(bytes(stored))
