"""Ahead of the click: the frame's embedding while the person looks, and what a click here would give."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.cancel import CancelToken
from core.masks import Mask
from core.types import Click, FramePrompt
from desktop.controllers.document import DocumentController
from desktop.controllers.frames import FrameController, ShownFrame
from desktop.controllers.models import ModelController
from desktop.controllers.objects import ObjectController
from desktop.controllers.prompting import PromptController
from desktop.controllers.segmenting import Answer, can_start, segmenting
from desktop.jobs.job import Job, JobEnd, JobId, Outcome, once
from desktop.jobs.lane import Lane
from desktop.tools.intents import HoverAsked, HoverEnded

EMBED_AFTER_MS = 250


@dataclass(frozen=True, slots=True)
class Preview:
    """The mask that a click would give; None: no preview."""

    mask: Mask | None
    colour: str


class PreviewController(QObject):
    """Answers the canvas's hovering; changes nothing in the document."""

    preview_made = Signal(object)  # Preview

    def __init__(
        self,
        engine: Lane,
        documents: DocumentController,
        objects: ObjectController,
        frames: FrameController,
        models: ModelController,
        prompts: PromptController,
        may_embed: Callable[[], bool],
        parent: QObject | None = None,
    ) -> None:
        """`may_embed`: whether the engine may be used ahead of a click; not while it tracks."""
        super().__init__(parent)
        self._engine = engine
        self._documents = documents
        self._objects = objects
        self._frames = frames
        self._models = models
        self._prompts = prompts
        self._may_embed = may_embed
        self._job: JobId | None = None
        self._asked: Click | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(EMBED_AFTER_MS)
        self._rest.timeout.connect(self._embed_ahead)
        frames.frame_shown.connect(self._on_frame_shown)
        models.ready.connect(self._on_model_ready)
        prompts.pending_changed.connect(self.end)

    @Slot(object)
    def take(self, intent: object) -> None:
        """Answer a hovering; other intents are not meant for this."""
        match intent:
            case HoverAsked(x, y, positive):
                self._ask(Click(x, y, positive))
            case HoverEnded():
                self.end()

    @Slot()
    def end(self) -> None:
        """No preview any more."""
        self._asked = None
        job, self._job = self._job, None
        if job is not None:
            self._engine.drop(job)
        self.preview_made.emit(Preview(None, "#ffffff"))

    def _ask(self, click: Click) -> None:
        """One question at a time; the newest is asked when the one under way is answered."""
        model, shown = self._models.model, self._frames.shown
        if model is None or shown is None or self._prompts.pending is not None:
            return
        if self._job is not None:
            self._asked = click
            return
        item = self._documents.selected_object
        prompt = FramePrompt(shown.frame_index) if item is None else self._prompts.prompt_here(item.id)
        prompt = replace(prompt, clicks=(*prompt.clicks, click))
        if not can_start(prompt):
            return
        work = segmenting(model, self._frames.media_number, prompt, shown.frame_rgb)
        self._job = self._engine.submit(
            Job("preview", work, key="preview", urgent=True), reported=self._on_answer, ended=self._on_ended
        )

    def _on_answer(self, event: object) -> None:
        assert isinstance(event, Answer)
        item = self._documents.selected_object or self._objects.new_object()
        if item is not None:
            self.preview_made.emit(Preview(event.mask, item.colour))

    def _on_ended(self, end: JobEnd) -> None:
        if end.outcome is Outcome.SUPERSEDED:
            return
        self._job = None
        asked, self._asked = self._asked, None
        if asked is not None:
            self._ask(asked)

    @Slot(object)
    def _on_frame_shown(self, _frame: ShownFrame) -> None:
        if self._job is not None:
            self.end()
        self._rest.start()

    @Slot(object)
    def _on_model_ready(self, _model: object) -> None:
        self._rest.start()

    @Slot()
    def _embed_ahead(self) -> None:
        """The person rests on a frame: a click here is likely, so compute its embedding now."""
        model, shown = self._models.model, self._frames.shown
        if model is None or shown is None or self._engine.busy or not self._may_embed():
            return
        key = (self._frames.media_number, shown.frame_index)

        def work(_cancel: CancelToken) -> object:
            if not model.segmenter.is_embedded(key):
                model.segmenter.embed(shown.frame_rgb, frame_key=key)
            return None

        self._engine.submit(Job("embed ahead", once(work), key="embed"))
