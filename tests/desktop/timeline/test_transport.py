"""Times as text, both ways."""

import pytest
from pytestqt.qtbot import QtBot

from desktop.timeline.transport import WholeOrNothing, clock_text, seconds_of


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0:00.000"), (9.6096, "0:09.610"), (59.9996, "1:00.000"), (3725.5, "1:02:05.500"), (-1, "0:00.000")],
)
def test_clock_text(seconds: float, text: str) -> None:
    assert clock_text(seconds) == text


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("1:05", 65), ("0:01:05.5", 65.5), ("2.5s", 2.5), ("12 s", 12), ("x", None), ("1:-2", None)],
)
def test_seconds_of(text: str, seconds: float | None) -> None:
    assert seconds_of(text) == seconds


def test_a_label_without_room_shows_nothing_rather_than_half(qtbot: QtBot) -> None:
    label = WholeOrNothing()
    qtbot.addWidget(label)
    label.setText("0:01.280 / 0:02.520")
    for width, shown in ((label.sizeHint().width(), True), (label.sizeHint().width() // 2, False)):
        label.resize(width, 30)
        picture = label.grab().toImage()
        colours = {picture.pixel(x, y) for x in range(picture.width()) for y in range(picture.height())}
        assert (len(colours) > 1) is shown
