"""Every command with its keys, from the command table."""

import html

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QTextBrowser, QVBoxLayout, QWidget

from desktop.actions import ACTIONS, MENUS
from desktop.window.action_set import keys_text

ON_CANVAS = (
    ("Wheel", "Zoom at the pointer."),
    ("Space or middle button, dragged", "Move the view."),
    ("Click / right-click", "Include / leave out what is under the pointer (Click tool)."),
    ("Ctrl, held", "Show what a click here would give, without changing anything (Click tool)."),
    ("Alt, held", "Show the frame without masks."),
    ("Shift + wheel, or [ and ]", "Change the size of the brush."),
    ("Esc", "Forget the gesture under way; else cancel tracking."),
)
ON_TIMELINE = (
    ("Drag", "Scrub."),
    ("Wheel", "Zoom at the pointer."),
    ("Shift + drag", "Mark a range of frames."),
    ("Right or middle button, dragged", "Move along."),
    ("Ctrl + wheel", "Scroll through the objects."),
)
LEGEND = (
    ("Solid bar", "inferred: the model found the mask on this very frame"),
    ("Thin, pale bar", "filled: the model did not look at this frame; see Skipping"),
    ("Tall bar with a bright edge", "painted by hand"),
    ("Hatched bar", "imported"),
    ("White diamond", "a click, a box or a painted mask"),
    ("Green, yellow or red line below", "approved, corrected or flagged"),
)
SKIPPING = (
    ("Key frame", "A frame on which the model ran, or that a person corrected."),
    (
        "Filled",
        "A mask between two key frames, carried there from both sides by the motion in the picture.",
    ),
    ("Skip: Auto", "As many key frames as the motion asks for: few where little moves."),
    (
        "Quality … Speed",
        "How well the two sides must agree; where they do not, the model runs in the middle.",
    ),
    (
        "Check the Least Certain",
        "Runs the model on the ten filled frames that can be trusted least, and fills round them anew.",
    ),
    (
        "A filled mask is wrong",
        "Correct it as any other: it becomes a key frame; then track the stretch again.",
    ),
    ("Training, exporting", "Training leaves filled masks out unless told otherwise; an export can, too."),
)


def help_html(wanted: str = "") -> str:
    """The help page; with `wanted` only what has that in its name, its words or its keys."""
    wanted = wanted.strip().lower()
    parts: list[str] = []
    for name, title in MENUS:
        rows = [
            (spec.plain_text, keys_text(spec.shortcuts), spec.tooltip)
            for spec in ACTIONS
            if spec.menu == name
        ]
        parts.append(_table(title.replace("&", ""), rows, wanted))
    for title, pairs in (
        ("On the canvas", ON_CANVAS),
        ("On the timeline", ON_TIMELINE),
        ("What the timeline shows", LEGEND),
        ("Skipping", SKIPPING),
    ):
        parts.append(_table(title, [(what, "", does) for what, does in pairs], wanted))
    return "".join(parts) or "<p>Nothing has that in its name.</p>"


def _table(title: str, rows: list[tuple[str, str, str]], wanted: str) -> str:
    kept = [row for row in rows if not wanted or any(wanted in cell.lower() for cell in row)]
    if not kept:
        return ""
    lines = "".join(
        f"<tr><td width='210'>{html.escape(name)}</td>"
        f"<td width='150'><b>{html.escape(keys)}</b></td>"
        f"<td>{html.escape(tip)}</td></tr>"
        for name, keys, tip in kept
    )
    return f"<h3>{html.escape(title)}</h3><table cellspacing='0' cellpadding='3' width='100%'>{lines}</table>"


class HelpDialog(QDialog):
    """The help page with a field to find a command; stays open beside the work."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        self.setWindowTitle("Commands and Shortcuts")
        self.resize(820, 680)
        self._find = QLineEdit(self)
        self._find.setPlaceholderText("Find a command or a key")
        self._find.setClearButtonEnabled(True)
        self._find.setAccessibleName("Find a command or a key")
        self._find.setToolTip("Show only what has this in its name, its words or its keys.")
        self._find.textChanged.connect(self._on_find)
        self._page = QTextBrowser(self)
        self._page.setAccessibleName("Commands and shortcuts")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self._find)
        layout.addWidget(self._page, 1)
        layout.addWidget(buttons)
        self._on_find("")
        self._find.setFocus()

    def _on_find(self, text: str) -> None:
        self._page.setHtml(help_html(text))

    def open(self) -> None:
        """Show it beside the window: it blocks nothing."""
        self.show()
