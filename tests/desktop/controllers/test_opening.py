"""Opening: beside the video or elsewhere, again, fresh, moved, missing, damaged, twice."""

import os
import shutil
from pathlib import Path

import pytest

from core.document.store import create_project, open_project
from desktop.controllers import opening
from desktop.controllers.opening import FRAME_KEY, SELECTED_KEY, own_folder, project_path_for
from tests.desktop.controllers.conftest import FRAMES, Desk


def test_a_project_appears_beside_the_video(desk: Desk, video: Path) -> None:
    desk.open(video)
    assert desk.documents.project is not None
    assert desk.documents.project.path == video.with_suffix(".samurai")
    assert desk.document.media is not None
    assert desk.document.media.frame_count == FRAMES
    assert desk.frames.frame_count == FRAMES
    assert desk.preferences.settings.recent[0] == str(video.with_suffix(".samurai"))
    assert desk.documents.undo_name == ""  # opening is nothing to take back


def test_opening_the_video_again_opens_its_project_where_it_was(desk: Desk, video: Path) -> None:
    desk.open(video)
    for _ in range(3):
        desk.objects.add()
    desk.documents.select(2)
    desk.go(9)
    desk.opening.close()
    assert desk.documents.project is None
    desk.open(video)
    desk.qtbot.waitUntil(lambda: desk.frames.index == 9)
    assert len(desk.document.objects) == 3
    assert desk.documents.selected == 2


def test_the_place_is_on_disk_after_a_rest_there_without_closing(desk: Desk, video: Path) -> None:
    desk.opening._rest.setInterval(10)
    desk.open(video)
    project = desk.documents.project
    assert project is not None
    desk.objects.add()
    desk.go(7)
    desk.qtbot.waitUntil(lambda: project.recall(FRAME_KEY) == 7)
    assert project.recall(SELECTED_KEY) == 1


def test_a_fresh_project_leaves_the_earlier_one(desk: Desk, video: Path) -> None:
    desk.open(video)
    desk.objects.add()
    desk.opening.open(video, fresh=True)
    desk.qtbot.waitUntil(
        lambda: (
            desk.documents.project is not None
            and desk.documents.project.path == video.with_name("disc-2.samurai")
        )
    )
    assert not desk.document.objects
    with open_project(video.with_suffix(".samurai")) as earlier:
        assert len(earlier.document.objects) == 1


def test_where_the_folder_cannot_be_written_it_goes_to_the_users_own(
    desk: Desk, video: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writable = opening._writable
    monkeypatch.setattr(opening, "_writable", lambda folder: folder != video.parent and writable(folder))
    desk.open(video)
    assert desk.documents.project is not None
    path = desk.documents.project.path
    assert path is not None
    assert path.parent == own_folder()
    assert path.name.startswith("disc-")
    assert "cannot be written" in desk.said[0]


def test_new_projects_go_where_the_settings_say(desk: Desk, video: Path, tmp_path: Path) -> None:
    chosen = tmp_path / "projects"
    chosen.mkdir()
    desk.preferences.change(project_folder=str(chosen))
    desk.open(video)
    assert desk.documents.project is not None
    path = desk.documents.project.path
    assert path is not None
    assert path.parent == chosen
    assert desk.said == []
    other = tmp_path / "another" / video.name
    other.parent.mkdir()
    shutil.copy(video, other)
    desk.opening.open(other)
    desk.qtbot.waitUntil(lambda: desk.documents.project is not None and desk.documents.project.path != path)
    assert len(list(chosen.glob("*.samurai"))) == 2, "two videos of one name are two projects"
    desk.opening.open(video)
    desk.qtbot.waitUntil(lambda: desk.documents.project is not None and desk.documents.project.path == path)
    assert len(list(chosen.glob("*.samurai"))) == 2


def test_a_project_beside_its_video_stays_in_use(desk: Desk, video: Path, tmp_path: Path) -> None:
    desk.open(video)
    desk.opening.close()
    desk.preferences.change(project_folder=str(tmp_path))
    desk.open(video)
    assert desk.documents.project is not None
    assert desk.documents.project.path == video.with_suffix(".samurai")


def test_a_project_folder_that_is_gone_is_said(desk: Desk, video: Path, tmp_path: Path) -> None:
    desk.preferences.change(project_folder=str(tmp_path / "gone"))
    desk.open(video)
    assert desk.documents.project is not None
    assert desk.documents.project.path is not None
    assert desk.documents.project.path.parent == own_folder()
    assert "gone cannot be written" in desk.said[0]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs permissions that hold")
def test_a_read_only_folder_is_noticed(video: Path, home: Path) -> None:
    video.parent.chmod(0o500)
    try:
        assert project_path_for(video, fresh=False).parent == own_folder()
    finally:
        video.parent.chmod(0o700)


def test_a_moved_folder_is_found_again(desk: Desk, video: Path, tmp_path: Path) -> None:
    desk.open(video)
    desk.opening.close()
    moved = tmp_path / "moved"
    shutil.move(video.parent, moved)
    desk.open(moved / "disc.samurai")
    assert desk.frames.frame_count == FRAMES


def test_a_missing_video_is_said_and_can_be_located(desk: Desk, video: Path, tmp_path: Path) -> None:
    desk.open(video)
    desk.objects.add()
    desk.opening.close()
    elsewhere = tmp_path / "elsewhere.mp4"
    shutil.move(video, elsewhere)
    desk.opening.open(video.with_suffix(".samurai"))
    assert desk.missing == [video]
    assert len(desk.document.objects) == 1
    desk.opening.locate(elsewhere)
    desk.qtbot.waitUntil(lambda: desk.frames.shown is not None)
    assert desk.document.media is not None
    assert desk.document.media.absolute_path == str(elsewhere)
    assert len(desk.document.objects) == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("nothing.mp4", None),
        ("empty.mp4", b""),
        ("text.mp4", b"hello " * 100),
        ("damaged.samurai", b"SQLite?"),
    ],
)
def test_what_cannot_be_opened_is_one_sentence_and_changes_nothing(
    desk: Desk, video: Path, name: str, content: bytes | None
) -> None:
    desk.open(video)
    path = video.with_name(name)
    if content is not None:
        path.write_bytes(content)
    desk.opening.open(path)
    desk.qtbot.waitUntil(lambda: bool(desk.problems))
    sentence = str(desk.problems[0])
    assert name in sentence
    assert "\n" not in sentence
    assert desk.documents.project is not None
    assert desk.documents.project.path == video.with_suffix(".samurai")
    assert desk.frames.frame_count == FRAMES
    assert not path.with_suffix(".samurai").exists() or name.endswith(".samurai")


def test_a_project_that_is_open_elsewhere_is_said(desk: Desk, video: Path) -> None:
    with create_project(video.with_suffix(".samurai")):
        desk.opening.open(video)
        desk.qtbot.waitUntil(lambda: bool(desk.problems))
    assert "disc.samurai" in str(desk.problems[0])
    assert desk.documents.project is None


def test_save_as_goes_on_in_the_copy(desk: Desk, video: Path, tmp_path: Path) -> None:
    desk.open(video)
    desk.objects.add()
    copy = tmp_path / "copy"
    assert desk.opening.save_as(copy)
    assert desk.documents.project is not None
    assert desk.documents.project.path == tmp_path / "copy.samurai"
    desk.objects.add()
    assert len(desk.document.objects) == 2
    assert desk.frames.frame_count == FRAMES
    with open_project(video.with_suffix(".samurai")) as original:
        assert len(original.document.objects) == 1


def test_a_newer_wish_to_open_takes_the_place_of_the_first(desk: Desk, video: Path) -> None:
    other = Path(shutil.copy(video, video.with_name("other.mp4")))
    desk.opening.open(video)
    desk.opening.open(other)
    desk.qtbot.waitUntil(lambda: desk.frames.shown is not None)
    assert desk.documents.project is not None
    assert desk.documents.project.path == other.with_suffix(".samurai")
    assert not video.with_suffix(".samurai").exists()


def test_a_copy_of_the_demo_is_opened_afresh_each_time(desk: Desk, video: Path) -> None:
    for _ in range(2):
        desk.opening.open_copy(video)
        desk.qtbot.waitUntil(lambda: desk.frames.shown is not None)
        assert desk.documents.project is not None
        assert desk.documents.project.path == own_folder() / "media" / "disc.samurai"
        assert not desk.document.objects
        desk.objects.add()
