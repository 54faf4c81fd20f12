import math
import threading
from pathlib import Path

import pytest
import torch

from core.cancel import CancelToken
from core.engine.loader import LoadedModel
from core.errors import Cancelled, StorageError, TrainingError
from core.masks import Mask
from core.training import trainer as trainer_module
from core.training.control import FitControl
from core.training.dataset import Dataset, Example
from core.training.embeddings import FeatureStore
from core.training.events import Encoded, Ending, EpochMade, FitEvent, FitStarted, Noted, StepMade
from core.training.fit import FitRequest, fit
from tests.core.training.conftest import QUICK, DiscPicture, Run, discs, epochs, finished


def test_a_model_learns_what_it_is_shown(run: Run) -> None:
    events = run(epochs=6, rate=3e-3)
    assert isinstance(events[0], FitStarted)
    assert finished(events).miou_best > finished(events).miou_before + 0.1
    losses = [event.train_loss for event in epochs(events)[1:]]
    assert losses[-1] < losses[0]


def test_the_same_seed_gives_the_same_weights_and_another_seed_others(run: Run) -> None:
    one, two, other = finished(run(seed=5)), finished(run(seed=5)), finished(run(seed=6))
    assert one.weights.keys() == two.weights.keys()
    assert all(torch.equal(one.weights[name], two.weights[name]) for name in one.weights)
    assert one.miou_best == two.miou_best
    assert any(not torch.equal(one.weights[name], other.weights[name]) for name in one.weights)


@pytest.mark.parametrize("average", [0.0, 0.9])
def test_a_resumed_run_equals_one_that_was_never_interrupted(
    run: Run, tmp_path: Path, average: float
) -> None:
    whole = finished(run(average=average))
    run(folder=tmp_path / "run", stop_after_epoch=1, average=average)
    events = run(folder=tmp_path / "run", resume=True, average=average)
    resumed = finished(events)
    assert isinstance(events[0], FitStarted) and events[0].resumed_after == 1
    assert [event.epoch for event in epochs(events)] == [2, 3]
    assert all(torch.equal(whole.weights[name], resumed.weights[name]) for name in whole.weights)
    assert (whole.best_epoch, whole.miou_best, whole.miou_before) == (
        resumed.best_epoch, resumed.miou_best, resumed.miou_before
    )  # fmt: skip


def test_a_run_goes_on_only_with_what_it_was_begun_with(run: Run, tmp_path: Path) -> None:
    run(folder=tmp_path, stop_after_epoch=1)
    with pytest.raises(TrainingError, match="begun with another configuration"):
        run(folder=tmp_path, resume=True, rate=1e-4)
    with pytest.raises(TrainingError, match="begun with another training set"):
        run(folder=tmp_path, resume=True, train=discs(1, 8))
    (tmp_path / "state.pt").write_bytes(b"cut off")
    with pytest.raises(TrainingError, match="damaged and cannot go on"):
        run(folder=tmp_path, resume=True)
    assert finished(run(folder=tmp_path)).epochs_made == 3  # anew, in its place


def test_a_learning_rate_of_0_changes_nothing(run: Run, model: LoadedModel) -> None:
    before = {name: tensor.clone() for name, tensor in model.model.state_dict().items()}
    for average in (0.0, 0.9):
        end = finished(run(rate=0.0, average=average))
        assert all(torch.equal(before[name], tensor) for name, tensor in end.weights.items())
        assert end.best_epoch == 0 and end.miou_best == end.miou_before


def test_what_is_frozen_stays_bit_identical_and_the_model_is_given_back(run: Run, model: LoadedModel) -> None:
    before = {name: tensor.clone() for name, tensor in model.model.state_dict().items()}
    during: dict[str, torch.Tensor] = {}
    learning: set[str] = set()

    def look(name: str) -> None:
        during.update({k: v.clone() for k, v in model.model.state_dict().items()})
        learning.update(k for k, p in model.model.named_parameters() if p.requires_grad)

    events = run(parts=("decoder", "prompts"))
    request = FitRequest(QUICK, discs(0, 8), discs(100, 4))
    store = FeatureStore(Path("unused"), model, 0)
    for event in fit(request, model, store, CancelToken()):
        if isinstance(event, EpochMade) and event.epoch == 2:
            look("now")
            break
    changed = {name for name in before if not torch.equal(before[name], during[name])}
    assert changed and changed <= learning
    assert all(name.startswith("sam_mask_decoder.") for name in changed)
    assert not any("conv_s0" in name or "conv_s1" in name or "obj_score" in name for name in changed)
    after = model.model.state_dict()
    assert after.keys() == before.keys()
    assert all(torch.equal(before[name], after[name]) for name in before)
    assert all(parameter.requires_grad for parameter in model.model.parameters())
    assert not model.model.training
    taught = finished(events).weights
    assert any(name.startswith("sam_prompt_encoder.") for name in taught)


def test_a_neck_is_taught_while_trunk_and_memory_stay_bit_identical(run: Run, model: LoadedModel) -> None:
    before = {name: tensor.clone() for name, tensor in model.model.state_dict().items()}
    end = finished(run(parts=("decoder", "neck"), recall=0.5, rate=5e-3))
    changed = {name for name, tensor in end.weights.items() if not torch.equal(before[name], tensor)}
    assert any(name.startswith("image_encoder.neck.") for name in changed)
    assert any("conv_s0" in name for name in changed)
    assert all(name.startswith(("image_encoder.neck.", "sam_mask_decoder.")) for name in end.weights)
    after = model.model.state_dict()
    assert all(torch.equal(before[name], after[name]) for name in before)


def test_a_neck_that_goes_on_equals_one_that_was_never_interrupted(run: Run, tmp_path: Path) -> None:
    changes = {"parts": ("decoder", "prompts", "neck"), "recall": 0.5, "average": 0.9}
    whole = finished(run(**changes))
    run(folder=tmp_path / "run", stop_after_epoch=1, **changes)
    resumed = finished(run(folder=tmp_path / "run", resume=True, **changes))
    assert all(torch.equal(whole.weights[name], resumed.weights[name]) for name in whole.weights)


def test_a_neck_whose_features_are_too_large_for_the_cache_does_not_learn(
    model: LoadedModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fits = FeatureStore.copies_that_fit
    monkeypatch.setattr(
        FeatureStore,
        "copies_that_fit",
        lambda self, count, most: min(fits(self, count, most), 1 + (not self.raw)),
    )
    request = FitRequest(QUICK.with_changes(parts=("decoder", "neck"), epochs=1), discs(0, 4), discs(100, 2))
    events = list(fit(request, model, FeatureStore(tmp_path, model), CancelToken()))
    assert any(isinstance(e, Noted) and "The neck does not learn" in e.text for e in events)
    assert all(name.startswith("sam_mask_decoder.") for name in finished(events).weights)


def test_early_stopping_fires_when_nothing_gets_better(run: Run) -> None:
    # Masks that have nothing to do with the pictures: they can be learnt by heart, not understood.
    others = discs(500, 6)
    wrong = tuple(
        Example(picture.picture, other.mask, "discs", picture.frame_index)
        for picture, other in zip(discs(0, 6).examples, others.examples, strict=True)
    )
    events = run(train=Dataset(wrong), epochs=60, patience=2, rate=3e-3, copies=1, dropout=0.0)
    end = finished(events)
    assert end.ending is Ending.PATIENCE
    assert end.epochs_made == end.best_epoch + 2 < 60
    assert epochs(events)[-1].patience_left == 0
    assert end.miou_best == max(event.miou for event in epochs(events))
    assert epochs(events)[-1].train_loss < epochs(events)[1].train_loss


def test_the_best_weights_are_kept_not_the_last(run: Run, model: LoadedModel) -> None:
    events = run(epochs=8, rate=2e-2)
    end = finished(events)
    mious = [event.miou for event in epochs(events)]
    assert end.best_epoch == mious.index(max(mious))
    again = finished(run(epochs=8, rate=2e-2))
    assert again.best_epoch == end.best_epoch
    assert [event.is_best for event in epochs(events)][end.best_epoch]


def test_stopping_keeps_the_best_and_pausing_waits(model: LoadedModel, store: FeatureStore) -> None:
    control, cancel = FitControl(), CancelToken()
    request = FitRequest(QUICK.with_changes(epochs=50), discs(0, 8), discs(100, 4))
    events = []
    for event in fit(request, model, store, cancel, control):
        events.append(event)
        if isinstance(event, EpochMade) and event.epoch == 2:
            control.pause()
            control.stop()  # ends the pause too
    end = finished(events)
    assert end.ending is Ending.STOPPED and end.epochs_made == 2
    assert end.weights
    control = FitControl()
    control.pause()
    cancel.cancel()
    with pytest.raises(Cancelled):
        control.wait_while_paused(cancel)


def test_cancelling_leaves_the_model_as_it_was(model: LoadedModel, store: FeatureStore) -> None:
    before = {name: tensor.clone() for name, tensor in model.model.state_dict().items()}
    cancel = CancelToken()
    request = FitRequest(QUICK, discs(0, 8), discs(100, 4))
    with pytest.raises(Cancelled):  # noqa: PT012 - the loop is what is tested
        for event in fit(request, model, store, cancel):
            if isinstance(event, StepMade):
                cancel.cancel()
    assert all(torch.equal(before[name], tensor) for name, tensor in model.model.state_dict().items())


def test_running_out_of_memory_takes_fewer_pictures_and_says_so(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def losses(events: list[FitEvent]) -> list[float]:
        return [event.loss for event in events if isinstance(event, StepMade)]

    whole = losses(run(dropout=0.0))
    answer, limit = trainer_module.answer, 1

    def greedy(model, features, points, previous=None):  # type: ignore[no-untyped-def]
        if features.top.shape[0] > limit:
            raise torch.OutOfMemoryError("CUDA out of memory.")
        return answer(model, features, points, previous)

    monkeypatch.setattr(trainer_module, "answer", greedy)
    events = run(dropout=0.0)
    notes = [event.text for event in events if isinstance(event, Noted)]
    assert any("Memory ran out: 1 of 4 pictures" in note for note in notes)
    assert losses(events) == pytest.approx(whole, rel=2e-2)
    limit = 0
    with pytest.raises(TrainingError, match="not enough memory to train on even one picture"):
        run()


def test_numbers_that_run_away_are_left_out_then_refused(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    loss, calls = trainer_module.mask_loss, []

    def sick(*arguments, **more):  # type: ignore[no-untyped-def]
        calls.append(1)
        return loss(*arguments, **more) * (math.nan if len(calls) in bad else 1.0)

    monkeypatch.setattr(trainer_module, "mask_loss", sick)
    bad = {2}
    events = run(corrected=0.0)
    steps = [event.loss for event in events if isinstance(event, StepMade)]
    assert [math.isnan(loss) for loss in steps].count(True) == 1
    assert all(torch.isfinite(tensor).all() for tensor in finished(events).weights.values())
    assert not math.isnan(epochs(events)[1].train_loss)
    bad = set(range(10_000))
    with pytest.raises(TrainingError, match=r"ran away 8 steps in a row at a learning rate of 0\.002"):
        run(epochs=6, corrected=0.0)


def test_a_full_disk_costs_only_time(run: Run, store: FeatureStore, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = finished(run())

    def full(entry: object) -> None:
        raise StorageError("Features cannot be kept in F: the disk is full.")

    monkeypatch.setattr(store, "add", full)
    monkeypatch.setattr(store, "get", lambda entry: entry.compute())
    events = run()
    assert any(isinstance(e, Noted) and "the disk is full. They are computed anew" in e.text for e in events)
    assert not any(isinstance(event, Encoded) for event in events)
    weights = finished(events).weights
    assert all(torch.equal(weights[name], tensor) for name, tensor in usual.weights.items())


def test_a_run_that_cannot_be_kept_says_so(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match="The run cannot be kept in"):
        run(folder=tmp_path / "file")


def test_nothing_to_train_with_is_refused(run: Run) -> None:
    with pytest.raises(TrainingError, match="the masks of all 3 pictures are empty"):
        run(train=Dataset((), empty=3))
    with pytest.raises(TrainingError, match="validation holds no mask"):
        run(validation=Dataset(()))
    with pytest.raises(TrainingError, match="“disc 1” is in training and in validation"):
        run(train=discs(0, 8), validation=discs(1, 2))


def test_one_picture_is_enough_to_run(run: Run) -> None:
    events = run(train=discs(0, 1), validation=discs(100, 1), least_steps=3, epochs=1)
    assert any(isinstance(e, Noted) and "Only 1 mask to train with" in e.text for e in events)
    assert sum(isinstance(event, StepMade) for event in events) == 3
    assert finished(events).epochs_made == 1


def test_previews_show_truth_before_and_now(run: Run) -> None:
    made = epochs(run())
    assert [preview.title for preview in made[0].previews] == [f"disc {n}" for n in range(100, 104)]
    for event in made:
        for preview in event.previews:
            assert preview.truth.iou(DiscPicture(int(preview.title[5:])).mask()) > 0.9
            assert isinstance(preview.before, Mask)
    assert made[0].previews[0].before == made[0].previews[0].now
    assert made[2].previews[0].before == made[0].previews[0].before


def test_a_pause_is_told_by_its_seconds_so_that_no_epoch_counts_them() -> None:
    control = FitControl()
    assert control.wait_while_paused(CancelToken()) < 0.05
    control.pause()
    threading.Timer(0.3, control.go_on).start()
    assert control.wait_while_paused(CancelToken()) > 0.2
