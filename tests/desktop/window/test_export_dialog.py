"""The export dialog: which objects go, what their classes are called, and what it remembers."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStyleOptionViewItem, QTableWidgetItem
from pytestqt.qtbot import QtBot

from core.document.document import Mark, Overlap
from core.document.edits import MaskEntry, SetSettings, set_masks
from core.formats.contract import Only
from core.masks import Mask
from core.types import Origin, State
from desktop.app import Application
from desktop.dialogs.export import ExportDialog
from desktop.dialogs.export_objects import CLASS, OBJECT
from tests.desktop.controllers.conftest import FRAMES, SIZE_WH, video, video_file

__all__ = ["video", "video_file"]


def cell(dialog: ExportDialog, row: int, column: int) -> QTableWidgetItem:
    found = dialog.objects.item(row, column)
    assert found is not None
    return found


@pytest.fixture
def three(application: Application, qtbot: QtBot, video: Path) -> Application:
    """A project with two cats and a dog, a mask of each on every frame."""
    parts = application.parts
    with qtbot.waitSignal(parts.opening.ended):
        parts.opening.open(video)
    mask = Mask.empty(SIZE_WH[1], SIZE_WH[0])
    for class_name in ("cat", "cat", "dog"):
        parts.objects.add()
        item = parts.documents.selected_object
        assert item is not None
        parts.objects.change(replace(item, class_name=class_name))
    marks = [MaskEntry(i, f, mask, Mark(Origin.INFERRED)) for i in (1, 2, 3) for f in range(FRAMES)]
    parts.documents.do(set_masks(marks), "Track")
    return application


@pytest.fixture
def dialog(three: Application) -> Iterator[ExportDialog]:
    three.commands.files.export()
    found = three.window.findChild(ExportDialog)
    assert found is not None
    yield found
    found.close()


def test_all_objects_go_under_their_own_names_unless_told_otherwise(dialog: ExportDialog) -> None:
    assert dialog.objects.object_ids is None
    assert dialog.objects.class_map == {}


def test_a_class_is_renamed_for_all_of_its_objects_and_others_stay_behind(
    three: Application, qtbot: QtBot, dialog: ExportDialog, tmp_path: Path
) -> None:
    table = dialog.objects
    cell(dialog, 0, CLASS).setText("feline")
    assert cell(dialog, 1, CLASS).text() == "feline"
    assert cell(dialog, 2, CLASS).text() == "dog"
    cell(dialog, 1, OBJECT).setCheckState(Qt.CheckState.Unchecked)
    assert table.object_ids == frozenset({1, 3})
    dialog.format.setCurrentIndex(dialog.format.findData("coco"))
    dialog.target.setText(str(tmp_path / "out"))
    with qtbot.waitSignal(three.parts.exporting.ended, timeout=20_000):
        dialog.export.click()
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert [item["class_name"] for item in manifest["objects"]] == ["feline", "dog"]


def test_an_object_without_a_class_says_so(dialog: ExportDialog) -> None:
    table, option = dialog.objects, QStyleOptionViewItem()
    cell(dialog, 0, CLASS).setText("")
    for row, shown in ((0, "no class"), (2, "dog")):
        index = table.model().index(row, CLASS)
        table.itemDelegateForColumn(CLASS).initStyleOption(option, index)
        assert option.text == shown


@pytest.mark.parametrize(("only", "frames"), [(Only.ALL, FRAMES), (Only.APPROVED, 3), (Only.KEY, 4)])
def test_it_exports_the_masks_that_it_says(
    three: Application, qtbot: QtBot, dialog: ExportDialog, tmp_path: Path, only: Only, frames: int
) -> None:
    mask = Mask.empty(SIZE_WH[1], SIZE_WH[0])
    marks = [Mark(Origin.FILLED)] * FRAMES
    marks[:4] = [Mark(Origin.INFERRED)] * 4
    marks[2:5] = [replace(mark, state=State.APPROVED) for mark in marks[2:5]]
    entries = [MaskEntry(i, f, mask, mark) for i in (1, 2, 3) for f, mark in enumerate(marks)]
    three.parts.documents.do(set_masks(entries), "Track")
    dialog.only.setCurrentIndex([Only(dialog.only.itemData(i)) for i in range(3)].index(only))
    dialog.target.setText(str(tmp_path / "out"))
    with qtbot.waitSignal(three.parts.exporting.ended, timeout=20_000):
        dialog.export.click()
    assert dialog.message.startswith(f"{frames} frames with {3 * frames} masks")


def test_without_any_object_it_says_so(three: Application, qtbot: QtBot, dialog: ExportDialog) -> None:
    for row in range(3):
        cell(dialog, row, OBJECT).setCheckState(Qt.CheckState.Unchecked)
    with qtbot.waitSignal(three.parts.exporting.ended, timeout=20_000):
        dialog.export.click()
    assert "no object to export" in dialog.message


def test_it_begins_where_the_last_export_went(
    three: Application, qtbot: QtBot, dialog: ExportDialog, tmp_path: Path
) -> None:
    dialog.format.setCurrentIndex(dialog.format.findData("png"))
    dialog.target.setText(str(tmp_path / "there" / "masks"))
    with qtbot.waitSignal(three.parts.exporting.ended, timeout=20_000):
        dialog.export.click()
    again = ExportDialog(three.window, three.parts.documents, three.parts.exporting, None)
    assert again.format.currentData() == "png"
    assert Path(again.target.text()).parent == tmp_path / "there"
    again.close()


def test_it_says_what_becomes_of_overlaps(three: Application, dialog: ExportDialog) -> None:
    dialog.format.setCurrentIndex(dialog.format.findData("coco"))
    assert "the upper one has it" in dialog._loss.text()
    document = three.parts.documents.document
    assert document is not None
    settings = replace(document.settings, overlap=Overlap.ALLOWED)
    three.parts.documents.do(SetSettings(settings), "Allow Overlaps")
    dialog._on_format()
    assert "overlap" not in dialog._loss.text()
    dialog.format.setCurrentIndex(dialog.format.findData("davis"))
    assert "the upper one has it" in dialog._loss.text()
