import os
import subprocess
import sys


def told(environment: dict[str, str]) -> str:
    """What OpenMP reads after our packages were imported, in a process of its own."""
    code = "import core, os; print(os.environ['OMP_WAIT_POLICY'])"
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_waiting_threads_sleep_unless_the_user_says_otherwise() -> None:
    bare = {name: value for name, value in os.environ.items() if name != "OMP_WAIT_POLICY"}
    assert told(bare) == "PASSIVE"
    assert told({**bare, "OMP_WAIT_POLICY": "ACTIVE"}) == "ACTIVE"
