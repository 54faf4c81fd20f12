"""The pictures that nano learns from, held on the training device as bytes.

Reads the layout of the data folder: `duts/{images,masks}` (stills) and
`davis2016/train/{JPEGImages,Annotations}/<sequence>` (films).
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor

HELD_OUT = ("dance-jump", "mallard-water", "scooter-gray", "swing")
"""Films kept out of training; the weights that ship are chosen on them."""

LEAST_PART = 0.01  # of the picture: smaller parts of a still's mask are no objects of their own


@dataclass(frozen=True)
class Stills:
    """Pictures with one mask each, squeezed to squares.

    `images` (N, 3, S, S) uint8 RGB; `labels` (N, S, S) uint8: 0 background, 1… the parts of the mask that do
    not touch; `boxes` (N, 4) float32: the whole mask's box as centre x, centre y, half width, half height in
    grid_sample's coordinates (-1 to 1); `aspects` (N,) float32: width over height before the squeeze.
    """

    images: Tensor
    labels: Tensor
    boxes: Tensor
    aspects: Tensor


@dataclass(frozen=True)
class Film:
    """One sequence: `frames` (T, 3, H, W) uint8 RGB and `masks` (T, H, W) uint8 0/1."""

    name: str
    frames: Tensor
    masks: Tensor


def _read_rgb(path: Path) -> np.ndarray:
    return cv2.cvtColor(cv2.imread(str(path), cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)


def _parts(mask: np.ndarray) -> np.ndarray:
    """Number the parts of a mask that do not touch; parts too small to be objects join the first."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8))
    parts = mask.astype(np.uint8)
    number = 1
    for component in np.argsort(-stats[1:, cv2.CC_STAT_AREA])[1:8] + 1 if count > 2 else ():
        if stats[component, cv2.CC_STAT_AREA] >= LEAST_PART * mask.size:
            number += 1
            parts[labels == component] = number
    return parts


def _read_still(
    image_path: Path, mask_path: Path, side: int
) -> tuple[np.ndarray, np.ndarray, list[float], float]:
    image = _read_rgb(image_path)
    height, width = image.shape[:2]
    mask = cv2.imread(str(mask_path), cv2.IMREAD_GRAYSCALE) > 127
    image = cv2.resize(image, (side, side), interpolation=cv2.INTER_AREA)
    labels = cv2.resize(_parts(mask), (side, side), interpolation=cv2.INTER_NEAREST)
    rows, columns = np.flatnonzero(labels.any(axis=1)), np.flatnonzero(labels.any(axis=0))
    if not len(rows):
        return image, labels, [0.0, 0.0, 1.0, 1.0], width / height
    (top, bottom), (left, right) = (rows[0], rows[-1] + 1), (columns[0], columns[-1] + 1)
    box = [(left + right) / side - 1, (top + bottom) / side - 1, (right - left) / side, (bottom - top) / side]
    return image, labels, box, width / height


def load_stills(root: Path, device: str, *, side: int = 320, limit: int | None = None) -> Stills:
    """Read `root/images/*` with the masks of the same name under `root/masks`."""
    images = sorted((root / "images").iterdir())[:limit]
    with ThreadPoolExecutor() as pool:
        read = list(pool.map(lambda p: _read_still(p, root / "masks" / f"{p.stem}.png", side), images))
    pictures, labels, boxes, aspects = zip(*read, strict=True)
    return Stills(
        torch.from_numpy(np.stack(pictures)).permute(0, 3, 1, 2).contiguous().to(device),
        torch.from_numpy(np.stack(labels)).to(device),
        torch.tensor(boxes, dtype=torch.float32, device=device),
        torch.tensor(aspects, dtype=torch.float32, device=device),
    )


def load_films(
    root: Path, device: str, *, only: tuple[str, ...] = (), without: tuple[str, ...] = ()
) -> list[Film]:
    """Read the sequences under `root/JPEGImages`, `only` some or all `without` some."""
    films = []
    with ThreadPoolExecutor() as pool:
        for folder in sorted((root / "JPEGImages").iterdir()):
            if folder.name in without or (only and folder.name not in only):
                continue
            frames = list(pool.map(_read_rgb, sorted(folder.iterdir())))
            paths = sorted((root / "Annotations" / folder.name).iterdir())
            masks = [cv2.imread(str(path), cv2.IMREAD_GRAYSCALE) > 127 for path in paths]
            films.append(
                Film(
                    folder.name,
                    torch.from_numpy(np.stack(frames)).permute(0, 3, 1, 2).contiguous().to(device),
                    torch.from_numpy(np.stack(masks).astype(np.uint8)).to(device),
                )
            )
    return films
