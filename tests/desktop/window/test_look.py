"""The window's colours follow the system's where the settings leave it to the system."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QPalette

from core.settings import Settings
from desktop.app import Application
from desktop.theme import DARK, LIGHT, load_theme
from desktop.window import look
from desktop.window.look import theme_name


class Hints:
    """The system, as Qt tells of it."""

    scheme = Qt.ColorScheme.Unknown

    def colorScheme(self) -> Qt.ColorScheme:
        return self.scheme


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> Hints:
    hints = Hints()
    monkeypatch.setattr(
        look, "QGuiApplication", SimpleNamespace(styleHints=lambda: hints, palette=QGuiApplication.palette)
    )
    return hints


def test_the_theme_is_the_systems_unless_one_is_chosen(system: Hints) -> None:
    assert theme_name(Settings()) == DARK  # it does not say
    system.scheme = Qt.ColorScheme.Light
    assert theme_name(Settings()) == LIGHT
    assert theme_name(Settings(theme=DARK)) == DARK
    system.scheme = Qt.ColorScheme.Dark
    assert theme_name(Settings()) == DARK
    assert theme_name(Settings(theme=LIGHT)) == LIGHT


def test_the_window_changes_with_the_system(application: Application, system: Hints) -> None:
    window = application.window

    def colour() -> str:
        return window.palette().color(QPalette.ColorRole.Window).name()

    assert application.preferences.settings.theme == "system"
    for scheme, name in ((Qt.ColorScheme.Light, LIGHT), (Qt.ColorScheme.Dark, DARK)):
        system.scheme = scheme
        QGuiApplication.styleHints().colorSchemeChanged.emit(scheme)
        assert colour() == load_theme(name).window
