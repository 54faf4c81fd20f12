"""How many clicks a mask takes, with a simulated annotator who always clicks the worst error.

The protocol of interactive segmentation (Xu et al., "Deep Interactive Object Selection", CVPR 2016, and those
after it): the next click goes into the largest region that is wrong, as far from its rim as possible.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from core.metrics.region import check_same_size, jaccard
from core.types import Click, MaskHW

MAX_CLICKS = 20


@dataclass(frozen=True, slots=True)
class ClickRun:
    """IoU of one object's mask after 1, 2, … clicks, and the clicks."""

    ious: tuple[float, ...]
    clicks: tuple[Click, ...]

    def clicks_to(self, iou: float, max_clicks: int = MAX_CLICKS) -> int:
        """NoC: the number of clicks after which the IoU was reached, `max_clicks` where it never was."""
        for number, reached in enumerate(self.ious[:max_clicks], start=1):
            if reached >= iou:
                return number
        return max_clicks

    def iou_after(self, clicks: int) -> float:
        """IoU after so many clicks; the last one where it took fewer."""
        return self.ious[min(clicks, len(self.ious)) - 1] if self.ious else 0.0


def simulate(
    predict: Callable[[tuple[Click, ...]], MaskHW],
    truth_hw: MaskHW,
    ignore_hw: MaskHW | None = None,
    *,
    max_clicks: int = MAX_CLICKS,
    enough_iou: float = 0.90,
    at_least: int = 5,
) -> ClickRun:
    """Click until the mask has `enough_iou` (and `at_least` clicks were made), or `max_clicks` are spent.

    `predict` gets all clicks so far, the newest last, and returns the (height, width) mask that they make. It
    stops early where nothing is wrong any more.

    Raises:
        MaskError: the sizes of mask, truth and ignore differ.
    """
    clicks: list[Click] = []
    ious: list[float] = []
    mask_hw: MaskHW = np.zeros(truth_hw.shape, dtype=np.bool_)
    while len(clicks) < max_clicks:
        click = next_click(mask_hw, truth_hw, ignore_hw, clicks)
        if click is None:
            break
        clicks.append(click)
        mask_hw = predict(tuple(clicks))
        ious.append(jaccard(mask_hw, truth_hw, ignore_hw))
        if ious[-1] >= enough_iou and len(clicks) >= at_least:
            break
    return ClickRun(tuple(ious), tuple(clicks))


def next_click(
    mask_hw: MaskHW, truth_hw: MaskHW, ignore_hw: MaskHW | None = None, before: Sequence[Click] = ()
) -> Click | None:
    """Where a careful annotator clicks next, in pixels: amid the largest region that is wrong.

    Positive where the object is missing from the mask, negative where the mask is not the object. A pixel
    that was clicked `before` is not clicked again. None where nothing is wrong.

    Raises:
        MaskError: the sizes differ.
    """
    check_same_size(mask_hw, truth_hw)
    missing = np.logical_and(truth_hw, np.logical_not(mask_hw))
    extra = np.logical_and(mask_hw, np.logical_not(truth_hw))
    if ignore_hw is not None:
        check_same_size(ignore_hw, truth_hw)
        counted = np.logical_not(ignore_hw)
        missing, extra = missing & counted, extra & counted
    for click in before:
        row, column = int(click.y), int(click.x)
        missing[row, column] = extra[row, column] = False
    in_missing, in_extra = largest_region(missing), largest_region(extra)
    positive = int(in_missing.sum()) >= int(in_extra.sum())
    return click_amid(in_missing if positive else in_extra, positive)


def click_amid(region_hw: MaskHW, positive: bool = True) -> Click | None:
    """A click on a region's pixel farthest from its rim and the picture's; None where it is empty."""
    if not region_hw.any():
        return None
    padded = np.pad(np.asarray(region_hw, dtype=np.uint8), 1)
    distance_px = cv2.distanceTransform(padded, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)[1:-1, 1:-1]
    # OpenCV's last digits depend on where in memory the region lies. Squares of distances are whole numbers:
    # with them, of places equally far from the rim it is always the first.
    squared = np.rint(np.square(distance_px, dtype=np.float64))
    row, column = np.unravel_index(int(squared.argmax()), squared.shape)
    return Click(int(column) + 0.5, int(row) + 0.5, positive)


def largest_region(mask_hw: MaskHW) -> MaskHW:
    """The connected region of a mask with the most pixels (neighbours at a corner count as connected)."""
    picture = np.asarray(mask_hw, dtype=np.uint8)
    count, labels, statistics, _ = cv2.connectedComponentsWithStats(picture, connectivity=8)
    if count <= 1:
        return np.zeros(mask_hw.shape, dtype=np.bool_)
    largest = 1 + int(np.asarray(statistics)[1:, cv2.CC_STAT_AREA].argmax())
    region: MaskHW = np.asarray(labels) == largest
    return region
