"""The job that answers a prompt on one frame, shared by clicks and previews."""

from dataclasses import dataclass

from core.cancel import CancelToken
from core.masks import Mask
from core.types import FramePrompt, FrameRGB
from desktop.controllers.models import ReadyModel
from desktop.jobs.job import Work, once


@dataclass(frozen=True, slots=True)
class Answer:
    """The model's mask for a prompt. `score`: predicted IoU, 0 to 1."""

    mask: Mask
    score: float


def segmenting(model: ReadyModel, media_number: int, prompt: FramePrompt, frame_rgb: FrameRGB) -> Work:
    """Work for the engine lane whose one event is an `Answer`. `media_number`: `FrameController`'s."""
    key = (media_number, prompt.frame_index)

    def work(_cancel: CancelToken) -> object:
        from core.engine.prompts import ImagePrompt

        found = model.segmenter.segment(frame_rgb, ImagePrompt.of(prompt), frame_key=key)
        return Answer(Mask.from_array(found.mask), found.score)

    return once(work)


def can_start(prompt: FramePrompt) -> bool:
    """Whether it says where the object is (`core.engine.segmenter.can_start`, without importing torch)."""
    positive = any(click.positive for click in prompt.clicks)
    refined = prompt.refines is not None and bool(prompt.clicks)
    return positive or refined or prompt.box is not None
