"""Our icons in the theme's ink. Each is an SVG in resources/icons that draws in `currentColor`."""

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

import resources

SIZES_PX = (16, 20, 24, 32, 40, 48, 72)
"""Screen px that are drawn; these serve 16 to 24 widget px at scalings of 1, 1.25, 1.5, 2 and 3."""


def icon(name: str, colour: QColor | None = None) -> QIcon:
    """An icon by its file's name without the ending, `icon("track_forward")`.

    Drawn in `colour`, by default the palette's button text, so ask again when the theme has changed.
    Raises `KeyError` for a name that there is no file for. GUI thread.
    """
    palette = QGuiApplication.palette()
    ink = colour if colour is not None else palette.color(QPalette.ColorRole.ButtonText)
    faint = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText)
    drawn = QIcon()
    svg = _read(name)
    for mode, mode_colour in ((QIcon.Mode.Normal, ink), (QIcon.Mode.Disabled, faint)):
        renderer = QSvgRenderer(QByteArray(svg.replace("currentColor", mode_colour.name()).encode()))
        for size in SIZES_PX:
            pixmap = _drawn(renderer, size)
            drawn.addPixmap(pixmap, mode)
            if mode == QIcon.Mode.Normal:  # or Qt tints them for the selected row of a menu
                drawn.addPixmap(pixmap, QIcon.Mode.Selected)
                drawn.addPixmap(pixmap, QIcon.Mode.Active)
    return drawn


def app_icon() -> QIcon:
    """The program's own icon, in its own colours."""
    renderer = QSvgRenderer(QByteArray(_read("app").encode()))
    drawn = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        drawn.addPixmap(_drawn(renderer, size))
    return drawn


def icon_names() -> tuple[str, ...]:
    """Every name that `icon` knows, sorted."""
    return tuple(sorted(file.stem for file in resources.path("icons").glob("*.svg") if file.stem != "app"))


def _read(name: str) -> str:
    file = resources.path("icons", f"{name}.svg")
    if not file.is_file():
        raise KeyError(f"There is no icon named {name!r}.")
    return file.read_text(encoding="utf-8")


def _drawn(renderer: QSvgRenderer, size_px: int) -> QPixmap:
    pixmap = QPixmap(QSize(size_px, size_px))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, size_px, size_px))
    painter.end()
    return pixmap
