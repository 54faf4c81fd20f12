"""Render the demo: a balloon that drifts over hills, behind a pine, with its true mask on every frame.

    python resources/demo/make_demo.py [FOLDER]

Writes demo.mp4 and truth.json (the masks as COCO run lengths, and where to click) beside this file, or into
FOLDER. Everything is computed and nothing photographed, so the demo is free of anybody's rights. Takes half a
minute.
"""

import json
import math
import sys
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from core.masks import Mask
from core.metrics.clicks import click_amid

WIDTH, HEIGHT, FPS, FRAMES = 640, 360, 25, 64
FINE = 2  # pictures are drawn this much finer and then averaged down, which smooths every edge
W, H = WIDTH * FINE, HEIGHT * FINE

Picture = NDArray[np.float32]  # (H, W, 3), linear in the eye's sense, 0 to 1
Plane = NDArray[np.float32]  # (H, W)

ROWS, COLUMNS = (axis.astype(np.float32) for axis in np.mgrid[0:H, 0:W])


def smooth(low: float, high: float, value: Plane) -> Plane:
    """0 below `low`, 1 above `high`, and an S between."""
    t = np.clip((value - low) / (high - low), 0, 1)
    return np.asarray(t * t * (3 - 2 * t), np.float32)


def noise(seed: int, width: int, height: int, cell: float, octaves: int = 5) -> Plane:
    """Clouds of values, about 0 to 1: grids of random numbers, each finer and weaker, added up."""
    random = np.random.default_rng(seed)
    total = np.zeros((height, width), np.float32)
    weight, sum_of_weights = 1.0, 0.0
    for _ in range(octaves):
        grid = random.random((int(height / cell) + 3, int(width / cell) + 3), dtype=np.float32)
        size = int(grid.shape[1] * cell), int(grid.shape[0] * cell)
        total += weight * cv2.resize(grid, size, interpolation=cv2.INTER_CUBIC)[:height, :width]
        sum_of_weights += weight
        weight, cell = weight * 0.55, max(cell / 2, 1.0)
    return total / np.float32(sum_of_weights)


def colour(*rgb: int) -> NDArray[np.float32]:
    """A colour from 0 to 255 as the pictures have it."""
    return np.array(rgb, np.float32) / np.float32(255)


def over(picture: Picture, paint: Picture | NDArray[np.float32], alpha: Plane) -> Picture:
    """Lay paint over a picture."""
    mixed: Picture = picture + (paint - picture) * alpha[..., None]
    return mixed


@dataclass(frozen=True)
class Ridge:
    """A range of hills: where its top runs, its colour near the top and far below, and its pace."""

    seed: int
    top: float
    rise: float
    near: tuple[int, int, int]
    far: tuple[int, int, int]
    pace: float
    grain: float


RIDGES = (
    Ridge(11, 0.60, 0.22, (150, 158, 190), (196, 190, 200), 0.25, 0.05),
    Ridge(12, 0.69, 0.15, (104, 130, 150), (150, 162, 158), 0.55, 0.08),
    Ridge(13, 0.79, 0.10, (84, 122, 92), (120, 150, 96), 1.1, 0.14),
    Ridge(14, 0.90, 0.07, (66, 104, 56), (118, 140, 62), 2.0, 0.20),
)


class Landscape:
    """Everything but the balloon. Wider than the picture: the camera moves along it."""

    def __init__(self) -> None:
        self.extra = 420
        self.clouds = noise(5, W + self.extra, H, 260, 6)
        self.tops = [self._top(ridge) for ridge in RIDGES]
        self.textures = [noise(ridge.seed + 50, W + self.extra, H, 40, 5) for ridge in RIDGES]
        self.pines = [
            Pine(1000 * FINE / 2, 1.36, 21),
            Pine(1560 * FINE / 2, 0.95, 22),
            Pine(60 * FINE / 2, 0.8, 23),
        ]

    def _top(self, ridge: Ridge) -> NDArray[np.float32]:
        line = noise(ridge.seed, W + self.extra, 8, 300, 7)[4]
        return np.asarray(H * (ridge.top - ridge.rise * (line - 0.5) * 2.2), np.float32)

    def sky(self, camera: float) -> Picture:
        """Evening light, a low sun, clouds."""
        height = (ROWS / H)[..., None]
        picture = (colour(92, 142, 206) * (1 - height) + colour(250, 214, 176) * height).astype(np.float32)
        distance = np.hypot(COLUMNS - 0.2 * W, ROWS - 0.5 * H) / H
        picture = over(
            picture, colour(255, 236, 190), (0.75 * np.exp(-((distance / 0.42) ** 2))).astype(np.float32)
        )
        clouds = shifted(self.clouds, 0.12 * camera)
        alpha = smooth(0.50, 0.68, clouds) * (1 - smooth(0.25, 0.62, ROWS / H)) * np.float32(0.85)
        shade = colour(255, 248, 240) * (0.86 + 0.14 * smooth(0.5, 0.75, clouds))[..., None]
        return over(picture, shade, alpha)

    def hills(self, picture: Picture, camera: float, shadow_xy: tuple[float, float]) -> Picture:
        """The ridges, far to near; the balloon's shadow lies on the nearest but one."""
        for number, ridge in enumerate(RIDGES):
            shift = ridge.pace * camera
            top = shifted(self.tops[number][None], shift)[0]
            depth = ROWS - top[None, :]
            texture = shifted(self.textures[number], shift)
            slope = smooth(0, 0.22 * H, depth)[..., None]
            ground = colour(*ridge.near) * (1 - slope) + colour(*ridge.far) * slope
            ground = ground * (1 + ridge.grain * 3 * (texture - 0.5))[..., None]
            if number == 2:
                ground = ground * (1 - 0.45 * ellipse(*shadow_xy, 0.06 * W, 0.02 * H))[..., None]
            picture = over(picture, ground.astype(np.float32), smooth(-1, 1, depth))
        return picture

    def foreground(self, camera: float) -> tuple[Picture, Plane]:
        """The pines: their picture and their coverage."""
        picture, alpha = np.zeros((H, W, 3), np.float32), np.zeros((H, W), np.float32)
        for pine in self.pines:
            paint, coverage = pine.draw(camera)
            picture, alpha = over(picture, paint, coverage), np.maximum(alpha, coverage)
        return picture, alpha


def shifted(wide: Plane, by: float) -> Plane:
    """The part of a wide plane that the camera sees, moved to a fraction of a pixel."""
    whole = math.floor(by)
    part = np.float32(by - whole)
    return wide[:, whole : whole + W] * (1 - part) + wide[:, whole + 1 : whole + 1 + W] * part


def ellipse(x: float, y: float, a: float, b: float) -> Plane:
    """A soft round spot."""
    return 1 - smooth(0.5, 1.3, np.hypot((COLUMNS - x) / a, (ROWS - y) / b))


@dataclass(frozen=True)
class Pine:
    """A tree in front of everything, at `x` along the landscape."""

    x: float
    size: float
    seed: int

    def draw(self, camera: float) -> tuple[Picture, Plane]:
        """Its picture and coverage."""
        random = np.random.default_rng(self.seed)
        x0 = self.x - 3.4 * camera
        top, bottom = H * (1.02 - 0.62 * self.size), H * 1.05
        alpha, light = np.zeros((H, W), np.float32), np.zeros((H, W), np.float32)
        if not -0.2 * W < x0 < 1.2 * W:
            return np.zeros((H, W, 3), np.float32), alpha
        along = np.clip((ROWS - top) / (bottom - top), 0, 1)
        ragged = noise(self.seed + 7, W, H, 14, 2)
        ragged = np.roll(ragged, round(x0), axis=1)
        side = (COLUMNS - x0) / W
        for tier in range(9):
            begin, end = tier / 10 - 0.01, tier / 10 + 0.19
            within = np.clip((along - begin) / (end - begin), 0, 1)
            reach = (0.018 + 0.062 * (tier + 1) / 9) * self.size * (0.93 + 0.14 * random.random())
            half = reach * within * (0.80 + 0.36 * ragged)
            covered = smooth(-0.0012, 0.0012, (half - np.abs(side)).astype(np.float32))
            covered *= (along > max(begin, 0)) * (within < 1)
            # Each tier is lit from the sun's side and dark below the one above it.
            lit = (0.45 + 0.55 * within) * (0.75 - 3.2 * side / max(self.size, 0.1)) * (0.6 + 0.8 * ragged)
            light = light + (lit.astype(np.float32) - light) * covered
            alpha = np.maximum(alpha, covered)
        trunk = smooth(-0.001, 0.001, (0.006 * self.size - np.abs(side)).astype(np.float32)) * (along > 0.93)
        alpha = np.maximum(alpha, trunk.astype(np.float32))
        light = np.clip(light, 0.12, 1.1)[..., None]
        return (colour(20, 44, 34) + colour(72, 92, 52) * light).astype(np.float32), alpha


GORES = (colour(214, 62, 46), colour(244, 186, 66), colour(36, 92, 140), colour(244, 232, 208))


@dataclass(frozen=True)
class Balloon:
    """An envelope of sewn gores, ropes and a basket; `size` is the envelope's height in fine pixels."""

    x: float
    y: float
    size: float
    lean: float
    spin: float

    def draw(self) -> tuple[Picture, Plane]:
        """Its picture and coverage."""
        cosine, sine = math.cos(self.lean), math.sin(self.lean)
        across = ((COLUMNS - self.x) * cosine + (ROWS - self.y) * sine) / self.size
        down = (-(COLUMNS - self.x) * sine + (ROWS - self.y) * cosine) / self.size + 0.5
        soft = 1.2 / self.size
        paint, alpha = self._envelope(across, down, soft)
        basket, covered = self._basket(across, down, soft)
        return over(paint, basket, covered), np.maximum(alpha, covered)

    def _envelope(self, across: Plane, down: Plane, soft: float) -> tuple[Picture, Plane]:
        v = np.clip(down, 0, 1)
        # Round above, drawn in to the mouth below.
        bulge = np.sqrt(np.clip(v * (2 * 0.46 - v), 0, None)) * (v < 0.46) + (v >= 0.46) * (
            0.46 - 0.40 * smooth(0.42, 1.06, v)
        )
        half = np.maximum(bulge * 0.96, 1e-4)
        u = np.clip(across / half, -1, 1)
        inside = (
            smooth(-soft, soft, half - np.abs(across))
            * smooth(-soft, soft, down)
            * smooth(-soft, soft, 1 - down)
        )
        longitude = np.arcsin(u) + self.spin
        gore = longitude / (2 * math.pi) * 16
        number = np.floor(gore).astype(int)
        zigzag = np.abs(gore - np.floor(gore) - 0.5).astype(np.float32)
        paint = np.zeros((H, W, 3), np.float32)
        band = (down > 0.38 + 0.08 * zigzag) & (down < 0.54 + 0.08 * zigzag)
        for index, shade in enumerate(GORES):
            plain = (number % 2 == index % 2) & (index < 2)
            paint[np.where(band, (number % 2 == index % 2) & (index >= 2), plain)] = shade
        paint[(down < 0.07) | (down > 0.93)] = GORES[2]
        seam = 1 - 0.30 * smooth(0.44, 0.5, zigzag)
        facing = np.sqrt(np.clip(1 - u * u, 0, 1))
        light = 0.50 + 0.42 * facing - 0.30 * u - 0.34 * (v - 0.35)
        gleam = np.exp(-(((u + 0.45) / 0.28) ** 2) - ((v - 0.24) / 0.16) ** 2)
        paint = paint * (light * seam)[..., None] + (0.30 * gleam)[..., None]
        return paint.astype(np.float32), inside.astype(np.float32)

    def _basket(self, across: Plane, down: Plane, soft: float) -> tuple[Picture, Plane]:
        top, bottom, half = 1.15, 1.27, 0.075
        inside = np.asarray(half - np.abs(across), np.float32)
        box = smooth(-soft, soft, inside) * smooth(-soft, soft, down - top)
        box *= smooth(-soft, soft, bottom - down)
        weave = 0.82 + 0.18 * np.sign(np.sin(across * 260) * np.sin(down * 260))
        rim = 1 - 0.4 * (np.abs(down - top) < 0.012)
        paint = colour(140, 92, 50) * (weave * rim * (0.95 - 2.4 * across))[..., None]
        ropes = np.zeros((H, W), np.float32)
        for start, end in ((-0.055, -0.07), (-0.02, -0.025), (0.02, 0.025), (0.055, 0.07)):
            at = start + (end - start) * (down - 1.0) / (top - 1.0)
            ropes = np.maximum(ropes, 1 - smooth(0.0075 - soft, 0.0075 + soft, np.abs(across - at)))
        ropes *= smooth(-soft, soft, down - 0.985) * smooth(-soft, soft, top + 0.01 - down)
        paint = paint * box[..., None] + colour(70, 52, 40) * (1 - box)[..., None]
        return paint.astype(np.float32), np.maximum(box, ropes).astype(np.float32)


def render(landscape: Landscape, frame_index: int) -> tuple[NDArray[np.uint8], NDArray[np.bool_]]:
    """One frame, (360, 640, 3) uint8 RGB, and where the balloon is seen on it, (360, 640) bool."""
    t = frame_index / (FRAMES - 1)
    camera = 150 * t * FINE / 2
    balloon = Balloon(
        x=W * (0.24 + 0.47 * t),
        y=H * (0.40 - 0.07 * math.sin(2.6 * t) + 0.012 * math.sin(11 * t)),
        size=H * (0.42 + 0.05 * t),
        lean=0.07 * math.sin(5 * t + 0.5),
        spin=0.9 * t,
    )
    far = Balloon(W * (0.80 - 0.03 * t), H * (0.27 + 0.02 * t), H * 0.11, 0.02, 0.4 - 0.5 * t)
    picture = landscape.sky(camera)
    paint, alpha = far.draw()
    picture = over(picture, paint * 0.72 + colour(220, 210, 205) * 0.28, alpha)
    picture = landscape.hills(picture, camera, (balloon.x + 0.08 * W, 0.84 * H))
    paint, seen = balloon.draw()
    picture = over(picture, paint, seen)
    pines, hidden = landscape.foreground(camera)
    picture = over(picture, pines, hidden)
    small = cv2.resize(np.clip(picture, 0, 1), (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA)
    grain = np.random.default_rng(frame_index).normal(0, 0.012, small.shape)
    frame = (np.clip(small + grain, 0, 1) * 255 + 0.5).astype(np.uint8)
    truth = cv2.resize(seen * (1 - hidden), (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA) >= 0.5
    return frame, truth


def write_video(path: Path, frames: list[NDArray[np.uint8]]) -> None:
    """H.264 that every player takes."""
    with av.open(str(path), "w", options={"movflags": "faststart"}) as container:
        stream = container.add_stream("libx264", rate=Fraction(FPS), options={"crf": "19", "preset": "slow"})
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        stream.thread_count = 1  # the same bytes, however many cores there are
        for frame in frames:
            container.mux(stream.encode(av.VideoFrame.from_ndarray(frame, format="rgb24")))
        container.mux(stream.encode())


def main(folder: Path) -> None:
    """Render and write."""
    landscape = Landscape()
    rendered = [render(landscape, frame_index) for frame_index in range(FRAMES)]
    click = click_amid(rendered[0][1])
    assert click is not None
    folder.mkdir(parents=True, exist_ok=True)
    write_video(folder / "demo.mp4", [frame for frame, _ in rendered])
    truth = {
        "object": "balloon",
        "size_wh": [WIDTH, HEIGHT],
        "click": [click.x, click.y],
        "counts": [Mask.from_array(mask).counts.decode("ascii") for _, mask in rendered],
    }
    (folder / "truth.json").write_text(json.dumps(truth, indent=0) + "\n", encoding="ascii")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent)
