"""A command line whose model is the tiny one, and small media to run it on."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
import pytest
from PIL import Image

from core.cli.main import main
from core.engine import loader
from tests.tiny_model import BlobFrames, tiny_model

FRAMES = 8


@dataclass
class Outcome:
    """What one command line did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.out.strip().splitlines()[-1])
        return found

    @property
    def sentence(self) -> str:
        """The one line on standard error."""
        lines = self.err.strip().splitlines()
        assert len(lines) == 1, self.err
        return lines[0]


Run = Callable[..., Outcome]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, home: Path) -> Run:
    """Run `samuraivision` with these words, in this process, with the tiny model."""
    model = tiny_model()
    monkeypatch.setattr(loader, "load_model", lambda *args, **kwargs: model)
    return bare_run(capsys)


@pytest.fixture
def run_for_real(capsys: pytest.CaptureFixture[str], home: Path) -> Run:
    """Run `samuraivision` with these words, in this process, with whatever model they name."""
    return bare_run(capsys)


def bare_run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run_words(*words: object) -> Outcome:
        code = main([str(word) for word in words])
        captured = capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    return run_words


@pytest.fixture
def blobs() -> BlobFrames:
    return BlobFrames(FRAMES)


@pytest.fixture
def video(tmp_path: Path, blobs: BlobFrames) -> Path:
    """Eight frames of a disc that moves, 160×90."""
    path = tmp_path / "disc.mp4"
    write_video(path, [blobs.read(i) for i in range(FRAMES)])
    return path


def write_video(path: Path, frames: list[np.ndarray], gop: int = 4) -> None:
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=10, options={"crf": "20", "g": str(gop)})
        stream.width, stream.height, stream.pix_fmt = frames[0].shape[1], frames[0].shape[0], "yuv420p"
        for frame in frames:
            container.mux(stream.encode(av.VideoFrame.from_ndarray(frame, format="rgb24")))
        container.mux(stream.encode())


@pytest.fixture
def davis(tmp_path: Path, blobs: BlobFrames) -> Path:
    """Two sequences in DAVIS layout: `one` in black and white, `two` with a palette and two objects."""
    root = tmp_path / "davis"
    for name in ("one", "two"):
        pictures, annotations = root / "JPEGImages" / "480p" / name, root / "Annotations" / "480p" / name
        pictures.mkdir(parents=True)
        annotations.mkdir(parents=True)
        for index in range(FRAMES):
            cv2.imwrite(str(pictures / f"{index:05d}.jpg"), blobs.read(index)[..., ::-1])
            disc = blobs.disc(index)
            if name == "one":
                Image.fromarray(disc.astype(np.uint8) * 255).save(annotations / f"{index:05d}.png")
            else:
                labels = disc.astype(np.uint8)
                labels[:10, :20] = 2
                picture = Image.fromarray(labels)
                picture.putpalette([0, 0, 0, 200, 0, 0, 0, 200, 0])
                picture.save(annotations / f"{index:05d}.png")
    return root


@pytest.fixture
def pictures(tmp_path: Path, blobs: BlobFrames) -> tuple[Path, Path]:
    """Three pictures, and masks with a ring to ignore around the disc."""
    images, masks = tmp_path / "images", tmp_path / "masks"
    images.mkdir()
    masks.mkdir()
    for index in range(3):
        cv2.imwrite(str(images / f"p{index}.jpg"), blobs.read(index)[..., ::-1])
        disc = blobs.disc(index).astype(np.uint8)
        ring = cv2.dilate(disc, np.ones((5, 5), np.uint8))
        Image.fromarray((ring * 128 + disc * 127).astype(np.uint8)).save(masks / f"p{index}.png")
    return images, masks
