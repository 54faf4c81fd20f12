"""Take a picture of every window in every language, theme and scale, and tell what is cut off in them.

    python packaging/every_window.py OUT [--languages en,zh_CN] [--themes dark,light] [--scales 1,2]

To be looked at: one folder for each combination, one PNG a window, and all of them on one sheet. What can be
told without eyes is told too: every text that has less room than it needs. Ends with 1 where there is one.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path

HERE = Path(__file__).resolve()
MENUS = ("file", "edit", "view", "go", "tool", "object", "mask", "track", "model", "help")
DIALOGS = {
    "file.export": "ExportDialog",
    "file.import": "ImportDialog",
    "model.manage": "ModelsDialog",
    "help.guide": "GuideDialog",
    "help.keys": "HelpDialog",
    "help.doctor": "DoctorDialog",
    "help.about": "AboutDialog",
    "edit.palette": "CommandPalette",
}
SHEET_PX = 2400
SPACE_PX = 24


def take(out: Path, theme: str) -> int:
    """Picture every window in this process, whose language and scale the environment says."""
    sys.path.insert(0, str(HERE.parent))
    from PySide6.QtCore import QPoint
    from PySide6.QtWidgets import QApplication, QWidget
    from screenshots import Stage  # sets up a home of its own and a platform without a screen

    from core.settings import Settings, save_settings
    from core.types import State
    from desktop.dialogs.crash import ERROR_HEADING, ERROR_TEXT, CrashDialog
    from desktop.dialogs.settings import SettingsDialog
    from desktop.language import tr
    from desktop.panels.colour_menu import ColourMenu

    save_settings(Settings(theme="dark" if theme == "dark" else "light"))
    app = QApplication([])
    stage = Stage(app, out)
    faults: list[str] = []

    def grab(name: str, widget: QWidget) -> None:
        stage.settle()
        widget.grab().save(str(out / f"{name}.png"))
        faults.extend(f"{name}: {fault}" for fault in cut_off(widget))

    window, actions = stage.window, stage.parts.actions
    grab("start", window)
    stage.click(*_demo_click())
    stage.do("track.step")
    stage.wait(lambda: stage.parts.tracking.running)
    stage.wait(lambda: not stage.parts.tracking.running)
    stage.application.first_steps.hide()
    stage.do("object.add")
    stage.parts.objects.set_state(State.APPROVED, range(4), "Approve Range")
    stage.go(6)
    stage.do("mask.flag")
    if not actions["view.review"].isChecked():
        stage.do("view.review")
    stage.do("tool.brush")
    grab("main", window)
    for name in MENUS:
        menu = window.menus.by_name[name]
        menu.popup(window.mapToGlobal(QPoint(40, 60)))
        grab(f"menu-{name}", menu)
        menu.close()
    stage.application.reactions.skip_menu.popup(window.mapToGlobal(QPoint(40, 60)))
    grab("skip", stage.application.reactions.skip_menu)
    stage.application.reactions.skip_menu.close()
    colours = ColourMenu("#e69f00", window)
    colours.popup(window.mapToGlobal(QPoint(40, 60)))
    grab("colours", colours)
    colours.close()
    for action_id, kind in DIALOGS.items():
        actions[action_id].trigger()
        dialog = stage.dialog(kind)
        if kind == "DoctorDialog":
            stage.wait(lambda dialog=dialog: dialog._job is None)  # type: ignore[misc]
        grab(action_id.replace(".", "-"), dialog)
        dialog.close()
    actions["edit.settings"].trigger()
    settings = next(one for one in window.findChildren(SettingsDialog))
    for page in settings.pages:
        settings.show_page(page)
        grab(f"settings-{type(page).__name__.lower()}", settings)
    settings.close()
    actions["model.train"].trigger()
    training = stage.dialog("TrainingWindow")
    stage.wait(lambda: not stage.parts.lanes.io.busy)
    for tab in range(training.tabs.count()):  # type: ignore[attr-defined]
        training.tabs.setCurrentIndex(tab)  # type: ignore[attr-defined]
        grab(f"training-{tab}", training)
    training.close()
    crash = CrashDialog(window, tr(ERROR_HEADING), tr(ERROR_TEXT), "Traceback", out)
    crash.show()
    grab("crash", crash)
    crash.close()
    sheet(out)
    print(*faults, sep="\n")
    stage.close()
    return 1 if faults else 0


def _demo_click() -> tuple[float, float]:
    import json

    import resources

    x, y = json.loads(resources.path("demo", "truth.json").read_text())["click"]
    return float(x), float(y)


def cut_off(window: object) -> Iterator[str]:
    """Texts of a window that have less room than they need."""
    from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLabel, QRadioButton, QWidget

    assert isinstance(window, QWidget)
    for widget in window.findChildren(QWidget):
        if not widget.isVisibleTo(window) or widget.window() is not window.window():
            continue
        if isinstance(widget, QLabel):
            needs = widget.heightForWidth(widget.width()) if widget.wordWrap() else widget.sizeHint().height()
            narrow = not widget.wordWrap() and widget.sizeHint().width() > widget.width()
            if widget.text() and (narrow or needs > widget.height() + 1):
                yield f"{widget.text()!r} has {widget.width()} × {widget.height()} px"
        elif isinstance(widget, QAbstractButton) and widget.text():
            room = (
                widget.sizeHint()
                if isinstance(widget, QCheckBox | QRadioButton)
                else widget.minimumSizeHint()
            )
            if room.width() > widget.width() or room.height() > widget.height() + 1:
                yield f"{widget.text()!r} needs {room.width()} px and has {widget.width()}"


def sheet(folder: Path) -> None:
    """All pictures of a folder on one, in columns."""
    from PySide6.QtGui import QColor, QImage, QPainter

    pictures = [QImage(str(path)) for path in sorted(folder.glob("*.png")) if path.stem != "sheet"]
    places, x, y, line = [], SPACE_PX, SPACE_PX, 0
    for picture in pictures:
        if x + picture.width() > SHEET_PX and x > SPACE_PX:
            x, y, line = SPACE_PX, y + line + SPACE_PX, 0
        places.append((x, y))
        x, line = x + picture.width() + SPACE_PX, max(line, picture.height())
    width = max((x + picture.width() for (x, _), picture in zip(places, pictures, strict=True)), default=1)
    whole = QImage(width + SPACE_PX, y + line + SPACE_PX, QImage.Format.Format_RGB32)
    whole.fill(QColor("#808080"))
    painter = QPainter(whole)
    for place, picture in zip(places, pictures, strict=True):
        picture.setDevicePixelRatio(1)
        painter.drawImage(*place, picture)
    painter.end()
    whole.save(str(folder / "sheet.png"))


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--languages", default="en,zh_CN")
    parser.add_argument("--themes", default="dark,light")
    parser.add_argument("--scales", default="1,2")
    parser.add_argument("--here", metavar="THEME", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.here:
        return take(given.out, given.here)
    wrong = 0
    choices = (words.split(",") for words in (given.languages, given.themes, given.scales))
    for language, theme, scale in product(*choices):
        out = given.out / f"{language}-{theme}-{scale}"
        out.mkdir(parents=True, exist_ok=True)
        print(f"== {out.name}", flush=True)
        environment = {**os.environ, "SAMURAIVISION_LANGUAGE": language, "QT_SCALE_FACTOR": scale}
        command = [sys.executable, str(HERE), str(out), "--here", theme]
        wrong |= subprocess.run(command, env=environment, check=False).returncode
    return wrong


if __name__ == "__main__":
    sys.exit(main())
