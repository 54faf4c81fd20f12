"""What the model is shown of frames: the whole of them or, with a search region, the parts where the objects
can be.
"""

from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from functools import partial

import numpy as np
import torch
from numpy.typing import NDArray

from core.engine.closer import look
from core.engine.embedding import ImageEmbedding
from core.engine.prompts import ImagePrompt, squash
from core.engine.view import View
from core.errors import MediaError
from core.tracking.ahead import ReadAhead
from core.tracking.feed import FrameFeed
from core.tracking.search import MOST_VIEWS, SearchRegion
from core.tracking.session import TrackerSession
from core.types import Box, FramePrompt, FrameRGB, FrameSource


class FrameViews:
    """Views of frames, embedded; the last that were asked for are kept.

    Args:
        session: embeds them.
        search: says where objects can be; None where the model is shown whole frames.
        kept: of how many frames embeddings are kept.
    """

    def __init__(
        self, frames: FrameSource, session: TrackerSession, search: SearchRegion | None, kept: int
    ) -> None:
        self._frames = frames
        self._session = session
        self._search = search
        self._image_size = session.loaded.image_size
        self._kept = kept * (MOST_VIEWS if search else 1)
        self._embedded: OrderedDict[tuple[int, View], ImageEmbedding] = OrderedDict()
        self._taken: dict[int, FrameRGB] = {}
        self._ahead: ReadAhead | None = None

    @property
    def whole(self) -> View:
        """All of a frame."""
        return View.whole(self._frames.size_wh)

    def feed(self, plan: Sequence[int]) -> FrameFeed:
        """Frames as they are wanted here: whole where a part of them is to be chosen."""
        return FrameFeed(self._frames, None if self._search else self._image_size, plan)

    @contextmanager
    def reading_ahead(self) -> Iterator[None]:
        """Meanwhile, what `look_ahead` says is read beside all else, where the model has a search region and
        computes on the CPU.
        """
        if self._search is None or self._session.loaded.device.type != "cpu":
            yield
            return
        self._ahead = ReadAhead(torch.get_num_threads())
        try:
            yield
        finally:
            self._ahead.close()
            self._ahead = None

    def sharing(self) -> AbstractContextManager[None]:
        """To be entered around the work on a frame: leaves a part of the threads to what is read ahead."""
        return self._ahead.sharing() if self._ahead else nullcontext()

    def look_ahead(self, feed: FrameFeed, frame_index: int, given: Mapping[int, Sequence[Box]]) -> None:
        """Begin to read a frame to come where, as far as is known now, objects can be; see `for_objects`."""
        if self._search is None or self._ahead is None or not given:
            return
        try:
            picture = self._frame(feed, frame_index)
        except MediaError:
            return  # which is to be told when that frame's turn comes, and not before this one is done
        for view in self._search.views_ahead(frame_index, given):
            self._ahead.begin(frame_index, view, partial(self._read, picture, view))

    def embedding(self, feed: FrameFeed, frame_index: int, view: View) -> ImageEmbedding:
        """A view of a frame, computed unless it is one of the last that were asked for."""
        if (known := self._embedded.get((frame_index, view))) is not None:
            self._embedded.move_to_end((frame_index, view))
            return known
        while len(self._embedded) >= self._kept:
            self._embedded.popitem(last=False)
        found = self._ahead.taken(frame_index, view) if self._ahead else None
        if found is None:
            found = self._read(self._frame(feed, frame_index), view)
        self._embedded[frame_index, view] = found
        return found

    def _frame(self, feed: FrameFeed, frame_index: int) -> FrameRGB:
        """The frame, or the square that the feed made of it; the last two are kept."""
        if frame_index not in self._taken:
            while len(self._taken) > 1:
                del self._taken[next(iter(self._taken))]
            self._taken[frame_index] = feed.take(frame_index)
        return self._taken[frame_index]

    def _read(self, picture: FrameRGB, view: View) -> ImageEmbedding:
        """Embed a view of a frame, and describe its cells, which the tracker asks for in any case."""
        square = picture if self._search is None else squash(view.of_frame(picture), self._image_size)
        embedding = self._session.embed_square(square, view)
        if embedding.cells is not None:
            _ = embedding.cells.described
        return embedding

    def for_prompt(self, feed: FrameFeed, prompt: FramePrompt) -> tuple[ImageEmbedding, FramePrompt]:
        """The view in which the canvas answers a prompt, and what is asked there."""

        def embedded(view: View) -> ImageEmbedding:
            return self.embedding(feed, prompt.frame_index, view)

        def asked(image_prompt: ImagePrompt) -> FramePrompt:
            return prompt if image_prompt.refines is not None else replace(prompt, refines=None)

        def answer(view: View, image_prompt: ImagePrompt) -> NDArray[np.float32]:
            return self._session.answer(embedded(view), asked(image_prompt)).logits_hw()

        view, image_prompt = look(ImagePrompt.of(prompt), self._frames.size_wh, answer)
        return embedded(view), asked(image_prompt)

    def for_objects(
        self, feed: FrameFeed, frame_index: int, given: Mapping[int, Sequence[Box]]
    ) -> dict[int, ImageEmbedding]:
        """The views in which objects are to be sought, by object id.

        Args:
            given: the objects, each with boxes that must be in its view.
        """
        if self._search is None:
            return dict.fromkeys(given, self.embedding(feed, frame_index, self.whole))
        looked_at = [view for index, view in reversed(self._embedded) if index == frame_index]
        read_ahead = self._ahead.views(frame_index) if self._ahead else []
        views = self._search.views(frame_index, given, looked_at, read_ahead)
        embedded = {view: self.embedding(feed, frame_index, view) for view in set(views.values())}
        return {object_id: embedded[view] for object_id, view in views.items()}
