"""pyqtgraph, without what half of its import is spent on: `from desktop.plots import pg`.

It copies all of QtCore, QtGui and QtWidgets into modules of its own, for which PySide6 makes every one of
their classes: a tenth of the window's start, for a thousand classes that nobody uses. Here those modules
are there before it, and each fetches a name when that is used first.
"""

import os
import sys
from importlib import import_module
from types import ModuleType
from typing import Any

os.environ.setdefault("PYQTGRAPH_QT_LIB", "PySide6")


class _Fetching(ModuleType):
    """Stands for one of pyqtgraph's copies of PySide6's modules."""

    def __init__(self, name: str) -> None:
        super().__init__(f"pyqtgraph.Qt.{name}")
        self._source = import_module(f"PySide6.{name}")
        self.__version__ = getattr(self._source, "__version__", "")

    def __getattr__(self, name: str) -> Any:
        if sys._getframe(1).f_code.co_name == "_copy_attrs":
            return None  # it asks whether the name is there, and goes on to the next
        value = getattr(self._source, name)
        setattr(self, name, value)
        return value


if "pyqtgraph" not in sys.modules:
    for _name in ("QtCore", "QtGui", "QtWidgets"):
        sys.modules[f"pyqtgraph.Qt.{_name}"] = _Fetching(_name)

import pyqtgraph as pg  # noqa: E402  # behind what it is to find

__all__ = ["pg"]
