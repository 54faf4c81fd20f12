"""The objects panel through the mouse and the keys."""

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from core.document.document import SegObject
from desktop.icons import icon
from desktop.panels.colour_menu import ColourMenu
from desktop.panels.object_rows import Column, ObjectRow
from desktop.panels.objects import ObjectsPanel
from desktop.window.action_set import ActionSet

ROWS = [
    ObjectRow(SegObject(1, "Dog", "animal", "#e69f00"), 10, 2, 1),
    ObjectRow(SegObject(2, "Ball", "", "#56b4e9", locked=True)),
]


@pytest.fixture
def panel(qtbot: QtBot) -> ObjectsPanel:
    root = QObject()
    panel = ObjectsPanel(ActionSet(root), icon)
    panel._root = root  # type: ignore[attr-defined]  # lives as long as the panel
    qtbot.addWidget(panel)
    panel.resize(320, 300)
    panel.set_rows(ROWS, 1, ["vehicle"])
    panel.show()
    qtbot.waitExposed(panel)
    return panel


def press(panel: ObjectsPanel, row: int, column: Column) -> None:
    rect = panel._table.visualRect(panel.rows.index(row, column))
    QTest.mouseClick(
        panel._table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, rect.center()
    )


def test_pressing_a_row_selects_the_object(panel: ObjectsPanel) -> None:
    selected: list[int] = []
    panel.object_selected.connect(selected.append)
    press(panel, 1, Column.NAME)
    press(panel, 1, Column.CLASS)
    assert selected == [2]


def test_eye_and_lock_act_at_once_and_select_nothing(panel: ObjectsPanel) -> None:
    edited: list[SegObject] = []
    selected: list[int] = []
    panel.object_edited.connect(edited.append)
    panel.object_selected.connect(selected.append)
    press(panel, 1, Column.VISIBLE)
    press(panel, 1, Column.LOCKED)
    assert [(item.id, item.visible, item.locked) for item in edited] == [(2, False, True), (2, True, False)]
    assert selected == []


def test_rename_in_place(panel: ObjectsPanel, qtbot: QtBot) -> None:
    edited: list[SegObject] = []
    panel.object_edited.connect(edited.append)
    panel.edit_name()
    editor = panel._table.findChild(QLineEdit)
    assert editor is not None
    assert editor.accessibleName() == "Name"
    editor.setText("  Wolf ")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [item.name for item in edited] == ["Wolf"])


def test_tab_goes_on_to_the_class_and_to_the_next_object(panel: ObjectsPanel, qtbot: QtBot) -> None:
    edited: list[SegObject] = []

    def take(item: SegObject) -> None:
        edited.append(item)  # the list is set anew, as the document's change does
        rows = [ObjectRow(item if row.item.id == item.id else row.item) for row in panel.rows.rows]
        panel.set_rows(rows, panel._selected)

    def editor() -> QLineEdit:
        qtbot.waitUntil(lambda: len(panel._table.findChildren(QLineEdit)) == 1)
        return panel._table.findChild(QLineEdit)

    panel.object_edited.connect(take)
    panel.object_selected.connect(panel.select)
    panel.edit_name()
    for said, text in (("Name", "Wolf"), ("Class", "beast"), ("Name", "Globe"), ("Class", "toy")):
        qtbot.waitUntil(lambda said=said: editor().accessibleName() == said)
        editor().setText(text)
        QTest.keyClick(editor(), Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: len(edited) == 4)
    assert [(row.item.name, row.item.class_name) for row in panel.rows.rows] == [
        ("Wolf", "beast"),
        ("Globe", "toy"),
    ]
    assert panel._selected == 2


def test_shift_tab_goes_back(panel: ObjectsPanel, qtbot: QtBot) -> None:
    panel.edit_class()
    editor = panel._table.findChild(QLineEdit)
    QTest.keyClick(editor, Qt.Key.Key_Backtab)
    qtbot.waitUntil(lambda: [e.accessibleName() for e in panel._table.findChildren(QLineEdit)] == ["Name"])


def test_an_empty_name_and_an_unchanged_one_are_no_edit(panel: ObjectsPanel) -> None:
    edited: list[SegObject] = []
    panel.object_edited.connect(edited.append)
    index = panel.rows.index(0, Column.NAME)
    assert not panel.rows.setData(index, "   ")
    assert not panel.rows.setData(index, "Dog")
    assert panel.rows.setData(panel.rows.index(0, Column.CLASS), "")  # a class can be taken away
    assert [item.class_name for item in edited] == [""]


def test_classes_in_use_and_of_the_project_are_offered(panel: ObjectsPanel) -> None:
    assert panel._class_names() == ["animal", "vehicle"]


def test_counts_change_without_losing_selection_or_editor(panel: ObjectsPanel) -> None:
    panel.edit_name()
    panel.set_rows([ObjectRow(ROWS[0].item, 11), ROWS[1]], 1)
    assert panel._table.findChild(QLineEdit) is not None
    assert panel.rows.index(0, Column.MASKS).data() == "11"
    assert "11 masks" in panel.rows.index(0, Column.MASKS).data(Qt.ItemDataRole.ToolTipRole)


def test_an_empty_list_says_what_to_do(panel: ObjectsPanel) -> None:
    panel.set_rows([], None)
    assert not panel._empty.isVisible()
    panel.set_hint_shown(True)
    assert panel._empty.isVisible()
    panel.set_rows(ROWS, 1)
    assert not panel._empty.isVisible()


def test_the_palette_of_colours(panel: ObjectsPanel) -> None:
    menu = ColourMenu("#e69f00", panel)
    buttons = [b for b in menu.findChildren(object) if hasattr(b, "isCheckable") and b.property("colour")]
    assert [b.property("colour") for b in buttons if b.isChecked()] == ["#e69f00"]
    buttons[1].click()
    assert menu.chosen == "#56b4e9"
