"""What the model answers for one object on one frame."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from sam2.modeling.sam2_base import NO_OBJ_SCORE
from torch import Tensor

from core.engine.edges import EdgeGuide
from core.engine.embedding import found_box, full_mask
from core.engine.view import View
from core.masks import Mask
from core.types import Box, FrameRGB

OUTSIDE = -10.0
"""The logit of what cannot be the object."""


@dataclass(frozen=True, slots=True)
class ObjectOutput:
    """The model's answer for one object on one frame.

    Args:
        logits: (1, 1, s, s) float32 on the model's device, s = S/4, holes filled.
        memory_logits: what the memory encoder is to see, float32: (1, 1, s, s), to be enlarged, or (1, 1, S,
            S) where something was cut off.
        pointer: (1, C).
        object_logits: (1, 1).
        score: predicted IoU, 0 to 1.
        prompted: whether a person's prompt made it, rather than memory alone.
        view: the part of the frame that the logits cover; nothing is found outside.
        guide: where the picture's edges are, for models whose masks follow them.
        doubted: where something was that does not look like the object, in media pixels.
    """

    logits: Tensor
    memory_logits: Tensor
    pointer: Tensor
    object_logits: Tensor
    score: float
    prompted: bool
    view: View
    guide: EdgeGuide | None = None
    doubted: Box | None = None

    @property
    def object_score(self) -> float:
        """Logit; positive where the object is thought to be in the frame."""
        return float(self.object_logits)

    @property
    def area(self) -> int:
        """Cells of the logits that show the object."""
        return int((self.logits > 0).sum())

    def enlarged(self) -> Tensor:
        """(1, 1, S, S) float32: what the memory encoder is to see."""
        side = 4 * self.logits.shape[-1]
        if self.memory_logits.shape[-1] == side:
            return self.memory_logits
        return F.interpolate(self.memory_logits, size=(side, side), mode="bilinear")

    def logits_hw(self) -> NDArray[np.float32]:
        """(s, s) float32 on the CPU."""
        array: NDArray[np.float32] = self.logits[0, 0].float().cpu().numpy()
        return array

    def mask(self, size_wh: tuple[int, int], frame: Callable[[], FrameRGB]) -> Mask:
        """At the media's full resolution; the frame is asked for only if there is a guide."""
        if self.guide is None:
            part = full_mask(self.logits_hw(), (self.view.width, self.view.height))
        else:
            part = self.guide.mask(self.logits_hw(), self.view.of_frame(frame()))
        return self.view.to_mask(part, size_wh)

    def within(self, region: Box) -> "ObjectOutput":
        """The same with nothing outside a region, in media pixels, for the person and for memory."""
        inside = self.view.of_box(region)
        across, down = inside.x0 / self.view.width, inside.y0 / self.view.height
        to_across, to_down = inside.x1 / self.view.width, inside.y1 / self.view.height

        def cut(logits: Tensor) -> Tensor:
            height, width = logits.shape[-2:]
            rows = slice(math.floor(down * height), math.ceil(to_down * height))
            columns = slice(math.floor(across * width), math.ceil(to_across * width))
            kept = torch.full_like(logits, OUTSIDE)
            kept[..., rows, columns] = logits[..., rows, columns]
            return torch.minimum(kept, logits)

        return replace(self, logits=cut(self.logits), memory_logits=cut(self.enlarged()))

    def with_logits(self, logits: Tensor) -> "ObjectOutput":
        """The same with another mask, (1, 1, s, s), for the person and for memory."""
        return replace(self, logits=logits, memory_logits=logits)

    def judged(self, object_logit: float) -> "ObjectOutput":
        """The same with another object score, and an empty mask where that says that it is not the object."""
        judged = replace(self, object_logits=torch.full_like(self.object_logits, object_logit))
        if object_logit > 0:
            return judged
        return replace(judged.with_logits(torch.full_like(self.logits, NO_OBJ_SCORE)), doubted=self.box())

    def box(self) -> Box | None:
        """Where the object is, to a cell of the logits, in media pixels; None where it is not."""
        return found_box(self.logits_hw(), self.view)
