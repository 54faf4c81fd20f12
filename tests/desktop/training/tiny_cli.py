"""`python tiny_cli.py train …`: our command line, which also knows the small test model as `tiny-test`."""

import dataclasses
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from safetensors.torch import save_file

from core.cli.main import main
from core.engine import loader, registry
from core.engine.registry import MODELS, ModelSpec
from core.settings import folders
from tests.tiny_model import TINY, tiny_model


def register() -> ModelSpec:
    """Ship the small model in this user's folder, and let everything find it by name."""
    folder = folders().models.parent / "shipped"
    spec = dataclasses.replace(TINY, config_path=folder / "tiny-test.yaml")
    if not (folder / spec.weights_file).is_file():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "tiny-test.yaml").write_text(TINY.config_path.read_text())
        weights = {k: v.half().contiguous() for k, v in tiny_model().model.state_dict().items()}
        save_file(weights, folder / spec.weights_file)
    registry.MODELS = loader.MODELS = {**MODELS, spec.name: spec}
    return spec


if __name__ == "__main__":
    register()
    sys.exit(main())
