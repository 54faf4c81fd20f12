"""Exports from the window: success, cancel, failure, and of the document as it was."""

from pathlib import Path

import pytest

from core.document.document import Mark
from core.document.edits import MaskEntry, set_masks
from core.formats.contract import ExportOptions
from core.formats.export import ExportFinished
from core.masks import Mask
from core.types import Origin
from desktop.controllers.exporting import ExportOrder
from desktop.jobs.job import Outcome
from tests.desktop.controllers.conftest import FRAMES, SIZE_WH, Desk


@pytest.fixture
def ready(desk: Desk, video: Path) -> Desk:
    desk.open(video)
    desk.objects.add()
    mask, mark = Mask.empty(SIZE_WH[1], SIZE_WH[0]), Mark(Origin.INFERRED)
    desk.documents.do(set_masks([MaskEntry(1, i, mask, mark) for i in range(FRAMES)]), "Track")
    return desk


def export(desk: Desk, order: ExportOrder, *, cancel: bool = False) -> tuple[list[ExportFinished], Outcome]:
    finished: list[ExportFinished] = []
    ended: list[Outcome] = []
    desk.exporting.finished.connect(finished.append)
    desk.exporting.ended.connect(ended.append)
    assert desk.exporting.start(order)
    if cancel:
        desk.exporting.cancel()
    else:
        desk.objects.remove()  # the export is of what was there when it began
    desk.qtbot.waitUntil(lambda: bool(ended), timeout=20_000)
    return finished, ended[0]


def test_it_is_of_the_document_as_it_was(ready: Desk, tmp_path: Path) -> None:
    finished, outcome = export(ready, ExportOrder("davis", tmp_path / "out", ExportOptions()))
    assert outcome is Outcome.FINISHED
    assert (finished[0].frames, finished[0].masks) == (FRAMES, FRAMES)
    assert len(list((tmp_path / "out").rglob("*.png"))) == FRAMES


def test_cancel_leaves_nothing(ready: Desk, tmp_path: Path) -> None:
    finished, outcome = export(ready, ExportOrder("overlay", tmp_path / "out", ExportOptions()), cancel=True)
    assert outcome is Outcome.CANCELLED
    assert finished == []
    assert list(tmp_path.glob("*out*")) == []


def test_what_is_in_the_way_is_said(ready: Desk, tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.mkdir()
    (target / "thesis.txt").write_text("mine")
    problems: list[Exception] = []
    ready.exporting.problem_met.connect(problems.append)
    _, outcome = export(ready, ExportOrder("davis", target, ExportOptions()))
    assert outcome is Outcome.FAILED
    assert "other files" in str(problems[0])
    assert [path.name for path in target.iterdir()] == ["thesis.txt"]


def test_the_overlay_needs_no_second_opening(ready: Desk, tmp_path: Path) -> None:
    finished, _ = export(ready, ExportOrder("overlay", tmp_path / "out", ExportOptions(start=2, stop=5)))
    assert finished[0].frames == 4
    assert (tmp_path / "out" / "overlay.mp4").is_file()
