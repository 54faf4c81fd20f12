"""Cyclic garbage is freed on the GUI thread, whatever a lane allocates meanwhile."""

import gc
import threading

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.jobs.garbage import GuiGarbage
from desktop.jobs.job import Job, once
from desktop.jobs.lane import Lane


class Cycle:
    """Refers to itself, and says where it dies."""

    died_in: list[int] = []

    def __init__(self) -> None:
        self.me = self

    def __del__(self) -> None:
        Cycle.died_in.append(threading.get_ident())


def test_cycles_die_on_the_gui_thread(qtbot: QtBot) -> None:
    Cycle.died_in.clear()
    root = QObject()
    garbage, lane = GuiGarbage(root), Lane("test", root)
    garbage.start()
    assert not gc.isenabled()

    def allocate(_cancel: object) -> int:
        for _ in range(20):
            Cycle()
        return len([[] for _ in range(50_000)])

    done: list[object] = []
    lane.submit(Job("allocate", once(allocate)), reported=done.append)
    qtbot.waitUntil(lambda: bool(done))
    assert Cycle.died_in == []
    for _ in range(3):
        garbage.collect()
    gc.collect()
    assert set(Cycle.died_in) == {threading.get_ident()}
    garbage.stop()
    lane.close()
    assert lane.wait(5)
