"""Lanes: success, cancel, supersede, failure, urgent jobs, closing; all of it seen from the GUI thread."""

import threading
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QObject, QThread, Signal, Slot
from pytestqt.qtbot import QtBot

from core.cancel import CancelToken
from core.errors import MediaError
from desktop.jobs.job import Job, JobEnd, Outcome, once
from desktop.jobs.lane import Lane
from desktop.jobs.mailbox import Mailbox


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


def test_fast_events_are_reported_together(lane: Lane, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    reports: list[object] = []
    take = lane._on_reported
    monkeypatch.setattr(lane, "_on_reported", lambda report: (reports.append(report), take(report)))
    seen = Seen()
    lane.submit(count_to(5000), reported=seen.event, ended=seen.end)
    qtbot.waitUntil(lambda: bool(seen.ends))
    assert len(seen.events) == 5000
    assert 1 <= len(reports) <= 20


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


class Sender(QObject):
    """Something connected, so that Qt has a lock for it."""

    sent = Signal()

    @Slot()
    def take(self) -> None: ...


def test_lanes_may_end_while_the_gui_thread_is_in_qt(qtbot: QtBot) -> None:
    """It stood still where a QObject that lived in the lane's thread was destroyed there: see Mailbox."""
    senders = [Sender() for _ in range(300)]  # more than Qt has locks
    for sender in senders:
        sender.sent.connect(sender.take)
    for _ in range(30):
        lanes = [Lane(f"lane {i}") for i in range(30)]
        for lane in lanes:
            lane.close()
        while not all(lane.finished for lane in lanes):
            for sender in senders:
                sender.sender()  # takes the lock, and keeps Python's meanwhile


def test_what_is_told_after_the_lane_is_gone_is_forgotten(qtbot: QtBot) -> None:
    gate, lane = Gate(), Lane("gone")
    lane.submit(gate.job)
    qtbot.waitUntil(gate.entered.is_set)
    lane.close()
    thread = lane._thread
    shiboken6.delete(lane)
    gate.go_on.set()
    assert thread.wait(5000)


def test_a_mailbox_brings_values_in_order_to_the_gui_thread(qtbot: QtBot) -> None:
    taken: list[tuple[str, int]] = []
    threads: set[int] = set()

    def take(value: object) -> None:
        taken.append(value)
        threads.add(threading.get_ident())

    mailbox = Mailbox(take)
    senders = [
        threading.Thread(target=lambda name=name: [mailbox.put((name, i)) for i in range(500)])
        for name in "abc"
    ]
    for sender in senders:
        sender.start()
    qtbot.waitUntil(lambda: len(taken) == 1500)
    for name in "abc":
        assert [i for who, i in taken if who == name] == list(range(500))
    assert threads == {threading.get_ident()}
