"""The colours that objects get: told apart by the colour-blind, and on dark and light frames."""

from collections.abc import Iterable
from typing import Final

OBJECT_COLOURS: Final = (
    ("Orange", "#f5871f"),
    ("Sky blue", "#4fb4e6"),
    ("Green", "#1fae7a"),
    ("Yellow", "#f2dc3c"),
    ("Blue", "#2f7fd6"),
    ("Red", "#e0503c"),
    ("Pink", "#d67fb3"),
    ("Violet", "#8a63d2"),
    ("Lime", "#9bd13c"),
    ("Teal", "#2bb5b0"),
    ("Brown", "#a8703a"),
    ("White", "#e6e6e6"),
)
"""Names and "#rrggbb"; the first eight follow Okabe and Ito's palette, a little brighter for overlays."""


def free_colour(taken: Iterable[str]) -> str:
    """The first colour that no object has; where all are taken, the one taken least often."""
    used = [colour.lower() for colour in taken]
    return min((colour for _, colour in OBJECT_COLOURS), key=used.count)
