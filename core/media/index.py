"""What a media holds, frame by frame: how many, at which times, and where decoding can begin."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Progress: TypeAlias = Callable[[float, str], None]
"""Called with the fraction done, 0 to 1, and what is being done, in words for a user."""


@dataclass(frozen=True, slots=True, eq=False)
class MediaIndex:
    """The frames of a video file or a folder of pictures, in presentation order.

    - `pts_s`: (frame_count,) float64, read-only: seconds from the first frame, strictly increasing.
    - `key_frames`: frame indexes at which decoding can begin, increasing; all frames of a folder.
    - `size_wh`: width and height in pixels of the upright picture.
    - `rotation`: degrees counter-clockwise by which stored pictures are turned: 0, 90, 180 or 270.
    - `fps_mean`: frames a second over the whole media, also where their distances vary.
    - `codec`, `container`: libav's short names, such as "h264" and "mp4"; a folder is "jpg" and "folder".
    - `truncated_at`: the first frame index that is missing because the file stops early, so equal to
      `frame_count`; None where the file is whole.
    - `notes`: sentences for the user: what is unusual about this media.
    """

    frame_count: int
    pts_s: NDArray[np.float64]
    key_frames: tuple[int, ...]
    size_wh: tuple[int, int]
    rotation: int
    fps_mean: float
    codec: str
    container: str
    truncated_at: int | None = None
    notes: tuple[str, ...] = ()

    @property
    def duration_s(self) -> float:
        """Seconds from the first frame's beginning to the last one's end, taken to be of mean length."""
        return float(self.pts_s[-1]) + 1.0 / self.fps_mean

    def frame_at(self, pts_s: float) -> int:
        """The frame on screen at this time; the first or last one outside the media.

        A microsecond is allowed for, so that a time which went through text finds its frame.
        """
        found = int(np.searchsorted(self.pts_s, pts_s + 1e-6, side="right")) - 1
        return min(max(found, 0), self.frame_count - 1)

    def key_frame_before(self, frame_index: int) -> int:
        """The last key frame at or before a frame; 0 where there is none."""
        found = int(np.searchsorted(self.key_frames, frame_index, side="right")) - 1
        return self.key_frames[found] if found >= 0 else 0


def mean_fps(pts_s: NDArray[np.float64], otherwise: float) -> float:
    """Frames a second from times in seconds; `otherwise` for a single frame."""
    if len(pts_s) < 2:
        return otherwise
    return float((len(pts_s) - 1) / (pts_s[-1] - pts_s[0]))


def clock(seconds: float) -> str:
    """A time as a user reads it: 1:02:03.45, without hours where there are none."""
    hundredths = round(seconds * 100)
    minutes, rest = divmod(hundredths, 6000)
    hours, minutes = divmod(minutes, 60)
    tail = f"{minutes:02d}:{rest / 100:05.2f}" if hours else f"{minutes}:{rest / 100:05.2f}"
    return f"{hours}:{tail}" if hours else tail


def shrunk_wh(width: int, height: int, max_side: int) -> tuple[int, int]:
    """The size at which the longer side is at most `max_side`; never larger than it was, never 0."""
    scale = min(1.0, max_side / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))
