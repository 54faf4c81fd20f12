"""Damaged files: one sentence, never a crash, and never half an import."""

import shutil

import numpy as np
import pytest

from core.document.document import Overlap
from core.document.edits import SetMedia
from core.document.store import memory_project
from core.errors import FormatError, InputError
from core.formats.export import export
from core.formats.importing import import_edit, read
from core.formats.registry import FORMATS
from tests.core.formats.conftest import Pictures, hard_source

READABLE = [name for name, kind in FORMATS.items() if kind.can_import]
SIZE = (47, 33)


@pytest.fixture(scope="module")
def exports(tmp_path_factory):
    """A good export of each format."""
    root = tmp_path_factory.mktemp("exports")
    for name in READABLE:
        list(export(hard_source(Overlap.EXCLUSIVE), name, root / name, frames=Pictures()))
    return root


def damage(folder, rng):
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix not in (".jpg",))
    for _ in range(int(rng.integers(1, 4))):
        file = files[rng.integers(len(files))]
        if not file.exists():
            continue
        data = bytearray(file.read_bytes())
        kind = rng.integers(7)
        if kind == 0:
            file.unlink()
            continue
        if kind == 1:
            data = data[: rng.integers(len(data) + 1)]
        elif kind == 2 and data:
            for _ in range(int(rng.integers(1, 30))):
                data[rng.integers(len(data))] = rng.integers(256)
        elif kind == 3:
            data = bytearray(rng.integers(0, 256, size=200, dtype=np.uint8).tobytes())
        elif kind == 4 and data:  # keep it text: other digits
            for at in rng.integers(len(data), size=20):
                if chr(data[at]).isdigit():
                    data[at] = ord(str(rng.integers(10)))
        elif kind == 5 and data:  # values of another kind
            for old, new in ((b"1", b"null"), (b"[", b"{"), (b'"', b""), (b"0", b"-1e300"), (b" ", b"\n")):
                if rng.random() < 0.3:
                    data = bytearray(bytes(data).replace(old, new, int(rng.integers(1, 5))))
        elif data:
            at, length = rng.integers(len(data)), rng.integers(1, 200)
            del data[at : at + length]
        file.write_bytes(bytes(data))


@pytest.mark.parametrize("name", READABLE)
def test_whatever_is_broken(name, exports, tmp_path):
    rng = np.random.default_rng(READABLE.index(name))
    sentences = set()
    with memory_project() as project:
        project.history.do(SetMedia(hard_source(Overlap.EXCLUSIVE).media), "Media")
        for at in range(40):
            folder = tmp_path / str(at)
            shutil.copytree(exports / name, folder)
            damage(folder, rng)
            steps = project.history.undo_names
            try:
                edit = import_edit(project.document, read(folder, name, size_wh=SIZE))
                project.history.do(edit, "Import")
                project.history.undo()
            except InputError as error:
                sentences.add(str(error))
                assert project.history.undo_names == steps
            assert not project.document.objects
    assert sentences
    for text in sentences:
        assert text.endswith(".") and "\n" not in text and len(text) < 200, text


@pytest.mark.parametrize("name", READABLE)
def test_nothing_and_something_else(name, tmp_path):
    (tmp_path / "empty").mkdir()
    other = tmp_path / "other"
    other.mkdir()
    for ending in ("png", "json", "txt", "xml", "npz"):
        (other / f"readme.{ending}").write_text("Hello, this is no mask at all.")
    for path in (
        tmp_path / "empty",
        other,
        other / "readme.txt",
        other / "readme.json",
        other / "readme.png",
    ):
        with pytest.raises(FormatError) as caught:
            read(path, name)
        assert str(caught.value).endswith(".")


def test_masks_that_do_not_fit_the_media(exports):
    imported = read(exports / "davis", "davis")
    with memory_project() as project:
        media = hard_source(Overlap.EXCLUSIVE).media
        from dataclasses import replace

        project.history.do(SetMedia(replace(media, width=99)), "Media")
        with pytest.raises(FormatError, match="are 47×33 pixels and the media is 99×33"):
            import_edit(project.document, imported)
        project.history.do(SetMedia(replace(media, frame_count=5)), "Media")
        with pytest.raises(FormatError, match=r"mask for frame (5|6|7|8|10|11), and the media has 0 to 4"):
            import_edit(project.document, imported)
        with pytest.raises(FormatError, match="mask for frame -1"):
            import_edit(project.document, imported, offset=-1)


def test_masks_that_promise_too_much(tmp_path):
    """Run lengths that do not fill their frame never reach C code, and a huge frame is not made."""
    (tmp_path / "gt.txt").write_text("0 1001 1 10 10 ``````0\n")
    with pytest.raises(FormatError, match="damaged"):
        read(tmp_path / "gt.txt", "mots")
    (tmp_path / "gt.txt").write_text("0 1001 1 1000000 1000000 0\n")
    with pytest.raises(FormatError, match="damaged"):
        read(tmp_path / "gt.txt", "mots")
    (tmp_path / "a.xml").write_text(
        '<annotations><image id="0" width="9" height="9"><mask label="x" rle="0,99999999999" left="0" top="0"'
        ' width="99999" height="1000000"/></image></annotations>'
    )
    with pytest.raises(FormatError, match="damaged"):
        read(tmp_path / "a.xml", "cvat")
