"""Take from the trained model what does next to nothing, and teach the rest to do the same without it.

    python packaging/nano/slim.py --data DATA --wide RUN5/nano-average.safetensors --out RUN6 --minutes 25

`wide.yaml` says what the trained model has beyond the one that ships. Three things are done:

1. Hidden units (the channels that a block of the trunk filters, the middle of a feed-forward layer) are
   removed one by one, each time the one whose loss the layer behind it can make up for best: optimal brain
   surgeon (Hassibi and Stork, 1993) for whole units, the layer behind refitted by least squares to what was
   read in training clips.
2. Two context layers, memory attention's self-attention and the memory encoder's fuser are just left out:
   each changed what went through it by a twentieth or less.
3. The rest is taught to see what the wide model sees (its features, its memories and what it makes of them)
   on training clips, whose masks only say which object is followed. Prompt encoder and mask decoder stay as
   they were.

`--plan 0.67` prints the trunk's widths (`hidden:` of `nano.yaml`) for that share of its cost instead.
"""

import argparse
import random
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import torch
import torch.nn.functional as F
from hydra.utils import instantiate
from omegaconf import OmegaConf
from safetensors.torch import load_file
from sam2.modeling.sam2_base import SAM2Base
from torch import Tensor, nn

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from footage import HELD_OUT, Film, Stills, load_films, load_stills
from scenes import Clips
from train import (
    CONFIG,
    SAVE_EVERY,
    Rehearsal,
    Stage,
    build,
    draw,
    held_out_figures,
    rate_at,
    rated,
    save_whole,
)
from weights import save_shipped

from core.engine.nano.trunk import STAGES, EfficientNetLite0

CLIPS = Stage("slim", 1.0, 384, 3, 1, 1.5e-4, (0.5, 0.2, 0.3))
"""What is looked at: clips of three frames, one at a time."""
KEPT_CONTEXT = 1
"""Of the wide model's three context layers, the one that stays."""
TRUNK_RATE = 0.2
"""At which the trunk learns, of the rate. At 3e-4 for all, features went astray within a hundred steps."""
PICTURES = 600
"""Frames that the statistics are taken over, and `PLACES` of each."""
PLACES = 300
FROZEN = 2
"""The trunk's first blocks, and the stem, stay as they were refitted: half of a step would go there."""
WRITTEN = 30
"""What a value that is written costs, in multiplications: main memory is slow."""


@dataclass(frozen=True)
class Group:
    """Hidden units: the layers `before` make them, row by row, and the one `behind` reads them, by name."""

    before: tuple[str, ...]
    behind: str


def groups() -> list[Group]:
    """The hidden units of the trunk's blocks but the first, of the kept context, and of memory attention."""
    found = []
    for number in range(1, sum(stage.blocks for stage in STAGES)):
        block = f"image_encoder.trunk.blocks.{number}"
        found.append(Group((f"{block}.expand.conv", f"{block}.filter.conv"), f"{block}.project.conv"))
    layer = f"image_encoder.neck.context.{KEPT_CONTEXT}"
    found.append(Group((f"{layer}.feed_in",), f"{layer}.feed_out"))
    for number in range(2):
        layer = f"memory_attention.layers.{number}"
        found.append(Group((f"{layer}.linear1",), f"{layer}.linear2"))
    return found


# --- what can go ------------------------------------------------------------------------------------------


class Statistics:
    """Sums over what a layer read: products of its inputs, and of a constant, with each other."""

    def __init__(self) -> None:
        self.products: Tensor | None = None
        self.count = 0

    def hook(self, _layer: nn.Module, inputs: tuple[Tensor, ...]) -> None:
        """A forward pre-hook, on a `Linear` (…, C) or a convolution (B, C, H, W)."""
        x = inputs[0].to_dense() if inputs[0].is_mkldnn else inputs[0]
        rows = x.flatten(2).transpose(1, 2).flatten(0, 1) if x.dim() == 4 else x.flatten(0, -2)
        rows = rows[torch.randint(len(rows), (PLACES * len(x),))].double()
        rows = torch.cat([rows, torch.ones_like(rows[:, :1])], dim=1)
        products = rows.T @ rows
        self.products = products if self.products is None else self.products + products
        self.count += len(rows)

    def mean(self) -> Tensor:
        """(C + 1, C + 1) float64."""
        assert self.products is not None
        return self.products / self.count


def with_bias(layer: nn.Module) -> Tensor:
    """Weight and bias of a linear layer or a 1×1 convolution: (outputs, inputs + 1) float64."""
    return torch.cat([layer.weight.detach().flatten(1), layer.bias.detach()[:, None]], dim=1).double()


def removal(products: Tensor, weight: Tensor) -> tuple[list[int], list[float]]:
    """The order in which units are best removed, and the error once each of them is gone.

    Args:
        products: `Statistics.mean` of the layer behind.
        weight: its `with_bias`.

    Returns:
        Unit numbers, and mean squared errors in shares of the variance of what the layer gives.
    """
    units = len(products) - 1
    mean = products[:, -1:]
    variance = float((weight @ (products - mean @ mean.T) * weight).sum())
    ridge = 1e-4 * products.diagonal()[:-1].mean() * torch.eye(units + 1, dtype=torch.float64)
    ridge[-1, -1] = 0
    inverse, weight = torch.linalg.inv(products + ridge), weight.clone()
    order: list[int] = []
    errors: list[float] = []
    left, error = torch.ones(units, dtype=torch.bool), 0.0
    for _ in range(units - 8):
        costs = weight[:, :-1].square().sum(dim=0) / inverse.diagonal()[:-1]
        unit = int(costs.where(left, torch.inf).argmin())
        error += float(costs[unit])
        row = inverse[unit] / inverse[unit, unit]
        weight -= weight[:, unit : unit + 1] * row
        inverse -= inverse[:, unit : unit + 1] * row
        inverse[unit, unit] = 1
        left[unit] = False
        order.append(unit)
        errors.append(error / variance)
    return order, errors


def refitted(products: Tensor, weight: Tensor, kept: Sequence[int]) -> Tensor:
    """The layer behind, (outputs, kept + 1), that does without the others best."""
    with_constant = [*kept, len(products) - 1]
    known = products[with_constant][:, with_constant]
    known = known + 1e-6 * products.diagonal()[:-1].mean() * torch.eye(len(known), dtype=torch.float64)
    return torch.linalg.solve(known, (weight @ products[:, with_constant]).T).T


def plan(
    removals: Sequence[tuple[list[int], list[float]]], moved: Sequence[float], share: float
) -> list[int]:
    """How many channels each block of the trunk should filter, for a share of what the blocks cost now.

    Units go in the order of what their loss changes, by what they cost; widths are multiples of eight, which
    the processor takes at once.

    Args:
        removals: of the blocks but the first.
        moved: what each of those changes, as a share of the variance of what goes through it.
    """
    costs, side, channels = [], CLIPS.size // 2, 32
    for stage in STAGES:
        for number in range(stage.blocks):
            out = side // (stage.stride if number == 0 else 1)
            made = channels * side**2 + (stage.kernel**2 + stage.channels) * out**2
            costs.append(made + WRITTEN * (side**2 + out**2))
            side, channels = out, stage.channels
    widths = [len(order) + 8 for order, _ in removals]
    steps = []
    for block, (_, errors) in enumerate(removals):
        steep, width = 0.0, 8
        for index in range(len(errors)):
            low, high = max(index - width // 2, 0), min(index + width // 2, len(errors) - 1)
            slope = moved[block] * (errors[high] - errors[low]) / (high - low)
            steep = max(steep, slope / costs[block + 1])
            steps.append((steep, block))
    budget = share * sum(w * c for w, c in zip(widths, costs[1:], strict=True))
    for _, block in sorted(steps):
        if sum(w * c for w, c in zip(widths, costs[1:], strict=True)) <= budget:
            break
        widths[block] -= 1
    return [32, *(-(-w // 8) * 8 for w in widths)]


def measured(model: SAM2Base, stills: Stills, films: list[Film]) -> tuple[dict[str, Statistics], list[float]]:
    """Statistics of what the layers behind hidden units read, by name, and `moved` of `plan`."""
    statistics = {group.behind: Statistics() for group in groups()}
    hooks = []
    for name, of_layer in statistics.items():
        read = name.removesuffix(".conv")  # a block's convolution is called by what holds it
        hooks.append(model.get_submodule(read).register_forward_pre_hook(of_layer.hook))
    trunk = model.image_encoder.trunk
    assert isinstance(trunk, EfficientNetLite0)
    shares: list[list[float]] = [[] for _ in trunk.blocks]

    def moves(number: int, _block: nn.Module, inputs: tuple[Tensor, ...], out: Tensor) -> None:
        if not trunk.blocks[number].residual:
            shares[number].append(1.0)
            return
        before, after = (x.to_dense() if x.is_mkldnn else x for x in (inputs[0], out))
        changed, whole = (x.var(dim=(0, 2, 3)).sum() for x in (after - before, after))
        shares[number].append(float(changed / whole))

    for number, block in enumerate(trunk.blocks):
        hooks.append(block.register_forward_hook(partial(moves, number)))
    with torch.no_grad():
        for _ in range(PICTURES // (CLIPS.batch * CLIPS.frames)):
            Lesson.of(model, draw(CLIPS, stills, films))
    for hook in hooks:
        hook.remove()
    return statistics, [sum(share) / len(share) for share in shares[1:]]


def narrow(size: int) -> SAM2Base:
    """The model of `nano.yaml`, untrained, at an input of `size` pixels."""
    config = OmegaConf.load(CONFIG)
    config.model.image_size = size
    model: SAM2Base = instantiate(config.model)
    return model.eval()


def slimmed(wide: SAM2Base, statistics: Mapping[str, Statistics]) -> SAM2Base:
    """The model of `nano.yaml`, begun with what it keeps of the wide one."""
    slim = narrow(wide.image_size)
    kept_layer, layer = "neck.context.0.", f"neck.context.{KEPT_CONTEXT}."
    state = {
        name: value for name, value in wide.state_dict().items() if ".context." not in name or layer in name
    }
    for group in groups():
        products, weight = statistics[group.behind].mean(), with_bias(wide.get_submodule(group.behind))
        order, _ = removal(products, weight)
        own = slim.get_submodule(group.behind.replace(layer, kept_layer))
        gone = set(order[: weight.shape[1] - 1 - own.weight.shape[1]])
        kept = [unit for unit in range(weight.shape[1] - 1) if unit not in gone]
        for name in group.before:
            for field in ("weight", "bias"):
                state[f"{name}.{field}"] = state[f"{name}.{field}"][kept]
        fitted = refitted(products, weight, kept).float()
        state[f"{group.behind}.weight"] = fitted[:, :-1].reshape(own.weight.shape)
        state[f"{group.behind}.bias"] = fitted[:, -1]
        print(f"{group.behind}: {len(kept)} of {weight.shape[1] - 1}", flush=True)
    state = {name.replace(layer, kept_layer): value for name, value in state.items()}
    names = slim.state_dict().keys()
    slim.load_state_dict({name: value for name, value in state.items() if name in names})
    return slim


# --- teaching ---------------------------------------------------------------------------------------------


@dataclass
class Lesson:
    """What a model sees in clips: maps of every level, memories, and what it makes of its memories.

    Args:
        seen: each (N, B, C), where N counts places.
        tracked: high-resolution logits and pointers of the second frame, which a pupil takes over.
        pointers: object pointers of the first frame, likewise.
    """

    seen: list[Tensor]
    tracked: tuple[Tensor, Tensor]
    pointers: Tensor

    @staticmethod
    def of(model: SAM2Base, clips: Clips, teacher: "Lesson | None" = None) -> "Lesson":
        """Show it a first frame's masks and let it track two more; a pupil's masks are its teacher's."""
        run = Rehearsal(model, clips)
        present = torch.full((run.batch, 1), 10.0, device=clips.images.device)
        if teacher is None:
            run.remember_truth(0, clips.masks[:, 0])
            pointers = run.memories["cond_frame_outputs"][0]["obj_ptr"]
        else:
            pointers = teacher.pointers
            certain = clips.masks[:, :1].float() * 20 - 10
            run.store(0, certain, pointers, present, prompted=True, points=False)
        second = run.fused(1, first=False)
        if teacher is None:
            answer = run.answer(1, second, None, None)
            size = clips.images.shape[-2:]
            logits = F.interpolate(answer.best(), size=size, mode="bilinear")
            chosen = answer.ious.argmax(dim=1)
            tracked = logits, model.obj_ptr_proj(answer.tokens[torch.arange(run.batch), chosen])
        else:
            tracked = teacher.tracked
        run.store(1, *tracked, present, prompted=False, points=False)
        third = run.fused(2, first=False)
        memories = [
            run.memories[kind][frame]["maskmem_features"]
            for kind, frame in (("cond_frame_outputs", 0), ("non_cond_frame_outputs", 1))
        ]
        maps = [m.flatten(2).permute(2, 0, 1) for m in (second, third, *memories)]
        return Lesson([*(f.flatten(1, 2) for f in run.features), *maps], tracked, pointers)


def missed(pupil: Lesson, teacher: Lesson) -> Tensor:
    """What the pupil sees otherwise, each kind in shares of its variance over places: (kinds,)."""
    shares = []
    for seen, right in zip(pupil.seen, teacher.seen, strict=True):
        spread = right.var(dim=(0, 1)).mean()
        shares.append((seen - right).square().mean() / spread)
    return torch.stack(shares)


def teach(
    slim: SAM2Base, wide: SAM2Base, stills: Stills, films: list[Film], out: Path, minutes: float
) -> None:
    """Teach for so many minutes, going on from `out/last.pt` where it is; the rate falls along a cosine."""
    trunk = slim.image_encoder.trunk
    for part in (slim.sam_mask_decoder, slim.sam_prompt_encoder, slim.obj_ptr_proj, slim.no_obj_ptr):
        part.requires_grad_(False)
    for part in (trunk.stem, *trunk.blocks[:FROZEN]):
        part.requires_grad_(False)
    learning = [p for p in slim.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(rated(slim, TRUNK_RATE), lr=CLIPS.rate, weight_decay=0.0)
    steps, done = 0, 0.0
    if (out / "last.pt").exists():
        state = torch.load(out / "last.pt", weights_only=True)
        slim.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        steps, done = state["steps"], state["minutes"]
    mark, saved = time.monotonic() - 60 * done, done
    recent: list[Tensor] = []
    while done < minutes:
        clips = draw(CLIPS, stills, films)
        with torch.no_grad():
            right = Lesson.of(wide, clips)
        shares = missed(Lesson.of(slim, clips, right), right)
        for group in optimiser.param_groups:
            group["lr"] = CLIPS.rate * group["scale"] * rate_at(done / minutes, steps)
        optimiser.zero_grad(set_to_none=True)
        shares.sum().backward()
        nn.utils.clip_grad_norm_(learning, 1.0)
        optimiser.step()
        steps, done = steps + 1, (time.monotonic() - mark) / 60
        recent.append(shares.detach())
        if len(recent) == 50:
            print(steps, f"{done:.1f} min", [f"{v:.4f}" for v in torch.stack(recent).mean(dim=0)], flush=True)
            recent = []
        if done - saved > SAVE_EVERY or done >= minutes:
            state = {"model": slim.state_dict(), "optimiser": optimiser.state_dict()}
            save_whole(out, **state, steps=steps, minutes=done)
            saved = done


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--wide", type=Path, required=True, help="weights of the trained model")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--out", type=Path, help="the run's folder; a run that was stopped goes on")
    what.add_argument("--plan", type=float, help="only print the trunk's widths for this share of its cost")
    parser.add_argument("--minutes", type=float, default=25)
    parser.add_argument("--limit", type=int, help="read only so many stills (to try the program)")
    args = parser.parse_args()
    torch.manual_seed(1)
    random.seed(1)
    stills = load_stills(args.data / "duts", "cpu", limit=args.limit)
    films = load_films(args.data / "davis2016" / "train", "cpu", without=HELD_OUT)
    wide = build(CLIPS.size, "cpu", folded=True)
    wide.load_state_dict({name: value.float() for name, value in load_file(args.wide).items()})
    if args.plan is not None:
        statistics, moved = measured(wide, stills, films)
        blocks = [group.behind for group in groups() if ".blocks." in group.behind]
        removals = [removal(statistics[name].mean(), with_bias(wide.get_submodule(name))) for name in blocks]
        print(plan(removals, moved, args.plan))
        return
    args.out.mkdir(parents=True, exist_ok=True)
    begun = args.out / "nano-begun.safetensors"
    if not begun.exists():
        statistics, _ = measured(wide, stills, films)
        save_shipped(slimmed(wide, statistics), begun)
    slim = narrow(CLIPS.size)
    slim.load_state_dict({name: value.float() for name, value in load_file(begun).items()})
    teach(slim, wide, stills, films, args.out, args.minutes)
    held_out = load_films(args.data / "davis2016" / "train", "cpu", only=HELD_OUT)
    figures = held_out_figures(slim, held_out, CLIPS.size, every=2)
    print("held out:", {k: round(v, 3) for k, v in figures.items()}, flush=True)
    save_shipped(slim, args.out / "nano-slim.safetensors")


if __name__ == "__main__":
    main()
