"""Every figure of the model card, in one run: J and F on films, clicks on pictures, and absence.

    python packaging/nano/measure.py --data DATA [--model nano]

The first two are the program's own `eval`. Absence is judged on clips made as in training, but of the click
benchmark's pictures, which no training saw: an object is followed from its first mask, goes away for some
frames, and comes back. A frame counts as absent where its object score is below a threshold; printed are the
share of absent frames found at the threshold that calls 2 % of the visible ones absent, and at zero.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from footage import load_stills
from scenes import stage_clip
from train import follow

from core.engine.loader import LoadedModel, load_model

REPOSITORY = Path(__file__).resolve().parents[2]
VISIBLE = 0.004
"""An object that covers less of the picture than this, but more than nothing, counts as neither."""


def evaluated(*arguments: str) -> dict[str, float]:
    """What `samuraivision eval …` prints as JSON."""
    command = [sys.executable, "-m", "core.cli", "eval", *arguments, "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=REPOSITORY)
    answer: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return answer


def object_scores(
    loaded: LoadedModel, data: Path, clips: int, frames: int = 12
) -> tuple[torch.Tensor, torch.Tensor]:
    """Object scores of frames on which the object is seen, and of those on which it is gone."""
    stills = load_stills(data / "grabcut", "cpu")
    seen, gone = [], []
    for start in range(0, clips, 4):
        torch.manual_seed(start)
        made = stage_clip(stills, 4, frames, loaded.image_size)
        covered = made.masks.flatten(2).float().mean(dim=2)
        pictures = (made.images[:, t] for t in range(frames))
        outs = list(follow(loaded.model, pictures, made.masks[:, :1].float(), frames))
        scores = torch.stack([out["object_score_logits"][:, 0].float() for out in outs], dim=1)
        usable = (covered[:, :1] > VISIBLE).expand_as(covered).clone()
        usable[:, 0] = False
        seen.append(scores[usable & (covered > VISIBLE)])
        gone.append(scores[usable & (covered == 0)])
    return torch.cat(seen), torch.cat(gone)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", default="nano")
    parser.add_argument("--clips", type=int, default=120, help="clips on which absence is judged")
    args = parser.parse_args()
    val = str(args.data / "davis2016" / "val")
    for init in ("mask", "box", "point"):
        found = evaluated("video", val, "--init", init, "--model", args.model)
        print(
            f"first {init}: J {found['J']:.3f}  F {found['F']:.3f}  J&F {found['JF']:.3f}; "
            f"{found['s_per_frame']:.3f} s a frame",
            flush=True,
        )
    pictures = args.data / "grabcut"
    found = evaluated("clicks", str(pictures / "images"), str(pictures / "masks"), "--model", args.model)
    print(
        "clicks:",
        "  ".join(f"{key} {found[key]:.3f}" for key in ("IoU1", "IoU3", "IoU5", "NoC85", "NoC90")),
        flush=True,
    )
    torch.set_num_threads(1)
    seen, gone = object_scores(load_model(args.model, "cpu"), args.data, args.clips)
    threshold = seen.quantile(0.02)
    print(
        f"absence, {len(gone)} frames: {float((gone < threshold).float().mean()):.0%} found where 2 % of "
        f"{len(seen)} visible ones are called absent (threshold {float(threshold):.2f}); at zero "
        f"{float((gone < 0).float().mean()):.0%} found, {float((seen < 0).float().mean()):.1%} false"
    )


if __name__ == "__main__":
    main()
