"""What the commands of the File menu do, and the one that reads a class list."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Slot
from PySide6.QtWidgets import QFileDialog

import resources
from core.document.store import SUFFIX
from core.errors import AppError
from desktop.controllers.opening import own_folder
from desktop.language import counted, marked, shown, tr
from desktop.window.help_commands import show_folder
from desktop.window.message_bar import Tone
from desktop.window.parts import Parts
from desktop.window.track_commands import TrackCommands

VIDEO_ENDINGS = "*.mp4 *.mov *.mkv *.webm *.avi *.m4v *.ts *.mts *.mpg *.gif"
MEDIA_FILTER = marked("Videos and projects ({endings});;All files (*)")
VIDEO_FILTER = marked("Videos ({endings});;All files (*)")
PROJECT_FILTER = marked("Projects ({endings})")
DEMO = ("demo", "demo.mp4")
FOLDER_KEY = "folder"


class FileCommands(QObject):
    """Asks for a file and hands it on; the next look starts where the last ended, after a restart too."""

    def __init__(self, parts: Parts, tracks: TrackCommands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._tracks = tracks

    def table(self) -> dict[str, Callable[[], object]]:
        """The commands by id."""
        return {
            "file.open": self.open,
            "file.open_folder": self.open_folder,
            "file.new": self.new_project,
            "file.demo": self.open_demo,
            "file.save": self.say_saved,
            "file.save_as": self.save_as,
            "file.export": self.export,
            "file.import": self.import_masks,
            "file.locate": self.locate,
            "file.show_folder": self.show_project_folder,
            "file.close": self.close,
            "file.quit": self._parts.window.close,
            "object.import_classes": self.import_classes,
        }

    def open(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self._parts.window,
            tr("Open a Video or a Project"),
            self._folder(),
            tr(MEDIA_FILTER, endings=f"*{SUFFIX} {VIDEO_ENDINGS}"),
        )
        self._open(path)

    def open_folder(self) -> None:
        path = QFileDialog.getExistingDirectory(
            self._parts.window, tr("Open a Folder of Frames"), self._folder()
        )
        self._open(path)

    def new_project(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self._parts.window,
            tr("New Project: Choose Its Video"),
            self._folder(),
            tr(VIDEO_FILTER, endings=VIDEO_ENDINGS),
        )
        self._open(path, fresh=True)

    @Slot()
    def open_demo(self) -> None:
        self._parts.opening.open_copy(resources.path(*DEMO))

    def say_saved(self) -> None:
        project = self._parts.documents.project
        if project is not None and project.path is not None:
            self._say(tr("Everything is saved as you make it, in {path}.", path=project.path))

    def save_as(self) -> None:
        project = self._parts.documents.project
        if project is None or project.path is None:
            return
        path, _ = QFileDialog.getSaveFileName(
            self._parts.window, tr("Save As"), str(project.path), tr(PROJECT_FILTER, endings=f"*{SUFFIX}")
        )
        if path and self._parts.opening.save_as(Path(path)):
            self._say(tr("You go on in {name}.", name=Path(path).name))

    def export(self) -> None:
        from desktop.dialogs.export import ExportDialog

        ExportDialog(
            self._parts.window, self._parts.documents, self._parts.exporting, self._tracks.range
        ).open()

    def import_masks(self) -> None:
        from desktop.dialogs.import_masks import ImportDialog

        ImportDialog(self._parts.window, self._parts.importing, self._folder()).open()

    @Slot()
    def locate(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self._parts.window,
            tr("Where Is the Video Now?"),
            self._folder(),
            tr(VIDEO_FILTER, endings=VIDEO_ENDINGS),
        )
        if path:
            self._parts.opening.locate(Path(path))

    def show_project_folder(self) -> None:
        project = self._parts.documents.project
        if project is not None and project.path is not None:
            show_folder(self._parts.window.message_bar, project.path.parent)

    def import_classes(self) -> None:
        from core.formats.classes import read_classes

        path, _ = QFileDialog.getOpenFileName(
            self._parts.window,
            tr("Import a Class List"),
            self._folder(),
            tr("Class lists (*.txt *.yaml *.yml *.json)"),
        )
        if not path:
            return
        try:
            count = self._parts.objects.add_classes(read_classes(Path(path)))
        except AppError as error:
            self._say(shown(error), Tone.ERROR)
            return
        self._say(
            counted(count, "{n} class is new in this project.", "{n} classes are new in this project.")
            if count
            else tr("No class in there is new.")
        )

    def close(self) -> None:
        """Close the project; what is still said of it goes with it."""
        self._parts.window.message_bar.clear()
        self._parts.opening.close()

    def _open(self, path: str, *, fresh: bool = False) -> None:
        if path:
            self._parts.preferences.remember_window(**{FOLDER_KEY: str(Path(path).parent)})
            self._parts.opening.open(Path(path), fresh=fresh)

    def _folder(self) -> str:
        """Where a file dialog starts: where the last one ended, else beside the project, or with the films.

        Projects that are kept in the program's own folder, as the demo is, are no place to look for a video.
        """
        last = self._parts.preferences.settings.window.get(FOLDER_KEY, "")
        if last and Path(last).is_dir():
            return last
        project = self._parts.documents.project
        if project is not None and project.path is not None and own_folder() not in project.path.parents:
            return str(project.path.parent)
        films = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.MoviesLocation)
        return films if Path(films).is_dir() else str(Path.home())

    def _say(self, text: str, tone: Tone = Tone.INFO) -> None:
        self._parts.window.message_bar.show_message(text, tone)
