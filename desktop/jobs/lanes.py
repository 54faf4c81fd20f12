"""The three lanes of the application."""

from PySide6.QtCore import QObject

from desktop.jobs.lane import Lane


class Lanes(QObject):
    """`engine`: the model. `decode`: frames for the screen. `io`: opening, exporting, downloading."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.engine = Lane("engine", self)
        self.decode = Lane("decode", self)
        self.io = Lane("io", self)

    @property
    def all(self) -> tuple[Lane, ...]:
        return (self.engine, self.decode, self.io)

    @property
    def finished(self) -> bool:
        """Whether every thread has ended after `close`."""
        return all(lane.finished for lane in self.all)

    def close(self) -> None:
        """Cancel all work; the threads end soon after."""
        for lane in self.all:
            lane.close()

    def wait(self, timeout_s: float) -> bool:
        """Wait for the threads to end, each at most so long; False when one has not."""
        return all(lane.wait(timeout_s) for lane in self.all)
