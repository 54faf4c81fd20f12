"""Choosing an object's colour: the palette as a small grid, and any other colour."""

from typing import Final

from PySide6.QtCore import QPoint, QSize, Qt, Slot
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QColorDialog, QGridLayout, QMenu, QToolButton, QWidget, QWidgetAction

from desktop.language import tr
from desktop.theme import object_colours

COLUMNS: Final = 7


def swatch(colour: str, side: int = 16) -> QIcon:
    """A rounded square of a colour."""
    pixmap = QPixmap(side * 2, side * 2)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawRoundedRect(1, 1, side - 2, side - 2, 3, 3)
    painter.end()
    return QIcon(pixmap)


class ColourMenu(QMenu):
    """The palette; `chosen` is the colour that was pressed, empty for none."""

    def __init__(self, colour: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Colours"))
        self.chosen = ""
        grid_widget = QWidget(self)
        grid = QGridLayout(grid_widget)
        grid.setContentsMargins(6, 6, 6, 4)
        grid.setSpacing(2)
        for at, one in enumerate(object_colours()):
            button = QToolButton(grid_widget)
            button.setIcon(swatch(one, 20))
            button.setIconSize(QSize(20, 20))
            button.setAutoRaise(True)
            button.setCheckable(True)
            button.setChecked(one.lower() == colour.lower())
            button.setToolTip(one)
            button.setAccessibleName(tr("Colour {code}", code=one))
            button.setProperty("colour", one)
            button.clicked.connect(self._on_pressed)
            grid.addWidget(button, at // COLUMNS, at % COLUMNS)
        action = QWidgetAction(self)
        action.setDefaultWidget(grid_widget)
        self.addAction(action)
        self.other = self.addAction(tr("Other…"))

    @Slot()
    def _on_pressed(self) -> None:
        self.chosen = str(self.sender().property("colour"))
        self.close()


def ask_colour(parent: QWidget, colour: str, at_global: QPoint, name: str) -> str:
    """Let the person choose; "#rrggbb", or empty where they did not."""
    menu = ColourMenu(colour, parent)
    pressed = menu.exec(at_global)
    if pressed is menu.other:
        picked = QColorDialog.getColor(QColor(colour), parent, tr("Colour of {name}", name=name))
        return picked.name() if picked.isValid() else ""
    return menu.chosen
