"""Whether the models that are here are whole, and the one that was chosen is among them."""

from collections.abc import Iterator
from pathlib import Path

from core.cancel import CancelToken
from core.doctor.finding import Finding, Health
from core.engine import registry
from core.engine.shelf import Place, ShelvedModel, shelved_models
from core.errors import AppError, Cancelled
from core.settings import load_settings
from core.wording import listed, marked, say

NAME = marked("Models")
FETCH_AGAIN = marked("Remove it and download it again, under Model > Manage Models.")


def check_models(cancel: CancelToken) -> Iterator[Finding]:
    """The built-in model loads, downloaded ones have the right hash, files can be loaded."""
    models = shelved_models()
    sound: list[str] = []
    for model in models:
        cancel.check()
        if model.place in (Place.ABSENT, Place.PARTLY):
            continue
        wrong = _fault_of(model, cancel)
        if wrong is None:
            sound.append(model.title)
        else:
            yield wrong
    if sound:
        yield Finding(NAME, Health.OK, say("here and sound: {names}", names=listed(sound)))
    chosen = load_settings()[0].model
    if chosen not in {model.name for model in models if model.here} and not Path(chosen).is_file():
        found = say(
            "the model in use, {name}, is not here", name=Path(chosen).stem if "/" in chosen else chosen
        )
        yield Finding(NAME, Health.WARNING, found, say("Choose another one in the Model menu."))


def _fault_of(model: ShelvedModel, cancel: CancelToken) -> Finding | None:
    """What is wrong with a model; None where it is sound."""
    from core.engine.download import verify
    from core.engine.loader import load_model

    spec = model.spec
    try:
        if spec is not None and spec.sha256 and model.path is not None:
            if verify(model.path, spec.sha256, cancel):
                return None
            return Finding(NAME, Health.FAULT, say("{name} is damaged", name=model.title), FETCH_AGAIN)
        load_model(model.name, "cpu")
    except Cancelled:
        raise
    except (AppError, OSError) as error:
        if spec is not None and spec.name == registry.DEFAULT_MODEL:
            return Finding(NAME, Health.FAULT, str(error), say("Install the program again."))
        advice = say("Remove it under Model > Manage Models, or bring what it needs.")
        return Finding(
            NAME,
            Health.WARNING,
            say("“{name}” cannot be used: {error}", name=model.title, error=error),
            advice,
        )
    return None
