"""Average the weights of runs that began from one another: what one forgot, the other may still know.

    python packaging/nano/mix.py RUN/nano-average.safetensors RUN2/nano-average.safetensors --out FILE

Layers that only the later run has (it may have been given context layers) count in the earlier ones as what
they were when they were added: doing nothing. Source: Wortsman et al., "Model soups", ICML 2022.
"""

import argparse
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

SILENT_AT_FIRST = ("out.weight", "out.bias", "feed_out.weight", "feed_out.bias")
"""Ends of the names of context tensors that are zero before training."""


def mixed(runs: list[dict[str, Tensor]]) -> dict[str, Tensor]:
    """The mean of each tensor over runs, the last of which has all of them."""
    weights = {}
    for name, latest in runs[-1].items():
        known = [run[name].float() for run in runs if name in run]
        if len(known) < len(runs) and ".context." not in name:
            raise ValueError(f"“{name}” is not in every run")
        if name.endswith(SILENT_AT_FIRST) and ".context." in name:
            known += [torch.zeros_like(known[0])] * (len(runs) - len(known))
        weights[name] = torch.stack(known).mean(dim=0).to(latest.dtype).contiguous()
    return weights


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("runs", type=Path, nargs="+", help="weight files, the latest run's last")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    save_file(mixed([load_file(path) for path in args.runs]), args.out)


if __name__ == "__main__":
    main()
