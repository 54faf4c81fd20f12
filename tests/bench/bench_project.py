"""Prints how fast and how large projects are. Run: python tests/bench/bench_project.py

Real masks of DAVIS 2016 where SAMURAIVISION_DATA, or ../shared/data beside the checkout, has them.
"""

import os
import sqlite3
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from core.document.document import Mark, MediaRef, SegObject
from core.document.edits import AddObject, MaskEntry, SetMask, SetMasks, SetMedia, set_masks
from core.document.store import create_project, open_project
from core.masks import Mask
from core.types import Origin, State

ROOT = Path(__file__).parents[2]


def davis_annotations() -> list[Path]:
    """The folders of DAVIS 2016's validation masks; none where the data is absent."""
    data = Path(os.environ.get("SAMURAIVISION_DATA", ROOT.parent / "shared" / "data"))
    return sorted(path for path in (data / "davis2016" / "val" / "Annotations").glob("*") if path.is_dir())


def real_masks(most: int) -> list[Mask]:
    """Masks of the DAVIS validation sequences, 854×480; ellipses where the data is absent."""
    files = [file for folder in davis_annotations() for file in sorted(folder.glob("*.png"))][:most]
    if files:
        return [Mask.from_array(np.asarray(Image.open(file))) for file in files]
    print("(DAVIS is absent: ellipses instead)")
    y, x = np.mgrid[:480, :854]
    return [Mask.from_array(((x - 400 - at) / 200) ** 2 + ((y - 240) / 120) ** 2 < 1) for at in range(most)]


def project_of(path: Path, masks: list[Mask], frames: int, objects: int) -> float:
    """Make one as a tracking run does, a frame at a time; seconds a frame."""
    with create_project(path) as project:
        media = MediaRef("clip.mp4", "/clip.mp4", "f00d", frames, masks[0].width, masks[0].height, 25.0)
        project.history.do(SetMedia(media), "Media")
        for object_id in range(1, objects + 1):
            project.history.do(AddObject(SegObject(object_id, f"object {object_id}")), "Add")
        project.history.begin("Track", {"stop": frames - 1})
        mark = Mark(Origin.INFERRED, score=0.9)
        begun = time.perf_counter()
        for frame in range(frames):
            project.history.extend(
                SetMasks(
                    tuple(
                        MaskEntry(i, frame, masks[(frame + 97 * i) % len(masks)], mark)
                        for i in range(1, objects + 1)
                    )
                )
            )
        took = time.perf_counter() - begun
        project.history.end()
    return took / frames


def timed(what: str, call, unit: float = 1e3, name: str = "ms"):
    begun = time.perf_counter()
    result = call()
    print(f"{what:58s} {(time.perf_counter() - begun) * unit:9.1f} {name}")
    return result


def bench_large(folder: Path, masks: list[Mask]) -> None:
    """10,000 frames × 5 objects."""
    path = folder / "large.samurai"
    each = project_of(path, masks, 10_000, 5)
    print(f"{'a tracked frame of 5 objects committed':58s} {each * 1e3:9.2f} ms")
    print(f"{'file, 50,000 masks':58s} {path.stat().st_size / 2**20:9.1f} MiB")
    print(f"{'… of 1,000 masks of 854×480':58s} {path.stat().st_size / 50 / 2**10:9.1f} KiB")
    project = timed("open: 10,000 frames × 5 objects", lambda: open_project(path))
    timed("first frame's 5 masks", lambda: project.document.masks_on(5000))
    frames = np.random.default_rng(0).integers(10_000, size=1000).tolist()
    places = [(1 + frame % 5, frame) for frame in frames]
    timed("1,000 masks at random", lambda: [project.document.mask(*place) for place in places])
    timed("snapshot for an export", lambda: project.snapshot().close())
    timed("undo of the run of 50,000 masks", project.history.undo)
    timed("redo", project.history.redo)
    timed("save a copy", lambda: project.save_copy_as(folder / "copy.samurai"))
    project.close()


def bench_stroke(folder: Path, masks: list[Mask]) -> None:
    """What one brush stroke costs to commit, and what undoing it keeps, at 4K."""
    height, width = 2160, 3840
    small = masks[0].to_array()
    picture = np.zeros((height, width), bool)
    enlarged = np.repeat(np.repeat(small, 4, axis=0), 4, axis=1)
    picture[:1920, :3416] = enlarged[:1920, :3416]
    mask = Mask.from_array(picture)
    with create_project(folder / "stroke.samurai") as project:
        project.history.do(SetMedia(MediaRef("c", "/c", "f", 10, width, height, 25.0)), "Media")
        project.history.do(AddObject(SegObject(1, "x")), "Add")
        mark = Mark(Origin.PAINTED, State.CORRECTED)
        project.history.do(set_masks([MaskEntry(1, 0, mask, mark)]), "Track")
        took, before = [], project.history.size_bytes
        rng = np.random.default_rng(0)
        for _ in range(200):
            dab = Mask.from_patch(
                np.ones((60, 60)), int(rng.integers(3700)), int(rng.integers(2000)), height, width
            )
            begun = time.perf_counter()
            mask = mask.xor(dab)
            project.history.do(SetMask(1, 0, mask, mark), "Paint")
            took.append(time.perf_counter() - begun)
        print(f"{'a stroke on 4K: encode and commit, median':58s} {np.median(took) * 1e3:9.2f} ms")
        print(f"{'… 95th percentile':58s} {np.percentile(took, 95) * 1e3:9.2f} ms")
        kept = (project.history.size_bytes - before) / 200
        print(f"{'kept for undoing one stroke':58s} {kept:9.0f} bytes")
        print(f"{'… where keeping the whole mask would be':58s} {len(mask.counts):9d} bytes")


def main() -> None:
    print(f"SQLite {sqlite3.sqlite_version}")
    with tempfile.TemporaryDirectory() as folder:
        masks = real_masks(400)
        bench_stroke(Path(folder), masks)
        bench_large(Path(folder), masks)


if __name__ == "__main__":
    main()
