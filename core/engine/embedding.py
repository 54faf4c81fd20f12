"""What the model sees in a picture, and one decoding of it. Shared by one-frame masks and by tracking."""

from dataclasses import dataclass, replace

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from sam2.modeling.sam2_base import NO_OBJ_SCORE, SAM2Base
from torch import Tensor

from core.engine.colours import along_colours
from core.engine.edges import EdgeGuide
from core.engine.loader import LoadedModel
from core.engine.nano.context import ContextNeck
from core.engine.own_box import boxed, can_box, is_kept, own_box
from core.engine.prompts import ImagePrompt, mask_logits, normalise, point_inputs
from core.engine.refusal import one_way, within_box, without_newcomers, without_refused
from core.engine.target import Cells, in_agreement
from core.engine.view import View
from core.types import Box, MaskHW

HOLE_AREA = 8
"""Holes of at most this many cells of the low-resolution logits are filled, as sam2's video predictor
does."""

SPECK = 0.02
"""Islands smaller than this share of the largest say nothing of where the object is."""


@dataclass(frozen=True, slots=True)
class ImageEmbedding:
    """The features of one picture, as sam2's `_prepare_backbone_features` lays them out, for a batch of one.

    Args:
        features: a (hw, 1, C) tensor a level, fine to coarse; the last one is stride 16.
        position: position encoding of the last one, (hw, 1, C).
        sizes: (h, w) of each level.
        view: the part of the frame that is the picture.
        guide: where the picture's edges are, for models whose masks are to follow them.
        cells: what a learner sees of the picture, for models that are helped by one.
    """

    features: tuple[Tensor, ...]
    position: Tensor
    sizes: tuple[tuple[int, int], ...]
    view: View
    guide: EdgeGuide | None = None
    cells: Cells | None = None

    def high_resolution(self, batch: int) -> list[Tensor] | None:
        """The finer levels as (batch, C, h, w), for the mask decoder; None if the model uses none."""
        if len(self.features) == 1:
            return None
        levels = zip(self.features[:-1], self.sizes[:-1], strict=True)
        return [f.permute(1, 2, 0).view(1, -1, *size).expand(batch, -1, -1, -1) for f, size in levels]

    def top(self, batch: int) -> Tensor:
        """The coarsest level's tokens, (hw, batch, C)."""
        return self.features[-1].expand(-1, batch, -1)

    def top_positions(self, batch: int) -> Tensor:
        """Position encoding of `top`, (hw, batch, C)."""
        return self.position.expand(-1, batch, -1)


@dataclass(frozen=True, slots=True)
class Decoded:
    """What the mask decoder answered, for a batch of B objects.

    Args:
        logits: (B, 1, s, s) float32, s = S/4: the best mask.
        scores: (B,) predicted IoU of the best mask.
        object_logits: (B, 1) positive where the object is thought to be in the picture.
        pointers: (B, C) object pointers.
        all_logits, all_scores: (B, M, s, s) and (B, M): every mask it offered, M = 1 or 3.
    """

    logits: Tensor
    scores: Tensor
    object_logits: Tensor
    pointers: Tensor
    all_logits: Tensor
    all_scores: Tensor


def embed(loaded: LoadedModel, square_rgb: NDArray[np.uint8], view: View) -> ImageEmbedding:
    """Run the image encoder on a squashed view, (S, S, 3) uint8. Call inside `loaded.autocast()`."""
    model = loaded.model
    output = _levels(model, normalise(square_rgb, loaded.device))
    _, features, positions, sizes = model._prepare_backbone_features(output)
    guide = EdgeGuide.of(square_rgb) if loaded.base.guided_edges else None
    levels = tuple((int(h), int(w)) for h, w in sizes)
    cells = Cells(features, levels, guide) if loaded.base.learns_target and guide else None
    return ImageEmbedding(tuple(features), positions[-1], levels, view, guide, cells)


def _levels(model: SAM2Base, pictures: Tensor) -> dict[str, list[Tensor]]:
    """What `SAM2Base.forward_image` gives of pictures (B, 3, S, S), as far as tracking needs it."""
    encoder, decoder = model.image_encoder, model.sam_mask_decoder
    if not isinstance(encoder.neck, ContextNeck):
        found: dict[str, list[Tensor]] = model.forward_image(pictures)
        return found
    maps, positions = encoder.neck(encoder.trunk(pictures), (decoder.conv_s0, decoder.conv_s1))
    kept = len(maps) - encoder.scalp
    return {"backbone_fpn": maps[:kept], "vision_pos_enc": positions[:kept]}


def without_memory(model: SAM2Base, embedding: ImageEmbedding) -> Tensor:
    """The coarsest features of a picture that stands alone, (1, C, h, w), as for a first prompted frame."""
    features: Tensor = model._prepare_memory_conditioned_features(
        frame_idx=0,
        is_init_cond_frame=True,
        current_vision_feats=[embedding.features[-1]],
        current_vision_pos_embeds=[embedding.position],
        feat_sizes=[embedding.sizes[-1]],
        output_dict={},
        num_frames=1,
    )
    return features


@dataclass(frozen=True, slots=True)
class Asked:
    """What the mask decoder is asked of B objects, as the prompt encoder puts it.

    Args:
        sparse: (B, P, C): points.
        dense: (B, C, h, w): a mask.
        places: (1, C, h, w): where the features are that it is asked of.
    """

    sparse: Tensor
    dense: Tensor
    places: Tensor

    @classmethod
    def of(cls, model: SAM2Base, points: dict[str, Tensor], masks: Tensor | None) -> "Asked":
        """Points as sam2 takes them, and logits fed back, (B, 1, s, s)."""
        encoder, given = model.sam_prompt_encoder, (points["point_coords"], points["point_labels"])
        sparse, dense = encoder(points=given, boxes=None, masks=masks)
        return cls(sparse, dense, encoder.get_dense_pe())

    @classmethod
    def nothing(cls, model: SAM2Base, batch: int) -> "Asked":
        """A point that is none, as sam2 pads: what memory finds, then. The same on every frame."""
        device = next(model.sam_prompt_encoder.parameters()).device
        coords = torch.zeros(batch, 1, 2, device=device)
        labels = -torch.ones(batch, 1, dtype=torch.int32, device=device)
        return cls.of(model, {"point_coords": coords, "point_labels": labels}, None)


def decode(
    model: SAM2Base,
    features_bchw: Tensor,
    embedding: ImageEmbedding,
    asked: Asked,
    multimask: bool,
    *,
    shown_from: float = 0.0,
) -> Decoded:
    """Run the mask decoder once.

    Source: `SAM2Base._forward_sam_heads`, which enlarges every mask to the picture's size besides.

    Args:
        shown_from: the object score above which masks are given; below, all their logits are -1024.
    """
    batch, device = features_bchw.shape[0], features_bchw.device
    all_logits, scores, tokens, object_logits = model.sam_mask_decoder(
        image_embeddings=features_bchw,
        image_pe=asked.places,
        sparse_prompt_embeddings=asked.sparse,
        dense_prompt_embeddings=asked.dense,
        multimask_output=multimask,
        repeat_image=False,
        high_res_features=embedding.high_resolution(batch),
    )
    all_logits, scores, object_logits = all_logits.float(), scores.float(), object_logits.float()
    if model.pred_obj_scores:
        is_shown = object_logits > shown_from
        all_logits = torch.where(is_shown[..., None, None], all_logits, NO_OBJ_SCORE)
    rows, best = torch.arange(batch, device=device), scores.argmax(dim=1)
    token = tokens[rows, best] if tokens.shape[1] > 1 else tokens[:, 0]
    pointers = _pointers(model, token, object_logits - shown_from)
    logits = all_logits[rows, best][:, None]
    return Decoded(logits, scores.amax(dim=1), object_logits, pointers, all_logits, scores)


def _pointers(model: SAM2Base, token: Tensor, object_logits: Tensor) -> Tensor:
    """Object pointers (B, C) of the best masks' tokens, or what stands for no object."""
    pointers: Tensor = model.obj_ptr_proj(token)
    if not model.pred_obj_scores:
        return pointers
    there = object_logits.sigmoid() if model.soft_no_obj_ptr else (object_logits > 0).float()
    kept = there * pointers if model.fixed_no_obj_ptr else pointers
    nothing: Tensor = model.no_obj_ptr
    return kept + (1 - there) * nothing


def decode_prompt(
    loaded: LoadedModel,
    features_bchw: Tensor,
    embedding: ImageEmbedding,
    prompt: ImagePrompt,
    *,
    initial: bool = True,
    answered: tuple[int, Tensor] | None = None,
    hole_area: int = HOLE_AREA,
) -> Decoded:
    """Answer a prompt click by click, each answer's logits fed back with the next click.

    The box, or the first click if there is none, comes first. So the result is a function of the prompt
    alone, the same in the canvas as in tracking, and the same as sam2's predictor gives when it is fed the
    clicks one at a time. Source: `SAM2VideoPredictor.add_new_points_or_box`.

    A model that gains by it boxes what the first click found and goes on with that box (see
    `core.engine.own_box`); the other masks that it thought possible stay those of the click.

    Args:
        features_bchw: (1, C, h, w), with memory or without.
        initial: whether the frame stands alone (sam2's `is_init_cond_frame`).
        answered: how many clicks an earlier call has answered, and its logits (1, 1, s, s): only the later
            ones run.
    """

    def answer(prompt: ImagePrompt, answered: tuple[int, Tensor] | None) -> Decoded:
        return _decode_in_turn(
            loaded, features_bchw, embedding, prompt, initial=initial, answered=answered, hole_area=hole_area
        )

    if not (initial and loaded.base.boxes_itself and can_box(prompt)):
        return answer(prompt, answered)
    click = replace(prompt, clicks=prompt.clicks[:1])
    bare = answer(click, None)
    count = len(prompt.clicks)
    box = own_box(bare.logits[0, 0].float().cpu().numpy(), embedding.view, click.clicks[0])
    if box is None or (count > 1 and not is_kept(box, embedding.view)):
        if answered is None or answered[0] == 1:
            answered = 1, fill_holes(bare.logits, hole_area)
        return bare if count == 1 else answer(prompt, answered)
    result = bare
    for stop in range(1 if answered is None else answered[0] + 1, count + 1):
        part = replace(prompt, clicks=prompt.clicks[:stop])
        result = answer(boxed(part, box), None if stop == 1 else answered)
        answered = stop, fill_holes(result.logits, hole_area)
    others = bare if count == 1 else result
    return replace(result, all_logits=others.all_logits, all_scores=others.all_scores)


def _decode_in_turn(
    loaded: LoadedModel,
    features_bchw: Tensor,
    embedding: ImageEmbedding,
    prompt: ImagePrompt,
    *,
    initial: bool,
    answered: tuple[int, Tensor] | None,
    hole_area: int,
) -> Decoded:
    """Answer the clicks of a prompt as it stands, one after the other."""
    model = loaded.model
    view = embedding.view
    points = point_inputs(prompt.clicks, prompt.box, view, loaded.image_size, loaded.device)
    if points is None:
        raise ValueError("a prompt without points has nothing to decode")
    corners = 0 if prompt.box is None else 2
    side = 4 * embedding.sizes[-1][0]
    previous: Tensor | None = None
    first_stop = corners or 1
    if prompt.previous_logits is not None:
        previous = torch.from_numpy(np.array(prompt.previous_logits, dtype=np.float32)).to(loaded.device)
        previous = previous.view(1, 1, side, side)
        first_stop = points.count
    elif answered is not None:
        first_stop, previous = corners + answered[0] + 1, answered[1]
    before: Tensor | None = None
    if prompt.refines is not None and prompt.previous_logits is None:
        before = mask_logits(view.of_mask(prompt.refines), side, loaded.device)
        previous = before if previous is None else previous
    corrects = bool(corners) or before is not None or prompt.previous_logits is not None
    result: Decoded | None = None
    for stop in range(first_stop, points.count + 1):
        some = points.first(stop).as_sam2()
        multimask = model._use_multimask(initial, some)
        fed_back = None if previous is None else previous.clamp(-32.0, 32.0)
        result = decode(model, features_bchw, embedding, Asked.of(model, some, fed_back), multimask)
        if embedding.cells is not None:
            agreed = in_agreement(embedding.cells, result.logits, float(result.scores[0]))
            result = replace(result, logits=agreed)
        if loaded.base.drops_refused:
            kept = result.logits if previous is None else one_way(result.logits, points.first(stop), previous)
            kept = without_refused(kept, points.first(stop), loaded.image_size)
            kept = within_box(kept, points.first(stop), loaded.image_size)
            if embedding.guide is not None:
                kept = along_colours(
                    kept, points.first(stop), embedding.guide.picture, loaded.image_size, corrects=corrects
                )
            if before is not None:
                kept = without_newcomers(kept, points.first(stop), before, loaded.image_size)
            result = replace(result, logits=kept)
        previous = fill_holes(result.logits, hole_area)
    if result is None:
        raise ValueError("every click has been answered already")
    return result


def fill_holes(logits_b1hw: Tensor, max_area: int = HOLE_AREA) -> Tensor:
    """Raise background specks of at most `max_area` cells to 0.1, on the CPU with OpenCV.

    sam2's `fill_holes_in_mask_scores` does this with a CUDA extension that the wheel does not contain; the
    result is the same: 8-connected components of the cells that are not positive.
    """
    if max_area <= 0:
        return logits_b1hw
    background = (logits_b1hw[:, 0] <= 0).to("cpu", torch.uint8).numpy()
    holes = np.zeros(background.shape, dtype=np.bool_)
    for index, picture in enumerate(background):
        count, labels, stats, _ = cv2.connectedComponentsWithStats(picture, connectivity=8)
        small = stats[:, cv2.CC_STAT_AREA] <= max_area
        small[0] = False
        if count > 1 and small.any():
            holes[index] = small[labels]
    if not holes.any():
        return logits_b1hw
    return torch.where(torch.from_numpy(holes)[:, None].to(logits_b1hw.device), 0.1, logits_b1hw)


def full_mask(logits_hw: NDArray[np.float32], size_wh: tuple[int, int]) -> MaskHW:
    """Enlarge logits (s, s) to a mask (height, width) bool of the view's size, bilinearly, and cut at 0.

    The result is column-major in memory, as run-length encoding reads it: a 1080p mask is encoded in half
    the time. Where the embedding has a guide, `EdgeGuide.mask` does it better.
    """
    width, height = size_wh
    columns_first = np.ascontiguousarray(logits_hw.T)
    enlarged = cv2.resize(columns_first, (height, width), interpolation=cv2.INTER_LINEAR)
    return np.asarray(enlarged > 0).T


def found_box(logits_hw: NDArray[np.float32], view: View) -> Box | None:
    """The box, in media pixels, of what low-resolution logits (s, s) found in a view; None if nothing.

    Islands that are small beside the largest do not count.
    """
    found = (logits_hw > 0).astype(np.uint8)
    count, _, statistics, _ = cv2.connectedComponentsWithStats(found, connectivity=8)
    if count < 2:
        return None
    parts = np.asarray(statistics)[1:]
    areas = parts[:, cv2.CC_STAT_AREA]
    parts = parts[areas >= SPECK * areas.max()]
    left, top = parts[:, cv2.CC_STAT_LEFT], parts[:, cv2.CC_STAT_TOP]
    right, bottom = left + parts[:, cv2.CC_STAT_WIDTH], top + parts[:, cv2.CC_STAT_HEIGHT]
    edges = float(left.min()), float(top.min()), float(right.max()), float(bottom.max())
    return view.of_cells(*edges, logits_hw.shape)
