"""What the program remembers about this user, and where it keeps it."""

import dataclasses
import json
import os
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Self, TypeGuard, get_args

from core.errors import StorageError
from core.wording import say

HOME_VARIABLE = "SAMURAIVISION_HOME"
"""Environment variable that, where set, puts every folder of the program under one."""

APP_NAME = "SAMuraiVision"

PORTABLE_MARK, PORTABLE_FOLDER = "portable", "SAMuraiVision-data"
"""A file of the first name or a folder of the second, beside the program: all is kept in that folder."""

Theme = Literal["system", "light", "dark"]
Language = Literal["system", "en", "zh_CN"]
LogLevel = Literal["warning", "info", "debug"]
MAX_RECENT = 12
MAX_RECENT_COMMANDS = 8
RANGES: Mapping[str, tuple[float, float]] = {
    "threads": (0, 256),
    "frame_cache_mib": (32, 65536),
    "embedding_cache": (1, 256),
    "overlay_opacity": (0.0, 1.0),
    "outline_px": (0.0, 20.0),
}
"""The least and the most that a number may be, both included."""


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


def program_folder() -> Path:
    """Where the program is: the folder of the packaged executable or app, or that of run.py."""
    if getattr(sys, "frozen", False):
        executable = Path(sys.executable)
        app = next((part for part in executable.parents if part.suffix == ".app"), executable)
        return app.parent
    return Path(__file__).resolve().parents[1]


def portable_home(beside: Path | None = None) -> Path | None:
    """The one folder that everything is kept in when the program is carried about; None where it is not."""
    where = beside or program_folder()
    home = where / PORTABLE_FOLDER
    return home if home.is_dir() or (where / PORTABLE_MARK).is_file() else None


def folders(
    environment: Mapping[str, str] = os.environ, platform: str = sys.platform, beside: Path | None = None
) -> Folders:
    """The folders of this user, by the custom of the system.

    `SAMURAIVISION_HOME` puts all of them elsewhere, and so does portable mode; `beside` is where to look
    for its file or folder, by default beside the program.
    """
    override = environment.get(HOME_VARIABLE)
    one = Path(override).expanduser() if override else portable_home(beside)
    if one is not None:
        return Folders(one / "config", one / "cache", one / "models", one / "logs")
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
        embedding_cache: frames whose embeddings are kept, so that the next click there answers at once.
        language: of the window; counts from the next start.
        theme: light or dark surroundings, or what the system says.
        overlay_opacity: of masks over the frame, 0 to 1.
        outline_px: width of the line around a mask; 0 for none.
        project_folder: where new projects go; "" for beside their video.
        reopen_last: whether a start opens what was open the last time.
        recent: paths of projects, the latest first.
        recent_commands: ids of commands that were run from the palette, the latest first.
        keys: the keys of commands whose keys are not the table's, by the command's id.
        log_level: how much goes into the log.
        demo_seen: whether the demo was opened on a first start.
        window: the window's size, place and layout, as the desktop wrote them.
        unknown: what else the file holds, of a newer version perhaps; it is written back as it was.
    """

    model: str = "nano"
    device: str = "auto"
    precision: str = "auto"
    threads: int = 0
    frame_cache_mib: int = 512
    embedding_cache: int = 8
    language: Language = "system"
    theme: Theme = "system"
    overlay_opacity: float = 0.5
    outline_px: float = 1.5
    project_folder: str = ""
    reopen_last: bool = True
    recent: tuple[str, ...] = ()
    recent_commands: tuple[str, ...] = ()
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    log_level: LogLevel = "info"
    demo_seen: bool = False
    window: Mapping[str, str] = field(default_factory=dict)
    unknown: Mapping[str, Any] = field(default_factory=dict)

    def with_recent(self, path: Path) -> Self:
        """The same with that project first in the list of recent ones."""
        text = str(path)
        return dataclasses.replace(
            self, recent=(text, *(other for other in self.recent if other != text))[:MAX_RECENT]
        )

    def with_recent_command(self, action_id: str) -> Self:
        """The same with that command first in the list of recent ones."""
        others = (other for other in self.recent_commands if other != action_id)
        return dataclasses.replace(self, recent_commands=(action_id, *others)[:MAX_RECENT_COMMANDS])


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
        return Settings(), say(
            "The settings cannot be read ({reason}); the defaults are used.", reason=error.strerror
        )
    except ValueError:
        aside = file.with_name("settings.damaged.json")
        try:
            file.replace(aside)
        except OSError:
            return Settings(), say("The settings file is damaged; the defaults are used.")
        return (
            Settings(),
            say(
                "The settings file was damaged; it is kept as {file} and the defaults are used.",
                file=aside.name,
            ),
        )
    values: dict[str, Any] = {}
    refused = []
    unknown = {name: value for name, value in content.items() if name not in _KNOWN}
    for name in _KNOWN & content.keys():
        value, fits = _fit(name, content[name])
        if fits:
            values[name] = value
        else:
            refused.append(name)
    note = (
        say(
            "These settings had values that make no sense and were reset: {names}.",
            names=", ".join(sorted(refused)),
        )
        if refused
        else None
    )
    return Settings(**values, unknown=unknown), note


def save_settings(settings: Settings, path: Path | None = None) -> None:
    """Write the settings so that a crash at any moment leaves either the old file or the new one.

    Raises:
        StorageError: the folder cannot be written.
    """
    file = path or folders().settings_file
    content = dataclasses.asdict(settings)
    content = {**content.pop("unknown"), **content}
    text = json.dumps(content, indent=2, ensure_ascii=False) + "\n"
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
        raise StorageError(
            say("{path} cannot be written: {reason}.", path=path, reason=error.strerror or error)
        ) from error


_KNOWN = frozenset(entry.name for entry in dataclasses.fields(Settings)) - {"unknown"}
_CHOICES = {"language": get_args(Language), "theme": get_args(Theme), "log_level": get_args(LogLevel)}
_MAY_BE_EMPTY = frozenset({"project_folder"})


def _fit(name: str, value: object) -> tuple[object, bool]:
    """A value out of JSON as its setting has it, and whether it fits."""
    default = getattr(Settings(), name)
    if name in _CHOICES:
        return value, value in _CHOICES[name]
    if isinstance(default, tuple):
        return (tuple(value), True) if _is_texts(value) else (value, False)
    if name == "keys":
        if isinstance(value, dict) and all(_is_texts(keys) for keys in value.values()):
            return {action_id: tuple(keys) for action_id, keys in value.items()}, True
        return value, False
    if isinstance(default, Mapping):
        return value, isinstance(value, dict) and _is_texts(list(value.values()))
    if isinstance(default, bool):
        return value, isinstance(value, bool)
    if isinstance(default, int | float):
        low, high = RANGES[name]
        number = isinstance(value, int | float if isinstance(default, float) else int)
        fits = number and not isinstance(value, bool) and low <= value <= high  # type: ignore[operator]  # a number
        return value, fits
    return value, isinstance(value, str) and (value != "" or name in _MAY_BE_EMPTY)


def _is_texts(value: object) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)
