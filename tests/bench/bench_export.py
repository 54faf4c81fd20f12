"""Prints export and read-back speed of every format. Run: python tests/bench/bench_export.py

Also checks the round trip of each lossless format on the sequences of DAVIS 2016, where they are.
"""

import sys
import tempfile
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from core.document.document import MediaRef, SegObject
from core.formats.contract import ExportOptions
from core.formats.export import ExportFinished, export
from core.formats.importing import read
from core.formats.registry import FORMATS
from core.formats.source import PlainMasks
from tests.bench.bench_project import davis_annotations, real_masks

FRAMES, OBJECTS = 60, 3


class Grey:
    """Pictures that cost nothing to read."""

    def __init__(self, size_wh: tuple[int, int]) -> None:
        self.size_wh = size_wh
        self.frame_count = FRAMES
        noise = np.random.default_rng(0).integers(0, 255, (size_wh[1] // 8, size_wh[0] // 8, 3))
        picture = np.kron(noise, np.ones((9, 9, 1)))[: size_wh[1], : size_wh[0]].astype(np.uint8)
        self._picture = np.ascontiguousarray(picture)

    def read(self, frame_index: int) -> np.ndarray:
        return self._picture

    def pts_s(self, frame_index: int) -> float:
        return frame_index / 25


def round_trips(sequences: list[Path]) -> None:
    """Ground truth in from DAVIS, out as each lossless format, and in again: bit for bit the same."""
    lossless = [name for name, kind in FORMATS.items() if kind.can_import and kind.lossless]
    compared = 0
    for sequence in sequences:
        truth = read(sequence, "davis")
        count = max(truth.frame_indices) + 1
        source = PlainMasks(
            media=MediaRef(f"{sequence.name}.mp4", f"/{sequence.name}.mp4", "", count, *truth.size_wh, 24.0),
            objects={item.id: item for item in truth.objects},
            mask_of=truth.masks,
        )
        for name in lossless:
            with tempfile.TemporaryDirectory() as folder:
                list(export(source, name, Path(folder) / "out"))
                for _ in range(2):  # with our manifest, and as from another program
                    back = read(Path(folder) / "out", name, size_wh=truth.size_wh)
                    assert sorted(
                        (f, m.counts) for (_, f), m in back.masks.items() if not m.is_empty
                    ) == sorted((f, m.counts) for (_, f), m in truth.masks.items() if not m.is_empty), (
                        sequence.name,
                        name,
                    )
                    (Path(folder) / "out" / "manifest.json").unlink(missing_ok=True)
                compared += len(truth.masks)
    print(
        f"{len(sequences)} sequences of DAVIS, {', '.join(lossless)}: {compared} masks came back bit for bit"
    )


def main() -> None:
    masks = real_masks(FRAMES * OBJECTS)
    width, height = masks[0].width, masks[0].height
    source = PlainMasks(
        media=MediaRef("clip.mp4", "/clip.mp4", "f00d", FRAMES, width, height, 25.0),
        objects={i: SegObject(i, f"object {i}", "thing") for i in range(1, OBJECTS + 1)},
        mask_of={(1 + at // FRAMES, at % FRAMES): mask for at, mask in enumerate(masks)},
    )
    print(
        f"{FRAMES} frames of {width}×{height}, {OBJECTS} objects; masks a second, with the check, no pictures"
    )
    for name, kind in FORMATS.items():
        with tempfile.TemporaryDirectory() as folder:
            options = ExportOptions(pictures=False)
            begun = time.perf_counter()
            *_, last = export(source, name, Path(folder) / "out", options, frames=Grey((width, height)))
            took = time.perf_counter() - begun
            assert isinstance(last, ExportFinished)
            size = sum(file.stat().st_size for file in (Path(folder) / "out").rglob("*") if file.is_file())
            reading = 0.0
            if kind.can_import:
                begun = time.perf_counter()
                read(Path(folder) / "out", name)
                reading = time.perf_counter() - begun
            check = last.check
            loss = "" if check is None else f"IoU mean {check.mean_iou:.4f} worst {check.worst_iou:.4f}"
            print(
                f"{name:13s} {last.masks / took:7.0f} masks/s   "
                f"read {reading * 1e3 / last.masks:6.2f} ms/mask   "
                f"{size / 1024 / last.masks:7.2f} KiB/mask   {loss}"
            )
    sequences = davis_annotations()
    if sequences:
        round_trips(sequences)


if __name__ == "__main__":
    main()
