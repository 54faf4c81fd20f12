"""The taught tensors, their optimiser, and one step."""

import contextlib
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TypeAlias

import numpy as np
import torch
from sam2.modeling.sam2_base import SAM2Base
from torch import Tensor

from core.engine.attention import Attending
from core.engine.loader import LoadedModel
from core.errors import TrainingError
from core.training.annotator import Points, Rngs, boxes_around, clicks_on, corrections
from core.training.config import TuningConfig
from core.training.decoding import Answer, answer, enlarged, taught_names
from core.training.dropout import Dropout
from core.training.embeddings import FeatureBatch
from core.training.judging import target_of_size, targets
from core.training.lesson import Shown
from core.training.losses import mask_loss
from core.training.run_state import RunState
from core.training.workers import Workers
from core.types import MaskHW
from core.wording import say

Prompter: TypeAlias = Callable[[Sequence[MaskHW], Rngs], Points]

BOX_SHARE = 0.5
"""How much of a batch begins with a box rather than a click."""

MOST_LEFT_OUT = 8
"""Steps in a row whose numbers may run away before the run ends."""


class Trainer:
    """Changes some tensors of a model in place until `give_back`.

    Everything random in a step comes from the seed, the epoch and the step's number, so nothing of it need be
    kept to go on with a run.
    """

    def __init__(
        self,
        loaded: LoadedModel,
        config: TuningConfig,
        steps_per_epoch: int,
        drops: Dropout,
        workers: Workers,
    ) -> None:
        self.model: SAM2Base = loaded.model
        self.device = loaded.device
        self._precision = loaded.precision
        self.config = config
        self.rate = 0.0
        self._dropout = drops
        self._workers = workers
        self._side = loaded.image_size
        self._steps_per_epoch = steps_per_epoch
        self._at_once = config.batch
        self._left_out = 0
        self._notes: list[str] = []
        parameters = dict(self.model.named_parameters())
        self._learnt_before = {name: p.requires_grad for name, p in parameters.items()}
        names = taught_names(self.model, config.parts, absent_shown=False)
        self._taught = {name: parameters[name] for name in names}
        self._base = {name: p.detach().clone() for name, p in self._taught.items()}
        for name, parameter in parameters.items():
            parameter.requires_grad_(name in self._taught)
        self._average = {name: p.clone() for name, p in self._base.items()} if config.average else {}
        self._optimiser = torch.optim.AdamW(
            list(self._taught.values()), lr=config.rate, weight_decay=config.weight_decay
        )

    @property
    def parameter_count(self) -> int:
        """How many numbers are taught."""
        return sum(p.numel() for p in self._taught.values())

    def take_notes(self) -> list[str]:
        """What happened since the last call that a person should know."""
        notes, self._notes = self._notes, []
        return notes

    def step(self, epoch: int, step: int, shown: Sequence[Shown], *, recalled: bool = False) -> float:
        """Learn from one batch, or from one whose features are `recalled` and which gets no prompt.

        Returns the loss, NaN where the step was left out.

        Raises:
            TrainingError: there is no memory even for one picture, or the numbers ran away for good.
        """
        self.rate = self._rate_at((epoch - 1) * self._steps_per_epoch + step)
        for group in self._optimiser.param_groups:
            group["lr"] = self.rate
        while True:
            try:
                loss = self._gradients(epoch, step, shown, recalled=recalled)
                break
            except (torch.OutOfMemoryError, MemoryError, RuntimeError) as error:
                if not is_out_of_memory(error):
                    raise
            # Outside the handler: the error's traceback holds the tensors that are too many.
            self._step_down()
        norm = torch.nn.utils.clip_grad_norm_(list(self._taught.values()), self.config.clip)
        if not (math.isfinite(loss) and bool(torch.isfinite(norm))):
            self._leave_out()
            return math.nan
        self._left_out = 0
        self._optimiser.step()
        self._follow((epoch - 1) * self._steps_per_epoch + step)
        return loss

    def _gradients(self, epoch: int, step: int, shown: Sequence[Shown], *, recalled: bool) -> float:
        """Sum the gradients of a batch, as many pictures at once as memory has room for."""
        seed = [self.config.seed, 3, epoch, step]
        rng = np.random.default_rng(seed)
        boxed = int(BOX_SHARE * len(shown) + rng.random())
        corrected = not recalled and rng.random() < self.config.corrected
        rounds = 1 + (1 + int(rng.integers(self.config.corrections)) if corrected else 0)
        asks: tuple[Prompter | None, ...] = (None, None) if recalled else (boxes_around, clicks_on)
        self.model.sam_mask_decoder.train()
        jobs = []
        for first, begin, end in zip(asks, (0, boxed), (boxed, len(shown)), strict=True):
            for start in range(begin, end, self._at_once):
                some = shown[start : min(start + self._at_once, end)]
                rngs = [np.random.default_rng([*seed, start + place]) for place in range(len(some))]
                dropped, share = int(rng.integers(2**62)), 1 / (len(shown) * rounds)
                jobs.append(partial(self._rounds, some, rngs, first, dropped, rounds=rounds, share=share))
        made = self._workers.run(jobs)
        sums = _summed([gradients for _, gradients in made])
        for parameter, gradient in zip(self._taught.values(), sums, strict=True):
            parameter.grad = gradient
        return sum(loss for loss, _ in made)

    def _rounds(
        self,
        shown: Sequence[Shown],
        rngs: list[np.random.Generator],
        first: Prompter | None,
        dropped: int,
        *,
        rounds: int,
        share: float,
    ) -> tuple[float, list[Tensor | None]]:
        """Prompt, answer, learn; click into the error and again. The neck learns once, from all rounds.

        Returns the loss and the gradients of what is taught, and changes nothing: others do the same beside.
        """
        self._dropout.begin(dropped, self.device)
        truths = [item.truth for item in shown]
        target = targets(shown, self.device)
        target = target_of_size(target, self._side // 2)
        points = first(truths, rngs).to(self.device) if first is not None else None
        taught = list(self._taught.values())
        previous: Tensor | None = None
        total = 0.0
        each: list[Sequence[Tensor | None]] = []
        with Attending():
            with self._autocast():
                seen = FeatureBatch.of([item.features for item in shown], self.model)
            features = seen.apart()
            for number in range(rounds):
                if previous is not None and points is not None:
                    masks = (enlarged(previous, self._side) > 0).cpu().numpy()
                    points = points.plus(corrections(list(masks), truths, rngs).to(self.device))
                with self._autocast():
                    given = answer(self.model, features, points, previous)
                loss = share * self._loss(given, target)
                each.append(torch.autograd.grad(loss, [*taught, *features.learning], allow_unused=True))
                total += float(loss.detach())
                previous = given.best() if number + 1 < rounds else None
        sums = _summed(each)
        passed_on = seen.passed_on(sums[len(taught) :], taught)
        return total, _summed([sums[: len(taught)], passed_on])

    def _loss(self, given: Answer, target: Tensor) -> Tensor:
        """Summed over the batch. Where the one mask that is asked for is shown only if it is stable, all four
        are taught as much.
        """
        weights = self.config.losses
        asked = mask_loss(
            self._large(given.logits), given.ious, given.object_logits, target, weights,
            others=self.config.others,
        )  # fmt: skip
        if given.every is None:
            return asked.sum()
        logits, ious = given.every
        every = mask_loss(self._large(logits), ious, given.object_logits, target, weights, others=1.0)
        return ((asked + every) / 2).sum()

    def _large(self, logits: Tensor) -> Tensor:
        return enlarged(logits, self._side // 2)

    def _autocast(self) -> contextlib.AbstractContextManager[object]:
        """Half precision where the model computes in it; the tensors that are taught stay exact.

        Without its cache of converted weights, which all threads would share.
        """
        return torch.autocast(
            self.device.type, self._precision, enabled=self._precision != torch.float32, cache_enabled=False
        )

    def _rate_at(self, step: int) -> float:
        config = self.config
        steps = config.epochs * self._steps_per_epoch
        rising = min(1.0, (step + 1) / (config.warm_up * steps)) if config.warm_up else 1.0
        if config.schedule == "constant":
            return config.rate * rising
        return config.rate * rising * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * step / steps)))

    @torch.no_grad()
    def _follow(self, step: int) -> None:
        """Move the average a little towards the weights; faster in the beginning."""
        keep = min(self.config.average, (1 + step) / (10 + step))
        for name, mean in self._average.items():
            mean.lerp_(self._taught[name], 1 - keep)

    def _step_down(self) -> None:
        self._optimiser.zero_grad(set_to_none=True)
        if self.device.type == "cuda":
            torch.cuda.empty_cache()
        if self._at_once == 1:
            raise TrainingError("There is not enough memory to train on even one picture at a time.")
        self._at_once = math.ceil(self._at_once / 2)
        self._notes.append(
            say(
                "Memory ran out: {some} of {all} pictures are now taken at a time. This only takes longer.",
                some=self._at_once,
                all=self.config.batch,
            )
        )

    def _leave_out(self) -> None:
        self._optimiser.zero_grad(set_to_none=True)
        self._left_out += 1
        if self._left_out >= MOST_LEFT_OUT:
            raise TrainingError(
                say(
                    "The numbers ran away {n} steps in a row at a learning rate of {rate:g}; "
                    "try a tenth of it.",
                    n=MOST_LEFT_OUT,
                    rate=self.config.rate,
                )
            )

    @contextlib.contextmanager
    def judged(self, weights: Mapping[str, Tensor] | None = None) -> Iterator[None]:
        """The model as it would be used now: with the average of the weights, where there is one; or as it
        would be with other weights.
        """
        shown = self._average if weights is None else weights
        now = {name: p.detach().clone() for name, p in self._taught.items()} if shown else {}
        self._put(shown)
        try:
            with self._autocast():
                yield
        finally:
            self._put(now)

    def kept_weights(self) -> dict[str, Tensor]:
        """A copy of the weights that would be kept now, float32 on the CPU."""
        source = self._average or self._taught
        return {name: value.detach().cpu().clone() for name, value in source.items()}

    def base_weights(self) -> dict[str, Tensor]:
        """A copy of what is taught as it was before, float32 on the CPU."""
        return {name: value.detach().cpu().clone() for name, value in self._base.items()}

    def save_into(self, state: RunState) -> None:
        """Put everything that later steps depend on into the state."""
        state.weights = {name: p.detach().cpu().clone() for name, p in self._taught.items()}
        state.average = {name: value.cpu().clone() for name, value in self._average.items()}
        state.optimiser = self._optimiser.state_dict()

    def restore(self, state: RunState) -> None:
        """Go on where a saved state was made."""
        self._put(state.weights)
        for name, value in state.average.items():
            self._average[name].copy_(value)
        self._optimiser.load_state_dict(state.optimiser)

    def give_back(self) -> None:
        """Leave the model as it was found."""
        self._optimiser.zero_grad(set_to_none=True)
        self._put(self._base)
        for name, parameter in self.model.named_parameters():
            parameter.requires_grad_(self._learnt_before[name])
        self.model.eval()

    @torch.no_grad()
    def _put(self, weights: Mapping[str, Tensor]) -> None:
        for name, value in weights.items():
            self._taught[name].copy_(value)


def _summed(each: Sequence[Sequence[Tensor | None]]) -> list[Tensor | None]:
    """Gradients of the same tensors added up, in order; None where there is none."""
    sums = list(each[0])
    for gradients in each[1:]:
        for place, gradient in enumerate(gradients):
            own = sums[place]
            sums[place] = gradient if own is None else own if gradient is None else own + gradient
    return sums


def is_out_of_memory(error: BaseException) -> bool:
    """Whether an error means that memory ran out, on a GPU or (as torch says it) on the processor."""
    if isinstance(error, torch.OutOfMemoryError | MemoryError):
        return True
    text = str(error).lower()
    return "out of memory" in text or "can't allocate memory" in text
