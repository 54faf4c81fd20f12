"""Widgets of one test must not be freed in a lane's thread of another: see desktop/jobs/garbage.py."""

import gc
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True, scope="module")
def garbage_on_this_thread() -> Iterator[None]:
    """No cyclic collection while a module's tests run; all of it behind them, here."""
    gc.collect()
    gc.disable()
    yield
    gc.collect()
    gc.enable()
