"""What a mask costs."""

import pytest
import torch

from core.training.losses import LossWeights, dice_loss, focal_loss, hard_iou, mask_loss


def square(side: int = 16, low: int = 4, high: int = 12) -> torch.Tensor:
    mask = torch.zeros(1, side, side)
    mask[:, low:high, low:high] = 1
    return mask


def test_a_right_mask_costs_nothing_and_a_wrong_one_does() -> None:
    target = square()
    right, wrong = (target * 40 - 20), (20 - target * 40)
    assert focal_loss(right, target).item() < 1e-6 < focal_loss(wrong, target).item()
    assert dice_loss(right, target).item() < 0.01
    assert dice_loss(wrong, target).item() > 0.9


def test_iou_of_a_shifted_square() -> None:
    assert hard_iou(square(16, 4, 12) - 0.5, square(16, 6, 14)).item() == pytest.approx(36 / 92)


def test_only_the_best_candidate_is_taught() -> None:
    target = square()
    logits = torch.stack([target * 4 - 2, -(target * 4 - 2)], dim=1).requires_grad_()
    mask_loss(logits, torch.ones(1, 2), torch.full((1,), 9.0), target, LossWeights(iou=0.0)).sum().backward()
    assert logits.grad is not None
    assert logits.grad[:, 0].abs().sum() > 0
    assert logits.grad[:, 1].abs().sum() == 0


def test_the_others_are_taught_as_much_as_asked() -> None:
    target = square()
    gradients = []
    for others in (0.5, 1.0):
        logits = torch.stack([target * 4 - 2, -(target * 4 - 2)], dim=1).requires_grad_()
        arguments = (logits, torch.ones(1, 2), torch.full((1,), 9.0), target, LossWeights(iou=0.0))
        mask_loss(*arguments, others=others).sum().backward()
        assert logits.grad is not None
        gradients.append(logits.grad.abs().sum(dim=(0, 2, 3)))
    assert gradients[0][1] > 0
    assert torch.allclose(gradients[1][1], 2 * gradients[0][1])
    assert gradients[1][0] < gradients[0][0]


def test_every_candidates_iou_estimate_is_taught() -> None:
    target = square()
    logits = torch.stack([target * 4 - 2, -(target * 4 - 2)], dim=1)
    estimates = torch.full((1, 2), 0.5, requires_grad=True)
    mask_loss(logits, estimates, torch.zeros(1), target).sum().backward()
    assert estimates.grad is not None
    assert torch.equal(
        estimates.grad.sign(), torch.tensor([[-1.0, 1.0]])
    )  # raise the right one, lower the wrong


def test_an_absent_object_teaches_the_object_score_alone() -> None:
    logits = torch.zeros(1, 1, 8, 8, requires_grad=True)
    estimates = torch.zeros(1, 1, requires_grad=True)
    score = torch.tensor([3.0], requires_grad=True)
    mask_loss(logits, estimates, score, torch.zeros(1, 8, 8)).sum().backward()
    assert logits.grad is not None and logits.grad.abs().sum() == 0
    assert estimates.grad is not None and estimates.grad.abs().sum() == 0
    assert score.grad is not None and score.grad.item() > 0
