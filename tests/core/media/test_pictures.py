"""Folders of pictures as media."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from core.errors import MediaError
from core.media.pictures import natural_key
from core.media.reader import open_media
from tests.core.media.numbered_video import number_in, numbered_picture


def save(folder: Path, name: str, number: int, size: tuple[int, int] = (96, 64), **options: object) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    Image.fromarray(numbered_picture(number, *size)).save(folder / name, **options)
    return folder / name


@pytest.mark.parametrize("suffix", ["jpg", "jpeg", "png", "webp", "bmp", "tif", "tiff", "PNG", "JPG"])
def test_each_kind_in_natural_order(suffix: str, tmp_path: Path) -> None:
    for number in (0, 1, 2, 9, 10, 11, 100):
        save(tmp_path / "frames", f"frame{number}.{suffix}", number)
    (tmp_path / "frames" / "notes.txt").write_text("not a picture")
    (tmp_path / "frames" / f"._frame0.{suffix}").write_bytes(b"macOS leaves these behind")
    with open_media(tmp_path / "frames", picture_fps=10) as reader:
        assert reader.frame_count == 7
        assert reader.size_wh == (96, 64)
        assert reader.index.container == "folder"
        assert [number_in(reader.read(n)) for n in range(7)] == [0, 1, 2, 9, 10, 11, 100]
        assert reader.pts_s(3) == pytest.approx(0.3)
        assert reader.frame_at(0.35) == 3
        assert not reader.read(0).flags.writeable


def test_lossless_pictures_are_exact(tmp_path: Path) -> None:
    save(tmp_path / "f", "a.png", 3)
    save(tmp_path / "f", "b.bmp", 4)
    with open_media(tmp_path / "f") as reader:
        assert np.array_equal(reader.read(0), numbered_picture(3))
        assert np.array_equal(reader.read(1), numbered_picture(4))


def test_pixel_formats_become_rgb(tmp_path: Path) -> None:
    folder = tmp_path / "f"
    folder.mkdir()
    grey = numbered_picture(0)[..., 0]
    Image.fromarray(grey).save(folder / "0.png")
    cv2.imwrite(str(folder / "1.png"), grey.astype(np.uint16) * 257)
    Image.fromarray(grey).convert("P").save(folder / "2.png")
    Image.fromarray(np.dstack([numbered_picture(0), np.full((64, 96), 90, np.uint8)])).save(folder / "3.png")
    with open_media(folder) as reader:
        for index in range(3):
            assert np.array_equal(reader.read(index), np.dstack([grey] * 3)), index
        assert np.array_equal(reader.read(3), numbered_picture(0))


def test_exif_orientation_is_applied(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    save(tmp_path / "f", "a.jpg", 5, exif=exif, quality=95)
    with open_media(tmp_path / "f") as reader:
        assert reader.size_wh == (64, 96)
        assert number_in(np.rot90(reader.read(0), 1)) == 5
        assert reader.thumbnail(0, 32).shape == (32, 21, 3)


def test_one_picture_is_media_of_one_frame(tmp_path: Path) -> None:
    with open_media(save(tmp_path, "photo.jpg", 7)) as reader:
        assert reader.frame_count == 1
        assert number_in(reader.read(0)) == 7


def test_masks_beside_frames_are_left_out_with_a_note(tmp_path: Path) -> None:
    for number in range(3):
        save(tmp_path / "f", f"{number:05d}.jpg", number)
        Image.new("P", (96, 64)).save(tmp_path / "f" / f"{number:05d}.png")
    with open_media(tmp_path / "f") as reader:
        assert reader.frame_count == 3
        assert [number_in(reader.read(n)) for n in range(3)] == [0, 1, 2]
        assert "3 others of the same names" in reader.index.notes[0]


def test_sizes_that_differ_are_one_clear_error(tmp_path: Path) -> None:
    save(tmp_path / "f", "a.png", 0)
    save(tmp_path / "f", "b.png", 1, size=(98, 64))
    with pytest.raises(MediaError) as error:
        open_media(tmp_path / "f")
    assert str(error.value) == ("The pictures in f differ in size: a.png has 96×64 pixels, b.png has 98×64.")


def test_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="holds no picture"):
        open_media(tmp_path)


def test_file_that_only_is_called_a_picture(tmp_path: Path) -> None:
    save(tmp_path / "f", "a.png", 0)
    (tmp_path / "f" / "b.png").write_bytes(b"text")
    with pytest.raises(MediaError, match=r"b\.png is not a picture"):
        open_media(tmp_path / "f")


def test_damaged_picture_is_named_when_it_is_read(tmp_path: Path) -> None:
    path = save(tmp_path / "f", "a.png", 0)
    data = path.read_bytes()
    save(tmp_path / "f", "b.png", 1)
    with open_media(tmp_path / "f") as reader:
        path.write_bytes(data[:40])
        with pytest.raises(MediaError, match=r"a\.png"):
            reader.read(0)
        path.unlink()
        with pytest.raises(MediaError, match=r"a\.png can no longer be read"):
            reader.read(0)
        assert number_in(reader.read(1)) == 1


def test_picture_that_was_exchanged_for_one_of_another_size(tmp_path: Path) -> None:
    save(tmp_path / "f", "a.png", 0)
    with open_media(tmp_path / "f") as reader:
        save(tmp_path / "f", "a.png", 0, size=(98, 64))
        with pytest.raises(MediaError, match="has changed"):
            reader.read(0)


def test_thumbnails_show_their_own_frame(tmp_path: Path) -> None:
    for number in range(4):
        save(tmp_path / "f", f"{number}.jpg", number, size=(960, 640), quality=95)
    with open_media(tmp_path / "f") as reader:
        for number in range(4):
            small = reader.thumbnail(number, 100)
            assert small.shape == (67, 100, 3)
            expected = cv2.resize(reader.read(number), (100, 67), interpolation=cv2.INTER_AREA)
            assert np.abs(small.astype(int) - expected).mean() < 3


def test_natural_key() -> None:
    names = ["b1", "a10", "a2", "A1", "a", "10", "9", "a²"]
    assert sorted(names, key=natural_key) == ["9", "10", "a", "A1", "a2", "a10", "a²", "b1"]
