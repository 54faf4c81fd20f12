"""Kills a real process at work on a project, at a random moment, and looks at what is left."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from core.document.history import MAX_STEPS
from core.document.store import memory_project, open_project
from tests.core.document.random_edits import Worker

ROOT = Path(__file__).parents[3]


@dataclass
class Killed:
    """What a killed process left: how many steps it had reported, and whether it was in a run."""

    steps: int
    in_a_run: bool
    kept_in_flight: bool


def contents(document):
    return (
        document.media, document.settings, list(document.objects.values()),
        {i: dict(document.prompts(i)) for i in document.objects},
        {i: dict(document.marks(i)) for i in document.objects},
        {(i, f): document.mask(i, f) for i in document.objects for f in document.marks(i)},
    )  # fmt: skip


def kill_and_check(path: Path, seed: int, longest_s: float = 0.2) -> Killed:
    """Raises AssertionError unless all that was committed is there, sound, and undoes to nothing."""
    rng = np.random.default_rng(seed)
    program = Path(__file__).with_name("random_edits.py")
    environment = os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    child = subprocess.Popen(
        [sys.executable, str(program), str(path), str(seed)], stdout=subprocess.PIPE, env=environment
    )
    try:
        assert child.stdout.readline() == b"open\n"
        time.sleep(float(rng.random()) * longest_s)
    finally:
        child.send_signal(signal.SIGKILL)
        output, _ = child.communicate()
    reported = output.count(b"done")

    with open_project(path) as project:
        found = contents(project.document)
        names = project.history.undo_names, project.history.redo_names
        run = project.history.interrupted_run
        result, kept_in_flight = _replay(seed, reported, found, names, run)
        _turn_back_and_forth(project, found)
    db = sqlite3.connect(path)
    assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert (
        db.execute("SELECT count(*) FROM masks").fetchone()
        == db.execute("SELECT count(*) FROM marks").fetchone()
    )
    orphans = "SELECT count(*) FROM step_edits WHERE step_id NOT IN (SELECT id FROM steps)"
    assert db.execute(orphans).fetchone() == (0,)
    db.close()
    return Killed(reported, result, kept_in_flight)


def _replay(seed, reported, found, names, run):
    """Do the same again: the file must be as after the reported steps, or the one that was in flight.

    One step of the worker is up to three transactions, so the state may be any that it passes through.
    """
    with memory_project() as other:
        worker = Worker(other.document, other.history, seed)
        for _ in range(reported):
            worker.step()
        passed = [(contents(other.document), (other.history.undo_names, other.history.redo_names))]
        other.history.changed.append(
            lambda change: passed.append(
                (contents(other.document), (other.history.undo_names, other.history.redo_names))
            )
        )
        tracking = worker.tracking > 0
        worker.step()
        states = [state for state, _ in passed]
        assert found in states, f"seed {seed}: not the state after {reported} steps"
        assert any(found == state and names == listed for state, listed in passed)
        if run is None:
            assert not tracking or worker.tracking == 0
        else:
            assert tracking or worker.tracking > 0
            assert run.name == "Track" and run.request["frames"] >= 1
        return run is not None, found != states[0]


def _turn_back_and_forth(project, found):
    history = project.history
    undone = 0
    while history.undo_names:
        history.undo()
        undone += 1
    assert undone < MAX_STEPS and not project.document.objects and project.document.media is None
    for _ in range(undone):
        history.redo()
    assert contents(project.document) == found
