"""The self-extracting archive: a shell script with the .deb's own packed files behind it."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import product

SCRIPT = Path(__file__).resolve().parent / "installer.sh"
BLOCK = 1 << 20


def member(package: Path, name: str) -> tuple[int, int]:
    """Where a file lies in a .deb, which is an `ar` archive: offset and size in bytes.

    Raises:
        LookupError: there is none whose name begins with `name`.
    """
    with package.open("rb") as file:
        if file.read(8) != b"!<arch>\n":
            raise LookupError(f"{package.name} is no Debian package.")
        while len(header := file.read(60)) == 60:
            size = int(header[48:58])
            if header[:16].decode("ascii").strip().startswith(name):
                return file.tell(), size
            file.seek(size + size % 2, 1)
    raise LookupError(f"{package.name} holds no {name}.")


def build_archive(package: Path, out: Path, installed_bytes: int) -> Path:
    """Make the .run of a .deb that is packed with xz, without packing again.

    Args:
        installed_bytes: the space that the script asks for before it unpacks.
    """
    start, size = member(package, "data.tar.xz")
    archive = out / product.archive_name("run")
    digest = hashlib.sha256()
    for block in _blocks(package, start, size):
        digest.update(block)
    words = {
        "@NAME@": product.NAME,
        "@VERSION@": product.version(),
        "@FILE@": archive.name,
        "@MACHINE@": "aarch64" if product.machine() == "arm64" else product.machine(),
        "@SHA256@": digest.hexdigest(),
        "@NEEDED_KIB@": str(installed_bytes // 1024 + 50_000),
    }
    script = SCRIPT.read_text(encoding="utf-8")
    for mark, word in words.items():
        script = script.replace(mark, word)
    script = script.replace("@LINES@", str(script.count("\n") + 1))
    with archive.open("wb") as file:
        file.write(script.encode())
        for block in _blocks(package, start, size):
            file.write(block)
    archive.chmod(0o755)
    return archive


def _blocks(path: Path, start: int, size: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(start)
        while size > 0 and (block := file.read(min(BLOCK, size))):
            size -= len(block)
            yield block
