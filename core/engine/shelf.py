"""The models of this user: which are here, taking one in from a file, and removing one.

Listing reads no weights and needs no torch.
"""

import errno
import hashlib
import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeAlias

from core.cancel import CancelToken
from core.engine import registry
from core.engine.download import BLOCK_BYTES, part_of, storage_error
from core.engine.registry import ModelSpec, safetensors_metadata
from core.errors import InputError, ModelError, StorageError
from core.settings import folders, write_atomically
from core.wording import marked, say

NOTES_FILE = "notes.json"
SUFFIXES = (".pt", ".pth", ".safetensors")


class Place(StrEnum):
    """Where a model's weights are."""

    BUILT_IN = marked("built in")
    DOWNLOADED = marked("downloaded")
    PARTLY = marked("partly downloaded")
    ABSENT = marked("not here")
    MISSING = marked("missing")  # it should be built in
    TUNED = marked("tuned")
    IMPORTED = marked("imported")
    ELSEWHERE = marked("in another folder")


@dataclass(frozen=True, slots=True)
class ShelvedModel:
    """One row of the list.

    Args:
        name: what the settings and `--model` call it: a registered name, or the file's path.
        spec: of a registered model; None for a file.
        path: of the weights, where they are here.
        size_bytes: of the file, or of the download; 0 where it is not known.
        base: of a tuned model, the name of the one it stands on.
        memory_mib: see `ModelSpec`; 0 where it is not known.
        told: of a tuned model, what its header says: `data`, `measured`, `run`, `made`.
    """

    name: str
    title: str
    place: Place
    spec: ModelSpec | None = None
    path: Path | None = None
    size_bytes: int = 0
    licence: str = ""
    base: str = ""
    memory_mib: int = 0
    told: Mapping[str, Any] = field(default_factory=dict)

    @property
    def here(self) -> bool:
        """Whether it can be used now."""
        return self.path is not None

    @property
    def removable(self) -> bool:
        """Whether a file of this user can be deleted to free its room."""
        return self.place in (Place.DOWNLOADED, Place.PARTLY, Place.TUNED, Place.IMPORTED)


def shelved_models(folder: Path | None = None) -> list[ShelvedModel]:
    """Every registered model, and then the files in the models folder by name."""
    folder = folder or folders().models
    known = [_registered(spec, folder) for spec in registry.MODELS.values()]
    taken = {spec.weights_path(folder) for spec in registry.MODELS.values()}
    files = sorted(p for p in folder.glob("*") if p.suffix in SUFFIXES and p.is_file() and p not in taken)
    return known + [shelved_file(path, folder) for path in files]


def _registered(spec: ModelSpec, folder: Path) -> ShelvedModel:
    path = spec.weights_path(folder)
    part = part_of(path)
    if path.is_file():
        place, size = (Place.BUILT_IN if spec.embedded else Place.DOWNLOADED), path.stat().st_size
    elif spec.embedded:
        place, size = Place.MISSING, 0
    else:
        place, size = (Place.PARTLY if part.is_file() else Place.ABSENT), spec.size_bytes
    here = path if path.is_file() else None
    return ShelvedModel(
        spec.name, spec.title, place, spec, here, size, spec.licence, memory_mib=spec.memory_mib
    )


def shelved_file(path: Path, folder: Path | None = None) -> ShelvedModel:
    """The row of a model file, wherever it lies; only those in the models folder are ours to remove.

    A damaged one gets a row too, to be removed by.
    """
    elsewhere = path.parent.resolve() != (folder or folders().models).resolve()
    size = path.stat().st_size if path.is_file() else 0
    if path.suffix != ".safetensors":
        place = Place.ELSEWHERE if elsewhere else Place.IMPORTED
        return ShelvedModel(str(path), path.stem, place, path=path, size_bytes=size)
    try:
        header = safetensors_metadata(path)
    except ModelError:
        header = {}
    base = header.get("base", "")
    spec = registry.MODELS.get(base)
    told = {key: _json(header.get(key, "")) for key in ("data", "measured", "run")}
    return ShelvedModel(
        str(path),
        path.stem,
        Place.ELSEWHERE if elsewhere else Place.TUNED,
        path=path,
        size_bytes=size,
        licence=spec.licence if spec else "",
        base=base,
        memory_mib=spec.memory_mib if spec else 0,
        told={**told, "made": header.get("made", "")},
    )


def _json(text: str) -> dict[str, Any]:
    try:
        values = json.loads(text or "{}")
    except ValueError:
        return {}
    return values if isinstance(values, dict) else {}


def fingerprint(model: ShelvedModel) -> str:
    """What a measured speed is remembered by: the weights' hash, or, for big files, their name and date.

    A tuned model is as fast as its base, and shares its measurement.
    """
    spec = registry.MODELS.get(model.base) if model.base else model.spec
    if spec is not None and spec.sha256:
        return spec.sha256
    path = spec.weights_path(folders().models) if spec is not None else model.path
    if path is None or not path.is_file():
        return model.name
    if spec is not None:
        return file_sha256(path)
    there = path.stat()
    return f"{path.name}:{there.st_size}:{there.st_mtime_ns}"


def file_sha256(path: Path, step: Callable[[int], None] = lambda _: None) -> str:
    """SHA-256 of a file in hex; `step` is told the bytes of each block. Raises `OSError`."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(BLOCK_BYTES):
            digest.update(block)
            step(len(block))
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class ImportProgress:
    """So much of the reading and copying is done, 0 to 1."""

    share: float


@dataclass(frozen=True, slots=True)
class Imported:
    """The model is on the shelf. `base_title`: the architecture. `was_here`: nothing had to be copied."""

    model: ShelvedModel
    base_title: str
    was_here: bool


ImportEvent: TypeAlias = ImportProgress | Imported


def import_model(file: Path, cancel: CancelToken, folder: Path | None = None) -> Iterator[ImportEvent]:
    """Take a model file into the models folder, whole or not at all, after making sure that it is one.

    An official checkpoint is known by its hash and becomes the registered model; any other file is loaded.
    Nothing that is there already is overwritten.

    Raises:
        InputError: no such file, or another model of that name is there.
        ModelError: it is no model, damaged, or of another architecture.
        StorageError: the folder cannot be written, or the disk is full.
        Cancelled: asked for through `cancel`; nothing is left behind.
    """
    folder = folder or folders().models
    if not file.is_file():
        raise InputError(say("There is no file “{file}”.", file=file))
    if file.suffix not in SUFFIXES:
        raise ModelError(say("{file} is not a model: a .pt or .safetensors file is needed.", file=file.name))
    total = 2 * max(file.stat().st_size, 1)
    yield ImportProgress(0.0)
    sha256 = _hash(file, cancel)
    official = next((spec for spec in registry.MODELS.values() if spec.sha256 == sha256), None)
    if official is not None:
        base_title, target = official.title, official.weights_path(folder)
    else:
        namesake = next((s for s in registry.MODELS.values() if s.weights_file == file.name), None)
        if namesake is not None:
            raise ModelError(
                say(
                    "{file} is not the official {namesake}: it is damaged or changed. Fetch it again, or "
                    "rename it if it is a model of your own.",
                    file=file.name,
                    namesake=namesake.title,
                )
            )
        base_title, target = _architecture(file), folder / file.name
    cancel.check()
    yield ImportProgress(0.5)
    was_here = target.exists()
    if was_here and _hash(target, cancel) != sha256:
        raise InputError(
            say("There is another model {file} among the models; rename yours.", file=target.name)
        )
    if not was_here:
        for copied in _copy(file, target, cancel):
            yield ImportProgress(0.5 + copied / total)
    model = _registered(official, folder) if official is not None else shelved_file(target, folder)
    yield Imported(model, base_title, was_here)


def _architecture(file: Path) -> str:
    """Title of the model that a file was made for. Raises `ModelError` where it fits none."""
    from core.engine.loader import load_model

    return load_model(file, "cpu").base.title


def _hash(file: Path, cancel: CancelToken) -> str:
    try:
        return file_sha256(file, lambda _: cancel.check())
    except OSError as error:
        raise InputError(
            say("{file} cannot be read: {reason}.", file=file.name, reason=error.strerror or error)
        ) from error


def _copy(file: Path, target: Path, cancel: CancelToken) -> Iterator[int]:
    """Copy by way of a part file; yields the bytes that are done."""
    # Not the download's part: that one must stay what it is.
    part = target.with_name(target.name + ".import")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if shutil.disk_usage(target.parent).free < file.stat().st_size:
            raise OSError(errno.ENOSPC, "no space")
        done = 0
        with file.open("rb") as source, part.open("wb") as sink:
            while block := source.read(BLOCK_BYTES):
                cancel.check()
                sink.write(block)
                done += len(block)
                yield done
        part.replace(target)
        part_of(target).unlink(missing_ok=True)
    except OSError as error:
        raise storage_error(error, target.parent) from error
    finally:
        part.unlink(missing_ok=True)


def remove_model(model: ShelvedModel, folder: Path | None = None) -> None:
    """Delete a model's file, what is left of its download, and its notes.

    Raises:
        InputError: it ships with the program, is not here, or lies in another folder.
        StorageError: it cannot be deleted.
    """
    if model.place is Place.ELSEWHERE:
        raise InputError(say("{name} is in a folder of your own; it is not removed.", name=model.title))
    if not model.removable:
        raise InputError(say("{name} ships with the program; it is not removed.", name=model.title))
    folder = folder or folders().models
    path = model.path or (model.spec.weights_path(folder) if model.spec else None)
    try:
        if path is not None:
            path.unlink(missing_ok=True)
            part_of(path).unlink(missing_ok=True)
    except OSError as error:
        raise StorageError(
            say("{name} cannot be removed: {reason}.", name=model.title, reason=error.strerror or error)
        ) from error
    if model.name in read_notes(folder):
        write_note(model, "", folder)


def read_notes(folder: Path | None = None) -> dict[str, str]:
    """What the user wrote about models, by name."""
    try:
        values = json.loads(((folder or folders().models) / NOTES_FILE).read_text("utf-8"))
        return {str(key): str(value) for key, value in values.items()}
    except (OSError, ValueError, AttributeError):
        return {}


def write_note(model: ShelvedModel, text: str, folder: Path | None = None) -> None:
    """Keep a note on a model; an empty one is forgotten. Raises `StorageError`."""
    folder = folder or folders().models
    notes = {**read_notes(folder), model.name: text.strip()}
    kept = {name: note for name, note in notes.items() if note}
    write_atomically(folder / NOTES_FILE, json.dumps(kept, indent=1, ensure_ascii=False).encode())
