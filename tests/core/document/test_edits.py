"""Every edit: apply, undo, redo, close, open."""

import numpy as np
import pytest

from core.document.change import Change
from core.document.document import Overlap, ProjectSettings, SegObject
from core.document.edits import (
    AddObject,
    ChangeObject,
    EditGroup,
    FlipMask,
    MaskEntry,
    MoveObject,
    RemoveMasks,
    RemoveObject,
    RemovePrompt,
    SetMarks,
    SetMask,
    SetMasks,
    SetMedia,
    SetPrompt,
    SetSettings,
    as_prompts,
    set_masks,
    set_state,
)
from core.document.store import open_project
from core.errors import MaskError, ProjectError, PromptError
from core.masks import Mask
from core.types import Box, Click, FramePrompt, Origin, State


def fill(project, make):
    for object_id in (1, 2):
        entries = [MaskEntry(object_id, frame, make.mask(), make.mark()) for frame in range(0, 20, 2)]
        project.history.do(set_masks(entries), "Masks")
        project.history.do(
            SetPrompt(object_id, FramePrompt(4, (Click(3.5, 4.5),), Box(1, 2, 9, 8))), "Prompt"
        )
        project.history.do(SetPrompt(object_id, FramePrompt(6, mask=make.mask())), "Prompt")


EDITS = {
    "add": lambda d, m: AddObject(SegObject(3, "owl")),
    "add at the top": lambda d, m: AddObject(SegObject(7, "owl"), 0),
    "remove": lambda d, m: RemoveObject(1),
    "change": lambda d, m: ChangeObject(SegObject(2, "wolf", "wild", "#000000", visible=False, locked=True)),
    "move": lambda d, m: MoveObject(2, 0),
    "set prompt": lambda d, m: SetPrompt(1, FramePrompt(9, (Click(1, 1, positive=False),))),
    "replace prompt": lambda d, m: SetPrompt(1, FramePrompt(4, box=Box(-3, 1, 40, 20))),
    "empty prompt": lambda d, m: SetPrompt(1, FramePrompt(4)),
    "remove prompt": lambda d, m: RemovePrompt(2, 6),
    "new mask": lambda d, m: SetMask(1, 1, m.mask(), m.mark(Origin.PAINTED)),
    "replace mask": lambda d, m: SetMask(1, 2, m.mask(), m.mark(Origin.PAINTED, comment="“why?”\n")),
    "paint": lambda d, m: SetMask(
        1, 2, d.mask(1, 2).xor(Mask.from_patch(np.ones((2, 2)), 5, 5, 24, 32)), m.mark(Origin.PAINTED)
    ),
    "same pixels, other mark": lambda d, m: SetMask(1, 2, d.mask(1, 2), m.mark(state=State.CORRECTED)),
    "masks, old and new": lambda d, m: SetMasks(
        tuple(MaskEntry(i, frame, m.mask(), m.mark()) for i in (1, 2) for frame in (2, 3, 5, 8))
    ),
    "remove masks": lambda d, m: RemoveMasks(((1, 2), (1, 3), (2, 8), (1, 2))),
    "marks": lambda d, m: SetMarks(((1, 2, m.mark(state=State.FLAGGED)), (2, 8, m.mark(comment="blurred")))),
    "state": lambda d, m: set_state(d, [(1, f) for f in range(40)], State.APPROVED, "fine"),
    "media": lambda d, m: SetMedia(m.media(absolute_path="/elsewhere/clip.mp4")),
    "settings": lambda d, m: SetSettings(ProjectSettings(Overlap.ALLOWED, ("animal", "car"))),
    "masks as prompts": lambda d, m: as_prompts(d, [(1, 0), (1, 2), (2, 4), (2, 39)]),
    "group": lambda d, m: EditGroup((
        AddObject(SegObject(9, "owl")), SetMask(9, 0, m.mask(), m.mark()),
        EditGroup((SetPrompt(9, FramePrompt(0, (Click(0, 0),))), RemoveObject(2))), MoveObject(9, 0),
    )),
}  # fmt: skip


@pytest.mark.parametrize("case", EDITS)
def test_an_edit_is_undone_and_redone_also_after_reopening(project, path, make, contents, case):
    fill(project, make)
    before = contents(project.document)
    edit = EDITS[case](project.document, make)
    seen = []
    project.history.changed.append(seen.append)
    change = project.history.do(edit, case)
    after = contents(project.document)
    assert after != before
    assert seen == [change] and not change.is_empty

    assert project.history.undo() == change
    assert contents(project.document) == before
    project.history.redo()
    assert contents(project.document) == after
    project.close()

    with open_project(path) as again:
        assert contents(again.document) == after
        assert again.history.undo_names[0] == case
        again.history.undo()
        assert contents(again.document) == before
    with open_project(path) as again:
        assert contents(again.document) == before
        again.history.redo()
        assert contents(again.document) == after


def test_a_change_says_what_changed(project, make):
    fill(project, make)
    change = project.history.do(SetMasks((MaskEntry(1, 2, make.mask(), make.mark()),)), "x")
    assert change == Change(masks=frozenset({(1, 2)}), marks=frozenset({(1, 2)}))
    assert change.frames == {2} and change.touches(2) and not change.touches(3)
    change = project.history.do(RemoveObject(2), "x")
    assert change.objects == {2} and change.touches(17)
    assert change.prompts == {(2, 4), (2, 6)} and len(change.masks) == 10
    assert project.history.do(MoveObject(1, 0), "stays").is_empty
    assert project.history.undo_names[0] == "x"


def test_undo_of_a_stroke_keeps_only_the_pixels_that_differ(project, make):
    fill(project, make)
    picture = make.rng.random((24, 32)) < 0.5
    project.history.do(SetMask(1, 0, Mask.from_array(picture), make.mark()), "noise")
    picture[3:6, 4:9] ^= True
    edit = SetMask(1, 0, Mask.from_array(picture), make.mark())
    with project.document.transaction():
        inverse, _ = edit.apply(project.document)
    assert isinstance(inverse, FlipMask)
    assert inverse.differing.box_xyxy_px == (4, 3, 9, 6)


BAD = {
    "no such object": (lambda m: SetMask(5, 0, m.mask(), m.mark()), ProjectError, "no object 5"),
    "a frame too far": (lambda m: SetMask(1, 40, m.mask(), m.mark()), PromptError, "0 to 39"),
    "a frame before the first": (
        lambda m: SetPrompt(1, FramePrompt(-1, (Click(1, 1),))),
        PromptError,
        "Frame -1",
    ),
    "a mask of another size": (lambda m: SetMask(1, 0, m.mask(30, 30), m.mark()), MaskError, "30×30"),
    "a prompt mask of another size": (
        lambda m: SetPrompt(1, FramePrompt(0, mask=m.mask(30, 30))),
        MaskError,
        "30×30",
    ),
    "a click outside": (
        lambda m: SetPrompt(1, FramePrompt(0, (Click(33, 4),))),
        PromptError,
        r"click at \(33, 4\)",
    ),
    "a box outside": (
        lambda m: SetPrompt(1, FramePrompt(0, box=Box(32, 0, 40, 9))),
        PromptError,
        "outside the frame",
    ),
    "a box without area": (lambda m: SetPrompt(1, FramePrompt(0, box=Box(5, 5, 5, 9))), PromptError, "empty"),
    "an id twice": (lambda m: AddObject(SegObject(1, "twin")), ProjectError, "number 1"),
    "a mark without a mask": (lambda m: SetMarks(((1, 39, m.mark()),)), ProjectError, "no mask on frame 39"),
    "two masks in one place": (
        lambda m: SetMasks((MaskEntry(1, 0, m.mask(), m.mark()), MaskEntry(1, 0, m.mask(), m.mark()))),
        ProjectError,
        "two masks",
    ),
    "media of another size": (lambda m: SetMedia(m.media(width=64)), ProjectError, "do not fit"),
    "media that is shorter": (lambda m: SetMedia(m.media(frame_count=9)), ProjectError, "too short"),
}


@pytest.mark.parametrize("case", BAD)
def test_an_edit_that_cannot_be_done_changes_nothing(project, path, make, contents, case):
    fill(project, make)
    before, names = contents(project.document), project.history.undo_names
    edit, error, text = BAD[case]
    with pytest.raises(error, match=text) as caught:
        project.history.do(EditGroup((AddObject(SegObject(8, "first")), RemoveObject(2), edit(make))), case)
    assert str(caught.value).endswith(".") and "\n" not in str(caught.value)
    assert contents(project.document) == before
    assert project.history.undo_names == names
    project.close()
    with open_project(path) as again:
        assert contents(again.document) == before


def test_an_objects_number_is_never_given_twice(project, path):
    assert project.document.new_object_id == 3
    project.history.do(AddObject(SegObject(3, "owl")), "Add")
    project.history.undo()
    assert project.document.new_object_id == 4
    project.close()
    with open_project(path) as again:
        assert again.document.new_object_id == 4
