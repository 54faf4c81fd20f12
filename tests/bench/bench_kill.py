"""Kills a process at work on a project at 50 random moments: python tests/bench/bench_kill.py [COUNT]."""

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.core.document.killing import kill_and_check


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    with tempfile.TemporaryDirectory() as folder:
        seeds = range(1000, 1000 + count)
        killed = [kill_and_check(Path(folder) / f"{seed}.samurai", seed) for seed in seeds]
    steps = sum(one.steps for one in killed)
    in_a_run = sum(one.in_a_run for one in killed)
    in_flight = sum(one.kept_in_flight for one in killed)
    print(f"{count} kills, {steps} steps reported before them: all of them there, and every project sound.")
    print(f"{in_a_run} kills came in a run; {in_flight} projects had the step in flight as well.")


if __name__ == "__main__":
    main()
