"""The embedded model's own parts, held against the sam2 parts that they stand in for."""

import copy

import pytest
import torch
from sam2.modeling.memory_attention import MemoryAttentionLayer
from sam2.modeling.sam.transformer import RoPEAttention

from core.engine.nano import trunk as trunk_module
from core.engine.nano.memory import MemoryLayer, RotaryAttention, rotary_turns
from core.engine.nano.trunk import TAP_CHANNELS, ConvNorm, EfficientNetLite0


def test_trunk_taps_have_the_strides_and_channels_that_the_neck_expects() -> None:
    maps = EfficientNetLite0()(torch.randn(1, 3, 96, 96))
    assert [m.shape[1] for m in maps] == list(TAP_CHANNELS)
    assert [96 // m.shape[-1] for m in maps] == [4, 8, 16, 32]


def test_blocks_may_be_narrower_than_in_the_release() -> None:
    hidden = [32, *range(16, 136, 8)]
    trunk = EfficientNetLite0(hidden=hidden)
    assert [block.filter.conv.out_channels for block in trunk.blocks] == hidden
    assert [m.shape[1] for m in trunk(torch.randn(1, 3, 64, 64))] == list(TAP_CHANNELS)


def test_folding_keeps_the_function_and_drops_the_batchnorms() -> None:
    torch.manual_seed(0)
    trunk = EfficientNetLite0(folded=False)
    for module in trunk.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.running_mean.normal_()
            module.running_var.uniform_(0.5, 2)
            module.weight.data.uniform_(0.5, 2)
    picture = torch.randn(1, 3, 64, 64)
    before = trunk(picture)
    trunk.fold()
    after = trunk(picture)
    for a, b in zip(before, after, strict=True):
        torch.testing.assert_close(a, b)
    assert trunk.state_dict().keys() == EfficientNetLite0(folded=True).state_dict().keys()


def test_strided_convolutions_pad_on_the_bottom_and_right() -> None:
    """As TensorFlow's "same" does, with which the ImageNet weights were trained."""
    stem = EfficientNetLite0().stem
    stem.rectified = False
    torch.nn.init.ones_(stem.conv.weight)
    torch.nn.init.zeros_(stem.conv.bias)
    out = stem(torch.ones(1, 3, 8, 8))
    assert out[0, 0, 0, 0] == 27  # a whole window at the top left
    assert out[0, 0, -1, -1] == 12  # one row and one column of padding at the bottom right


def test_a_memory_layer_is_sam2s_whose_self_attention_says_nothing() -> None:
    torch.manual_seed(0)
    attention = {"embedding_dim": 32, "num_heads": 1, "feat_sizes": (8, 8), "rope_k_repeat": True}
    kwargs = {
        "activation": "relu",
        "cross_attention": RotaryAttention(**attention, kv_in_dim=16),
        "d_model": 32,
        "dim_feedforward": 24,
        "dropout": 0.0,
        "pos_enc_at_attn": False,
        "pos_enc_at_cross_attn_keys": True,
        "pos_enc_at_cross_attn_queries": False,
    }
    theirs = MemoryAttentionLayer(self_attention=RotaryAttention(**attention), **kwargs)
    ours = MemoryLayer(**kwargs)
    ours.load_state_dict(theirs.state_dict(), strict=False)
    assert not any("self_attn" in name for name in ours.state_dict())
    for parameter in theirs.self_attn.out_proj.parameters():
        torch.nn.init.zeros_(parameter)
    given = {"tgt": torch.randn(1, 64, 32), "memory": torch.randn(1, 68, 16), "pos": torch.randn(1, 68, 16)}
    torch.testing.assert_close(ours(**given, num_k_exclude_rope=4), theirs(**given, num_k_exclude_rope=4))


@pytest.mark.parametrize(("maps", "pointers"), [(1, 0), (1, 4), (3, 4)])
def test_rotary_attention_equals_sam2s(maps: int, pointers: int) -> None:
    torch.manual_seed(0)
    kwargs = {
        "embedding_dim": 32,
        "num_heads": 1,
        "feat_sizes": (8, 8),
        "rope_k_repeat": True,
        "kv_in_dim": 16,
    }
    theirs, ours = RoPEAttention(**kwargs), RotaryAttention(**kwargs)
    ours.load_state_dict(theirs.state_dict())
    q, k = torch.randn(2, 64, 32), torch.randn(2, maps * 64 + pointers, 16)
    torch.testing.assert_close(ours(q, k, k, pointers), theirs(q, k, k, pointers))


@pytest.mark.parametrize("kernel", [3, 5])
def test_a_striding_convolution_pads_as_the_weights_were_trained(kernel: int) -> None:
    torch.manual_seed(0)
    layer = ConvNorm(6, 6, kernel, 2, groups=6, rectified=False, folded=True)
    x = torch.randn(1, 6, 16, 16)
    less, more = (kernel - 2) // 2, (kernel - 1) // 2
    padded = torch.nn.functional.pad(x, (less, more, less, more))
    expected = torch.nn.functional.conv2d(padded, layer.conv.weight, layer.conv.bias, stride=2, groups=6)
    assert torch.allclose(layer(x), expected, atol=1e-6)


@pytest.mark.parametrize("in_blocks", [True, False])
def test_convolving_at_once_gives_what_several_passes_give(
    monkeypatch: pytest.MonkeyPatch, *, in_blocks: bool
) -> None:
    monkeypatch.setattr(trunk_module, "IN_BLOCKS", in_blocks)
    torch.manual_seed(0)
    net = EfficientNetLite0().eval().to(memory_format=torch.channels_last)
    picture = 3 * torch.randn(2, 3, 96, 96)
    seen: list[int] = []
    at_once = trunk_module.AT_ONCE
    if at_once is None:
        pytest.skip("this torch lacks the operator")

    def counted(x: torch.Tensor, *arguments: object) -> torch.Tensor:
        assert x.is_mkldnn == in_blocks
        seen.append(1)
        return at_once(x, *arguments)

    monkeypatch.setattr(trunk_module, "AT_ONCE", counted)
    with torch.inference_mode():
        fused = net(picture)
        assert len(seen) == 1 + 15 + 16 + 16  # the stem; what expands, all but the first; filters, projects
        with torch.autocast("cpu", torch.bfloat16):
            net(picture)
        assert len(seen) == 48  # half precision, which it is not measured in, goes the long way
        monkeypatch.setattr(trunk_module, "AT_ONCE", None)
        plain = net(picture)
    assert all(torch.allclose(one, other, atol=1e-4) for one, other in zip(fused, plain, strict=True))
    monkeypatch.setattr(trunk_module, "AT_ONCE", counted)
    net(picture)[-1].sum().backward()  # learning goes the long way too
    assert net.stem.conv.weight.grad is not None
    assert len(seen) == 48


def test_attention_learns_from_what_inference_has_kept() -> None:
    rotary_turns.cache_clear()
    attention = RotaryAttention(embedding_dim=32, num_heads=1, feat_sizes=(8, 8), rope_k_repeat=True)
    tokens = torch.randn(1, 64, 32)
    with torch.inference_mode():
        attention(tokens, tokens, tokens)
    attention(tokens, tokens, tokens).sum().backward()
    assert attention.k_proj.weight.grad is not None


def test_kernels_are_laid_out_once_until_their_weights_change(monkeypatch: pytest.MonkeyPatch) -> None:
    lay_out = trunk_module.LAY_OUT
    if lay_out is None or trunk_module.AT_ONCE is None:
        pytest.skip("this torch lacks the operators")
    seen: list[int] = []

    def counted(*arguments: object) -> torch.Tensor:
        seen.append(1)
        return lay_out(*arguments)

    monkeypatch.setattr(trunk_module, "LAY_OUT", counted)
    torch.manual_seed(0)
    layer = ConvNorm(6, 12, 1, folded=True)
    picture = torch.randn(1, 6, 16, 16).to(memory_format=torch.channels_last)
    with torch.inference_mode():
        first = layer(picture)
        layer(picture)
    assert len(seen) == 1
    layer.load_state_dict({name: 2 * value for name, value in layer.state_dict().items()})
    copied = copy.deepcopy(layer)
    with torch.inference_mode():
        second, again = layer(picture), copied(picture)
    assert len(seen) == 3
    with torch.inference_mode():
        in_blocks = layer(picture.contiguous().to_mkldnn())
    torch.testing.assert_close(second, (2 * first).clamp(max=6))
    torch.testing.assert_close(again, second)
    torch.testing.assert_close(in_blocks.to_dense(), second)
