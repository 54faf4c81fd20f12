"""Attention as plain products of matrices, where torch's own is the slower one."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor
from torch.overrides import TorchFunctionMode


def attend(query_bhnd: Tensor, key_bhld: Tensor, value_bhld: Tensor) -> Tensor:
    """What `F.scaled_dot_product_attention` gives, (B, H, N, D).

    In half precision on a CPU, torch's blockwise attention leaves the processor's bfloat16 units unused: for
    576 tokens that look at 1,700 it takes 5.9 ms on one core, and the products 1.8; its backward takes three
    to eight times as long as theirs. Elsewhere torch's own is faster.
    """
    if query_bhnd.dtype != torch.bfloat16 or query_bhnd.device.type != "cpu":
        return F.scaled_dot_product_attention(query_bhnd, key_bhld, value_bhld)
    scaled = query_bhnd * query_bhnd.shape[-1] ** -0.5
    weights: Tensor = (scaled @ key_bhld.transpose(-1, -2)).softmax(dim=-1)
    return weights @ value_bhld


class Attending(TorchFunctionMode):
    """While entered, in this thread, other people's modules attend so too: sam2's mask decoder, when it is
    taught.
    """

    def __torch_function__(
        self,
        function: Callable[..., Any],
        types: Sequence[type],
        args: tuple[Any, ...] = (),
        kwargs: Mapping[str, Any] | None = None,
    ) -> Any:
        kwargs = kwargs or {}
        if function is F.scaled_dot_product_attention and len(args) == 3 and not any(kwargs.values()):
            return attend(*args)
        return function(*args, **kwargs)
