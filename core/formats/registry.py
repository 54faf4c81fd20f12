"""Every format by its name."""

from core.errors import FormatError
from core.formats.coco import COCO, COCO_POLYGON
from core.formats.contract import Format
from core.formats.cutout import CUTOUT, CUTOUT_MOVIE
from core.formats.cvat import CVAT
from core.formats.davis import DAVIS
from core.formats.labelme import LABELME
from core.formats.mots import MOTS
from core.formats.npz import NPZ
from core.formats.overlay import OVERLAY
from core.formats.png import PNG
from core.formats.yolo import YOLO
from core.formats.ytvos import YTVOS
from core.wording import say

FORMATS: dict[str, Format] = {
    item.name: item
    for item in (
        DAVIS, YTVOS, COCO, COCO_POLYGON, YOLO, LABELME, CVAT, MOTS, NPZ, PNG, OVERLAY, CUTOUT, CUTOUT_MOVIE,
    )
}  # fmt: skip


def find_format(name: str) -> Format:
    """The format of a name; raises `FormatError`, naming those there are."""
    try:
        return FORMATS[name]
    except KeyError:
        raise FormatError(
            say("There is no format “{name}”; there are {formats}.", name=name, formats=", ".join(FORMATS))
        ) from None
