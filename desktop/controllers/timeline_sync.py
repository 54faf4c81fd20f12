"""Keeps the timeline's lanes and the objects panel showing what the document has."""

from collections.abc import Callable, Mapping

import numpy as np
from PySide6.QtCore import QObject, QTimer, Slot

from core.document.change import Change
from core.types import State
from desktop.controllers.document import DocumentController
from desktop.controllers.frames import FrameController
from desktop.panels.object_rows import ObjectRow
from desktop.panels.objects import ObjectsPanel
from desktop.timeline.lane_view import LaneView, code_of, next_of, previous_of, state_codes
from desktop.timeline.timeline import Timeline

REPAINT_AFTER_MS = 30
COUNT_AFTER_MS = 200


class TimelineSync(QObject):
    """Holds a lane for each object and changes it by what an edit touched; repaints are gathered."""

    def __init__(
        self,
        timeline: Timeline,
        panel: ObjectsPanel,
        documents: DocumentController,
        frames: FrameController,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._timeline = timeline
        self._panel = panel
        self._documents = documents
        self._frames = frames
        self._lanes: dict[int, LaneView] = {}
        self._repaint = self._gathered(REPAINT_AFTER_MS, timeline.repaint_lanes)
        self._count = self._gathered(COUNT_AFTER_MS, self._show_rows)
        documents.project_changed.connect(self._on_project_changed)
        documents.changed.connect(self._on_changed)
        documents.selected_changed.connect(self._on_selected)
        frames.media_changed.connect(self._on_project_changed)
        frames.index_changed.connect(timeline.set_playhead)

    @property
    def has_filled(self) -> bool:
        """Whether any object has a filled mask."""
        return any(lane.has_filled for lane in self._lanes.values())

    def next_prompt(self, frame_index: int) -> int | None:
        """The next frame with a prompt: of the selected object, or of any where none is selected."""
        return next_of(self._prompt_frames(), frame_index)

    def previous_prompt(self, frame_index: int) -> int | None:
        """The frame with a prompt before this one."""
        return previous_of(self._prompt_frames(), frame_index)

    @property
    def _frame_count(self) -> int:
        """Of the media, or of what the project says of it while it is missing."""
        document = self._documents.document
        media = document.media if document is not None else None
        return self._frames.frame_count or (media.frame_count if media is not None else 0)

    def _prompt_frames(self) -> np.ndarray:
        lane = self._lanes.get(self._documents.selected or 0)
        if lane is not None and len(lane.prompts):
            return lane.prompts
        prompts = [lane.prompts for lane in self._lanes.values()]
        return np.unique(np.concatenate(prompts)) if prompts else np.zeros(0, np.int64)

    def _gathered(self, after_ms: int, call: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(after_ms)
        timer.timeout.connect(call)
        return timer

    @Slot(object)
    def _on_project_changed(self, _project: object) -> None:
        self._timeline.set_frame_count(self._frame_count)
        self._timeline.set_playhead(self._frames.index)
        self._build()

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        if change.objects or change.media:
            touched = {object_id for object_id, _ in change.marks}
            self._build({i: lane for i, lane in self._lanes.items() if i not in touched})
            return
        document = self._documents.document
        if document is None:
            return
        marks = {object_id: document.marks(object_id) for object_id in self._lanes}
        for object_id, frame_index in change.marks:  # ten thousands after undoing a run
            lane = self._lanes.get(object_id)
            if lane is not None and frame_index < len(lane.codes):
                mark = marks[object_id].get(frame_index)
                lane.codes[frame_index] = code_of(mark.origin, mark.state) if mark is not None else 0
        for object_id in {object_id for object_id, _ in change.prompts}:
            if object_id in self._lanes:
                self._lanes[object_id].set_prompts(document.prompts(object_id))
        if change.marks or change.prompts:
            self._later(self._repaint)
            self._later(self._count)

    @Slot(object)
    def _on_selected(self, selected: int | None) -> None:
        for lane in self._lanes.values():
            lane.selected = lane.object_id == selected
        self._timeline.repaint_lanes()
        self._panel.select(selected)

    def _later(self, timer: QTimer) -> None:
        if not timer.isActive():
            timer.start()

    def _build(self, known: Mapping[int, LaneView] | None = None) -> None:
        """Make the lanes anew: objects came, went, moved or look different. Codes that are known stay."""
        document, count = self._documents.document, self._frame_count
        lanes: dict[int, LaneView] = {}
        for item in self._documents.objects:
            assert document is not None
            before = (known or {}).get(item.id)
            if before is not None and len(before.codes) == count:
                codes = before.codes
            else:
                codes = np.zeros(count, np.uint8)
                for frame_index, mark in document.marks(item.id).items():
                    if frame_index < count:
                        codes[frame_index] = code_of(mark.origin, mark.state)
            lane = LaneView(item.id, item.name, item.colour, codes, visible=item.visible, locked=item.locked)
            lane.set_prompts(document.prompts(item.id))
            lane.selected = item.id == self._documents.selected
            lanes[item.id] = lane
        self._lanes = lanes
        self._timeline.set_lanes(list(lanes.values()))
        self._show_rows()

    @Slot()
    def _show_rows(self) -> None:
        document = self._documents.document
        rows = []
        for item in self._documents.objects:
            codes = self._lanes[item.id].codes
            states = state_codes(codes)
            rows.append(
                ObjectRow(
                    item,
                    int(np.count_nonzero(codes)),
                    int(np.count_nonzero(states[State.APPROVED])),
                    int(np.count_nonzero(states[State.FLAGGED])),
                )
            )
        classes = document.settings.classes if document is not None else ()
        self._panel.set_rows(rows, self._documents.selected, classes)
