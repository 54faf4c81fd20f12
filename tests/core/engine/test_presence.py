"""Whether what is found is the object, judged by its looks."""

import math
from dataclasses import replace
from functools import partial

import numpy as np
import pytest
import torch

from core.cancel import NeverCancel
from core.engine.embedding import Asked, ImageEmbedding, decode, embed, without_memory
from core.engine.loader import LoadedModel
from core.engine.presence import Appearance, presence_logit
from core.engine.prompts import squash
from core.engine.registry import PresenceWeights
from core.engine.view import View
from core.masks import Mask
from core.tracking.request import FrameTracked, ObjectPrompts, TrackRequest
from core.tracking.tracker import track
from core.types import FramePrompt, FrameRGB, MaskHW


def embedding(left: list[float], right: list[float]) -> ImageEmbedding:
    """A picture whose halves have these features, on two levels."""
    levels = []
    for side in (8, 4):
        cells = torch.tensor([left] * (side // 2) + [right] * (side // 2))  # one row
        levels.append(cells.repeat(side, 1)[:, None])
    return ImageEmbedding(tuple(levels), torch.zeros(16, 1, 2), ((8, 8), (4, 4)), View.whole((80, 80)))


LEFT = torch.full((1, 1, 8, 8), -5.0)
LEFT[..., :4] = 5.0


def test_an_appearance_is_of_the_object_and_of_what_sets_it_apart() -> None:
    seen = Appearance.of(embedding([3.0, 4.0], [3.0, 0.0]), LEFT)
    for level in seen.levels:
        assert level[0].tolist() == pytest.approx([0.6, 0.8])
        assert level[1].tolist() == pytest.approx([0.0, 1.0])


def test_likeness_is_to_the_one_that_is_most_alike() -> None:
    picture = embedding([1.0, 0.0], [0.0, 1.0])
    seen = Appearance.of(picture, LEFT)
    other = Appearance.of(picture, -LEFT)
    assert seen.likeness([other])[:, 0].tolist() == pytest.approx([0.0, 0.0])
    assert seen.likeness([other])[:, 1].tolist() == pytest.approx([-1.0, -1.0])
    assert seen.likeness([other, seen]).flatten().tolist() == pytest.approx([1.0] * 4)


def test_nothing_is_like_nothing() -> None:
    picture = embedding([1.0, 0.0], [0.0, 1.0])
    nothing = Appearance.of(picture, torch.full_like(LEFT, -5.0))
    assert nothing.likeness([Appearance.of(picture, LEFT)]).abs().max() == 0
    assert all(math.isfinite(float(value)) for level in nothing.levels for value in level.flatten())


def test_the_verdict_weighs_what_the_model_says_with_the_likeness() -> None:
    weights = PresenceWeights(-2.0, 0.5, 2.0, 4.0, ((1.0, 0.0), (0.0, 3.0)))
    likeness = torch.tensor([[0.5, 9.0], [9.0, 1.0]])
    said = presence_logit(weights, 4.0, 0.25, -0.5, likeness)
    assert said == pytest.approx(-2.0 + 2.0 + 0.5 - 2.0 + 0.5 + 3.0)


class Cuts:
    """A red disc that moves before a wall, interrupted by another scene with a green one in its place."""

    frame_count = 12
    size_wh = (480, 320)
    away = range(5, 9)

    def __init__(self) -> None:
        noise = np.random.default_rng(5)
        self._walls = [
            np.kron(noise.integers(60, 200, (20, 30, 3)), np.ones((16, 16, 1))).astype(np.uint8)
            for _ in range(2)
        ]
        self._rows, self._columns = np.ogrid[:320, :480]

    def disc(self, frame_index: int) -> MaskHW:
        middle = 160 + 6 * frame_index
        return np.asarray((self._columns - middle) ** 2 + (self._rows - 160) ** 2 <= 50**2)

    def truth(self, frame_index: int) -> MaskHW:
        return self.disc(frame_index) & (frame_index not in self.away)

    def read(self, frame_index: int) -> FrameRGB:
        away = frame_index in self.away
        frame = self._walls[away].copy()
        frame[self.disc(frame_index)] = (30, 160, 60) if away else (250, 40, 30)
        return frame


def followed(frames: Cuts, loaded: LoadedModel) -> dict[int, Mask]:
    first = ObjectPrompts(1, (FramePrompt(0, mask=Mask.from_array(frames.truth(0))),))
    request = TrackRequest((first,), 0, frames.frame_count - 1)
    events = track(frames, loaded, request, NeverCancel())
    return {e.frame_index: e.masks[1].mask for e in events if isinstance(e, FrameTracked)}


def test_after_a_cut_nothing_is_taken_for_the_object_and_then_it_is_found_again(nano: LoadedModel) -> None:
    frames = Cuts()
    found = followed(frames, nano)
    assert [i for i, mask in found.items() if mask.is_empty] == list(frames.away)
    for frame_index in set(range(12)).difference(frames.away):
        assert found[frame_index].iou(Mask.from_array(frames.truth(frame_index))) > 0.7, frame_index
    trusting = replace(nano, base=replace(nano.base, judges_presence=False))
    assert not all(followed(frames, trusting)[i].is_empty for i in frames.away)


def test_masks_are_given_from_the_score_on_that_is_asked_for_and_the_score_stays(nano: LoadedModel) -> None:
    view = View.whole(Cuts.size_wh)
    with nano.autocast():
        embedding = embed(nano, squash(Cuts().read(0), nano.image_size), view)
        features = without_memory(nano.model, embedding)
        asked = partial(decode, nano.model, features, embedding, Asked.nothing(nano.model, 1), True)
        hidden, shown = asked(shown_from=100.0), asked(shown_from=-100.0)
        plain = asked()
    assert float(hidden.logits.max()) == -1024.0
    assert float(shown.logits.max()) > -1000.0
    assert torch.allclose(hidden.object_logits, plain.object_logits, atol=1e-3)
    assert torch.allclose(shown.object_logits, plain.object_logits, atol=1e-3)
