"""Dark and light surroundings, and the colours that objects get. Calm greys; colour belongs to the masks."""

import json
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QProxyStyle, QStyle, QStyleHintReturn, QStyleOption, QWidget

import resources

DARK, LIGHT = "dark", "light"


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours as "#rrggbb". `canvas` surrounds the frame; `good`, `attention` and `bad` colour states."""

    title: str
    window: str
    panel: str
    canvas: str
    button: str
    border: str
    text: str
    text_faint: str
    text_disabled: str
    accent: str
    accent_text: str
    link: str
    tooltip: str
    good: str
    attention: str
    bad: str


@lru_cache(maxsize=4)
def load_theme(name: str) -> Theme:
    """The theme `dark` or `light`; raises `KeyError` for another name."""
    file = resources.path("themes", f"{name}.json")
    if name not in (DARK, LIGHT) or not file.is_file():
        raise KeyError(f"There is no theme named {name!r}.")
    return Theme(**json.loads(file.read_text(encoding="utf-8")))


@lru_cache(maxsize=1)
def object_colours() -> tuple[str, ...]:
    """Colours for objects, told apart with any kind of colour vision; the first ones the best."""
    content = json.loads(resources.path("themes", "objects.json").read_text(encoding="utf-8"))
    return tuple(content["colours"])


def next_object_colour(used: list[str]) -> str:
    """The first colour that is used least."""
    taken = [colour.lower() for colour in used]
    return min(object_colours(), key=taken.count)


def apply_theme(app: QApplication, name: str) -> Theme:
    """Give the whole program a theme; widgets get a palette change. Icons are to be asked for again."""
    theme = load_theme(name)
    if app.property(_STYLED) is None:  # while there is a style sheet, `app.style()` does not say its name
        app.setStyle("Fusion")
        app.setProperty(_STYLED, True)
    app.setPalette(_palette(theme))
    sheet = _style_sheet(theme)
    if app.styleSheet() != sheet:
        app.setStyleSheet(sheet)
    return theme


_STYLED = "samuraivision_styled"


class CalmStyle(QProxyStyle):
    """Fusion for a menu bar that Alt alone does not go to: on the canvas Alt hides the masks."""

    def __init__(self, parent: QObject) -> None:
        super().__init__("Fusion")
        self.setParent(parent)

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: QStyleHintReturn | None = None,
    ) -> int:
        if hint == QStyle.StyleHint.SH_MenuBar_AltKeyNavigation:
            return 0
        return super().styleHint(hint, option, widget, returnData)


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for colour, roles in (
        (theme.window, (role.Window,)),
        (theme.panel, (role.Base,)),
        (theme.canvas, (role.Dark, role.Shadow)),
        (theme.button, (role.Button, role.AlternateBase, role.Light, role.Midlight)),
        (theme.border, (role.Mid,)),
        (theme.text, (role.WindowText, role.Text, role.ButtonText, role.BrightText, role.ToolTipText)),
        (theme.text_faint, (role.PlaceholderText,)),
        (theme.accent, (role.Highlight, role.Accent)),
        (theme.accent_text, (role.HighlightedText,)),
        (theme.link, (role.Link, role.LinkVisited)),
        (theme.tooltip, (role.ToolTipBase,)),
    ):
        for one in roles:
            palette.setColor(one, QColor(colour))
    for one in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, one, QColor(theme.text_disabled))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(theme.border))
    return palette


def _style_sheet(theme: Theme) -> str:
    """Only what the palette cannot say."""
    return f"""
QToolTip {{ color: {theme.text}; background: {theme.tooltip}; padding: 4px; }}
QToolTip {{ border: 1px solid {theme.border}; }}
QMainWindow::separator {{ background: {theme.border}; width: 1px; height: 1px; }}
QToolBar {{ border: none; spacing: 2px; padding: 3px; }}
QToolButton {{ border: 1px solid transparent; border-radius: 5px; padding: 4px; }}
QToolButton:hover {{ background: {theme.button}; border-color: {theme.border}; }}
QToolButton:checked {{ background: {theme.button}; border-color: {theme.accent}; }}
QToolButton:focus {{ border-color: {theme.accent}; }}
QStatusBar {{ border-top: 1px solid {theme.border}; }}
QStatusBar::item {{ border: none; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
"""
