"""Mending through the real window: paint, erase, undo, redo, correct in the middle, track that stretch again,
approve, export COCO, and import it into a new project, which must then hold the very same masks.
"""

import shutil
from collections.abc import Callable, Generator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from core.engine import loader
from core.types import Origin, State
from desktop.dialogs.export import ExportDialog
from desktop.dialogs.import_masks import ImportDialog
from tests.e2e.conftest import Session, disc_centre
from tests.tiny_model import tiny_model

Steps = Generator[Callable[[], object]]
NO_KEY = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton
MIDDLE = 20


@pytest.fixture(autouse=True)
def quick_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is tracked matters little here, and how long it takes does."""
    monkeypatch.setattr(loader, "load_model", lambda *_args, **_more: tiny_model())


def stroke(s: Session, start: tuple[float, float], stop: tuple[float, float]) -> None:
    """Draw with the tool in hand from one media px to another."""
    canvas = s.app.window.canvas
    here, there = (QPointF(*canvas.viewport.to_widget(*at)).toPoint() for at in (start, stop))
    QTest.mouseMove(canvas, here)
    QTest.mousePress(canvas, LEFT, NO_KEY, here)
    for step in range(1, 5):
        QTest.mouseMove(canvas, here + QPoint((there - here) * step / 4))
    QTest.mouseRelease(canvas, LEFT, NO_KEY, there)


def shown(s: Session, frame_index: int) -> Callable[[], bool]:
    frames = s.app.parts.frames
    return lambda: frames.shown is not None and frames.shown.frame_index == frame_index


def go(s: Session, frame_index: int) -> Callable[[], bool]:
    s.app.parts.frames.go_to(frame_index)
    return shown(s, frame_index)


def test_mending_from_the_first_stroke_to_another_project(
    run_app: Callable[..., None], video: Path, tmp_path: Path
) -> None:
    exported = tmp_path / "out"
    masks: dict[int, object] = {}

    def mend(s: Session) -> Steps:
        parts = s.app.parts
        yield lambda: parts.frames.shown is not None and parts.models.model is not None
        s.click(*disc_centre(0))
        document = parts.documents.document
        assert document is not None
        yield lambda: document.mask(1, 0) is not None
        yield s.can("track.forward")
        s.do("track.forward")
        yield lambda: not parts.tracking.running
        assert len(document.marks(1)) == 40

        # Twelve strokes in the middle, each one step; ten undone, five done again.
        yield go(s, MIDDLE)
        tracked = document.mask(1, MIDDLE)
        before = {i: document.mask(1, i) for i in range(40)}
        states = [tracked]
        s.do("tool.brush")
        for n in range(6):
            stroke(s, (10 + 8 * n, 10), (14 + 8 * n, 22))
            states.append(document.mask(1, MIDDLE))
        s.do("tool.eraser")
        for n in range(6):
            stroke(s, (10 + 8 * n, 12), (12 + 8 * n, 20))
            states.append(document.mask(1, MIDDLE))
        assert len({mask.counts for mask in states if mask is not None}) == 13
        yield s.can("edit.undo")
        for back in range(11, 1, -1):
            s.do("edit.undo")
            assert document.mask(1, MIDDLE) == states[back]
        yield s.can("edit.redo")
        for forth in range(3, 8):
            s.do("edit.redo")
            assert document.mask(1, MIDDLE) == states[forth]
        painted = states[7]

        # The disc itself is what the correction should be: paint it whole.
        x, y = disc_centre(MIDDLE)
        s.do("tool.brush")
        parts.window.canvas.tool.set_size_px(30)  # type: ignore[attr-defined]
        stroke(s, (x - 2, y), (x + 2, y))
        corrected = document.mask(1, MIDDLE)
        assert corrected != painted
        mark = document.mark(1, MIDDLE)
        assert mark is not None
        assert (mark.origin, mark.state) == (Origin.PAINTED, State.CORRECTED)

        # Only that stretch is tracked again; what it changed is shown, dropped, tracked again, kept.
        yield s.can("track.again")
        s.do("track.again")
        yield lambda: not parts.tracking.running
        assert document.mask(1, MIDDLE) == corrected
        assert document.mask(1, 0) == before[0]
        result = parts.correcting.result
        if result is not None:
            yield s.can("track.drop")
            s.do("track.drop")
            yield s.can("edit.redo")
            assert all(document.mask(1, i) == before[i] for i in range(40) if i != MIDDLE)
            s.do("edit.redo")
            yield s.can("edit.undo")
            assert document.mask(1, MIDDLE) == corrected

        # Approved masks stay, whatever runs over them.
        yield go(s, 0)
        s.do("mask.approve_on")
        approved = {i: document.mask(1, i) for i in range(MIDDLE)}
        assert {document.mark(1, i).state for i in approved} == {State.APPROVED}  # type: ignore[union-attr]
        yield s.can("track.forward")
        s.do("track.forward")
        yield lambda: not parts.tracking.running
        assert {i: document.mask(1, i) for i in approved} == approved
        assert document.mask(1, MIDDLE) == corrected

        s.do("file.export")
        dialog = s.app.window.findChild(ExportDialog)
        assert dialog is not None
        dialog.format.setCurrentIndex(dialog.format.findData("coco"))
        dialog.target.setText(str(exported))
        dialog.export.click()
        yield lambda: not parts.exporting.running
        assert "every pixel is the same" in dialog.message
        assert "40 masks" in dialog.message, dialog.message
        dialog.close()
        masks.update({i: document.mask(1, i) for i in range(40)})
        assert all(mask is not None for mask in masks.values())

    run_app(mend, str(video))

    again = tmp_path / "again"
    again.mkdir()
    copy = Path(shutil.copy(video, again))

    def compare(s: Session) -> Steps:
        parts = s.app.parts
        yield lambda: parts.frames.shown is not None
        document = parts.documents.document
        assert document is not None
        assert not document.objects
        yield s.can("file.import")
        s.do("file.import")
        dialog = s.app.window.findChild(ImportDialog)
        assert dialog is not None
        dialog.path.setText(str(exported))
        assert dialog.format.currentData() == "coco"
        dialog.start.click()
        yield lambda: not parts.importing.running
        assert {i: document.mask(1, i) for i in range(40)} == masks
        assert {mark.origin for mark in document.marks(1).values()} == {Origin.IMPORTED}
        yield s.can("edit.undo")
        s.do("edit.undo")
        assert not document.objects

    run_app(compare, str(copy))
