"""Parts of a step side by side."""

import threading
from collections.abc import Iterator

import pytest
import torch

from core.engine.loader import LoadedModel
from core.training.dropout import dropout
from core.training.embeddings import FeatureStore
from core.training.lesson import Lessons
from core.training.trainer import Trainer
from core.training.workers import Workers
from tests.core.training.conftest import QUICK, discs


@pytest.fixture
def threads(request: pytest.FixtureRequest) -> Iterator[None]:
    """So many for torch, in this test."""
    before = torch.get_num_threads()
    torch.set_num_threads(request.param)
    yield
    torch.set_num_threads(before)


def test_two_compute_at_a_time_and_answer_in_order() -> None:
    both = threading.Barrier(2, timeout=10)

    def job(number: int) -> tuple[int, bool]:
        both.wait()
        return number, threading.current_thread() is threading.main_thread()

    with Workers(2) as workers:
        assert workers.run([lambda: job(1), lambda: job(2)]) == [(1, False), (2, False)]
    with Workers(1) as alone:
        both = threading.Barrier(1)
        assert alone.run([lambda: job(1), lambda: job(2)]) == [(1, True), (2, True)]


@pytest.mark.parametrize("threads", [2], indirect=True)
@pytest.mark.usefixtures("threads")
def test_they_share_out_torchs_threads() -> None:
    def threads_of_a_worker() -> int:
        torch.ones(1 << 16).add(1)  # on first use, torch looks up how many threads there are
        return torch.get_num_threads()

    with Workers(2) as workers:
        assert workers.run([threads_of_a_worker] * 2) == [1, 1]
        assert torch.get_num_threads() == 2
        assert workers.run([threads_of_a_worker] * 2) == [1, 1]


def test_what_one_raises_comes_when_the_other_is_done() -> None:
    done = threading.Event()

    def slow() -> None:
        threading.Event().wait(0.1)
        done.set()

    def fails() -> None:
        raise MemoryError("too much")

    with Workers(2) as workers:
        with pytest.raises(MemoryError):
            workers.run([fails, slow])
        assert done.is_set()


def gradients(model: LoadedModel, store: FeatureStore, workers: Workers, share: float) -> list[torch.Tensor]:
    lessons = Lessons(discs(1, 4), store, model.image_size, 1)
    config = QUICK.with_changes(corrected=1.0, rate=0.0, dropout=share)
    with dropout(model.model.sam_mask_decoder, share) as drops:
        trainer = Trainer(model, config, 1, drops, workers)
        trainer.step(1, 0, [lessons.show(index, 0) for index in range(4)])
        found = [p.grad.clone() for p in model.model.parameters() if p.grad is not None]
        trainer.give_back()
    return found


@pytest.mark.parametrize("threads", [1], indirect=True)
@pytest.mark.usefixtures("threads")
@pytest.mark.parametrize("share", [0.0, 0.3])
def test_the_gradients_are_the_same_from_one_and_from_two(
    model: LoadedModel, store: FeatureStore, share: float
) -> None:
    with Workers(1) as one, Workers(2) as two:
        alone = gradients(model, store, one, share)
        for _ in range(3):
            together = gradients(model, store, two, share)
            assert len(alone) == len(together) > 10
            assert all(torch.equal(a, b) for a, b in zip(alone, together, strict=True))


def test_dropout_leaves_the_mean_and_follows_from_its_seed(model: LoadedModel) -> None:
    decoder = model.model.sam_mask_decoder
    with dropout(decoder, 0.25) as drops:
        ones = torch.ones(200, 200)
        drops.begin(1, torch.device("cpu"))
        first, second = drops.dropped(ones), drops.dropped(ones)
        drops.begin(1, torch.device("cpu"))
        assert torch.equal(drops.dropped(ones), first)
        assert not torch.equal(first, second)
        assert float((first == 0).float().mean()) == pytest.approx(0.25, abs=0.02)
        assert float(first.mean()) == pytest.approx(1.0, abs=0.02)
