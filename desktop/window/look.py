"""The theme on the whole window, and its icons in the theme's ink."""

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from core.settings import Settings
from desktop.icons import icon
from desktop.theme import DARK, LIGHT, apply_theme, load_theme
from desktop.window.action_set import ActionSet
from desktop.window.main_window import MainWindow
from desktop.window.style import window_sheet


def theme_name(settings: Settings) -> str:
    """The theme that is meant: "system" follows the system, dark where it does not say."""
    if settings.theme in (DARK, LIGHT):
        return settings.theme
    scheme = QGuiApplication.styleHints().colorScheme()
    return LIGHT if scheme is Qt.ColorScheme.Light else DARK


class Look(QObject):
    """Applies the theme now and whenever the settings change it."""

    def __init__(self, app: QApplication, actions: ActionSet, window: MainWindow, settings: Settings) -> None:
        super().__init__(window)
        self._app = app
        self._actions = actions
        self._window = window
        self._name = theme_name(settings)
        window.setStyleSheet(window_sheet(load_theme(self._name)))

    @Slot(object)
    def on_settings(self, settings: Settings) -> None:
        """Take another theme."""
        name = theme_name(settings)
        if name == self._name:
            return
        self._name = name
        self._window.setStyleSheet(window_sheet(apply_theme(self._app, name)))
        for spec, action in self._actions.all():
            if spec.icon:
                action.setIcon(icon(spec.icon))
        self._window.timeline.apply_palette()
        self._window.objects.take_icons(icon)
