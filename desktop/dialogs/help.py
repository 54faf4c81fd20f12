"""Every command with its present keys, from the command table."""

import html
from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from core.settings import PORTABLE_FOLDER, PORTABLE_MARK
from desktop.actions import ACTIONS, MENUS
from desktop.command_words import words_of
from desktop.keymap import HELD, PAN, Keymap, keys_text
from desktop.language import marked, tr, without_mnemonic
from desktop.window.action_set import ActionSet

KeysText = Callable[[Iterable[str]], str]
Pairs = tuple[tuple[str, str], ...]


def on_canvas(keymap: Keymap, text: KeysText = keys_text) -> Pairs:
    """What pointer and keys do on the canvas, with the present keys."""
    pan = text(keymap.keys(PAN))
    size = tr(" and ").join(
        text(keymap.keys(one)[:1]) for one in ("tool.smaller", "tool.larger") if keymap.keys(one)
    )
    held = tuple(
        (tr("{keys}, held", keys=text(keymap.keys(one.id))), tr(one.on_canvas))
        for one in HELD
        if one.id != PAN and keymap.keys(one.id)
    )
    return (
        (tr("Wheel"), tr("Zoom at the pointer.")),
        (
            tr("{key} or middle button, dragged", key=pan) if pan else tr("Middle button, dragged"),
            tr("Move the view."),
        ),
        (tr("Click / right-click"), tr("Include / leave out what is under the pointer (Click tool).")),
        *held,
        (
            tr("Shift + wheel, or {keys}", keys=size) if size else tr("Shift + wheel"),
            tr("Change the size of the brush."),
        ),
        (tr("Del on a mark"), tr("Remove that click or box (Click and Box tools).")),
        (tr("Enter, Backspace"), tr("Fill the polygon, take back its last corner (Polygon tool).")),
        (tr("Esc"), tr("Forget the gesture under way; else cancel tracking.")),
    )


ON_CANVAS = on_canvas(Keymap(), " or ".join)
"""The same with the table's keys, as they are written in files."""

ON_TIMELINE = (
    (marked("Drag"), marked("Scrub.")),
    (marked("Wheel"), marked("Zoom at the pointer.")),
    (marked("Shift + drag"), marked("Mark a range of frames.")),
    (marked("Right or middle button, dragged"), marked("Move along.")),
    (marked("Ctrl + wheel"), marked("Scroll through the objects.")),
)
LEGEND = (
    (marked("Solid bar"), marked("inferred: the model found the mask on this very frame")),
    (marked("Thin, pale bar"), marked("filled: the model did not look at this frame; see Skipping")),
    (marked("Tall bar with a bright edge"), marked("painted by hand")),
    (marked("Hatched bar"), marked("imported")),
    (marked("White diamond"), marked("a click, a box or a painted mask")),
    (marked("Green, yellow or red line below"), marked("approved, corrected or flagged")),
)
SKIPPING = (
    (marked("Key frame"), marked("A frame on which the model ran, or that a person corrected.")),
    (
        marked("Filled"),
        marked("A mask between two key frames, carried there from both sides by the motion in the picture."),
    ),
    (marked("Skip: Auto"), marked("As many key frames as the motion asks for: few where little moves.")),
    (
        marked("Quality … Speed"),
        marked("How well the two sides must agree; where they do not, the model runs in the middle."),
    ),
    (
        marked("Check the Least Certain"),
        marked(
            "Runs the model on the ten filled frames that can be trusted least, and fills round them anew."
        ),
    ),
    (
        marked("A filled mask is wrong"),
        marked(
            "Correct it: it becomes a key frame, and once you go on, its neighbours are filled anew from it."
        ),
    ),
    (
        marked("Training, exporting"),
        marked("Training leaves filled masks out unless told otherwise; an export can, too."),
    ),
)
FILES = (
    (
        marked("Projects"),
        marked("Beside their video, or where the settings say. Every change is written as you make it."),
    ),
    (marked("Settings, models, logs"), marked("In your own folders: Settings > General names them.")),
    (
        marked("Portable"),
        (
            marked(
                "With a file named {file} or a folder named {folder} beside the program, settings, models, "
                "caches and logs are all kept in that folder, and can be carried about with it."
            )
        ),
    ),
)


def in_language(pairs: Pairs, **values: str) -> Pairs:
    """A table of the above in the language of the window."""
    return tuple((tr(what), tr(does, **values) if "{" in does else tr(does)) for what, does in pairs)


def help_html(keymap: Keymap, wanted: str = "") -> str:
    """The help page; with `wanted` only what has all these words, in any order, or these keys."""
    parts: list[str] = []
    for name, title in MENUS:
        rows = [
            (spec.plain_text, keys_text(keymap.keys(spec.id)), spec.tooltip, words_of(spec.id))
            for spec in ACTIONS
            if spec.menu == name
        ]
        parts.append(_table(without_mnemonic(tr(title)), rows, wanted))
    for title, pairs in (
        (tr("On the canvas"), on_canvas(keymap)),
        (tr("On the timeline"), in_language(ON_TIMELINE)),
        (tr("What the timeline shows"), in_language(LEGEND)),
        (tr("Skipping"), in_language(SKIPPING)),
        (tr("Where things are kept"), in_language(FILES, file=PORTABLE_MARK, folder=PORTABLE_FOLDER)),
    ):
        parts.append(_table(title, [(what, "", does, "") for what, does in pairs], wanted))
    return "".join(parts) or f"<p>{tr('Nothing has that in its name.')}</p>"


def _table(title: str, rows: list[tuple[str, str, str, str]], wanted: str) -> str:
    words = wanted.lower().split()
    kept = [row for row in rows if all(word in f"{title} {' '.join(row)}".lower() for word in words)]
    if not kept:
        return ""
    lines = "".join(
        f"<tr><td width='210'>{html.escape(name)}</td>"
        f"<td width='150'><b>{html.escape(keys)}</b></td>"
        f"<td>{html.escape(tip)}</td></tr>"
        for name, keys, tip, _ in kept
    )
    return f"<h3>{html.escape(title)}</h3><table cellspacing='0' cellpadding='3' width='100%'>{lines}</table>"


class HelpDialog(QDialog):
    """The help page with a field to find a command; stays open beside the work."""

    def __init__(self, parent: QWidget, actions: ActionSet) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        self.setWindowTitle(tr("Commands and Shortcuts"))
        self.resize(820, 680)
        self._actions = actions
        self._find = QLineEdit(self)
        self._find.setPlaceholderText(tr("Find a command or a key"))
        self._find.setClearButtonEnabled(True)
        self._find.setAccessibleName(tr("Find a command or a key"))
        self._find.setToolTip(tr("Show only what has these words, in any order, or this key."))
        self._find.textChanged.connect(self._show_found)
        self._page = QTextBrowser(self)
        self._page.setAccessibleName(tr("Commands and shortcuts"))
        change = QPushButton(tr("Change Keys…"), self)
        change.setToolTip(tr("Choose the keys of every command."))
        change.setAutoDefault(False)
        change.clicked.connect(actions["edit.keys"].trigger)
        close = QPushButton(tr("Close"), self)
        close.setToolTip(tr("Close this window."))
        close.setAutoDefault(False)
        close.clicked.connect(self.close)
        buttons = QHBoxLayout()
        buttons.addWidget(change)
        buttons.addStretch(1)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.addWidget(self._find)
        layout.addWidget(self._page, 1)
        layout.addLayout(buttons)
        actions.keymap_changed.connect(self._show_found)
        self._show_found()
        self._find.setFocus()

    @property
    def text(self) -> str:
        """What is on the page."""
        return self._page.toPlainText()

    @Slot()
    def _show_found(self) -> None:
        self._page.setHtml(help_html(self._actions.keymap, self._find.text()))

    def open(self) -> None:
        """Show it beside the window: it blocks nothing."""
        self.show()
