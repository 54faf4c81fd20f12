"""manifest.json: what an export holds, so that frame n is the same frame for whoever reads it.

Every export has one. A reader uses it, where it is there, for what the format itself cannot say: the
objects' names, classes and colours, and which objects have an empty mask on a frame.
"""

import json
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from core.document.document import SegObject
from core.errors import FormatError
from core.formats.contract import ExportJob
from core.wording import say

NAME = "manifest.json"
WRITTEN_BY = "SAMuraiVision"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a reader takes from a manifest: objects by their number, and objects' numbers by frame index.

    `present`: the objects that have a mask on a frame; `empty`: those of them whose mask has no pixel.
    """

    objects: dict[int, SegObject]
    present: dict[int, tuple[int, ...]]
    empty: dict[int, tuple[int, ...]]
    size_wh: tuple[int, int]


def write_manifest(job: ExportJob, format_name: str, folder: Path) -> None:
    """Write the manifest of an export into its folder."""
    media = job.source.media
    frames = []
    origins: Counter[str] = Counter()
    states: Counter[str] = Counter()
    for frame_index in job.frame_indices:
        present = [item.id for item in job.objects if job.leaves(item.id, frame_index)]
        marks = [job.source.marks(object_id)[frame_index] for object_id in present]
        origins.update(str(mark.origin) for mark in marks)
        states.update(str(mark.state) for mark in marks)
        frames.append({
            "index": frame_index,
            "pts_s": round(job.pts_s(frame_index), 6),
            "objects": [job.numbers[object_id] for object_id in present],
            "empty": [
                job.numbers[object_id]
                for object_id, mask in job.masks(frame_index).items()
                if mask.is_empty
            ],
        })  # fmt: skip
    manifest = {
        "written_by": WRITTEN_BY,
        "format": format_name,
        "media": {
            "name": Path(media.absolute_path.replace("\\", "/")).name,
            "fingerprint": media.fingerprint,
            "frame_count": media.frame_count,
            "width": media.width,
            "height": media.height,
            "fps": media.fps,
        } if media else None,
        "size_wh": list(job.size_wh),
        "model": job.options.model_name,
        "overlap": str(job.source.settings.overlap),
        "classes": list(job.class_names),
        "objects": [asdict(item) | {"number": job.numbers[item.id]} for item in job.objects],
        "masks_by_origin": dict(origins),
        "masks_by_state": dict(states),
        "options": {
            "start": job.options.start,
            "stop": job.options.stop,
            "step": job.options.step,
            "only": str(job.options.only),
        },
        "frames": frames,
    }  # fmt: skip
    (folder / NAME).write_text(json.dumps(manifest, indent=1, ensure_ascii=False), encoding="utf-8")


def is_export(folder: Path) -> bool:
    """Whether a folder holds an export of ours."""
    try:
        return _load(folder / NAME).get("written_by") == WRITTEN_BY
    except (OSError, FormatError):
        return False


def read_manifest(path: Path) -> Manifest | None:
    """The manifest in a folder, or beside a file; None where there is none or one of another program's.

    Raises `FormatError` when it is ours and damaged.
    """
    folder = path if path.is_dir() else path.parent
    if not (folder / NAME).is_file():
        return None
    try:
        values = _load(folder / NAME)
    except OSError as error:
        raise FormatError(
            say("“{NAME}” cannot be read: {reason}.", NAME=NAME, reason=error.strerror)
        ) from error
    if values.get("written_by") != WRITTEN_BY:
        return None
    try:
        width, height = (int(side) for side in values["size_wh"])
        objects = {
            int(item["number"]): SegObject(
                int(item["number"]), str(item["name"]), str(item["class_name"]), str(item["colour"])
            )
            for item in values["objects"]
        }
        present, empty = (
            {int(frame["index"]): tuple(int(number) for number in frame[key]) for frame in values["frames"]}
            for key in ("objects", "empty")
        )
    except (KeyError, TypeError, ValueError) as error:
        raise FormatError(
            say("“{NAME}” is damaged; delete it to import the masks without it.", NAME=NAME)
        ) from error
    return Manifest(objects, present, empty, (width, height))


def _load(path: Path) -> dict[str, Any]:
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise FormatError(
            say("“{file}” is damaged; delete it to import the masks without it.", file=path.name)
        ) from error
    return values if isinstance(values, dict) else {}
