"""The taught part of the model: prompts and kept features in, candidate masks out, with gradients."""

from collections.abc import Collection
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from sam2.modeling.sam2_base import NO_OBJ_SCORE, SAM2Base
from torch import Tensor

from core.training.annotator import Points
from core.training.config import Part
from core.training.embeddings import FeatureBatch

FED_BACK = 32.0
"""Logits are cut to plus and minus this before they are fed back, as in sam2."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the decoder said of B pictures.

    Args:
        logits: (B, M, S/4, S/4) float32, M candidates.
        ious: (B, M) its own estimates.
        object_logits: (B,) positive where it thinks that the object is there.
        every: while the decoder is taught and one mask is asked for, logits and estimates of all four, if it
            is a decoder that in use shows the best of the others where the one is unstable.
    """

    logits: Tensor
    ious: Tensor
    object_logits: Tensor
    every: tuple[Tensor, Tensor] | None = None

    def best(self) -> Tensor:
        """The candidate with the highest estimate, (B, S/4, S/4), detached."""
        chosen = self.ious.argmax(dim=1)
        return self.logits.detach()[torch.arange(len(chosen), device=chosen.device), chosen]

    def shown(self) -> Tensor:
        """What a person would be shown: the best, or nothing where the object is thought absent."""
        absent = (self.object_logits.detach() <= 0)[:, None, None]
        return torch.where(absent, NO_OBJ_SCORE, self.best())


def answer(
    model: SAM2Base, features: FeatureBatch, points: Points | None, previous_bhw: Tensor | None = None
) -> Answer:
    """Ask for masks. Follows `SAM2Base._forward_sam_heads`, but gives every candidate.

    Args:
        points: None asks as tracking does, by the features alone.
        previous_bhw: (B, S/4, S/4) logits of the answer that the last click corrects.
    """
    batch, device = features.top.shape[0], features.top.device
    if points is None:
        several = model._use_multimask(False, None)
        coords = torch.zeros(batch, 1, 2, device=device)
        labels = -torch.ones(batch, 1, dtype=torch.int32, device=device)
    else:
        coords, labels = points.coords, points.labels
        several = model._use_multimask(True, {"point_coords": coords, "point_labels": labels})
    masks = None if previous_bhw is None else previous_bhw.detach().clamp(-FED_BACK, FED_BACK)[:, None]
    sparse, dense = model.sam_prompt_encoder(points=(coords, labels), boxes=None, masks=masks)
    decoder, taught = model.sam_mask_decoder, model.sam_mask_decoder.training
    logits, ious, _, object_logits = (decoder.predict_masks if taught else decoder)(
        image_embeddings=features.top,
        image_pe=model.sam_prompt_encoder.get_dense_pe(),
        sparse_prompt_embeddings=sparse,
        dense_prompt_embeddings=dense,
        repeat_image=False,
        high_res_features=list(features.finer) or None,
        **({} if taught else {"multimask_output": several}),
    )
    logits, ious, object_logits = logits.float(), ious.float(), object_logits.float()[:, 0]
    if not taught:
        return Answer(logits, ious, object_logits)
    if several:
        return Answer(logits[:, 1:], ious[:, 1:], object_logits)
    falls_back = bool(decoder.dynamic_multimask_via_stability)
    return Answer(logits[:, :1], ious[:, :1], object_logits, (logits, ious) if falls_back else None)


def enlarged(logits: Tensor, side: int) -> Tensor:
    """(B, M, s, s) or (B, s, s) logits to `side` pixels a side, bilinearly."""
    stack = logits if logits.ndim == 4 else logits[:, None]
    large = F.interpolate(stack, size=(side, side), mode="bilinear", align_corners=False)
    return large if logits.ndim == 4 else large[:, 0]


def taught_names(model: SAM2Base, parts: Collection[Part], *, absent_shown: bool) -> list[str]:
    """Names of the parameters that a run changes.

    `conv_s0` and `conv_s1` belong to the neck: kept features come after them. The object score's own head and
    token stay as they are where no picture is without the object: they would only learn to say yes.
    """
    after_neck = ("sam_mask_decoder.conv_s0.", "sam_mask_decoder.conv_s1.")
    prefixes = {
        "decoder": ("sam_mask_decoder.",),
        "prompts": ("sam_prompt_encoder.",),
        "neck": ("image_encoder.neck.", *after_neck),
    }
    frozen = [] if "neck" in parts else list(after_neck)
    if not absent_shown:
        frozen += ["sam_mask_decoder.pred_obj_score_head.", "sam_mask_decoder.obj_score_token."]
    wanted = tuple(prefix for part in parts for prefix in prefixes[part])
    return [
        name
        for name, _ in model.named_parameters()
        if name.startswith(wanted) and not name.startswith(tuple(frozen))
    ]
