"""Messages: the latest one, how loud, one thing to do about it."""

from pytestqt.qtbot import QtBot

from desktop.window.message_bar import MessageBar, Tone
from desktop.window.track_bar import duration_text


def test_a_message_is_shown_and_its_button_acts_once(qtbot: QtBot) -> None:
    bar = MessageBar()
    qtbot.addWidget(bar)
    pressed: list[str] = []
    bar.show_message("It is gone.", Tone.WARNING, button="Locate…", pressed=lambda: pressed.append("x"))
    assert (bar.text, bar.tone) == ("It is gone.", Tone.WARNING)
    bar._button.click()
    assert pressed == ["x"]
    assert bar.text == ""
    bar._button.click()
    assert pressed == ["x"]


def test_closing_is_an_answer_and_going_by_itself_is_none(qtbot: QtBot) -> None:
    bar, closed = MessageBar(), list[str]()
    qtbot.addWidget(bar)
    bar.show_message("Go on?", Tone.WARNING, button="Go On", closed=lambda: closed.append("x"))
    bar.clear()
    assert closed == []
    bar.show_message("Go on?", Tone.WARNING, button="Go On", closed=lambda: closed.append("x"))
    bar._button.click()
    assert closed == []
    bar.show_message("Go on?", Tone.WARNING, button="Go On", closed=lambda: closed.append("x"))
    bar._close.click()
    assert closed == ["x"]
    bar.show_message("Saved.")
    bar._close.click()
    assert closed == ["x"]


def test_it_is_dismissed_where_it_asks_nothing(qtbot: QtBot) -> None:
    bar, closed = MessageBar(), list[str]()
    qtbot.addWidget(bar)
    assert not bar.dismiss()
    bar.show_message("notes.txt is not a video.", Tone.ERROR)
    assert bar.dismiss()
    assert bar.text == ""
    bar.show_message("Go on?", Tone.WARNING, button="Go On", closed=lambda: closed.append("x"))
    assert not bar.dismiss()
    assert (bar.text, closed) == ("Go on?", [])
    bar.show_progress("Opening…", 0.5)
    assert not bar.dismiss()


def test_only_an_information_goes_by_itself(qtbot: QtBot) -> None:
    bar = MessageBar()
    qtbot.addWidget(bar)
    bar.show_message("Saved.")
    assert bar._timer.isActive()
    bar.show_message("The disk is full.", Tone.ERROR)
    assert not bar._timer.isActive()


def test_progress_has_no_close_but_what_was_given(qtbot: QtBot) -> None:
    bar = MessageBar()
    qtbot.addWidget(bar)
    bar.show_progress("Opening…", None, button="Cancel")
    assert bar._progress.maximum() == 0
    assert not bar._close.isVisibleTo(bar)
    bar.show_progress("Opening…", 0.25)
    assert bar._progress.value() == 250
    assert not bar._button.isVisibleTo(bar)


def test_time_left_is_short() -> None:
    texts = [duration_text(s) for s in (0.4, 59, 65, 660, 7500)]
    assert texts == ["0 s", "59 s", "1 min 5 s", "11 min", "2 h 5 min"]
