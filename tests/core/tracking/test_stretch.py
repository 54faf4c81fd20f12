"""What a window asks of tracking without loading a model."""

import subprocess
import sys

import pytest

from core.tracking.stretch import where_to_correct


def test_the_stretch_and_the_verdicts_need_no_torch() -> None:
    code = "import core.tracking.stretch, core.tracking.quality, sys; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0


@pytest.mark.parametrize(
    ("worth", "settled", "expected"),
    [
        ({0: 0.9, 1: 0.95}, (), None),
        ({3: 0.5, 4: 0.1, 5: 0.5}, (), 4),  # nothing is settled: amid them
        (
            {3: 0.5, 4: 0.1, 5: 0.5},
            (0,),
            5,
        ),  # nothing beyond: its end, to help from both sides
        ({3: 0.5, 4: 0.1, 5: 0.5}, (9,), 3),
        ({3: 0.5, 4: 0.1, 5: 0.5}, (0, 9), 4),
        ({3: 0.8, 4: 0.8, 5: 0.8, 6: 0.8, 7: 0.1}, (0, 9), 7),  # what lacks most weighs most
        (
            {2: 0.0, 5: 0.6, 6: 0.1, 7: 0.6},
            (0, 4, 9),
            6,
        ),  # the worst run, not the worst frame
        ({2: 0.4}, (2,), None),
    ],
)
def test_a_correction_goes_where_it_helps_most(
    worth: dict[int, float], settled: tuple[int, ...], expected: int | None
) -> None:
    assert where_to_correct(worth, settled, 0.85) == expected
