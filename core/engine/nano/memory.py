"""Memory attention's layers: rotary angles computed once and as complex products, and nothing but memory.

Everything else of sam2's `MemoryAttention` is as it is there, so the stock video predictor drives it as well.
"""

import math
from functools import lru_cache

import torch
from sam2.modeling.memory_attention import MemoryAttentionLayer
from sam2.modeling.sam.transformer import RoPEAttention
from torch import Tensor, nn

from core.engine.attention import attend


@lru_cache(maxsize=32)
def rotary_turns(side: int, maps: int, dim: int, theta: float, device: str) -> Tensor:
    """Unit complex numbers (maps · side², dim / 2), for the tokens of that many maps.

    Those of a map are sam2's `compute_axial_cis`: the first half of the pairs turns with x, the second with
    y.
    """
    with torch.inference_mode(False):  # kept, so training may meet it too
        rates = 1.0 / theta ** (torch.arange(0, dim, 4, dtype=torch.float32)[: dim // 4] / dim)
        places = torch.arange(side, dtype=torch.float32)
        y, x = torch.meshgrid(places, places, indexing="ij")
        angles = torch.cat([torch.outer(x.flatten(), rates), torch.outer(y.flatten(), rates)], dim=-1)
        return torch.polar(torch.ones_like(angles), angles).repeat(maps, 1).to(device)


def rotate(x_bhnd: Tensor, turns_nc: Tensor) -> Tensor:
    """Turn neighbouring channel pairs by their token's angles; in x's dtype, computed in float32."""
    pairs = torch.view_as_complex(x_bhnd.float().reshape(*x_bhnd.shape[:-1], -1, 2))
    return torch.view_as_real(pairs * turns_nc).flatten(-2).to(x_bhnd.dtype)


class RotaryAttention(RoPEAttention):  # type: ignore[misc]  # sam2 has no types
    """sam2's `RoPEAttention`, to the same numbers in a tenth of the time that its angles take."""

    def __init__(self, *args: object, rope_theta: float = 10000.0, **kwargs: object) -> None:
        super().__init__(*args, rope_theta=rope_theta, **kwargs)
        self.theta = rope_theta

    def forward(self, q: Tensor, k: Tensor, v: Tensor, num_k_exclude_rope: int = 0) -> Tensor:
        """q (B, N, C); k, v (B, L, C'), the last `num_k_exclude_rope` being pointers; (B, N, C) out."""
        q = self._separate_heads(self.q_proj(q), self.num_heads)
        k = self._separate_heads(self.k_proj(k), self.num_heads)
        v = self._separate_heads(self.v_proj(v), self.num_heads)
        tokens, dim, device = q.shape[-2], q.shape[-1], str(q.device)
        side, spatial = math.isqrt(tokens), k.shape[-2] - num_k_exclude_rope
        q = rotate(q, rotary_turns(side, 1, dim, self.theta, device))
        turned = rotate(k[:, :, :spatial], rotary_turns(side, spatial // tokens, dim, self.theta, device))
        k = torch.cat([turned, k[:, :, spatial:]], dim=2)
        result: Tensor = self.out_proj(self._recombine_heads(attend(q, k, v)))
        return result


class MemoryLayer(MemoryAttentionLayer):  # type: ignore[misc]  # sam2 has no types
    """sam2's `MemoryAttentionLayer` without its self-attention: what a frame's places know of each other the
    neck has told them (see `core.engine.nano.context`).
    """

    def __init__(self, **kwargs: object) -> None:
        super().__init__(self_attention=nn.Identity(), **kwargs)
        del self.self_attn, self.norm1, self.dropout1

    def _forward_sa(self, tgt: Tensor, query_pos: Tensor | None) -> Tensor:
        return tgt
