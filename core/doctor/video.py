"""What videos can be read and written, tried with a few frames."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import numpy as np

from core.cancel import CancelToken
from core.doctor.finding import Finding, Health
from core.errors import AppError
from core.wording import marked, say

DECODERS = ("h264", "hevc", "vp9", "av1", "mpeg4", "mjpeg", "prores")
ENCODERS = ("libx264", "prores_ks")
FRAMES, SIDE = 6, 64
NAME = marked("Video")
ADVICE = marked("Install the program again; from source: pip install --force-reinstall av")


def check_video(cancel: CancelToken) -> Iterator[Finding]:
    """The codecs are there, and a short film comes back as it was written."""
    import av

    def has(name: str, mode: Literal["r", "w"]) -> bool:
        try:
            av.codec.Codec(name, mode)
        except Exception:  # its error type moved between versions
            return False
        return True

    missing = [name for name in DECODERS if not has(name, "r")]
    missing += [say("{name} for writing", name=name) for name in ENCODERS if not has(name, "w")]
    if missing:
        yield Finding(
            NAME, Health.FAULT, say("codecs are missing: {names}", names=", ".join(missing)), ADVICE
        )
        return
    try:
        wrong = there_and_back(cancel)
    except (AppError, av.FFmpegError, OSError) as error:
        yield Finding(
            NAME,
            Health.FAULT,
            say("a short film could not be written and read: {error}", error=error),
            ADVICE,
        )
        return
    if wrong:
        found = say("{wrong} of {total} frames came back wrong from H.264", wrong=wrong, total=FRAMES)
        yield Finding(NAME, Health.FAULT, found, ADVICE)
    else:
        yield Finding(
            NAME, Health.OK, say("a short film was written and read; PyAV {version}", version=av.__version__)
        )


def there_and_back(cancel: CancelToken) -> int:
    """Write frames of growing brightness as H.264 and read them, the last first; how many are wrong."""
    from core.media.reader import open_media
    from core.media.writer import VideoWriter

    greys = [30 + 35 * index for index in range(FRAMES)]
    with tempfile.TemporaryDirectory(prefix="samuraivision-") as folder:
        path = Path(folder) / "check.mp4"
        with VideoWriter(path, (SIDE, SIDE), fps=10) as writer:
            for grey in greys:
                cancel.check()
                writer.write(np.full((SIDE, SIDE, 3), grey, np.uint8))
        with open_media(path) as media:
            if media.frame_count != FRAMES:
                return FRAMES
            read = {index: float(media.read(index).mean()) for index in reversed(range(FRAMES))}
    return sum(abs(read[index] - grey) > 10 for index, grey in enumerate(greys))
