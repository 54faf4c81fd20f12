"""Every format by its name."""

from core.errors import FormatError
from core.formats.contract import Format
from core.formats.davis import DAVIS
from core.formats.overlay import OVERLAY
from core.formats.png import PNG

FORMATS: dict[str, Format] = {item.name: item for item in (DAVIS, PNG, OVERLAY)}


def find_format(name: str) -> Format:
    """The format of a name; raises `FormatError`, naming those there are."""
    try:
        return FORMATS[name]
    except KeyError:
        raise FormatError(f"There is no format “{name}”; there are {', '.join(FORMATS)}.") from None
