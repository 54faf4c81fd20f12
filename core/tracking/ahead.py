"""The next frame's pictures, read by the image encoder while the model still works on this frame.

Two threads that share each operation of a small model wait for each other most of the time; one that reads
ahead and one that tracks do not. But where the objects are on this frame is not known by then, so the next is
read where they should be by the frame before; where they turn out to run out of that, it is read once more.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import torch

from core.engine.embedding import ImageEmbedding
from core.engine.view import View


class ReadAhead:
    """Embeddings of views of frames to come. Used by one thread; close it at the end.

    Without a second thread they are computed when they are asked for, so the masks are the same.

    Args:
        threads: how many threads compute in all.
    """

    def __init__(self, threads: int) -> None:
        self._own = threads // 2
        self._rest = threads - self._own
        self._thread = (
            ThreadPoolExecutor(1, "reads ahead", torch.set_num_threads, (self._own,)) if self._own else None
        )
        self._begun: dict[tuple[int, View], Callable[[], ImageEmbedding]] = {}

    def begin(self, frame_index: int, view: View, read: Callable[[], ImageEmbedding]) -> None:
        """Read a view of a frame, in a thread of its own; what was begun of other frames is forgotten."""
        for key in [key for key in self._begun if key[0] != frame_index]:
            del self._begun[key]
        self._begun[frame_index, view] = self._thread.submit(read).result if self._thread else read

    def views(self, frame_index: int) -> list[View]:
        """What was begun of a frame."""
        return [view for index, view in self._begun if index == frame_index]

    def taken(self, frame_index: int, view: View) -> ImageEmbedding | None:
        """What was begun, waited for; None if it was not begun."""
        finish = self._begun.pop((frame_index, view), None)
        return None if finish is None else finish()

    @contextmanager
    def sharing(self) -> Iterator[None]:
        """Meanwhile, this thread computes with what the other one leaves it."""
        before = torch.get_num_threads()
        torch.set_num_threads(self._rest)
        try:
            yield
        finally:
            torch.set_num_threads(before)

    def close(self) -> None:
        if self._thread is not None:
            self._thread.shutdown(wait=True, cancel_futures=True)
