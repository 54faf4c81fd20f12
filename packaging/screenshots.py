"""Take the pictures of the README and the guide from the real window, so that they never go stale.

    python packaging/screenshots.py [--out resources/guide]

Opens the demo without a screen, prompts the balloon as a new user would, tracks it, and grabs the window.
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

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import resources
from desktop.app import Application

PATIENCE_S = 120.0
TRACKED = 64


def wait(app: QApplication, until: Callable[[], object]) -> None:
    """Let the window work until something holds."""
    end = time.monotonic() + PATIENCE_S
    while not until():
        if time.monotonic() > end:
            raise TimeoutError("The window did not get there; is the machine very busy?")
        app.processEvents()
        time.sleep(0.005)


def take(out: Path) -> None:
    """The demo with its balloon tracked: `window.png`."""
    app = QApplication([])
    application = Application(app)
    parts, window = application.parts, application.window
    window.resize(1280, 800)
    window.show()
    application.start(None)
    wait(app, lambda: parts.frames.shown is not None)
    wait(app, lambda: parts.models.model is not None)
    x, y = json.loads(resources.path("demo", "truth.json").read_text())["click"]
    at = QPoint(QPointF(*window.canvas.viewport.to_widget(x, y)).toPoint())
    QTest.mouseMove(window.canvas, at)
    QTest.mouseClick(window.canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    document = parts.documents.document
    assert document is not None
    wait(app, lambda: bool(document.objects) and bool(document.marks(1)))
    wait(app, parts.actions["track.forward"].isEnabled)
    parts.actions["track.forward"].trigger()
    wait(app, lambda: len(document.marks(1)) == TRACKED and not parts.tracking.running)
    parts.frames.go_to(TRACKED // 2)
    wait(app, lambda: getattr(parts.frames.shown, "frame_index", None) == TRACKED // 2)
    for _ in range(40):
        app.processEvents()
        time.sleep(0.01)
    window.grab().save(str(out / "window.png"))
    window.close()
    wait(app, lambda: parts.lanes.finished)


def main() -> None:
    guide = Path(__file__).resolve().parents[1] / "resources" / "guide"
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=guide)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    take(arguments.out)


if __name__ == "__main__":
    main()
