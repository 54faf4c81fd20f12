import json

import numpy as np
import pytest

from core.cancel import CancelToken
from core.errors import Cancelled, FormatError, StorageError
from core.formats import export as export_module
from core.formats.contract import ExportOptions, Only
from core.formats.export import ExportFinished, ExportStarted, FrameExported, export
from core.formats.importing import read
from core.formats.pictures import read_binary
from core.types import Origin


def finish(events):
    return list(events)[-1]


def test_events_and_manifest(exclusive, pictures, tmp_path):
    events = list(
        export(exclusive, "davis", tmp_path / "out", ExportOptions(model_name="nano"), frames=pictures)
    )
    assert events[0] == ExportStarted("davis", 12, 3, "")
    assert [
        event.done for event in events if isinstance(event, FrameExported) and not event.checking
    ] == list(range(1, 13))
    last = events[-1]
    assert isinstance(last, ExportFinished) and last.check.exact and last.check.mean_iou == 1.0
    assert last.masks == len(exclusive.mask_of) == last.check.masks
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert manifest["media"]["fingerprint"] == "f00d" and manifest["model"] == "nano"
    assert manifest["frames"][3] == {"index": 3, "pts_s": 0.25, "objects": [1, 2, 3], "empty": []}
    assert manifest["frames"][5]["empty"] == [2]
    assert sum(manifest["masks_by_origin"].values()) == last.masks
    assert set(manifest["masks_by_origin"]) == {Origin.FILLED, Origin.INFERRED}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out"]


@pytest.mark.parametrize(
    ("options", "frames"),
    [
        (ExportOptions(start=2, stop=9, step=3), [2, 5, 8]),
        (ExportOptions(only=Only.APPROVED), [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11]),
        (ExportOptions(only=Only.KEY), [0, 2, 4, 6, 8, 10]),
        (ExportOptions(only=Only.KEY, object_ids=frozenset({7})), [0, 2, 6, 8]),
    ],
)
def test_which_frames_leave(exclusive, tmp_path, options, frames):
    result = finish(export(exclusive, "davis", tmp_path / "out", options))
    assert sorted(int(path.stem) for path in (tmp_path / "out").glob("*.png")) == frames
    assert result.check.exact
    back = read(tmp_path / "out", "davis")
    assert list(back.frame_indices) == frames
    wanted = {4} if options.only is Only.APPROVED else options.object_ids or {1, 4, 7}
    assert len(back.masks) == sum(1 for i, frame in exclusive.mask_of if frame in frames and i in wanted)


def test_classes_are_renamed(exclusive, tmp_path):
    list(export(exclusive, "png", tmp_path / "out", ExportOptions(class_map={"toy": "Spielzeug"})))
    assert [item.class_name for item in read(tmp_path / "out", "png").objects] == [
        "stuff",
        "Spielzeug",
        "Spielzeug",
    ]


def test_a_cancelled_export_leaves_nothing(exclusive, tmp_path):
    cancel = CancelToken()
    events = export(exclusive, "davis", tmp_path / "deep" / "out", cancel=cancel)
    for _ in range(4):
        next(events)
    cancel.cancel()
    with pytest.raises(Cancelled):
        list(events)
    assert list((tmp_path / "deep").iterdir()) == []
    events = export(exclusive, "davis", tmp_path / "deep" / "out")
    next(events), next(events)
    assert len(list((tmp_path / "deep").iterdir())) == 1
    events.close()
    assert list((tmp_path / "deep").iterdir()) == []


def test_the_target(exclusive, tmp_path):
    target = tmp_path / "out"
    target.mkdir()
    finish(export(exclusive, "davis", target))  # an empty folder will do
    first = sorted(path.name for path in target.iterdir())
    with pytest.raises(StorageError, match="already has an export"):
        list(export(exclusive, "davis", target))
    finish(export(exclusive, "davis", target, ExportOptions(stop=2, replace=True)))
    assert len(list(target.glob("*.png"))) == 3 and len(first) == 13

    other = tmp_path / "holiday"
    other.mkdir()
    (other / "photo.jpg").write_bytes(b"x")
    with pytest.raises(StorageError, match="other files"):
        list(export(exclusive, "davis", other, ExportOptions(replace=True)))
    with pytest.raises(StorageError, match="is a file"):
        list(export(exclusive, "davis", other / "photo.jpg"))
    with pytest.raises(StorageError, match="cannot be written"):
        list(export(exclusive, "davis", other / "photo.jpg" / "out"))
    assert [path.name for path in other.iterdir()] == ["photo.jpg"]


def test_replacing_keeps_the_earlier_export_when_it_is_cancelled(exclusive, tmp_path):
    finish(export(exclusive, "davis", tmp_path / "out"))
    events = export(exclusive, "davis", tmp_path / "out", ExportOptions(stop=2, replace=True))
    for _ in range(4):
        next(events)
    events.close()
    assert len(list((tmp_path / "out").glob("*.png"))) == 12
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize(
    ("options", "text"),
    [
        (ExportOptions(start=3, stop=12), "0 to 11"),
        (ExportOptions(start=5, stop=2), "5 to 2"),
        (ExportOptions(start=-1), "-1"),
        (ExportOptions(step=0), "step"),
        (ExportOptions(object_ids=frozenset({99})), "no object"),
        (ExportOptions(object_ids=frozenset({1}), only=Only.APPROVED), "no approved mask"),
    ],
)
def test_options_that_cannot_be(exclusive, tmp_path, options, text):
    with pytest.raises(FormatError, match=text):
        list(export(exclusive, "davis", tmp_path / "out", options))
    assert not list(tmp_path.iterdir())


def test_no_such_format_and_no_media_and_no_reader(exclusive, tmp_path):
    with pytest.raises(FormatError, match="no format “gif”; there are davis"):
        list(export(exclusive, "gif", tmp_path / "out"))
    with pytest.raises(FormatError, match="needs the media"):
        list(export(exclusive, "overlay", tmp_path / "out"))
    with pytest.raises(FormatError, match="not imported"):
        read(tmp_path, "overlay")
    with pytest.raises(FormatError, match="nothing at"):
        read(tmp_path / "nowhere", "davis")


def test_files_that_come_back_different_are_an_error_and_not_an_export(exclusive, tmp_path, monkeypatch):
    def bad_disk(mask_hw, path):
        from core.formats.pictures import write_binary

        mask_hw = mask_hw.copy()
        mask_hw[3, 3] ^= True
        write_binary(path, mask_hw)

    monkeypatch.setattr("core.formats.png.write_binary", lambda path, mask_hw: bad_disk(mask_hw, path))
    with pytest.raises(StorageError, match="not what was read back"):
        list(export(exclusive, "png", tmp_path / "out"))
    assert not list(tmp_path.iterdir())


def test_a_full_disk(exclusive, tmp_path, monkeypatch):
    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(export_module, "write_manifest", full)
    with pytest.raises(StorageError, match="disk is full"):
        list(export(exclusive, "png", tmp_path / "out"))
    assert not list(tmp_path.iterdir())


def test_binary_png_is_black_and_white(exclusive, tmp_path):
    list(export(exclusive, "png", tmp_path / "out"))
    file = tmp_path / "out" / "002_ring" / "00003.png"
    taken = exclusive.mask(7, 3).to_array()
    assert np.array_equal(read_binary(file), exclusive.mask(1, 3).to_array() & ~taken)
    assert (tmp_path / "out" / "001_confetti_ü" / "00003.png").exists()


@pytest.mark.parametrize("name", ["davis", "png", "coco", "cvat", "mots", "npz", "yolo", "labelme", "ytvos"])
def test_reading_tells_how_far_it_is_and_can_be_stopped(name, exclusive, pictures, tmp_path):
    list(export(exclusive, name, tmp_path / "out", frames=pictures))
    counted = []
    read(tmp_path / "out", name, progress=counted.append)
    assert counted == list(range(1, len(counted) + 1)) and len(counted) >= 12
    cancel = CancelToken()
    with pytest.raises(Cancelled):
        read(
            tmp_path / "out",
            name,
            cancel=cancel,
            progress=lambda count: cancel.cancel() if count == 5 else None,
        )
