"""What a window asks of tracking without loading a model."""

import subprocess
import sys


def test_the_stretch_and_the_verdicts_need_no_torch() -> None:
    code = "import core.tracking.stretch, core.tracking.quality, sys; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0
