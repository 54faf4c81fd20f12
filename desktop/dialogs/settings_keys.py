"""Settings: the keys of every command, recorded by pressing them."""

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.errors import AppError
from core.settings import Settings
from desktop.actions import ACTIONS, MENUS
from desktop.command_words import words_of
from desktop.controllers.preferences import Preferences
from desktop.dialogs.key_field import KeyField
from desktop.dialogs.settings_page import SettingsPage
from desktop.keymap import (
    DEFAULTS,
    FILE_FILTER,
    HELD,
    Keymap,
    is_held,
    keymap_of,
    keys_text,
    plain_name,
    read_keymap,
    write_keymap,
)
from desktop.language import counted, marked, shown, tr, without_mnemonic

COLUMNS = (marked("Command"), marked("Menu"), marked("Keys"))
ON_CANVAS = marked("Canvas, held")
Rows = list[tuple[str, str, str]]


def key_rows() -> Rows:
    """Everything that has keys or could have: id, menu, what it is for."""
    titles = {name: without_mnemonic(tr(title)) for name, title in MENUS}
    commands = [
        (spec.id, titles[spec.menu], spec.tooltip)
        for name, _ in MENUS
        for spec in ACTIONS
        if spec.menu == name
    ]
    return commands + [(held.id, tr(ON_CANVAS), tr(held.tooltip)) for held in HELD]


class KeysPage(SettingsPage):
    """A table of all commands; below it the keys of the chosen one, and what is in their way."""

    title = marked("Shortcuts")
    names = ("keys",)

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(preferences, parent)
        self._keymap = Keymap()
        self._listed = key_rows()
        self._adding = False
        self._wanted: str | None = None
        self.table = self._make_table()
        self.name = QLabel(self)
        self.field = KeyField(self)
        self.field.setAccessibleName(tr("Keys"))
        self.field.setToolTip(tr("The keys of the chosen command. Press this, then the new keys."))
        self.field.setMinimumWidth(230)
        self.add = self._button(tr("Add"), tr("Give the chosen command one more key."))
        self.none = self._button(tr("No Key"), tr("Take all keys from the chosen command."))
        self.default = self._button(tr("Reset"), tr("Give the chosen command its default keys again."))
        self.said = QLabel(self)
        self.said.setWordWrap(True)
        self.said.setAccessibleName(tr("What is in the way"))
        self.take = self._button(
            tr("Take It Over"), tr("The chosen command gets the key, the other one loses it.")
        )
        self.leave = self._button(tr("Leave It"), tr("Everything stays as it is."))
        self.load = self._button(
            tr("Import…"), tr("Take all keys from a file that was exported here or elsewhere.")
        )
        self.store = self._button(tr("Export…"), tr("Write your keys into a file, for another computer."))
        self._build()
        self.table.itemSelectionChanged.connect(self._on_selected)
        self.table.itemDoubleClicked.connect(self.change)
        self.field.clicked.connect(self.change)
        self.field.recorded.connect(self._on_recorded)
        self.field.refused.connect(self._say)
        self.field.ended.connect(self._on_selected)
        self.add.clicked.connect(self.add_key)
        self.none.clicked.connect(self._on_none)
        self.default.clicked.connect(self._on_default)
        self.take.clicked.connect(self.take_over)
        self.leave.clicked.connect(self._on_selected)
        self.load.clicked.connect(self._on_import)
        self.store.clicked.connect(self._on_export)
        self.table.selectRow(0)

    # ---- how it looks

    def _button(self, text: str, tooltip: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(False)
        button.setToolTip(tooltip)
        return button

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(len(self._listed), len(COLUMNS), self)
        table.setHorizontalHeaderLabels([tr(name) for name in COLUMNS])
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setAccessibleName(tr("Commands and their keys"))
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for row, (action_id, menu, tip) in enumerate(self._listed):
            for column, text in enumerate((plain_name(action_id), menu, "")):
                item = QTableWidgetItem(text)
                item.setToolTip(tip)
                table.setItem(row, column, item)
        return table

    def _build(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(self.table, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.name, 1)
        for widget in (self.field, self.add, self.none, self.default):
            row.addWidget(widget)
        column.addLayout(row)
        asked = QHBoxLayout()
        asked.setSpacing(8)
        asked.addWidget(self.said, 1)
        for widget in (self.take, self.leave):
            asked.addWidget(widget)
        column.addLayout(asked)
        line = QFrame(self)
        line.setFrameShape(QFrame.Shape.HLine)
        line.setFrameShadow(QFrame.Shadow.Plain)
        line.setForegroundRole(self.palette().ColorRole.Mid)
        column.addWidget(line)
        files = QHBoxLayout()
        files.setSpacing(8)
        files.addStretch(1)
        files.addWidget(self.load)
        files.addWidget(self.store)
        column.addLayout(files)
        self.setWidget(inside)

    # ---- what is shown

    @property
    def chosen(self) -> str:
        """The id of the chosen command; "" where none is."""
        rows = self.table.selectionModel().selectedRows()
        return self._listed[rows[0].row()][0] if rows else ""

    def choose(self, action_id: str) -> None:
        """Choose a command in the table."""
        row = [one for one, *_ in self._listed].index(action_id)
        self.table.selectRow(row)
        self.table.scrollTo(self.table.model().index(row, 0))

    def show_found(self, words: str) -> int:
        wanted, found = words.lower().split(), list[int]()
        for row, (action_id, menu, tip) in enumerate(self._listed):
            keys = " ".join((keys_text(self._keymap.keys(action_id)), *self._keymap.keys(action_id)))
            text = (
                f"{plain_name(action_id)} {menu} {keys} {tip} {words_of(action_id)} {tr(self.title)}".lower()
            )
            fits = all(word in text for word in wanted)
            if fits:
                found.append(row)
            self.table.setRowHidden(row, not fits)
        if found and self.table.currentRow() not in found:
            self.table.selectRow(found[0])
        return len(found)

    def show_settings(self, settings: Settings) -> None:
        self._keymap = keymap_of(settings.keys)
        for row, (action_id, _, tip) in enumerate(self._listed):
            item = QTableWidgetItem(keys_text(self._keymap.keys(action_id)))
            changed = self._keymap.is_changed(action_id)
            font = item.font()
            font.setBold(changed)
            item.setFont(font)
            default = keys_text(DEFAULTS[action_id]) or tr("no key")
            item.setToolTip(tr("Changed; by default {default}.", default=default) if changed else tip)
            self.table.setItem(row, 2, item)
        self._on_selected()

    @Slot()
    def _on_selected(self) -> None:
        action_id = self.chosen
        self._wanted = None
        self.said.clear()
        self.take.hide()
        self.leave.hide()
        keys = self._keymap.keys(action_id) if action_id else ()
        if not self.field.recording:
            self.field.setText(keys_text(keys) or tr("No key"))
        self.name.setText(plain_name(action_id) if action_id else "")
        self.field.setEnabled(bool(action_id))
        self.add.setEnabled(bool(keys) and not is_held(action_id))
        self.none.setEnabled(bool(keys))
        self.default.setEnabled(bool(action_id) and self._keymap.is_changed(action_id))

    @Slot(object)
    def _say(self, sentence: str) -> None:
        self.said.setText(sentence)

    # ---- what is done

    @Slot()
    def change(self) -> None:
        """Press new keys for the chosen command, in place of all that it has."""
        self._record(adding=False)

    @Slot()
    def add_key(self) -> None:
        """Press one more key for the chosen command."""
        self._record(adding=True)

    def _record(self, *, adding: bool) -> None:
        if self.chosen:
            self._on_selected()
            self._adding = adding
            self.field.record(held=is_held(self.chosen))

    @Slot(object)
    def _on_recorded(self, keys: str) -> None:
        other = self._keymap.in_the_way(self.chosen, keys)
        self._on_selected()
        if not other:
            self._give(keys)
            return
        self._wanted = keys
        self.field.setText(keys_text([keys]))
        self._say(tr("{keys} is the key of “{command}”.", keys=keys_text([keys]), command=plain_name(other)))
        self.take.show()
        self.leave.show()
        self.take.setFocus()

    @Slot()
    def take_over(self) -> None:
        """Give the chosen command the key that another has."""
        if self._wanted is not None:
            self._give(self._wanted)

    def _give(self, keys: str) -> None:
        before = self._keymap.keys(self.chosen) if self._adding else ()
        self._set(self._keymap.with_keys(self.chosen, [*before, keys]))
        self.table.setFocus()

    @Slot()
    def _on_none(self) -> None:
        self._set(self._keymap.with_keys(self.chosen, ()))

    @Slot()
    def _on_default(self) -> None:
        self._set(self._keymap.reset(self.chosen))

    def _set(self, keymap: Keymap) -> None:
        self.preferences.change(keys=dict(keymap.chosen))

    @Slot()
    def _on_export(self) -> None:
        path, _ = QFileDialog.getSaveFileName(self, tr("Export Shortcuts"), "shortcuts.json", tr(FILE_FILTER))
        if path:
            self.export_to(Path(path))

    @Slot()
    def _on_import(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, tr("Import Shortcuts"), "", tr(FILE_FILTER))
        if path:
            self.import_from(Path(path))

    def export_to(self, path: Path) -> None:
        """Write the keymap into a file, and say so."""
        try:
            write_keymap(self._keymap, path)
        except AppError as error:
            self._say(shown(error))
        else:
            self._say(tr("Your shortcuts are in {file}.", file=path.name))

    def import_from(self, path: Path) -> None:
        """Take over the keymap of a file, and say so; a file that is none changes nothing."""
        try:
            keymap = read_keymap(path)
        except AppError as error:
            self._say(shown(error))
            return
        self._set(keymap)
        self._say(
            counted(
                len(keymap.chosen),
                "{n} command has other keys than by default.",
                "{n} commands have other keys than by default.",
            )
        )
