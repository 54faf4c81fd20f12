"""The frames of one video file, kept decoded as far as memory allows."""

import logging
import threading
from collections import deque

import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import Interpolation, VideoReformatter

from core.cancel import CancelToken
from core.errors import MediaError
from core.media.cache import ByteCache
from core.media.decoder import VideoDecoder
from core.media.index import MediaIndex, shrunk_wh
from core.media.scan import VideoScan
from core.types import FrameRGB
from core.wording import say

log = logging.getLogger(__name__)


class VideoFrames:
    """Frames by number from a scanned video file.

    Decoded frames are kept as the codec gives them, not as RGB: half the memory, and the frames that are
    passed on the way to the one asked for cost nothing to keep. So stepping back through a group of
    pictures decodes it once, not once a step.

    `rgb` and `release` belong under one lock, which the reader holds; `small` may run beside them.
    """

    def __init__(self, scan: VideoScan, limit_bytes: int) -> None:
        self.index: MediaIndex = scan.index()
        self._scan = scan
        self._decoded: ByteCache[int, VideoFrame] = ByteCache(limit_bytes, _bytes_of)
        self._decoder: VideoDecoder | None = None
        self._reformatter = VideoReformatter()
        self._shown_instead: dict[int, int] = {}
        self._small_lock = threading.Lock()
        self._small_decoder: VideoDecoder | None = None
        self._small_reformatter = VideoReformatter()

    def set_limit(self, limit_bytes: int) -> None:
        """Hold so many bytes of frames from now on."""
        self._decoded.set_limit(limit_bytes)

    def another(self, limit_bytes: int) -> "VideoFrames":
        """The same file with its own position and memory, without indexing it again."""
        return VideoFrames(self._scan, limit_bytes)

    @property
    def damaged(self) -> tuple[int, ...]:
        """Frames found damaged so far, in order."""
        return tuple(sorted(self._shown_instead))

    @property
    def seeks(self) -> int:
        """How often decoding had to begin anew."""
        return self._decoder.seeks if self._decoder else 0

    def holds(self, frame_index: int) -> bool:
        return self._shown_instead.get(frame_index, frame_index) in self._decoded

    def rgb(self, frame_index: int, cancel: CancelToken | None) -> FrameRGB:
        """Decode a frame; a damaged one gives the frame before it, as players do."""
        shown = self._shown_instead.get(frame_index, frame_index)
        frame = self._decoded.get(shown) or self._decode(shown, cancel)
        width, height = self._scan.stored_wh
        # One thread: the pictures are small, and waking others costs more than it gives.
        picture = self._reformatter.reformat(frame, width, height, format="rgb24", threads=1).to_ndarray()
        return self._scan.orientation.apply(np.asarray(picture, np.uint8))

    def _decode(self, frame_index: int, cancel: CancelToken | None) -> VideoFrame:
        if self._decoder is None:
            self._decoder = VideoDecoder(self._scan)
        before: tuple[int, VideoFrame] | None = None
        after: tuple[int, VideoFrame] | None = None
        for index, frame in self._decoder.decode_to(frame_index, cancel):
            self._decoded.put(index, frame)
            if index == frame_index:
                return frame
            if index < frame_index:
                before, after = (index, frame), None
            else:
                after = after or (index, frame)
        shown = before or after
        if shown is None:
            raise MediaError(
                say(
                    "Frame {frame} of {file} is damaged, and so are those around it.",
                    frame=frame_index,
                    file=self._scan.path.name,
                )
            )
        first = before[0] + 1 if before else frame_index
        stop = after[0] if after else self.index.frame_count
        for index in range(first, stop):
            self._shown_instead[index] = shown[0]
        log.warning(
            "%s: frames %d to %d are damaged; frame %d is shown instead.",
            self._scan.path.name, first, stop - 1, shown[0],
        )  # fmt: skip
        return shown[1]

    def small_held(self, frame_index: int, max_side: int) -> FrameRGB | None:
        """A small picture of a frame that is held decoded; under the lock of `rgb`."""
        frame = self._decoded.get(self._shown_instead.get(frame_index, frame_index))
        return None if frame is None else self._shrink(self._reformatter, frame, max_side)

    def small_frame(self, frame_index: int) -> int:
        """The frame that `small` shows: the key frame before, which costs one picture to decode."""
        return self.index.key_frame_before(frame_index)

    def small(self, frame_index: int, max_side: int) -> FrameRGB:
        """A small picture of a frame, decoded beside the reading position."""
        with self._small_lock:
            if self._small_decoder is None:
                self._small_decoder = VideoDecoder(self._scan, thread_type="SLICE")
            passed = deque(self._small_decoder.decode_to(frame_index), maxlen=1)
            if not passed:
                raise MediaError(
                    say("Frame {frame} of {file} is damaged.", frame=frame_index, file=self._scan.path.name)
                )
            return self._shrink(self._small_reformatter, passed[0][1], max_side)

    def _shrink(self, reformatter: VideoReformatter, frame: VideoFrame, max_side: int) -> FrameRGB:
        width, height = shrunk_wh(*self._scan.stored_wh, max_side)
        small = reformatter.reformat(
            frame, width, height, format="rgb24", interpolation=Interpolation.AREA, threads=1
        )
        return self._scan.orientation.apply(np.asarray(small.to_ndarray(), np.uint8))

    def release(self) -> None:
        """Close the file and let go of all frames; a later read opens it again."""
        self._decoded.clear()
        with self._small_lock:
            for decoder in (self._decoder, self._small_decoder):
                if decoder is not None:
                    decoder.close()
            self._decoder = self._small_decoder = None


def _bytes_of(frame: VideoFrame) -> int:
    return sum(plane.buffer_size for plane in frame.planes)
