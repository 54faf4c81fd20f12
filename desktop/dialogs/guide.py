"""The guide in the program: its pages on the left, found by words; the page on the right."""

from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, QUrl, Slot
from PySide6.QtGui import (
    QAction,
    QColor,
    QDesktopServices,
    QImage,
    QKeySequence,
    QShortcut,
    QTextCursor,
    QTextDocument,
    QTextTable,
)
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.dialogs.help import on_canvas
from desktop.guide import Page, guide_file, read_guide
from desktop.language import tr
from desktop.training.curves import theme_of
from desktop.training.style import training_sheet
from desktop.window.action_set import ActionSet

SIDE_PX = 236
TEXT_PX = 780
MARGIN_PX, SCROLLBAR_PX = 28, 14


class _Pages(QTextBrowser):
    """Shows a page; pictures are never wider than it."""

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return super().loadResource(kind, name)
        image = QImage(str(guide_file(QUrl(name).fileName())))
        room = max(self.viewport().width() - 2 * MARGIN_PX - SCROLLBAR_PX, 1)
        shown = min(image.width(), room)
        pixels = min(image.width(), round(shown * self.devicePixelRatioF()))
        if shown == 0:
            return image
        image = image.scaledToWidth(pixels, Qt.TransformationMode.SmoothTransformation)
        image.setDevicePixelRatio(pixels / shown)
        return image


def _keys(action: QAction) -> list[str]:
    """The keys of a command as this system writes them."""
    return [keys.toString(QKeySequence.SequenceFormat.NativeText) for keys in action.shortcuts()]


class GuideDialog(QDialog):
    """Stays open beside the work."""

    def __init__(self, parent: QWidget, actions: ActionSet) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        self.setWindowTitle(tr("Guide"))
        self.resize(SIDE_PX + TEXT_PX, 720)
        self._actions = actions
        self._pages: dict[str, Page] = {}
        self._shown = ""
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(tr("Find in the guide"))
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName(tr("Find in the guide"))
        self.search.setToolTip(tr("Show only the pages with these words; Enter goes to the next place."))
        self.list = QListWidget(self)
        self.list.setAccessibleName(tr("Pages"))
        self.list.setToolTip(tr("Choose a page."))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self._nothing = QLabel(tr("No page has these words."), self)
        self._nothing.setObjectName("faint")
        self._nothing.setWordWrap(True)
        self._nothing.hide()
        self.page = _Pages(self)
        self.page.setAccessibleName(tr("Page"))
        self.page.setToolTip(tr("Links lead to other pages."))
        self.page.setOpenLinks(False)
        self.page.setFrameShape(QFrame.Shape.NoFrame)
        self.page.document().setDocumentMargin(MARGIN_PX)
        side = QVBoxLayout()
        side.setContentsMargins(10, 10, 10, 10)
        side.setSpacing(8)
        side.addWidget(self.search)
        side.addWidget(self._nothing)
        side.addWidget(self.list, 1)
        left = QWidget(self)
        left.setLayout(side)
        left.setFixedWidth(SIDE_PX)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left)
        row.addWidget(self.page, 1)
        actions.keymap_changed.connect(self._read)
        self.search.textChanged.connect(self._on_find)
        self.search.returnPressed.connect(self._on_next)
        self.list.currentItemChanged.connect(self._on_item)
        self.page.anchorClicked.connect(self._on_link)
        for keys in (QKeySequence.StandardKey.Find, QKeySequence("/")):
            QShortcut(keys, self, self.search.setFocus)
        self._read()
        self.list.setFocus()
        self._dress()

    @Slot()
    def _read(self) -> None:
        """Read the pages with the present keys."""
        actions = self._actions
        pages = read_guide(lambda spec: _keys(actions[spec.id]), on_canvas(actions.keymap))
        self._pages, before = {page.name: page for page in pages}, self._shown
        self._shown = ""
        self._on_find(self.search.text())
        if before in self.listed:
            self.show_page(before)

    def open(self) -> None:
        """Show it beside the window: it blocks nothing."""
        self.show()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._dress()

    def _dress(self) -> None:
        """Take the theme's colours where the main window's style does not reach."""
        sheet = training_sheet(theme_of(self))
        if sheet != self.styleSheet():  # setting it is a palette change too
            self.setStyleSheet(sheet)

    @property
    def shown(self) -> str:
        """Name of the page on the right."""
        return self._shown

    @property
    def listed(self) -> list[str]:
        """Names of the pages on the left."""
        return [self.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self.list.count())]

    def show_page(self, name: str) -> None:
        """Show a page; one that the search leaves out ends the search."""
        if name not in self.listed:
            self.search.clear()
        self.list.setCurrentRow(self.listed.index(name))

    @Slot(str)
    def _on_find(self, words: str) -> None:
        found = [page for page in self._pages.values() if page.has(words)]
        before = self._shown
        self.list.blockSignals(True)
        self.list.clear()
        for page in found:
            item = QListWidgetItem(page.title)
            item.setData(Qt.ItemDataRole.UserRole, page.name)
            item.setSizeHint(QSize(0, 30))
            self.list.addItem(item)
        names = [page.name for page in found]
        self.list.setCurrentRow(names.index(before) if before in names else 0)
        self.list.blockSignals(False)
        self._nothing.setVisible(not found)
        if found:
            self._show(self._pages[before if before in names else names[0]])
        self._mark(words)

    @Slot()
    def _on_next(self) -> None:
        """Go to the next place of the first word; behind the last one, to the first."""
        words = self.search.text().split()
        if words and not self.page.find(words[0]):
            self.page.moveCursor(QTextCursor.MoveOperation.Start)
            self.page.find(words[0])

    @Slot(QListWidgetItem)
    def _on_item(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._show(self._pages[item.data(Qt.ItemDataRole.UserRole)])
            self._mark(self.search.text())

    @Slot(QUrl)
    def _on_link(self, link: QUrl) -> None:
        name = link.fileName().removesuffix(".md")
        if link.isRelative() and name in self._pages:
            self.show_page(name)
        elif link.scheme() in ("http", "https"):
            QDesktopServices.openUrl(link)

    def _show(self, page: Page) -> None:
        if page.name != self._shown:
            self._shown = page.name
            self.page.setMarkdown(page.markdown)
            self._calm_tables()

    def _calm_tables(self) -> None:
        """Thin lines in the theme's colour instead of the text's."""
        colour = QColor(theme_of(self).border)
        for frame in self.page.document().rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                look = frame.format()
                look.setBorderBrush(colour)
                frame.setFormat(look)

    def _mark(self, words: str) -> None:
        """Lay a colour over every place of every word."""
        marks: list[QTextEdit.ExtraSelection] = []
        colour = self.palette().highlight().color()
        colour.setAlpha(90)
        for word in words.split():
            if len(word) < 2:
                continue
            cursor = QTextCursor(self.page.document())
            while not (cursor := self.page.document().find(word, cursor)).isNull():
                mark = QTextEdit.ExtraSelection()
                mark.cursor = cursor
                mark.format.setBackground(colour)
                marks.append(mark)
        self.page.setExtraSelections(marks)
