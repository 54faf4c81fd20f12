import json

import pytest

from core.document.document import SegObject
from core.document.edits import (
    AddObject,
    ChangeObject,
    MaskEntry,
    RemoveMasks,
    SetMask,
    SetMasks,
    SetPrompt,
    set_masks,
)
from core.document.encoding import decode, encode
from core.document.history import History
from core.document.store import open_project
from core.errors import ProjectError
from core.types import Click, FramePrompt


def frame_edit(make, frame):
    return SetMasks(tuple(MaskEntry(object_id, frame, make.mask(), make.mark()) for object_id in (1, 2)))


def test_names_and_positions(project):
    history = project.history
    assert history.undo_names == ["Add dog", "Add cat", "Open media"]
    here = history.position
    history.undo()
    assert history.redo_names == ["Add dog"] and history.position != here
    history.redo()
    assert history.position == here
    history.undo()
    history.do(AddObject(SegObject(5, "owl")), "Add owl")
    assert history.redo_names == []
    assert history.undo_names == ["Add owl", "Add cat", "Open media"]
    assert history.position != here


def test_nothing_to_undo_or_redo(project):
    with pytest.raises(ProjectError, match="nothing to redo"):
        project.history.redo()
    for _ in range(3):
        project.history.undo()
    with pytest.raises(ProjectError, match="nothing to undo"):
        project.history.undo()


def test_a_run_is_one_step_and_every_frame_of_it_is_on_disk_at_once(project, path, make, contents):
    before = contents(project.document)
    project.history.do(frame_edit(make, 3), "earlier mask")
    old = contents(project.document)
    project.history.begin("Track", {"stop": 9})
    for frame in range(10):
        project.history.extend(frame_edit(make, frame))
    project.history.end()
    tracked = contents(project.document)
    assert project.history.undo_names[:2] == ["Track", "earlier mask"]
    assert len(project.history.undo().masks) == 20
    assert contents(project.document) == old
    project.history.undo()
    assert contents(project.document) == before
    project.history.redo()
    project.history.redo()
    assert contents(project.document) == tracked
    assert project.history.interrupted_run is None


def test_a_run_that_changes_nothing_leaves_no_step(project):
    names = project.history.undo_names
    project.history.begin("Track")
    assert project.history.running
    project.history.extend(RemoveMasks(((1, 4),)))
    project.history.end()
    assert project.history.undo_names == names and not project.history.running


def test_an_edit_during_a_run_is_a_step_of_its_own_in_the_right_order(project, make, contents):
    states = [contents(project.document)]
    history = project.history
    history.begin("Track")
    history.extend(frame_edit(make, 0))
    history.extend(frame_edit(make, 1))
    states.append(contents(project.document))
    history.do(SetMask(1, 1, make.mask(), make.mark()), "Paint")
    states.append(contents(project.document))
    history.extend(frame_edit(make, 1))
    history.extend(frame_edit(make, 2))
    history.end()
    assert history.undo_names[:3] == ["Track", "Paint", "Track"]
    for state in reversed(states):
        history.undo()
        assert contents(project.document) == state


def test_no_undo_and_no_second_run_while_a_run_goes_on(project):
    project.history.begin("Track forward")
    for call in (project.history.undo, lambda: project.history.begin("x")):
        with pytest.raises(ProjectError, match="“Track forward” is still going on"):
            call()
    project.history.end()
    project.history.undo()


def test_a_new_edit_in_a_run_drops_what_could_be_redone(project, make):
    project.history.undo()
    project.history.begin("Track")
    project.history.extend(SetMask(1, 0, make.mask(), make.mark()))
    assert project.history.redo_names == []
    project.history.end()


def test_a_run_cut_short_is_known_when_the_project_is_opened_again(project, path, make, crash):
    project.history.begin("Track", {"objects": [1, 2], "stop": 39})
    for frame in range(5):
        project.history.extend(frame_edit(make, frame))
    crash(project)
    with open_project(path) as again:
        run = again.history.interrupted_run
        assert run.name == "Track" and run.request == {"objects": [1, 2], "stop": 39}
        assert set(again.document.marks(1)) == set(range(5))
        again.history.undo()
        assert not again.document.marks(1)
        again.history.redo()
    with open_project(path) as again:
        assert again.history.interrupted_run is not None
        again.history.dismiss_interrupted_run()
    with open_project(path) as again:
        assert again.history.interrupted_run is None
        assert set(again.document.marks(1)) == set(range(5))


def test_going_on_with_an_interrupted_run_clears_it(project, path, make, crash):
    project.history.begin("Track", {"stop": 3})
    crash(project)
    with open_project(path) as again:
        again.history.begin("Track", {"stop": 3})
        assert again.history.interrupted_run is None
        again.history.end()
    with open_project(path) as again:
        assert again.history.interrupted_run is None


def test_two_hundred_steps_and_more_are_kept_and_the_oldest_dropped(project, path, make):
    history = History(project.document, project._tables, max_steps=250)
    for count in range(300):
        history.do(SetPrompt(1, FramePrompt(0, (Click(count % 30, 1 + count // 30),))), f"Click {count}")
    assert len(history.undo_names) == 250
    assert history.undo_names[0] == "Click 299" and history.undo_names[-1] == "Click 50"
    for _ in range(250):
        history.undo()
    assert project.document.prompt(1, 0).clicks == (Click(49 % 30, 1 + 49 // 30),)
    project.close()
    with open_project(path) as again:
        assert len(again.history.redo_names) == 250 and again.history.undo_names == []


def test_the_history_is_bounded_in_bytes_but_keeps_the_newest_step(project, make):
    history = History(project.document, project._tables, max_bytes=20_000)
    history.do(set_masks([MaskEntry(1, frame, make.mask(), make.mark()) for frame in range(40)]), "Fill")
    for _ in range(20):
        edit = set_masks([MaskEntry(1, frame, make.mask(), make.mark()) for frame in range(40)])
        history.do(edit, "All new")
        assert history.size_bytes <= 20_000 or len(history.undo_names) == 1
        assert history.undo_names
    stored = project._tables.load_steps()
    assert len(stored) == len(history.undo_names) and len(stored) < 20


def test_a_callback_hears_of_undo_and_redo_too(project):
    heard = []
    project.history.changed.append(heard.append)
    project.history.do(ChangeObject(SegObject(1, "tiger")), "Rename")
    project.history.undo()
    project.history.redo()
    assert [change.objects for change in heard] == [{1}, {1}, {1}]


def tracked_twice(project, make):
    """A run over 20 frames, half of which had a mask: then another over them all."""
    project.history.do(set_masks([MaskEntry(1, f, make.mask(), make.mark()) for f in range(10)]), "half")
    for _ in range(2):
        project.history.begin("Track")
        for frame in range(20):
            project.history.extend(frame_edit(make, frame))
        project.history.end()


def test_a_long_step_is_turned_in_parts_and_all_of_it_comes_back(project, path, make, contents, monkeypatch):
    monkeypatch.setattr("core.document.history.BATCH", 8)
    states = [contents(project.document)]
    tracked_twice(project, make)
    states.append(contents(project.document))
    shares = list(project.history.undoing())
    assert len(shares) > 2 and shares == sorted(shares) and shares[-1] == 1.0
    project.history.undo()
    project.history.undo()
    assert contents(project.document) == states[0]
    project.close()
    with open_project(path) as again:
        assert contents(again.document) == states[0]
        for _ in range(3):
            list(again.history.redoing())
        assert contents(again.document) == states[1]
        for _ in range(3):
            again.history.undo()
        assert contents(again.document) == states[0]


def test_a_step_that_is_turned_only_half_is_not_turned_at_all(project, path, make, contents, monkeypatch):
    monkeypatch.setattr("core.document.history.BATCH", 4)
    tracked_twice(project, make)
    before, names = contents(project.document), project.history.undo_names
    parts = project.history.undoing()
    next(parts), next(parts)
    half = contents(project.document)
    assert half != before
    with pytest.raises(ProjectError, match="still being undone"):
        project.history.do(AddObject(SegObject(7, "owl")), "Add owl")
    with pytest.raises(ProjectError, match="still being undone"):
        project.history.begin("Track")
    with pytest.raises(ProjectError, match="still being undone"):
        project.history.undo()
    with pytest.raises(ProjectError, match="still being undone"):
        project.snapshot()
    parts.close()
    assert contents(project.document) == before
    assert project.history.undo_names == names
    project.history.undo()
    project.history.redo()
    assert contents(project.document) == before
    project.close()
    with open_project(path) as again:
        assert contents(again.document) == before


def test_steps_of_the_earlier_way_of_writing_are_read(make):
    entry = MaskEntry(1, 2, make.mask(), make.mark(comment="é"))
    mask, mark = entry.mask, entry.mark
    old = {
        "_": "SetMasks",
        "entries": [
            {
                "_": "MaskEntry",
                "object_id": 1,
                "frame_index": 2,
                "mask": {"_": "Mask", "size": [mask.height, mask.width], "rle": mask.counts.decode()},
                "mark": {"_": "Mark", "mark": [mark.origin, mark.state, mark.score, mark.comment]},
            }
        ],
    }
    assert decode(json.dumps(old)) == decode(encode(SetMasks((entry,)))) == SetMasks((entry,))
