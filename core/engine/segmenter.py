"""Masks on one picture: the annotator clicks, the mask is back at once."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from core.engine.closer import look
from core.engine.edges import EdgeGuide
from core.engine.embedding import (
    Decoded,
    ImageEmbedding,
    decode_prompt,
    embed,
    fill_holes,
    full_mask,
    without_memory,
)
from core.engine.loader import LoadedModel
from core.engine.prompts import ImagePrompt, check_prompt, squash
from core.engine.view import View
from core.errors import PromptError
from core.types import FrameRGB, MaskHW
from core.wording import say


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another mask that the model thought possible, best first in `Segmentation.alternatives`.

    Args:
        logits_low: (S/4, S/4) float32; may be fed back as `ImagePrompt.previous_logits`.
        score: predicted IoU, 0 to 1.
    """

    logits_low: NDArray[np.float32]
    score: float
    frame_rgb: FrameRGB
    view: View
    guide: EdgeGuide | None

    def mask(self) -> MaskHW:
        """(H, W) bool at the picture's full resolution."""
        return _enlarged(self.logits_low, self.frame_rgb, self.view, self.guide)


@dataclass(frozen=True, slots=True)
class Segmentation:
    """The answer to a prompt on one picture.

    Args:
        mask: (H, W) bool at the picture's full resolution.
        logits_low: (S/4, S/4) float32, read-only; may be fed back as `ImagePrompt.previous_logits`.
        view: the part of the picture that the logits cover.
        score: predicted IoU, 0 to 1.
        object_score: logit, positive where the object is thought to be in the picture.
        alternatives: the other masks after a single click, best first; empty otherwise.
    """

    mask: MaskHW
    logits_low: NDArray[np.float32]
    view: View
    score: float
    object_score: float
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class _Answered:
    decoded: Decoded
    logits: Tensor


_Features: TypeAlias = tuple[ImageEmbedding, Tensor]


VIEWS_KEPT = 4
"""Views of one picture whose embeddings are kept; the whole of it counts."""


class Segmenter:
    """Segments single pictures and remembers their embeddings. Used by one thread at a time.

    Args:
        embedding_cache: how many pictures' embeddings are kept; in float32 one takes 20 MiB at 1024 pixels
            (the official models) and up to 8 MiB for nano, of which several views are kept.
    """

    def __init__(self, loaded: LoadedModel, *, embedding_cache: int = 8) -> None:
        self.loaded = loaded
        self._capacity = max(1, embedding_cache)
        self._pictures: OrderedDict[Hashable, OrderedDict[View, _Features]] = OrderedDict()
        self._answers: OrderedDict[Hashable, _Answered] = OrderedDict()

    def embed(self, frame_rgb: FrameRGB, *, frame_key: Hashable) -> ImageEmbedding:
        """The picture's embedding, computed on the first call for its key: do this ahead of the first
        click.
        """
        return self._features(frame_rgb, frame_key, _whole(frame_rgb))[0]

    def is_embedded(self, frame_key: Hashable) -> bool:
        """Whether the next prompt on that picture costs only the decoder."""
        return frame_key in self._pictures

    def forget(self) -> None:
        """Drop all embeddings, for instance when the media changes."""
        self._pictures.clear()
        self._answers.clear()

    def forget_answers(self) -> None:
        """Drop what was answered but not the embeddings: for when the decoder alone has changed."""
        self._answers.clear()

    def segment(self, frame_rgb: FrameRGB, prompt: ImagePrompt, *, frame_key: Hashable) -> Segmentation:
        """The mask for a prompt: a function of picture and prompt alone, whatever was asked before.

        The clicks are answered one after the other, each answer being fed back with the next; those that an
        earlier call has answered are not computed again, so another click costs one run of the decoder. A
        model that gains by it takes a closer look at small objects (see `core.engine.closer`).

        Args:
            frame_rgb: (H, W, 3) uint8 RGB.
            frame_key: names the picture, for instance (media, frame index); equal keys mean equal pictures.

        Raises:
            PromptError, MaskError: the prompt does not fit the picture, or has nothing on the object.
        """
        height, width = frame_rgb.shape[:2]
        check_prompt(prompt, (width, height))
        if not can_start(prompt):
            raise PromptError(say("Begin with a point on the object or a box around it."))
        view = _whole(frame_rgb)
        if self.loaded.base.search_region:
            view, prompt = look(prompt, (width, height), partial(self._logits, frame_rgb, frame_key))
        answered = self._answer(frame_rgb, prompt, frame_key, view)
        guide = self._features(frame_rgb, frame_key, view)[0].guide
        return _segmentation(answered, frame_rgb, view, guide)

    def _logits(
        self, frame_rgb: FrameRGB, frame_key: Hashable, view: View, prompt: ImagePrompt
    ) -> NDArray[np.float32]:
        return _read_only(self._answer(frame_rgb, prompt, frame_key, view).logits[0, 0])

    def _answer(self, frame_rgb: FrameRGB, prompt: ImagePrompt, frame_key: Hashable, view: View) -> _Answered:
        repeatable = prompt.previous_logits is None
        if repeatable and (known := self._answers.get((frame_key, view, prompt))) is not None:
            return known
        embedding, features = self._features(frame_rgb, frame_key, view)
        earlier = self._earlier(prompt, frame_key, view)
        with self.loaded.autocast():
            decoded = decode_prompt(self.loaded, features, embedding, prompt, answered=earlier)
            answered = _Answered(decoded, fill_holes(decoded.logits))
        if repeatable:
            self._answers[frame_key, view, prompt] = answered
            while len(self._answers) > 16 * self._capacity:
                self._answers.popitem(last=False)
        return answered

    def _features(self, frame_rgb: FrameRGB, frame_key: Hashable, view: View) -> _Features:
        views = self._pictures.setdefault(frame_key, OrderedDict())
        self._pictures.move_to_end(frame_key)
        if (found := views.get(view)) is not None:
            views.move_to_end(view)
            return found
        square = squash(view.of_frame(frame_rgb), self.loaded.image_size)
        with self.loaded.autocast():
            embedding = embed(self.loaded, square, view)
            found = embedding, without_memory(self.loaded.model, embedding)
        views[view] = found
        while len(views) > VIEWS_KEPT:
            del views[next(v for v in views if v != _whole(frame_rgb))]
        while len(self._pictures) > self._capacity:
            self._pictures.popitem(last=False)
        return found

    def _earlier(self, prompt: ImagePrompt, frame_key: Hashable, view: View) -> tuple[int, Tensor] | None:
        """The longest answered part of the prompt: number of its clicks, and the logits."""
        if prompt.previous_logits is not None:
            return None
        for count in range(len(prompt.clicks) - 1, -1, -1):
            if count == 0 and prompt.box is None:
                break
            part = replace(prompt, clicks=prompt.clicks[:count])
            if (found := self._answers.get((frame_key, view, part))) is not None:
                return count, found.logits
        return None


def _whole(frame_rgb: FrameRGB) -> View:
    return View.whole((frame_rgb.shape[1], frame_rgb.shape[0]))


def can_start(prompt: ImagePrompt) -> bool:
    """Whether the prompt says where the object is: a box, a positive click, or an earlier mask to correct."""
    return (
        prompt.box is not None
        or prompt.refines is not None
        or prompt.previous_logits is not None
        or any(click.positive for click in prompt.clicks)
    )


def _segmentation(
    answered: _Answered, frame_rgb: FrameRGB, view: View, guide: EdgeGuide | None
) -> Segmentation:
    decoded, low = answered.decoded, _read_only(answered.logits[0, 0])
    scores = decoded.all_scores[0].tolist()
    order = sorted(range(len(scores)), key=lambda index: -scores[index])
    others = tuple(
        Alternative(_read_only(decoded.all_logits[0, index]), float(scores[index]), frame_rgb, view, guide)
        for index in order[1:]
    )
    mask = _enlarged(low, frame_rgb, view, guide)
    object_score = float(decoded.object_logits[0, 0])
    return Segmentation(mask, low, view, float(decoded.scores[0]), object_score, others)


def _enlarged(
    logits_hw: NDArray[np.float32], frame_rgb: FrameRGB, view: View, guide: EdgeGuide | None
) -> MaskHW:
    seen = view.of_frame(frame_rgb)
    part = guide.mask(logits_hw, seen) if guide else full_mask(logits_hw, (view.width, view.height))
    if view == _whole(frame_rgb):
        return part
    columns_first = np.zeros((frame_rgb.shape[1], frame_rgb.shape[0]), dtype=np.bool_)
    columns_first[view.x : view.x + view.width, view.y : view.y + view.height] = part.T
    return columns_first.T


def _read_only(logits_hw: Tensor) -> NDArray[np.float32]:
    array: NDArray[np.float32] = logits_hw.float().cpu().numpy()
    array.flags.writeable = False
    return array
