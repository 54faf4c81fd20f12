"""What several of the core's tests look at."""

import pytest
import torch

from core.engine.loader import LoadedModel, load_model


@pytest.fixture(scope="module")
def nano() -> LoadedModel:
    torch.set_num_threads(1)
    return load_model("nano", "cpu")
