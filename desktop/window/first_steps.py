"""Three lines for someone who has never seen the program, on the demo; each is ticked when it is done."""

from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot

from desktop.controllers.opening import own_folder
from desktop.controllers.tracking import TrackEnd
from desktop.language import marked, tr
from desktop.window.file_commands import DEMO
from desktop.window.parts import Parts

TITLE: Final = marked("Try it on this video")
GONE_AFTER_MS: Final = 15_000


class FirstSteps(QObject):
    """Shows the lines on the canvas while the demo is open, until they are done."""

    def __init__(self, parts: Parts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._done: set[int] = set()
        self._shown = False
        self._gone = QTimer(self)
        self._gone.setSingleShot(True)
        self._gone.setInterval(GONE_AFTER_MS)
        self._gone.timeout.connect(self.hide)
        parts.opening.opened.connect(self._on_opened)
        parts.frames.media_changed.connect(self._on_media_changed)
        parts.documents.changed.connect(self._on_changed)
        parts.tracking.ended.connect(self._on_tracked)
        parts.exporting.finished.connect(self._on_exported)
        parts.actions.keymap_changed.connect(self._on_keymap)

    @property
    def lines(self) -> tuple[str, ...]:
        """What is on the canvas now."""
        if not self._shown:
            return ()
        how = self._parts.actions.how_to
        steps = (
            tr("Click on the balloon. Right-click on what does not belong to it."),
            tr(
                "{track}: the mask follows it to the end. {cancel} to stop.",
                track=how("track.forward"),
                cancel=how("track.cancel"),
            ),
            tr(
                "{export} to export the masks. {open} to open a video of your own.",
                export=how("file.export"),
                open=how("file.open"),
            ),
        )
        return (
            tr(TITLE),
            *(f"{'✓' if at in self._done else f'{at + 1}.'}  {step}" for at, step in enumerate(steps)),
        )

    @Slot()
    def hide(self) -> None:
        """Take them away."""
        if self._shown:
            self._shown = False
            self._parts.window.canvas.set_guidance(())

    @Slot()
    def _on_keymap(self) -> None:
        if self._shown:
            self._parts.window.canvas.set_guidance(self.lines)

    @Slot(object)
    def _on_opened(self, _project: object) -> None:
        project, document = self._parts.documents.project, self._parts.documents.document
        if project is None or project.path is None or document is None:
            return
        if project.path.is_relative_to(own_folder() / DEMO[0]) and not document.objects:
            self._done.clear()
            self._shown = True
            self._parts.window.canvas.set_guidance(self.lines)

    @Slot(object)
    def _on_media_changed(self, _media: object) -> None:
        self._shown = False
        self._gone.stop()

    @Slot(object)
    def _on_changed(self, _change: object) -> None:
        if self._parts.tracking.trackable():
            self._tick(0)

    @Slot(object)
    def _on_tracked(self, end: TrackEnd) -> None:
        if end.frames > 1:
            self._tick(1)
            self._gone.start()

    @Slot(object)
    def _on_exported(self, _finished: object) -> None:
        self._tick(2)

    def _tick(self, step: int) -> None:
        if self._shown and step not in self._done:
            self._done.add(step)
            self._parts.window.canvas.set_guidance(self.lines)
