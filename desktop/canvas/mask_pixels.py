"""A mask decoded for showing and painting: only the part of the media that it covers. Qt-free."""

import cv2
import numpy as np
from numpy.typing import NDArray

from core.masks import Mask
from desktop.canvas.pyramid import ALIGN, Pyramid
from desktop.canvas.rect import EMPTY, Rect


def decode(mask: Mask) -> Pyramid:
    """The mask's own box, grown to whole multiples of `ALIGN`: uint8, 0 or 255."""
    box = Rect(*mask.box_xyxy_px)
    if box.is_empty:
        return Pyramid(np.zeros((ALIGN, ALIGN), dtype=np.uint8))
    x0, y0 = box.x0 // ALIGN * ALIGN, box.y0 // ALIGN * ALIGN
    x1, y1 = -(-box.x1 // ALIGN) * ALIGN, -(-box.y1 // ALIGN) * ALIGN
    pixels = np.zeros((y1 - y0, x1 - x0), dtype=np.uint8)
    pixels[box.moved(-x0, -y0).slices] = _decode_box(mask, box)
    return Pyramid(pixels, (x0, y0))


def decode_whole(mask: Mask | None, media_wh: tuple[int, int]) -> Pyramid:
    """All of the media, to paint on: uint8, 0 or 255. None: empty."""
    width, height = media_wh
    pixels = np.zeros((height, width), dtype=np.uint8)
    box = painted_rect(mask)
    if mask is not None and not box.is_empty:
        pixels[box.slices] = _decode_box(mask, box)
    return Pyramid(pixels)


def painted_rect(mask: Mask | None) -> Rect:
    """The media px that a mask covers; `EMPTY` for none."""
    return EMPTY if mask is None else Rect(*mask.box_xyxy_px)


def _decode_box(mask: Mask, box: Rect) -> NDArray[np.uint8]:
    """The px in the mask's own box, 0 or 255; costs time for the box's columns, not for the frame."""
    first = box.x0 * mask.height
    steps = np.zeros(box.width * mask.height + 1, dtype=np.int8)
    edges = np.minimum(mask.edges() - first, len(steps) - 1)  # none lies before the box
    np.add.at(steps, edges[0::2], np.int8(1))
    np.add.at(steps, edges[1::2], np.int8(-1))
    on = np.cumsum(steps[:-1], dtype=np.int8).view(np.uint8).reshape(box.width, mask.height)
    upright = cv2.transpose(on[:, box.y0 : box.y1])
    return np.asarray(upright * np.uint8(255))
