"""Runs, thinning and neighbours: what the timeline draws and steps by."""

import numpy as np

from core.types import Origin, State
from desktop.timeline.lane_view import (
    Run,
    code_of,
    next_of,
    origin_of,
    previous_of,
    runs_between,
    state_codes,
    state_of,
    thin_out,
)


def test_codes_keep_origin_and_state() -> None:
    for origin in Origin:
        for state in State:
            code = code_of(origin, state)
            assert 0 < code < 256
            assert (origin_of(code), state_of(code)) == (origin, state)
    assert origin_of(0) is None


def test_runs_leave_out_gaps_and_part_at_every_change() -> None:
    codes = np.array([0, 2, 2, 0, 1, 2, 2, 2], np.uint8)
    assert runs_between(codes, 0, 7) == [Run(1, 2, 2), Run(4, 4, 1), Run(5, 7, 2)]
    assert runs_between(codes, 2, 5) == [Run(2, 2, 2), Run(4, 4, 1), Run(5, 5, 2)]
    assert runs_between(codes, -5, 99) == runs_between(codes, 0, 7)
    assert runs_between(codes, 8, 12) == []
    assert runs_between(np.zeros(0, np.uint8), 0, 5) == []


def test_thinning_never_loses_a_single_flagged_frame() -> None:
    codes = np.full(10_000, code_of(Origin.INFERRED, State.DRAFT), np.uint8)
    flagged = code_of(Origin.INFERRED, State.FLAGGED)
    codes[7_123] = flagged
    thin, lefts = thin_out(codes, 0, 9_999, 500)
    assert len(thin) == len(lefts) == 500
    (at,) = np.flatnonzero(thin == flagged)
    assert lefts[at] <= 7_123 < lefts[at + 1]


def test_thinning_of_few_frames_is_those_frames() -> None:
    codes = np.array([0, 1, 2], np.uint8)
    thin, lefts = thin_out(codes, 0, 2, 500)
    assert thin.tolist() == [0, 1, 2]
    assert lefts.tolist() == [0, 1, 2]


def test_neighbouring_prompts() -> None:
    frames = np.array([3, 10, 20])
    assert next_of(frames, 3) == 10
    assert next_of(frames, 20) is None
    assert previous_of(frames, 3) is None
    assert previous_of(frames, 11) == 10


def test_states_are_counted_among_masks_only() -> None:
    codes = np.array(
        [0, code_of(Origin.INFERRED, State.APPROVED), code_of(Origin.FILLED, State.DRAFT)], np.uint8
    )
    states = state_codes(codes)
    assert np.count_nonzero(states[State.APPROVED]) == 1
    assert np.count_nonzero(states[State.DRAFT]) == 1
