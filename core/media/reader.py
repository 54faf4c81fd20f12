"""Reading frames by number, in any order, from a video file, a folder of pictures or an array."""

import logging
import operator
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

import numpy as np

from core.cancel import CancelToken
from core.errors import MediaError, PromptError
from core.media.cache import ByteCache
from core.media.convert import convert_to_steppable
from core.media.decoder import trim_to_decodable
from core.media.fingerprint import fingerprint_of
from core.media.index import MediaIndex, Progress
from core.media.pictures import PictureFrames, is_picture, scan_pictures
from core.media.scan import scan_video
from core.media.video import VideoFrames
from core.types import FrameRGB
from core.wording import say

log = logging.getLogger(__name__)

_MIB = 1 << 20
_THUMBNAIL_BYTES = 16 * _MIB
_RGB_SHARE = 8
"""One part in so many of the memory holds frames as RGB, the rest holds them as the codec gives them."""


def open_media(
    path: str | Path,
    *,
    cache_mib: int = 512,
    cache_dir: Path | None = None,
    picture_fps: float = 24.0,
    cancel: CancelToken | None = None,
    progress: Progress | None = None,
) -> "MediaReader":
    """Open a video file, a folder of pictures or one picture.

    - `cache_mib`: memory for decoded frames.
    - `cache_dir`: per-user folder for copies of files that cannot be stepped through exactly (MPEG-TS,
      H.264 in AVI); they go into its subfolder `media`. A temporary folder where it is None.
    - `picture_fps`: frames a second of a folder of pictures, which does not say.

    Reads the whole file once (seconds for gigabytes), on the calling thread. Raises `MediaError` with one
    sentence for whatever cannot be opened, `StorageError` where a copy is needed and cannot be written,
    `Cancelled`.
    """
    path = Path(path)
    cancel = cancel or CancelToken()
    try:
        is_folder, exists = path.is_dir(), path.exists()
    except OSError as error:
        raise MediaError(
            say("{path} cannot be read: {reason}.", path=path, reason=error.strerror or error)
        ) from error
    if not exists:
        raise MediaError(say("There is no file or folder {path}.", path=path))
    frames: Frames
    if is_folder or is_picture(path):
        pictures = scan_pictures(path, fps=picture_fps, cancel=cancel, progress=progress)
        frames, files = PictureFrames(pictures, _frame_bytes(cache_mib)), pictures.files
    else:
        video, files = scan_video(path, cancel=cancel, progress=progress), (path,)
        if video.unsteppable is not None:
            folder = (cache_dir or Path(tempfile.gettempdir()) / "samuraivision") / "media"
            video = convert_to_steppable(video, folder, cancel=cancel, progress=progress)
        frames = VideoFrames(trim_to_decodable(video), _frame_bytes(cache_mib))
    reader = MediaReader(path, frames, cache_mib=cache_mib, files=files)
    for note in reader.index.notes:
        log.info("%s: %s", path.name, note)
    return reader


class Frames(Protocol):
    """Where a reader's frames come from: `VideoFrames` or `PictureFrames`."""

    @property
    def index(self) -> MediaIndex: ...
    @property
    def damaged(self) -> tuple[int, ...]: ...
    def another(self, limit_bytes: int) -> "Frames": ...
    def set_limit(self, limit_bytes: int) -> None: ...
    def holds(self, frame_index: int) -> bool: ...
    def rgb(self, frame_index: int, cancel: CancelToken | None) -> FrameRGB: ...
    def small_held(self, frame_index: int, max_side: int) -> FrameRGB | None: ...
    def small_frame(self, frame_index: int) -> int: ...
    def small(self, frame_index: int, max_side: int) -> FrameRGB: ...
    def release(self) -> None: ...


class MediaReader:
    """Frames of one media by index, upright, 8-bit RGB. A `core.types.FrameSource`.

    Safe from any thread; reads wait for each other, thumbnails hardly ever wait for reads. Two threads
    that walk through the media at different places are better off with a reader each: see `another`.
    """

    def __init__(self, path: Path, frames: Frames, *, cache_mib: int, files: tuple[Path, ...]) -> None:
        self.path = path
        self.index = frames.index
        self._frames = frames
        self._files = files
        self._cache_mib = cache_mib
        self._lock = threading.Lock()
        self._rgb: ByteCache[int, FrameRGB] = ByteCache(cache_mib * _MIB // _RGB_SHARE, _bytes_of)
        self._thumbnails: ByteCache[tuple[int, int], FrameRGB] = ByteCache(_THUMBNAIL_BYTES, _bytes_of)

    @property
    def frame_count(self) -> int:
        return self.index.frame_count

    @property
    def size_wh(self) -> tuple[int, int]:
        """Width and height in pixels of every frame, upright."""
        return self.index.size_wh

    @property
    def damaged_frames(self) -> tuple[int, ...]:
        """Frames that turned out to be damaged while reading; a frame near by is shown for each of them."""
        return self._frames.damaged

    def read(self, frame_index: int, cancel: CancelToken | None = None) -> FrameRGB:
        """One frame, (height, width, 3) uint8 RGB, read-only.

        Reading in order never seeks. Stepping back, or to a frame just seen, comes from memory. Elsewhere
        it decodes from the key frame before. Raises `PromptError` for an index outside the media,
        `MediaError` where nothing near by can be decoded, `Cancelled`.
        """
        frame_index = self._inside(frame_index)
        with self._lock:
            picture = self._rgb.get(frame_index)
            if picture is None:
                picture = self._frames.rgb(frame_index, cancel)
                picture.setflags(write=False)
                self._rgb.put(frame_index, picture)
            return picture

    def pts_s(self, frame_index: int) -> float:
        """When a frame is shown, in seconds from the first one."""
        return float(self.index.pts_s[self._inside(frame_index)])

    def frame_at(self, pts_s: float) -> int:
        """The frame on screen at a time; the first or last one outside the media."""
        return self.index.frame_at(pts_s)

    def is_cached(self, frame_index: int) -> bool:
        """Whether `read` answers at once."""
        return frame_index in self._rgb or self._frames.holds(frame_index)

    def thumbnail(self, frame_index: int, max_side: int = 128, *, exact: bool = False) -> FrameRGB:
        """A small picture, (h, w, 3) uint8 RGB, read-only, its longer side at most `max_side` pixels.

        It shows the frame where that is in memory, otherwise the key frame before it, which costs one
        picture to decode; with `exact` it is always the frame. Raises as `read`.
        """
        frame_index = self._inside(frame_index)
        if max_side < 1:
            raise PromptError("A thumbnail is at least one pixel wide.")
        small = self._thumbnails.get((frame_index, max_side))
        if small is not None:
            return small
        if self._lock.acquire(blocking=False):  # while a read goes on, what is in memory can wait
            try:
                small = self._frames.small_held(frame_index, max_side)
            finally:
                self._lock.release()
        shown = frame_index
        if small is None and not exact:
            shown = self._frames.small_frame(frame_index)
            small = self._thumbnails.get((shown, max_side))
        if small is None:
            small = self._frames.small(shown, max_side)
        small.setflags(write=False)
        self._thumbnails.put((shown, max_side), small)
        return small

    def fingerprint(self) -> str:
        """64 hexadecimal digits that change with the contents and stay when the media is moved or renamed.

        Reads at most a few MiB: sizes, and the beginning, middle and end.
        """
        return fingerprint_of(self._files)

    def another(self, *, cache_mib: int | None = None) -> "MediaReader":
        """A second reader of the same media for another thread; it is not indexed again."""
        mib = self._cache_mib if cache_mib is None else cache_mib
        return MediaReader(
            self.path, self._frames.another(_frame_bytes(mib)), cache_mib=mib, files=self._files
        )

    def set_cache_mib(self, cache_mib: int) -> None:
        """Use that much memory for decoded frames from now on; the oldest ones over it go at once."""
        self._cache_mib = cache_mib
        self._rgb.set_limit(cache_mib * _MIB // _RGB_SHARE)
        self._frames.set_limit(_frame_bytes(cache_mib))

    def close(self) -> None:
        """Close the file and let go of the memory. Reading after that opens it again."""
        with self._lock:
            self._rgb.clear()
            self._frames.release()
        self._thumbnails.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _inside(self, frame_index: int) -> int:
        frame_index = operator.index(frame_index)
        if not 0 <= frame_index < self.frame_count:
            raise PromptError(
                say(
                    "There is no frame {frame}: {file} has frames 0 to {last}.",
                    frame=frame_index,
                    file=self.path.name,
                    last=self.frame_count - 1,
                )
            )
        return frame_index


class ArraySource:
    """Frames that are in memory: for tests, and for pictures that come from elsewhere. A `FrameSource`.

    `frames`: (N, height, width, 3) uint8 RGB, or a sequence of (height, width, 3), all of one size.
    """

    def __init__(self, frames: Sequence[FrameRGB] | FrameRGB, *, fps: float = 25.0) -> None:
        if len(frames) == 0:
            raise MediaError("There is no frame.")
        shapes = {frame.shape for frame in frames}
        shape = frames[0].shape
        if len(shapes) > 1 or len(shape) != 3 or shape[2] != 3 or frames[0].dtype != np.uint8:
            raise MediaError("Frames are (height, width, 3) arrays of uint8, all of one size.")
        self._frames = [np.ascontiguousarray(frame).view() for frame in frames]
        for frame in self._frames:
            frame.setflags(write=False)
        self._fps = fps

    @property
    def frame_count(self) -> int:
        return len(self._frames)

    @property
    def size_wh(self) -> tuple[int, int]:
        return self._frames[0].shape[1], self._frames[0].shape[0]

    def read(self, frame_index: int) -> FrameRGB:
        """One frame, (height, width, 3) uint8 RGB, read-only."""
        if not 0 <= frame_index < len(self._frames):
            raise PromptError(
                say(
                    "There is no frame {frame}: there are the frames 0 to {last}.",
                    frame=frame_index,
                    last=len(self._frames) - 1,
                )
            )
        return self._frames[frame_index]

    def pts_s(self, frame_index: int) -> float:
        """When a frame is shown, in seconds from the first one."""
        return frame_index / self._fps


def _frame_bytes(cache_mib: int) -> int:
    return cache_mib * _MIB * (_RGB_SHARE - 1) // _RGB_SHARE


def _bytes_of(picture: FrameRGB) -> int:
    return picture.nbytes
