"""The recipes as the window offers them. The numbers are in core/training/config.py, which needs torch."""

from dataclasses import dataclass

from desktop.language import marked


@dataclass(frozen=True, slots=True)
class Recipe:
    """A preset of `samuraivision train`: its name there, its name here, and a sentence about it."""

    name: str
    title: str
    sentence: str


RECIPES = (
    Recipe(
        marked("best"),
        marked("&Best"),
        marked(
            "Measured better on a new kind of picture: the prompt encoder and the neck behind the frozen "
            "backbone learn too, at a high rate that rises and falls again, and an average of the weights is "
            "kept. At most 20 epochs."
        ),
    ),
    Recipe(
        marked("specified"),
        marked("As &specified"),
        marked(
            "Only the mask decoder learns, at a constant rate of 0.00001, batch 4, dropout 0.1. "
            "At most 15 epochs."
        ),
    ),
)
