"""`samuraivision models`: which there are, and fetching, checking and importing them."""

import hashlib
import shutil
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from core.cancel import CancelToken
from core.cli.arguments import add_json, writable_folder
from core.cli.console import Console
from core.errors import InputError, ModelError, StorageError
from core.settings import folders

if TYPE_CHECKING:
    from core.engine.registry import ModelSpec

SOUND, DAMAGED, ABSENT = "sound", "damaged", "not downloaded"


def add_arguments(parser: ArgumentParser) -> None:
    """list, download, verify, import."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="list | download | verify | import")
    add_json(actions.add_parser("list", help="what there is, and where"))
    download_ = actions.add_parser("download", help="fetch models; goes on where it was broken off")
    download_.add_argument("names", nargs="+", metavar="NAME")
    add_json(download_)
    verify_ = actions.add_parser("verify", help="check models against their hashes")
    verify_.add_argument("names", nargs="*", metavar="NAME", help="all that are here, if none is named")
    add_json(verify_)
    import_ = actions.add_parser("import", help="take a model file into the models folder")
    import_.add_argument("file", type=Path, metavar="FILE", help="a .pt checkpoint or a tuned .safetensors")
    add_json(import_)


def run(arguments: Namespace, console: Console, cancel: CancelToken) -> None:
    """Do what was asked."""
    if arguments.action == "list":
        list_models(console)
    elif arguments.action == "download":
        download_models(arguments.names, console, cancel)
    elif arguments.action == "verify":
        verify_models(arguments.names, console, cancel)
    else:
        import_model(arguments.file, console)


def list_models(console: Console) -> None:
    """Every model by name, and the files that were imported."""
    from core.engine.registry import MODELS

    folder = folders().models
    rows = []
    for spec in MODELS.values():
        path = spec.weights_path(folder)
        here = path.is_file()
        rows.append(
            {
                "name": spec.name,
                "title": spec.title,
                "state": ("built in" if here else "missing")
                if spec.embedded
                else ("here" if here else ABSENT),
                "size_bytes": path.stat().st_size if here else spec.size_bytes or None,
                "path": str(path) if here else None,
                "licence": spec.licence,
            }
        )
    known = {spec.weights_path(folder) for spec in MODELS.values()}
    others = sorted(
        path for path in folder.glob("*") if path.suffix in (".pt", ".safetensors") and path not in known
    )
    for path in others:
        size = path.stat().st_size
        rows.append(
            {
                "name": str(path),
                "title": path.stem,
                "state": "imported",
                "size_bytes": size,
                "path": str(path),
            }
        )
    lines = [f"{row['name']:18} {row['state']:15} {megabytes(row['size_bytes'])}" for row in rows]
    console.result({"models": rows, "folder": str(folder)}, "\n".join(lines))


def megabytes(size: object) -> str:
    """A file's size for a person; "" where it is not known."""
    return f"{size / 1e6:,.0f} MB" if isinstance(size, int) else ""


def named(name: str) -> "ModelSpec":
    """The model of that name; raises `ModelError` for another."""
    from core.engine.registry import MODELS

    if name not in MODELS:
        raise ModelError(f"There is no model “{name}”; there are {', '.join(MODELS)}.")
    return MODELS[name]


def download_models(names: list[str], console: Console, cancel: CancelToken) -> None:
    """Fetch each; stops at the first that cannot be fetched."""
    from core.engine.download import DownloadFinished, DownloadProgress, download

    specs = [named(name) for name in names]
    folder = writable_folder(folders().models)
    paths = []
    for spec in specs:
        progress = None
        try:
            for event in download(spec, folder, cancel):
                if isinstance(event, DownloadProgress):
                    if progress is None:
                        if event.resumed:
                            console.note(f"Going on after {megabytes(event.done_bytes)}.")
                        total = round(event.total_bytes / 1e6)
                        progress = console.progress(f"Downloading {spec.name}", total, "MB")
                    progress.update(round(event.done_bytes / 1e6))
                elif isinstance(event, DownloadFinished):
                    paths.append(event.path)
        finally:
            if progress is not None:
                progress.close()
    console.result({"paths": paths}, "\n".join(f"{path} is here and checked." for path in paths))


def verify_models(names: list[str], console: Console, cancel: CancelToken) -> None:
    """Hash (or, where no hash is known, load) each; raises `ModelError` if one is damaged."""
    from core.engine.registry import MODELS

    states = {}
    for spec in [named(name) for name in names] or MODELS.values():
        states[spec.name] = state_of(spec, cancel)
        if states[spec.name] != ABSENT or names:
            console.note(f"{spec.name}: {states[spec.name]}")
    bad = [name for name, state in states.items() if state == DAMAGED or (state == ABSENT and name in names)]
    if bad:
        again = [name for name in bad if not MODELS[name].embedded]
        advice = (
            f"“samuraivision models download {' '.join(again)}” fetches" if again else "Reinstalling brings"
        )
        raise ModelError(f"Not sound: {', '.join(bad)}. {advice} what is missing.")
    sound = [name for name, state in states.items() if state == SOUND]
    console.result({"models": states}, f"Sound: {', '.join(sound)}.")


def state_of(spec: "ModelSpec", cancel: CancelToken) -> str:
    """Whether a named model is here and whole."""
    from core.engine.download import verify

    path = spec.weights_path(folders().models)
    if not path.is_file():
        return DAMAGED if spec.embedded else ABSENT
    if spec.sha256:
        return SOUND if verify(path, spec.sha256, cancel) else DAMAGED
    from core.engine.loader import load_model

    try:
        load_model(spec.name, "cpu")
    except ModelError:
        return DAMAGED
    return SOUND


def import_model(file: Path, console: Console) -> None:
    """Copy a model file into the models folder, after loading it to be sure that it is one.

    An official checkpoint becomes the named model. Nothing that is there already is overwritten.
    """
    from core.engine.loader import load_model
    from core.engine.registry import MODELS

    if not file.is_file():
        raise InputError(f"There is no file “{file}”.")
    if file.suffix not in (".pt", ".pth", ".safetensors"):
        raise ModelError(f"{file.name} is not a model: a .pt or .safetensors file is needed.")
    loaded = load_model(file, "cpu")
    folder = writable_folder(folders().models)
    sha256 = _sha256(file)
    official = next((spec for spec in MODELS.values() if spec.sha256 == sha256), None)
    target = official.weights_path(folder) if official else folder / file.name
    if target.exists():
        if _sha256(target) == sha256:
            console.result(_imported(target, loaded.base.name, official), f"{target.name} is here already.")
            return
        raise InputError(f"There is another model {target.name} in {folder}; rename yours.")
    part = target.with_name(target.name + ".part")
    try:
        shutil.copyfile(file, part)
        part.replace(target)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise StorageError(f"The model cannot be saved in {folder}: {error.strerror or error}.") from error
    use = official.name if official else str(target)
    console.result(
        _imported(target, loaded.base.name, official),
        f"{file.name} is a {loaded.base.title}; use it as --model {use}",
    )


def _imported(target: Path, base: str, official: "ModelSpec | None") -> dict[str, object]:
    return {"path": target, "base": base, "name": official.name if official else str(target)}


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
