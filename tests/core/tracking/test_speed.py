"""Measuring a model's speed, and remembering it."""

from pathlib import Path

import pytest

from core.cancel import CancelToken, NeverCancel
from core.errors import Cancelled
from core.tracking.speed import Speed, SpeedNotes, SpeedStep, measure_speed
from tests.tiny_model import tiny_model


def test_clicks_and_frames_are_timed() -> None:
    *steps, speed = measure_speed(tiny_model(), NeverCancel())
    assert isinstance(speed, Speed)
    assert 0 < speed.click_s < 10 and 0 < speed.frame_s < 10
    assert speed.device.startswith("CPU") and speed.precision == "float32"
    done = [step.done for step in steps if isinstance(step, SpeedStep)]
    assert done[0] == 0 and done == sorted(done) and len(done) > 5


def test_it_can_be_cancelled() -> None:
    cancel = CancelToken()
    events = measure_speed(tiny_model(), cancel)
    assert any(isinstance(event, SpeedStep) and event.done == 3 for event in events)
    cancel.cancel()
    with pytest.raises(Cancelled):
        list(events)


def test_the_newest_measurement_for_a_device_is_kept(tmp_path: Path) -> None:
    notes = SpeedNotes(tmp_path / "cache" / "speeds.json")
    assert notes.find("a") is None
    slow, fast = Speed(2, 1, 0, "CPU, 1 thread", "float32"), Speed(1, 0.5, 0, "CPU, 1 thread", "float32")
    other = Speed(0.1, 0.05, 900, "NVIDIA H100", "bfloat16")
    for speed in (slow, other, fast):
        notes.keep("a", speed)
    assert notes.find("a", "CPU, 1 thread") == fast
    assert notes.find("a", "NVIDIA H100") == other
    assert notes.find("a", "Apple GPU") is None
    assert notes.find("b") is None
    (tmp_path / "cache" / "speeds.json").write_text("[1, {")
    assert notes.find("a") is None
