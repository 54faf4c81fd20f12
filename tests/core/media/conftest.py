"""Videos that several tests of a run share."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.core.media.numbered_video import encode


@pytest.fixture(scope="session")
def media_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the encoded files of a test run are."""
    return tmp_path_factory.mktemp("media")


@pytest.fixture(scope="session")
def video(media_dir: Path) -> Callable[..., Path]:
    """Encodes a video once a test run: `video("name.mp4", codec, **options of encode)`."""

    def make(name: str, codec: str = "libx264", **options: object) -> Path:
        path = media_dir / name
        return path if path.exists() else encode(path, codec, **options)  # type: ignore[arg-type]

    return make
