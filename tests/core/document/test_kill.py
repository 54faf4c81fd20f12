import sys

import pytest

from tests.core.document.killing import kill_and_check


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_a_project_is_sound_whenever_its_process_is_killed(tmp_path):
    """Ten of the fifty moments that tests/bench tries."""
    killed = [kill_and_check(tmp_path / f"{seed}.samurai", seed) for seed in range(10)]
    assert sum(one.steps for one in killed) > 30
    assert any(one.in_a_run for one in killed)
