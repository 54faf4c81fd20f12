"""What a person has approved or corrected in a project, as something to learn from."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from core.cancel import CancelToken
from core.document.store import Project, open_copy
from core.errors import TrainingError
from core.media.reader import MediaReader, open_media
from core.training.dataset import Dataset, Example
from core.types import FrameRGB, Origin, State
from core.wording import say

LEARNT_FROM = (State.APPROVED, State.CORRECTED)


@dataclass(frozen=True)
class MediaFrame:
    """One frame of open media."""

    reader: MediaReader
    frame_index: int
    media_fingerprint: str

    @property
    def name(self) -> str:
        return f"{self.reader.path.name}, frame {self.frame_index}"

    @property
    def key(self) -> str:
        return hashlib.sha256(f"{self.media_fingerprint} {self.frame_index}".encode()).hexdigest()

    def read(self) -> FrameRGB:
        return self.reader.read(self.frame_index)


@contextmanager
def project_dataset(
    path: Path, cancel: CancelToken, *, filled: bool = False, cache_folder: Path | None = None
) -> Iterator[Dataset]:
    """The approved and corrected masks of a project, whose media is open meanwhile.

    Reads a passing copy, so the project may be open in a window and go on changing.

    Args:
        filled: take also masks that were carried between key frames and not found by the model or a person.
        cache_folder: for copies of media that cannot be stepped through exactly.

    Raises:
        ProjectError: the project cannot be read.
        MediaError: its media cannot.
        TrainingError: the media is not there, or nothing in the project is approved or corrected.
    """
    with open_copy(path) as project:
        if project.document.media is None:
            raise TrainingError(
                say("“{file}” has no media, so there is nothing to train with.", file=path.name)
            )
        media = project.find_media()
        if media is None:
            raise TrainingError(
                say("The media of “{file}” is not where it was: open the project first.", file=path.name)
            )
        with open_media(media, cache_mib=64, cache_dir=cache_folder, cancel=cancel) as reader:
            dataset = _dataset(project, reader, path.stem, filled=filled)
            if not dataset.examples and not dataset.empty:
                raise TrainingError(say("Nothing in “{file}” is approved or corrected yet.", file=path.name))
            yield dataset


def _dataset(project: Project, reader: MediaReader, scene: str, *, filled: bool) -> Dataset:
    document = project.document
    fingerprint = document.media.fingerprint if document.media is not None else ""
    examples: list[Example] = []
    empty = 0
    for item in document.objects.values():
        for frame_index, mark in sorted(document.marks(item.id).items()):
            if mark.state not in LEARNT_FROM or (mark.origin is Origin.FILLED and not filled):
                continue
            mask = document.mask(item.id, frame_index)
            if mask is None or mask.is_empty:
                empty += 1
                continue
            picture = MediaFrame(reader, frame_index, fingerprint)
            examples.append(Example(picture, mask, scene, frame_index, item.name, item.class_name))
    examples.sort(key=lambda example: example.frame_index)
    return Dataset(tuple(examples), empty, ordered=True)
