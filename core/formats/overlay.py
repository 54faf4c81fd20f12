"""Overlay: an MP4 of the media with the masks drawn over it, to look at."""

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np

from core.formats.contract import ExportJob, Format
from core.masks import Mask
from core.types import FrameRGB


def rgb_of(colour: str) -> tuple[int, int, int]:
    """(red, green, blue) of "#rrggbb"."""
    try:
        value = int(colour.removeprefix("#"), 16)
    except ValueError:
        value = 0xFF8000
    return value >> 16 & 255, value >> 8 & 255, value & 255


def draw(frame: FrameRGB, masks: dict[str, Mask] | list[tuple[str, Mask]], opacity: float) -> FrameRGB:
    """A copy of a frame with masks of given colours ("#rrggbb") over it, each with an outline."""
    picture = frame.copy()
    pairs = list(masks.items()) if isinstance(masks, dict) else masks
    for colour, mask in reversed(pairs):
        x0, y0, x1, y1 = mask.box_xyxy_px
        if x1 <= x0:
            continue
        inside = np.ascontiguousarray(mask.to_array()[y0:y1, x0:x1])
        box = picture[y0:y1, x0:x1]
        rgb = np.array(rgb_of(colour), dtype=np.float32)
        box[inside] = (box[inside] * (1 - opacity) + rgb * opacity).astype(np.uint8)
        outlines, _ = cv2.findContours(
            inside.astype(np.uint8), cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE, offset=(x0, y0)
        )
        cv2.drawContours(picture, outlines, -1, rgb_of(colour), max(1, round(frame.shape[0] / 480)))
    return picture


def write(job: ExportJob, folder: Path) -> Iterator[int]:
    """Write overlay.mp4, at the media's speed."""
    from core.media.writer import VideoWriter  # PyAV takes a while to import

    colours = {item.id: item.colour for item in job.objects}
    with VideoWriter(folder / "overlay.mp4", job.size_wh, pts_s=job.times_s) as video:
        for frame_index in job.frame_indices:
            masks = [(colours[object_id], mask) for object_id, mask in job.masks(frame_index).items()]
            video.write(draw(job.picture(frame_index), masks, job.options.opacity))
            yield frame_index


OVERLAY = Format(
    name="overlay", title="Overlay movie (MP4)", write=write, read=None, needs_frames=True,
    loss="A movie to look at; the masks cannot be read back from it.",
)  # fmt: skip
