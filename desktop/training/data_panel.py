"""What a run learns from: sources, what judges it, and a look at what goes in."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.document.store import SUFFIX
from desktop.language import marked, shown, tr, without_mnemonic
from desktop.training.look import THUMBNAILS, DataChoice, DataLook, SourceLook
from desktop.training.pictures import pixmap_of
from desktop.training.runs import KEPT_BACK

PATH = Qt.ItemDataRole.UserRole
COLUMNS = 4
THUMBNAIL_WH = QSize(84, 64)
MOST_NAMES = 6
FOLDER_HELP = marked("A folder with images and masks, or one in DAVIS layout.")


def heading(text: str, parent: QWidget) -> QLabel:
    """A section's title."""
    label = QLabel(f"<b>{text}</b>", parent)
    label.setContentsMargins(0, 6, 0, 0)
    return label


def faint(parent: QWidget, text: str = "") -> QLabel:
    """A line that explains; it wraps."""
    label = QLabel(text, parent)
    label.setObjectName("faint")
    label.setWordWrap(True)
    return label


def button(text: str, tip: str, parent: QWidget) -> QPushButton:
    """A push button with its tool tip."""
    made = QPushButton(text, parent)
    made.setToolTip(tip)
    made.setAccessibleName(without_mnemonic(text).rstrip("…"))
    made.setAutoDefault(False)
    return made


class DataPanel(QWidget):
    """`choice_changed`: other data is chosen; whoever looks at it answers with `show_look`."""

    choice_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project = ""
        self._folder = str(Path.home())
        self.sources = QListWidget(self)
        self.sources.setAccessibleName(tr("What it learns from"))
        self.sources.setToolTip(tr("Projects and folders; those that are ticked are used."))
        self.sources.setMinimumHeight(64)
        self.sources.setMaximumHeight(92)
        self.sources.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.sources.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        add_project = button(
            tr("Add &Project…"), tr("Learn from another project's approved masks too."), self
        )
        add_folder = button(tr("Add &Folder…"), tr(FOLDER_HELP), self)
        self._remove = button(tr("Remo&ve"), tr("Take the selected source out of the list."), self)
        self.judge = QComboBox(self)
        self.judge.setAccessibleName(tr("Judge by"))
        self.judge.setToolTip(tr("The pictures that tell whether it gets better. It never learns from them."))
        self.judge.addItem(tr("a fifth of it, kept back"), KEPT_BACK)
        self.judge.addItem(tr("a tenth of it, kept back"), "0.1")
        self.judge.addItem(tr("a folder of its own…"), "")
        self.filled = QCheckBox(tr("Also masks carried between &key frames"), self)
        self.filled.setToolTip(tr("Approved masks that neither the model nor a person made on their frame."))
        self._counts = QLabel(self)
        self._counts.setWordWrap(True)
        self._counts.setAccessibleName(tr("What goes in"))
        self._names = faint(self)
        self._warnings = QLabel(self)
        self._warnings.setWordWrap(True)
        self._warnings.setAccessibleName(tr("Warnings"))
        self._thumbnails = [QLabel(self) for _ in range(THUMBNAILS)]
        self._build(add_project, add_folder)
        add_project.clicked.connect(self._on_add_project)
        add_folder.clicked.connect(self._on_add_folder)
        self._remove.clicked.connect(self._on_remove)
        self.sources.itemChanged.connect(self._on_changed)
        self.sources.currentRowChanged.connect(self._on_row)
        self.judge.activated.connect(self._on_judge)
        self.filled.toggled.connect(self._on_changed)
        self._on_row()

    def _build(self, add_project: QPushButton, add_folder: QPushButton) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(heading(tr("Learn from"), self))
        column.addWidget(self.sources)
        row = QHBoxLayout()
        for widget in (add_project, add_folder, self._remove):
            row.addWidget(widget)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.filled)
        row = QHBoxLayout()
        label = QLabel(tr("&Judge by"), self)
        label.setBuddy(self.judge)
        row.addWidget(label)
        row.addWidget(self.judge, 1)
        column.addLayout(row)
        column.addWidget(heading(tr("What goes in"), self))
        column.addWidget(self._counts)
        column.addWidget(self._names)
        grid = QGridLayout()
        grid.setSpacing(6)
        for place, label in enumerate(self._thumbnails):
            grid.addWidget(label, place // COLUMNS, place % COLUMNS)
            label.hide()
        grid.setColumnStretch(COLUMNS, 1)
        column.addLayout(grid)
        column.addWidget(self._warnings)

    # ---- what is chosen

    @property
    def choice(self) -> DataChoice:
        """What is ticked."""
        items = [self.sources.item(row) for row in range(self.sources.count())]
        ticked = tuple(str(i.data(PATH)) for i in items if i.checkState() is Qt.CheckState.Checked)
        return DataChoice(ticked, str(self.judge.currentData()), self.filled.isChecked())

    def set_project(self, path: Path | None) -> None:
        """Another project is open: it takes the first place."""
        before, self._project = self._project, str(path) if path is not None else ""
        if before == self._project:
            return
        for row in range(self.sources.count()):
            if self.sources.item(row).data(PATH) == before:
                self.sources.takeItem(row)
                break
        if self._project:
            self._add(self._project, first=True)
        self.choice_changed.emit()

    def set_choice(self, choice: DataChoice) -> None:
        """Choose what a run had."""
        rows = [self.sources.item(row) for row in range(self.sources.count())]
        self.sources.blockSignals(True)
        for item in rows:
            wanted = item.data(PATH) in choice.data
            item.setCheckState(Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked)
        for path in choice.data:
            self._add(path)
        self.sources.blockSignals(False)
        self.filled.blockSignals(True)
        self.filled.setChecked(choice.filled)
        self.filled.blockSignals(False)
        self._judge_by(choice.validation)
        self.choice_changed.emit()

    def add(self, path: str) -> None:
        """Put another source into the list, ticked."""
        self._add(path)
        self.choice_changed.emit()

    def _add(self, path: str, *, first: bool = False) -> None:
        if any(self.sources.item(row).data(PATH) == path for row in range(self.sources.count())):
            return
        item = QListWidgetItem(self._title(path))
        item.setData(PATH, path)
        item.setToolTip(path)
        item.setCheckState(Qt.CheckState.Checked)
        self.sources.insertItem(0 if first else self.sources.count(), item)
        self.sources.setCurrentItem(item)

    def _title(self, path: str) -> str:
        name = Path(path)
        if path == self._project:
            return tr("This project ({name})", name=name.stem)
        return (
            tr("Project {name}", name=name.stem)
            if name.suffix == SUFFIX
            else f"{name.parent.name}/{name.name}"
        )

    def _judge_by(self, validation: str) -> None:
        place = self.judge.findData(validation)
        if place < 0:
            place = self.judge.count() - 1
            self.judge.insertItem(place, self._title(validation), validation)
        self.judge.setCurrentIndex(place)

    # ---- what the look found

    def show_looking(self) -> None:
        """Say that it is being looked at; what was shown goes when there is something new."""
        self._counts.setText(
            tr("Looking…") if self.choice.data else tr("Tick or add something to learn from.")
        )
        if not self.choice.data:
            self._show_rest(DataLook(self.choice))

    def show_look(self, told: DataLook) -> None:
        """Show what was found so far."""
        if told.problem:
            self._counts.setText(shown(told.problem))
        else:
            self._counts.setText(
                tr(
                    "{train} to learn from, {validation} to judge by.",
                    train=_masks(told.train),
                    validation=told.validation,
                )
            )
        self._show_rest(told)

    def _show_rest(self, told: DataLook) -> None:
        self.sources.blockSignals(True)
        found = {source.path: source for source in told.sources}
        for row in range(self.sources.count()):
            item = self.sources.item(row)
            path = str(item.data(PATH))
            item.setText(self._title(path) + self._words(found.get(path)))
        self.sources.blockSignals(False)
        names = ", ".join(f"{name} {count}" for name, count in told.names[:MOST_NAMES])
        more = len(told.names) - MOST_NAMES
        self._names.setText(tr("{names} and {more} more", names=names, more=more) if more > 0 else names)
        self._names.setVisible(bool(names) and told.names != ((tr("no name"), told.names[0][1]),))
        for place, label in enumerate(self._thumbnails):
            label.setVisible(place < len(told.thumbnails))
            if place < len(told.thumbnails):
                thumbnail = told.thumbnails[place]
                label.setPixmap(
                    pixmap_of(thumbnail.picture_rgb).scaled(
                        THUMBNAIL_WH,
                        Qt.AspectRatioMode.KeepAspectRatio,
                        Qt.TransformationMode.SmoothTransformation,
                    )
                )
                label.setToolTip(thumbnail.title)
                label.setAccessibleName(thumbnail.title)
        self._warnings.setText("\n".join(f"•  {shown(text)}" for text in told.warnings))
        self._warnings.setVisible(bool(told.warnings))

    @staticmethod
    def _words(source: SourceLook | None) -> str:
        if source is None:
            return ""
        if source.problem:
            return f"  –  {tr('cannot be used')}"
        pictures = tr("1 picture") if source.pictures == 1 else tr("{n} pictures", n=source.pictures)
        found = tr("{masks} on {pictures}", masks=_masks(source.masks), pictures=pictures)
        return f"  –  {found}"

    @property
    def words(self) -> str:
        """What it says about the data."""
        return self._counts.text()

    @property
    def warnings(self) -> str:
        """The warnings, a line each; "" where there are none."""
        return self._warnings.text()

    # ---- what the person does

    @Slot()
    def _on_changed(self) -> None:
        self.choice_changed.emit()

    @Slot()
    def _on_row(self) -> None:
        item = self.sources.currentItem()
        self._remove.setEnabled(item is not None and item.data(PATH) != self._project)

    @Slot()
    def _on_add_project(self) -> None:
        paths, _ = QFileDialog.getOpenFileNames(
            self,
            tr("Learn from These Projects"),
            self._folder,
            tr("Projects ({endings})", endings=f"*{SUFFIX}"),
        )
        for path in paths:
            self._folder = str(Path(path).parent)
            self._add(path)
        if paths:
            self.choice_changed.emit()

    @Slot()
    def _on_add_folder(self) -> None:
        path = QFileDialog.getExistingDirectory(
            self, f"{tr('Learn from This Folder')}: {tr(FOLDER_HELP)}", self._folder
        )
        if path:
            self._folder = str(Path(path).parent)
            self.add(path)

    @Slot()
    def _on_remove(self) -> None:
        self.sources.takeItem(self.sources.currentRow())
        self.choice_changed.emit()

    @Slot(int)
    def _on_judge(self, place: int) -> None:
        if self.judge.itemData(place) == "":
            path = QFileDialog.getExistingDirectory(
                self, f"{tr('Judge by This Folder')}: {tr(FOLDER_HELP)}", self._folder
            )
            self._judge_by(path or KEPT_BACK)
        self.choice_changed.emit()


def _masks(count: int) -> str:
    return tr("1 mask") if count == 1 else tr("{n} masks", n=count)
