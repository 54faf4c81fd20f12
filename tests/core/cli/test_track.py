"""Tracking from the command line: what it writes, and one sentence for each thing that can be wrong."""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.cancel import CancelToken
from core.document.store import create_project, open_project
from core.errors import MediaError
from core.tracking import skipped
from core.types import Origin
from tests.core.cli.conftest import FRAMES, Run, write_video
from tests.tiny_model import BlobFrames


def numbers_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*.png"))


def test_a_box_gives_one_png_a_frame(run: Run, video: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = run("track", video, "--box", "10,20,60,70", "--out", out, "--format", "davis", "--json")
    assert done.code == 0, done.err
    assert numbers_in(out) == [f"{i:05d}.png" for i in range(FRAMES)]
    with Image.open(out / "00003.png") as picture:
        assert (picture.mode, picture.size) == ("P", (160, 90))
    values = done.json
    assert values["frames"] == FRAMES
    assert values["fraction_inferred"] == 1.0
    assert values["s_per_frame"] > 0
    assert values["out"] == str(out)


def test_a_mask_is_exact_on_its_frame_and_tracked_both_ways(
    run: Run, video: Path, blobs: BlobFrames, tmp_path: Path
) -> None:
    mask = tmp_path / "disc.png"
    Image.fromarray(blobs.disc(3).astype(np.uint8) * 255).save(mask)
    out = tmp_path / "out"
    done = run("track", video, "--mask", mask, "--frame", 3, "--out", out, "--json")
    assert done.code == 0, done.err
    assert len(numbers_in(out)) == FRAMES
    with Image.open(out / "00003.png") as picture:
        assert np.array_equal(np.asarray(picture) == 1, blobs.disc(3))
    assert done.json["fraction_inferred"] == pytest.approx((FRAMES - 1) / FRAMES)


def test_points_may_say_what_is_not_the_object(run: Run, video: Path, tmp_path: Path) -> None:
    words = ("--point", "40,45", "100,10,0", "--point", "42,50,1")
    done = run("track", video, *words, "--out", tmp_path / "out", "--format", "overlay")
    assert done.code == 0, done.err
    assert (tmp_path / "out" / "overlay.mp4").stat().st_size > 0
    assert str(tmp_path / "out") in done.out


def test_a_folder_of_frames_is_media(run: Run, davis: Path, tmp_path: Path) -> None:
    done = run(
        "track", davis / "JPEGImages/480p/one", "--point", "40,45", "--out", tmp_path / "out", "--json"
    )
    assert done.code == 0, done.err
    assert done.json["frames"] == FRAMES


def test_the_project_keeps_prompt_and_masks_and_takes_a_second_object(
    run: Run, video: Path, tmp_path: Path
) -> None:
    path = tmp_path / "work.samurai"
    first = run(
        "track", video, "--point", "40,45", "--project", path, "--out", tmp_path / "a", "--name", "disc"
    )
    second = run("track", video, "--box", "60,10,90,40", "--project", path, "--out", tmp_path / "b")
    assert (first.code, second.code) == (0, 0), first.err + second.err
    with open_project(path) as project:
        document = project.document
        assert [item.name for item in document.objects.values()] == ["disc", "object 1"]
        for object_id in document.objects:
            assert len(document.marks(object_id)) == FRAMES
            assert {mark.origin for mark in document.marks(object_id).values()} == {Origin.INFERRED}
            assert list(document.prompts(object_id)) == [0]
        assert project.history.undo_names[0] == "Track"
        assert project.find_media() == video


@pytest.mark.parametrize("skip", [("4",), ("auto", "--speed", "1")])
def test_frames_that_are_skipped_are_filled(
    run: Run, video: Path, tmp_path: Path, skip: tuple[str, ...]
) -> None:
    path, out = tmp_path / "work.samurai", tmp_path / "out"
    words = ("--box", "20,20,70,70", "--project", path, "--out", out)
    done = run("track", video, *words, "--skip", *skip, "--json")
    assert done.code == 0, done.err
    assert done.json["frames"] == FRAMES == len(numbers_in(out))
    with open_project(path) as project:
        origins = [project.document.marks(1)[index].origin for index in range(FRAMES)]
    assert origins[0] is Origin.INFERRED
    assert Origin.FILLED in origins
    assert done.json["fraction_inferred"] == origins.count(Origin.INFERRED) / FRAMES
    assert (done.json["inferred"], done.json["filled"]) == tuple(
        map(origins.count, (Origin.INFERRED, Origin.FILLED))
    )
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    assert manifest["masks_by_origin"] == {
        "inferred": done.json["inferred"],
        "filled": done.json["filled"],
    }


def test_the_least_certain_filled_frames_are_checked(run: Run, video: Path, tmp_path: Path) -> None:
    path = tmp_path / "work.samurai"
    words = ("--box", "20,20,70,70", "--frame", 2, "--skip", 4, "--json")
    plain = run("track", video, *words, "--out", tmp_path / "plain")
    done = run("track", video, *words, "--out", tmp_path / "out", "--check", 1, "--project", path)
    assert (plain.code, done.code) == (0, 0), plain.err + done.err
    assert done.json["inferred"] == plain.json["inferred"] + 1
    assert done.json["filled"] == plain.json["filled"] - 1
    assert done.json["frames"] == FRAMES
    with open_project(path) as project:
        origins = [mark.origin for mark in project.document.marks(1).values()]
        assert project.history.undo_names[0] == "Track"
    assert origins.count(Origin.INFERRED) == done.json["inferred"]


def test_an_earlier_export_is_replaced_and_other_files_are_not(run: Run, video: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run("track", video, "--point", "40,45", "--out", out).code == 0
    assert run("track", video, "--point", "40,45", "--out", out, "--format", "png").code == 0
    assert not (out / "00000.png").exists()
    other = tmp_path / "other"
    other.mkdir()
    (other / "thesis.txt").write_text("three years")
    done = run("track", video, "--point", "40,45", "--out", other)
    assert done.code == 2
    assert "already has other files" in done.sentence
    assert (other / "thesis.txt").read_text() == "three years"


# --- What can be wrong ---------------------------------------------------------------------------------


def refused(run: Run, *words: object) -> str:
    """The one sentence of a command that must exit with 2."""
    done = run("track", *words)
    assert done.code == 2, (done.out, done.err)
    assert done.out == ""
    assert done.sentence.endswith(".")
    return done.sentence


def test_no_such_file(run: Run, tmp_path: Path) -> None:
    sentence = refused(run, tmp_path / "none.mp4", "--point", "1,1", "--out", tmp_path / "out")
    assert "none.mp4" in sentence
    assert not (tmp_path / "out").exists()


def test_not_a_video(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "notes.mp4"
    path.write_text("This is no video.\n" * 100)
    assert "notes.mp4" in refused(run, path, "--point", "1,1", "--out", tmp_path / "out")


def test_zero_frames(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.mp4").touch()
    assert "empty.mp4" in refused(run, tmp_path / "empty.mp4", "--point", "1,1", "--out", tmp_path / "out")
    (tmp_path / "folder").mkdir()
    refused(run, tmp_path / "folder", "--point", "1,1", "--out", tmp_path / "out")


def test_a_truncated_file_is_tracked_as_far_as_it_is_good(run: Run, tmp_path: Path) -> None:
    whole, part = tmp_path / "whole.mkv", tmp_path / "part.mkv"
    frames = BlobFrames(24)
    write_video(whole, [frames.read(i) for i in range(24)])
    data = whole.read_bytes()
    part.write_bytes(data[: len(data) * 6 // 10])
    done = run("track", part, "--point", "40,45", "--out", tmp_path / "out", "--json")
    assert done.code == 0, done.err
    assert 0 < done.json["frames"] < 24
    assert len(numbers_in(tmp_path / "out")) == done.json["frames"]
    assert done.err.strip(), "it must say that the file ends early"


def test_a_mask_of_another_size(run: Run, video: Path, tmp_path: Path) -> None:
    mask = tmp_path / "mask.png"
    Image.fromarray(np.full((50, 50), 255, np.uint8)).save(mask)
    sentence = refused(run, video, "--mask", mask, "--out", tmp_path / "out")
    assert "50×50" in sentence
    assert "160×90" in sentence


def test_an_empty_mask_no_mask_and_a_file_that_is_none(run: Run, video: Path, tmp_path: Path) -> None:
    mask = tmp_path / "mask.png"
    Image.fromarray(np.zeros((90, 160), np.uint8)).save(mask)
    assert "empty" in refused(run, video, "--mask", mask, "--out", tmp_path / "out")
    assert "none.png" in refused(run, video, "--mask", tmp_path / "none.png", "--out", tmp_path / "out")
    mask.write_text("no picture")
    assert "mask.png" in refused(run, video, "--mask", mask, "--out", tmp_path / "out")


@pytest.mark.parametrize("box", ["200,10,250,40", "-50,-50,-10,-10", "-20,-20,400,400"])
def test_a_box_outside_the_frame(run: Run, video: Path, tmp_path: Path, box: str) -> None:
    sentence = refused(run, video, "--box", box, "--out", tmp_path / "out")
    assert "160×90" in sentence


def test_a_point_outside_the_frame(run: Run, video: Path, tmp_path: Path) -> None:
    assert "160×90" in refused(run, video, "--point", "161,10", "--out", tmp_path / "out")
    assert "160×90" in refused(run, video, "--point", "-3,10", "--out", tmp_path / "out")


@pytest.mark.parametrize("frame", [FRAMES, -1, 10**6])
def test_a_frame_out_of_range(run: Run, video: Path, tmp_path: Path, frame: int) -> None:
    sentence = refused(run, video, "--point", "40,45", "--frame", frame, "--out", tmp_path / "out")
    assert f"frame {frame}" in sentence
    assert f"0 to {FRAMES - 1}" in sentence


def test_an_unwritable_folder(run: Run, video: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "is a file" in refused(run, video, "--point", "40,45", "--out", tmp_path / "file")
    assert "is a file" in refused(run, video, "--point", "40,45", "--out", tmp_path / "file" / "deeper")


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs a folder that even root cannot write to")
def test_a_folder_without_permission(run: Run, video: Path) -> None:
    assert "cannot be written" in refused(run, video, "--point", "40,45", "--out", "/proc/out")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((), "Say what to track"),
        (("--box", "1,2,3"), "“1,2,3” is not a box"),
        (("--box", "30,30,10,40"), "is empty"),
        (("--point", "1"), "“1” is not a point"),
        (("--point", "1,2,7"), "“1,2,7” is not a point"),
        (("--point", "a,b"), "“a,b” is not a point"),
        (("--point", "100,10,0"), "negative"),
        (("--point", "40,45", "--format", "gif"), "There is no format “gif”"),
        (("--point", "40,45", "--skip", "sometimes"), "--skip"),
        (("--point", "40,45", "--skip", "0"), "--skip 0"),
        (("--point", "40,45", "--skip", "auto", "--speed", "2"), "0 to 1"),
        (("--point", "40,45", "--threads", "0"), "above 0"),
        (("--point", "40,45", "--check", "10"), "filled frames"),
        (("--point", "40,45", "--skip", "4", "--check", "0"), "above 0"),
    ],
)
def test_prompts_and_options_that_make_no_sense(
    run: Run, video: Path, tmp_path: Path, words: tuple[str, ...], expected: str
) -> None:
    assert expected in refused(run, video, *words, "--out", tmp_path / "out")


def test_a_mask_and_a_box_contradict_each_other(run: Run, video: Path, tmp_path: Path) -> None:
    words = ("--mask", "m.png", "--box", "1,2,3,4")
    assert "not both" in refused(run, video, *words, "--out", tmp_path / "out")


def test_a_project_about_another_media(run: Run, video: Path, davis: Path, tmp_path: Path) -> None:
    path = tmp_path / "work.samurai"
    assert run("track", video, "--point", "40,45", "--project", path, "--out", tmp_path / "a").code == 0
    words = ("--point", "40,45", "--project", path, "--out", tmp_path / "b")
    assert "another media" in refused(run, davis / "JPEGImages/480p/one", *words)


def test_a_project_that_is_open_elsewhere(run: Run, video: Path, tmp_path: Path) -> None:
    path = tmp_path / "work.samurai"
    with create_project(path):
        assert "open" in refused(run, video, "--point", "40,45", "--project", path, "--out", tmp_path / "a")


def test_a_checkpoint_of_another_model(run_for_real: Run, video: Path, tmp_path: Path) -> None:
    import torch

    path = tmp_path / "resnet.pt"
    torch.save({"model": {"conv1.weight": torch.zeros(3, 3)}}, path)
    words = (video, "--point", "40,45", "--out", tmp_path / "out")
    assert "another model" in refused(run_for_real, *words, "--model", path)
    path.write_text("no checkpoint")
    assert "resnet.pt" in refused(run_for_real, *words, "--model", path)
    assert "sam2.1-huge" in refused(run_for_real, *words, "--model", "sam2.1-huge")
    assert "not on this computer" in refused(run_for_real, *words, "--model", "sam2.1-tiny")


# --- What goes wrong on the way -----------------------------------------------------------------------


def test_stopping_keeps_the_finished_frames(
    run: Run, video: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = skipped.track_skipping

    def interrupted(media, loaded, request, policy, cancel: CancelToken) -> Iterator[object]:
        for number, event in enumerate(real(media, loaded, request, policy, cancel)):
            yield event
            if number == 3:
                cancel.cancel()

    monkeypatch.setattr(skipped, "track_skipping", interrupted)
    out, path = tmp_path / "out", tmp_path / "work.samurai"
    done = run("track", video, "--point", "40,45", "--out", out, "--project", path, "--json")
    assert done.code == 130
    assert done.sentence == f"Stopped: 3 of {FRAMES} frames are in {out}."
    assert numbers_in(out) == ["00000.png", "00001.png", "00002.png"]
    with open_project(path) as project:
        assert len(project.document.marks(1)) == 3


def test_a_frame_that_cannot_be_read_ends_it_with_what_is_done(
    run: Run, video: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = skipped.track_skipping

    def breaks(media, loaded, request, policy, cancel: CancelToken) -> Iterator[object]:
        for number, event in enumerate(real(media, loaded, request, policy, cancel)):
            if number == 5:
                raise MediaError("Frame 4 cannot be read.")
            yield event

    monkeypatch.setattr(skipped, "track_skipping", breaks)
    done = run("track", video, "--point", "40,45", "--out", tmp_path / "out", "--json")
    assert done.code == 2
    assert f"4 of {FRAMES} frames are in" in done.err
    assert done.json == {"error": "Frame 4 cannot be read."}
    assert len(numbers_in(tmp_path / "out")) == 4
