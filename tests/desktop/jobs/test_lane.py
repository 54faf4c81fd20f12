"""Lanes: success, cancel, supersede, failure, urgent jobs, closing; all of it seen from the GUI thread."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from core.cancel import CancelToken
from core.errors import MediaError
from desktop.jobs.job import Job, JobEnd, Outcome, once
from desktop.jobs.lane import Lane


@pytest.fixture
def lane(qtbot: QtBot) -> Iterator[Lane]:
    lane = Lane("test")
    yield lane
    lane.close()
    assert lane.wait(5)


class Seen:
    """What came back, and on which thread."""

    def __init__(self) -> None:
        self.events: list[object] = []
        self.ends: list[JobEnd] = []
        self.threads: set[QThread] = set()

    def event(self, event: object) -> None:
        self.events.append(event)
        self.threads.add(QThread.currentThread())

    def end(self, end: JobEnd) -> None:
        self.ends.append(end)
        self.threads.add(QThread.currentThread())


def count_to(n: int) -> Job:
    def work(cancel: CancelToken) -> Iterator[object]:
        yield from range(n)

    return Job("count", work)


class Gate:
    """Work that says when it is under way and goes on when it is told to."""

    def __init__(self, key: str = "", urgent: bool = False) -> None:
        self.entered = threading.Event()
        self.go_on = threading.Event()
        self.job = Job("gate", self.work, key=key, urgent=urgent)

    def work(self, cancel: CancelToken) -> Iterator[object]:
        yield "before"
        self.entered.set()
        assert self.go_on.wait(5)
        yield "after"
        yield "last"


def test_events_arrive_in_order_on_the_gui_thread(lane: Lane, qtbot: QtBot) -> None:
    seen = Seen()
    lane.submit(count_to(50), reported=seen.event, ended=seen.end)
    qtbot.waitUntil(lambda: bool(seen.ends))
    assert seen.events == list(range(50))
    assert seen.ends[0].outcome is Outcome.FINISHED
    assert seen.threads == {QThread.currentThread()}


def test_work_runs_on_another_thread(lane: Lane, qtbot: QtBot) -> None:
    seen = Seen()
    lane.submit(Job("where", once(lambda _: threading.get_ident())), reported=seen.event, ended=seen.end)
    qtbot.waitUntil(lambda: bool(seen.ends))
    assert seen.events != [threading.get_ident()]


def test_fast_events_are_reported_together(lane: Lane, qtbot: QtBot) -> None:
    reports: list[object] = []
    lane._worker.reported.connect(reports.append)
    seen = Seen()
    lane.submit(count_to(5000), reported=seen.event, ended=seen.end)
    qtbot.waitUntil(lambda: bool(seen.ends))
    assert len(seen.events) == 5000
    assert len(reports) <= 20


def test_cancel_keeps_what_came_before(lane: Lane, qtbot: QtBot) -> None:
    gate, seen = Gate(), Seen()
    job_id = lane.submit(gate.job, reported=seen.event, ended=seen.end)
    qtbot.waitUntil(gate.entered.is_set)
    lane.cancel(job_id)
    gate.go_on.set()
    qtbot.waitUntil(lambda: bool(seen.ends))
    assert seen.events == ["before", "after"]
    assert seen.ends[0].outcome is Outcome.CANCELLED


def test_newer_job_with_the_same_key_supersedes_running_and_waiting(lane: Lane, qtbot: QtBot) -> None:
    gate, old, waiting, new = Gate(key="show"), Seen(), Seen(), Seen()
    lane.submit(gate.job, reported=old.event, ended=old.end)
    qtbot.waitUntil(gate.entered.is_set)
    ran: list[str] = []
    lane.submit(
        Job("b", once(lambda _: ran.append("b")), key="show"), reported=waiting.event, ended=waiting.end
    )
    lane.submit(Job("c", once(lambda _: "c"), key="show"), reported=new.event, ended=new.end)
    gate.go_on.set()
    qtbot.waitUntil(lambda: bool(new.ends))
    assert new.events == ["c"]
    assert "after" not in old.events
    assert [end.outcome for end in old.ends + waiting.ends] == [Outcome.SUPERSEDED, Outcome.SUPERSEDED]
    assert ran == []


def test_failure_is_told_and_the_lane_goes_on(lane: Lane, qtbot: QtBot) -> None:
    def fail(cancel: CancelToken) -> Iterator[object]:
        yield 1
        raise MediaError("This file is not a video.")

    seen, after = Seen(), Seen()
    lane.submit(Job("fail", fail), reported=seen.event, ended=seen.end)
    lane.submit(count_to(1), reported=after.event, ended=after.end)
    qtbot.waitUntil(lambda: bool(after.ends))
    assert seen.ends[0].outcome is Outcome.FAILED
    assert str(seen.ends[0].error) == "This file is not a video."
    assert after.events == [0]


def test_unforeseen_error_does_not_escape(lane: Lane, qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    seen = Seen()
    lane.submit(Job("divide", once(lambda _: 1 // 0)), ended=seen.end)
    qtbot.waitUntil(lambda: bool(seen.ends))
    assert isinstance(seen.ends[0].error, ZeroDivisionError)
    assert "divide" in caplog.text


def test_urgent_job_runs_between_two_events_of_a_long_one(lane: Lane, qtbot: QtBot) -> None:
    gate, order = Gate(), list[object]()
    done = Seen()
    lane.submit(gate.job, reported=order.append, ended=done.end)
    qtbot.waitUntil(gate.entered.is_set)
    lane.submit(Job("click", once(lambda _: "click"), urgent=True), reported=order.append)
    gate.go_on.set()
    qtbot.waitUntil(lambda: bool(done.ends))
    assert order.index("click") < order.index("last")


def test_close_cancels_and_the_thread_ends(qtbot: QtBot) -> None:
    lane, gate, seen = Lane("closing"), Gate(), Seen()
    lane.submit(gate.job, ended=seen.end)
    qtbot.waitUntil(gate.entered.is_set)
    lane.close()
    gate.go_on.set()
    assert lane.wait(5)
    qtbot.waitUntil(lambda: bool(seen.ends))
    assert seen.ends[0].outcome is Outcome.CANCELLED
    lane.submit(count_to(1), ended=seen.end)
    assert not lane.finished or len(seen.ends) == 1
