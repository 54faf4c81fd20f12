"""Frames for the model, read in a thread of their own so that decoding overlaps computing."""

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from core.engine.prompts import squash
from core.errors import MediaError
from core.types import FrameSource
from core.wording import say

AHEAD = 2
"""Frames kept ready: enough to hide a slow one, few enough to cost nothing."""


class FrameFeed:
    """Frames in a planned order. Use as a context manager; closing ends its thread.

    Args:
        image_size: frames are squashed to a square of this side, (S, S, 3) uint8; None: as they are,
            (H, W, 3) uint8.
    """

    def __init__(self, frames: FrameSource, image_size: int | None, plan: Sequence[int]) -> None:
        self._frames = frames
        self._image_size = image_size
        self._plan: Iterator[int] = iter(plan)
        self._pending: deque[tuple[int, Future[NDArray[np.uint8]]]] = deque()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="frames")

    def __enter__(self) -> Self:
        self._fill()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._thread.shutdown(wait=True, cancel_futures=True)

    def take(self, frame_index: int) -> NDArray[np.uint8]:
        """The frame; quick if it is the next one planned. Planned frames before it are skipped.

        Raises:
            MediaError: the frame cannot be read.
        """
        if not any(planned == frame_index for planned, _ in self._pending):
            return self._thread.submit(self._read, frame_index).result()
        while True:
            planned, future = self._pending.popleft()
            self._fill()
            if planned == frame_index:
                return future.result()

    def _fill(self) -> None:
        while len(self._pending) < AHEAD and (following := next(self._plan, None)) is not None:
            self._pending.append((following, self._thread.submit(self._read, following)))

    def _read(self, frame_index: int) -> NDArray[np.uint8]:
        frame = self._frames.read(frame_index)
        height, width = frame.shape[:2]
        if (width, height) != self._frames.size_wh:
            wanted = "×".join(str(side) for side in self._frames.size_wh)
            raise MediaError(
                say(
                    "Frame {frame} is {width}×{height} pixels, but the media is {wanted}.",
                    frame=frame_index,
                    width=width,
                    height=height,
                    wanted=wanted,
                )
            )
        return frame if self._image_size is None else squash(frame, self._image_size)
