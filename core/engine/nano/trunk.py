"""EfficientNet-Lite0 as an image trunk for sam2's `ImageEncoder`.

The architecture is that of the EfficientNet-Lite release (Apache-2.0): inverted residuals with ReLU6 and
without squeeze-and-excitation. Convolutions pad as TensorFlow's "same" does (the extra row and column on
the bottom and right), because the ImageNet weights that the recipe starts from were trained so.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn


@dataclass(frozen=True)
class Stage:
    """Consecutive blocks of the same shape; only the first one strides."""

    kernel: int
    stride: int
    expansion: int
    channels: int
    blocks: int


STEM_CHANNELS = 32
STAGES = (
    Stage(3, 1, 1, 16, 1),
    Stage(3, 2, 6, 24, 2),
    Stage(5, 2, 6, 40, 2),
    Stage(3, 2, 6, 80, 3),
    Stage(5, 1, 6, 112, 3),
    Stage(5, 2, 6, 192, 4),
    Stage(3, 1, 6, 320, 1),
)
TAPS = (2, 4, 10, 15)
"""Blocks whose outputs leave the trunk: strides 4, 8, 16 and 32."""

TAP_CHANNELS = (24, 40, 112, 320)

AT_ONCE: Callable[..., Tensor] | None = getattr(torch.ops.mkldnn, "_convolution_pointwise", None)
"""oneDNN's convolution, which rectifies while it writes. It is private in torch 2.13, whose compiler calls
it; where another version lacks it, one more pass is made over the pictures: 4 % of a frame's time."""

LAY_OUT: Callable[..., Tensor] | None = getattr(torch.ops.mkldnn, "_reorder_convolution_weight", None)
"""Lays out a kernel as that convolution reads it, which it does itself on every call otherwise: a tenth to a
fifth of the trunk's time. Private as well."""

IN_BLOCKS = torch.backends.cpu.get_cpu_capability() == "AVX2"
"""Whether pictures go through the trunk in oneDNN's own layout, eight channels side by side. Where AVX2 is
all that a processor has, its filters of single channels take half the time so, and the whole trunk a fifth
less, although kernels cannot be laid out beforehand then. Wider processors were not tried."""


def _goes_at_once(x: Tensor, weight: Tensor) -> bool:
    exact = x.dtype == weight.dtype == torch.float32 and not torch.is_autocast_enabled("cpu")
    return AT_ONCE is not None and x.device.type == "cpu" and exact and not torch.is_grad_enabled()


@dataclass(frozen=True, slots=True)
class Kernel:
    """A kernel laid out for pictures of one shape and layout.

    Args:
        of: the weight that it was made of, as it was at that `version`.
    """

    of: Tensor
    version: int
    shape: torch.Size
    layout: torch.layout
    laid_out: Tensor
    bias: Tensor | None

    def __deepcopy__(self, _memo: object) -> "Kernel":
        return self  # opaque to torch's copying; a copied module finds that it is not of its own weight


class ConvNorm(nn.Module):
    """A convolution with a BatchNorm of fixed statistics, or, once folded, a convolution with a bias alone;
    with ReLU6 where it is rectified.

    The running statistics never change here (batches of video frames are too alike to learn them from), so
    the BatchNorm is multiplied into the weights on every pass: what remains to learn is the same, and the
    pictures go through one operation instead of two.
    """

    def __init__(
        self,
        inputs: int,
        outputs: int,
        kernel: int,
        stride: int = 1,
        groups: int = 1,
        *,
        rectified: bool = True,
        folded: bool,
    ) -> None:
        super().__init__()
        self.rectified = rectified
        self.conv = nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, groups=groups, bias=folded)
        self.norm = None if folded else nn.BatchNorm2d(outputs, eps=1e-3)
        self._kernel: Kernel | None = None

    def _folded_weight_and_bias(self) -> tuple[Tensor, Tensor | None]:
        if self.norm is None:
            return self.conv.weight, self.conv.bias
        assert self.norm.running_mean is not None and self.norm.running_var is not None
        scale = self.norm.weight / (self.norm.running_var + self.norm.eps).sqrt()
        weight = self.conv.weight * scale.view(-1, 1, 1, 1)
        return weight, self.norm.bias - self.norm.running_mean * scale

    def _weight_and_bias(self) -> tuple[Tensor, Tensor | None]:
        weight, bias = self._folded_weight_and_bias()
        if self.conv.stride == (2, 2):
            # "Same" padding is symmetric with stride 1. With stride 2 and an even input it is one less on the
            # top and left: an empty row and column of the kernel there cost less than a padded copy of x.
            weight = F.pad(weight, (1, 0, 1, 0))
        return weight, bias

    def _kernel_for(self, x: Tensor) -> Kernel:
        """The kernel laid out for pictures like x, (B, C, H, W); made anew where the weight changed."""
        conv, known = self.conv, self._kernel
        if (
            known is None
            or known.of is not conv.weight
            or known.version != conv.weight._version
            or (known.shape, known.layout) != (x.shape, x.layout)
        ):
            with torch.inference_mode(False), torch.no_grad():
                weight, bias = self._weight_and_bias()
                if x.is_mkldnn or LAY_OUT is None:
                    laid_out = weight.contiguous()
                else:
                    laid_out = LAY_OUT(weight, conv.padding, conv.stride, conv.dilation, conv.groups, x.shape)
            self._kernel = known = Kernel(
                conv.weight, conv.weight._version, x.shape, x.layout, laid_out, bias
            )
        return known

    def forward(self, x: Tensor) -> Tensor:
        conv = self.conv
        if AT_ONCE is not None and _goes_at_once(x, conv.weight):
            if self.norm is None and not conv.weight.is_inference():
                kernel = self._kernel_for(x)
                weight, bias = kernel.laid_out, kernel.bias
            else:
                weight, bias = self._weight_and_bias()
                weight = weight.contiguous() if x.is_mkldnn else weight
            rectify = ("hardtanh", [0.0, 6.0], "") if self.rectified else ("none", [], "")
            return AT_ONCE(x, weight, bias, conv.padding, conv.stride, conv.dilation, conv.groups, *rectify)
        weight, bias = self._weight_and_bias()
        x = F.conv2d(x, weight, bias, conv.stride, conv.padding, conv.dilation, conv.groups)
        return F.relu6(x, inplace=True) if self.rectified else x

    def fold(self) -> None:
        """Multiply the statistics into the weights for good: the form in which weights ship."""
        weight, bias = self._folded_weight_and_bias()
        self.conv.weight = nn.Parameter(weight.detach())
        self.conv.bias = None if bias is None else nn.Parameter(bias.detach())
        self.norm, self._kernel = None, None


class InvertedResidual(nn.Module):
    """Expand, filter each channel, project; added to the input where the shapes agree."""

    def __init__(
        self,
        inputs: int,
        hidden: int,
        outputs: int,
        kernel: int,
        stride: int,
        *,
        expands: bool,
        folded: bool,
    ) -> None:
        super().__init__()
        self.expand = ConvNorm(inputs, hidden, 1, folded=folded) if expands else None
        self.filter = ConvNorm(hidden, hidden, kernel, stride, groups=hidden, folded=folded)
        self.project = ConvNorm(hidden, outputs, 1, rectified=False, folded=folded)
        self.residual = stride == 1 and inputs == outputs

    def forward(self, x: Tensor) -> Tensor:
        hidden = x if self.expand is None else self.expand(x)
        out: Tensor = self.project(self.filter(hidden))
        return out + x if self.residual else out


class EfficientNetLite0(nn.Module):
    """The trunk: a picture in, four feature maps out.

    Args:
        folded: build convolutions with a bias and no BatchNorm, as the shipped weights have them.
        hidden: how many channels each of the 16 blocks filters; as in the release unless given.

    `channel_list` runs from deep to shallow, as `FpnNeck` wants it.
    """

    def __init__(self, folded: bool = True, hidden: Sequence[int] | None = None) -> None:
        super().__init__()
        self.channel_list = list(reversed(TAP_CHANNELS))
        self.stem = ConvNorm(3, STEM_CHANNELS, 3, 2, folded=folded)
        self.blocks = nn.ModuleList()
        channels = STEM_CHANNELS
        for stage in STAGES:
            for number in range(stage.blocks):
                given = hidden[len(self.blocks)] if hidden else channels * stage.expansion
                stride = stage.stride if number == 0 else 1
                self.blocks.append(
                    InvertedResidual(
                        channels,
                        given,
                        stage.channels,
                        stage.kernel,
                        stride,
                        expands=stage.expansion > 1,
                        folded=folded,
                    )
                )
                channels = stage.channels

    def forward(self, x: Tensor) -> list[Tensor]:
        """(B, 3, S, S) normalised RGB, S divisible by 32, to maps of strides 4, 8, 16, 32 (24/40/112/320)."""
        if IN_BLOCKS and _goes_at_once(x, self.stem.conv.weight):
            x = x.contiguous().to_mkldnn()
        x = self.stem(x)
        taps = []
        for number, block in enumerate(self.blocks):
            x = block(x)
            if number in TAPS:
                taps.append(x.to_dense() if x.is_mkldnn else x)
        return taps

    def fold(self) -> None:
        """Fold every BatchNorm into its convolution, in place, for good."""
        for module in self.modules():
            if isinstance(module, ConvNorm):
                module.fold()
