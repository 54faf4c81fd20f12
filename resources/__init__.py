"""Files that ship with the program: icons, themes, model weights, the demo."""

from pathlib import Path

_ROOT = Path(__file__).resolve().parent


def path(*parts: str) -> Path:
    """The path of a shipped file, `path("icons", "open.svg")`."""
    return _ROOT.joinpath(*parts)
