"""The whole application, for dialogs that stand beside its window."""

from tests.desktop.window.conftest import application

__all__ = ["application"]
