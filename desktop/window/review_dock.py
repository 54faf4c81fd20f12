"""The review panel's place in the window: below the objects."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDockWidget

from desktop.language import tr
from desktop.panels.review import ReviewPanel
from desktop.window.parts import Parts


class ReviewDock(QDockWidget):
    """Can be moved to the other side, and hidden by its command."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(tr("Review"), parts.window)
        self.setObjectName("review_dock")
        self.setAllowedAreas(Qt.DockWidgetArea.LeftDockWidgetArea | Qt.DockWidgetArea.RightDockWidgetArea)
        self.setFeatures(QDockWidget.DockWidgetFeature.DockWidgetMovable)
        self.panel = ReviewPanel(parts.actions, parts.review, self)
        self.setWidget(self.panel)
        window = parts.window
        window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self)
        window.splitDockWidget(window.objects_dock, self, Qt.Orientation.Vertical)
        self.visibilityChanged.connect(self._on_visible)
        self._shown = parts.actions["view.review"]

    def edit_comment(self) -> None:
        """Show the panel and let the person type."""
        self.show()
        self.panel.refresh()
        self.panel.edit_comment()

    @Slot(bool)
    def _on_visible(self, visible: bool) -> None:
        self._shown.setChecked(visible)
        if visible:
            self.panel.refresh()
