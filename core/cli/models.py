"""`samuraivision models`: which there are; fetching, checking, importing, measuring and removing them."""

from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from core.cancel import CancelToken
from core.cli.arguments import add_json, writable_folder
from core.cli.console import Console
from core.errors import ModelError
from core.settings import folders

if TYPE_CHECKING:
    from core.engine.registry import ModelSpec
    from core.engine.shelf import ShelvedModel

SOUND, DAMAGED, ABSENT = "sound", "damaged", "not downloaded"


def add_arguments(parser: ArgumentParser) -> None:
    """list, download, verify, import, measure, remove."""
    names = "list | download | verify | import | measure | remove"
    actions = parser.add_subparsers(dest="action", required=True, metavar=names)
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
    measure_ = actions.add_parser("measure", help="time a click and tracking on this machine")
    measure_.add_argument("name", metavar="NAME", help="a model's name, here or not, or a model file")
    measure_.add_argument("--device", default="auto", metavar="D", help="auto, cuda, cuda:1, mps or cpu")
    add_json(measure_)
    remove_ = actions.add_parser("remove", help="delete a model from the disk")
    remove_.add_argument("name", metavar="NAME", help="a model's name, or the path of one in the folder")
    add_json(remove_)


def run(arguments: Namespace, console: Console, cancel: CancelToken) -> None:
    """Do what was asked."""
    if arguments.action == "list":
        list_models(console)
    elif arguments.action == "download":
        download_models(arguments.names, console, cancel)
    elif arguments.action == "verify":
        verify_models(arguments.names, console, cancel)
    elif arguments.action == "import":
        take_in(arguments.file, console, cancel)
    elif arguments.action == "measure":
        measure(arguments.name, arguments.device, console, cancel)
    else:
        remove(arguments.name, console)


def list_models(console: Console) -> None:
    """Every model by name, and the files that were imported or tuned."""
    from core.engine.shelf import shelved_models

    rows = [
        {
            "name": model.name,
            "title": model.title,
            "state": str(model.place),
            "size_bytes": model.size_bytes or None,
            "path": str(model.path) if model.path else None,
            "licence": model.licence or None,
            "memory_mib": model.memory_mib or None,
            "base": model.base or None,
        }
        for model in shelved_models()
    ]
    lines = [f"{row['name']:18} {row['state']:18} {megabytes(row['size_bytes'])}" for row in rows]
    console.result({"models": rows, "folder": str(folders().models)}, "\n".join(lines))


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


def take_in(file: Path, console: Console, cancel: CancelToken) -> None:
    """Copy a model file into the models folder, after making sure that it is one."""
    from core.engine.shelf import Imported, import_model

    for event in import_model(file, cancel):
        if not isinstance(event, Imported):
            continue
        model = event.model
        values = {"path": model.path, "base": event.base_title, "name": model.name}
        words = f"{file.name} is a {event.base_title}; use it as --model {model.name}"
        console.result(values, f"{model.title} is here already." if event.was_here else words)


def measure(name: str, device: str, console: Console, cancel: CancelToken) -> None:
    """Time a model; one that is not here is measured with random weights, which cost the same."""
    from core.engine.loader import load_model, random_model
    from core.engine.shelf import fingerprint
    from core.tracking.speed import Speed, SpeedNotes, measure_speed

    model = shelved(name)
    loaded = load_model(name, device) if model.here else random_model(name, device)
    progress = console.progress(f"Measuring {model.title}", 0, "steps")
    for event in measure_speed(loaded, cancel):
        if isinstance(event, Speed):
            SpeedNotes().keep(fingerprint(model), event)
            progress.close()
            times = f"{event.click_s:.3g} s a click, {event.frame_s:.3g} s a tracked frame"
            console.result(asdict(event), f"{model.title}: {times} ({event.device}, {event.precision}).")
        else:
            progress.update(event.done)


def remove(name: str, console: Console) -> None:
    """Delete a model's file and what is left of its download."""
    from core.engine.shelf import remove_model

    model = shelved(name)
    if not model.here and not model.removable:
        raise ModelError(f"{model.title} is not on this computer; there is nothing to remove.")
    remove_model(model)
    console.result({"removed": model.name}, f"{model.title} is removed.")


def shelved(name: str) -> "ShelvedModel":
    """The model of that name or file; raises `ModelError` where there is none."""
    from core.engine.shelf import shelved_file, shelved_models

    found = next((model for model in shelved_models() if name in (model.name, model.title)), None)
    if found is None and Path(name).is_file():
        return shelved_file(Path(name))
    if found is None:
        raise ModelError(f"There is no model “{name}”; “samuraivision models list” names them.")
    return found
