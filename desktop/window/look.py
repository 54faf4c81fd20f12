"""The theme on the whole window, and its icons in the theme's ink."""

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from core.settings import Settings
from desktop.icons import icon
from desktop.theme import DARK, LIGHT, apply_theme
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
    """Applies the theme now, and whenever the settings change it or, where they follow it, the system."""

    def __init__(self, app: QApplication, actions: ActionSet, window: MainWindow, settings: Settings) -> None:
        super().__init__(window)
        self._app = app
        self._actions = actions
        self._window = window
        self._settings = settings
        self._name = ""
        self._built_with = QGuiApplication.palette()
        self._tell_system()
        self._apply()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_scheme)

    @Slot(object)
    def on_settings(self, settings: Settings) -> None:
        """Take another theme."""
        before, self._settings = self._settings, settings
        if settings.theme != before.theme:
            self._tell_system()
            self._apply()

    @Slot()
    def _on_scheme(self) -> None:
        self._apply()

    def _tell_system(self) -> None:
        """The title bars and the system's own dialogs are to be as light or dark as ours."""
        hints = QGuiApplication.styleHints()
        if self._settings.theme == "system":
            hints.unsetColorScheme()
        else:
            light = self._settings.theme == LIGHT
            hints.setColorScheme(Qt.ColorScheme.Light if light else Qt.ColorScheme.Dark)

    def _apply(self) -> None:
        self._actions[f"view.theme_{self._settings.theme}"].setChecked(True)
        name = theme_name(self._settings)
        if name == self._name:
            return
        first, self._name = not self._name, name
        self._window.setStyleSheet(window_sheet(apply_theme(self._app, name)))
        if first and QGuiApplication.palette() == self._built_with:
            return  # the window was built in this theme
        for spec, action in self._actions.all():
            if spec.icon:
                action.setIcon(icon(spec.icon))
        self._window.timeline.apply_palette()
        self._window.objects.take_icons(icon)
