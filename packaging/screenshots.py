"""Make the pictures of the guide and the README from the real window, so that they never go stale.

    python packaging/screenshots.py [--out resources/guide] [--theme dark] [--language zh_CN] [--only A,B]
    python packaging/screenshots.py --shortcuts

Drives the application on the bundled demo, without a screen, as a new user would, and grabs what the guide
shows: each picture at most 60 KB. `--shortcuts` writes only the page of shortcuts, from the command table.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["SAMURAIVISION_HOME"] = tempfile.mkdtemp()
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

import resources
from core.settings import Settings, save_settings
from core.types import State
from desktop.app import Application
from desktop.guide import SHORTCUTS, guide_folder, shortcuts_markdown
from desktop.language import LANGUAGES, tr

PATIENCE_S = 240.0
FRAMES = 64
SIZE = (1280, 800)
WIDTH_PX = 900
MOST_BYTES = 60_000


class Stage:
    """The application, and the acts of a person in front of it."""

    def __init__(self, app: QApplication, out: Path) -> None:
        self.app = app
        self.out = out
        self.application = Application(app)
        self.parts, self.window = self.application.parts, self.application.window
        self.window.resize(*SIZE)
        self.window.show()
        self.application.start(None)
        self.wait(lambda: self.parts.frames.shown is not None)
        self.wait(lambda: self.parts.models.model is not None)

    def wait(self, until: Callable[[], object]) -> None:
        """Let the window work until something holds."""
        end = time.monotonic() + PATIENCE_S
        while not until():
            if time.monotonic() > end:
                raise TimeoutError("The window did not get there; is the machine very busy?")
            self.app.processEvents()
            time.sleep(0.005)

    def settle(self) -> None:
        """Let everything be painted."""
        end = time.monotonic() + 0.5
        self.wait(lambda: time.monotonic() > end)

    def do(self, action_id: str) -> None:
        """Run a command, as soon as it can be."""
        action = self.parts.actions[action_id]
        self.wait(action.isEnabled)
        action.trigger()

    def click(self, x: float, y: float, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
        """Click on the canvas, at a media px, and wait for the mask."""
        canvas = self.window.canvas
        at = QPoint(QPointF(*canvas.viewport.to_widget(x, y)).toPoint())
        QTest.mouseMove(canvas, at)
        QTest.mouseClick(canvas, button, Qt.KeyboardModifier.NoModifier, at)
        self.wait(lambda: self.parts.prompts.pending is None)

    def go(self, frame_index: int) -> None:
        self.parts.frames.go_to(frame_index)
        self.wait(lambda: getattr(self.parts.frames.shown, "frame_index", None) == frame_index)

    def track(self) -> None:
        """Forward from the first frame, to the end."""
        self.go(0)
        self.do("track.forward")
        self.wait(lambda: self.parts.tracking.running)
        self.wait(lambda: not self.parts.tracking.running)

    def centre(self, frame_index: int) -> tuple[float, float]:
        """Of the object's mask, in media px."""
        document = self.parts.documents.document
        assert document is not None
        mask = document.mask(1, frame_index)
        assert mask is not None
        rows, columns = np.nonzero(mask.to_array())
        return float(columns.mean()), float(rows.mean())

    def dialog(self, kind: str) -> QDialog:
        """The open window of that class."""
        return next(
            d for d in self.window.findChildren(QDialog) if type(d).__name__ == kind and d.isVisible()
        )

    def picture(self, name: str, widget: QWidget | None = None) -> None:
        """Grab the window or a dialog as a JPEG that is small enough."""
        self.settle()
        image = (widget or self.window).grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        if image.width() > WIDTH_PX:
            image = image.scaledToWidth(WIDTH_PX, Qt.TransformationMode.SmoothTransformation)
        path = self.out / f"{name}.jpg"
        for quality in range(90, 30, -5):
            image.save(str(path), "JPEG", quality)
            if path.stat().st_size <= MOST_BYTES:
                break
        print(f"{path.name}: {image.width()} x {image.height()}, {path.stat().st_size / 1000:.0f} KB")

    def close(self) -> None:
        self.window.close()
        self.wait(lambda: self.parts.lanes.finished)
        self.application.dispose()


def first_video(stage: Stage) -> None:
    """The demo with its balloon clicked and tracked; also the README's picture."""
    stage.click(*json.loads(resources.path("demo", "truth.json").read_text())["click"])
    stage.track()
    stage.application.first_steps.hide()
    stage.go(FRAMES // 2)
    stage.picture("first-video")


def correcting(stage: Stage) -> None:
    """A correction whose stretch was tracked again."""
    stage.go(FRAMES // 2)
    x, y = stage.centre(FRAMES // 2)
    stage.click(x, y + 6)
    stage.do("track.again")
    stage.wait(stage.parts.actions["track.keep"].isEnabled)
    stage.picture("correcting")
    stage.do("track.keep")


def reviewing(stage: Stage) -> None:
    """Some frames approved, one flagged, the panel beside them."""
    stage.parts.objects.set_state(State.APPROVED, range(24), "Approve Range")
    stage.go(40)
    stage.do("mask.flag")
    if not stage.parts.actions["view.review"].isChecked():
        stage.do("view.review")
    stage.do("go.next_look")
    stage.do("go.next_look")
    stage.picture("reviewing")


def exporting(stage: Stage) -> None:
    stage.do("file.export")
    dialog = stage.dialog("ExportDialog")
    for field in dialog.findChildren(QWidget, ""):
        if field.accessibleName() == tr("Folder"):
            field.setProperty("text", "masks")
    stage.picture("exporting", dialog)
    dialog.close()


def training(stage: Stage) -> None:
    """With most of the demo approved, which is then a draft again."""
    stage.parts.objects.set_state(State.APPROVED, range(48), "Approve Range")
    stage.do("model.train")
    dialog = stage.dialog("TrainingWindow")
    end = time.monotonic() + 4
    stage.wait(lambda: time.monotonic() > end and not stage.parts.lanes.io.busy)
    stage.picture("training", dialog)
    dialog.close()
    stage.parts.objects.set_state(State.DRAFT, range(48), "Back to Draft")


def models(stage: Stage) -> None:
    stage.do("model.manage")
    dialog = stage.dialog("ModelsDialog")
    stage.picture("models", dialog)
    dialog.close()


def skipping(stage: Stage) -> None:
    """The whole of it once more, with the model on key frames only."""
    stage.parts.objects.set_state(State.DRAFT, range(FRAMES), "Back to Draft")
    stage.parts.objects.clear_tracked(range(FRAMES))
    stage.do("track.skip_auto")
    stage.track()
    stage.go(FRAMES // 2 + 1)
    stage.picture("skipping")


SCENES: dict[str, Callable[[Stage], None]] = {
    "first-video": first_video,
    "training": training,
    "models": models,
    "exporting": exporting,
    "correcting": correcting,
    "reviewing": reviewing,
    "skipping": skipping,
}
"""In this order: each goes on from where the one before ended."""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path)
    parser.add_argument("--language", choices=tuple(LANGUAGES), default="en")
    parser.add_argument("--theme", choices=("dark", "light"), default="dark")
    parser.add_argument("--only", metavar="A,B", help="only these pictures, and what must come before")
    parser.add_argument("--shortcuts", action="store_true", help="only write the page of shortcuts")
    arguments = parser.parse_args()
    english = arguments.language == "en"
    out: Path = arguments.out or (guide_folder() if english else guide_folder() / arguments.language)
    out.mkdir(parents=True, exist_ok=True)
    if english:
        (out / f"{SHORTCUTS}.md").write_text(shortcuts_markdown(), encoding="utf-8")
    if arguments.shortcuts:
        return
    wanted = set(arguments.only.split(",")) | {"first-video"} if arguments.only else set(SCENES)
    save_settings(Settings(theme=arguments.theme, language=arguments.language))
    stage = Stage(QApplication([]), out)
    for name, scene in SCENES.items():
        if name in wanted:
            scene(stage)
    stage.close()


if __name__ == "__main__":
    main()
