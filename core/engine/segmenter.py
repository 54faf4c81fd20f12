"""Masks on one picture: the annotator clicks, the mask is back at once."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

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
    guide: EdgeGuide | None

    def mask(self) -> MaskHW:
        """(H, W) bool at the picture's full resolution."""
        return _enlarged(self.logits_low, self.frame_rgb, self.guide)


@dataclass(frozen=True, slots=True)
class Segmentation:
    """The answer to a prompt on one picture.

    Args:
        mask: (H, W) bool at the picture's full resolution.
        logits_low: (S/4, S/4) float32, read-only; may be fed back as `ImagePrompt.previous_logits`.
        score: predicted IoU, 0 to 1.
        object_score: logit, positive where the object is thought to be in the picture.
        alternatives: the other masks after a single click, best first; empty otherwise.
    """

    mask: MaskHW
    logits_low: NDArray[np.float32]
    score: float
    object_score: float
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class _Answered:
    prompt: ImagePrompt
    logits: Tensor


class Segmenter:
    """Segments single pictures and remembers their embeddings. Used by one thread at a time.

    Args:
        embedding_cache: how many pictures' embeddings are kept; in float32 one takes 20 MiB at 1024 pixels
            (the official models) and under 2 MiB for nano.
    """

    def __init__(self, loaded: LoadedModel, *, embedding_cache: int = 8) -> None:
        self.loaded = loaded
        self._capacity = max(1, embedding_cache)
        self._embeddings: OrderedDict[Hashable, tuple[ImageEmbedding, Tensor]] = OrderedDict()
        self._answers: OrderedDict[Hashable, _Answered] = OrderedDict()

    def embed(self, frame_rgb: FrameRGB, *, frame_key: Hashable) -> ImageEmbedding:
        """The picture's embedding, computed on the first call for its key: do this ahead of the first
        click.
        """
        return self._features(frame_rgb, frame_key)[0]

    def is_embedded(self, frame_key: Hashable) -> bool:
        """Whether the next prompt on that picture costs only the decoder."""
        return frame_key in self._embeddings

    def forget(self) -> None:
        """Drop all embeddings, for instance when the media changes."""
        self._embeddings.clear()
        self._answers.clear()

    def forget_answers(self) -> None:
        """Drop what was answered but not the embeddings: for when the decoder alone has changed."""
        self._answers.clear()

    def segment(self, frame_rgb: FrameRGB, prompt: ImagePrompt, *, frame_key: Hashable) -> Segmentation:
        """The mask for a prompt: a function of picture and prompt alone, whatever was asked before.

        The clicks are answered one after the other, each answer being fed back with the next; those that an
        earlier call has answered are not computed again, so another click costs one run of the decoder.

        Args:
            frame_rgb: (H, W, 3) uint8 RGB.
            frame_key: names the picture, for instance (media, frame index); equal keys mean equal pictures.

        Raises:
            PromptError, MaskError: the prompt does not fit the picture, or has nothing on the object.
        """
        height, width = frame_rgb.shape[:2]
        check_prompt(prompt, (width, height))
        if not can_start(prompt):
            raise PromptError("Begin with a point on the object or a box around it.")
        embedding, features = self._features(frame_rgb, frame_key)
        answered = self._earlier(prompt, frame_key)
        with self.loaded.autocast():
            decoded = decode_prompt(self.loaded, features, embedding, prompt, answered=answered)
            logits = fill_holes(decoded.logits)
        self._remember(prompt, frame_key, logits)
        return _segmentation(decoded, logits, frame_rgb, embedding.guide)

    def _features(self, frame_rgb: FrameRGB, frame_key: Hashable) -> tuple[ImageEmbedding, Tensor]:
        if (found := self._embeddings.get(frame_key)) is not None:
            self._embeddings.move_to_end(frame_key)
            return found
        height, width = frame_rgb.shape[:2]
        square = squash(frame_rgb, self.loaded.image_size)
        with self.loaded.autocast():
            embedding = embed(self.loaded, square, View.whole((width, height)))
            found = embedding, without_memory(self.loaded.model, embedding)
        self._embeddings[frame_key] = found
        while len(self._embeddings) > self._capacity:
            self._embeddings.popitem(last=False)
        return found

    def _earlier(self, prompt: ImagePrompt, frame_key: Hashable) -> tuple[int, Tensor] | None:
        """The longest answered part of the prompt: number of its clicks, and the logits."""
        if prompt.previous_logits is not None:
            return None
        for count in range(len(prompt.clicks) - 1, -1, -1):
            if count == 0 and prompt.box is None:
                break
            part = replace(prompt, clicks=prompt.clicks[:count])
            if (found := self._answers.get((frame_key, part))) is not None:
                return count, found.logits
        return None

    def _remember(self, prompt: ImagePrompt, frame_key: Hashable, logits: Tensor) -> None:
        if prompt.previous_logits is None:
            self._answers[frame_key, prompt] = _Answered(prompt, logits)
            while len(self._answers) > 16 * self._capacity:
                self._answers.popitem(last=False)


def can_start(prompt: ImagePrompt) -> bool:
    """Whether the prompt says where the object is: a box, a positive click, or an earlier mask to correct."""
    return (
        prompt.box is not None
        or prompt.refines is not None
        or prompt.previous_logits is not None
        or any(click.positive for click in prompt.clicks)
    )


def _segmentation(
    decoded: Decoded, logits: Tensor, frame_rgb: FrameRGB, guide: EdgeGuide | None
) -> Segmentation:
    low = _read_only(logits[0, 0])
    scores = decoded.all_scores[0].tolist()
    order = sorted(range(len(scores)), key=lambda index: -scores[index])
    others = tuple(
        Alternative(_read_only(decoded.all_logits[0, index]), float(scores[index]), frame_rgb, guide)
        for index in order[1:]
    )
    mask = _enlarged(low, frame_rgb, guide)
    return Segmentation(mask, low, float(decoded.scores[0]), float(decoded.object_logits[0, 0]), others)


def _enlarged(logits_hw: NDArray[np.float32], frame_rgb: FrameRGB, guide: EdgeGuide | None) -> MaskHW:
    if guide is None:
        return full_mask(logits_hw, (frame_rgb.shape[1], frame_rgb.shape[0]))
    return guide.mask(logits_hw, frame_rgb)


def _read_only(logits_hw: Tensor) -> NDArray[np.float32]:
    array: NDArray[np.float32] = logits_hw.float().cpu().numpy()
    array.flags.writeable = False
    return array
