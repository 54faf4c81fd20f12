"""As near the base model as is as good: what is taught costs less of what was known.

A model that learns one kind of picture forgets others, most of all where it learns fast. Weights part of the
way back to the base model's are often as good on what was taught, and better on everything else (Wortsman et
al., CVPR 2022). How far back they may go, the validation set says: material that the base model hardly knew
needs the whole way, videos like those that it was made for, three quarters of it or less.
"""

from collections.abc import Callable, Mapping

from torch import Tensor

SHARES = (0.75, 0.5, 0.25)
"""Of the way from the base model to the best weights; tried in this order."""


def nearest_as_good(
    base: Mapping[str, Tensor],
    best: Mapping[str, Tensor],
    miou: float,
    concession: float,
    judge: Callable[[Mapping[str, Tensor]], float],
) -> tuple[float, float, Mapping[str, Tensor]]:
    """Go back towards the base weights as long as validation mIoU does not fall by more than the concession.

    Args:
        miou: of the best weights.
        judge: the validation mIoU of some weights.

    Returns the share of the way that is left, the mIoU there, and the weights.
    """
    found: tuple[float, float, Mapping[str, Tensor]] = 1.0, miou, best
    for share in SHARES:
        nearer = {name: base[name].lerp(weight, share) for name, weight in best.items()}
        there = judge(nearer)
        if there < miou - concession:
            break
        found = share, there, nearer
    return found
