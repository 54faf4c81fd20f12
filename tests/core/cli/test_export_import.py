import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.cli.arguments import READ_FORMATS, WRITTEN_FORMATS
from core.document.document import SegObject
from core.document.edits import AddObject, ChangeObject
from core.document.store import create_project, open_project
from core.formats.registry import FORMATS
from core.types import Origin
from tests.core.cli.conftest import FRAMES, Run


@pytest.fixture
def project(run: Run, video: Path, tmp_path: Path) -> Path:
    """A project with one tracked object."""
    path = tmp_path / "work.samurai"
    done = run("track", video, "--point", "40,45", "--project", path, "--out", tmp_path / "tracked")
    assert done.code == 0, done.err
    return path


def test_export_and_import_lose_no_pixel(run: Run, project: Path, video: Path, tmp_path: Path) -> None:
    done = run("export", project, "--format", "davis", "--out", tmp_path / "out", "--json")
    assert done.code == 0, done.err
    assert done.json["frames"] == done.json["masks"] == FRAMES
    assert done.json["worst_iou"] == 1.0
    other = tmp_path / "other.samurai"
    done = run("import", other, tmp_path / "out", "--format", "davis", "--media", video, "--json")
    assert done.code == 0, done.err
    assert (done.json["objects"], done.json["masks"]) == (1, FRAMES)
    with open_project(project) as one, open_project(other) as two:
        for frame in range(FRAMES):
            assert one.document.mask(1, frame) == two.document.mask(1, frame)
        assert two.document.mark(1, 0).origin is Origin.IMPORTED


def test_import_adds_to_a_project(run: Run, project: Path, tmp_path: Path) -> None:
    assert run("import", project, tmp_path / "tracked", "--format", "davis").code == 0
    with open_project(project) as opened:
        assert list(opened.document.objects) == [1, 2]
        assert opened.history.undo_names[0] == "Import"


def test_export_of_a_part(run: Run, project: Path, tmp_path: Path) -> None:
    words = ("--start", 2, "--stop", 6, "--step", 2, "--format", "davis", "--out", tmp_path / "out")
    assert run("export", project, *words).code == 0
    assert sorted(path.name for path in (tmp_path / "out").glob("*.png")) == [
        "00002.png",
        "00004.png",
        "00006.png",
    ]
    again = run("export", project, *words)
    assert again.code == 2
    assert "already has an export" in again.sentence
    assert run("export", project, *words, "--replace").code == 0


def test_export_of_some_objects_under_other_class_names(run: Run, project: Path, tmp_path: Path) -> None:
    with open_project(project) as opened:
        (item,) = opened.document.objects.values()
        opened.history.do(ChangeObject(replace(item, class_name="cat")), "Class")
        opened.history.do(AddObject(SegObject(2, "Other", "dog")), "Add")
    words = ("export", project, "--format", "coco", "--objects", item.name, "--class", "cat=animal")
    assert run(*words, "--out", tmp_path / "out").code == 0
    (coco,) = (
        json.loads(p.read_text()) for p in (tmp_path / "out").glob("*.json") if p.name != "manifest.json"
    )
    used = {annotation["category_id"] for annotation in coco["annotations"]}
    assert [c["name"] for c in coco["categories"] if c["id"] in used] == ["animal"]
    wrong = run(*words[:4], "--objects", "nobody", "--out", tmp_path / "no")
    assert wrong.code == 2
    assert "no object “nobody”" in wrong.sentence
    wrong = run(*words[:4], "--class", "cat", "--out", tmp_path / "no")
    assert wrong.code == 2
    assert "OLD=NEW" in wrong.sentence
    assert not (tmp_path / "no").exists()


def test_export_without_its_media(run: Run, project: Path, video: Path, tmp_path: Path) -> None:
    video.unlink()
    done = run("export", project, "--format", "davis", "--out", tmp_path / "out")
    assert done.code == 0
    assert "is not there" in done.err
    done = run("export", project, "--format", "overlay", "--out", tmp_path / "movie")
    assert done.code == 2
    assert "needs the media" in done.err
    assert not (tmp_path / "movie").exists()


def refused(run: Run, *words: object) -> str:
    done = run(*words)
    assert done.code == 2, (done.out, done.err)
    return done.sentence


def test_export_says_what_is_wrong(run: Run, project: Path, tmp_path: Path) -> None:
    out = ("--format", "davis", "--out", tmp_path / "out")
    assert "none.samurai" in refused(run, "export", tmp_path / "none.samurai", *out)
    assert "gif" in refused(run, "export", project, "--format", "gif", "--out", tmp_path / "out")
    assert "approved" in refused(run, "export", project, *out, "--only", "approved")
    assert "99" in refused(run, "export", project, *out, "--stop", 99)
    (tmp_path / "bad.samurai").write_text("no project")
    assert "bad.samurai" in refused(run, "export", tmp_path / "bad.samurai", *out)
    with create_project(tmp_path / "empty.samurai"):
        pass
    assert "no media" in refused(run, "export", tmp_path / "empty.samurai", *out)
    (tmp_path / "file").touch()
    assert "file" in refused(run, "export", project, "--format", "davis", "--out", tmp_path / "file")


def test_import_says_what_is_wrong_and_changes_nothing(
    run: Run, project: Path, video: Path, tmp_path: Path
) -> None:
    new = tmp_path / "new.samurai"
    tracked = tmp_path / "tracked"
    assert "--media" in refused(run, "import", new, tracked, "--format", "davis")
    assert "leave --media out" in refused(
        run, "import", project, tracked, "--format", "davis", "--media", video
    )
    assert "imported" in refused(run, "import", project, tracked, "--format", "overlay")
    assert "none" in refused(run, "import", project, tmp_path / "none", "--format", "davis")
    small = tmp_path / "small"
    small.mkdir()
    Image.fromarray(np.full((9, 9), 1, np.uint8)).save(small / "00000.png")
    assert "9×9" in refused(run, "import", project, small, "--format", "davis")
    assert "9×9" in refused(run, "import", new, small, "--format", "davis", "--media", video)
    assert not new.exists()
    with open_project(project) as opened:
        assert list(opened.document.objects) == [1]


def test_the_help_names_every_format() -> None:
    assert WRITTEN_FORMATS.split(", ") == list(FORMATS)
    assert READ_FORMATS.split(", ") == [name for name, each in FORMATS.items() if each.read is not None]
