"""What the model is shown of frames: the whole of them or, with a search region, the parts where the objects
can be.
"""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from core.engine.closer import look
from core.engine.embedding import ImageEmbedding
from core.engine.prompts import ImagePrompt, squash
from core.engine.view import View
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
        self._taken: tuple[int, FrameRGB] | None = None

    @property
    def whole(self) -> View:
        """All of a frame."""
        return View.whole(self._frames.size_wh)

    def feed(self, plan: Sequence[int]) -> FrameFeed:
        """Frames as they are wanted here: whole where a part of them is to be chosen."""
        return FrameFeed(self._frames, None if self._search else self._image_size, plan)

    def embedding(self, feed: FrameFeed, frame_index: int, view: View) -> ImageEmbedding:
        """A view of a frame, computed unless it is one of the last that were asked for."""
        if (known := self._embedded.get((frame_index, view))) is not None:
            self._embedded.move_to_end((frame_index, view))
            return known
        while len(self._embedded) >= self._kept:
            self._embedded.popitem(last=False)
        if self._taken is None or self._taken[0] != frame_index:
            self._taken = frame_index, feed.take(frame_index)
        picture = self._taken[1]
        if self._search is not None:
            picture = squash(view.of_frame(picture), self._image_size)
        self._embedded[frame_index, view] = found = self._session.embed_square(picture, view)
        return found

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
        views = self._search.views(frame_index, given, looked_at)
        embedded = {view: self.embedding(feed, frame_index, view) for view in set(views.values())}
        return {object_id: embedded[view] for object_id, view in views.items()}
