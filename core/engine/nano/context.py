"""A neck whose deepest map has looked at the whole picture.

A convolutional trunk sees locally: it does not know that the far end of a dog belongs to the same dog. Here
a few self-attention layers over the deepest map of `FpnNeck` let every place ask every other one. They start
as the identity (their last layers are zero), so they can be added to weights that were trained without.
"""

from collections.abc import Sequence

import torch
import torch.nn.functional as F
from sam2.modeling.backbones.image_encoder import FpnNeck
from torch import Tensor, nn

from core.engine.attention import attend


class ContextLayer(nn.Module):
    """Pre-norm self-attention and a feed-forward layer over (B, N, C) tokens."""

    def __init__(self, dim: int, heads: int, feed: int) -> None:
        super().__init__()
        self.heads = heads
        self.norm_attention, self.norm_feed = nn.LayerNorm(dim), nn.LayerNorm(dim)
        self.query_key, self.value = nn.Linear(dim, 2 * dim), nn.Linear(dim, dim)
        self.out = nn.Linear(dim, dim)
        self.feed_in, self.feed_out = nn.Linear(dim, feed), nn.Linear(feed, dim)
        for last in (self.out, self.feed_out):
            nn.init.zeros_(last.weight)
            nn.init.zeros_(last.bias)

    def forward(self, tokens_bnc: Tensor, position_bnc: Tensor) -> Tensor:
        """Tokens and their position encodings, both (B, N, C), to (B, N, C)."""
        x = self.norm_attention(tokens_bnc)
        query, key = self.query_key(x + position_bnc).chunk(2, dim=-1)
        value = self.value(x)
        query, key, value = (
            part.unflatten(-1, (self.heads, -1)).transpose(1, 2) for part in (query, key, value)
        )
        seen = attend(query, key, value)
        tokens_bnc = tokens_bnc + self.out(seen.transpose(1, 2).flatten(2))
        out: Tensor = tokens_bnc + self.feed_out(F.relu(self.feed_in(self.norm_feed(tokens_bnc))))
        return out


class ContextNeck(FpnNeck):  # type: ignore[misc]  # sam2 has no types
    """sam2's `FpnNeck` followed by `context_layers` over the map at `context_level` (2: stride 16).

    Their feed-forward layers are `context_feed` wide.
    """

    def __init__(
        self,
        *args: object,
        context_layers: int,
        context_heads: int,
        context_feed: int,
        context_level: int = 2,
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.context_level = context_level
        self.context = nn.ModuleList(
            ContextLayer(self.d_model, context_heads, context_feed) for _ in range(context_layers)
        )

    def forward(
        self, xs: list[Tensor], projections: Sequence[nn.Conv2d] = ()
    ) -> tuple[list[Tensor], list[Tensor]]:
        """Trunk maps, shallow to deep, to maps and position encodings.

        Args:
            projections: 1×1 convolutions that the shallowest maps are to go through afterwards. Nothing comes
                between theirs and ours there, so the two are one: a sixth of the neck's time.

        Returns:
            Maps, (B, d_model, H, W) or as wide as their projection, and encodings, (B, d_model, H, W).
        """
        levels, above = range(len(xs)), None
        maps, positions = [xs[0]] * len(xs), [xs[0]] * len(xs)
        for level in reversed(levels):
            own = self.convs[levels[-1] - level].conv
            if level < len(projections):
                x = F.conv2d(xs[level], *_one_after_the_other(own, projections[level]))
            else:
                x = own(xs[level])
            if level in self.fpn_top_down_levels and above is not None:
                x = x + F.interpolate(above.float(), scale_factor=2.0, mode=self.fpn_interp_model)
            maps[level] = above = x
            positions[level] = self.position_encoding(x).to(x.dtype)
        deepest = maps[self.context_level]
        tokens = deepest.flatten(2).transpose(1, 2)
        position = positions[self.context_level].flatten(2).transpose(1, 2)
        for layer in self.context:
            tokens = layer(tokens, position)
        maps[self.context_level] = tokens.transpose(1, 2).reshape(deepest.shape)
        return maps, positions


def _one_after_the_other(first: nn.Conv2d, second: nn.Conv2d) -> tuple[Tensor, Tensor]:
    """Weight and bias of the 1×1 convolution that does what two do, in the precision of their weights."""
    assert first.bias is not None and second.bias is not None
    with torch.autocast(first.weight.device.type, enabled=False):
        inner, outer = first.weight.flatten(1), second.weight.flatten(1)
        return (outer @ inner)[..., None, None], outer @ first.bias + second.bias
