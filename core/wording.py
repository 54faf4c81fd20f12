"""Sentences for a person that can still be said in another language.

Core speaks English. A sentence with values in it remembers what it was made of, so that the window can say
the same in the language of its user (desktop/language.py), while the command line prints it as it is::

    raise MediaError(say("{file} holds no frame.", file=path.name))

packaging/translations.py finds the texts of `say` and `marked` for the translators: they are literals, and
what varies is a named value, never an f-string.
"""

from collections.abc import Iterable, Mapping
from functools import reduce
from typing import Any, Self


class Wording(str):
    """A finished English sentence, with the `template` and the `values` that it was made from."""

    template: str
    values: dict[str, Any]

    def __new__(cls, template: str, values: dict[str, Any]) -> Self:
        wording = super().__new__(cls, template.format(**values) if values else template)
        wording.template = template
        wording.values = values
        return wording

    @property
    def as_json(self) -> dict[str, Any]:
        """Plain values, for another process; `from_json` reads them."""
        plain = {
            name: value.as_json if isinstance(value, Wording) else value
            for name, value in self.values.items()
        }
        return {"template": self.template, "values": plain}

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Self:
        """What `as_json` gave. Raises `KeyError`, `ValueError` or `TypeError` for what it did not give."""
        values = told["values"].items()
        return cls(
            str(told["template"]),
            {name: cls.from_json(value) if isinstance(value, dict) else value for name, value in values},
        )

    def __reduce__(self) -> tuple[type[Self], tuple[str, dict[str, Any]]]:
        return type(self), (self.template, self.values)


def say(template: str, /, **values: object) -> Wording:
    """The sentence with its values put in, by the rules of `str.format`. A value may be a `Wording` too."""
    return template if isinstance(template, Wording) and not values else Wording(template, values)


def wording_of(said: object) -> Wording | None:
    """What a text or an error was made from; None where it is only a text."""
    if isinstance(said, BaseException):
        said = said.args[0] if said.args else None
    return said if isinstance(said, Wording) else None


def listed(texts: Iterable[str]) -> Wording:
    """Texts one after the other, each of which can be said in another language."""
    return reduce(lambda some, one: say("{some}, {one}", some=some, one=one), (say(text) for text in texts))


def marked(text: str) -> str:
    """The text as it is. It says that the text is shown to a person, who may read another language."""
    return text
