import pytest
import torch
import torch.nn.functional as F

from core.engine.attention import Attending, attend


def given(kind: torch.dtype) -> list[torch.Tensor]:
    torch.manual_seed(0)
    return [torch.randn(2, 4, tokens, 16).to(kind).requires_grad_() for tokens in (30, 50, 50)]


def test_in_full_precision_it_is_torchs_own() -> None:
    assert torch.equal(attend(*given(torch.float32)), F.scaled_dot_product_attention(*given(torch.float32)))


def test_in_half_precision_it_gives_what_torch_gives_and_the_same_gradients() -> None:
    ours, theirs = given(torch.bfloat16), given(torch.bfloat16)
    found, expected = attend(*ours), F.scaled_dot_product_attention(*theirs)
    assert torch.allclose(found.float(), expected.float(), atol=0.02)
    found.float().square().sum().backward()
    expected.float().square().sum().backward()
    for own, other in zip(ours, theirs, strict=True):
        assert own.grad is not None
        assert other.grad is not None
        assert torch.allclose(own.grad.float(), other.grad.float(), atol=0.1)


def test_other_peoples_modules_attend_so_while_it_is_entered(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def counted(*tensors: torch.Tensor) -> torch.Tensor:
        asked.append(1)
        return attend(*tensors)

    monkeypatch.setattr("core.engine.attention.attend", counted)
    tensors = given(torch.bfloat16)
    with Attending():
        plain = F.scaled_dot_product_attention(*tensors, dropout_p=0.0)
        assert len(asked) == 1
        # What asks for more than the products give is left to torch.
        F.scaled_dot_product_attention(*tensors, is_causal=True)
    F.scaled_dot_product_attention(*tensors)
    assert len(asked) == 1
    assert torch.equal(plain, attend(*tensors))
