"""The user's settings while the program runs; written to disk a moment after each change."""

import dataclasses
import logging
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.errors import StorageError
from core.settings import Settings, save_settings

log = logging.getLogger(__name__)

WRITE_AFTER_MS = 400


class Preferences(QObject):
    """Holds the settings. `changed` carries the new `Settings`; `problem_met` an error of writing them."""

    changed = Signal(object)
    problem_met = Signal(object)

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WRITE_AFTER_MS)
        self._timer.timeout.connect(self.write)
        self._told = False

    @property
    def settings(self) -> Settings:
        return self._settings

    def change(self, **values: Any) -> None:
        """Set some settings by name."""
        self.replace(dataclasses.replace(self._settings, **values))

    def replace(self, settings: Settings) -> None:
        """Take over new settings."""
        if settings != self._settings:
            self._settings = settings
            self._timer.start()
            self.changed.emit(settings)

    def remember_window(self, **values: str) -> None:
        """Keep some of the window's layout."""
        self.change(window={**self._settings.window, **values})

    def add_recent(self, path: Path) -> None:
        """Put a project first in the list of recent ones."""
        self.replace(self._settings.with_recent(path))

    def forget_recent(self, path: Path | None = None) -> None:
        """Take a project out of the list, or all."""
        kept = () if path is None else tuple(p for p in self._settings.recent if p != str(path))
        self.change(recent=kept)

    @Slot()
    def write(self) -> None:
        """Write now. Where that fails it is said once."""
        self._timer.stop()
        try:
            save_settings(self._settings)
        except StorageError as error:
            log.warning("Settings: %s", error)
            if not self._told:
                self._told = True
                self.problem_met.emit(error)
