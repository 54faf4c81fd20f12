import numpy as np
import pytest

from core.document.document import Mark, MediaRef, Overlap, ProjectSettings, SegObject
from core.formats.source import PlainMasks
from core.masks import Mask
from core.types import Origin, State

HEIGHT, WIDTH, FRAMES = 33, 47, 12


def hard_masks():
    """Three objects with what formats lose: holes, overlaps, empty frames, one-pixel islands, full frames."""
    rng = np.random.default_rng(5)
    masks = {}
    yy, xx = np.mgrid[:HEIGHT, :WIDTH]
    for frame in range(FRAMES):
        ring = np.hypot(yy - 15, xx - 12 - frame) < 10
        ring &= np.hypot(yy - 15, xx - 12 - frame) > 4
        ring[30, 40] = ring[0, 0] = ring[HEIGHT - 1, WIDTH - 1] = True
        masks[1, frame] = ring
        masks[4, frame] = (abs(yy - 14) < 8) & (abs(xx - 20) < 9) & ~((yy == 14) & (xx == 20))
        if frame % 3 != 1:
            masks[7, frame] = rng.random((HEIGHT, WIDTH)) < (0.4 if frame % 2 else 0.02)
    masks[1, 5] = np.zeros((HEIGHT, WIDTH), bool)
    masks[4, 6] = np.ones((HEIGHT, WIDTH), bool)
    del masks[4, 9], masks[1, 9], masks[7, 9]
    return {place: Mask.from_array(mask) for place, mask in masks.items()}


def hard_source(overlap, masks=None):
    masks = hard_masks() if masks is None else masks
    marks = {
        (i, frame): Mark(
            Origin.FILLED if frame % 2 else Origin.INFERRED, State.APPROVED if i == 4 else State.DRAFT
        )
        for i, frame in masks
    }
    return PlainMasks(
        media=MediaRef("clip.mp4", "/videos/my clip.mp4", "f00d", FRAMES, WIDTH, HEIGHT, 12.5),
        objects={
            7: SegObject(7, "confetti / ü", "stuff", "#0000ff"),
            1: SegObject(1, "ring", "toy", "#ff0000"),
            4: SegObject(4, "frame", "toy", "#00ff00"),
        },
        mask_of=masks,
        mark_of=marks,
        settings=ProjectSettings(overlap, ("toy", "unused")),
    )


class Pictures:
    """The media, with another picture for each frame."""

    frame_count, size_wh = FRAMES, (WIDTH, HEIGHT)

    def read(self, frame_index):
        return np.full((HEIGHT, WIDTH, 3), (frame_index * 20, 100, 200), np.uint8)

    def pts_s(self, frame_index):
        return frame_index * 0.08 + 0.01


@pytest.fixture(params=[Overlap.EXCLUSIVE, Overlap.ALLOWED])
def source(request):
    return hard_source(request.param)


@pytest.fixture
def exclusive():
    return hard_source(Overlap.EXCLUSIVE)


@pytest.fixture
def pictures():
    return Pictures()
