"""Every figure of the model card, in one run: J and F on films, clicks on pictures, and absence.

    python packaging/nano/measure.py --data DATA [--model nano]

The first two are the program's own `eval`. Absence is judged by `presence.py --check`: on clips of films and
of cut-outs that no training saw, in which an object goes and comes back. A frame counts as absent where its
object score is below a threshold; printed are the share of absent frames found at the threshold that calls
2 % of the visible ones absent, and as the program shows them. What stands behind ± is the standard error of J
over the films: how far another such set of films may be off.
"""

import argparse
import json
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from presence import check

from core.engine.loader import load_model

REPOSITORY = Path(__file__).resolve().parents[2]


def evaluated(*arguments: str) -> dict[str, Any]:
    """What `samuraivision eval …` prints as JSON."""
    command = [sys.executable, "-m", "core.cli", "eval", *arguments, "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=REPOSITORY)
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", default="nano")
    args = parser.parse_args()
    val = str(args.data / "davis2016" / "val")
    for init in ("mask", "box", "point"):
        found = evaluated("video", val, "--init", init, "--model", args.model)
        films = [film["J"] for film in found["sequences"].values()]
        error = statistics.stdev(films) / len(films) ** 0.5
        print(
            f"first {init}: J {found['J']:.3f} ± {error:.3f}  F {found['F']:.3f}  J&F {found['JF']:.3f}; "
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
    check(load_model(args.model, "cpu"), args.data)


if __name__ == "__main__":
    main()
