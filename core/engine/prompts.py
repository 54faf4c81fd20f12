"""Frames and prompts in media pixels become what the model takes.

A frame is squashed to the model's square whatever its shape, as sam2 does, so x and y scale differently.
"""

from dataclasses import dataclass

import cv2
import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

from core.engine.view import View
from core.errors import MaskError, PromptError
from core.masks import Mask
from core.types import Box, Click, FramePrompt, FrameRGB, MaskHW
from core.wording import say

PIXEL_MEAN = (0.485, 0.456, 0.406)
PIXEL_STD = (0.229, 0.224, 0.225)
"""ImageNet statistics of RGB in 0 to 1, with which SAM 2 and the trunk of nano were trained."""

MASK_LOGIT = 10.0
"""A binary mask as logits: plus and minus this, as in sam2's `_use_mask_as_output`."""


@dataclass(frozen=True, slots=True)
class ImagePrompt:
    """What the model is told about one object on one picture, in pixels of that picture.

    Args:
        clicks: in the order in which they were made.
        refines: the mask that the clicks correct, if there was one before them.
        previous_logits: (S/4, S/4) float32 logits of an earlier answer, fed back as they are; instead of
            `refines`.
    """

    clicks: tuple[Click, ...] = ()
    box: Box | None = None
    refines: Mask | None = None
    previous_logits: NDArray[np.float32] | None = None

    @classmethod
    def of(cls, prompt: FramePrompt) -> "ImagePrompt":
        """The clicks and the box of a prompt on a frame; its painted mask is not the model's business."""
        return cls(prompt.clicks, prompt.box, prompt.refines)


@dataclass(frozen=True, slots=True)
class PointInputs:
    """Points in the model's square: (1, P, 2) float32 pixels and (1, P) int32 labels.

    Labels: 1 on the object, 0 off it, 2 and 3 the top left and bottom right corner of a box.
    """

    coords: Tensor
    labels: Tensor

    @property
    def count(self) -> int:
        return int(self.labels.shape[1])

    def first(self, count: int) -> "PointInputs":
        """The first `count` points."""
        return PointInputs(self.coords[:, :count], self.labels[:, :count])

    def as_sam2(self) -> dict[str, Tensor]:
        """The dictionary that sam2's methods take."""
        return {"point_coords": self.coords, "point_labels": self.labels}


def squash(frame_rgb: FrameRGB, image_size: int) -> NDArray[np.uint8]:
    """Resize a frame to the model's square: (H, W, 3) uint8 to (S, S, 3) uint8.

    Averages areas when both sides shrink, else interpolates linearly. May run in any thread.
    """
    height, width = frame_rgb.shape[:2]
    if (height, width) == (image_size, image_size):
        return np.ascontiguousarray(frame_rgb)
    shrinks = height >= image_size and width >= image_size
    resized = cv2.resize(
        frame_rgb, (image_size, image_size), interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
    )
    return resized.astype(np.uint8, copy=False)


def normalise(square_rgb: NDArray[np.uint8], device: torch.device) -> Tensor:
    """(S, S, 3) uint8 to (1, 3, S, S) float32 with ImageNet statistics, channels last in memory, on the
    device.
    """
    square = square_rgb if square_rgb.flags.writeable else square_rgb.copy()
    height, width, _ = square.shape
    # Row by row: three numbers at a time are more work to go through than a whole row of them.
    rows = torch.from_numpy(square).to(device, non_blocking=True).reshape(height, -1).float()
    mean, std = (torch.tensor(of_rgb, device=device).repeat(width) for of_rgb in (PIXEL_MEAN, PIXEL_STD))
    return rows.mul_(1 / (255 * std)).sub_(mean / std).view(1, height, width, 3).permute(0, 3, 1, 2)


def point_inputs(
    clicks: tuple[Click, ...],
    box: Box | None,
    view: View,
    image_size: int,
    device: torch.device,
) -> PointInputs | None:
    """Box corners first, then clicks, scaled from the view to the model's square; None if there are
    none.
    """
    points = []
    if box is not None:
        inside = view.of_box(box)
        points += [(inside.x0, inside.y0, 2), (inside.x1, inside.y1, 3)]
    points += [(c.x, c.y, int(c.positive)) for c in map(view.of_click, clicks)]
    if not points:
        return None
    # First to 0 to 1 and then to the square, as sam2 rounds.
    coords = torch.tensor([(x, y) for x, y, _ in points], dtype=torch.float32)
    coords = coords / torch.tensor((view.width, view.height), dtype=torch.float32) * image_size
    labels = torch.tensor([label for _, _, label in points], dtype=torch.int32)
    return PointInputs(coords[None].to(device), labels[None].to(device))


def mask_input(mask_hw: MaskHW, image_size: int, device: torch.device) -> Tensor:
    """A view's mask in the model's square: (1, 1, S, S) float32 of 0 and 1, resized with antialiasing as sam2
    does.
    """
    square = _as_picture(mask_hw)
    if square.shape[-2:] != (image_size, image_size):
        square = (_shrunk(square, image_size) >= 0.5).float()
    return square.to(device)


def mask_logits(mask_hw: MaskHW, side: int, device: torch.device) -> Tensor:
    """A view's mask as an answer the model might have given: (1, 1, side, side) logits of ±`MASK_LOGIT`."""
    small = _shrunk(_as_picture(mask_hw), side)
    return small.mul_(2 * MASK_LOGIT).sub_(MASK_LOGIT).to(device)


def _as_picture(mask_hw: MaskHW) -> Tensor:
    return torch.from_numpy(np.ascontiguousarray(mask_hw))[None, None].float()


def _shrunk(mask_11hw: Tensor, side: int) -> Tensor:
    # On the CPU: not every device has the antialiased kernel, and the small result travels faster.
    return F.interpolate(mask_11hw, size=(side, side), mode="bilinear", align_corners=False, antialias=True)


def check_prompt(prompt: ImagePrompt | FramePrompt, size_wh: tuple[int, int]) -> None:
    """Refuse a prompt that does not fit a picture of that size, in one sentence.

    Raises:
        PromptError: a click or a part of the box lies outside, the box is empty, or there is nothing to go
            by.
        MaskError: a mask has another size.
    """
    width, height = size_wh
    size = f"{width}×{height}"
    painted = prompt.mask if isinstance(prompt, FramePrompt) else None
    for mask in (painted, prompt.refines):
        if mask is not None:
            check_size(mask, size_wh)
    if painted is not None:
        return
    for click in prompt.clicks:
        if not (0 <= click.x <= width and 0 <= click.y <= height):
            raise PromptError(
                say(
                    "The point {x:g},{y:g} lies outside the frame of {size} pixels.",
                    x=click.x,
                    y=click.y,
                    size=size,
                )
            )
    if (box := prompt.box) is not None:
        corners = f"{box.x0:g},{box.y0:g},{box.x1:g},{box.y1:g}"
        if not (box.x0 < box.x1 and box.y0 < box.y1):
            raise PromptError(
                say("The box {corners} is empty: it needs left < right and top < bottom.", corners=corners)
            )
        if box.x0 < 0 or box.y0 < 0 or box.x1 > width or box.y1 > height:
            raise PromptError(
                say(
                    "The box {corners} reaches outside the frame of {size} pixels.",
                    corners=corners,
                    size=size,
                )
            )
    if not prompt.clicks and prompt.box is None:
        raise PromptError("The prompt is empty: it has no click, no box and no mask.")


def check_size(mask: Mask, size_wh: tuple[int, int]) -> None:
    """Raise `MaskError` for a mask of another size than the frame's."""
    if (mask.width, mask.height) != size_wh:
        raise MaskError(
            say(
                "The mask is {width}×{height} pixels, but the frame is {size}.",
                width=mask.width,
                height=mask.height,
                size=f"{size_wh[0]}×{size_wh[1]}",
            )
        )
