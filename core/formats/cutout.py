"""Cut-outs: the media's own pixels where the masks are, and nothing where they are not.

A PNG with transparency for each frame, or (`cutout-movie`) one ProRes 4444 movie.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.formats.contract import ExportJob, Format
from core.formats.pictures import frame_name, write_rgba
from core.wording import marked


def cut(job: ExportJob, frame_index: int) -> NDArray[np.uint8]:
    """(H, W, 4) RGBA of a frame: all its objects together; where they are not, colour and alpha are 0."""
    width, height = job.size_wh
    inside = np.zeros((height, width), dtype=np.bool_)
    for mask in job.masks(frame_index).values():
        inside |= mask.to_array()
    rgba = np.zeros((height, width, 4), dtype=np.uint8)
    rgba[inside, :3] = job.picture(frame_index)[inside]
    rgba[inside, 3] = 255
    return rgba


def write(job: ExportJob, folder: Path) -> Iterator[int]:
    """Write 00000.png for each frame."""
    for frame_index in job.frame_indices:
        write_rgba(folder / f"{frame_name(frame_index)}.png", cut(job, frame_index))
        yield frame_index


def write_movie(job: ExportJob, folder: Path) -> Iterator[int]:
    """Write cutout.mov."""
    from core.media.writer import VideoWriter  # PyAV takes a while to import

    with VideoWriter(folder / "cutout.mov", job.size_wh, pts_s=job.times_s, alpha=True) as video:
        for frame_index in job.frame_indices:
            video.write(cut(job, frame_index))
            yield frame_index


_LOSS = marked("Pictures to work with; the objects cannot be told apart in them, nor read back.")
CUTOUT = Format(
    name="cutout", title="Cut-outs (PNG with alpha)", write=write, read=None, needs_frames=True, loss=_LOSS
)  # fmt: skip
CUTOUT_MOVIE = Format(
    name="cutout-movie", title="Cut-out movie (ProRes 4444)", write=write_movie, read=None, needs_frames=True,
    loss=_LOSS,
)  # fmt: skip
