"""The open project and the selected object; the one place where the desktop changes a document."""

import logging
import time
from collections.abc import Generator, Sequence

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.document.change import Change
from core.document.document import Document, SegObject
from core.document.edits import Edit
from core.document.encoding import Json
from core.document.history import History
from core.document.store import Project
from core.errors import AppError
from desktop.language import marked, shown, tr

log = logging.getLogger(__name__)

MEDIA_STEPS = frozenset({marked("Open Video"), marked("Locate Video"), marked("Replace Video")})
"""Names of steps that say which media the project is about: the frame on screen does not undo with them."""

TURN_FIRST_S = 0.06
TURN_SLICE_S = 0.012
"""A long step is undone in slices that compute for so long, between which the window answers; nobody sees
the first. Computing alone counts, so that a short step is one slice on a busy computer too."""


class DocumentController(QObject):
    """Holds the project, and passes every edit to its history. Errors go out as `problem_met`.

    `changed` carries the `Change` of each edit, undo and redo. `history_moved`: the names of what can be
    undone and redone are others now. `turning_changed`: a long undo or redo goes on, and the share that
    is done, 0 to 1; None once it is over.
    """

    project_changed = Signal(object)  # Project | None
    changed = Signal(object)  # Change
    history_moved = Signal()
    selected_changed = Signal(object)  # object id | None
    turning_changed = Signal(object)  # (str, float) | None
    problem_met = Signal(object)  # Exception

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project: Project | None = None
        self._selected: int | None = None
        self._turn_parts: Generator[float, None, Change] | None = None
        self._turn_text = ""
        self._turn_shown = False
        self._turner = QTimer(self)
        self._turner.setSingleShot(True)
        self._turner.setInterval(0)
        self._turner.timeout.connect(self._turn_on)

    # ---- reading

    @property
    def project(self) -> Project | None:
        return self._project

    @property
    def document(self) -> Document | None:
        return self._project.document if self._project is not None else None

    @property
    def history(self) -> History | None:
        return self._project.history if self._project is not None else None

    @property
    def objects(self) -> Sequence[SegObject]:
        """In the list's order; empty where no project is open."""
        return tuple(self._project.document.objects.values()) if self._project is not None else ()

    @property
    def selected(self) -> int | None:
        """The selected object's id."""
        return self._selected

    @property
    def selected_object(self) -> SegObject | None:
        if self._project is None or self._selected is None:
            return None
        return self._project.document.objects.get(self._selected)

    @property
    def undo_name(self) -> str:
        """What can be taken back; empty where there is nothing. Opening the video is no step to take back."""
        names = self._project.history.undo_names if self._project is not None else []
        return names[0] if names and names[0] not in MEDIA_STEPS else ""

    @property
    def redo_name(self) -> str:
        """What can be done again; empty where there is nothing."""
        names = self._project.history.redo_names if self._project is not None else []
        return names[0] if names else ""

    @property
    def turning(self) -> bool:
        """Whether a long step is being undone or redone: until then nothing else can be done."""
        return self._turn_parts is not None

    # ---- the project

    def set_project(self, project: Project | None) -> None:
        """Show another project, or none; the one before is closed."""
        self.settle()
        before = self._project
        self._project = project
        if project is not None:
            project.history.changed.append(self._on_changed)
        objects = self.objects
        self._selected = objects[0].id if objects else None
        self.project_changed.emit(project)
        self.selected_changed.emit(self._selected)
        self.history_moved.emit()
        if before is not None:
            before.history.changed.clear()
            before.close()

    # ---- changing it

    def do(self, edit: Edit, name: str) -> bool:
        """Make an edit, as one step that can be undone under this name. False where it could not be made."""
        history = self.history
        if history is None:
            return False
        try:
            history.do(edit, name)
        except AppError as error:
            self._tell(error)
            return False
        self.history_moved.emit()
        return True

    def begin(self, name: str, request: Json = None) -> bool:
        """Begin a run of edits that are one step together."""
        history = self.history
        if history is None:
            return False
        try:
            history.begin(name, request)
        except AppError as error:
            self._tell(error)
            return False
        return True

    def extend(self, edit: Edit) -> bool:
        """Add to the run; on disk when this returns."""
        history = self.history
        if history is None or not history.running:
            return False
        try:
            history.extend(edit)
        except AppError as error:
            self._tell(error)
            return False
        self.history_moved.emit()
        return True

    def end(self) -> None:
        """End the run."""
        history = self.history
        if history is None:
            return
        try:
            history.end()
        except AppError as error:
            self._tell(error)
        self.history_moved.emit()

    def forget_interrupted_run(self) -> None:
        """Offer no more to go on with a run that a crash cut short; its finished frames stay."""
        history = self.history
        if history is None:
            return
        try:
            history.dismiss_interrupted_run()
        except AppError as error:
            self._tell(error)

    @Slot()
    def undo(self) -> None:
        """Take the last step back."""
        self._turn(undo=True)

    @Slot()
    def redo(self) -> None:
        """Do again what was taken back."""
        self._turn(undo=False)

    @Slot(object)
    def select(self, object_id: int | None) -> None:
        """Select an object; an unknown one selects none."""
        document = self.document
        if document is None or object_id not in document.objects:
            object_id = None
        if object_id != self._selected:
            self._selected = object_id
            self.selected_changed.emit(object_id)

    @Slot()
    def settle(self) -> None:
        """Go through with a long undo or redo now."""
        self._turn_for(None)

    def _turn(self, *, undo: bool) -> None:
        history = self.history
        name = self.undo_name if undo else self.redo_name
        if history is None or self.turning or not name:
            return
        self._turn_parts = history.undoing() if undo else history.redoing()
        self._turn_text = (tr("Undoing {step}…") if undo else tr("Redoing {step}…")).format(step=shown(name))
        self._turn_for(TURN_FIRST_S)

    @Slot()
    def _turn_on(self) -> None:
        self._turn_for(TURN_SLICE_S)

    def _turn_for(self, within_s: float | None) -> None:
        """Go on with the step for so long, None for all of it, and later with what is left."""
        parts, self._turn_parts = self._turn_parts, None  # whoever hears of its end may undo once more
        if parts is None:
            return
        begun_s = time.thread_time()
        try:
            share = next(parts)
            while within_s is None or time.thread_time() - begun_s < within_s:
                share = next(parts)
        except StopIteration:
            pass
        except AppError as error:
            self._tell(error)
        else:
            self._turn_parts = parts
            self._turner.start()
            self._turn_shown = True
            self.turning_changed.emit((self._turn_text, share))
            return
        self._turner.stop()
        if self._turn_shown:
            self._turn_shown = False
            self.turning_changed.emit(None)
        self.history_moved.emit()

    def _on_changed(self, change: Change) -> None:
        """Keep the selection on an object that exists: the new one, or a neighbour of the removed one."""
        document = self.document
        if document is None:
            return
        wanted = self._selected
        added = [object_id for object_id in change.objects if object_id in document.objects]
        if wanted not in document.objects:
            left = list(document.objects)
            wanted = added[-1] if added else (left[0] if left else None)
        self.changed.emit(change)
        if wanted != self._selected:
            self._selected = wanted
            self.selected_changed.emit(wanted)

    def _tell(self, error: AppError) -> None:
        log.warning("%s", error)
        self.problem_met.emit(error)
