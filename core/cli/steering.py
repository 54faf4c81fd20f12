"""Orders for a run on standard input, a word a line: `pause`, `go`, `stop` and `discard`."""

import os
import threading
from typing import TYPE_CHECKING

from core.cancel import CancelToken

if TYPE_CHECKING:
    from core.training.control import FitControl

STDIN = 0


def listen(control: "FitControl", cancel: CancelToken, *, ends_with_input: bool) -> None:
    """Follow orders from now on, in a thread of its own that ends with the process.

    Args:
        ends_with_input: cancel when the input is closed: whoever started this has gone.
    """

    def follow() -> None:
        orders = {
            "pause": control.pause,
            "go": control.go_on,
            "stop": control.stop,
            "discard": cancel.cancel,
        }
        rest = b""
        # Not sys.stdin: a thread that waits in it would hold its lock while Python shuts down.
        while block := _read():
            *lines, rest = (rest + block).split(b"\n")
            for line in lines:
                order = orders.get(line.decode("utf-8", "replace").strip().lower())
                if order is not None:
                    order()
        if ends_with_input:
            cancel.cancel()

    threading.Thread(target=follow, name="orders", daemon=True).start()


def _read() -> bytes:
    try:
        return os.read(STDIN, 4096)
    except OSError:  # closed, or not to be read from
        return b""
