"""Dropout for a decoder that was built without: it comes and goes, and leaves the checkpoint's keys alone."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import torch
from sam2.modeling.sam.mask_decoder import MaskDecoder
from torch import Tensor, nn


class Dropout:
    """Drops a share of what passes through it, by numbers of the thread's own: what one thread drops does not
    hang on what others do meanwhile.
    """

    def __init__(self, share: float) -> None:
        self._share = share
        self._own = threading.local()

    def begin(self, seed: int, device: torch.device) -> None:
        """What this thread drops from here on follows from `seed`."""
        self._own.generator = torch.Generator(device).manual_seed(seed)

    def dropped(self, activations: Tensor) -> Tensor:
        """The same with zeros among them, and the others larger, so that the mean stays."""
        kept = torch.empty_like(activations).bernoulli_(1 - self._share, generator=self._own.generator)
        return activations * kept.div_(1 - self._share)


@contextmanager
def dropout(decoder: MaskDecoder, share: float) -> Iterator[Dropout]:
    """While entered and the decoder is in training mode, drop a share of the transformer's activations.

    On what every attention block hands to the residual path, and inside every MLP: the usual places. Dropout
    on the attention weights themselves would cost 18 % of a step more.
    """
    drops = Dropout(share)

    def drop(module: nn.Module, inputs: tuple[Tensor, ...], output: Tensor) -> Tensor | None:
        return drops.dropped(output) if decoder.training else None

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
        yield drops
    finally:
        for hook in hooks:
            hook.remove()
