"""Changing a whole mask: holes, islands, edges. Pure: (height, width) bool in, another one out. Qt-free.

Islands hang together through sides and corners, holes through sides alone, so that a diagonal line of px
closes a hole.
"""

from collections.abc import Callable
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from core.types import MaskHW
from desktop.canvas.rect import EMPTY, Rect

MaskEdit: TypeAlias = Callable[[MaskHW], MaskHW]


def fill_holes(mask_hw: MaskHW, most_px: int | None = None) -> MaskHW:
    """Fill what the mask encloses; with `most_px` only holes of up to that many px."""
    box = covered_rect(mask_hw)
    filled = mask_hw.copy()
    if box.is_empty:
        return filled
    part = mask_hw[box.slices]
    labels, areas = _holes(part)
    wanted = areas > 0 if most_px is None else (areas > 0) & (areas <= most_px)
    filled[box.slices] |= wanted[labels]
    return filled


def fill_hole_at(mask_hw: MaskHW, x: int, y: int) -> MaskHW:
    """Fill the hole that holds the px (x, y); the same mask where there is none."""
    box = covered_rect(mask_hw)
    filled = mask_hw.copy()
    if not (box.x0 <= x < box.x1 and box.y0 <= y < box.y1) or mask_hw[y, x]:
        return filled
    labels, areas = _holes(mask_hw[box.slices])
    label = labels[y - box.y0, x - box.x0]
    if areas[label] > 0:
        filled[box.slices] |= labels == label
    return filled


def remove_island_at(mask_hw: MaskHW, x: int, y: int) -> MaskHW:
    """Take away the connected part that holds the px (x, y); the same mask where it is not set."""
    left = mask_hw.copy()
    height, width = mask_hw.shape
    if not (0 <= x < width and 0 <= y < height) or not mask_hw[y, x]:
        return left
    box = covered_rect(mask_hw)
    labels, _areas = _islands(mask_hw[box.slices])
    left[box.slices] &= labels != labels[y - box.y0, x - box.x0]
    return left


def remove_islands(mask_hw: MaskHW, most_px: int | None = None) -> MaskHW:
    """Take away all parts but the largest; with `most_px` all parts of up to that many px."""
    box = covered_rect(mask_hw)
    left = mask_hw.copy()
    if box.is_empty:
        return left
    labels, areas = _islands(mask_hw[box.slices])
    if most_px is None:
        kept = np.zeros(len(areas), dtype=np.bool_)
        kept[np.argmax(areas)] = True
    else:
        kept = areas > most_px
    kept[0] = False
    left[box.slices] = kept[labels]
    return left


def grow(mask_hw: MaskHW, px: int = 1) -> MaskHW:
    """Add everything within `px` of the mask."""
    box = covered_rect(mask_hw).grown(px).cut(_whole(mask_hw))
    grown = mask_hw.copy()
    if not box.is_empty:
        grown[box.slices] = cv2.dilate(_u8(mask_hw[box.slices]), _disc(px)) != 0
    return grown


def shrink(mask_hw: MaskHW, px: int = 1) -> MaskHW:
    """Take away everything within `px` of what is not the mask. The media's own border is no edge."""
    box = covered_rect(mask_hw).grown(1).cut(_whole(mask_hw))
    shrunk = mask_hw.copy()
    if not box.is_empty:
        shrunk[box.slices] = cv2.erode(_u8(mask_hw[box.slices]), _disc(px)) != 0
    return shrunk


def smooth(mask_hw: MaskHW, px: int = 3) -> MaskHW:
    """Round off corners and notches finer than `px`, keeping the edge where it is on the whole.

    A Gaussian of that width, cut at one half; parts thinner than about `px` go.
    """
    margin = 2 * px + 1
    box = covered_rect(mask_hw).grown(margin).cut(_whole(mask_hw))
    smoothed = mask_hw.copy()
    if not box.is_empty:
        part = _u8(mask_hw[box.slices]) * np.uint8(255)
        size = 2 * margin + 1
        blurred = cv2.GaussianBlur(part, (size, size), px * 0.6, borderType=cv2.BORDER_REPLICATE)
        smoothed[box.slices] = np.asarray(blurred) > 127
    return smoothed


def covered_rect(mask_hw: MaskHW) -> Rect:
    """The tight box of what is set; `EMPTY` for nothing."""
    rows = np.flatnonzero(mask_hw.any(axis=1))
    if len(rows) == 0:
        return EMPTY
    y0, y1 = int(rows[0]), int(rows[-1]) + 1
    columns = np.flatnonzero(mask_hw[y0:y1].any(axis=0))
    return Rect(int(columns[0]), y0, int(columns[-1]) + 1, y1)


def _whole(mask_hw: MaskHW) -> Rect:
    return Rect(0, 0, mask_hw.shape[1], mask_hw.shape[0])


def _islands(part: MaskHW) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Labels of the connected parts and the area of each; 0 is what is not set, with area 0."""
    count, labels = cv2.connectedComponents(_u8(part), connectivity=8)
    joined = np.asarray(labels, dtype=np.int32)
    areas = np.bincount(joined.ravel(), minlength=count)
    areas[0] = 0
    return joined, areas


def _holes(part: MaskHW) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Labels of what is not set and the area of each; 0 for what is set or reaches outside the box."""
    around = np.pad(~part, 1, constant_values=True)
    count, labels = cv2.connectedComponents(_u8(around), connectivity=4)
    joined = np.asarray(labels, dtype=np.int32)
    areas = np.bincount(joined.ravel(), minlength=count)
    areas[0] = 0
    areas[joined[0, 0]] = 0
    return joined[1:-1, 1:-1], areas


def _u8(mask_hw: MaskHW) -> NDArray[np.uint8]:
    return np.ascontiguousarray(mask_hw).view(np.uint8)


def _disc(px: int) -> NDArray[np.uint8]:
    """All px whose centre is within `px`."""
    along = np.arange(-px, px + 1)
    return (along[:, None] ** 2 + along[None] ** 2 <= px * px + px * 0.5).astype(np.uint8)
