"""The Model menu: training and the choice of the model."""

from typing import Final

from desktop.actions.spec import ActionSpec, command

MODEL: Final[tuple[ActionSpec, ...]] = (
    command(
        "model.train",
        "&Train…",
        "Teach the model from what is approved and corrected, compare, and use the result.",
        "Ctrl+Shift+T",
        icon="train",
    ),
    command(
        "model.roll_back",
        "&Roll Back",
        "Use the model before the tuned one again.",
        needs=frozenset({"promoted"}),
    ),
    command(
        "model.manage",
        "&Manage Models…",
        "See the models and what each costs; download, import, measure and remove them.",
        section=True,
    ),
)
