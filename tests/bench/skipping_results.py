"""Results of bench_skipping.py, kept one a line, so that a table goes on where it was cut short.

A result is found again as long as the code that made it, the model's weights, the sequence and the policy are
the same.
"""

import ast
import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
FILLING = tuple(f"core/skipping/{name}.py" for name in ("fill", "flow", "motion", "stillness"))
SKIPPING = tuple(
    f"core/skipping/{name}.py"
    for name in ("crossings", "fill", "flow", "intervals", "motion", "policy", "scout", "stillness")
)
TRACKING = (
    *(
        f"core/tracking/{name}.py"
        for name in ("memory", "output", "request", "run", "search", "session", "skipped", "tracker", "views")
    ),
    "core/skipping/expectation.py",
    *(f"core/engine/{name}.py" for name in ("closer", "edges", "embedding", "prompts", "segmenter", "view")),
)


def code_of(files: tuple[str, ...]) -> str:
    """A short hash of what source files do where all goes well: without comments, docstrings, imports and
    errors, and without the slider's table, which is in the policy's own name.
    """
    digest = hashlib.sha256()
    for name in files:
        tree = ast.parse((ROOT / name).read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(body := getattr(node, "body", None), list):
                body[:] = [part for part in body if not _says_nothing(part)] or [ast.Pass()]
        digest.update(ast.dump(tree).encode())
    return digest.hexdigest()[:12]


def _says_nothing(node: ast.stmt) -> bool:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return True
    if isinstance(node, ast.Raise | ast.Import | ast.ImportFrom):
        return True
    return isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "SLIDER"


@dataclass(frozen=True)
class Result:
    """One run through one sequence: mean J (or IoU with skip off), and shares and seconds a frame.

    Args:
        inferred: frames on which the model ran.
        asked: its runs, those included that were done again from nearer.
    """

    quality: float
    inferred: float
    asked: float
    seconds: float


class Results:
    """A file of results. Damaged lines are left out."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: dict[str, Any] = {}
        if path.is_file():
            for line in path.read_text("utf-8").splitlines():
                try:
                    key, value = json.loads(line)
                except ValueError:
                    continue
                self._known[key] = value

    def get(self, key: tuple[object, ...], make: Callable[[], Result]) -> Result:
        """The result under a key, made if it is not known yet."""
        name = " | ".join(map(str, key))
        if name not in self._known:
            self.keep(name, asdict(make()))
        return Result(**self._known[name])

    def keep(self, name: str, value: Any) -> None:
        """Write a value down at once."""
        self._known[name] = value
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps([name, value]) + "\n")

    def value(self, name: str) -> Any:
        """What was written down under a name, or None."""
        return self._known.get(name)
