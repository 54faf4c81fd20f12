"""Stopping long work from another thread."""

import threading

from core.errors import Cancelled


class CancelToken:
    """A flag that one thread sets and the working thread checks at least once a frame or batch."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop. Safe from any thread, any number of times."""
        self._event.set()

    @property
    def cancelled(self) -> bool:
        """Whether somebody asked the work to stop."""
        return self._event.is_set()

    def check(self) -> None:
        """Raise `Cancelled` if the work was asked to stop."""
        if self._event.is_set():
            raise Cancelled("Stopped.")


class NeverCancel(CancelToken):
    """For callers that cannot be interrupted: a test, a script, one short call."""

    def cancel(self) -> None:
        raise RuntimeError("This work was started without a way to cancel it.")
