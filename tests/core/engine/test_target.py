"""What is learnt of the object while it is tracked."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
import torch
import torch.nn.functional as F

from core.cancel import NeverCancel
from core.engine.edges import EdgeGuide
from core.engine.loader import LoadedModel
from core.engine.target import (
    EVERY,
    GRID,
    LEVEL,
    Cells,
    Evidence,
    TargetModel,
    in_agreement,
    without_faint_islands,
)
from core.masks import Mask
from core.tracking.request import FrameTracked, ObjectPrompts, TrackRequest
from core.tracking.tracker import track
from core.types import FramePrompt, FrameRGB, MaskHW

SIZES = (96, 48, 24)


def dull(side: int) -> torch.Tensor:
    """Features that say nothing of a picture."""
    return torch.randn(side * side, 1, 4, generator=torch.Generator().manual_seed(side))


def cells_of(picture: FrameRGB) -> Cells:
    """As the learner sees a picture of which the model's features say nothing."""
    return Cells([dull(side) for side in SIZES], [(side, side) for side in SIZES], EdgeGuide.of(picture))


def picture_of(mask: MaskHW, *, object_rgb: tuple[int, int, int], noise: int = 20) -> FrameRGB:
    """The object before grey."""
    speckle = np.random.default_rng(3).integers(-noise, noise + 1, (*mask.shape, 3))
    colours = np.where(mask[..., None], np.array(object_rgb), np.array((128, 128, 128)))
    return np.clip(colours + speckle, 0, 255).astype(np.uint8)


def disc(x: int, y: int, radius: int = 60, side: int = 384) -> MaskHW:
    rows, columns = np.ogrid[:side, :side]
    return np.asarray((columns - x) ** 2 + (rows - y) ** 2 <= radius**2)


def logits_of(mask: MaskHW) -> torch.Tensor:
    small = cv2.resize(mask.astype(np.float32), (GRID, GRID), interpolation=cv2.INTER_AREA)
    return torch.from_numpy(20 * small - 10)[None, None]


RED = (200, 40, 40)
NOT_SURE = torch.full((1, 1, GRID, GRID), -0.1)


def test_cells_are_the_enlarged_level_and_the_reduced_picture_and_every_second_is_learnt_from() -> None:
    picture, side = picture_of(disc(130, 150), object_rgb=RED), SIZES[LEVEL]
    cells = cells_of(picture)
    parts = cells.described.view(-1, EVERY**2, GRID // EVERY, GRID // EVERY)
    grid = F.pixel_shuffle(parts, EVERY)[:, 0]
    level = dull(side)[:, 0].T.reshape(1, 4, side, side)
    enlarged = F.interpolate((level - level.mean()) / level.std(), size=(GRID, GRID), mode="bilinear")[0]
    assert torch.allclose(grid[:4], enlarged, atol=1e-5)
    for channel, colour in enumerate(EdgeGuide.of(picture).colours):
        reduced = cv2.resize(colour, (GRID, GRID), interpolation=cv2.INTER_AREA)
        assert torch.allclose(grid[4 + channel], 4 * torch.from_numpy(reduced) - 2, atol=1e-5)
    assert torch.equal(cells.learnt_from, grid[:, ::EVERY, ::EVERY].flatten(1))


def test_what_looks_like_the_object_is_told_where_it_has_gone() -> None:
    here, there = disc(130, 150), disc(270, 220)
    evidence = Evidence.of(cells_of(picture_of(here, object_rgb=RED)), logits_of(here))
    assert evidence is not None
    target = TargetModel.fitted([evidence])
    values = target.values(cells_of(picture_of(there, object_rgb=RED)))
    found = values.heard(NOT_SURE, 0.0)[0, 0] > 0
    truth = logits_of(there)[0, 0] > 0
    assert float((found & truth).sum() / (found | truth).sum()) > 0.9


def test_it_is_heard_less_the_surer_the_model_is_and_the_more_alike_the_two_sides_are() -> None:
    here = disc(190, 190)

    def said(object_rgb: tuple[int, int, int], predicted_iou: float) -> float:
        cells = cells_of(picture_of(here, object_rgb=object_rgb))
        evidence = Evidence.of(cells, logits_of(here))
        assert evidence is not None
        added = TargetModel.fitted([evidence]).values(cells).heard(NOT_SURE, predicted_iou) - NOT_SURE
        return float(added[logits_of(here) > 0].mean())

    assert said(RED, 0.5) == pytest.approx(said(RED, 0.8)) == pytest.approx(2 * said(RED, 0.9))
    assert said(RED, 1.0) == 0
    assert 0 < 4 * said((135, 135, 135), 0.5) < said(RED, 0.5)


def test_a_side_counts_the_same_however_large_it_is() -> None:
    small, large = disc(190, 190, 15), disc(190, 190, 120)
    for mask in (small, large):
        evidence = Evidence.of(cells_of(picture_of(mask, object_rgb=RED)), logits_of(mask))
        assert evidence is not None
        constant = SIZES.index(48) * 4 + 9
        on_object_less_beside = float(evidence.answers[constant])
        assert abs(on_object_less_beside) < 0.02 * evidence.weight


def test_an_empty_mask_teaches_nothing() -> None:
    assert Evidence.of(cells_of(picture_of(disc(190, 190), object_rgb=RED)), NOT_SURE) is None


def test_older_frames_count_less() -> None:
    cells = cells_of(picture_of(disc(190, 190), object_rgb=RED))
    evidence = Evidence.of(cells, logits_of(disc(190, 190)))
    assert evidence is not None
    both = evidence.after(evidence)
    assert evidence.weight < both.weight < 2 * evidence.weight
    assert evidence.after(None) is evidence


class Pair:
    """A red thing half over a green one of its shape slides past a wall; the red one is followed."""

    frame_count = 8
    size_wh = (480, 320)

    def __init__(self) -> None:
        noise = np.random.default_rng(8)
        self._wall = np.kron(noise.integers(60, 190, (20, 30, 3)), np.ones((16, 16, 1))).astype(np.uint8)

    def truth(self, frame_index: int) -> MaskHW:
        return self._drawn(frame_index, (-60, 0), (60, 30))

    def read(self, frame_index: int) -> FrameRGB:
        frame = self._wall.copy()
        frame[self._drawn(frame_index, (-20, 0), (60, 30))] = (40, 150, 70)
        frame[self.truth(frame_index)] = (190, 50, 60)
        return frame

    def _drawn(self, frame_index: int, at: tuple[int, int], half: tuple[int, int]) -> MaskHW:
        mask = np.zeros((320, 480), dtype=np.uint8)
        middle = (160 + at[0] + 14 * frame_index, 130 + at[1] + (frame_index % 3) * 8)
        cv2.ellipse(mask, middle, half, 25 * frame_index, 0, 360, 1, -1)
        return mask.astype(np.bool_)


def followed(frames: Pair, loaded: LoadedModel) -> list[float]:
    first = ObjectPrompts(1, (FramePrompt(0, mask=Mask.from_array(frames.truth(0))),))
    request = TrackRequest((first,), 0, frames.frame_count - 1)
    events = [e for e in track(frames, loaded, request, NeverCancel()) if isinstance(e, FrameTracked)]
    return [e.masks[1].mask.iou(Mask.from_array(frames.truth(e.frame_index))) for e in events[1:]]


def test_what_is_learnt_of_an_object_keeps_apart_what_hangs_together_with_it(nano: LoadedModel) -> None:
    frames = Pair()
    alone = followed(frames, replace(nano, base=replace(nano.base, learns_target=False)))
    helped = followed(frames, nano)
    assert np.mean(helped) > 0.78
    assert np.mean(helped) > np.mean(alone) + 0.04


def test_an_answer_is_brought_to_agree_with_itself() -> None:
    truth = disc(190, 190)
    cells = cells_of(picture_of(truth, object_rgb=RED))
    answer = logits_of(truth) / 2
    answer[..., 40:46, 40:46] = -0.2  # a piece is missing
    answer[..., 5:10, 80:90] = 0.2  # and one of what is around is taken in
    agreed = in_agreement(cells, answer, 0.5)[0, 0] > 0
    expected = logits_of(truth)[0, 0] > 0
    assert float((agreed & expected).sum() / (agreed | expected).sum()) > 0.97
    assert torch.equal(in_agreement(cells, NOT_SURE, 0.5), NOT_SURE)
    assert torch.equal(in_agreement(cells, answer, 1.0), answer)


def test_faint_islands_are_not_kept_but_where_nothing_is_surer() -> None:
    logits = torch.full((1, 1, GRID, GRID), -3.0)
    logits[..., 10:20, 10:20] = 6.0
    logits[..., 30:40, 30:40] = 2.5  # behind a pole
    logits[..., 60:80, 60:80] = 1.5
    kept = without_faint_islands(logits)[0, 0] > 0
    assert kept[15, 15] and kept[35, 35] and not kept[70, 70]
    logits[..., 10:40, 10:40] = -3.0
    logits[..., 60:80, 20:30] = 1.0
    assert torch.equal(without_faint_islands(logits), logits)
