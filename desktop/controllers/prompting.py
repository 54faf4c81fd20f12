"""From a gesture on the canvas to a mask: clicks and boxes go to the model, painted masks to the document.

A click and the mask that the model gives for it are one step to undo, so the click is written together with
its mask, a moment later. Until then it is *pending*: shown, and added to by further clicks.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal, Slot

from core.document.document import Mark, SegObject
from core.document.edits import AddObject, Edit, EditGroup, RemoveMasks, RemovePrompt, SetMask, SetPrompt
from core.types import Box, Click, FramePrompt, FrameRGB, Origin, State
from desktop.controllers.document import DocumentController
from desktop.controllers.frames import FrameController
from desktop.controllers.models import ModelController, ModelStatus
from desktop.controllers.objects import ObjectController
from desktop.controllers.segmenting import Answer, can_start, segmenting
from desktop.jobs.job import Job, JobEnd, JobId, Outcome
from desktop.jobs.lane import Lane
from desktop.language import marked, tr
from desktop.tools.intents import (
    BoxDrawn,
    BoxRemoved,
    ClickAdded,
    ClickMoved,
    ClickRemoved,
    ClicksAdded,
    MaskPainted,
    ObjectPicked,
)


@dataclass(frozen=True, slots=True)
class Pending:
    """A prompt on its way to the model. `item` is the object that it begins, if it begins one."""

    name: str
    object_id: int
    prompt: FramePrompt
    frame_rgb: FrameRGB
    item: SegObject | None = None

    @property
    def frame_index(self) -> int:
        return self.prompt.frame_index


class PromptController(QObject):
    """Takes the canvas's intents. `pending_changed`: what `prompt_at` says has changed."""

    pending_changed = Signal()
    refused = Signal(object)  # str: why nothing happens
    problem_met = Signal(object)  # Exception

    def __init__(
        self,
        engine: Lane,
        documents: DocumentController,
        objects: ObjectController,
        frames: FrameController,
        models: ModelController,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._engine = engine
        self._documents = documents
        self._objects = objects
        self._frames = frames
        self._models = models
        self._pending: Pending | None = None
        self._job: JobId | None = None
        frames.media_changed.connect(self._on_media_changed)
        models.ready.connect(self._on_model_ready)
        models.state_changed.connect(self._on_model_state)

    @property
    def pending(self) -> Pending | None:
        return self._pending

    def prompt_at(self, object_id: int, frame_index: int) -> FramePrompt | None:
        """An object's prompt on a frame as the person sees it, pending or written."""
        pending = self._pending
        if pending is not None and (pending.object_id, pending.frame_index) == (object_id, frame_index):
            return pending.prompt
        document = self._documents.document
        return document.prompt(object_id, frame_index) if document is not None else None

    # ---- intents

    @Slot(object)
    def take(self, intent: object) -> None:
        """Do what a gesture meant."""
        match intent:
            case ObjectPicked(object_id):
                self._documents.select(object_id)
            case ClickAdded(x, y, positive):
                self._add_clicks((Click(x, y, positive),))
            case ClicksAdded(clicks):
                self._add_clicks(clicks)
            case ClickMoved(index, x, y):
                self._change_clicks(index, lambda click: replace(click, x=x, y=y), marked("Move Click"))
            case ClickRemoved(index):
                self._change_clicks(index, lambda _: None, marked("Remove Click"))
            case BoxDrawn(box):
                self._set_box(box, marked("Box"))
            case BoxRemoved():
                self._set_box(None, marked("Remove Box"))
            case MaskPainted():
                self._paint(intent)

    def discard(self) -> bool:
        """Drop what is pending, as if it had not been clicked; False where nothing is."""
        if self._pending is None:
            return False
        self._drop_job()
        self._pending = None
        self.pending_changed.emit()
        return True

    def settle(self) -> None:
        """Write what is pending without a mask: the program closes, or there is no model."""
        pending = self._pending
        if pending is None:
            return
        self._drop_job()
        self._pending = None
        self._documents.do(
            EditGroup((*_begin(pending), SetPrompt(pending.object_id, pending.prompt))), pending.name
        )
        self.pending_changed.emit()

    # ---- prompts

    def _target(self) -> tuple[int, SegObject | None] | None:
        """The object that a gesture is for: the selected one, or a new one."""
        pending, shown = self._pending, self._frames.shown
        if shown is None:
            return None
        if pending is not None and pending.item is not None and pending.frame_index == shown.frame_index:
            return pending.object_id, pending.item
        if pending is not None and pending.frame_index != shown.frame_index:
            self.settle()
        item = self._documents.selected_object
        if item is None:
            new = self._objects.new_object()
            return (new.id, new) if new is not None else None
        if item.locked:
            self.refused.emit(tr("{name} is locked; unlock it to change its masks.", name=item.name))
            return None
        if not item.visible:
            self.refused.emit(tr("{name} is hidden; show it to change its masks.", name=item.name))
            return None
        return item.id, None

    def prompt_here(self, object_id: int) -> FramePrompt:
        """The object's prompt on the frame that is shown, to be added to.

        Where there is a mask but no click yet, or a painted mask, the clicks that follow correct it.
        """
        shown, document = self._frames.shown, self._documents.document
        assert shown is not None
        prompt = self.prompt_at(object_id, shown.frame_index)
        if prompt is not None and prompt.mask is None:
            return prompt
        mask = document.mask(object_id, shown.frame_index) if document is not None else None
        return FramePrompt(shown.frame_index, refines=None if mask is None or mask.is_empty else mask)

    def _add_clicks(self, clicks: tuple[Click, ...]) -> None:
        target = self._target()
        if target is None:
            return
        object_id, item = target
        prompt = self.prompt_here(object_id)
        prompt = replace(prompt, clicks=(*prompt.clicks, *clicks))
        if not can_start(prompt):
            self.refused.emit(
                tr("Click on the object first; then right-click on what does not belong to it.")
            )
            return
        self._ask(marked("Click"), object_id, prompt, item)

    def _change_clicks(self, index: int, change: Callable[[Click], Click | None], name: str) -> None:
        target = self._target()
        if target is None:
            return
        object_id, item = target
        prompt = self.prompt_here(object_id)
        if not 0 <= index < len(prompt.clicks):
            return
        changed = change(prompt.clicks[index])
        kept = () if changed is None else (changed,)
        prompt = replace(prompt, clicks=(*prompt.clicks[:index], *kept, *prompt.clicks[index + 1 :]))
        self._ask_or_remove(name, object_id, prompt, item)

    def _set_box(self, box: Box | None, name: str) -> None:
        target = self._target()
        if target is None:
            return
        object_id, item = target
        prompt = replace(self.prompt_here(object_id), box=box)
        if box is not None:
            # A box says anew where the object is: earlier clicks and masks would argue with it.
            prompt = replace(prompt, clicks=(), refines=None)
        self._ask_or_remove(name, object_id, prompt, item)

    def _ask_or_remove(self, name: str, object_id: int, prompt: FramePrompt, item: SegObject | None) -> None:
        if can_start(prompt):
            self._ask(name, object_id, prompt, item)
            return
        self._drop_job()
        self._pending = None
        if item is None:
            self._remove_prompt(name, object_id, prompt)
        self.pending_changed.emit()

    def _remove_prompt(self, name: str, object_id: int, prompt: FramePrompt) -> None:
        """Without its prompt the frame gets back the mask that was corrected, or none."""
        frame_index = prompt.frame_index
        edits: list[Edit] = [RemovePrompt(object_id, frame_index)]
        if prompt.refines is not None:
            edits.append(SetMask(object_id, frame_index, prompt.refines, Mark(Origin.INFERRED)))
        else:
            edits.append(RemoveMasks(((object_id, frame_index),)))
        self._documents.do(EditGroup(tuple(edits)), name)

    def _paint(self, painted: MaskPainted) -> None:
        """What a person drew is the truth on its frame, and the model goes by it from there."""
        shown = self._frames.shown
        self.settle()
        target = self._target()
        if target is None or shown is None:
            return
        object_id, item = target
        edits: list[Edit] = [AddObject(item)] if item is not None else []
        edits.append(
            SetMask(object_id, shown.frame_index, painted.mask, Mark(Origin.PAINTED, State.CORRECTED))
        )
        edits.append(SetPrompt(object_id, FramePrompt(shown.frame_index, mask=painted.mask)))
        self._documents.do(EditGroup(tuple(edits)), painted.name)

    # ---- the model

    def _ask(self, name: str, object_id: int, prompt: FramePrompt, item: SegObject | None) -> None:
        shown = self._frames.shown
        assert shown is not None
        self._pending = Pending(name, object_id, prompt, shown.frame_rgb, item)
        self.pending_changed.emit()
        self._segment()

    def _segment(self) -> None:
        pending, model = self._pending, self._models.model
        if pending is None:
            return
        if model is None:
            if self._models.state.status is ModelStatus.FAILED:
                self.refused.emit(tr("There is no model to answer; choose one in the Model menu."))
                self.settle()
            return
        self._job = self._engine.submit(
            Job(
                "segment",
                segmenting(model, self._frames.media_number, pending.prompt, pending.frame_rgb),
                key="click",
                urgent=True,
            ),
            reported=self._on_answer,
            ended=self._on_ended,
        )

    def _on_answer(self, event: object) -> None:
        assert isinstance(event, Answer)
        pending = self._pending
        self._job = None
        if pending is None:
            return
        self._pending = None
        mark = Mark(Origin.INFERRED, self._state_after(pending), event.score)
        edits = (
            *_begin(pending),
            SetPrompt(pending.object_id, pending.prompt),
            SetMask(pending.object_id, pending.frame_index, event.mask, mark),
        )
        done = self._documents.do(EditGroup(edits), pending.name)
        if done and pending.item is not None:
            self._documents.select(pending.object_id)
        self.pending_changed.emit()

    def _state_after(self, pending: Pending) -> State:
        """A mask that was there before its first click or box is corrected by it; a new one is a draft."""
        document, place = self._documents.document, (pending.object_id, pending.frame_index)
        mark = document.mark(*place) if document is not None else None
        if document is None or mark is None:
            return State.DRAFT
        told = document.prompt(*place) is not None and pending.prompt.refines is None
        return State.DRAFT if told and mark.state is State.DRAFT else State.CORRECTED

    def _on_ended(self, end: JobEnd) -> None:
        if end.outcome is Outcome.SUPERSEDED:
            return
        self._job = None
        if end.outcome is Outcome.FAILED and end.error is not None:
            self.discard()
            self.problem_met.emit(end.error)

    def _drop_job(self) -> None:
        job, self._job = self._job, None
        if job is not None:
            self._engine.drop(job)

    @Slot(object)
    def _on_model_ready(self, _model: object) -> None:
        self._segment()

    @Slot(object)
    def _on_model_state(self, _state: object) -> None:
        if self._models.state.status is ModelStatus.FAILED and self._pending is not None:
            self.settle()

    @Slot(object)
    def _on_media_changed(self, _media: object) -> None:
        self.discard()


def _begin(pending: Pending) -> tuple[Edit, ...]:
    return (AddObject(pending.item),) if pending.item is not None else ()
