"""Decoding a video file frame by frame from wherever it is cheapest to begin."""

import os
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

import av
import numpy as np
from av.container import InputContainer
from av.video.frame import VideoFrame

from core.cancel import CancelToken
from core.errors import MediaError
from core.media.scan import VideoScan, decode_all, open_container
from core.wording import say

_SEEK_COST = 8
"""A seek costs about as much as decoding this many frames: it empties and refills the decoding threads."""
_BEGINNING = -(1 << 63)
_MOST_THREADS = 8
"""More decoding threads gain little and each holds a few frames."""


class VideoDecoder:
    """One open file and a position in it. Not thread-safe: its owner holds a lock.

    `thread_type` is libav's: AUTO decodes several frames at once, SLICE gives the first frame after a
    seek soonest.
    """

    def __init__(self, scan: VideoScan, *, thread_type: str = "AUTO") -> None:
        self._scan = scan
        self._thread_type = thread_type
        self._open()
        self.seeks = 0
        """How often decoding had to begin anew; reading in order never does."""

    def _open(self) -> None:
        """Stand at the beginning of the file."""
        self._container: InputContainer = open_container(self._scan.path)
        streams = self._container.streams.video
        found = [stream for stream in streams if stream.index == self._scan.stream_index]
        if not found:
            raise MediaError(say("{file} has changed since it was opened.", file=self._scan.path.name))
        self._stream = found[0]
        context = self._stream.codec_context
        context.thread_type = self._thread_type
        context.thread_count = min(_MOST_THREADS, os.cpu_count() or 1)
        self._frames: Iterator[VideoFrame] = decode_all(self._container.demux(self._stream))
        self._next = 0
        self._begun_pts = _BEGINNING

    def close(self) -> None:
        self._container.close()

    def decode_to(
        self, frame_index: int, cancel: CancelToken | None = None
    ) -> Iterator[tuple[int, VideoFrame]]:
        """Yield (index, frame) pairs on the way to a frame, in order, that frame last.

        Where it is damaged, the last pair is of another frame. Raises `Cancelled` between two frames; the
        next call goes on from there.
        """
        target_pts = int(self._scan.pts[frame_index])
        key = self._key_before(target_pts)
        passes = 0
        if self._can_go_on(frame_index, key):
            for index, frame in self._forward(frame_index, cancel):
                yield index, frame
                if index == frame_index:
                    return
            begun = self._key_before(self._begun_pts)
            passes = 1 if begun == key and key >= 0 else 2
            key = min(key, begun) - 1
        # A key frame from which the frame does not come out was none for it (a refresh spread over several
        # frames, a wrong flag), or the frame is damaged: two groups of pictures tell the two apart.
        while passes < 2:
            if not self._seek(key, target_pts):
                key -= 1
                continue
            for index, frame in self._forward(frame_index, cancel):
                yield index, frame
                if index == frame_index:
                    return
            if key < 0:
                return
            passes += 1
            key = min(key, self._key_before(self._begun_pts)) - 1

    def _key_before(self, pts: int) -> int:
        """Position in `key_pts` of the last key frame at or before a time; -1 for the file's beginning."""
        return int(np.searchsorted(self._scan.key_pts, pts, side="right")) - 1

    def _can_go_on(self, frame_index: int, key: int) -> bool:
        """Whether decoding on from here is cheaper than from the frame's key frame."""
        if self._next > frame_index:
            return False
        if key < 0:
            return True
        key_index = int(np.searchsorted(self._scan.pts, self._scan.key_pts[key]))
        return key_index <= self._next + _SEEK_COST

    def _seek(self, key: int, target_pts: int) -> bool:
        """Go to a key frame; False where the container did not go there, but past the target or elsewhere."""
        self.seeks += 1
        if key < 0:
            self._container.close()
            self._open()
            return True
        self._next = len(self._scan.pts)
        try:
            self._container.seek(int(self._scan.key_pts[key]), stream=self._stream, backward=True)
            packets = self._container.demux(self._stream)
            packet = next((p for p in packets if p.size), None)
        except av.FFmpegError:
            return False
        if packet is None or not packet.is_keyframe or packet.pts is None or packet.pts > target_pts:
            return False
        self._begun_pts = packet.pts
        self._frames = decode_all(chain((packet,), packets))
        self._next = int(np.searchsorted(self._scan.pts, packet.pts))
        return True

    def _forward(self, stop: int, cancel: CancelToken | None) -> Iterator[tuple[int, VideoFrame]]:
        """Frames from the position on, until one at or after `stop`."""
        pts = self._scan.pts
        for frame in self._frames:
            # Frames shown before the key frame at which decoding began refer to pictures before it.
            if frame.pts is not None and frame.pts >= self._begun_pts:
                index = int(np.searchsorted(pts, frame.pts))
                if index < len(pts) and pts[index] == frame.pts:
                    self._next = index + 1
                    yield index, frame
                    if index >= stop:
                        return
            if cancel is not None:
                cancel.check()
        self._next = len(pts)


def trim_to_decodable(scan: VideoScan) -> VideoScan:
    """Of a file that is cut off, the part that decodes: its last frames may lack what they refer to."""
    if not scan.cut_off:
        return scan
    decoder = VideoDecoder(scan)
    try:
        last = -1
        target = len(scan.pts) - 1
        while last < 0 and target >= 0:
            last = max((index for index, _ in decoder.decode_to(target)), default=-1)
            earlier = np.flatnonzero(scan.is_key[:target])
            target = int(earlier[-1]) if len(earlier) else target - 1
    finally:
        decoder.close()
    if last < 0:
        raise MediaError(say("{file} holds no frame that can be decoded.", file=scan.path.name))
    return replace(scan, pts=scan.pts[: last + 1], is_key=scan.is_key[: last + 1])
