"""What the model is bad at, in pictures that may be passed on: short scenes that are drawn here.

    python packaging/nano/drawn.py --out resources/models/nano-failures.jpg [--model nano]

Each scene is tracked from the first mask, or answered from one click, and shown as it began and at its worst
while more than half of the object is to be seen: what the model found in violet, the truth outlined in white.
`failures.py` shows the same of real films, which may only be looked at.
"""

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from failures import followed

from core.engine.loader import LoadedModel, load_model
from core.engine.prompts import ImagePrompt
from core.engine.segmenter import Segmenter
from core.formats.overlay import draw
from core.masks import Mask
from core.metrics.boundary import boundary
from core.metrics.clicks import click_amid
from core.metrics.region import jaccard
from core.types import FrameRGB, MaskHW

SIZE_WH = 640, 360
SHOWN_WH = 320, 180
FOUND, TRUTH = "#c030ff", "#ffffff"
Colour = tuple[int, int, int]


def clouds(seed: int, low: Colour, high: Colour) -> FrameRGB:
    """A background: soft spots between two colours, with a grain."""
    dice = np.random.default_rng(seed)
    spots = sum(cv2.resize(dice.random((n, 2 * n), np.float32), SIZE_WH) / n for n in (4, 9, 20, 45, 90))
    share = ((spots - spots.min()) / np.ptp(spots))[..., None]
    picture = share * np.array(low, np.float32) + (1 - share) * np.array(high, np.float32)
    return np.clip(picture + dice.normal(0, 6, picture.shape), 0, 255).astype(np.uint8)


def painted(frame: FrameRGB, mask: MaskHW, colour: Colour, light: tuple[float, float]) -> None:
    """Fill a mask with a colour that is lit from above, in place."""
    rows = np.linspace(light[0], light[1], frame.shape[0], dtype=np.float32)[:, None, None]
    lit = np.clip(rows * np.array(colour, np.float32), 0, 255)
    frame[mask] = np.broadcast_to(lit, frame.shape)[mask].astype(np.uint8)


def blob(x: float, y: float, half: tuple[float, float], angle: float = 0) -> MaskHW:
    mask = np.zeros(SIZE_WH[::-1], np.uint8)
    cv2.ellipse(mask, ((x, y), (2 * half[0], 2 * half[1]), angle), 1, -1)
    return mask.astype(np.bool_)


@dataclass(frozen=True)
class Scene:
    """`draw(frame_index)` gives a picture and its object's true mask; of one picture where `frames` is 1."""

    title: str
    frames: int
    draw: Callable[[int], tuple[FrameRGB, MaskHW]]

    @property
    def frame_count(self) -> int:
        return self.frames

    @property
    def size_wh(self) -> tuple[int, int]:
        return SIZE_WH

    def read(self, frame_index: int) -> FrameRGB:
        return self.draw(frame_index)[0]


def twins(number: int) -> tuple[FrameRGB, MaskHW]:
    """Two fish of one kind; the one that is followed swims up to the other and stays beside it."""
    frame = clouds(1, (40, 90, 120), (90, 150, 160))

    def fish(x: float, y: float) -> MaskHW:
        tail = np.zeros(SIZE_WH[::-1], np.uint8)
        cv2.fillPoly(tail, [np.array([(x - 95, y - 34), (x - 95, y + 34), (x - 45, y)], np.int32)], 1)
        return blob(x, y, (64, 34)) | tail.astype(np.bool_)

    other = fish(470, 190 + 4 * np.sin(number / 3))
    ours = fish(min(170 + 11 * number, 385), 165 + 4 * np.cos(number / 3))
    for mask in (other, ours):
        painted(frame, mask, (214, 120, 60), (1.2, 0.8))
    return frame, ours


def long_gone(number: int) -> tuple[FrameRGB, MaskHW]:
    """A beetle that goes behind a wall, and comes out far from there and turned."""
    frame = clouds(3, (150, 140, 110), (190, 180, 150))
    x, y, angle = (120 + 14 * number, 120, 0) if number < 22 else (640 - 13 * (number - 20), 290, 60)
    beetle = blob(x, y, (26, 17), angle)
    painted(frame, beetle, (70, 50, 40), (1.2, 0.8))
    wall = np.zeros(SIZE_WH[::-1], np.bool_)
    wall[:, 250:430] = True
    painted(frame, wall, (120, 90, 80), (1.1, 0.9))
    return frame, beetle & ~wall


def two_colours(_number: int) -> tuple[FrameRGB, MaskHW]:
    """A mushroom: the cap is of another colour than the stem."""
    frame = clouds(4, (50, 80, 40), (110, 140, 80))
    cap = blob(320, 140, (120, 70))
    cap[150:] = False
    stem = blob(320, 230, (38, 92))
    stem[:150] = False
    painted(frame, stem, (226, 214, 190), (1.1, 0.8))
    painted(frame, cap, (190, 40, 40), (1.3, 0.9))
    return frame, cap | stem


SCENES = (
    Scene("twins that touch, from the first mask", 40, twins),
    Scene("small, long gone, back elsewhere, from the first mask", 48, long_gone),
    Scene("two colours, from one click", 1, two_colours),
)


def answered(scene: Scene, loaded: LoadedModel) -> dict[int, Mask]:
    """The masks of a scene's frames, from the first one's, or of its only one from a click amid it."""
    first, truth = scene.draw(0)
    if scene.frames == 1:
        click = click_amid(truth)
        assert click is not None
        found = Segmenter(loaded).segment(first, ImagePrompt((click,)), frame_key=0)
        return {0: Mask.from_array(found.mask)}
    return followed(scene, 0, truth, loaded)


def row(scene: Scene, loaded: LoadedModel) -> FrameRGB:
    """The first frame with the truth, the worst with both, and a line above them."""
    masks = answered(scene, loaded)
    values = {i: jaccard(mask.to_array(), scene.draw(i)[1]) for i, mask in masks.items()}
    whole = np.count_nonzero(scene.draw(0)[1])
    seen = [i for i in values if np.count_nonzero(scene.draw(i)[1]) > whole / 2]
    worst = min(seen, key=values.__getitem__)
    pictures = []
    for index, mask in ((0, None), (worst, masks[worst])):
        picture, truth = scene.draw(index)
        if mask is not None:
            picture = draw(picture, {FOUND: mask}, 0.6)
        picture = draw(picture, {TRUTH: Mask.from_array(boundary(truth))}, 1.0)
        pictures.append(cv2.resize(picture, SHOWN_WH, interpolation=cv2.INTER_AREA))
    mean = f", mean {np.mean(list(values.values())):.2f}" if scene.frames > 1 else ""
    line = np.zeros((22, 2 * SHOWN_WH[0], 3), np.uint8)
    text = f"{scene.title}: frame {worst}, J {values[worst]:.2f}{mean}"
    cv2.putText(line, text, (6, 15), cv2.FONT_HERSHEY_SIMPLEX, 0.42, (255, 255, 255), 1, cv2.LINE_AA)
    print(text, flush=True)
    return np.vstack([line, np.hstack(pictures)])


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--model", default="nano")
    args = parser.parse_args()
    loaded = load_model(args.model, "cpu")
    sheet = np.vstack([row(scene, loaded) for scene in SCENES])
    cv2.imwrite(str(args.out), cv2.cvtColor(sheet, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, 82])


if __name__ == "__main__":
    main()
