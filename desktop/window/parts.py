"""Everything that the application is made of, built once in app.py and passed on."""

from dataclasses import dataclass

from PySide6.QtCore import QObject

from desktop.controllers.canvas_sync import CanvasSync
from desktop.controllers.correcting import CorrectingController
from desktop.controllers.document import DocumentController
from desktop.controllers.exporting import ExportController
from desktop.controllers.frames import FrameController
from desktop.controllers.importing import ImportController
from desktop.controllers.look_here import LookHere
from desktop.controllers.models import ModelController
from desktop.controllers.objects import ObjectController
from desktop.controllers.opening import OpeningController
from desktop.controllers.playback import PlaybackController
from desktop.controllers.preferences import Preferences
from desktop.controllers.preview import PreviewController
from desktop.controllers.promotion import PromotionController
from desktop.controllers.prompting import PromptController
from desktop.controllers.refilling import RefillController
from desktop.controllers.review import ReviewController
from desktop.controllers.skipping import SkippingController
from desktop.controllers.timeline_sync import TimelineSync
from desktop.controllers.tracking import TrackingController
from desktop.controllers.training import TrainingController
from desktop.jobs.lanes import Lanes
from desktop.undo import UndoActions
from desktop.window.action_set import ActionSet
from desktop.window.main_window import MainWindow


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts, in the order in which they are built."""

    preferences: Preferences
    lanes: Lanes
    documents: DocumentController
    frames: FrameController
    playback: PlaybackController
    objects: ObjectController
    models: ModelController
    prompts: PromptController
    skipping: SkippingController
    tracking: TrackingController
    correcting: CorrectingController
    review: ReviewController
    opening: OpeningController
    exporting: ExportController
    importing: ImportController
    training: TrainingController
    promotion: PromotionController
    actions: ActionSet
    window: MainWindow
    undo: UndoActions
    canvas_sync: CanvasSync
    timeline_sync: TimelineSync


def build_parts(root: QObject, preferences: Preferences, actions: ActionSet, window: MainWindow) -> Parts:
    """Make the controllers and connect them to the window. `root` owns them."""
    lanes = Lanes(root)
    documents = DocumentController(root)
    frames = FrameController(lanes.decode, root)
    playback = PlaybackController(frames, lanes.decode, root)
    objects = ObjectController(documents, root)
    models = ModelController(lanes.engine, lanes.io, preferences, root)
    prompts = PromptController(lanes.engine, documents, objects, frames, models, root)
    skipping = SkippingController(lanes.io, documents, frames, root)
    tracking = TrackingController(lanes.engine, documents, frames, models, prompts, skipping, root)
    correcting = CorrectingController(
        documents, frames, tracking, root, gesturing=lambda: window.canvas.gesturing
    )
    RefillController(lanes.io, documents, frames, tracking, root)
    opening = OpeningController(lanes.io, documents, frames, preferences, root)
    exporting = ExportController(lanes.io, documents, opening, root, model_name=lambda: models.state.name)
    opening.before_close += [
        documents.settle,
        playback.pause,
        prompts.settle,
        tracking.stop_now,
        exporting.stop_now,
    ]
    previews = PreviewController(
        lanes.engine, documents, objects, frames, models, prompts, lambda: not tracking.running, root
    )
    return Parts(
        preferences,
        lanes,
        documents,
        frames,
        playback,
        objects,
        models,
        prompts,
        skipping,
        tracking,
        correcting,
        ReviewController(documents, frames, LookHere(documents, root), root),
        opening,
        exporting,
        ImportController(lanes.io, documents, root),
        TrainingController(parent=root),
        PromotionController(models, preferences, root),
        actions,
        window,
        UndoActions(documents, actions["edit.undo"], actions["edit.redo"], root),
        CanvasSync(window.canvas, documents, frames, prompts, previews, root),
        TimelineSync(window.timeline, window.objects, documents, frames, root),
    )
