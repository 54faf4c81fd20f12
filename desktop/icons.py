"""Our icons in the theme's ink. Each is an SVG in resources/icons that draws in `currentColor`."""

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

import resources


class _Ink(QIconEngine):
    """Draws an SVG when it is first shown in some size: most icons of a program never are."""

    def __init__(self, svg: str, ink: str, faint: str) -> None:
        super().__init__()
        self._svg = svg
        self._ink = ink
        self._faint = faint
        self._drawn: dict[tuple[int, int, str], QPixmap] = {}

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        ink = self._faint if mode == QIcon.Mode.Disabled else self._ink
        key = (size.width(), size.height(), ink)
        drawn = self._drawn.get(key)
        if drawn is None:
            renderer = QSvgRenderer(QByteArray(self._svg.replace("currentColor", ink).encode()))
            drawn = self._drawn[key] = _drawn(renderer, size)
        return drawn

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        device = painter.device()
        scale = device.devicePixelRatio() if device is not None else 1.0
        painter.drawPixmap(rect, self.pixmap(rect.size() * scale, mode, state))

    def clone(self) -> QIconEngine:
        """For an icon that somebody adds to; PySide would free it while Qt goes on using it."""
        _clones.append(_Ink(self._svg, self._ink, self._faint))
        return _clones[-1]


_clones: list[_Ink] = []


def icon(name: str, colour: QColor | None = None) -> QIcon:
    """An icon by its file's name without the ending, `icon("track_forward")`.

    Drawn in `colour`, by default the palette's button text, so ask again when the theme has changed.
    Raises `KeyError` for a name that there is no file for. GUI thread.
    """
    palette = QGuiApplication.palette()
    ink = colour if colour is not None else palette.color(QPalette.ColorRole.ButtonText)
    faint = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText)
    return QIcon(_Ink(_read(name), ink.name(), faint.name()))


def app_icon() -> QIcon:
    """The program's own icon, in its own colours."""
    renderer = QSvgRenderer(QByteArray(_read("app").encode()))
    drawn = QIcon()
    for size_px in (16, 24, 32, 48, 64, 128, 256):
        drawn.addPixmap(_drawn(renderer, QSize(size_px, size_px)))
    return drawn


def icon_names() -> tuple[str, ...]:
    """Every name that `icon` knows, sorted."""
    return tuple(sorted(file.stem for file in resources.path("icons").glob("*.svg") if file.stem != "app"))


def _read(name: str) -> str:
    file = resources.path("icons", f"{name}.svg")
    if not file.is_file():
        raise KeyError(f"There is no icon named {name!r}.")
    return file.read_text(encoding="utf-8")


def _drawn(renderer: QSvgRenderer, size: QSize) -> QPixmap:
    pixmap = QPixmap(size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, size.width(), size.height()))
    painter.end()
    return pixmap
