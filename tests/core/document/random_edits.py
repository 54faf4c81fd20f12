"""A person and a tracker at work, at random but the same for the same seed.

Run as a program it works on a project file until it is killed, and prints a line after each edit.
"""

import sys
from pathlib import Path

import numpy as np

from core.document.document import Document, Mark, MediaRef, Overlap, ProjectSettings, SegObject
from core.document.edits import (
    AddObject,
    ChangeObject,
    EditGroup,
    MaskEntry,
    MoveObject,
    RemoveMasks,
    RemoveObject,
    SetMask,
    SetMasks,
    SetMedia,
    SetPrompt,
    SetSettings,
    set_state,
)
from core.document.history import History
from core.masks import Mask
from core.types import Box, Click, FramePrompt, Origin, State

HEIGHT, WIDTH, FRAMES = 60, 80, 30


class Worker:
    """Does one random thing at a time. `steps` counts the transactions that are on disk."""

    def __init__(self, document: Document, history: History, seed: int) -> None:
        self.document, self.history = document, history
        self.rng = np.random.default_rng(seed)
        self.tracking = 0

    def step(self) -> None:
        document, history, rng = self.document, self.history, self.rng
        if document.media is None:
            media = MediaRef("clip.mp4", "/clip.mp4", "f00d", FRAMES, WIDTH, HEIGHT, 25.0)
            history.do(SetMedia(media), "Media")
            return
        if not document.objects:
            history.do(AddObject(SegObject(document.new_object_id, "first")), "Add")
            return
        object_id = int(rng.choice(list(document.objects)))
        frame = int(rng.integers(FRAMES))
        if self.tracking:
            self._track(object_id, frame)
            return
        kind = int(rng.integers(14))
        if kind == 0 and len(document.objects) < 5:
            history.do(AddObject(SegObject(document.new_object_id, f"object {rng.integers(99)}"), 0), "Add")
        elif kind == 1 and len(document.objects) > 2:
            history.do(RemoveObject(object_id), "Remove")
        elif kind == 2:
            history.do(
                ChangeObject(SegObject(object_id, f"name {rng.integers(99)}", locked=bool(frame % 2))), "Name"
            )
        elif kind == 3:
            history.do(MoveObject(object_id, int(rng.integers(len(document.objects)))), "Move")
        elif kind == 4:
            prompt = FramePrompt(frame, (Click(float(rng.integers(WIDTH)), 5.0),), Box(1, 1, 30, 20))
            both = (
                SetPrompt(object_id, prompt),
                SetMask(object_id, frame, self._mask(), Mark(Origin.INFERRED)),
            )
            history.do(EditGroup(both), "Click")
        elif kind == 5:
            history.do(RemoveMasks(tuple((object_id, int(f)) for f in rng.integers(FRAMES, size=5))), "Clear")
        elif kind == 6:
            places = [(object_id, f) for f in range(FRAMES)]
            history.do(set_state(document, places, State(str(rng.choice([str(s) for s in State])))), "State")
        elif kind == 7:
            overlap = Overlap.ALLOWED if frame % 2 else Overlap.EXCLUSIVE
            history.do(SetSettings(ProjectSettings(overlap, (f"class {frame}",))), "Settings")
        elif kind in (8, 9):
            for _ in range(int(rng.integers(1, 4))):
                if history.undo_names:
                    history.undo()
        elif kind == 10 and history.redo_names:
            history.redo()
        elif kind == 11:
            self.tracking = int(rng.integers(1, 12))
            history.begin("Track", {"frames": self.tracking})
        else:
            self._stroke(object_id, frame)

    def _track(self, object_id: int, frame: int) -> None:
        self.tracking -= 1
        entries = [
            MaskEntry(i, frame, self._mask(), Mark(Origin.INFERRED, score=0.5)) for i in self.document.objects
        ]
        self.history.extend(SetMasks(tuple(entries)))
        if self.tracking == 0:
            self.history.end()
        elif self.rng.random() < 0.1:
            self._stroke(object_id, frame)

    def _stroke(self, object_id: int, frame: int) -> None:
        before = self.document.mask(object_id, frame)
        x, y = int(self.rng.integers(WIDTH - 9)), int(self.rng.integers(HEIGHT - 9))
        dab = Mask.from_patch(np.ones((9, 9)), x, y, HEIGHT, WIDTH)
        mask = dab if before is None else before.union(dab) if frame % 3 else before.minus(dab)
        self.history.do(SetMask(object_id, frame, mask, Mark(Origin.PAINTED, State.CORRECTED)), "Paint")

    def _mask(self) -> Mask:
        x, y = int(self.rng.integers(WIDTH - 40)), int(self.rng.integers(HEIGHT - 40))
        patch = self.rng.random((int(self.rng.integers(1, 40)), int(self.rng.integers(1, 40)))) < 0.8
        return Mask.from_patch(patch, x, y, HEIGHT, WIDTH)


def work_until_killed(path: Path, seed: int) -> None:
    from core.document.store import create_project

    project = create_project(path)
    worker = Worker(project.document, project.history, seed)
    print("open", flush=True)
    while True:
        worker.step()
        print("done", flush=True)


if __name__ == "__main__":
    work_until_killed(Path(sys.argv[1]), int(sys.argv[2]))
