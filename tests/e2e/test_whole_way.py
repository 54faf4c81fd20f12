"""The main job through the real window: open, click, track, cancel, track again, export, close, reopen."""

from collections.abc import Callable, Generator
from pathlib import Path

import numpy as np
import pytest

from core.settings import Settings, save_settings
from core.types import Origin
from desktop.dialogs.export import ExportDialog
from tests.e2e.conftest import Session, disc_centre

Steps = Generator[Callable[[], object]]


def test_from_a_video_to_files_and_back(run_app: Callable[..., None], video: Path, tmp_path: Path) -> None:
    seen: dict[str, object] = {}
    export_folder = tmp_path / "out"

    def first(s: Session) -> Steps:
        parts = s.app.parts
        assert s.app.window.isVisible()
        yield lambda: parts.frames.shown is not None
        assert parts.frames.frame_count == 40
        assert (video.parent / "disc.samurai").is_file()

        s.click(*disc_centre(0))
        assert parts.documents.document is not None
        document = parts.documents.document
        yield lambda: document.objects and document.mask(1, 0) is not None
        assert len(document.prompts(1)[0].clicks) == 1
        yield s.can("edit.undo")
        assert "Click" in parts.actions["edit.undo"].text()

        # Cancelled half way: what is done stays, and it ends soon.
        yield s.can("track.forward")
        s.do("track.forward")
        assert parts.tracking.running
        yield lambda: len(document.marks(1)) >= 5
        s.do("track.cancel")
        yield lambda: not parts.tracking.running
        kept = len(document.marks(1))
        assert 5 <= kept < 40
        seen["kept"] = kept

        yield s.can("track.forward")
        parts.frames.go_to(0)
        s.do("track.forward")
        yield lambda: not parts.tracking.running
        assert sorted(document.marks(1)) == list(range(40))
        assert all(mark.origin is Origin.INFERRED for mark in document.marks(1).values())

        # One run is one step: undone and done again.
        yield s.can("edit.undo")
        s.do("edit.undo")
        assert len(document.marks(1)) == kept
        yield s.can("edit.redo")
        s.do("edit.redo")
        assert len(document.marks(1)) == 40

        s.do("file.export")
        dialog = s.app.window.findChild(ExportDialog)
        assert dialog is not None
        for name in ("davis", "overlay"):
            dialog.format.setCurrentIndex(dialog.format.findData(name))
            dialog.target.setText(str(export_folder / name))
            dialog.export.click()
            yield lambda: not parts.exporting.running
            assert "40 frames" in dialog.message
        dialog.close()
        parts.frames.go_to(17)
        yield lambda: parts.frames.shown is not None and parts.frames.shown.frame_index == 17
        seen["masks"] = {i: document.mask(1, i) for i in range(40)}
        seen["colour"] = document.objects[1].colour

    run_app(first, str(video))
    assert len(list((export_folder / "davis").rglob("*.png"))) == 40
    assert (export_folder / "overlay" / "overlay.mp4").stat().st_size > 1000

    def second(s: Session) -> Steps:
        # No argument: the last project is there again, at the frame where it was left.
        parts = s.app.parts
        yield lambda: parts.frames.shown is not None and parts.frames.shown.frame_index == 17
        document = parts.documents.document
        assert document is not None
        assert {i: document.mask(1, i) for i in range(40)} == seen["masks"]
        assert document.objects[1].colour == seen["colour"]
        assert len(document.prompts(1)[0].clicks) == 1
        yield s.can("edit.undo")
        s.do("edit.undo")
        assert len(document.marks(1)) == seen["kept"]

    run_app(second)


def test_what_cannot_be_opened_is_said_in_one_sentence(run_app: Callable[..., None], tmp_path: Path) -> None:
    text = tmp_path / "notes.mp4"
    text.write_text("not a video at all")

    def script(s: Session) -> Steps:
        bar = s.app.window.message_bar
        yield lambda: bar.tone.value == "error"
        assert "notes.mp4" in bar.text
        assert bar.text.count(".") <= 2
        assert s.app.parts.documents.project is None
        s.app.parts.opening.open(tmp_path / "gone.mp4")
        yield lambda: "gone.mp4" in bar.text and bar.tone.value == "error"

    run_app(script, str(text))


def test_closing_while_tracking_keeps_what_is_done(run_app: Callable[..., None], video: Path) -> None:
    done: list[int] = []

    def first(s: Session) -> Steps:
        parts = s.app.parts
        yield lambda: parts.frames.shown is not None and parts.models.model is not None
        s.click(*disc_centre(0))
        yield s.can("track.forward")
        s.do("track.forward")
        document = parts.documents.document
        assert document is not None
        yield lambda: len(document.marks(1)) >= 4
        done.append(len(document.marks(1)))

    run_app(first, str(video))

    def second(s: Session) -> Steps:
        document_of = s.app.parts.documents
        yield lambda: document_of.document is not None and s.app.parts.frames.shown is not None
        assert document_of.document is not None
        assert len(document_of.document.marks(1)) >= done[0]

    run_app(second, str(video.with_suffix(".samurai")))


@pytest.mark.parametrize("speed_s", [1.9])
def test_plays_at_true_speed(run_app: Callable[..., None], video: Path, speed_s: float) -> None:
    """Forty frames at 20 a second take 1.95 s from the first to the last."""
    import time

    def script(s: Session) -> Steps:
        parts = s.app.parts
        yield lambda: parts.frames.shown is not None and parts.models.state.device != ""
        began = time.monotonic()
        shown: list[int] = []
        parts.frames.frame_shown.connect(lambda frame: shown.append(frame.frame_index))
        s.do("go.play")
        yield lambda: not parts.playback.playing
        took = time.monotonic() - began
        assert parts.frames.index == 39
        assert speed_s - 0.1 < took < speed_s + 0.6
        assert np.all(np.diff(shown) > 0)

    run_app(script, str(video))


def test_the_first_start_opens_the_demo_with_three_lines_of_guidance(
    run_app: Callable[..., None], home: Path
) -> None:
    save_settings(Settings(threads=1))

    def first(s: Session) -> Steps:
        parts, steps = s.app.parts, s.app.first_steps
        yield lambda: parts.frames.shown is not None
        assert len(steps.lines) == 4
        s.click(154, 130)
        yield lambda: parts.documents.document is not None and parts.documents.document.mask(1, 0) is not None
        assert steps.lines[1].startswith("✓")
        yield s.can("track.step")
        s.do("track.step")
        yield lambda: not parts.tracking.running
        assert steps.lines[2].startswith("✓")
        parts.opening.close()

    run_app(first)

    def second(s: Session) -> Steps:
        """It was seen: with nothing open the last time, nothing is opened."""
        yield lambda: s.app.parts.models.model is not None
        assert s.app.parts.documents.project is None
        assert s.app.first_steps.lines == ()
        s.do("file.demo")
        yield lambda: len(s.app.first_steps.lines) == 4

    run_app(second)
