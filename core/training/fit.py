"""Teaching a model's mask decoder on a frozen backbone: the loop, from top to bottom."""

import math
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import torch
from torch import Tensor

from core.cancel import CancelToken
from core.engine.device import describe_device, read_memory
from core.engine.fingerprint import weights_sha256
from core.engine.loader import LoadedModel
from core.errors import StorageError
from core.masks import Mask
from core.training.config import TuningConfig
from core.training.control import FitControl
from core.training.dataset import Dataset
from core.training.dropout import dropout
from core.training.embeddings import FeatureStore
from core.training.events import (
    Encoded,
    Ending,
    EpochMade,
    FitEvent,
    FitFinished,
    FitStarted,
    Noted,
    Preview,
    StepMade,
)
from core.training.judging import Judgement, judge
from core.training.lesson import Lessons, chunks
from core.training.nearness import nearest_as_good
from core.training.recall import as_it_was, recollections
from core.training.run_state import RunState, load_state, save_state
from core.training.split import check
from core.training.trainer import Trainer
from core.training.workers import Workers
from core.types import MaskHW
from core.wording import marked, say

PREVIEWS = 4
ENCODED_EVERY_S = 0.1


@dataclass(frozen=True)
class FitRequest:
    """What to teach with what.

    Args:
        run_folder: where the run is kept after every epoch, to go on from; None keeps it nowhere.
        resume: go on with the run in that folder, if there is one, rather than start anew.
    """

    config: TuningConfig
    train: Dataset
    validation: Dataset
    run_folder: Path | None = None
    resume: bool = False


def fit(
    request: FitRequest,
    loaded: LoadedModel,
    store: FeatureStore,
    cancel: CancelToken,
    control: FitControl | None = None,
) -> Iterator[FitEvent]:
    """Teach until the epochs are up, the patience is, or somebody stops it.

    The model is given back as it was; the last event has the taught tensors. The same request gives the same
    tensors on the same machine, in one go or resumed.

    Raises:
        TrainingError: nothing to train with, no memory even for one picture, or numbers that ran away.
        StorageError: the run folder cannot be written.
        Cancelled: through `cancel`; the run folder keeps the last whole epoch.
    """
    control = control or FitControl()
    warnings = check(request.train, request.validation)
    request, store, left_out = _within_limit(request, loaded, store)
    warnings += left_out
    config = request.config
    identity = run_identity(request, loaded)
    folder = request.run_folder
    state = load_state(folder, identity) if folder is not None and request.resume else None

    closer = loaded.base.search_region
    copies = max(1, store.copies_that_fit(_most_looks(request, loaded), config.copies))
    lessons = Lessons(request.train, store, loaded.image_size, copies, closer)
    if config.recall:
        lessons.memory = loaded if store.raw else as_it_was(loaded), identity["base model"]
        looks = [len(lessons.looks(index)) for index in range(len(lessons))]
        lessons.recalls = recollections(request.train, looks, copies, config.seed)
    exam = Lessons(request.validation, store, loaded.image_size, 1, closer)
    shows = max(1, math.ceil(config.least_steps * config.batch / len(lessons)))
    steps = math.ceil(shows * len(lessons) / config.batch)

    with taught(loaded, config, steps) as trainer:
        done = 0 if state is None else state.epoch
        yield FitStarted(
            len(lessons), len(exam), copies, trainer.parameter_count, steps, config.epochs,
            describe_device(loaded.device), done,
        )  # fmt: skip
        for text in warnings:
            yield Noted(text)
        if copies < config.copies:
            yield Noted(
                say(
                    "Only {some} of {all} copies of each picture fit into the cache's limit.",
                    some=copies,
                    all=config.copies,
                )
            )
        yield from _encode(lessons, exam, store, cancel)

        began = time.monotonic()
        watch = _Watch(exam)
        if state is None:
            before = watch.judge(trainer, cancel, base=True)
            state = RunState(identity, 0, 0, [before.miou], 0.0, {}, {}, trainer.kept_weights(), {})
            yield _epoch_made(state, config, trainer, before, watch, math.nan, 0.0)
        else:
            watch.judge(trainer, cancel, base=True)
            trainer.restore(state)
        earlier_s = state.seconds

        ending = Ending.EPOCHS
        while state.epoch < config.epochs:
            if config.patience and state.epoch - state.best_epoch >= config.patience:
                ending = Ending.PATIENCE
                break
            epoch, epoch_began = state.epoch + 1, time.monotonic()
            losses: list[float] = []
            batches = chunks(lessons.order(config.seed, epoch, shows), config.batch)
            for step, batch in enumerate(batches):
                cancel.check()
                paused_s = control.wait_while_paused(cancel)
                began, epoch_began = began + paused_s, epoch_began + paused_s
                if control.stopped:
                    break
                if (recalled := lessons.recalled_instead(epoch, step, config)) is not None:
                    losses.append(trainer.step(epoch, step, recalled, recalled=True))
                else:
                    losses.append(trainer.step(epoch, step, [lessons.show(*item) for item in batch]))
                for text in trainer.take_notes():
                    yield Noted(text)
                yield StepMade(epoch, step + 1, steps, losses[-1], trainer.rate)
            if control.stopped:
                ending = Ending.STOPPED
                break

            judgement = watch.judge(trainer, cancel)
            state.epoch = epoch
            state.history.append(judgement.miou)
            if judgement.miou > max(state.history[:-1]):
                state.best_epoch, state.best = epoch, trainer.kept_weights()
            state.seconds = earlier_s + time.monotonic() - began
            if folder is not None:
                trainer.save_into(state)
                save_state(folder, state)
            made = [loss for loss in losses if not math.isnan(loss)]
            train_loss = sum(made) / len(made) if made else math.nan
            yield _epoch_made(
                state, config, trainer, judgement, watch, train_loss, time.monotonic() - epoch_began
            )

        share, miou = 1.0, max(state.history)
        weights: Mapping[str, Tensor] = state.best
        if config.concession and state.best_epoch:
            share, miou, weights = nearest_as_good(
                trainer.base_weights(), state.best, miou, config.concession,
                lambda nearer: watch.judge(trainer, cancel, weights=nearer).miou,
            )  # fmt: skip
        if share < 1:
            yield Noted(
                say(
                    "The weights kept are {share:.0%} of the way from the model before to the best ones: "
                    "about as good here, and less of what it knew is forgotten.",
                    share=share,
                )
            )
        yield FitFinished(
            ending, state.best_epoch, state.epoch, state.history[0], miou,
            earlier_s + time.monotonic() - began, weights, share,
        )  # fmt: skip


def _most_looks(request: FitRequest, loaded: LoadedModel) -> int:
    """Training pictures, counted twice where the model may look closer at what is on them."""
    return len(request.train) * (2 if loaded.base.search_region else 1)


def _within_limit(
    request: FitRequest, loaded: LoadedModel, store: FeatureStore
) -> tuple[FitRequest, FeatureStore, list[str]]:
    """The request and its store; without the neck where fewer copies of the trunk's features, which are
    larger, would fit into the cache's limit: it gains less than copies do.
    """
    config, count = request.config, _most_looks(request, loaded)
    if "neck" not in config.parts:
        return request, store.of_kind(raw=False), []
    raw, plain = store.of_kind(raw=True), store.of_kind(raw=False)
    if raw.copies_that_fit(count, config.copies) >= plain.copies_that_fit(count, config.copies):
        return request, raw, []
    parts = tuple(part for part in config.parts if part != "neck")
    text = marked("The neck does not learn: what it would learn from does not fit into the cache's limit.")
    return replace(request, config=config.with_changes(parts=parts)), plain, [text]


def run_identity(request: FitRequest, loaded: LoadedModel) -> dict[str, str]:
    """What a run is, apart from how far it is."""
    return {
        "configuration": repr(request.config),
        "training set": request.train.fingerprint,
        "validation set": request.validation.fingerprint,
        "base model": weights_sha256(loaded.model.state_dict()),
    }


@contextmanager
def taught(loaded: LoadedModel, config: TuningConfig, steps_per_epoch: int) -> Iterator[Trainer]:
    """A trainer on the model, which afterwards is as it was before, whatever happened."""
    side_by_side = 2 if loaded.device.type == "cpu" and torch.get_num_threads() > 1 else 1
    with dropout(loaded.model.sam_mask_decoder, config.dropout) as drops, Workers(side_by_side) as workers:
        trainer = Trainer(loaded, config, steps_per_epoch, drops, workers)
        try:
            yield trainer
        finally:
            trainer.give_back()


def _encode(
    lessons: Lessons, exam: Lessons, store: FeatureStore, cancel: CancelToken
) -> Iterator[Encoded | Noted]:
    """See to it that features are on disk, those of the validation set first."""
    wanted = [*exam.entries(), *lessons.entries()]
    room = store.room_for(wanted)
    if room < len(wanted):
        yield Noted(
            say(
                "The cache's limit has room for {room} of {all} pictures' features; "
                "the others are computed anew each time.",
                room=room,
                all=len(wanted),
            )
        )
    told = -math.inf
    for number, entry in enumerate(wanted[:room]):
        cancel.check()
        try:
            store.add(entry)
        except StorageError as error:
            yield Noted(say("{error} They are computed anew each time.", error=error))
            break
        if time.monotonic() - told >= ENCODED_EVERY_S or number + 1 == room:
            told = time.monotonic()
            yield Encoded(number + 1, room)


@dataclass
class _Watch:
    """The validation set, and the strip of pictures that shows how the answers change."""

    exam: Lessons
    before: tuple[MaskHW, ...] = ()
    strip: list[int] = field(default_factory=list)

    def judge(
        self,
        trainer: Trainer,
        cancel: CancelToken,
        *,
        base: bool = False,
        weights: Mapping[str, Tensor] | None = None,
    ) -> Judgement:
        if base:
            count = min(PREVIEWS, len(self.exam))
            self.strip = [index * len(self.exam) // count for index in range(count)]
        with trainer.judged(weights):
            judgement = judge(
                trainer.model, self.exam, trainer.config.batch, trainer.config.losses, cancel, self.strip
            )
        if base:
            self.before = judgement.masks
        return judgement

    def previews(self, now: Judgement) -> tuple[Preview, ...]:
        return tuple(
            Preview(
                self.exam.dataset.examples[index],
                Mask.from_array(self.exam.show(index, 0).truth),
                Mask.from_array(before),
                Mask.from_array(mask),
            )
            for index, before, mask in zip(self.strip, self.before, now.masks, strict=True)
        )


def _epoch_made(
    state: RunState,
    config: TuningConfig,
    trainer: Trainer,
    judgement: Judgement,
    watch: _Watch,
    train_loss: float,
    seconds: float,
) -> EpochMade:
    waited = state.epoch - state.best_epoch
    memory = read_memory(trainer.device)
    return EpochMade(
        epoch=state.epoch,
        epochs=config.epochs,
        train_loss=train_loss,
        validation_loss=judgement.loss,
        miou=judgement.miou,
        miou_click=judgement.miou_click,
        miou_box=judgement.miou_box,
        is_best=state.best_epoch == state.epoch,
        best_epoch=state.best_epoch,
        patience_left=config.patience - waited if config.patience else -1,
        rate=trainer.rate,
        seconds=seconds,
        left_s=(config.epochs - state.epoch) * seconds,
        memory_mib=memory.gpu_peak_mib or memory.resident_mib,
        previews=watch.previews(judgement),
    )
