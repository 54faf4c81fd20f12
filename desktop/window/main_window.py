"""The main window: where everything stands. It shows; what is done is in window/commands.py."""

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QSize, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QIcon, QKeyEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QGridLayout,
    QMainWindow,
    QSplitter,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from desktop.canvas.canvas import Canvas
from desktop.language import tr
from desktop.panels.objects import ObjectsPanel
from desktop.timeline.timeline import Timeline
from desktop.timeline.transport import TransportBar, thin_line
from desktop.window.action_set import ActionSet
from desktop.window.menus import Menus
from desktop.window.message_bar import MessageBar
from desktop.window.status_bar import StatusBar
from desktop.window.track_bar import TrackBar

TITLE = "SAMuraiVision"
LAYOUT_VERSION = 1


class MainWindow(QMainWindow):
    """Canvas in the middle, tools at its left, objects at its right, time below.

    `paths_dropped` carries a list of `Path`-like strings; `closing` asks for leave to close: see
    `allow_close`.
    """

    paths_dropped = Signal(object)  # list[str]
    closing = Signal()

    def __init__(self, actions: ActionSet, icon: Callable[[str], QIcon]) -> None:
        super().__init__()
        self.setWindowTitle(TITLE)
        self.setAcceptDrops(True)
        self.setDockNestingEnabled(False)
        self._may_close = False
        self.actions_set = actions
        for _, action in actions.all():
            self.addAction(action)  # shortcuts work wherever the focus is

        self.message_bar = MessageBar(self)
        self.canvas = Canvas(self)
        self.timeline = Timeline(self)
        self.transport = TransportBar(actions, self)
        self.track_bar = TrackBar(actions, self)
        self.transport.add_right(self.track_bar)
        self.objects = ObjectsPanel(actions, icon, self)
        self.status = StatusBar(self)
        self.setStatusBar(self.status)
        self.menus = Menus(self, actions)

        upper = QWidget(self)
        # A message lies over the canvas: the picture must not move away under the pointer.
        pile = QGridLayout(upper)
        pile.setContentsMargins(0, 0, 0, 0)
        pile.addWidget(self.canvas, 0, 0)
        pile.addWidget(self.message_bar, 0, 0, Qt.AlignmentFlag.AlignTop)
        self.message_bar.raise_()
        lower = QWidget(self)
        column = QVBoxLayout(lower)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(thin_line(lower))
        column.addWidget(self.transport)
        column.addWidget(self.timeline, 1)
        self._splitter = QSplitter(Qt.Orientation.Vertical, self)
        self._splitter.setObjectName("splitter")
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(upper)
        self._splitter.addWidget(lower)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setStretchFactor(1, 0)
        self.setCentralWidget(self._splitter)

        self.tool_bar = self._make_tool_bar(actions)
        self.objects_dock = QDockWidget(tr("Objects"), self)
        self.objects_dock.setObjectName("objects_dock")
        self.objects_dock.setAllowedAreas(
            Qt.DockWidgetArea.LeftDockWidgetArea | Qt.DockWidgetArea.RightDockWidgetArea
        )
        self.objects_dock.setFeatures(QDockWidget.DockWidgetFeature.DockWidgetMovable)
        self.objects_dock.setWidget(self.objects)
        self.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.objects_dock)
        self.resize(1280, 800)
        self.resizeDocks([self.objects_dock], [320], Qt.Orientation.Horizontal)

    def _make_tool_bar(self, actions: ActionSet) -> QToolBar:
        bar = QToolBar(tr("Tools"), self)
        bar.setObjectName("tool_bar")
        bar.setMovable(False)
        bar.setOrientation(Qt.Orientation.Vertical)
        bar.setIconSize(QSize(20, 20))
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        for spec, action in actions.all():
            if spec.group == "tool":
                if spec.section:
                    bar.addSeparator()
                bar.addAction(action)
        bar.addSeparator()
        for action_id in ("view.zoom_in", "view.zoom_out", "view.fit", "view.loupe"):
            bar.addAction(actions[action_id])
        for spec, action in actions.all():
            button = bar.widgetForAction(action)
            if button is not None:
                button.setAccessibleName(spec.plain_text)
                button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.addToolBar(Qt.ToolBarArea.LeftToolBarArea, bar)
        return bar

    def show_title(self, project_name: str) -> None:
        """Name what is open in the title bar."""
        self.setWindowTitle(f"{project_name} – {TITLE}" if project_name else TITLE)

    # ---- the layout, kept between starts

    def layout_values(self) -> dict[str, str]:
        """Size, place and parts, as text for the settings."""
        return {
            "geometry": _text(self.saveGeometry()),
            "state": _text(self.saveState(LAYOUT_VERSION)),
            "splitter": _text(self._splitter.saveState()),
        }

    def restore_layout(self, values: dict[str, str]) -> None:
        """Take up the layout of the last time, as far as it fits."""
        if "geometry" in values:
            self.restoreGeometry(_bytes(values["geometry"]))
        if "state" in values:
            self.restoreState(_bytes(values["state"]), LAYOUT_VERSION)
        if "splitter" in values:
            self._splitter.restoreState(_bytes(values["splitter"]))

    @Slot("QWidget*", "QWidget*")
    def on_focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Where a field gives the keys up and nobody takes them, they are the canvas's."""
        if now is None and self.isActiveWindow():
            self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc, where nothing else has a use for it, closes the message."""
        if event.key() == Qt.Key.Key_Escape and self.message_bar.dismiss():
            event.accept()
        else:
            super().keyPressEvent(event)

    # ---- closing and dropping

    def allow_close(self) -> None:
        """Close now: nothing runs any more."""
        self._may_close = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close:
            event.accept()
            return
        event.ignore()
        self.closing.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.paths_dropped.emit(paths)


def _text(value: QByteArray) -> str:
    return bytes(value.toBase64().data()).decode("ascii")


def _bytes(text: str) -> QByteArray:
    return QByteArray.fromBase64(text.encode("ascii", "ignore"))
