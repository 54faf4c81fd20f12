"""Tracking runs: from a command to a request, and from its events to masks in the document."""

import statistics
import time
from collections import deque
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

from core.document.document import Document, Mark
from core.document.edits import MaskEntry, SetMasks
from core.document.protection import unprotected
from core.errors import AppError
from core.types import Origin, State
from core.wording import say
from desktop.controllers.document import DocumentController
from desktop.controllers.frames import FrameController
from desktop.controllers.models import ModelController, ModelStatus
from desktop.controllers.prompting import PromptController
from desktop.controllers.skipping import RunTimes, SkippingController
from desktop.controllers.track_plan import (
    Plan,
    correcting,
    correction_plan,
    doubtful,
    second_pass,
    tracking,
)
from desktop.jobs.job import Job, JobEnd, JobId, Outcome
from desktop.jobs.lane import Lane
from desktop.language import marked, tr

SHOW_EVERY_S: Final = 0.1
REACHED_KEY: Final = "run_reached"
MODELS_KEY: Final = "tracked_by"
"""Names of the models that have tracked in a project, the latest last: exports name them."""


@dataclass(frozen=True, slots=True)
class TrackProgress:
    """How far a run is: `done` of `total` frames, frames a second lately, seconds left.

    `inferred`: the share of the frames so far on which the model ran; None where it runs on all.
    """

    done: int
    total: int
    fps: float
    left_s: float | None
    inferred: float | None = None


@dataclass(frozen=True, slots=True)
class TrackEnd:
    """How a run ended: `frames` were visited, between `reach`'s two, `inferred` of them by the model;
    `correction`: from a correction; `second_pass`: of the least certain filled frames.
    """

    outcome: Outcome
    frames: int
    seconds: float
    correction: bool = False
    reach: tuple[int, int] = (0, 0)
    inferred: int = 0
    second_pass: bool = False


class TrackingController(QObject):
    """One run at a time, in the engine lane. What is done stays, however the run ends."""

    began = Signal(object)  # Plan
    prepared = Signal(object)  # float: how much of the work before the first frame is done, 0 to 1
    progressed = Signal(object)  # TrackProgress
    ended = Signal(object)  # TrackEnd
    refused = Signal(object)  # str
    problem_met = Signal(object)  # Exception

    def __init__(
        self,
        engine: Lane,
        documents: DocumentController,
        frames: FrameController,
        models: ModelController,
        prompts: PromptController,
        skipping: SkippingController,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._engine = engine
        self._skipping = skipping
        self._documents = documents
        self._frames = frames
        self._models = models
        self._prompts = prompts
        self._job: JobId | None = None
        self._plan: Plan | None = None
        self._waiting: Plan | None = None
        self._follow = True
        self._following = False
        self._done = self._total = self._inferred = 0
        self._fill_times: deque[float] = deque(maxlen=200)
        self._filling = False
        self._low = self._high = 0
        self._began_s = self._shown_s = 0.0
        self._times: deque[float] = deque(maxlen=30)
        frames.visited.connect(self._on_visited)
        models.ready.connect(self._on_model_ready)
        models.state_changed.connect(self._on_model_state)

    @property
    def running(self) -> bool:
        """Whether a run goes on, or waits for the model."""
        return self._job is not None or self._waiting is not None

    @property
    def follow(self) -> bool:
        """Whether the frame that the model reached is shown."""
        return self._follow

    def set_follow(self, follow: bool) -> None:
        """Show each frame as the model reaches it, or stay."""
        self._follow = follow
        self._following = follow

    def trackable(self, *, selected_only: bool = False) -> tuple[int, ...]:
        """The objects that a run can carry: not locked, and with something to go by."""
        document, selected = self._documents.document, self._documents.selected
        if document is None:
            return ()
        return tuple(
            item.id
            for item in document.objects.values()
            if not item.locked
            and (document.prompts(item.id) or document.marks(item.id))
            and (not selected_only or item.id == selected)
        )

    def start(self, start: int, stop: int, *, selected_only: bool = False) -> None:
        """Track from `start` to `stop`, backward where that is before it."""
        if self.running or self._documents.document is None or self._frames.media is None:
            return
        self._prompts.settle()
        ids = self.trackable(selected_only=selected_only)
        if not ids:
            self.refused.emit(self._why_nothing(selected_only))
            return
        if start == stop:
            self.refused.emit(tr("There is no frame further that way to track."))
            return
        self._start(Plan(ids, start, stop, skip=self._skipping.choice))

    def correct(self, frame_index: int) -> None:
        """Track the selected object again from a correction on this frame, as far as it matters."""
        document, item = self._documents.document, self._documents.selected_object
        if self.running or document is None or item is None or self._frames.media is None:
            return
        self._prompts.settle()
        if item.locked:
            self.refused.emit(tr("{name} is locked; unlock it to track it.", name=item.name))
            return
        plan = correction_plan(document, item.id, frame_index, self._skipping.choice)
        if plan is None:
            self.refused.emit(
                tr("First correct {name} on this frame: click, draw a box or paint.", name=item.name)
            )
            return
        self._start(plan)

    def check_doubtful(self, count: int) -> None:
        """Run the model on the least certain filled frames, and fill round them anew."""
        document = self._documents.document
        if self.running or document is None or self._frames.media is None:
            return
        self._prompts.settle()
        ids = self.trackable()
        found = doubtful(document, ids, count)
        if not found:
            self.refused.emit(
                tr("No filled frame is in doubt: every mask was found or settled on its own frame.")
            )
            return
        at = found[0][1][0].frame_index
        self._start(Plan(ids, at, at, skip=self._skipping.choice, doubts=count))

    def resume(self) -> bool:
        """Go on with the run that a crash cut short; False where there is nothing left of it to do."""
        history, document = self._documents.history, self._documents.document
        run = history.interrupted_run if history is not None else None
        plan = Plan.from_json(run.request) if run is not None else None
        left = self._rest(document, plan) if plan is not None and document is not None else None
        if left is not None:
            self._start(left)
        else:
            self._documents.forget_interrupted_run()
        return left is not None

    def _rest(self, document: Document, plan: Plan) -> Plan | None:
        """What is left to do of a run that was cut short; a correction is tracked anew."""
        ids = tuple(i for i in plan.object_ids if i in self.trackable())
        if not ids:
            return None
        if plan.corrected is not None:
            return correction_plan(document, ids[0], plan.corrected, plan.skip)
        project = self._documents.project
        reached = project.recall(REACHED_KEY) if project is not None else None
        low, high = sorted((plan.start, plan.stop))
        start = reached if isinstance(reached, int) and low <= reached <= high else plan.start
        return replace(plan, object_ids=ids, start=start) if start != plan.stop else None

    @Slot()
    def cancel(self) -> None:
        """Stop after the present frame."""
        if self._job is not None:
            self._engine.cancel(self._job)
        elif self._waiting is not None:
            self._waiting = None
            self.ended.emit(TrackEnd(Outcome.CANCELLED, 0, 0.0))

    @property
    def plan(self) -> Plan | None:
        """What runs now."""
        return self._plan

    def stop_now(self) -> None:
        """Want nothing more of the run: the project is closed. What is done stays."""
        self._waiting = None
        job = self._job
        if job is not None:
            self._engine.drop(job)

    # ---- beginning

    def _start(self, plan: Plan) -> None:
        model = self._models.model
        if model is None:
            if self._models.state.status is ModelStatus.FAILED:
                self.refused.emit(tr("There is no model to track with; choose one in the Model menu."))
                return
            self._waiting = plan
            self.began.emit(plan)
            return
        project, media = self._documents.project, self._frames.media
        assert project is not None
        assert media is not None
        document = project.document
        names = [item.name for item in self._documents.objects if item.id in plan.object_ids]
        name = say("Track {names}", names=_listed(names))
        try:
            total = abs(plan.stop - plan.start) + 1
            if plan.doubts:
                work, total = second_pass(media, model, document, plan)
                ok = self._documents.begin(marked("Second Pass"))
            elif plan.corrected is None:
                work = tracking(media, model, document, plan)
                ok = self._documents.begin(name, plan.to_json)
            else:
                work = correcting(media, model, document, plan, project.snapshot())
                ok = self._documents.begin(say("{name} Again", name=name), plan.to_json)
        except AppError as error:
            self.problem_met.emit(error)
            return
        if not ok:
            return
        self._remember_model(model.loaded.name)
        self._plan = plan
        self._done, self._total, self._inferred = 0, total, 0
        at = plan.start if plan.corrected is None else plan.corrected
        self._low = self._high = at
        self._times.clear()
        self._fill_times.clear()
        self._filling = False
        self._began_s = time.monotonic()
        self._shown_s = 0.0
        self._following = self._follow and plan.corrected is None and not plan.doubts
        self._job = self._engine.submit(Job("track", work), reported=self._on_event, ended=self._on_ended)
        self.began.emit(plan)

    def _why_nothing(self, selected_only: bool) -> str:
        item = self._documents.selected_object
        if selected_only and item is not None and item.locked:
            return tr("{name} is locked; unlock it to track it.", name=item.name)
        return tr("There is nothing to track yet: click on an object first.")

    # ---- on the way

    def _on_event(self, event: object) -> None:
        from core.tracking.request import Carrying, FrameTracked, TrackStarted

        if isinstance(event, Carrying):
            now_s = time.monotonic()
            if now_s - self._shown_s >= SHOW_EVERY_S:
                self._shown_s = now_s
                self.prepared.emit(event.done)
        elif isinstance(event, TrackStarted):
            self._total = self._done + event.frame_count  # a correction is tracked forward, then back
        elif isinstance(event, FrameTracked):
            entries = [
                MaskEntry(
                    object_id, event.frame_index, found.mask, Mark(found.origin, State.DRAFT, found.score)
                )
                for object_id, found in event.masks.items()
            ]
            filled = any(found.origin is Origin.FILLED for found in event.masks.values())
            self._inferred += not filled
            if filled and self._filling:  # the first one of an interval waits for the model
                self._fill_times.append(event.seconds)
            self._filling = filled
            self._take(event.frame_index, entries)

    def _take(self, frame_index: int, entries: list[MaskEntry]) -> None:
        document, project = self._documents.document, self._documents.project
        if document is None or project is None or self._job is None:
            return
        allowed = unprotected(document, entries)
        if allowed and not self._documents.extend(SetMasks(allowed)):
            # The disk is full or gone: what was done is kept, going on would lose the rest.
            self._engine.cancel(self._job)
            return
        now_s = time.monotonic()
        self._low, self._high = min(self._low, frame_index), max(self._high, frame_index)
        self._done += 1
        self._times.append(now_s)
        if now_s - self._shown_s < SHOW_EVERY_S and self._done < self._total:
            return
        self._shown_s = now_s
        if self._following:
            self._frames.follow(frame_index)
        self.progressed.emit(self._progress())
        self._remember(frame_index)

    def _remember_model(self, name: str) -> None:
        project = self._documents.project
        if project is None:
            return
        known = project.recall(MODELS_KEY)
        others = [other for other in known if other != name] if isinstance(known, list) else []
        project.remember(MODELS_KEY, [*others, name])

    def _remember(self, frame_index: int) -> None:
        project = self._documents.project
        if project is not None:
            project.remember(REACHED_KEY, frame_index)

    def _progress(self) -> TrackProgress:
        span_s = self._times[-1] - self._times[0] if len(self._times) > 1 else 0.0
        fps = (len(self._times) - 1) / span_s if span_s > 0 else 0.0
        left = (self._total - self._done) / fps if fps > 0 else None
        plan = self._plan
        skipping = plan is not None and plan.skip.mode != "off" and self._done > 0
        share = self._inferred / self._done if skipping else None
        return TrackProgress(self._done, self._total, fps, left, share)

    def _on_ended(self, end: JobEnd) -> None:
        self._job = None
        plan, self._plan = self._plan, None
        self._documents.end()
        seconds = time.monotonic() - self._began_s
        if plan is not None and plan.corrected is None and not plan.doubts:
            fill_s = statistics.median(self._fill_times) if self._fill_times else None
            times = RunTimes(self._done, self._inferred, seconds, fill_s)
            self._skipping.learn(self._models.state.name, plan.skip, times)
        if end.outcome is Outcome.FAILED and end.error is not None:
            self.problem_met.emit(end.error)
        self.ended.emit(
            TrackEnd(
                end.outcome,
                self._done,
                seconds,
                plan is not None and plan.corrected is not None,
                (self._low, self._high),
                self._inferred,
                plan is not None and plan.doubts > 0,
            )
        )

    @Slot(object)
    def _on_visited(self, _frame_index: int) -> None:
        """The person looks elsewhere: do not pull them back."""
        if self._job is not None:
            self._following = False

    @Slot(object)
    def _on_model_ready(self, _model: object) -> None:
        plan, self._waiting = self._waiting, None
        if plan is not None:
            self._start(plan)

    @Slot(object)
    def _on_model_state(self, _state: object) -> None:
        if self._models.state.status is ModelStatus.FAILED and self._waiting is not None:
            self.cancel()


def _listed(names: list[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    if len(names) == 2:
        return say("{one} and {other}", one=names[0], other=names[1])
    return say("{n} Objects", n=len(names))
