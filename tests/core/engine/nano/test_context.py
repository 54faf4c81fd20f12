"""The neck whose deepest map has looked at the whole picture."""

from typing import Any

import torch
from sam2.modeling.backbones.image_encoder import FpnNeck
from sam2.modeling.position_encoding import PositionEmbeddingSine

from core.engine.nano.context import ContextLayer, ContextNeck

CHANNELS = [48, 32, 16, 8]


def necks() -> tuple[FpnNeck, ContextNeck]:
    """sam2's neck and ours with the same weights; ours has its context untrained."""
    options: dict[str, Any] = {
        "d_model": 32,
        "backbone_channel_list": CHANNELS,
        "fpn_interp_model": "nearest",
        "fpn_top_down_levels": [2, 3],
    }
    position = PositionEmbeddingSine(num_pos_feats=32, normalize=True, scale=None, temperature=10000)
    torch.manual_seed(0)
    plain = FpnNeck(position, **options)
    ours = ContextNeck(position, **options, context_layers=2, context_heads=4, context_feed=48)
    ours.load_state_dict(plain.state_dict(), strict=False)
    return plain.eval(), ours.eval()


def maps(seed: int = 1) -> list[torch.Tensor]:
    torch.manual_seed(seed)
    return [torch.randn(2, c, s, s) for c, s in zip(reversed(CHANNELS), (64, 32, 16, 8), strict=True)]


def test_untrained_it_is_the_neck_of_sam2() -> None:
    plain, ours = necks()
    for expected, found in zip(plain(maps()), ours(maps()), strict=True):
        for a, b in zip(expected, found, strict=True):
            assert torch.equal(a, b)


def test_trained_a_far_corner_changes_every_place_of_the_deepest_map_alone() -> None:
    _, ours = necks()
    torch.manual_seed(2)
    for layer in ours.context:
        assert isinstance(layer, ContextLayer)
        torch.nn.init.normal_(layer.out.weight, std=0.1)
        torch.nn.init.normal_(layer.feed_out.weight, std=0.1)
    before, _ = ours(maps())
    changed = maps()
    changed[2][:, :, 0, 0] += 3
    after, _ = ours(changed)
    assert (after[2] != before[2]).any(dim=1).all()
    for level in (0, 1):
        assert torch.equal(after[level], before[level])


def test_projections_of_the_finer_maps_come_with_them() -> None:
    _, ours = necks()
    torch.manual_seed(3)
    projections = [torch.nn.Conv2d(32, width, 1) for width in (4, 8)]
    before, places = ours(maps())
    found, positions = ours(maps(), projections)
    for level, projection in enumerate(projections):
        torch.testing.assert_close(found[level], projection(before[level]))
    for level in (2, 3):
        assert torch.equal(found[level], before[level])
    assert all(torch.equal(a, b) for a, b in zip(positions, places, strict=True))


def test_projections_learn() -> None:
    _, ours = necks()
    projection = torch.nn.Conv2d(32, 4, 1)
    found, _ = ours(maps(), [projection])
    found[0].sum().backward()
    assert projection.weight.grad is not None and ours.convs[3].conv.weight.grad is not None
