"""Telling one set of weights from another, whatever file they come in."""

import hashlib
from collections.abc import Mapping

import torch
from torch import Tensor


def weights_sha256(weights: Mapping[str, Tensor]) -> str:
    """SHA-256 over names, shapes and float32 values, in the order of the names.

    The same for a `.pt` and a `.safetensors` file of the same tensors, and for half-precision tensors as for
    the float32 ones that they are loaded as. About a second for a GB.
    """
    digest = hashlib.sha256()
    for name in sorted(weights):
        tensor = weights[name].detach().cpu()
        plain = tensor.to(torch.float32) if tensor.is_floating_point() else tensor.to(torch.int64)
        digest.update(f"{name}{tuple(plain.shape)}".encode())
        digest.update(plain.contiguous().numpy().tobytes())
    return digest.hexdigest()
