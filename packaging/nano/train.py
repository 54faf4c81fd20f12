"""Make the embedded model: ImageNet weights and public pictures in, one weight file out.

    python packaging/nano/train.py --data DATA --out RUN [--minutes 25] [--device cuda] [--oracle]
    python packaging/nano/train.py --data DATA --out RUN2 --start RUN --schedule further --minutes 130

Three stages, each of which shares out the minutes it is given, so that the same recipe runs on any machine
and an oracle of a fifth of the time shows whether an idea helps:

1. `image`: single pictures; a click or a box, then correction clicks with the previous logits fed back.
2. `clip`: clips of 4 frames through the memory.
3. `film`: clips of 8 frames at full size, an average of the weights kept.

The schedule `further` takes the average of a finished run, or the mean of several, through more of the same,
half of it at sizes drawn at random; `deeper` does so too, and trains most of the trunk. `--beside` lets two
runs, one a core, share what they learn: each moves towards the other's weights every few minutes.

`RUN/last.pt` holds everything needed to go on (`--resume` is implied where it exists); `RUN/nano.safetensors`
is what ships. `DATA` has the folders that `footage.py` names.
"""

import argparse
import json
import math
import random
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from hydra.utils import instantiate
from omegaconf import OmegaConf
from sam2.modeling.sam2_base import NO_OBJ_SCORE, SAM2Base
from torch import Tensor

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from footage import HELD_OUT, Film, Stills, load_films, load_stills
from mix import mixed
from prompting import Points, correction_click, first_click, jittered_box
from scenes import MEAN, STD, Clips, camera_clip, film_clip, stage_clip
from weights import save_shipped, start_from_imagenet

from core.engine.attention import Attending
from core.training.losses import hard_iou, mask_loss

CONFIG = Path(__file__).resolve().parents[2] / "resources" / "models" / "nano.yaml"
WIDE = Path(__file__).with_name("wide.yaml")


@dataclass(frozen=True)
class Stage:
    """A part of the schedule: its `share` of the minutes; `kinds` weighs film, camera and stage clips;
    `singles` is the share of steps on single pictures, weighed by `singles_kinds`; `smaller` are input sizes
    that are drawn as often as `size`.
    """

    name: str
    share: float
    size: int
    frames: int
    batch: int
    rate: float
    kinds: tuple[float, float, float]
    singles: float = 0.0
    singles_kinds: tuple[float, float, float] | None = None
    smaller: tuple[int, ...] = ()

    def of_next_step(self) -> "Stage":
        """The stage itself or, in its share of `singles`, single pictures: clicks are forgotten otherwise.

        A smaller size has more clips in a batch, so that every step costs about the same.
        """
        size = random.choice((self.size, *self.smaller))
        batch = round(self.batch * (self.size / size) ** 2)
        if random.random() >= self.singles:
            return replace(self, size=size, batch=batch)
        kinds = self.singles_kinds or self.kinds
        return replace(self, size=size, frames=1, batch=2 * batch * self.frames // 3, kinds=kinds)


@dataclass(frozen=True)
class Schedule:
    """Stages, and what of the trunk learns in them: it comes trained.

    Args:
        frozen_blocks: of the trunk's 16, those that stay as they are, as the stem does.
        trunk_rate: at which the other blocks learn, of the heads' rate.
    """

    stages: tuple[Stage, ...]
    frozen_blocks: int = 11
    trunk_rate: float = 0.3


FURTHER = Schedule(
    (
        Stage("broad", 0.55, 384, 4, 4, 6e-4, (0.35, 0.2, 0.45), 0.6, (0.15, 0.4, 0.45), smaller=(256, 320)),
        Stage("film", 0.45, 384, 6, 3, 5e-4, (0.4, 0.15, 0.45), 0.5, (0.15, 0.4, 0.45)),
    )
)
SCHEDULES = {
    "cuda": Schedule(
        (
            Stage("image", 0.24, 384, 1, 64, 8e-4, (0.2, 0.45, 0.35)),
            Stage("clip", 0.32, 384, 4, 24, 5e-4, (0.45, 0.2, 0.35)),
            Stage("film", 0.44, 512, 8, 16, 3e-4, (0.55, 0.15, 0.3), singles=0.3),
        )
    ),
    "cpu": Schedule(
        (
            Stage("image", 0.25, 256, 1, 16, 1e-3, (0.2, 0.6, 0.2)),
            Stage("clip", 0.48, 256, 4, 4, 5e-4, (0.35, 0.15, 0.5)),
            Stage("film", 0.27, 384, 5, 3, 3e-4, (0.5, 0.1, 0.4), singles=0.5),
        )
    ),
    "further": FURTHER,
    "deeper": replace(FURTHER, frozen_blocks=3, trunk_rate=0.2),
}
SAVE_EVERY = 4  # minutes
AVERAGE_OVER = 400  # steps that the moving average of the weights looks back
MEET_EVERY = 5  # minutes between two meetings with the run beside


def build(size: int, device: str, *, folded: bool = False) -> SAM2Base:
    """What is trained, at an input of `size` pixels; unless `folded`, with BatchNorm apart."""
    config = OmegaConf.merge(OmegaConf.load(CONFIG), OmegaConf.load(WIDE))
    config.model.image_size = size
    config.model.image_encoder.trunk.folded = folded
    model: SAM2Base = instantiate(config.model)
    return model.eval().to(device)


# --- one clip through the model ---------------------------------------------------------------------------


@dataclass
class Answer:
    """What the heads said of one frame. `logits` (B, M, S/4, S/4), `ious` (B, M), `tokens`, `score` (B,)."""

    logits: Tensor
    ious: Tensor
    tokens: Tensor
    score: Tensor

    def best(self) -> Tensor:
        """The candidate with the highest IoU estimate: (B, 1, S/4, S/4)."""
        chosen = self.ious.argmax(dim=1)
        return self.logits[torch.arange(len(chosen), device=chosen.device), chosen][:, None]


class Rehearsal:
    """One batch of clips on its way through the model: features computed once, memories kept by frame."""

    def __init__(self, model: SAM2Base, clips: Clips) -> None:
        self.model = model
        self.batch, self.frames = clips.images.shape[:2]
        encoded = model.forward_image(clips.images.flatten(0, 1))
        _, features, positions, self.sizes = model._prepare_backbone_features(encoded)
        self.features = [f.unflatten(1, (self.batch, self.frames)) for f in features]
        self.positions = [p.unflatten(1, (self.batch, self.frames)) for p in positions]
        self.memories: dict[str, dict[int, dict[str, object]]] = {
            "cond_frame_outputs": {},
            "non_cond_frame_outputs": {},
        }

    def of(self, frame: int) -> tuple[list[Tensor], list[Tensor]]:
        return [f[:, :, frame] for f in self.features], [p[:, :, frame] for p in self.positions]

    def fused(self, frame: int, *, first: bool) -> Tensor:
        """The deepest features of a frame with the memories so far, or without any: (B, C, H, W)."""
        features, positions = self.of(frame)
        fused: Tensor = self.model._prepare_memory_conditioned_features(
            frame_idx=frame,
            is_init_cond_frame=first,
            current_vision_feats=features[-1:],
            current_vision_pos_embeds=positions[-1:],
            feat_sizes=self.sizes[-1:],
            output_dict=self.memories,
            num_frames=self.frames,
        )
        return fused

    def answer(self, frame: int, fused: Tensor, points: Points | None, logits: Tensor | None) -> Answer:
        """Run the heads; like `_forward_sam_heads`, but every candidate is given, and none is blanked."""
        model = self.model
        features, _ = self.of(frame)
        sharp = [
            f.permute(1, 2, 0).unflatten(2, s) for f, s in zip(features[:-1], self.sizes[:-1], strict=True)
        ]
        if points is None:
            points = Points(
                torch.zeros(self.batch, 1, 2, device=fused.device),
                -torch.ones(self.batch, 1, dtype=torch.int32, device=fused.device),
            )
            several = model._use_multimask(False, None)
        else:
            several = model._use_multimask(True, points.for_sam2())
        sparse, dense = model.sam_prompt_encoder(
            points=(points.coordinates, points.labels),
            boxes=None,
            masks=None if logits is None else logits.detach(),
        )
        masks, ious, tokens, score = model.sam_mask_decoder(
            image_embeddings=fused,
            image_pe=model.sam_prompt_encoder.get_dense_pe(),
            sparse_prompt_embeddings=sparse,
            dense_prompt_embeddings=dense,
            multimask_output=several,
            repeat_image=False,
            high_res_features=sharp,
        )
        return Answer(masks.float(), ious.float(), tokens, score.float()[:, 0])

    def remember(self, frame: int, answer: Answer, *, prompted: bool) -> None:
        """Encode the best candidate into memory, blank where the object score says that nothing is there."""
        model = self.model
        present = (answer.score > 0).float()[:, None]
        logits = torch.where(present[..., None, None] > 0, answer.best(), NO_OBJ_SCORE)
        chosen = answer.ious.argmax(dim=1)
        rows = torch.arange(self.batch, device=chosen.device)
        token = answer.tokens[rows, chosen] if answer.tokens.shape[1] > 1 else answer.tokens[:, 0]
        pointer = present * model.obj_ptr_proj(token) + (1 - present) * model.no_obj_ptr
        size = (self.model.image_size,) * 2
        mask = F.interpolate(logits.float(), size=size, mode="bilinear")
        self.store(frame, mask, pointer, answer.score[:, None], prompted=prompted, points=prompted)

    def remember_truth(self, frame: int, truth: Tensor) -> None:
        """Take a mask prompt (B, S, S) as sam2 does: the mask itself is the memory."""
        model = self.model
        features, _ = self.of(frame)
        sharp = [
            f.permute(1, 2, 0).unflatten(2, s) for f, s in zip(features[:-1], self.sizes[:-1], strict=True)
        ]
        flat = features[-1].permute(1, 2, 0).unflatten(2, self.sizes[-1])
        outputs = model._use_mask_as_output(flat, sharp, truth[:, None].float())
        self.store(frame, outputs[4], outputs[5], outputs[6], prompted=True, points=False)

    def store(
        self, frame: int, mask_logits: Tensor, pointer: Tensor, score: Tensor, *, prompted: bool, points: bool
    ) -> None:
        features, _ = self.of(frame)
        memory, position = self.model._encode_new_memory(
            current_vision_feats=features,
            feat_sizes=self.sizes,
            pred_masks_high_res=mask_logits,
            object_score_logits=score,
            is_mask_from_pts=points,
        )
        self.memories["non_cond_frame_outputs"].pop(frame, None)
        self.memories["cond_frame_outputs" if prompted else "non_cond_frame_outputs"][frame] = {
            "maskmem_features": memory,
            "maskmem_pos_enc": position,
            "obj_ptr": pointer,
        }


@dataclass
class Tally:
    """Losses of one batch and, for the log, the IoU of each answer by what it answered."""

    total: Tensor
    count: int = 0
    ious: dict[str, list[Tensor]] | None = None

    def add(self, name: str, answer: Answer, truth: Tensor, usable: Tensor) -> None:
        half = F.interpolate(answer.logits, scale_factor=2, mode="bilinear")
        target = F.interpolate(truth[:, None].float(), size=half.shape[-2:], mode="area")[:, 0].round()
        small = F.interpolate(truth[:, None].float(), size=answer.logits.shape[-2:], mode="area")[:, 0]
        losses = mask_loss(half, answer.ious, answer.score, target)
        self.total = self.total + (losses * usable).sum() / usable.sum().clamp(min=1)
        self.count += 1
        self.ious = self.ious or {}
        self.ious.setdefault(name, []).append(hard_iou(answer.best()[:, 0], small).mean())


def rehearse(model: SAM2Base, clips: Clips) -> Tally:
    """Prompt the first frame, track the rest, sometimes correct one of them; every answer is taught."""
    run = Rehearsal(model, clips)
    truth = clips.masks
    usable = (truth[:, 0].flatten(1).float().mean(dim=1) > 0.0008).float()
    tally = Tally(clips.images.new_zeros((), dtype=torch.float32))

    prompt = random.choices(("mask", "click", "box"), (0.3, 0.35, 0.35) if run.frames > 1 else (0, 0.6, 0.4))[
        0
    ]
    if prompt == "mask":
        run.remember_truth(0, truth[:, 0])
    else:
        fused = run.fused(0, first=True)
        points = first_click(truth[:, 0]) if prompt == "click" else jittered_box(truth[:, 0])
        answer = run.answer(0, fused, points, None)
        tally.add(prompt, answer, truth[:, 0], usable)
        rounds = random.randint(0, 4) if run.frames == 1 else random.choice((0, 1, 3, 5))
        for number in range(rounds):
            points, answer = corrected(run, 0, fused, points, answer, truth[:, 0])
            tally.add(f"{prompt}+{number + 1}", answer, truth[:, 0], usable)
        if run.frames > 1:
            run.remember(0, answer, prompted=True)

    mend = random.randint(1, run.frames - 1) if run.frames > 2 and random.random() < 0.3 else None
    for frame in range(1, run.frames):
        fused = run.fused(frame, first=False)
        answer = run.answer(frame, fused, None, None)
        tally.add("track", answer, truth[:, frame], usable)
        if frame == mend:
            _, answer = corrected(run, frame, fused, None, answer, truth[:, frame])
            tally.add("mend", answer, truth[:, frame], usable)
        if frame + 1 < run.frames:
            run.remember(frame, answer, prompted=frame == mend)
    return tally


def corrected(
    run: Rehearsal, frame: int, fused: Tensor, points: Points | None, answer: Answer, truth: Tensor
) -> tuple[Points, Answer]:
    """Click where the answer is most wrong and ask again with its logits."""
    logits = answer.best().detach()
    predicted = F.interpolate(logits, size=truth.shape[-2:], mode="bilinear")[:, 0] > 0
    click = correction_click(predicted, truth)
    points = click if points is None else points.plus(click)
    return points, run.answer(frame, fused, points, logits.clamp(-32, 32))


# --- the schedule -----------------------------------------------------------------------------------------


def draw(stage: Stage, stills: Stills, films: list[Film]) -> Clips:
    """A batch of clips, shared among the three kinds by the stage's weights."""
    kinds = random.choices((0, 1, 2), stage.kinds, k=stage.batch)
    makers = (partial(film_clip, films), partial(camera_clip, stills), partial(stage_clip, stills))
    counts = [kinds.count(kind) for kind in range(3)]
    return Clips.join(
        [make(count, stage.frames, stage.size) for make, count in zip(makers, counts, strict=True) if count]
    )


def rate_at(progress: float, steps: int) -> float:
    """Warm up over 100 steps, then follow a cosine over all stages' minutes down to a hundredth."""
    return min(1.0, (steps + 1) / 100) * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * min(1.0, progress))))


def in_full_precision(layer: Callable[[Tensor], Tensor], x: Tensor) -> Tensor:
    """Depthwise convolutions have no fast bfloat16 backward on a CPU: 250 of 800 ms a step went there."""
    with torch.autocast("cpu", enabled=False):
        return layer(x.float())


def rated(model: SAM2Base, trunk_rate: float) -> list[dict[str, Any]]:
    """What learns, for an optimiser: the heads at the rate itself, the trunk at a share of it (`scale`)."""
    of_trunk = {id(p) for p in model.image_encoder.trunk.parameters()}
    learning = [p for p in model.parameters() if p.requires_grad]
    return [
        {"params": [p for p in learning if id(p) not in of_trunk], "scale": 1.0},
        {"params": [p for p in learning if id(p) in of_trunk], "scale": trunk_rate},
    ]


def save_whole(folder: Path, **state: object) -> None:
    """Write `last.pt`, all of it or nothing."""
    torch.save(state, folder / "last.tmp")
    (folder / "last.tmp").replace(folder / "last.pt")


class Trainer:
    """The weights, their average and the optimiser: what `last.pt` holds."""

    def __init__(self, schedule: Schedule, device: str, start: Sequence[Path] = ()) -> None:
        self.device = device
        self.model = build(schedule.stages[0].size, device)
        if not start:
            start_from_imagenet(self.model)
            # Until the object score has learnt anything, let it say that the object is there.
            torch.nn.init.constant_(self.model.sam_mask_decoder.pred_obj_score_head.layers[-1].bias, 3.0)
        else:
            finished = [torch.load(run / "last.pt", map_location=device, weights_only=True) for run in start]
            self.model.load_state_dict(mixed([run["average"] for run in finished]))
        self.model.to(memory_format=torch.channels_last)
        trunk = self.model.image_encoder.trunk
        for part in (trunk.stem, *trunk.blocks[: schedule.frozen_blocks]):
            part.requires_grad_(False)
        self.learning = [p for p in self.model.parameters() if p.requires_grad]
        if device == "cpu":
            for block in trunk.blocks[schedule.frozen_blocks :]:
                block.filter.forward = partial(in_full_precision, block.filter.forward)
        self.optimiser = torch.optim.AdamW(
            rated(self.model, schedule.trunk_rate),
            lr=1e-3,
            weight_decay=0.02,
            fused=device == "cuda",
        )
        self.average = {name: value.detach().clone() for name, value in self.model.state_dict().items()}
        self.steps = 0
        self.minutes_done = 0.0

    def use_size(self, size: int) -> None:
        """Go on at another input size: no weight depends on it, only positions computed from it."""
        model = self.model
        model.image_size = size
        model.sam_image_embedding_size = size // model.backbone_stride
        encoder = model.sam_prompt_encoder
        encoder.input_image_size = (size, size)
        encoder.image_embedding_size = (size // 16, size // 16)
        encoder.mask_input_size = (size // 4, size // 4)

    def step(self, clips: Clips, rate: float) -> Tally:
        for group in self.optimiser.param_groups:
            group["lr"] = rate * group["scale"]
        with torch.autocast(self.device, torch.bfloat16), Attending():
            tally = rehearse(self.model, clips)
        loss = tally.total / tally.count
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        norm = torch.nn.utils.clip_grad_norm_(self.learning, 1.0, foreach=True)
        if torch.isfinite(norm):
            self.optimiser.step()
        self.steps += 1
        decay = min(1 - 1 / AVERAGE_OVER, self.steps / (self.steps + 20))
        with torch.no_grad():
            state = self.model.state_dict()
            floats = [name for name, value in state.items() if value.is_floating_point()]
            torch._foreach_lerp_([self.average[n] for n in floats], [state[n] for n in floats], 1 - decay)
        return tally

    def meet(self, other: Path, since: dict[str, int]) -> None:
        """Move towards the weights of the run beside, by its share of the steps since the last meeting."""
        try:
            theirs = torch.load(other / "last.pt", map_location=self.device, weights_only=True)
        except (OSError, RuntimeError):
            return  # not there yet, or just being written
        new, own = theirs["steps"] - since.get("theirs", 0), self.steps - since.get("own", 0)
        since.update(theirs=theirs["steps"], own=self.steps)
        if new <= 0:
            return
        with torch.no_grad():
            for mine, other_weights in (
                (self.model.state_dict(), theirs["model"]),
                (self.average, theirs["average"]),
            ):
                floats = [name for name, value in mine.items() if value.is_floating_point()]
                torch._foreach_lerp_(
                    [mine[n] for n in floats], [other_weights[n] for n in floats], new / (new + own)
                )

    def save(self, folder: Path) -> None:
        save_whole(
            folder,
            model=self.model.state_dict(),
            average=self.average,
            optimiser=self.optimiser.state_dict(),
            steps=self.steps,
            minutes_done=self.minutes_done,
        )

    def load(self, folder: Path) -> None:
        state = torch.load(folder / "last.pt", map_location=self.device, weights_only=True)
        self.model.load_state_dict(state["model"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.average, self.steps, self.minutes_done = state["average"], state["steps"], state["minutes_done"]


@torch.no_grad()
def follow(
    model: SAM2Base, frames: Iterable[Tensor], given: Tensor, count: int
) -> Iterator[dict[str, Tensor]]:
    """Track through `count` normalised frames (B, 3, S, S) from the first one's masks (B, 1, S, S), 0 or 1.

    What sam2's `track_step` makes of each frame; memories older than the model looks back are dropped.
    """
    memories: dict[str, dict[int, dict[str, Tensor]]] = {
        "cond_frame_outputs": {},
        "non_cond_frame_outputs": {},
    }
    for number, images in enumerate(frames):
        with torch.autocast(images.device.type, torch.bfloat16):
            encoded = model.forward_image(images)
            _, features, positions, sizes = model._prepare_backbone_features(encoded)
            out = model.track_step(
                number,
                number == 0,
                features,
                positions,
                sizes,
                None,
                given if number == 0 else None,
                memories,
                count,
            )
        memories["cond_frame_outputs" if number == 0 else "non_cond_frame_outputs"][number] = out
        memories["non_cond_frame_outputs"].pop(number - 16, None)
        yield out


def held_out_figures(model: SAM2Base, films: list[Film], size: int, *, every: int = 1) -> dict[str, float]:
    """Mean J over the films from the first mask, first and last frame left out, at the films' own size."""
    device = films[0].frames.device
    mean, std = (torch.tensor(v, device=device).view(1, 3, 1, 1) for v in (MEAN, STD))

    def squashed(pictures: Tensor) -> Tensor:
        return F.interpolate(pictures, size=(size, size), mode="bilinear", antialias=True)

    figures = {}
    for film in films:
        wanted = list(range(0, len(film.frames), every))
        frames = ((squashed(film.frames[i : i + 1].float() / 255) - mean) / std for i in wanted)
        given = (squashed(film.masks[:1][None].float()) > 0.5).float()
        scores = []
        for index, out in zip(wanted, follow(model, frames, given, len(wanted)), strict=True):
            truth = film.masks[index : index + 1].float()
            logits = F.interpolate(out["pred_masks"].float(), size=truth.shape[-2:], mode="bilinear")
            scores.append(hard_iou(logits[0], truth))
        figures[film.name] = float(torch.stack(scores[1:-1]).mean())
    figures["mean"] = sum(figures.values()) / len(figures)
    return figures


def ahead(stages: tuple[Stage, ...], minutes: float, done: float) -> Iterator[tuple[Stage, float]]:
    """The stages with the minute at which each ends, from the minute where training stands."""
    end = 0.0
    for stage in stages:
        end += stage.share * minutes
        if done < end:
            yield stage, end


def train(
    data: Path,
    out: Path,
    minutes: float,
    *,
    schedule: Schedule,
    device: str,
    stop_after: float = math.inf,
    start: Sequence[Path] = (),
    beside: Path | None = None,
    seed: int = 1,
    limit: int | None = None,
) -> None:
    out.mkdir(parents=True, exist_ok=True)
    torch.backends.cuda.matmul.allow_tf32 = True
    torch.backends.cudnn.benchmark = True
    began = time.monotonic()
    stills = load_stills(data / "duts", device, limit=limit)
    films = load_films(data / "davis2016" / "train", device, without=HELD_OUT)
    held_out = load_films(data / "davis2016" / "train", device, only=HELD_OUT)
    print(
        f"{len(stills.images)} stills, {len(films)} films, {time.monotonic() - began:.0f} s to read",
        flush=True,
    )

    trainer = Trainer(schedule, device, start)
    if (out / "last.pt").exists():
        trainer.load(out)
    torch.manual_seed(seed + trainer.steps)
    random.seed(seed + trainer.steps)
    met, since = trainer.minutes_done, {"own": trainer.steps}
    log = (out / "log.jsonl").open("a")
    saved = trainer.minutes_done
    mark, at_start = time.monotonic(), trainer.minutes_done
    for stage, end in ahead(schedule.stages, minutes, trainer.minutes_done):
        seen: dict[str, list[Tensor]] = {}
        losses: list[Tensor] = []
        while trainer.minutes_done < end:
            next_step = stage.of_next_step()
            trainer.use_size(next_step.size)
            tally = trainer.step(
                draw(next_step, stills, films),
                stage.rate * rate_at(trainer.minutes_done / minutes, trainer.steps),
            )
            losses.append((tally.total / tally.count).detach())
            for name, values in (tally.ious or {}).items():
                seen.setdefault(name, []).extend(values)
            trainer.minutes_done = at_start + (time.monotonic() - mark) / 60
            if trainer.steps % 100 == 0:
                line = {
                    "stage": stage.name,
                    "step": trainer.steps,
                    "minutes": round(trainer.minutes_done, 2),
                    "loss": round(float(torch.stack(losses).mean()), 4),
                }
                line |= {
                    name: round(float(torch.stack(ious).mean()), 3) for name, ious in sorted(seen.items())
                }
                print(json.dumps(line), file=log, flush=True)
                print(line, flush=True)
                losses, seen = [], {}
            if trainer.minutes_done - saved > SAVE_EVERY:
                trainer.save(out)
                saved = trainer.minutes_done
            if beside is not None and trainer.minutes_done - met > MEET_EVERY:
                trainer.meet(beside, since)
                met = trainer.minutes_done
            if trainer.minutes_done - at_start >= stop_after:
                break
        if trainer.minutes_done - at_start >= stop_after:
            break
    trainer.save(out)
    size = schedule.stages[-1].size
    for name, state in (("last", trainer.model.state_dict()), ("average", trainer.average)):
        judged = build(size, device)
        judged.load_state_dict(state)
        figures = held_out_figures(judged, held_out, size, every=1 if device == "cuda" else 2)
        print(f"held out, {name}:", {k: round(v, 3) for k, v in figures.items()}, flush=True)
        save_shipped(judged, out / f"nano-{name}.safetensors")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=25, help="length of the whole schedule")
    parser.add_argument(
        "--stop-after", type=float, default=math.inf, help="minutes of this sitting; run again to go on"
    )
    parser.add_argument("--oracle", action="store_true", help="a fifth of the minutes")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--limit", type=int, help="read only so many stills (to try the program)")
    parser.add_argument("--schedule", choices=sorted(SCHEDULES), help="the device's own unless named")
    parser.add_argument(
        "--start", type=Path, nargs="+", default=(), help="begin with the mean of these finished runs"
    )
    parser.add_argument("--beside", type=Path, help="the folder of a run on another core, to share with")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    train(
        args.data,
        args.out,
        args.minutes / 5 if args.oracle else args.minutes,
        schedule=SCHEDULES[args.schedule or args.device],
        device=args.device,
        stop_after=args.stop_after,
        start=args.start,
        beside=args.beside,
        seed=args.seed,
        limit=args.limit,
    )


if __name__ == "__main__":
    main()
