"""Values from any thread, to a function on the GUI thread."""

import contextlib
from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject

_ARRIVED = QEvent.Type(QEvent.registerEventType())


class Mailbox(QObject):
    """`put` from any thread; `take` is called with each value, in order, on the thread of this object.

    Values travel by an event, and no signal is emitted outside the GUI thread, because emitting,
    connecting and destroying take one of 131 locks that Qt shares out among all objects. Qt calls into
    Python while it holds one, when an object that is connected to is destroyed; a thread that waits for
    Python there, and another that has Python and waits for that lock, stand still for ever.
    """

    def __init__(self, take: Callable[[object], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._take = take
        self._values: deque[object] = deque()

    def put(self, value: object) -> None:
        """Send a value; it is forgotten where the mailbox is gone by now."""
        self._values.append(value)
        with contextlib.suppress(RuntimeError):  # the C++ object is deleted
            QCoreApplication.postEvent(self, QEvent(_ARRIVED))

    def event(self, event: QEvent) -> bool:
        if event.type() != _ARRIVED:
            return super().event(event)
        if self._values:
            self._take(self._values.popleft())
        return True
