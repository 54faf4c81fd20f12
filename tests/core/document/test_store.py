import os
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from core.document import migrations
from core.document.document import Mark, SegObject
from core.document.edits import AddObject, ChangeObject, MaskEntry, SetMask, SetMedia, set_masks
from core.document.store import create_project, memory_project, open_copy, open_project
from core.errors import ProjectError, StorageError
from core.masks import Mask
from core.types import Origin


def test_an_open_project_is_one_file_when_it_is_closed(project, path, make):
    project.history.do(SetMask(1, 0, make.mask(), make.mark()), "Paint")
    project.close()
    project.close()
    assert project.closed
    assert [file.name for file in path.parent.iterdir()] == ["cats.samurai"]


def test_masks_are_fetched_when_asked_for_and_kept_within_bounds(project, path, make, monkeypatch):
    entries = [MaskEntry(1, frame, make.mask(), make.mark()) for frame in range(40)]
    project.history.do(set_masks(entries), "Track")
    project.close()
    monkeypatch.setattr("core.document.document.MASK_CACHE_BYTES", 500)
    with open_project(path) as again:
        document = again.document
        assert not document._masks
        for entry in entries:
            assert document.mask(*entry.place) == entry.mask
        held = sum(len(mask.counts) for mask in document._masks.values())
        assert held == document._masks_bytes <= 500
        assert document.mask(1, 39) is document.mask(1, 39)
        assert document.mask(2, 0) is None and document.mask(99, 0) is None
        assert list(document.masks_on(3)) == [1]


def test_view_values_are_kept_without_a_step(project, path):
    names = project.history.undo_names
    project.remember("frame", 17)
    project.remember("model", {"name": "nano"})
    project.remember("gone", 1)
    project.remember("gone", None)
    assert project.history.undo_names == names
    project.close()
    with open_project(path) as again:
        assert again.recall("frame") == 17 and again.recall("model") == {"name": "nano"}
        assert again.recall("gone") is None


# ---- two windows


def test_a_second_window_is_told_who_has_the_project(project, path):
    with pytest.raises(
        ProjectError, match=rf"“cats.samurai” is already open in another window \(process {os.getpid()} of"
    ):
        open_project(path)
    with pytest.raises(ProjectError, match="already open"):
        create_project(path)
    project.close()
    open_project(path).close()


def test_another_name_of_the_same_file_is_locked_too(project, path, tmp_path):
    (tmp_path / "link.samurai").symlink_to(path)
    with pytest.raises(ProjectError, match="already open"):
        open_project(tmp_path / "link.samurai")


def test_a_lock_file_left_by_a_crash_is_no_lock(project, path):
    project.close()
    lock = path.with_name("cats.samurai-lock")
    lock.write_text('{"pid": 1, "host": "elsewhere", "user": "somebody"}')
    open_project(path).close()
    assert not lock.exists()
    lock.write_bytes(b"\xff\x00garbage")
    open_project(path).close()


def test_a_project_that_another_process_holds(project, path):
    project.close()
    code = (
        "import sys; from pathlib import Path; from core.document.store import open_project;"
        "p = open_project(Path(sys.argv[1])); print('open', flush=True); sys.stdin.read()"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert child.stdout.readline() == "open\n"
        with pytest.raises(ProjectError, match=f"process {child.pid} of"):
            open_project(path)
        with open_copy(path) as copy:
            assert list(copy.document.objects) == [1, 2]
            with pytest.raises(ProjectError, match="already open"):
                copy.save_copy_as(path)
    finally:
        child.kill()
        child.communicate()
    open_project(path).close()


def test_without_system_locks_the_written_process_counts(project, path, monkeypatch):
    """A network drive may refuse flock."""
    project.close()

    def refuse(*_args):
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr("core.document.lock.fcntl.flock", refuse)
    lock = path.with_name("cats.samurai-lock")
    lock.write_text('{"pid": 5, "host": "elsewhere", "user": "ann"}')
    with pytest.raises(ProjectError, match="process 5 of ann on elsewhere"):
        open_project(path)
    dead = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True
    )
    lock.write_text(f'{{"pid": {int(dead.stdout)}, "host": "{os.uname().nodename}", "user": "ann"}}')
    open_project(path).close()


# ---- files that cannot be opened


def test_files_that_are_no_project(tmp_path, path):
    with pytest.raises(ProjectError, match="There is no project"):
        open_project(path)
    path.write_bytes(b"")
    with pytest.raises(ProjectError, match="not a project of this program"):
        open_project(path)
    path.write_bytes(b"\x89PNG" * 5000)
    with pytest.raises(ProjectError, match="not a project of this program"):
        open_project(path)
    path.unlink()
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE t (x)")
    other.close()
    with pytest.raises(ProjectError, match="not a project of this program"):
        open_project(path)
    with pytest.raises(ProjectError, match="is a folder"):
        open_project(tmp_path)
    with pytest.raises(StorageError, match="no folder"):
        create_project(tmp_path / "nowhere" / "a.samurai")
    with pytest.raises(ProjectError, match="is there already"):
        create_project(path)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["cats.samurai"]


def test_a_damaged_project_gives_an_error_and_never_wrong_masks(project, path, make, contents):
    entries = [MaskEntry(1, frame, make.mask(), make.mark()) for frame in range(40)]
    project.history.do(set_masks(entries), "Track")
    project.close()
    good = path.read_bytes()
    refused = []
    for _ in range(60):
        bad = bytearray(good)
        for _ in range(8):
            bad[make.rng.integers(100, len(bad))] ^= int(make.rng.integers(1, 256))
        path.write_bytes(
            bad[: make.rng.integers(len(bad) // 2, len(bad))] if make.rng.random() < 0.3 else bad
        )
        for leftover in path.parent.glob("cats.samurai-*"):
            leftover.unlink()
        try:
            with open_project(path) as again:
                for mask in contents(again.document)["masks"].values():
                    assert mask is None or isinstance(mask.area, int)
                for _ in list(again.history.undo_names):
                    again.history.undo()
        except ProjectError as error:
            refused.append(str(error))
    assert len(refused) > 5
    assert all("\n" not in text and text.endswith(".") for text in refused)


def test_a_newer_project_is_refused_and_left_alone(project, path):
    project.close()
    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version = 99")
    db.close()
    before = path.read_bytes()
    with pytest.raises(
        ProjectError, match=r"newer version of this program \(format 99, this one reads up to"
    ):
        open_project(path)
    assert path.read_bytes() == before


def test_an_older_project_is_brought_up_to_date_or_left_as_it_was(project, path, monkeypatch):
    project.close()

    def add_notes(db):
        db.execute("ALTER TABLE objects ADD COLUMN notes TEXT NOT NULL DEFAULT ''")

    def rename(db):
        db.execute("UPDATE objects SET notes = 'was ' || name, name = upper(name)")

    def fail(db):
        db.execute("DELETE FROM objects")
        raise sqlite3.OperationalError("something")

    db = sqlite3.connect(path, isolation_level=None)
    with pytest.raises(sqlite3.OperationalError):
        migrations.migrate(db, path, (add_notes, fail))
    assert db.execute("SELECT count(*) FROM objects").fetchone() == (2,)
    assert db.execute("PRAGMA user_version").fetchone() == (1,)
    migrations.migrate(db, path, (add_notes, rename))
    assert db.execute("PRAGMA user_version").fetchone() == (3,)
    assert db.execute("SELECT name, notes FROM objects ORDER BY id").fetchall() == [
        ("CAT", "was cat"), ("DOG", "was dog"),
    ]  # fmt: skip
    migrations.migrate(db, path, (add_notes, rename))  # nothing left to do
    db.close()


# ---- disks


def test_a_full_disk_is_said_and_memory_stays_as_the_disk_is(project, path, make, contents):
    project.history.do(SetMask(1, 0, make.mask(), make.mark()), "Paint")
    before, names = contents(project.document), project.history.undo_names
    (pages,) = project._db.execute("PRAGMA page_count").fetchone()
    project._db.execute(f"PRAGMA max_page_count = {pages + 1}")
    noise = [Mask.from_array(make.rng.random((24, 32)) < 0.5) for _ in range(40)]
    edit = set_masks([MaskEntry(1, frame, mask, make.mark()) for frame, mask in enumerate(noise)])
    with pytest.raises(StorageError, match="The disk is full: the last change to “cats"):
        project.history.do(edit, "Track")
    assert contents(project.document) == before and project.history.undo_names == names
    project.history.begin("Track")
    with pytest.raises(StorageError, match="The disk is full"):
        project.history.extend(edit)
    assert contents(project.document) == before and project.history.undo_names == names
    project._db.execute("PRAGMA max_page_count = 1000000")
    project.history.extend(edit)  # goes on when there is room
    project.history.end()
    project.close()
    with open_project(path) as again:
        assert again.document.mask(1, 7) == noise[7]
        again.history.undo()
        assert contents(again.document) == before


@pytest.mark.parametrize("how", ["deleted", "moved", "drive gone"])
def test_a_project_file_that_vanishes_is_noticed_and_can_be_saved_elsewhere(
    project, path, tmp_path, make, contents, how
):
    project.history.do(SetMask(1, 0, make.mask(), make.mark()), "Paint")
    before = contents(project.document)
    home = tmp_path / "home"
    if how == "deleted":
        path.unlink()
    elif how == "moved":
        path.rename(tmp_path / "renamed.samurai")
    else:
        home.mkdir()
        for file in tmp_path.glob("cats*"):
            file.rename(home / file.name)
    for _ in range(2):
        with pytest.raises(StorageError, match="no longer where it was opened"):
            project.history.do(SetMask(1, 1, make.mask(), make.mark()), "Paint")
    with pytest.raises(StorageError, match="save a copy elsewhere"):
        project.history.undo()
    assert contents(project.document) == before
    project.save_copy_as(tmp_path / "rescued.samurai")
    project.close()
    with open_project(tmp_path / "rescued.samurai") as rescued:
        assert contents(rescued.document)["masks"] == before["masks"]
        rescued.history.undo()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="uses /proc as a folder nobody can write")
def test_a_folder_that_cannot_be_written(tmp_path):
    with pytest.raises(StorageError, match="its folder cannot be written"):
        create_project(Path("/proc/x.samurai"))


def test_a_read_only_file_is_said(project, path, make, contents):
    before = contents(project.document)
    project._db.execute("PRAGMA query_only = 1")  # SQLite then answers as on a read-only file
    with pytest.raises(StorageError, match="read-only"):
        project.history.do(SetMask(1, 1, make.mask(), make.mark()), "Paint")
    assert contents(project.document) == before


def test_another_program_that_writes_the_file_is_said(project, path, make, contents):
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    project._db.execute("PRAGMA busy_timeout = 50")
    before = contents(project.document)
    with pytest.raises(ProjectError, match="used by another program"):
        project.history.do(SetMask(1, 1, make.mask(), make.mark()), "Paint")
    assert contents(project.document) == before
    other.close()
    project.history.do(SetMask(1, 1, make.mask(), make.mark()), "Paint")


# ---- copies


def test_save_a_copy(project, path, tmp_path, make, contents):
    project.history.do(SetMedia(make.media(absolute_path=str(tmp_path / "clip.mp4"))), "Relocate")
    project.history.do(SetMask(1, 0, make.mask(), make.mark()), "Paint")
    target = tmp_path / "deeper" / "copy.samurai"
    target.parent.mkdir()
    target.write_text("something that is replaced")
    project.save_copy_as(target)
    project.history.do(ChangeObject(SegObject(1, "later")), "Rename")
    with open_project(target) as copy:
        assert copy.document.objects[1].name == "cat"
        assert copy.document.media.relative_path == "../clip.mp4"
        assert copy.document.mask(1, 0) == project.document.mask(1, 0)
        assert copy.history.undo_names == project.history.undo_names[1:]
    assert [file.name for file in target.parent.iterdir()] == ["copy.samurai"]
    with pytest.raises(StorageError, match="project itself"):
        project.save_copy_as(path)
    with pytest.raises(StorageError, match="no folder"):
        project.save_copy_as(tmp_path / "nowhere" / "x.samurai")


def test_a_passing_copy_is_for_reading_and_can_be_kept(project, path, tmp_path, make, contents):
    with open_copy(path) as copy:
        assert contents(copy.document) == contents(project.document)
        assert copy.folder == path.parent and copy.copy_of == path
        copy.history.do(AddObject(SegObject(3, "owl")), "Add")
        copy.save_copy_as(tmp_path / "kept.samurai")
        folder = copy.path.parent
    assert not folder.exists()
    assert 3 not in project.document.objects
    with open_project(tmp_path / "kept.samurai") as kept:
        assert 3 in kept.document.objects


def test_a_snapshot_stays_as_it_was_and_works_on_another_thread(project, make):
    for opened in (project, None):
        if opened is None:
            opened = memory_project()
            opened.history.do(SetMedia(make.media()), "Media")
            opened.history.do(AddObject(SegObject(1, "cat")), "Add")
        first, second = make.mask(), make.mask()
        opened.history.do(SetMask(1, 0, first, Mark(Origin.PAINTED)), "Paint")
        found = []
        with opened.snapshot() as snapshot:
            opened.history.do(SetMask(1, 0, second, Mark(Origin.INFERRED)), "Paint")
            opened.history.do(SetMask(1, 1, second, Mark(Origin.INFERRED)), "Paint")
            worker = threading.Thread(
                target=lambda: found.extend((snapshot.mask(1, 0), snapshot.mask(1, 1), snapshot.mask(9, 9)))
            )
            worker.start()
            worker.join()
            assert found == [first, None, None]
            assert snapshot.marks(1)[0].origin is Origin.PAINTED and list(snapshot.marks(1)) == [0]
            assert list(snapshot.objects) == list(opened.document.objects)
        opened.close()


def test_a_large_project_opens_at_once(path, make):
    """Marks are read at once, masks are not. The real figures are in tests/bench."""
    with create_project(path) as project:
        project.history.do(SetMedia(make.media(frame_count=4000)), "Media")
        mask = make.mask()
        for object_id in range(1, 6):
            project.history.do(AddObject(SegObject(object_id, "x")), "Add")
            entries = [MaskEntry(object_id, frame, mask, make.mark()) for frame in range(4000)]
            project.history.do(set_masks(entries), "Track")
    begun = time.perf_counter()
    with open_project(path) as again:
        took = time.perf_counter() - begun
        assert sum(len(again.document.marks(i)) for i in again.document.objects) == 20000
    assert took < 1.0
