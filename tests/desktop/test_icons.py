import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon

from desktop.actions import ACTIONS
from desktop.icons import app_icon, icon, icon_names


def inks(pixmap):
    """The colours of a pixmap's opaque px."""
    image = pixmap.toImage()
    places = [(x, y) for x in range(image.width()) for y in range(image.height())]
    return {image.pixelColor(*at).name() for at in places if image.pixelColor(*at).alpha() == 255}


@pytest.mark.parametrize("name", icon_names())
def test_every_icon_is_drawn_in_the_ink_that_is_asked_for(qapp, name):
    drawn = icon(name, QColor("#123456"))
    assert inks(drawn.pixmap(QSize(48, 48))) == {"#123456"}
    assert inks(drawn.pixmap(QSize(48, 48), QIcon.Mode.Disabled)) != {"#123456"}


def test_icons_are_drawn_for_the_screens_px(qapp):
    assert icon("play").pixmap(QSize(24, 24), 2.0).toImage().width() == 48


def test_every_command_finds_its_icon():
    missing = {spec.icon for spec in ACTIONS if spec.icon} - set(icon_names())
    assert not missing


def test_an_unknown_icon_is_said_to_be_so(qapp):
    with pytest.raises(KeyError, match="no icon named 'nonsense'"):
        icon("nonsense")
    assert not app_icon().isNull()
