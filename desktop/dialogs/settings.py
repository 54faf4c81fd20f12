"""Settings: its pages on the left, found by words; what is changed holds at once."""

import dataclasses

from PySide6.QtCore import QEvent, QSize, Qt, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.settings import Settings
from desktop.controllers.models import ModelController
from desktop.controllers.preferences import Preferences
from desktop.dialogs.settings_general import GeneralPage
from desktop.dialogs.settings_keys import KeysPage
from desktop.dialogs.settings_page import SettingsPage
from desktop.dialogs.settings_speed import SpeedPage
from desktop.language import tr
from desktop.training.curves import theme_of
from desktop.training.style import training_sheet
from desktop.window.action_set import ActionSet
from desktop.window.message_bar import MessageBar

SIDE_PX = 200


class SettingsDialog(QDialog):
    """Stands beside the window and blocks nothing. `page` is the title of the page to begin with."""

    def __init__(
        self,
        parent: QWidget,
        preferences: Preferences,
        models: ModelController,
        actions: ActionSet,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        self.setWindowTitle(tr("Settings"))
        self.resize(860, 620)
        self._preferences = preferences
        self._models = models
        self.general = GeneralPage(preferences, self)
        self.speed = SpeedPage(preferences, models, actions, self)
        self.keys = KeysPage(preferences, self)
        self.pages: tuple[SettingsPage, ...] = (self.general, self.speed, self.keys)
        self.bar = MessageBar(self)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(tr("Find a setting"))
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName(tr("Find a setting"))
        self.search.setToolTip(tr("Show only what has these words, or this key."))
        self.list = QListWidget(self)
        self.list.setAccessibleName(tr("Pages"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self._nothing = QLabel(tr("No setting has these words."), self)
        self._nothing.setObjectName("faint")
        self._nothing.setWordWrap(True)
        self.stack = QStackedWidget(self)
        for page in self.pages:
            item = QListWidgetItem(tr(page.title))
            item.setSizeHint(QSize(0, 30))
            self.list.addItem(item)
            self.stack.addWidget(page)
        self.reset_page = self._button(tr("Reset This Page"), tr("The defaults for everything on this page."))
        self.reset_all = self._button(tr("Reset All"), tr("The defaults for everything in the settings."))
        self._close = self._button(tr("Close"), tr("Close this window; everything is kept already."))
        self._build()
        self.search.textChanged.connect(self._on_find)
        self.list.currentRowChanged.connect(self._on_row)
        self.reset_page.clicked.connect(self._on_reset_page)
        self.reset_all.clicked.connect(self._on_reset_all)
        self._close.clicked.connect(self.close)
        preferences.changed.connect(self._on_settings)
        self._on_settings(preferences.settings)
        self._on_find("")
        self._dress()
        self.list.setCurrentRow(0)
        self.list.setFocus()

    def _button(self, text: str, tooltip: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(False)
        button.setToolTip(tooltip)
        return button

    def _build(self) -> None:
        side = QVBoxLayout()
        side.setContentsMargins(12, 12, 12, 0)
        side.setSpacing(8)
        side.addWidget(self.search)
        side.addWidget(self._nothing)
        side.addWidget(self.list, 1)
        left = QWidget(self)
        left.setLayout(side)
        left.setFixedWidth(SIDE_PX)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(left)
        middle.addWidget(self.stack, 1)
        below = QHBoxLayout()
        below.setContentsMargins(12, 12, 12, 12)
        below.setSpacing(8)
        below.addWidget(self.reset_page)
        below.addWidget(self.reset_all)
        below.addStretch(1)
        below.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addLayout(middle, 1)
        column.addLayout(below)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._dress()

    def _dress(self) -> None:
        """Take the theme's colours where the main window's style does not reach."""
        sheet = training_sheet(theme_of(self))
        if sheet != self.styleSheet():  # setting it is a palette change too
            self.setStyleSheet(sheet)

    def open(self) -> None:
        """Show it beside the window: it blocks nothing."""
        self.show()

    def show_page(self, page: SettingsPage) -> None:
        """Bring a page up; a search that leaves it out ends."""
        row = self.pages.index(page)
        if self.list.item(row).isHidden():
            self.search.clear()
        self.list.setCurrentRow(row)

    @Slot(str)
    def _on_find(self, words: str) -> None:
        found = [page.show_found(words) for page in self.pages]
        for row, count in enumerate(found):
            self.list.item(row).setHidden(not count)
        self._nothing.setVisible(not any(found))
        self.stack.setVisible(any(found))
        if any(found) and not found[self.list.currentRow()]:
            self.list.setCurrentRow(next(row for row, count in enumerate(found) if count))

    @Slot(int)
    def _on_row(self, row: int) -> None:
        if row >= 0:
            self.stack.setCurrentIndex(row)
            self.reset_page.setEnabled(True)

    @Slot(object)
    def _on_settings(self, settings: Settings) -> None:
        for page in self.pages:
            page.show_settings(settings)

    @Slot()
    def _on_reset_page(self) -> None:
        page = self.pages[self.stack.currentIndex()]
        before = self._preferences.settings
        page.reset()
        self._offer_back(before, tr("“{page}” has its defaults again.", page=tr(page.title)))

    @Slot()
    def _on_reset_all(self) -> None:
        before = self._preferences.settings
        for page in self.pages:
            page.reset()
        self._offer_back(before, tr("Everything has its default again."))

    def _offer_back(self, before: Settings, sentence: str) -> None:
        def take_back() -> None:
            self._take_back(before)

        self.bar.show_message(sentence, button=tr("Undo"), pressed=take_back)

    def _take_back(self, before: Settings) -> None:
        names = [name for page in self.pages for name in page.names]
        model = self._preferences.settings.model
        values = {name: getattr(before, name) for name in names}
        self._preferences.replace(dataclasses.replace(self._preferences.settings, **values))
        if before.model != model:
            self._models.load()

    def closeEvent(self, event: QCloseEvent) -> None:
        for page in self.pages:
            page.settle()
        super().closeEvent(event)

    def reject(self) -> None:
        """Esc closes it, as the button does."""
        self.close()
