"""Sentences that remember what they were made of."""

import json
import pickle
import sqlite3

import pytest

from core.errors import MediaError
from core.wording import Wording, listed, marked, say, wording_of


def test_it_is_the_english_sentence_everywhere() -> None:
    wording = say("{file} holds {n:,} frames, {share:.0%} of them good.", file="a.mp4", n=1200, share=0.5)
    assert wording == "a.mp4 holds 1,200 frames, 50% of them good."
    assert str(MediaError(wording)) == wording
    assert json.dumps({"text": wording}) == json.dumps({"text": str(wording)})
    assert sqlite3.connect(":memory:").execute("SELECT ?", (wording,)).fetchone() == (str(wording),)


def test_what_it_was_made_from_outlives_a_file_and_another_process() -> None:
    wording = say("{why} Only {masks} left.", why=say("It broke."), masks=say("{n} masks", n=3))
    for again in (
        pickle.loads(pickle.dumps(wording)),
        Wording.from_json(json.loads(json.dumps(wording.as_json))),
    ):
        assert again == wording
        assert again.template == wording.template
        assert again.values["masks"].template == "{n} masks"


def test_braces_in_a_value_or_in_a_plain_text_are_only_braces() -> None:
    assert say("{file} is damaged.", file="{0}.mp4") == "{0}.mp4 is damaged."
    assert say("a {b} c") == marked("a {b} c") == "a {b} c"
    with pytest.raises(KeyError):
        say("{file} is damaged.", path="x")


def test_an_error_is_asked_for_its_wording() -> None:
    wording = say("{file} is damaged.", file="x")
    assert wording_of(MediaError(wording)) is wording
    assert wording_of(MediaError("plain")) is None
    assert wording_of("plain") is None
    assert say(wording) is wording


def test_a_list_keeps_each_of_its_texts() -> None:
    some = listed(["settings", say("{n} models", n=2), "log"])
    assert some == "settings, 2 models, log"
    assert some.values["one"].template == "log"
