"""Opening videos and projects, and where their project files go. Nothing here asks a question."""

import hashlib
import logging
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.cancel import CancelToken
from core.document.edits import SetMedia
from core.document.media_ref import make_media_ref, media_difference
from core.document.store import SUFFIX, Project, create_project, open_project
from core.errors import AppError, StorageError
from core.settings import folders
from core.wording import say
from desktop.controllers.document import DocumentController
from desktop.controllers.frames import FrameController
from desktop.controllers.preferences import Preferences
from desktop.jobs.job import Job, JobEnd, JobId, Outcome, once
from desktop.jobs.lane import Lane
from desktop.jobs.mailbox import Mailbox
from desktop.language import marked, shown, tr

if TYPE_CHECKING:  # imported in the lane: the window is up before PyAV is
    from core.media.reader import MediaReader

log = logging.getLogger(__name__)

PROGRESS_EVERY_S: Final = 0.1
FRAME_KEY: Final = "frame_index"
SELECTED_KEY: Final = "selected_object"
REST_MS: Final = 2000
"""The place is written down after so long a rest on it: playing and scrubbing write nothing."""


@dataclass(frozen=True, slots=True)
class OpenedMedia:
    """What the io lane brings back."""

    reader: "MediaReader"
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Opening:
    """What is being opened: a media file, for a project that is there (`project_path`) or is to be made."""

    media_path: Path
    project: Project | None = None
    fresh: bool = False


def own_folder() -> Path:
    """Where projects go that cannot lie beside their video."""
    return folders().models.parent / "projects"


def project_path_for(media_path: Path, *, fresh: bool, chosen: str = "") -> Path:
    """The project file of a video: in the folder that was chosen, "" for beside the video, or, where that
    cannot be written, in this user's own folder.

    Away from its video it has a few digits of the video's place in its name, so that two videos of one
    name never meet in one project. `fresh`: a name that is not taken yet.
    """
    wanted = Path(chosen) if chosen else media_path.parent
    folder = wanted if _writable(wanted) else own_folder()
    if folder != wanted:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StorageError(
                say("There is no place to save a project: {folder} cannot be made.", folder=folder)
            ) from error
    name = media_path.stem if media_path.is_file() else media_path.name
    if folder != media_path.parent:
        name += "-" + hashlib.sha256(str(media_path).encode()).hexdigest()[:6]
    path = folder / f"{name}{SUFFIX}"
    if not fresh:
        return path
    number, free = 2, path
    while free.exists():
        free = path.with_name(f"{path.stem}-{number}{SUFFIX}")
        number += 1
    return free


def _writable(folder: Path) -> bool:
    """By trying: permissions, read-only drives and Windows' rules cannot be foretold."""
    probe = folder / f".samuraivision-{time.monotonic_ns():x}"
    try:
        probe.touch(exist_ok=False)
        probe.unlink()
    except OSError:
        return False
    return True


class OpeningController(QObject):
    """Opens and closes; `opened` when frames are there, `progressed` (text, 0 to 1 or None) on the way."""

    opened = Signal(object)  # Project
    progressed = Signal(object)  # (str, float | None)
    ended = Signal()  # nothing is being opened any more
    warned = Signal(object)  # str
    media_missing = Signal(object)  # Path where it was
    problem_met = Signal(object)  # Exception

    def __init__(
        self,
        io: Lane,
        documents: DocumentController,
        frames: FrameController,
        preferences: Preferences,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._io = io
        self._documents = documents
        self._frames = frames
        self._preferences = preferences
        self._reader: MediaReader | None = None
        self._job: JobId | None = None
        self._opening: Opening | None = None
        self.before_close: list[Callable[[], None]] = []
        """Called before a project is closed: runs are stopped, what waits is written."""
        self._told = Mailbox(self.progressed.emit, self)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._on_rest)
        frames.index_changed.connect(self._on_place_changed)
        documents.selected_changed.connect(self._on_place_changed)

    @property
    def reader(self) -> "MediaReader | None":
        """The media of the open project."""
        return self._reader

    @property
    def busy(self) -> bool:
        return self._job is not None

    # ---- opening

    def open(self, path: Path, *, fresh: bool = False) -> None:
        """Open a project, a video or a folder of frames; `fresh` starts a new project on a video."""
        path = path.expanduser().absolute()
        self.cancel()
        try:
            if path.suffix.lower() == SUFFIX:
                self._open_project(path)
                return
            project_path = self._project_path(path, fresh=fresh) if path.exists() else None
            if project_path is not None and not fresh and project_path.is_file():
                self._open_project(project_path, at=path)
                return
        except AppError as error:
            self.problem_met.emit(error)
            return
        self._open_media(Opening(path, fresh=fresh))

    def open_copy(self, media_path: Path) -> None:
        """Open a fresh copy of a video in a folder of this user's, with a fresh project: the demo."""
        target = own_folder() / media_path.parent.name
        try:
            project = self._documents.project
            if project is not None and project.path is not None and target in project.path.parents:
                self.close()
            if target.exists():
                shutil.rmtree(target)
            target.mkdir(parents=True)
            copy = Path(shutil.copy(media_path, target))
        except OSError as error:
            self.problem_met.emit(
                StorageError(say("The demo cannot be copied: {reason}.", reason=error.strerror or error))
            )
            return
        self.open(copy)

    def locate(self, media_path: Path) -> None:
        """The media of the open project is here now."""
        project = self._documents.project
        if project is not None:
            self.cancel()
            self._open_media(Opening(media_path.expanduser().absolute(), project))

    @Slot()
    def cancel(self) -> None:
        """Stop opening; what was open stays."""
        if self._job is not None:
            self._io.drop(self._job)
            self._job = None
            self._opening = None
            self.ended.emit()

    # ---- closing and copying

    def close(self) -> None:
        """Close the project; everything is on disk already."""
        for call in self.before_close:
            call()
        project = self._documents.project
        if project is not None:
            self._remember_place(project)
        self._set_reader(None)
        self._documents.set_project(None)

    def save_as(self, path: Path) -> bool:
        """Write a copy and go on in it."""
        project = self._documents.project
        if project is None:
            return False
        if path.suffix.lower() != SUFFIX:
            path = path.with_name(path.name + SUFFIX)
        for call in self.before_close:
            call()
        try:
            self._remember_place(project)
            project.save_copy_as(path)
            copy = open_project(path)
        except AppError as error:
            self.problem_met.emit(error)
            return False
        self._documents.set_project(copy)
        self._preferences.add_recent(path)
        return True

    # ---- inside

    def _project_path(self, media_path: Path, *, fresh: bool) -> Path:
        """Where the project of a video is or goes; one that is beside its video already stays in use."""
        chosen = self._preferences.settings.project_folder
        if chosen and not fresh:
            beside = (
                media_path.parent / f"{media_path.stem if media_path.is_file() else media_path.name}{SUFFIX}"
            )
            if beside.is_file():
                return beside
        return project_path_for(media_path, fresh=fresh, chosen=chosen)

    def _open_project(self, path: Path, at: Path | None = None) -> None:
        """Open a project file, then its media: `at`, or where the project says."""
        current = self._documents.project
        if current is not None and current.path is not None and current.path == path:
            if self._reader is not None:
                self.opened.emit(current)
                return
            project = current
        else:
            project = open_project(path)
            self.close()
            self._documents.set_project(project)
            self._preferences.add_recent(path)
        media_path = at or project.find_media()
        if media_path is not None:
            self._open_media(Opening(media_path, project))
        elif project.document.media is not None:
            self.media_missing.emit(Path(project.document.media.absolute_path))

    def _open_media(self, opening: Opening) -> None:
        self._opening = opening
        self.progressed.emit((tr("Opening {file}…", file=opening.media_path.name), None))
        path, cache_mib = opening.media_path, self._preferences.settings.frame_cache_mib
        cache_dir = folders().cache
        tell = self._teller(path.name)

        def work(cancel: CancelToken) -> object:
            from core.media.reader import open_media

            reader = open_media(path, cache_mib=cache_mib, cache_dir=cache_dir, cancel=cancel, progress=tell)
            try:
                cancel.check()
                return OpenedMedia(reader, reader.fingerprint())
            except BaseException:
                reader.close()
                raise

        self._job = self._io.submit(
            Job(f"open {path.name}", once(work)), reported=self._on_media_opened, ended=self._on_ended
        )

    def _teller(self, name: str) -> Callable[[float, str], None]:
        """A function for the io thread: passes progress on, not too often."""
        last_s = 0.0

        def tell(fraction: float, text: str) -> None:
            nonlocal last_s
            now_s = time.monotonic()
            if now_s - last_s >= PROGRESS_EVERY_S:
                last_s = now_s
                self._told.put((shown(text) or tr("Opening {file}…", file=name), fraction))

        return tell

    def _on_ended(self, end: JobEnd) -> None:
        if end.outcome is Outcome.SUPERSEDED:
            return
        self._job = None
        self._opening = None
        self.ended.emit()
        if end.outcome is Outcome.FAILED and end.error is not None:
            self.problem_met.emit(end.error)

    def _on_media_opened(self, event: object) -> None:
        assert isinstance(event, OpenedMedia)
        opening = self._opening
        if opening is None:
            event.reader.close()
            return
        try:
            self._take(opening, event)
        except AppError as error:
            event.reader.close()
            self.problem_met.emit(error)

    def _take(self, opening: Opening, media: OpenedMedia) -> None:
        """Put the media into its project, making one where there is none."""
        project, reader = opening.project, media.reader
        if project is None:
            path = self._project_path(opening.media_path, fresh=opening.fresh)
            if path.is_file() and not opening.fresh:
                project = open_project(path)
            else:
                project = create_project(path)
            self.close()
            self._documents.set_project(project)
            chosen = self._preferences.settings.project_folder
            if path.parent != (Path(chosen) if chosen else opening.media_path.parent):
                where = chosen or tr("The folder of {file}", file=opening.media_path.name)
                told = tr("{where} cannot be written, so the project is saved in {folder}.")
                self.warned.emit(told.format(where=where, folder=path.parent))
        if project is not self._documents.project:
            reader.close()
            return
        self._refer_to(project, opening.media_path, media)
        self._set_reader(reader)
        for note in reader.index.notes:
            self.warned.emit(shown(note))
        if project.path is not None:
            self._preferences.add_recent(project.path)
        frame_index = project.recall(FRAME_KEY)
        if isinstance(frame_index, int):
            self._frames.go_to(frame_index)
        selected = project.recall(SELECTED_KEY)
        if isinstance(selected, int) and selected in project.document.objects:
            self._documents.select(selected)
        self.opened.emit(project)

    def _refer_to(self, project: Project, path: Path, media: OpenedMedia) -> None:
        """Write down which media it is; say so where it is not the one that the project knew."""
        reader, before = media.reader, project.document.media
        if before is not None:
            difference = media_difference(
                before,
                fingerprint=media.fingerprint,
                frame_count=reader.frame_count,
                size_wh=reader.size_wh,
            )
            if difference is not None:
                self.warned.emit(shown(difference))
        reference = make_media_ref(
            path,
            project.folder,
            fingerprint=media.fingerprint,
            frame_count=reader.frame_count,
            size_wh=reader.size_wh,
            fps=reader.index.fps_mean,
        )
        if before is None:
            project.history.do(SetMedia(reference), marked("Open Video"))
        elif before != reference and before.size_wh == reference.size_wh:
            project.history.do(SetMedia(reference), marked("Locate Video"))
        elif before.size_wh != reference.size_wh:
            project.history.do(SetMedia(reference), marked("Replace Video"))  # refuses where masks do not fit

    def _set_reader(self, reader: "MediaReader | None") -> None:
        before, self._reader = self._reader, reader
        self._frames.set_media(reader)
        if before is not None:
            # Its last frame may still be on its way: close it behind that, in the lane that reads it.
            before.close()

    @Slot(object)
    def _on_place_changed(self, _place: object) -> None:
        self._rest.start()

    @Slot()
    def _on_rest(self) -> None:
        """So that a crash does not lose the place either."""
        project = self._documents.project
        if project is not None and not self._documents.turning:
            self._remember_place(project)

    def _remember_place(self, project: Project) -> None:
        if self._frames.media is None:
            return
        try:
            project.remember(FRAME_KEY, self._frames.index)
            project.remember(SELECTED_KEY, self._documents.selected)
        except AppError as error:
            log.warning("The place in the project is not remembered: %s", error)
