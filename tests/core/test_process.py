"""What importing our packages sets up in the process."""

import os
import subprocess
import sys

import pytest

OURS = ("OMP_WAIT_POLICY", "GOMP_SPINCOUNT", "MALLOC_")


def told(code: str, **environment: str) -> str:
    """What a process of its own prints, in which nothing was said before."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    done = subprocess.run(
        [sys.executable, "-c", code], env={**bare, **environment}, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_waiting_threads_soon_sleep_unless_the_user_says_otherwise() -> None:
    code = "import core, os; print(os.environ['OMP_WAIT_POLICY'], os.environ.get('GOMP_SPINCOUNT'))"
    assert told(code) == "PASSIVE 3000"
    assert told(code, GOMP_SPINCOUNT="7") == "PASSIVE 7"
    assert told(code, OMP_WAIT_POLICY="ACTIVE") == "ACTIVE None"


@pytest.mark.skipif(sys.platform != "linux", reason="only glibc can be told")
def test_what_large_arrays_leave_is_used_again_unless_the_user_says_otherwise() -> None:
    code = """
import core, numpy, resource
def faults():
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt
numpy.ones(6 << 20, numpy.uint8)
before = faults()
for _ in range(20):
    numpy.ones(6 << 20, numpy.uint8), numpy.ones(5 << 20, numpy.uint8)
print(faults() - before)
"""
    pages = 20 * (11 << 20) // 4096
    assert int(told(code)) < pages / 5
    assert int(told(code, MALLOC_TRIM_THRESHOLD_="131072", MALLOC_MMAP_THRESHOLD_="131072")) > pages / 5
