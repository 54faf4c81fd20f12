"""The loop closed through the real window: track, approve, train, compare, promote, track with it, export."""

import json
import sys
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from core.engine import loader, registry
from core.settings import Settings, save_settings
from core.types import State
from desktop.dialogs.export import ExportDialog
from desktop.training.window import TrainingWindow
from tests.desktop.training.tiny_cli import register
from tests.e2e import conftest
from tests.e2e.conftest import Session, disc_centre

Steps = Generator[Callable[[], object]]
LOAD_MODEL = loader.load_model  # before a fixture puts a stand-in in its place
TINY_CLI = Path(__file__).parents[1] / "desktop" / "training" / "tiny_cli.py"


def test_corrections_become_a_model_that_drives_the_next_track(
    run_app: Callable[..., None],
    home: Path,
    video: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for module in (registry, loader):
        monkeypatch.setattr(module, "MODELS", module.MODELS)  # put back what `register` changes
    monkeypatch.setattr(loader, "load_model", LOAD_MODEL)
    register()
    save_settings(Settings(model="tiny-test", device="cpu", precision="float32", threads=1, demo_seen=True))
    monkeypatch.setattr(conftest, "STEP_TIMEOUT_S", 120.0)  # learning is a process of its own
    out = tmp_path / "out"

    def script(s: Session) -> Steps:
        parts = s.app.parts
        parts.training._command = [sys.executable, str(TINY_CLI)]
        yield lambda: parts.frames.shown is not None and parts.models.model is not None
        s.click(*disc_centre(0))
        yield s.can("track.forward")
        s.do("track.forward")
        yield lambda: not parts.tracking.running
        document = parts.documents.document
        assert document is not None
        parts.frames.go_to(5)
        yield lambda: parts.frames.shown is not None and parts.frames.shown.frame_index == 5
        s.click(*disc_centre(5))
        yield lambda: document.marks(1)[5].state is State.CORRECTED
        s.app.commands.tracks.set_range((0, 19))
        yield s.can("mask.approve_range")
        s.do("mask.approve_range")
        approved = [m for m in document.marks(1).values() if m.state is State.APPROVED]
        assert len(approved) == 20

        s.do("model.train")
        window = s.app.commands._training_window
        assert isinstance(window, TrainingWindow)
        yield lambda: window._look is not None and window._look.complete
        assert window.data.sources.item(0).text().startswith("This project (disc)")
        assert window._look is not None
        assert window._look.ready, window._look.problem
        window.recipe.name.setText("disc tuned")
        window.recipe.recipes["specified"].click()
        window.recipe.epochs.setValue(2)
        window.recipe.rate.setValue(2e-3)
        window.start.click()
        yield lambda: len(parts.training.progress.points) > 1
        assert window.run_view.curves.best_text
        yield lambda: not parts.training.running
        assert window.tabs.currentWidget() is window.comparison, window.run_view.state_text
        assert "J_tracking_before" in window._shown_progress.comparison  # it was tracked, too

        if window.comparison._objection:
            window.comparison.override.click()
        window.comparison.promote.click()
        yield lambda: parts.models.state.name == "disc-tuned" and parts.models.model is not None

        parts.frames.go_to(25)
        yield s.can("track.step")
        s.do("track.step")
        yield lambda: not parts.tracking.running

        s.do("file.export")
        dialog = s.app.window.findChild(ExportDialog)
        assert dialog is not None
        dialog.format.setCurrentIndex(dialog.format.findData("davis"))
        dialog.target.setText(str(out))
        dialog.export.click()
        yield lambda: not parts.exporting.running
        dialog.close()
        window.close()

    run_app(script, str(video))
    assert json.loads((out / "manifest.json").read_text())["model"] == "tiny-test, disc-tuned"
