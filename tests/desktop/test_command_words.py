"""Commands are found by words in any order, by synonyms, keys and letters."""

from desktop.actions import ACTIONS, MENUS
from desktop.command_words import LETTERS, WORDS, rank, words_of

TITLES = {name: title.replace("&", "") for name, title in MENUS}


def best(wanted: str) -> list[str]:
    """The ids that answer, the best first."""
    ranked = [
        (place, at, spec.id)
        for at, spec in enumerate(ACTIONS)
        if (
            place := rank(
                wanted,
                spec.plain_text,
                menu=TITLES[spec.menu],
                keys=" ".join(spec.shortcuts),
                words=words_of(spec.id),
                tip=spec.tooltip,
            )
        )
        is not None
    ]
    return [action_id for _, _, action_id in sorted(ranked)]


def test_every_word_belongs_to_a_command() -> None:
    assert WORDS.keys() <= {spec.id for spec in ACTIONS}


def test_what_people_call_things_finds_them() -> None:
    expected = {
        "track forward": "track.forward",
        "forward track": "track.forward",
        "for tra": "track.forward",
        "tf": "track.forward",
        "preferences": "edit.settings",
        "hotkeys": "edit.keys",
        "fullscreen": "view.full_screen",
        "dilate": "mask.grow",
        "erode": "mask.shrink",
        "fine-tune": "model.train",
        "finetune": "model.train",
        "rubber": "tool.eraser",
        "bbox": "tool.box",
        "accept range": "mask.approve_range",
        "coco": "file.export",
        "color": "object.colour",
        "night": "view.theme_dark",
        "ctrl+e": "file.export",
        "gpu check": "help.doctor",
        "stop tracking": "track.cancel",
        "delete object": "object.delete",
        "category": "object.class",
    }
    assert {wanted: best(wanted)[0] for wanted in expected} == expected
    assert {"track.forward", "track.backward"} <= set(best("propagate"))


def test_better_answers_come_first() -> None:
    ranks = [
        rank("track", "Track Forward"),
        rank("for tra", "Track Forward"),
        rank("propagate", "Track Forward", words="propagate"),
        rank("orwar", "Track Forward"),
        rank("end", "Track Forward", tip="Follow the objects to the end."),
        rank("tf", "Track Forward"),
        rank("tkf", "Track Forward"),
    ]
    assert ranks == [0, 1, 2, 3, 4, 5, LETTERS]
    assert rank("q", "Track Forward") is None
    assert rank("", "Track Forward") == 0
