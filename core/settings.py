"""What the program remembers about this user, and where it keeps it."""

import dataclasses
import json
import os
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Self, get_args

from core.errors import StorageError

HOME_VARIABLE = "SAMURAIVISION_HOME"
"""Environment variable that, where set, puts every folder of the program under one."""

APP_NAME = "SAMuraiVision"

Theme = Literal["system", "light", "dark"]
MAX_RECENT = 12


@dataclass(frozen=True, slots=True)
class Folders:
    """Where this user's files are. None of them need exist yet.

    Args:
        config: settings; small, worth a backup.
        cache: converted media and thumbnails; may be deleted at any time.
        models: downloaded and imported models.
        logs: what went wrong, for a bug report.
    """

    config: Path
    cache: Path
    models: Path
    logs: Path

    @property
    def settings_file(self) -> Path:
        return self.config / "settings.json"


def folders(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Folders:
    """The folders of this user, by the custom of the system; `SAMURAIVISION_HOME` overrides all of them."""
    override = environment.get(HOME_VARIABLE)
    if override:
        home = Path(override).expanduser()
        return Folders(home / "config", home / "cache", home / "models", home / "logs")
    user = Path.home()
    if platform == "win32":
        local = Path(environment.get("LOCALAPPDATA") or user / "AppData" / "Local") / APP_NAME
        roaming = Path(environment.get("APPDATA") or user / "AppData" / "Roaming") / APP_NAME
        return Folders(roaming, local / "cache", local / "models", local / "logs")
    if platform == "darwin":
        library = user / "Library"
        support = library / "Application Support" / APP_NAME
        return Folders(
            support, library / "Caches" / APP_NAME, support / "models", library / "Logs" / APP_NAME
        )
    name = APP_NAME.lower()
    config = Path(environment.get("XDG_CONFIG_HOME") or user / ".config") / name
    cache = Path(environment.get("XDG_CACHE_HOME") or user / ".cache") / name
    data = Path(environment.get("XDG_DATA_HOME") or user / ".local" / "share") / name
    state = Path(environment.get("XDG_STATE_HOME") or user / ".local" / "state") / name
    return Folders(config, cache, data / "models", state / "logs")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user may set, with its defaults. Change it with `dataclasses.replace` and `save_settings`.

    Args:
        model: name of a model, or path of a tuned one.
        device: "auto", "cuda", "cuda:1", "mps" or "cpu".
        precision: "auto", "float32" or "bfloat16".
        threads: CPU threads for the model; 0 lets the program choose.
        frame_cache_mib: decoded frames kept in memory at most.
        overlay_opacity: of masks over the frame, 0 to 1.
        outline_px: width of the line around a mask; 0 for none.
        recent: paths of projects, the latest first.
        log_level: how much goes into the log: "warning", "info" or "debug".
        demo_seen: whether the demo was opened on a first start.
        window: the window's size, place and layout, as the desktop wrote them.
    """

    model: str = "nano"
    device: str = "auto"
    precision: str = "auto"
    threads: int = 0
    frame_cache_mib: int = 512
    theme: Theme = "system"
    overlay_opacity: float = 0.5
    outline_px: float = 1.5
    recent: tuple[str, ...] = ()
    log_level: str = "info"
    demo_seen: bool = False
    window: Mapping[str, str] = field(default_factory=dict)

    def with_recent(self, path: Path) -> Self:
        """The same with that project first in the list of recent ones."""
        text = str(path)
        return dataclasses.replace(
            self, recent=(text, *(other for other in self.recent if other != text))[:MAX_RECENT]
        )


def load_settings(path: Path | None = None) -> tuple[Settings, str | None]:
    """The saved settings, and a note for the user where some of them could not be read.

    Never fails: a missing file gives the defaults, a damaged one too, with the file set aside as
    `settings.damaged.json` so that nothing in it is lost; a value of the wrong type gives that one's default.
    """
    file = path or folders().settings_file
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        if not isinstance(content, dict):
            raise ValueError("not an object")
    except FileNotFoundError:
        return Settings(), None
    except OSError as error:
        return Settings(), f"The settings cannot be read ({error.strerror}); the defaults are used."
    except ValueError:
        aside = file.with_name("settings.damaged.json")
        try:
            file.replace(aside)
        except OSError:
            return Settings(), "The settings file is damaged; the defaults are used."
        return (
            Settings(),
            f"The settings file was damaged; it is kept as {aside.name} and the defaults are used.",
        )
    values: dict[str, Any] = {}
    refused = []
    for entry in dataclasses.fields(Settings):
        if entry.name in content:
            value, fits = _fit(entry.name, content[entry.name])
            if fits:
                values[entry.name] = value
            else:
                refused.append(entry.name)
    note = (
        f"These settings had values that make no sense and were reset: {', '.join(refused)}."
        if refused
        else None
    )
    return Settings(**values), note


def save_settings(settings: Settings, path: Path | None = None) -> None:
    """Write the settings so that a crash at any moment leaves either the old file or the new one.

    Raises:
        StorageError: the folder cannot be written.
    """
    file = path or folders().settings_file
    text = json.dumps(dataclasses.asdict(settings), indent=2, ensure_ascii=False) + "\n"
    write_atomically(file, text.encode())


def write_atomically(path: Path, content: bytes) -> None:
    """Put `content` into a file, making its folder; never leaves half a file.

    Raises:
        StorageError: the folder cannot be written, or the disk is full.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise StorageError(f"{path} cannot be written: {error.strerror or error}.") from error


def _fit(name: str, value: object) -> tuple[object, bool]:
    """A value out of JSON as its setting has it, and whether it fits."""
    default = getattr(Settings(), name)
    if name == "theme":
        return value, value in get_args(Theme)
    if name == "recent":
        fits = isinstance(value, list) and all(isinstance(item, str) for item in value)
        return (tuple(value)[:MAX_RECENT] if isinstance(value, list) else value), fits
    if name == "window":
        fits = isinstance(value, dict) and all(isinstance(item, str) for item in value.values())
        return value, fits
    if isinstance(default, bool):
        return value, isinstance(value, bool)
    if isinstance(default, float):
        fits = isinstance(value, int | float) and not isinstance(value, bool) and value >= 0
        if name == "overlay_opacity" and fits:
            fits = isinstance(value, int | float) and value <= 1
        return value, fits
    if isinstance(default, int):
        return value, isinstance(value, int) and not isinstance(value, bool) and value >= 0
    return value, isinstance(value, str) and value != ""
