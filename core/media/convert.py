"""Copies of video files that cannot be stepped through exactly, in a form that can.

MPEG-TS has no index, and AVI does not say when its frames are shown. Such a file is copied once into
a cache folder: its packets as they are with exact times (remuxed) where that is possible, otherwise
encoded anew (transcoded) at a quality without visible loss.
"""

import logging
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import count
from pathlib import Path

import av
import numpy as np
from av.container import InputContainer, OutputContainer
from av.packet import Packet
from av.video.stream import VideoStream

from core.cancel import CancelToken
from core.errors import MediaError
from core.media.fingerprint import fingerprint_of
from core.media.index import Progress
from core.media.scan import VideoScan, decode_all, open_video, scan_video
from core.media.writer import part_beside, storage_error
from core.wording import say

log = logging.getLogger(__name__)

_FORMAT = 2
"""Raised whenever copies are made differently, so that old ones are not used."""
_UNUSED_DAYS = 30
_IN_MP4 = frozenset({"h264", "hevc", "mpeg4", "mpeg2video", "mpeg1video", "mjpeg", "vp9", "av1"})
_LONGEST_REORDER_S = 2.0
"""A time that steps back further than this in one file is a jump, not B-frames."""


def convert_to_steppable(
    scan: VideoScan, folder: Path, *, cancel: CancelToken, progress: Progress | None = None
) -> VideoScan:
    """A scan of a copy in `folder` that has the same frames and can be stepped through exactly.

    A copy that is there already is used. The scan keeps the original's codec, container and orientation,
    and notes what was done. Raises `StorageError` where the folder cannot be written, `MediaError` where
    no frame can be decoded, `Cancelled`, which leaves no copy.
    """
    name = f"{fingerprint_of((scan.path,))[:32]}-{_FORMAT}"
    kind = ".mp4" if scan.codec in _IN_MP4 else ".mkv"
    remuxed, transcoded = folder / f"{name}{kind}", folder / f"{name}-encoded.mp4"
    copy = _scan_of_copy(remuxed, cancel) or _scan_of_copy(transcoded, cancel)
    if copy is None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            _forget_unused(folder)
            copy = _make_copy(scan, remuxed, transcoded, cancel, progress)
        except OSError as error:
            raise storage_error(remuxed, error) from error
    with suppress(OSError):
        os.utime(copy.path)  # used today
    anew = say("encoded anew, with no visible loss")
    note = say(
        "{file} cannot be stepped through exactly: {why}. A copy is used, {how}.",
        file=scan.path.name,
        why=scan.unsteppable,
        how=anew if copy.path == transcoded else say("with the very same pictures"),
    )
    return replace(
        copy,
        orientation=scan.orientation,
        codec=scan.codec,
        container=scan.container,
        cut_off=scan.cut_off,
        notes=(*scan.notes, note),
    )


def _scan_of_copy(path: Path, cancel: CancelToken, frame_count: int | None = None) -> VideoScan | None:
    """A copy's scan; None where there is none or it is not as it should be."""
    if not path.exists():
        return None
    try:
        scan = scan_video(path, cancel=cancel)
    except MediaError:
        return None
    whole = frame_count is None or len(scan.pts) + scan.undecodable_head == frame_count
    return scan if whole and scan.unsteppable is None and not scan.cut_off else None


def _make_copy(
    scan: VideoScan, remuxed: Path, transcoded: Path, cancel: CancelToken, progress: Progress | None
) -> VideoScan:
    for target, make in ((remuxed, _remux), (transcoded, _transcode)):
        part = part_beside(target)
        try:
            made = make(scan, part, cancel, progress)
            copy = _scan_of_copy(part, cancel, made) if made else None
            if copy is not None:
                part.replace(target)
                return replace(copy, path=target)
        except ValueError:  # libav's word for packets that the container does not take
            log.warning("%s could not be copied to %s.", scan.path.name, target.name, exc_info=True)
        finally:
            part.unlink(missing_ok=True)
    raise MediaError(
        say("{file} could not be copied into a form that can be stepped through.", file=scan.path.name)
    )


def _forget_unused(folder: Path) -> None:
    """Delete copies that were not opened for a month."""
    oldest = time.time() - _UNUSED_DAYS * 86_400
    for file in folder.glob("[0-9a-f]" * 32 + "-*"):
        if file.stat().st_mtime < oldest:
            file.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class _Times:
    """When each packet's picture is shown; `pts` by the packet's place in the file."""

    pts: dict[int, int]
    time_base: Fraction
    keys: frozenset[int] = frozenset()
    """Packets with which decoding can begin, besides those that the container says."""

    def before_loss(self, halved: int | None) -> "_Times":
        """Of a file that is cut off, what is shown before its first lost picture.

        Without the packet `halved`, which is there only in part, what is shown after it, and what may
        refer to that. Where whole packets are lost, they may have been shown before the last picture that
        was stored ahead of its turn.
        """
        in_order = sorted(self.pts)
        if halved is not None:
            stop = min(number for number in in_order if self.pts[number] >= self.pts[halved])
        elif [self.pts[number] for number in in_order] != sorted(self.pts.values()):
            stop = max(self.pts, key=lambda number: self.pts[number])
        else:
            return self
        return _Times(
            {number: pts for number, pts in self.pts.items() if number < stop}, self.time_base, self.keys
        )


def _remux(scan: VideoScan, target: Path, cancel: CancelToken, progress: Progress | None) -> int:
    """Copy the packets as they are with exact times. Returns how many; 0 where that cannot be done."""
    times = _times_in_file(scan, cancel) or _times_by_decoding(scan, cancel, progress)
    if times is None:
        return 0
    in_file = np.fromiter((times.pts[number] for number in sorted(times.pts)), np.int64)
    shown = np.sort(in_file)
    # No picture may be shown before its packet is read: reading runs ahead by the longest wait.
    reading = shown - int(np.max(shown - in_file))
    copied = 0
    with open_video(scan.path) as (source, stream), _open_output(target) as output:
        try:
            copy = output.add_stream_from_template(stream)
        except ValueError:
            return 0  # the container cannot hold this codec
        for number, packet in _numbered(source, stream, scan, cancel, progress, say("Copying")):
            if number not in times.pts:
                continue
            packet.stream = copy
            packet.is_keyframe |= number in times.keys
            packet.time_base = times.time_base
            packet.pts, packet.dts, packet.duration = times.pts[number], int(reading[copied]), 0
            output.mux(packet)
            copied += 1
    return copied


def _times_in_file(scan: VideoScan, cancel: CancelToken) -> _Times | None:
    """The packets' own times; None where they are missing, guessed, repeated or jump."""
    if scan.container == "avi":
        return None
    pts: dict[int, int] = {}
    latest: int | None = None
    longest = _LONGEST_REORDER_S / scan.time_base
    with open_video(scan.path) as (source, stream):
        for number, packet in _numbered(source, stream, scan, cancel, None, ""):
            if packet.pts is None or (latest is not None and packet.pts < latest - longest):
                return None
            latest = max(packet.pts, packet.pts if latest is None else latest)
            if pts or packet.is_keyframe:  # what comes before the first key frame cannot be decoded
                pts[number] = packet.pts
    unique = set(pts.values())
    if len(unique) != len(pts) or scan.first_pts not in unique:
        return None
    times = _Times(pts, scan.time_base)
    if scan.cut_off:  # these containers do not say how long a packet is: the last one may be half there
        return times.before_loss(max(pts))
    return times


def _times_by_decoding(scan: VideoScan, cancel: CancelToken, progress: Progress | None) -> _Times | None:
    """Times from the order in which a decoder gives the pictures back; None where packets lack a picture."""
    slots: list[int] = []
    numbers: list[int] = []
    halved: int | None = None
    shown: list[int] = []
    keys: set[int] = set()
    with open_video(scan.path) as (source, stream):
        stream.thread_type = "AUTO"

        def marked() -> "Iterator[Packet[VideoStream]]":
            nonlocal halved
            for number, packet in _numbered(
                source, stream, scan, cancel, progress, say("Examining"), flush=True
            ):
                if packet.size:
                    if packet.dts is not None:
                        slots.append(packet.dts)
                    numbers.append(number)
                    halved = number if packet.is_corrupt else None
                    packet.pts = packet.dts = number
                yield packet

        for frame in decode_all(marked()):
            if frame.pts is not None:
                shown.append(frame.pts)
                if frame.key_frame:
                    keys.add(frame.pts)
    if not shown or len(set(shown)) != len(shown):
        return None
    if halved is not None and halved not in shown:
        numbers.remove(halved)
        halved = None
    if [number for number in numbers if number >= min(shown)] != sorted(shown):
        return None
    slots = sorted(slots)[len(numbers) - len(shown) :][: len(shown)]
    if scan.container == "avi" and len(set(slots)) == len(shown):
        times = _Times(dict(zip(shown, slots, strict=True)), scan.time_base, frozenset(keys))
    else:
        rate = Fraction(scan.nominal_fps).limit_denominator(1001)
        times = _Times({number: place for place, number in enumerate(shown)}, 1 / rate, frozenset(keys))
    return times.before_loss(halved) if scan.cut_off else times


def _transcode(scan: VideoScan, target: Path, cancel: CancelToken, progress: Progress | None) -> int:
    """Encode the pictures that can be decoded as H.264. Returns how many."""
    rate = Fraction(scan.nominal_fps).limit_denominator(1001)
    made, latest = 0, -1
    with open_video(scan.path) as (source, stream), _open_output(target) as output:
        stream.thread_type = "AUTO"
        copy = output.add_stream("libx264", rate=rate, options={"crf": "10", "preset": "veryfast", "g": "24"})
        width, height = scan.stored_wh
        copy.width, copy.height = width, height
        copy.pix_fmt = "yuv444p" if width % 2 or height % 2 else "yuv420p"  # 4:2:0 has even sizes only
        copy.codec_context.time_base = scan.time_base
        step = max(1, round(1 / (rate * scan.time_base)))
        packets = _numbered(source, stream, scan, cancel, progress, say("Converting"), flush=True)
        for frame in decode_all(packet for _, packet in packets if not packet.is_corrupt):
            if made == 0:
                copy.codec_context.colorspace = frame.colorspace
                copy.codec_context.color_range = frame.color_range
                start = frame.pts or 0
            picture = frame.reformat(width, height, format=copy.pix_fmt)
            in_order = frame.pts is not None and frame.pts - start > latest
            latest = frame.pts - start if in_order and frame.pts is not None else latest + step
            picture.pts, picture.time_base = latest, scan.time_base
            picture.pict_type = 0
            output.mux(copy.encode(picture))
            made += 1
        if made:
            output.mux(copy.encode(None))
    return made


def _numbered(
    source: InputContainer,
    stream: VideoStream,
    scan: VideoScan,
    cancel: CancelToken,
    progress: Progress | None,
    doing: str,
    *,
    flush: bool = False,
) -> "Iterator[tuple[int, Packet[VideoStream]]]":
    """A file's packets with their places in it, as far as it can be read; `flush` adds the empty last one."""
    total = max(1, source.size)
    packets = source.demux(stream)
    for number in count():
        try:
            packet = next(packets, None)
        except av.FFmpegError:
            return
        if packet is None:
            return
        if number % 64 == 0:
            cancel.check()
            if progress is not None:
                what = say(
                    "{doing} {file}, so that it can be stepped through", doing=doing, file=scan.path.name
                )
                progress(min(1.0, max(0, packet.pos or 0) / total), what)
        if not packet.size and not flush:
            continue
        yield number, packet


@contextmanager
def _open_output(path: Path) -> Iterator[OutputContainer]:
    kind = "mp4" if path.suffix == ".mp4" else "matroska"
    output = av.open(str(path.absolute()), "w", format=kind)
    try:
        yield output
    finally:
        output.close()
