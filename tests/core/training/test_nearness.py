"""Going back towards the base model's weights as far as validation allows."""

import pytest
import torch

from core.training.events import Noted
from core.training.nearness import nearest_as_good
from tests.core.training.conftest import Run, finished

BASE = {"w": torch.zeros(2)}
BEST = {"w": torch.ones(2)}


@pytest.mark.parametrize(
    ("mious", "share"),
    [
        ({0.75: 0.80, 0.5: 0.80, 0.25: 0.80}, 0.25),
        ({0.75: 0.79, 0.5: 0.77, 0.25: 0.80}, 0.75),  # what lies beyond a dip is not looked for
        ({0.75: 0.78, 0.5: 0.80, 0.25: 0.80}, 1.0),
    ],
)
def test_weights_go_back_as_long_as_little_is_lost(mious: dict[float, float], share: float) -> None:
    left, miou, weights = nearest_as_good(
        BASE, BEST, 0.80, 0.015, lambda nearer: mious[round(float(nearer["w"][0]), 2)]
    )
    assert left == share
    assert miou == mious.get(share, 0.80)
    assert weights["w"].tolist() == [share, share]


def test_what_is_kept_of_a_run_lies_between_the_base_and_its_best(run: Run) -> None:
    best = finished(run())
    assert best.best_epoch
    assert best.share == 1.0
    events = run(concession=1.0)
    near = finished(events)
    assert near.share == 0.25
    assert near.weights.keys() == best.weights.keys()
    notes = [event.text for event in events if isinstance(event, Noted)]
    assert any("25% of the way" in text for text in notes)
    moved = [float((near.weights[name] - best.weights[name]).abs().max()) for name in best.weights]
    assert max(moved) > 0
    assert near.miou_best != best.miou_best


def test_the_model_is_given_back_as_it_was_after_going_back(run: Run, model: object) -> None:
    from core.engine.loader import LoadedModel

    assert isinstance(model, LoadedModel)
    before = {name: value.clone() for name, value in model.model.state_dict().items()}
    run(concession=1.0, average=0.9)
    after = model.model.state_dict()
    assert all(torch.equal(value, after[name]) for name, value in before.items())
