import struct

import numpy as np
import pytest

from core.media.orientation import Orientation

STORED = np.arange(2 * 3 * 3, dtype=np.uint8).reshape(2, 3, 3)
EXIF = {
    1: STORED,
    2: STORED[:, ::-1],
    3: STORED[::-1, ::-1],
    4: STORED[::-1],
    5: STORED.transpose(1, 0, 2),
    6: STORED[::-1].transpose(1, 0, 2),
    7: STORED[::-1, ::-1].transpose(1, 0, 2),
    8: STORED[:, ::-1].transpose(1, 0, 2),
}
"""What each of EXIF's orientations asks for: rows and columns reversed first, then exchanged."""


@pytest.mark.parametrize("tag", EXIF)
def test_exif(tag: int) -> None:
    orientation = Orientation.from_exif(tag)
    upright = orientation.apply(STORED)
    assert np.array_equal(upright, EXIF[tag])
    assert orientation.size_wh(3, 2) == (upright.shape[1], upright.shape[0])
    assert upright.flags.c_contiguous


def test_unknown_exif_is_upright() -> None:
    assert Orientation.from_exif(0) == Orientation.from_exif(99) == Orientation()


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("turns", range(4))
def test_display_matrix_moves_pixels_where_it_says(turns: int, mirrored: bool) -> None:
    cos, sin = [(1, 0), (0, 1), (-1, 0), (0, -1)][turns]  # turned clockwise
    a, b, c, d = (-cos if mirrored else cos), (-sin if mirrored else sin), -sin, cos
    matrix = struct.pack("=9i", a << 16, b << 16, 0, c << 16, d << 16, 0, 0, 0, 1 << 30)
    upright = Orientation.from_display_matrix(matrix).apply(STORED)
    height, width = STORED.shape[:2]
    corners = [(a * x + c * y, b * x + d * y) for x in (0, width - 1) for y in (0, height - 1)]
    left, top = min(x for x, _ in corners), min(y for _, y in corners)
    for y in range(height):
        for x in range(width):
            moved_x, moved_y = a * x + c * y - left, b * x + d * y - top
            assert np.array_equal(upright[moved_y, moved_x], STORED[y, x])


def test_senseless_display_matrix_is_upright() -> None:
    assert Orientation.from_display_matrix(bytes(36)) == Orientation()
    assert Orientation.from_display_matrix(b"") == Orientation()
