"""Videos whose truth is known, and a model that is never wrong, for testing skipping by itself."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache

import cv2
import numpy as np

from core.cancel import CancelToken, NeverCancel
from core.masks import Mask
from core.skipping.intervals import FrameDone, SkippingRun
from core.skipping.keys import KeyMask
from core.skipping.policy import SkipPolicy
from core.skipping.scout import Scout
from core.types import Box, FrameRGB, MaskHW

SIZE_WH = (240, 160)

Shape = Callable[[int], MaskHW]


@lru_cache
def texture(seed: int, size_wh: tuple[int, int] = SIZE_WH, low: int = 0, high: int = 255) -> FrameRGB:
    """A picture with structure everywhere, so that motion shows."""
    width, height = size_wh
    noise = np.random.default_rng(seed).integers(low, high, (height // 4, width // 4, 3), dtype=np.uint8)
    return np.asarray(cv2.resize(noise, size_wh, interpolation=cv2.INTER_CUBIC), dtype=np.uint8)


def ellipse(x: float, y: float, axes: tuple[int, int] = (34, 22), angle: float = 0) -> MaskHW:
    """An ellipse, (H, W) bool."""
    picture = np.zeros(SIZE_WH[::-1], dtype=np.uint8)
    centre = (round(x * 16), round(y * 16))
    cv2.ellipse(picture, centre, (axes[0] * 16, axes[1] * 16), angle, 0, 360, 1, -1, cv2.LINE_8, 4)
    return picture.astype(np.bool_)


class Scene:
    """Objects that move over a background: a `FrameSource` with the truth beside it.

    Args:
        places: for each object and frame, where it is: (x, y, angle), or None where it is absent.
        backgrounds: the background of each frame, by seed; a change is a cut.
        shift: by how many pixels a frame the camera moves.
    """

    def __init__(
        self,
        *places: list[tuple[float, float, float] | None],
        backgrounds: list[int] | None = None,
        shift: float = 0.0,
        noise: float = 0.0,
    ) -> None:
        self.places = places
        self.frame_count = len(places[0])
        self.size_wh = SIZE_WH
        self.backgrounds = backgrounds or [1] * self.frame_count
        self.shift = shift
        self.noise = noise
        self.reads: list[int] = []

    def truth(self, object_id: int, frame_index: int) -> MaskHW:
        place = self.places[object_id - 1][frame_index]
        if place is None:
            return np.zeros(SIZE_WH[::-1], dtype=np.bool_)
        return ellipse(place[0], place[1], angle=place[2])

    def read(self, frame_index: int) -> FrameRGB:
        self.reads.append(frame_index)
        wide = texture(self.backgrounds[frame_index], (4 * SIZE_WH[0], SIZE_WH[1]), 60, 160)
        frame = moved(wide, -self.shift * frame_index, 0, 0)[:, : SIZE_WH[0]].copy()
        for number, places in enumerate(self.places):
            if (place := places[frame_index]) is not None:
                skin = texture(100 + number, (240, 160), 0, 255)
                shape = ellipse(place[0], place[1], angle=place[2])
                frame[shape] = moved(skin, place[0] - 120, place[1] - 80, place[2])[shape]
        if self.noise:
            grain = np.zeros(frame.shape, np.int8)
            cv2.setRNGSeed(frame_index)
            cv2.randn(grain, 0, self.noise)
            frame = np.asarray(cv2.add(frame, grain, dtype=cv2.CV_8U), dtype=np.uint8)
        return frame


def moved(picture: FrameRGB, dx: float, dy: float, angle: float) -> FrameRGB:
    """A picture turned about its centre (as `cv2.ellipse` turns) and moved."""
    height, width = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), -angle, 1)
    turn[:, 2] += dx, dy
    return np.asarray(cv2.warpAffine(picture, turn, (width, height), borderMode=cv2.BORDER_REFLECT), np.uint8)


class Truth:
    """`KeyFrames` that knows. Remembers what it was asked."""

    def __init__(self, scene: Scene, score: float = 1.0) -> None:
        self.scene = scene
        self.score = score
        self.found: list[int] = []
        self.settled: list[int] = []
        self.held: dict[int, Mapping[int, Box]] = {}

    def find(self, place: int) -> dict[int, KeyMask]:
        self.found.append(place)
        return self._masks(place)

    def hold(self, place: int, boxes: Mapping[int, Box]) -> dict[int, KeyMask]:
        assert self.found[-1] == place
        self.held[place] = boxes
        return self._masks(place)

    def _masks(self, place: int) -> dict[int, KeyMask]:
        masks = {i + 1: self.scene.truth(i + 1, place) for i in range(len(self.scene.places))}
        return {
            i: KeyMask(Mask.from_array(m), m, self.score, 9.0 if m.any() else -9.0) for i, m in masks.items()
        }

    def settle(self, place: int) -> None:
        self.settled.append(place)


class Run:
    """Everything that a skipping run said."""

    def __init__(self, scene: Scene, keys: Truth, done: list[FrameDone]) -> None:
        self.scene = scene
        self.keys = keys
        self.done = done

    @property
    def key_places(self) -> list[int]:
        return [frame.place for frame in self.done if frame.key]

    @property
    def fraction(self) -> float:
        return len(self.key_places) / len(self.done)

    def iou(self, place: int, object_id: int = 1) -> float:
        truth = Mask.from_array(self.scene.truth(object_id, place))
        return self.done[place].masks[object_id].mask.iou(truth)

    def worst(self, object_id: int = 1) -> float:
        return min(self.iou(frame.place, object_id) for frame in self.done)


@contextmanager
def skipping(
    scene: Scene,
    policy: SkipPolicy,
    keys: Truth,
    given: tuple[int, ...] = (),
    cancel: CancelToken | None = None,
) -> Iterator[SkippingRun]:
    token = cancel or NeverCancel()
    with Scout(scene.read, scene.frame_count, token) as scout:
        yield SkippingRun(
            keys,
            scout,
            policy,
            count=scene.frame_count,
            given=given,
            size_wh=scene.size_wh,
            cancel=token,
        )


def skip_through(
    scene: Scene, policy: SkipPolicy | None = None, given: tuple[int, ...] = (), score: float = 1.0
) -> Run:
    """Go through a scene; checks what holds for every run."""
    keys = Truth(scene, score)
    with skipping(scene, policy or SkipPolicy.auto(), keys, given) as run:
        done = list(run.frames())
    assert [frame.place for frame in done] == list(range(scene.frame_count))
    assert keys.settled == [frame.place for frame in done if frame.key]
    assert set(given) <= set(keys.settled)
    return Run(scene, keys, done)


def line(count: int, step: float, start: float = 50.0) -> list[tuple[float, float, float] | None]:
    """An object that goes to the right."""
    return [(start + step * t, 80.0, 0.0) for t in range(count)]
