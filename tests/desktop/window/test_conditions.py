"""Which commands can be used, and when."""

from pathlib import Path

import numpy as np
from pytestqt.qtbot import QtBot

from core.media.writer import VideoWriter
from desktop.app import Application
from desktop.tools.intents import ClickAdded

SIZE_WH = (128, 80)


def test_a_run_can_be_started_while_the_first_click_is_still_being_answered(
    application: Application, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "grey.mp4"
    with VideoWriter(path, SIZE_WH, fps=12) as writer:
        for index in range(4):
            writer.write(np.full((SIZE_WH[1], SIZE_WH[0], 3), 60 + 5 * index, np.uint8))
    parts = application.parts
    parts.opening.open(path)
    qtbot.waitUntil(lambda: parts.frames.shown is not None)
    forward = parts.actions["track.forward"]
    assert not forward.isEnabled()
    seen: list[tuple[bool, bool]] = []
    forward.enabledChanged.connect(lambda on: seen.append((on, parts.prompts.pending is not None)))
    parts.prompts.take(ClickAdded(40, 40, True))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0] == (True, True)
