"""How far each tracked mask is to be trusted, worked out bit by bit while nobody waits for it."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.document.change import Change, Place
from core.document.document import Document
from core.masks import Mask
from core.tracking.quality import Quality, judge
from core.types import Origin
from desktop.controllers.document import DocumentController

SLICE_S: Final = 0.004
EVERY_MS: Final = 10
"""At most so long out of so long: nobody notices on the GUI thread."""


@dataclass(frozen=True, slots=True)
class _Scored:
    mask: Mask
    origin: Origin
    score: float


class LookHere(QObject):
    """Judges masks in slices. `judged`: a slice is done."""

    judged = Signal()

    def __init__(self, documents: DocumentController, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._documents = documents
        self._verdicts: dict[int, dict[int, Quality]] = {}
        self._open: dict[Place, None] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self._on_tick)
        documents.changed.connect(self._on_changed)
        documents.project_changed.connect(self._on_project_changed)

    @property
    def busy(self) -> bool:
        """Whether some masks are not judged yet."""
        return bool(self._open)

    def verdicts(self, object_id: int) -> Mapping[int, Quality]:
        """What is known so far of an object's masks, by frame index."""
        return MappingProxyType(self._verdicts.get(object_id, {}))

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        for object_id, frame_index in change.marks | change.masks:
            self._open[object_id, frame_index] = None
            self._open[object_id, frame_index + 1] = None  # judged by the frame before
        document = self._documents.document
        for object_id in change.objects:
            if document is None or object_id not in document.objects:
                self._verdicts.pop(object_id, None)
        self._go_on()

    @Slot(object)
    def _on_project_changed(self, _project: object) -> None:
        self._verdicts.clear()
        self._open.clear()
        document = self._documents.document
        for item in self._documents.objects:
            assert document is not None
            self._open.update(dict.fromkeys((item.id, frame) for frame in sorted(document.marks(item.id))))
        self._go_on()

    def _go_on(self) -> None:
        if self._open and not self._timer.isActive():
            self._timer.start()

    @Slot()
    def _on_tick(self) -> None:
        document = self._documents.document
        stop_s = time.perf_counter() + SLICE_S
        while self._open and document is not None and time.perf_counter() < stop_s:
            place = next(iter(self._open))
            del self._open[place]
            self._judge(document, *place)
        if not self._open or document is None:
            self._timer.stop()
        self.judged.emit()

    def _judge(self, document: Document, object_id: int, frame_index: int) -> None:
        now = _scored(document, object_id, frame_index)
        verdicts = self._verdicts.setdefault(object_id, {})
        if now is None:
            verdicts.pop(frame_index, None)
        else:
            verdicts[frame_index] = judge(now, _scored(document, object_id, frame_index - 1))


def _scored(document: Document, object_id: int, frame_index: int) -> _Scored | None:
    mark = document.mark(object_id, frame_index)
    mask = document.stored_mask(object_id, frame_index) if mark is not None else None
    if mark is None or mask is None:
        return None
    return _Scored(mask, mark.origin, 1.0 if mark.score is None else mark.score)
