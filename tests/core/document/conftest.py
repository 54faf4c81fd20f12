import os

import numpy as np
import pytest

from core.document.document import Mark, MediaRef, SegObject
from core.document.edits import AddObject, SetMedia
from core.document.store import create_project
from core.masks import Mask
from core.types import Origin

HEIGHT, WIDTH, FRAMES = 24, 32, 40


class Maker:
    """Makes the values that tests put into a project of 32×24 pixels and 40 frames."""

    def __init__(self, seed=0):
        self.rng = np.random.default_rng(seed)

    def media(self, **changes):
        values = dict(
            relative_path="clip.mp4", absolute_path="/videos/clip.mp4", fingerprint="f00d",
            frame_count=FRAMES, width=WIDTH, height=HEIGHT, fps=25.0,
        )  # fmt: skip
        return MediaRef(**(values | changes))

    def mask(self, height=HEIGHT, width=WIDTH):
        y, x = self.rng.integers(0, height - 4), self.rng.integers(0, width - 4)
        picture = self.rng.random((height, width)) < 0.03
        picture[y : y + self.rng.integers(2, 12), x : x + self.rng.integers(2, 12)] = True
        return Mask.from_array(picture)

    def mark(self, origin=Origin.INFERRED, **changes):
        return Mark(origin, **({"score": round(float(self.rng.random()), 3)} | changes))


@pytest.fixture
def make():
    return Maker()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "cats.samurai"


@pytest.fixture
def project(path, make):
    """A project with media and two objects, 1 and 2."""
    with create_project(path) as project:
        project.history.do(SetMedia(make.media()), "Open media")
        project.history.do(AddObject(SegObject(1, "cat", "animal", "#ff0000")), "Add cat")
        project.history.do(AddObject(SegObject(2, "dog", "animal", "#00ff00")), "Add dog")
        yield project


def contents(document):
    """All that a document holds, for comparing."""
    return {
        "media": document.media,
        "settings": document.settings,
        "objects": list(document.objects.values()),
        "prompts": {i: dict(document.prompts(i)) for i in document.objects},
        "marks": {i: dict(document.marks(i)) for i in document.objects},
        "masks": {
            (i, frame): document.mask(i, frame) for i in document.objects for frame in document.marks(i)
        },
    }


@pytest.fixture(name="contents")
def contents_fixture():
    return contents


@pytest.fixture
def crash():
    """End a project as a killed process does: nothing is said to the file, and the system frees the lock."""

    def crash(project):
        os.close(project._lock._handle)
        project._lock._handle = None
        project._db.close()
        project._closed = True

    return crash
