"""Where a media file says that it ends, so that a file which was cut off is noticed.

Only the outermost structure is read: a few bytes for each box, whatever the file's size.
Sources: ISO/IEC 14496-12 (mp4, mov), RFC 8794 and 9559 (Matroska, WebM), ISO/IEC 13818-1
(MPEG-TS), Microsoft's RIFF and OpenDML (AVI).
"""

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_FIRST_BOXES = {
    b"ftyp",
    b"moov",
    b"mdat",
    b"free",
    b"skip",
    b"wide",
    b"pnot",
    b"styp",
    b"moof",
    b"sidx",
    b"uuid",
}


@dataclass(frozen=True, slots=True)
class FileEnd:
    """What the outermost structure tells about a file."""

    actual_bytes: int
    declared_bytes: int | None
    """None where the format does not say."""
    lacks_index: bool = False
    """An mp4 or mov file without its moov box: a recording or download stopped before it was written."""

    @property
    def is_cut_off(self) -> bool:
        return self.lacks_index or (
            self.declared_bytes is not None and self.actual_bytes < self.declared_bytes
        )


def find_file_end(path: Path) -> FileEnd:
    """Read where a file says that it ends. Raises OSError where it cannot be read."""
    actual = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(12)
        if head[4:8] in _FIRST_BOXES:
            return _mp4_end(file, actual)
        if head[:4] == b"\x1a\x45\xdf\xa3":
            return FileEnd(actual, _matroska_end(file))
        if head[:4] == b"RIFF":
            return FileEnd(actual, _riff_end(file, actual))
        if head[:1] == b"G" and actual > 376:
            file.seek(188)
            second, _, third = file.read(1), file.seek(376), file.read(1)
            if second == third == b"G":  # MPEG-TS: packets of 188 bytes, each beginning with 0x47
                return FileEnd(actual, -(-actual // 188) * 188)
    return FileEnd(actual, None)


def _mp4_end(file: BinaryIO, actual: int) -> FileEnd:
    position = 0
    has_index = False
    while position + 8 <= actual:
        file.seek(position)
        head = file.read(16)
        size, kind = struct.unpack(">I4s", head[:8])
        if not kind.isalnum() and kind not in _FIRST_BOXES:
            break  # bytes after the last box: not ours to judge
        has_index = has_index or kind in (b"moov", b"moof")
        if size == 0:
            position = actual
        elif size == 1 and len(head) == 16:
            position += max(16, struct.unpack(">Q", head[8:])[0])
        else:
            position += max(8, size)
    return FileEnd(actual, position, not has_index)


def _matroska_end(file: BinaryIO) -> int | None:
    file.seek(4)
    header = _element_size(file)
    if header is None:
        return None
    file.seek(header, 1)
    if file.read(4) != b"\x18\x53\x80\x67":
        return None
    segment = _element_size(file)
    return None if segment is None else file.tell() + segment


def _element_size(file: BinaryIO) -> int | None:
    """An EBML element's size; None where it is unknown, as live recordings write it."""
    first = file.read(1)
    if not first or first[0] == 0:
        return None
    length = 9 - first[0].bit_length()
    value = int.from_bytes(bytes([first[0] & (0xFF >> length)]) + file.read(length - 1), "big")
    return None if value == (1 << (7 * length)) - 1 else value


def _riff_end(file: BinaryIO, actual: int) -> int:
    position = 0
    while position + 8 <= actual:
        file.seek(position)
        kind, size = struct.unpack("<4sI", file.read(8))
        if kind != b"RIFF":
            break
        position += 8 + size + size % 2
    return position - 1 if position == actual + 1 else position
