"""One model in full: what it costs, how fast it is here, what it was taught, and the user's notes."""

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLabel, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from desktop.controllers.models import device_words
from desktop.language import marked, shown, tr
from desktop.training.data_panel import faint, heading

if TYPE_CHECKING:
    from core.engine.shelf import ShelvedModel
    from core.tracking.speed import Speed

WORDS = {
    "nano": marked("Small and fast; made for computers without a graphics card. Ships with the program."),
    "sam2.1-tiny": marked("Meta's smallest SAM 2.1: better masks than Nano, at home on any graphics card."),
    "sam2.1-small": marked("Meta's SAM 2.1 between Tiny and Base+."),
    "sam2.1-base-plus": marked("Meta's SAM 2.1 for difficult objects, on a graphics card."),
    "sam2.1-large": marked("Meta's best SAM 2.1, for a graphics card with room."),
}
FIGURES = (
    ("mIoU", "mIoU", 3),
    ("iou_click", marked("IoU after one click"), 3),
    ("iou_box", marked("IoU from a box"), 3),
    ("clicks", marked("Clicks to IoU 0.90"), 1),
)
NOTE_AFTER_MS = 600


def size_text(size_bytes: int) -> str:
    """A file's size; "unknown" where it is not known."""
    if size_bytes <= 0:
        return tr("unknown")
    if size_bytes < 1e9:
        return f"{size_bytes / 1e6:.1f} MB" if size_bytes < 1e7 else f"{size_bytes / 1e6:.0f} MB"
    return f"{size_bytes / 1e9:.1f} GB"


def memory_text(memory_mib: int) -> str:
    """How much memory it takes, roughly."""
    if memory_mib <= 0:
        return tr("unknown")
    return f"{memory_mib} MB" if memory_mib < 1000 else f"{memory_mib / 1000:.1f} GB"


def place_text(model: "ShelvedModel") -> str:
    """Where it is, in a word or two."""
    return tr("not here") if str(model.place) == "missing" else shown(str(model.place))


def seconds_text(seconds: float) -> str:
    """A short time: "41 ms", "2.6 s"."""
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"


class ModelCard(QWidget):
    """`note_written`: the user changed the note of the model that is shown."""

    note_written = Signal(object)  # str

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.model: ShelvedModel | None = None
        self._title = QLabel(self)
        font = self._title.font()
        font.setPointSizeF(font.pointSizeF() * 1.3)
        font.setBold(True)
        self._title.setFont(font)
        self._words = faint(self)
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(14)
        self._facts.setVerticalSpacing(6)
        self._facts.setColumnStretch(1, 1)
        self._figures_title = heading(tr("On pictures it had not seen"), self)
        self._figures = QGridLayout()
        self._figures.setHorizontalSpacing(18)
        self._figures.setVerticalSpacing(4)
        self._figures.setColumnStretch(0, 1)
        self._note = QPlainTextEdit(self)
        self._note.setAccessibleName(tr("Notes"))
        self._note.setPlaceholderText(tr("What it is good for, what to watch out for…"))
        self._note.setToolTip(tr("Your notes on this model; they are kept as you write."))
        self._note.setTabChangesFocus(True)
        self._note.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._note.setMinimumHeight(60)
        self._note.setMaximumHeight(150)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._words)
        column.addLayout(self._facts)
        column.addWidget(self._figures_title)
        column.addLayout(self._figures)
        column.addWidget(heading(tr("Notes"), self))
        column.addWidget(self._note, 1)
        column.addStretch(0)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(NOTE_AFTER_MS)
        self._soon.timeout.connect(self._write)
        self._note.textChanged.connect(self._soon.start)

    @property
    def facts(self) -> dict[str, str]:
        """What the card says, by name."""
        texts: dict[str, str] = {}
        for row in range(self._facts.rowCount()):
            name, value = (self._facts.itemAtPosition(row, column) for column in (0, 1))
            if name is not None and value is not None:
                left, right = name.widget(), value.widget()
                if isinstance(left, QLabel) and isinstance(right, QLabel):
                    texts[left.text()] = right.text()
        return texts

    @property
    def note(self) -> str:
        return self._note.toPlainText()

    def set_note(self, text: str) -> None:
        """As if the user had written it."""
        self._note.setPlainText(text)

    def show_model(self, model: "ShelvedModel", speed: "Speed | None", note: str) -> None:
        """Show another model, or the same one as it is now."""
        if self.model is not None and self._soon.isActive():
            self.flush()
            note = self.note if self.model.name == model.name else note
        self.model = model
        self._title.setText(tr(model.title))
        self._words.setText(words_of(model))
        self._words.setVisible(bool(self._words.text()))
        _empty(self._facts)
        for row, (name, value) in enumerate(facts_of(model, speed)):
            self._facts.addWidget(_name(name), row, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(_value(value), row, 1)
        figures = figures_of(model.told.get("measured", {}))
        _empty(self._figures)
        self._figures_title.setVisible(bool(figures))
        for row, cells in enumerate(figures):
            for column, text in enumerate(cells):
                cell = QLabel(text)
                if row == 0 or column == 0:
                    cell.setObjectName("faint")
                side = Qt.AlignmentFlag.AlignLeft if column == 0 else Qt.AlignmentFlag.AlignRight
                self._figures.addWidget(cell, row, column, side)
        if note != self.note:
            self._note.blockSignals(True)
            self._note.setPlainText(note)
            self._note.blockSignals(False)

    def flush(self) -> None:
        """Have a note written that is still being typed."""
        if self._soon.isActive():
            self._write()

    @Slot()
    def _write(self) -> None:
        self._soon.stop()
        self.note_written.emit(self.note)


def words_of(model: "ShelvedModel") -> str:
    """What it is, in a line."""
    if model.spec is not None:
        return tr(WORDS[model.name]) if model.name in WORDS else ""
    if model.base:
        return tr("A tuned model: {base} with what was learnt here.", base=model.base)
    return tr("A checkpoint taken in from a file.")


def facts_of(model: "ShelvedModel", speed: "Speed | None") -> list[tuple[str, str]]:
    """Names and values of the card."""
    facts = [(tr("State"), place_text(model)), (tr("Size"), size_text(model.size_bytes))]
    need = memory_text(model.memory_mib)
    if speed is not None and speed.gpu_mib:
        need = tr("{size}, measured", size=memory_text(round(speed.gpu_mib)))
    facts.append((tr("Memory needed"), need if model.memory_mib <= 0 else tr("about {size}", size=need)))
    if speed is not None:
        times = tr(
            "{click} a click, {frame} a tracked frame",
            click=seconds_text(speed.click_s),
            frame=seconds_text(speed.frame_s),
        )
        facts.append((tr("Speed here"), f"{times} ({device_words(speed.device)})"))
    else:
        facts.append((tr("Speed here"), tr("not measured yet")))
    facts.append((tr("Licence"), model.licence or tr("as its maker says")))
    if model.spec is not None and model.spec.url and not model.here:
        facts.append((tr("Comes from"), model.spec.url))
    if model.base:
        facts.append((tr("Stands on"), model.base))
    facts += _origin(model.told)
    return facts


def _origin(told: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Where a tuned model comes from: its projects, and when."""
    facts = []
    train = told.get("data", {}).get("train", {})
    if isinstance(train, Mapping) and train.get("sources"):
        names = ", ".join(str(name) for name in train["sources"])
        examples = train.get("examples")
        if examples:
            names = tr("{names} ({n} masks)", names=names, n=examples)
        facts.append((tr("Learnt from"), names))
    try:
        made = dt.datetime.fromisoformat(str(told.get("made", "")))
        facts.append((tr("Made"), made.astimezone().strftime(tr("%d %B %Y, %H:%M")).lstrip("0")))
    except ValueError:
        pass
    return facts


def figures_of(measured: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """A table of before and after, its head first; empty where nothing was measured."""
    before, after = measured.get("before"), measured.get("after")
    if not isinstance(before, Mapping) or not isinstance(after, Mapping):
        return []
    rows = [("", tr("Before"), tr("Tuned"))]
    for key, title, digits in FIGURES:
        if isinstance(before.get(key), int | float) and isinstance(after.get(key), int | float):
            rows.append((tr(title), f"{before[key]:.{digits}f}", f"{after[key]:.{digits}f}"))
    old, new = measured.get("J_tracking_before"), measured.get("J_tracking_after")
    if isinstance(old, int | float) and isinstance(new, int | float):
        rows.append((tr("J when tracking"), f"{old:.3f}", f"{new:.3f}"))
    return rows if len(rows) > 1 else []


def _name(text: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName("faint")
    return label


def _value(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _empty(grid: QGridLayout) -> None:
    while (item := grid.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.setParent(None)
            widget.deleteLater()
