"""Recognising media again after they were moved or renamed, and noticing that they were changed."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

from core.errors import MediaError
from core.wording import say

_CHUNK = 1 << 20


def fingerprint_of(files: Sequence[Path]) -> str:
    """SHA-256, in hexadecimal digits, of a video file or of a folder's pictures in their order.

    Covers every file's size and, of the first, middle and last file, up to 1 MiB each of its beginning,
    middle and end: enough to tell recordings apart and to notice an edit that changes any size, in
    milliseconds. Names and places are left out. Raises `MediaError` where a file cannot be read.
    """
    digest = hashlib.sha256()
    try:
        digest.update(b"".join(file.stat().st_size.to_bytes(8, "big") for file in files))
        for number in sorted({0, len(files) // 2, len(files) - 1}):
            _add_samples(digest.update, files[number])
    except OSError as error:
        raise MediaError(
            say(
                "{filename} can no longer be read: {reason}.",
                filename=error.filename,
                reason=error.strerror or error,
            )
        ) from error
    return digest.hexdigest()


def _add_samples(update: Callable[[bytes], None], path: Path) -> None:
    size = path.stat().st_size
    with path.open("rb") as file:
        for start in sorted({0, max(0, size // 2 - _CHUNK // 2), max(0, size - _CHUNK)}):
            file.seek(start)
            update(file.read(_CHUNK))
