"""A document as it is at one moment, for work on another thread while the document goes on changing."""

import sqlite3
import threading
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Self

from core.document.document import Document, Mark, MediaRef, ProjectSettings, SegObject
from core.document.tables import checked_mask, sqlite_errors
from core.masks import Mask
from core.types import FramePrompt


class Snapshot:
    """Reads like a `Document`, from any thread. Made by `Project.snapshot`; close it when done.

    The masks come from a connection of its own, which sees the project file as it was.
    """

    def __init__(self, document: Document, connection: sqlite3.Connection, path: Path | None) -> None:
        """`connection` may be used by any thread, and is inside a read transaction where it needs one."""
        self.media: MediaRef | None = document.media
        self.settings: ProjectSettings = document.settings
        self.objects: Mapping[int, SegObject] = MappingProxyType(dict(document.objects))
        self._marks = {object_id: dict(document.marks(object_id)) for object_id in self.objects}
        self._prompts = {object_id: dict(document.prompts(object_id)) for object_id in self.objects}
        self._db = connection
        self._name = path.name if path else "project"
        self._mutex = threading.Lock()

    def marks(self, object_id: int) -> Mapping[int, Mark]:
        return MappingProxyType(self._marks.get(object_id, {}))

    def prompts(self, object_id: int) -> Mapping[int, FramePrompt]:
        return MappingProxyType(self._prompts.get(object_id, {}))

    def mask(self, object_id: int, frame_index: int) -> Mask | None:
        if frame_index not in self._marks.get(object_id, {}):
            return None
        with self._mutex, sqlite_errors(self._name):
            row = self._db.execute(
                "SELECT height, width, counts FROM masks WHERE object_id = ? AND frame_index = ?",
                (object_id, frame_index),
            ).fetchone()
        return checked_mask(row, self._name) if row else None

    def close(self) -> None:
        """Let the project file go. Harmless a second time."""
        with self._mutex:
            self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
