"""A least-recently-used cache whose limit is bytes, because frames differ in size a hundredfold."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class ByteCache(Generic[K, V]):
    """Keeps the values used last, as far as `limit_bytes` allows; safe from any thread.

    The newest value is kept even where it alone is over the limit: whoever decoded a frame may
    read it once more. `size_of` gives a value's bytes and is called once for each value.
    """

    def __init__(self, limit_bytes: int, size_of: Callable[[V], int]) -> None:
        self._limit = max(0, limit_bytes)
        self._size_of = size_of
        self._values: OrderedDict[K, tuple[V, int]] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, key: K) -> V | None:
        """The value, which becomes the newest; None where it is not held."""
        with self._lock:
            found = self._values.get(key)
            if found is None:
                return None
            self._values.move_to_end(key)
            return found[0]

    def put(self, key: K, value: V) -> None:
        """Hold the value as the newest and let go of the oldest ones that no longer fit."""
        size = self._size_of(value)
        with self._lock:
            old = self._values.pop(key, None)
            if old is not None:
                self._bytes -= old[1]
            self._values[key] = (value, size)
            self._bytes += size
            self._let_go()

    def set_limit(self, limit_bytes: int) -> None:
        """Hold as many bytes from now on; what no longer fits goes at once."""
        with self._lock:
            self._limit = max(0, limit_bytes)
            self._let_go()

    def _let_go(self) -> None:
        while self._bytes > self._limit and len(self._values) > 1:
            self._bytes -= self._values.popitem(last=False)[1][1]

    def clear(self) -> None:
        """Let go of everything."""
        with self._lock:
            self._values.clear()
            self._bytes = 0

    @property
    def held_bytes(self) -> int:
        """Bytes held now."""
        return self._bytes

    def __contains__(self, key: object) -> bool:
        return key in self._values

    def __len__(self) -> int:
        return len(self._values)
