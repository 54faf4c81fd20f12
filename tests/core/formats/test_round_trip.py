"""Every lossless format: out, in, and the same to the pixel."""

import pytest

from core.document.document import Overlap
from core.document.edits import SetMedia
from core.document.store import memory_project
from core.formats.export import export
from core.formats.importing import import_edit, read
from core.formats.registry import FORMATS
from core.formats.source import without_overlaps
from core.types import Origin

LOSSLESS = [name for name, kind in FORMATS.items() if kind.can_import and kind.lossless]


def meant(source, kind):
    """The masks as they should come back, by (number in order, frame)."""
    wanted = {}
    for frame in range(source.media.frame_count):
        ids = [i for i in source.objects if (i, frame) in source.mask_of]
        masks = [source.mask_of[i, frame] for i in ids]
        if source.settings.overlap is Overlap.EXCLUSIVE or not kind.keeps_overlaps:
            masks = without_overlaps(masks)
        numbers = {i: number for number, i in enumerate(source.objects, start=1)}
        wanted |= {(numbers[i], frame): mask for i, mask in zip(ids, masks, strict=True)}
    return wanted


@pytest.mark.parametrize("name", LOSSLESS)
def test_out_and_in_again(name, source, pictures, tmp_path):
    started, *_, finished = export(source, name, tmp_path / "out", frames=pictures)
    kind = FORMATS[name]
    exclusive = source.settings.overlap is Overlap.EXCLUSIVE
    assert bool(started.loss) == (not exclusive and not kind.keeps_overlaps)
    assert finished.check.exact == (exclusive or kind.keeps_overlaps)
    back = read(tmp_path / "out", name, size_wh=source.media.size_wh)
    assert back.masks == meant(source, kind)
    assert [(i.name, i.class_name, i.colour) for i in back.objects] == [
        (i.name, i.class_name, i.colour) for i in source.objects.values()
    ]
    assert back.size_wh == source.media.size_wh


@pytest.mark.parametrize("name", LOSSLESS)
def test_in_without_the_manifest(name, source, pictures, tmp_path):
    """What other programs write has none: then empty masks are not known, and names may not be."""
    list(export(source, name, tmp_path / "out", frames=pictures))
    (tmp_path / "out" / "manifest.json").unlink()
    back = read(tmp_path / "out", name, size_wh=source.media.size_wh)
    wanted = {place: mask for place, mask in meant(source, FORMATS[name]).items() if not mask.is_empty}
    assert {place: mask for place, mask in back.masks.items() if not mask.is_empty} == wanted


@pytest.mark.parametrize("name", LOSSLESS)
def test_into_a_project_as_one_step(name, exclusive, pictures, tmp_path):
    list(export(exclusive, name, tmp_path / "out", frames=pictures))
    with memory_project() as project:
        project.history.do(SetMedia(exclusive.media), "Open media")
        edit = import_edit(project.document, read(tmp_path / "out", name, size_wh=exclusive.media.size_wh))
        project.history.do(edit, "Import")
        document = project.document
        assert [item.name for item in document.objects.values()] == ["confetti / ü", "ring", "frame"]
        assert {mark.origin for i in document.objects for mark in document.marks(i).values()} == {
            Origin.IMPORTED
        }
        assert sum(len(document.marks(i)) for i in document.objects) == len(exclusive.mask_of)
        list(export(document, name, tmp_path / "again", frames=pictures))
        again = read(tmp_path / "again", name, size_wh=exclusive.media.size_wh)
        assert again.masks == meant(exclusive, FORMATS[name])
        project.history.undo()
        assert not document.objects


def test_files_that_are_numbered_from_one(exclusive, tmp_path):
    list(export(exclusive, "davis", tmp_path / "out"))
    (tmp_path / "out" / "manifest.json").unlink()
    files = sorted((tmp_path / "out").glob("*.png"), reverse=True)
    for file in files:
        file.rename(file.with_name(f"{int(file.stem) + 1:08d}.png"))
    with memory_project() as project:
        project.history.do(SetMedia(exclusive.media), "Open media")
        imported = read(tmp_path / "out", "davis")
        assert imported.frame_indices == tuple(range(1, 13))
        project.history.do(import_edit(project.document, imported), "Import")
        assert project.document.mask(1, 3) == exclusive.mask(7, 3)
        project.history.undo()
        project.history.do(import_edit(project.document, imported, offset=-1), "Import")
        ids = list(project.document.objects)
        assert project.document.mask(ids[0], 3) == exclusive.mask(7, 3)
