"""The model's side of tracking, one frame at a time: what `track` and the skipping policy drive.

Source: `SAM2VideoPredictor` and `SAM2Base.track_step` of sam2 1.1.0, whose results are reproduced; ours keeps
bounded memory, runs the objects of a frame in one batch, and returns the predicted IoU.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from sam2.modeling.sam2_utils import get_1d_sine_pe
from torch import Tensor

from core.engine.embedding import (
    HOLE_AREA,
    Asked,
    Decoded,
    ImageEmbedding,
    decode,
    decode_prompt,
    embed,
    fill_holes,
    without_memory,
)
from core.engine.loader import LoadedModel
from core.engine.presence import JUDGED_FROM, Appearance, presence_logit
from core.engine.prompts import ImagePrompt, mask_input, squash
from core.engine.target import Evidence, TargetModel, TargetValues, without_faint_islands
from core.engine.view import View
from core.masks import Mask
from core.tracking.memory import BankLimits, Memory, MemoryBank, Recall
from core.tracking.output import ObjectOutput
from core.types import FramePrompt, FrameRGB


class TrackerSession:
    """Several objects' memory banks and the steps of the model on them.

    `banks` maps object ids to values: read one to remember a point in time, assign it to go back there.
    Holds no frames. Used by one thread at a time; every method enters autocast and inference mode by itself.

    Args:
        frame_count: how many frames the model may see in all (sam2 attends fewer pointers in media shorter
            than 16).
        backward: whether the numbers go down as the session goes on.
        hole_area: holes of at most this many low-resolution cells are filled; 0 leaves them.
        closes_gaps: whether the frames last seen count as neighbours of the next, however far apart their
            numbers are.
    """

    def __init__(
        self,
        loaded: LoadedModel,
        *,
        frame_count: int,
        backward: bool = False,
        hole_area: int = HOLE_AREA,
        closes_gaps: bool = False,
    ) -> None:
        self.loaded = loaded
        self.backward = backward
        self.hole_area = hole_area
        self.closes_gaps = closes_gaps
        self.limits = BankLimits.of(loaded.model, frame_count)
        self.banks: dict[int, MemoryBank] = {}
        self._presence = loaded.base.presence_weights()
        self._shown_from = 0.0 if self._presence is None else JUDGED_FROM
        self._map_positions: Tensor | None = None
        self._nothing_asked: dict[int, Asked] = {}

    def embed(self, frame_rgb: FrameRGB) -> ImageEmbedding:
        """Run the image encoder on a frame, (H, W, 3) uint8 RGB at the media's size."""
        height, width = frame_rgb.shape[:2]
        return self.embed_square(squash(frame_rgb, self.loaded.image_size), View.whole((width, height)))

    def embed_square(self, square_rgb: NDArray[np.uint8], view: View) -> ImageEmbedding:
        """The same for a part of a frame that was squashed elsewhere, (S, S, 3) uint8."""
        with self.loaded.autocast():
            return embed(self.loaded, square_rgb, view)

    def infer(
        self, number: int, embedding: ImageEmbedding, object_ids: Iterable[int] | None = None
    ) -> dict[int, ObjectOutput]:
        """Find objects by their memory alone, leaving the banks as they are. All objects by default.

        Objects whose memory has the same size run in one batch.
        """
        ids = list(self.banks if object_ids is None else object_ids)
        recalls = {i: self._recall(i, number) for i in ids}
        batches: dict[tuple[int, int], list[int]] = {}
        for object_id, recall in recalls.items():
            batches.setdefault((len(recall.maps), len(recall.pointers)), []).append(object_id)
        found: dict[int, ObjectOutput] = {}
        with self.loaded.autocast():
            for batch in batches.values():
                features = self._attend([recalls[i] for i in batch], embedding)
                decoded = self._decode(features, embedding, shown_from=self._shown_from)
                found.update(zip(batch, self._outputs(decoded, embedding), strict=True))
        return {i: self._weighed(i, embedding, found[i]) for i in ids}

    def recollect(self, object_id: int, number: int, embedding: ImageEmbedding) -> Tensor:
        """What the decoder would be given for the object by `infer`: (1, C, h, w)."""
        with self.loaded.autocast():
            return self._attend([self._recall(object_id, number)], embedding)

    def answer(self, embedding: ImageEmbedding, prompt: FramePrompt) -> ObjectOutput:
        """Answer a prompt by the picture alone, as on a first prompted frame. The banks stay as they are.

        A painted mask is taken as it is: the output's logits are the mask at low resolution.
        """
        with self.loaded.autocast():
            if prompt.mask is not None:
                return self._from_mask(embedding, prompt.mask)
            features = without_memory(self.loaded.model, embedding)
            return self._from_clicks(features, embedding, ImagePrompt.of(prompt), initial=True)

    def correct(
        self, object_id: int, number: int, embedding: ImageEmbedding, prompt: FramePrompt
    ) -> ObjectOutput:
        """Answer clicks as a correction of what memory finds on this frame. The banks stay as they are.

        This is what sam2's predictor does with clicks on a frame that it has tracked already.
        """
        if prompt.mask is not None:
            return self.answer(embedding, prompt)
        with self.loaded.autocast():
            recall = self._recall(object_id, number)
            features = self._attend([recall], embedding)
            decoded = self._decode(features, embedding)
        (tracked,) = self._outputs(decoded, embedding)
        previous = self._heard(
            tracked, _learnt(self.banks.get(object_id, MemoryBank()), embedding)
        ).logits_hw()
        with self.loaded.autocast():
            clicks = ImagePrompt(prompt.clicks, prompt.box, previous_logits=previous)
            return self._from_clicks(features, embedding, clicks, initial=False)

    def condition(self, object_id: int, number: int, embedding: ImageEmbedding, output: ObjectOutput) -> None:
        """Put a prompted frame into the object's bank for good, as one of its conditioning frames."""
        (memory,) = self._memories(number, embedding, [output])
        self.banks[object_id] = self.banks.get(object_id, MemoryBank()).with_conditioning(memory)

    def remember(self, number: int, embedding: ImageEmbedding, outputs: Mapping[int, ObjectOutput]) -> None:
        """Put a frame's outputs into the objects' banks as the newest tracked frame."""
        if not outputs:
            return
        memories = self._memories(number, embedding, list(outputs.values()))
        for object_id, memory in zip(outputs, memories, strict=True):
            self.banks[object_id] = self._bank(object_id, number).with_recent(memory, self.limits)

    def step(
        self,
        number: int,
        embedding: ImageEmbedding,
        object_ids: Iterable[int] | None = None,
        *,
        remember: bool = True,
    ) -> dict[int, ObjectOutput]:
        """`infer`, and `remember` unless told not to: one tracked frame."""
        outputs = self.infer(number, embedding, object_ids)
        if remember:
            self.remember(number, embedding, outputs)
        return outputs

    def likeness(self, object_id: int, embedding: ImageEmbedding, logits_11hw: Tensor) -> float:
        """How much what logits (1, 1, s, s) show looks like the object on its prompted frames: up to 1, and 0
        for a model that is not judged by looks.
        """
        bank = self.banks.get(object_id, MemoryBank())
        known = [m.appearance for m in bank.conditioning if m.appearance is not None]
        return float(Appearance.of(embedding, logits_11hw).likeness(known).mean()) if known else 0.0

    def _bank(self, object_id: int, number: int) -> MemoryBank:
        """The object's memory as it is looked up from a frame."""
        bank = self.banks.get(object_id, MemoryBank())
        return bank.closed_up(number, backward=self.backward) if self.closes_gaps else bank

    def _recall(self, object_id: int, number: int) -> Recall:
        return self._bank(object_id, number).recall(number, self.limits, backward=self.backward)

    def _attend(self, recalls: list[Recall], embedding: ImageEmbedding) -> Tensor:
        """The picture's coarse features in the light of memory: (B, C, h, w). All recalls have the same
        size.
        """
        model, batch = self.loaded.model, len(recalls)
        dtype = torch.float32 if self.loaded.precision == torch.float32 else torch.bfloat16
        positions = self._map_position_table(embedding)
        # One object after the other along the batch axis; maps are stored in bfloat16, as sam2 does, and
        # must be upcast by hand where autocast is off.
        tokens = [torch.cat([t.to(dtype) for t, _ in recall.maps]) for recall in recalls]
        token_positions = [torch.cat([positions[row] for _, row in recall.maps]) for recall in recalls]
        memory, memory_positions = torch.cat(tokens, dim=1), torch.cat(token_positions, dim=1)
        pointer_tokens = 0
        if recalls[0].pointers and model.use_obj_ptrs_in_encoder:
            pointers, pointer_positions = self._pointer_tokens(recalls)
            pointer_tokens = pointers.shape[0]
            memory = torch.cat([memory, pointers.to(dtype)])
            memory_positions = torch.cat([memory_positions, pointer_positions.to(memory_positions.dtype)])
        attended: Tensor = model.memory_attention(
            curr=[embedding.top(batch)],
            curr_pos=[embedding.top_positions(batch)],
            memory=memory,
            memory_pos=memory_positions,
            num_obj_ptr_tokens=pointer_tokens,
        )
        return attended.permute(1, 2, 0).view(batch, -1, *embedding.sizes[-1])

    def _decode(self, features: Tensor, embedding: ImageEmbedding, *, shown_from: float = 0.0) -> Decoded:
        """What the decoder finds in a picture in the light of memory alone."""
        model, batch = self.loaded.model, len(features)
        if batch not in self._nothing_asked:
            self._nothing_asked[batch] = Asked.nothing(model, batch)
        multimask = model._use_multimask(False, None)
        return decode(
            model, features, embedding, self._nothing_asked[batch], multimask, shown_from=shown_from
        )

    def _pointer_tokens(self, recalls: list[Recall]) -> tuple[Tensor, Tensor]:
        """Pointers split into tokens of the memory's width, and their encoded distances: (L, B, C_mem)
        each.
        """
        model: Any = self.loaded.model
        batch, mem_dim, dim = len(recalls), int(model.mem_dim), int(model.hidden_dim)
        pointers = torch.stack(
            [torch.cat([pointer for pointer, _ in recall.pointers]) for recall in recalls], dim=1
        )
        if model.add_tpos_enc_to_obj_ptrs:
            distances = torch.tensor(
                [[distance for _, distance in recall.pointers] for recall in recalls], device=pointers.device
            ).T
            width = dim if model.proj_tpos_enc_in_obj_ptrs else mem_dim
            encoded = model.obj_ptr_tpos_proj(
                get_1d_sine_pe(distances / max(1, self.limits.pointers), dim=width)
            )
        else:
            encoded = pointers.new_zeros(pointers.shape[0], batch, mem_dim)
        if mem_dim < dim:
            parts = dim // mem_dim
            pointers = pointers.reshape(-1, batch, parts, mem_dim).permute(0, 2, 1, 3).flatten(0, 1)
            encoded = encoded.repeat_interleave(parts, dim=0)
        return pointers, encoded

    def _map_position_table(self, embedding: ImageEmbedding) -> Tensor:
        """Space plus time encoding of a memory map by its age: (num_maskmem, hw, 1, C_mem) float32."""
        if self._map_positions is None:
            model: Any = self.loaded.model
            height, width = embedding.sizes[-1]
            blank = torch.zeros(1, model.mem_dim, height, width, device=self.loaded.device)
            space = model.memory_encoder.position_encoding(blank).flatten(2).permute(2, 0, 1)
            self._map_positions = space[None] + model.maskmem_tpos_enc.detach()
        return self._map_positions

    def _from_mask(self, embedding: ImageEmbedding, mask: Mask) -> ObjectOutput:
        model = self.loaded.model
        square = mask_input(embedding.view.of_mask(mask), self.loaded.image_size, self.loaded.device)
        features = embedding.features[-1].permute(1, 2, 0).view(1, -1, *embedding.sizes[-1])
        logits, _, scores, _, _, pointer, object_logits = model._use_mask_as_output(
            features, embedding.high_resolution(1), square
        )
        return self._prompted(embedding, logits, pointer, object_logits, float(scores[0, 0]))

    def _from_clicks(
        self, features: Tensor, embedding: ImageEmbedding, prompt: ImagePrompt, *, initial: bool
    ) -> ObjectOutput:
        decoded = decode_prompt(
            self.loaded, features, embedding, prompt, initial=initial, hole_area=self.hole_area
        )
        score = float(decoded.scores[0])
        return self._prompted(embedding, decoded.logits, decoded.pointers, decoded.object_logits, score)

    def _prompted(
        self, embedding: ImageEmbedding, logits: Tensor, pointer: Tensor, object_logits: Tensor, score: float
    ) -> ObjectOutput:
        filled = fill_holes(logits, self.hole_area)
        # Memory of a prompted frame is made of the low-resolution mask that the person was shown.
        return ObjectOutput(
            filled,
            filled,
            pointer,
            object_logits.float(),
            score,
            prompted=True,
            view=embedding.view,
            guide=embedding.guide,
        )

    def _outputs(self, decoded: Decoded, embedding: ImageEmbedding) -> list[ObjectOutput]:
        filled = fill_holes(decoded.logits, self.hole_area)
        return [
            ObjectOutput(
                filled[i : i + 1],
                decoded.logits[i : i + 1],
                decoded.pointers[i : i + 1],
                decoded.object_logits[i : i + 1],
                score,
                prompted=False,
                view=embedding.view,
                guide=embedding.guide,
            )
            for i, score in enumerate(decoded.scores.tolist())
        ]

    def _weighed(self, object_id: int, embedding: ImageEmbedding, output: ObjectOutput) -> ObjectOutput:
        """What was tracked, in the light of what is known of the object itself: whether this is it at all,
        and which cells are.
        """
        bank = self.banks.get(object_id, MemoryBank())
        learnt = _learnt(bank, embedding)
        known = bank.appearances()
        if self._presence is not None and known and output.object_score > self._shown_from:
            target = 0.0 if learnt is None else learnt.mean_over(output.logits)
            likeness = Appearance.of(embedding, output.logits).likeness(known)
            said = presence_logit(self._presence, output.object_score, output.score, target, likeness)
            output = output.judged(said)
        return self._heard(output, learnt)

    def _heard(self, output: ObjectOutput, learnt: TargetValues | None) -> ObjectOutput:
        if learnt is None or output.object_score <= 0:
            return output
        logits = without_faint_islands(learnt.heard(output.logits, output.score))
        return output.with_logits(fill_holes(logits, self.hole_area))

    def _memories(self, number: int, embedding: ImageEmbedding, outputs: list[ObjectOutput]) -> list[Memory]:
        """Encode outputs of one frame, all of them prompted or none, in one batch."""
        with self.loaded.autocast():
            features, _ = self.loaded.model._encode_new_memory(
                current_vision_feats=[embedding.top(len(outputs))],
                feat_sizes=[embedding.sizes[-1]],
                pred_masks_high_res=torch.cat([output.enlarged() for output in outputs]),
                object_score_logits=torch.cat([output.object_logits for output in outputs]),
                is_mask_from_pts=outputs[0].prompted,
            )
        tokens = features.to(torch.bfloat16).flatten(2).permute(2, 0, 1)
        # Copies, so that no memory keeps its whole batch alive.
        return [
            Memory(
                number,
                tokens[:, i : i + 1].clone(),
                output.pointer.clone(),
                None if self._presence is None else Appearance.of(embedding, output.logits),
                None if embedding.cells is None else Evidence.of(embedding.cells, output.logits),
            )
            for i, output in enumerate(outputs)
        ]


def _learnt(bank: MemoryBank, embedding: ImageEmbedding) -> TargetValues | None:
    """What was learnt of an object, asked of a picture; None where nothing was."""
    if embedding.cells is None or not (evidence := bank.evidence()):
        return None
    return TargetModel.fitted(evidence).values(embedding.cells)
