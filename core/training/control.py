"""Pausing and stopping a training run from another thread."""

import threading
import time

from core.cancel import CancelToken

POLL_S = 0.1


class FitControl:
    """What a person may do to a run that goes on. All methods are safe from any thread, at any time.

    Stopping keeps the best weights so far; to throw them away, cancel the run's token.
    """

    def __init__(self) -> None:
        self._stopped = threading.Event()
        self._going = threading.Event()
        self._going.set()

    def pause(self) -> None:
        """Wait after the step that is being made."""
        self._going.clear()

    def go_on(self) -> None:
        """End a pause."""
        self._going.set()

    def stop(self) -> None:
        """End the run after the step that is being made, as if its epochs were up."""
        self._stopped.set()
        self._going.set()

    @property
    def paused(self) -> bool:
        return not self._going.is_set()

    @property
    def stopped(self) -> bool:
        return self._stopped.is_set()

    def wait_while_paused(self, cancel: CancelToken) -> float:
        """Return at once, or when the pause ends; the seconds that it took. Raises `Cancelled`."""
        began = time.monotonic()
        while not self._going.wait(POLL_S):
            cancel.check()
        return time.monotonic() - began
