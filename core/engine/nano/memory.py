"""Memory attention that attends old memories at half resolution.

sam2's `MemoryAttention` cross-attends to every memory map at full resolution: seven maps of N tokens. Here
the last map (the frame before: where the object is now) stays whole and the older ones are averaged over 2×2
tokens, so that a frame attends 2.5 N tokens instead of 7 N. The interface is sam2's, so the stock video
predictor drives it as well. The idea of pooling spatial memories is EfficientTAM's
(Xiong et al. 2024) and EdgeTAM's (Zhou et al. 2025).
"""

import math
from functools import lru_cache

import torch
import torch.nn.functional as F
from sam2.modeling.memory_attention import MemoryAttention
from sam2.modeling.sam.transformer import RoPEAttention
from torch import Tensor

from core.engine.attention import attend


@lru_cache(maxsize=32)
def rotary_turns(side: int, pooled_maps: int, dim: int, theta: float, device: str) -> Tensor:
    """Unit complex numbers (pooled_maps · side²/4 + side², dim / 2), for the centres of the tokens of that
    many pooled maps and of a whole one.

    Those of a whole map are sam2's `compute_axial_cis`: the first half of the pairs turns with x, the second
    with y.
    """

    def turns(cell: int) -> Tensor:
        rates = 1.0 / theta ** (torch.arange(0, dim, 4, dtype=torch.float32)[: dim // 4] / dim)
        centres = torch.arange(0, side, cell, dtype=torch.float32) + (cell - 1) / 2
        y, x = torch.meshgrid(centres, centres, indexing="ij")
        angles = torch.cat([torch.outer(x.flatten(), rates), torch.outer(y.flatten(), rates)], dim=-1)
        return torch.polar(torch.ones_like(angles), angles)

    with torch.inference_mode(False):  # kept, so training may meet it too
        return torch.cat([turns(2).repeat(pooled_maps, 1), turns(1)]).to(device)


def rotate(x_bhnd: Tensor, turns_nc: Tensor) -> Tensor:
    """Turn neighbouring channel pairs by their token's angles; in x's dtype, computed in float32."""
    pairs = torch.view_as_complex(x_bhnd.float().reshape(*x_bhnd.shape[:-1], -1, 2))
    return torch.view_as_real(pairs * turns_nc).flatten(-2).to(x_bhnd.dtype)


class RotaryAttention(RoPEAttention):  # type: ignore[misc]  # sam2 has no types
    """sam2's `RoPEAttention` whose keys may be maps pooled 2×2 before a last whole one."""

    def __init__(self, *args: object, rope_theta: float = 10000.0, **kwargs: object) -> None:
        super().__init__(*args, rope_theta=rope_theta, **kwargs)
        self.theta = rope_theta

    def forward(self, q: Tensor, k: Tensor, v: Tensor, num_k_exclude_rope: int = 0) -> Tensor:
        """q (B, N, C); k, v (B, L, C'), the last `num_k_exclude_rope` being pointers; (B, N, C) out."""
        q = self._separate_heads(self.q_proj(q), self.num_heads)
        k = self._separate_heads(self.k_proj(k), self.num_heads)
        v = self._separate_heads(self.v_proj(v), self.num_heads)
        side, dim, device = math.isqrt(q.shape[-2]), q.shape[-1], str(q.device)
        spatial = k.shape[-2] - num_k_exclude_rope
        pooled_maps = (spatial - side * side) // (side * side // 4)
        q = rotate(q, rotary_turns(side, 0, dim, self.theta, device))
        turned = rotate(k[:, :, :spatial], rotary_turns(side, pooled_maps, dim, self.theta, device))
        k = torch.cat([turned, k[:, :, spatial:]], dim=2)
        result: Tensor = self.out_proj(self._recombine_heads(attend(q, k, v)))
        return result


def pool_tokens(tokens_lbc: Tensor, maps: int, side: int) -> Tensor:
    """Average 2×2 neighbouring tokens of each map: (maps·side², B, C) to (maps·side²/4, B, C)."""
    _, batch, channels = tokens_lbc.shape
    grid = tokens_lbc.view(maps, side, side, batch * channels).permute(0, 3, 1, 2)
    pooled = F.avg_pool2d(grid, 2).permute(0, 2, 3, 1)
    return pooled.reshape(maps * side * side // 4, batch, channels)


class PooledMemoryAttention(MemoryAttention):  # type: ignore[misc]  # sam2 has no types
    """sam2's `MemoryAttention` over memories of which all but the last map are pooled."""

    def forward(
        self,
        curr: Tensor | list[Tensor],
        memory: Tensor,
        curr_pos: Tensor | list[Tensor] | None = None,
        memory_pos: Tensor | None = None,
        num_obj_ptr_tokens: int = 0,
    ) -> Tensor:
        """Shapes as in sam2: curr (N, B, C), memory (maps·N + pointers, B, C_mem); (N, B, C) out."""
        tokens = curr[0].shape[0] if isinstance(curr, list) else curr.shape[0]
        side = math.isqrt(tokens)
        older = (memory.shape[0] - num_obj_ptr_tokens) // tokens - 1
        if older > 0:
            split = older * tokens

            def pooled(tokens_lbc: Tensor) -> Tensor:
                return torch.cat([pool_tokens(tokens_lbc[:split], older, side), tokens_lbc[split:]])

            memory = pooled(memory)
            memory_pos = None if memory_pos is None else pooled(memory_pos)
        out: Tensor = super().forward(curr, memory, curr_pos, memory_pos, num_obj_ptr_tokens)
        return out
