"""Fit `presence:` of `nano.yaml`: by what the program knows whether what it tracked is the object.

    python packaging/nano/presence.py --data DATA [--model nano] [--check]

Tracks objects that go and come back in training films and among cut-outs of training pictures, writes down
what is known of every frame, and fits a logistic regression. The tracker is told when the object is gone, so
that its memory is what a good verdict leaves it with. Frames on which something else was taken for the object
are left out. `--check` prints how well the figures in `nano.yaml` do on films and pictures that nothing was
learnt from.
"""

import argparse
import math
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from absence import Clip, Verdict, film_clips, stage_clips, told_apart, tracked
from footage import HELD_OUT, load_films, load_stills

from core.engine.loader import LoadedModel, load_model

FOUND = 0.3
"""IoU from which on what was tracked is the object."""
RIDGE = 1e-3
COST = 2.5
"""Times as bad as a mask of something else, which is seen at once, it is to drop one of the object."""


def clips_to_learn_from(data: Path, scale: float) -> Iterator[Clip]:
    films = load_films(data / "davis2016" / "train", "cpu", without=HELD_OUT)
    yield from film_clips(films, round(200 * scale), 2)
    yield from film_clips(films, round(len(films) * scale), 4, whole=True)
    yield from stage_clips(load_stills(data / "duts", "cpu", limit=1500), round(160 * scale), 2)


def clips_to_check(data: Path) -> dict[str, Iterable[Clip]]:
    films = load_films(data / "davis2016" / "train", "cpu", only=HELD_OUT)
    films += load_films(data / "davis2016" / "val", "cpu")
    stills = load_stills(data / "grabcut", "cpu")
    return {
        "films with a cut, or the object painted over": film_clips(films, 60, 1),
        "the same films whole": film_clips(films, len(films), 3, whole=True),
        "cut-outs that go and come back": stage_clips(stills, 80, 1),
    }


def check(loaded: LoadedModel, data: Path) -> None:
    for name, clips in clips_to_check(data).items():
        verdicts = [verdict for clip in clips for verdict in tracked(loaded, clip)]
        print(f"absence, {name}: {told_apart(verdicts)}", flush=True)


def fitted(verdicts: list[Verdict]) -> tuple[float, torch.Tensor]:
    """Bias and weights, of what was said, of the logit that the object is there."""
    usable = [v for v in verdicts if v.said is not None and (v.present is False or v.iou > FOUND)]
    usable = [v for v in usable if v.present is not None]
    said = torch.from_numpy(np.stack([v.said for v in usable if v.said is not None]))
    present = torch.tensor([float(bool(v.present)) for v in usable])
    print(f"{len(present)} frames, {present.mean():.0%} with the object", flush=True)
    mean, spread = said.mean(0), said.std(0)
    weights = torch.zeros(said.shape[1] + 1, requires_grad=True)
    optimiser = torch.optim.LBFGS([weights], max_iter=300, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        answer = (said - mean) / spread @ weights[1:] + weights[0]
        value = F.binary_cross_entropy_with_logits(answer, present) + RIDGE * weights[1:].square().sum()
        value.backward()
        return value

    optimiser.step(loss)
    scaled = (weights[1:] / spread).detach()
    return float(weights[0].detach() - mean @ scaled) + math.log(COST), scaled


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", default="nano")
    parser.add_argument("--check", action="store_true", help="only say how good the present figures are")
    parser.add_argument("--scale", type=float, default=1, help="part of the clips (to try the program)")
    args = parser.parse_args()
    torch.set_num_threads(1)
    loaded = load_model(args.model, "cpu")
    if args.check:
        check(loaded, args.data)
        return
    verdicts: list[Verdict] = []
    for number, clip in enumerate(clips_to_learn_from(args.data, args.scale), 1):
        verdicts += tracked(loaded, clip, told=True)
        if number % 50 == 0:
            print(f"{number} clips", flush=True)
    bias, weights = fitted(verdicts)
    print("presence:")
    print(f"  bias: {bias:.2f}")
    print(f"  object_logit: {weights[0]:.2f}")
    print(f"  predicted_iou: {weights[1]:.2f}")
    print(f"  target: {weights[2]:.2f}")
    print(f"  likeness: {[[round(float(w), 2) for w in level] for level in weights[3:].view(-1, 2)]}")


if __name__ == "__main__":
    main()
