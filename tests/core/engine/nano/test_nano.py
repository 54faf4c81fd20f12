"""The embedded model's own parts, held against the sam2 parts that they stand in for."""

import pytest
import torch
from sam2.modeling.memory_attention import MemoryAttention, MemoryAttentionLayer
from sam2.modeling.sam.transformer import RoPEAttention

from core.engine.nano import trunk as trunk_module
from core.engine.nano.memory import PooledMemoryAttention, RotaryAttention, pool_tokens, rotary_turns
from core.engine.nano.trunk import TAP_CHANNELS, ConvNorm, EfficientNetLite0


def test_trunk_taps_have_the_strides_and_channels_that_the_neck_expects() -> None:
    maps = EfficientNetLite0()(torch.randn(1, 3, 96, 96))
    assert [m.shape[1] for m in maps] == list(TAP_CHANNELS)
    assert [96 // m.shape[-1] for m in maps] == [4, 8, 16, 32]


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


@pytest.mark.parametrize("pointers", [0, 4])
def test_rotary_attention_equals_sam2s(pointers: int) -> None:
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
    q, k = torch.randn(2, 64, 32), torch.randn(2, 64 + pointers, 16)
    torch.testing.assert_close(ours(q, k, k, pointers), theirs(q, k, k, pointers))


def attention(kind: type[MemoryAttention], turned: type[RoPEAttention]) -> MemoryAttention:
    def layer_attention(width: int) -> RoPEAttention:
        return turned(embedding_dim=32, num_heads=1, feat_sizes=(8, 8), rope_k_repeat=True, kv_in_dim=width)

    layer = MemoryAttentionLayer(
        activation="relu", cross_attention=layer_attention(16), d_model=32, dim_feedforward=64, dropout=0.0,
        pos_enc_at_attn=False, pos_enc_at_cross_attn_keys=True, pos_enc_at_cross_attn_queries=False,
        self_attention=layer_attention(32),
    )  # fmt: skip
    return kind(d_model=32, pos_enc_at_input=True, layer=layer, num_layers=2).eval()


def test_pooled_memory_attention_equals_sam2s_while_there_is_one_memory() -> None:
    torch.manual_seed(0)
    ours, theirs = (
        attention(PooledMemoryAttention, RotaryAttention),
        attention(MemoryAttention, RoPEAttention),
    )
    ours.load_state_dict(theirs.state_dict())
    frame, memory = torch.randn(64, 2, 32), torch.randn(64 + 2, 2, 16)
    args = (frame, memory, torch.randn_like(frame), torch.randn_like(memory), 2)
    torch.testing.assert_close(ours(*args), theirs(*args))


@pytest.mark.parametrize("kernel", [3, 5])
def test_a_striding_convolution_pads_as_the_weights_were_trained(kernel: int) -> None:
    torch.manual_seed(0)
    layer = ConvNorm(6, 6, kernel, 2, groups=6, rectified=False, folded=True)
    x = torch.randn(1, 6, 16, 16)
    less, more = (kernel - 2) // 2, (kernel - 1) // 2
    padded = torch.nn.functional.pad(x, (less, more, less, more))
    expected = torch.nn.functional.conv2d(padded, layer.conv.weight, layer.conv.bias, stride=2, groups=6)
    assert torch.allclose(layer(x), expected, atol=1e-6)


def test_rectifying_at_once_gives_what_two_passes_give(monkeypatch: pytest.MonkeyPatch) -> None:
    torch.manual_seed(0)
    net = EfficientNetLite0().eval().to(memory_format=torch.channels_last)
    picture = 3 * torch.randn(2, 3, 96, 96)
    seen: list[int] = []
    at_once = trunk_module.AT_ONCE
    if at_once is None:
        pytest.skip("this torch lacks the operator")

    def counted(x: torch.Tensor, *arguments: object) -> torch.Tensor:
        seen.append(1)
        return at_once(x, *arguments)

    monkeypatch.setattr(trunk_module, "AT_ONCE", counted)
    with torch.inference_mode():
        fused = net(picture)
        assert len(seen) == 1 + 15 + 16  # the stem; what expands, all but the first; what filters
        with torch.autocast("cpu", torch.bfloat16):
            net(picture)
        assert len(seen) == 32  # half precision, which it is not measured in, goes the long way
        monkeypatch.setattr(trunk_module, "AT_ONCE", None)
        plain = net(picture)
    assert all(torch.allclose(one, other, atol=1e-4) for one, other in zip(fused, plain, strict=True))
    monkeypatch.setattr(trunk_module, "AT_ONCE", counted)
    net(picture)[-1].sum().backward()  # learning goes the long way too
    assert net.stem.conv.weight.grad is not None
    assert len(seen) == 32


def test_older_memories_are_pooled_and_the_latest_is_not() -> None:
    torch.manual_seed(0)
    model = attention(PooledMemoryAttention, RotaryAttention)
    seen: list[int] = []
    model.layers[0].cross_attn_image.k_proj.register_forward_hook(
        lambda _m, args, _o: seen.append(args[0].shape[1])
    )
    frame, memory = torch.randn(64, 1, 32), torch.randn(7 * 64 + 6, 1, 16)
    out = model(frame, memory, torch.randn_like(frame), torch.randn_like(memory), 6)
    assert out.shape == frame.shape
    assert seen == [6 * 16 + 64 + 6]


def test_attention_learns_from_what_inference_has_kept() -> None:
    rotary_turns.cache_clear()
    model = attention(PooledMemoryAttention, RotaryAttention)
    frame, memory = torch.randn(64, 1, 32), torch.randn(2 * 64, 1, 16)
    inputs = frame, memory, torch.randn_like(frame), torch.randn_like(memory)
    with torch.inference_mode():
        model(*inputs)
    model(*inputs).sum().backward()
    assert model.layers[0].cross_attn_image.k_proj.weight.grad is not None


def test_pooling_averages_neighbouring_tokens_of_the_same_map() -> None:
    maps = torch.arange(2 * 16, dtype=torch.float32).view(32, 1, 1)
    pooled = pool_tokens(maps, maps=2, side=4).flatten().tolist()
    assert pooled == [2.5, 4.5, 10.5, 12.5, 18.5, 20.5, 26.5, 28.5]
